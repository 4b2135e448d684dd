/** What is read about frameworks. Drafts are for those who manage frameworks; to everyone else they do not exist. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import { type EditionState, stateOf } from '../edition.ts'
import { type Actor, can } from '../people/actor.ts'
import type { Framework } from './framework.rules.ts'
import { frameworkShape } from './framework.schema.ts'

export type FrameworkSummary = {
  id: string
  key: string
  title: string
  edition: string
  areas: number
  statements: number
  updated_at: Temporal.Instant
  updated_by_name: string | null
  published_at: Temporal.Instant | null
  retired_at: Temporal.Instant | null
  evaluations: number
}

export type PartEdits = Record<string, { by: string | null; at: string } | undefined>

/** One edition with its content. */
export type FrameworkRecord = {
  id: string
  content: Framework
  version: number
  adapted_from: string | null
  part_edits: PartEdits
  updated_at: Temporal.Instant
  updated_by: string | null
  updated_by_name: string | null
  published_at: Temporal.Instant | null
  published_by_name: string | null
  retired_at: Temporal.Instant | null
}

/** Every edition that the actor may see: newest first within one framework. */
export async function frameworksFor(db: Db, actor: Actor): Promise<FrameworkSummary[]> {
  const { rows } = await sql<FrameworkSummary>`
    select f.id, f.key, f.title, f.edition, f.updated_at, p.name as updated_by_name, f.published_at, f.retired_at,
      jsonb_array_length(f.content -> 'areas') as areas,
      (select coalesce(sum(jsonb_array_length(a -> 'statements')), 0)::int from jsonb_array_elements(f.content -> 'areas') a) as statements,
      (select count(*)::int from self_evaluation e where e.partnership_id = f.partnership_id and e.framework_id = f.id) as evaluations
    from framework f left join person p on p.id = f.updated_by
    where f.partnership_id = ${actor.partnership.id} and (f.published_at is not null or ${can(actor, 'framework:manage')})
    order by f.title, f.key, coalesce(f.published_at, f.updated_at) desc`.execute(db)
  return rows
}

type StoredRecord = Omit<FrameworkRecord, 'content'> & { content: unknown }

/** One edition, or undefined when there is none that the actor may see. `lock` keeps others from changing it meanwhile. */
export async function frameworkRecord(
  db: Db,
  actor: Actor,
  id: string,
  options: { lock?: boolean } = {},
): Promise<FrameworkRecord | undefined> {
  const { rows } = await sql<StoredRecord>`
    select f.id, f.content, f.version, f.adapted_from, f.part_edits, f.updated_at, f.updated_by, f.published_at, f.retired_at,
      (select name from person where id = f.updated_by) as updated_by_name,
      (select name from person where id = f.published_by) as published_by_name
    from framework f
    where f.id = ${id} and f.partnership_id = ${actor.partnership.id}
      and (f.published_at is not null or ${can(actor, 'framework:manage')})
    ${options.lock ? sql`for update of f` : sql``}`.execute(db)
  const row = rows[0]
  return row && { ...row, content: frameworkShape.parse(row.content) }
}

/** Published editions never change, so what was parsed once is kept. Bounded: a partnership has a handful. */
const published = new Map<string, { partnership_id: string; framework: Framework }>()
const mostKept = 500

/**
 * A published framework, retired ones included, since self-evaluations stay with theirs. No query
 * when it was read before. Undefined for drafts and for another partnership's.
 */
export async function frameworkById(
  db: Db,
  actor: { partnership: { id: string } },
  id: string,
): Promise<Framework | undefined> {
  const kept = published.get(id)
  if (kept) return kept.partnership_id === actor.partnership.id ? kept.framework : undefined
  // What this very transaction published may still be rolled back, so it is not kept.
  const { rows } = await sql<{ content: unknown; is_own: boolean }>`
    select content, coalesce(xmin::text::bigint = pg_current_xact_id_if_assigned()::text::bigint & 4294967295, false) as is_own
    from framework where id = ${id} and partnership_id = ${actor.partnership.id} and published_at is not null`.execute(
    db,
  )
  const row = rows[0]
  if (!row) return undefined
  const framework = frameworkShape.parse(row.content)
  if (!row.is_own && published.size < mostKept) published.set(id, { partnership_id: actor.partnership.id, framework })
  return framework
}

export type PublishedFramework = {
  id: string
  key: string
  title: string
  edition: string
  published_at: Temporal.Instant
  statements: number
}

/** The editions that a new self-evaluation or programme may choose, newest first. */
export async function publishedFrameworks(
  db: Db,
  actor: { partnership: { id: string } },
): Promise<PublishedFramework[]> {
  const { rows } = await sql<PublishedFramework>`
    select f.id, f.key, f.title, f.edition, f.published_at,
      (select coalesce(sum(jsonb_array_length(a -> 'statements')), 0)::int from jsonb_array_elements(f.content -> 'areas') a) as statements
    from framework f
    where f.partnership_id = ${actor.partnership.id} and f.published_at is not null and f.retired_at is null
    order by f.published_at desc, f.title`.execute(db)
  return rows
}

/** The names of all editions of one framework, drafts included: no two may share one. */
export async function editionsOf(
  db: Db,
  partnershipId: string,
  key: string,
): Promise<{ id: string; edition: string; title: string; state: EditionState }[]> {
  const { rows } = await sql<{
    id: string
    edition: string
    title: string
    published_at: Temporal.Instant | null
    retired_at: Temporal.Instant | null
  }>`
    select id, edition, title, published_at, retired_at from framework
    where partnership_id = ${partnershipId} and key = ${key} order by coalesce(published_at, updated_at) desc`.execute(
    db,
  )
  return rows.map((row) => ({ id: row.id, edition: row.edition, title: row.title, state: stateOf(row) }))
}

/** How many self-evaluations and which programmes rest on an edition: what retiring or deleting it would touch. */
export async function usesOf(
  db: Db,
  actor: Actor,
  id: string,
): Promise<{ evaluations: number; under_way: number; programmes: string[] }> {
  const { rows } = await sql<{ evaluations: number; under_way: number; programmes: string[] }>`
    select count(*)::int as evaluations, (count(*) filter (where agreed_at is null and stopped_at is null))::int as under_way,
      array(select name from programme where partnership_id = ${actor.partnership.id} and framework_id = ${id} order by name) as programmes
    from self_evaluation where partnership_id = ${actor.partnership.id} and framework_id = ${id}`.execute(db)
  return rows[0] ?? { evaluations: 0, under_way: 0, programmes: [] }
}
