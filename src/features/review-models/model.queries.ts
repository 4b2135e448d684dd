/** What is read about review models. Drafts are for those who manage them; to everyone else they do not exist. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import { type EditionState, stateOf } from '../edition.ts'
import { type Actor, can, type InPartnership } from '../people/actor.ts'
import { modelShape, type ReviewModel } from './model.schema.ts'
import { ownIdOf, ownKey } from './paths.ts'
import { reviewModels } from './shipped.ts'

/** Published editions never change, so what was read once is kept. Bounded: a partnership has a handful. */
const published = new Map<string, { partnership_id: string; model: ReviewModel }>()
const mostKept = 500

/** The model that a programme of the actor's partnership names by `modelKey`. An unknown key is a bug: it was checked when the programme started. */
export async function modelFor(db: Db, actor: InPartnership, modelKey: string): Promise<ReviewModel> {
  return (await modelsFor(db, actor, [modelKey]))(modelKey)
}

/** Looks up the models of several programmes, with one query at the most, and none where each was read before. */
export async function modelsFor(
  db: Db,
  actor: InPartnership,
  modelKeys: readonly string[],
): Promise<(modelKey: string) => ReviewModel> {
  const found = new Map<string, ReviewModel>()
  const unread: string[] = []
  for (const key of new Set(modelKeys)) {
    const id = ownIdOf(key)
    const model = id === undefined ? reviewModels.get(key) : keptFor(actor, id)
    if (model) found.set(key, model)
    else if (id !== undefined) unread.push(id)
  }
  if (unread.length > 0)
    for (const { id, model } of await publishedWithIds(db, actor, unread)) found.set(ownKey(id), model)
  return (key) => {
    const model = found.get(key)
    if (!model) throw new Error(`there is no review model "${key}"`)
    return model
  }
}

function keptFor(actor: InPartnership, id: string): ReviewModel | undefined {
  const kept = published.get(id)
  return kept?.partnership_id === actor.partnership.id ? kept.model : undefined
}

async function publishedWithIds(
  db: Db,
  actor: InPartnership,
  ids: readonly string[],
): Promise<{ id: string; model: ReviewModel }[]> {
  // What this very transaction published may still be rolled back, so it is not kept.
  const { rows } = await sql<{ id: string; content: unknown; is_own: boolean }>`
    select id, content, coalesce(xmin::text::bigint = pg_current_xact_id_if_assigned()::text::bigint & 4294967295, false) as is_own
    from review_model where partnership_id = ${actor.partnership.id} and published_at is not null and id = any(${[...ids]}::uuid[])`.execute(
    db,
  )
  return rows.map(({ id, content, is_own }) => {
    const model = modelShape.parse(content)
    if (!is_own && published.size < mostKept) published.set(id, { partnership_id: actor.partnership.id, model })
    return { id, model }
  })
}

export type ModelToChoose = { model_key: string; title: string; summary: string; length_months: number }

/** What a new programme may choose: the partnership's own published editions, then those that ship with the product. */
export async function modelsToChoose(db: Db, actor: InPartnership): Promise<ModelToChoose[]> {
  const { rows } = await sql<{ id: string }>`
    select id from review_model where partnership_id = ${actor.partnership.id} and published_at is not null and retired_at is null
    order by name, published_at desc`.execute(db)
  const keys = [...rows.map(({ id }) => ownKey(id)), ...reviewModels.keys()]
  const modelWith = await modelsFor(db, actor, keys)
  return keys.map((model_key) => {
    const { name, edition, summary, length_months } = modelWith(model_key)
    const title = ownIdOf(model_key) === undefined ? name : `${name}, edition ${edition}`
    return { model_key, title, summary, length_months }
  })
}

/** One edition of a partnership's own model, with its content. */
export type ModelRecord = {
  id: string
  content: ReviewModel
  adapted_from: string | null
  version: number
  part_edits: Record<string, { by: string | null; at: string } | undefined>
  updated_at: Temporal.Instant
  updated_by: string | null
  updated_by_name: string | null
  published_at: Temporal.Instant | null
  published_by_name: string | null
  retired_at: Temporal.Instant | null
  /** The programmes that run by it, or did. */
  programmes: string[]
}

/** Every own edition that the actor may see, the newest first within one way of reviewing. */
export async function modelRecords(
  db: Db,
  actor: Actor,
  which: { id?: string; key?: string; lock?: boolean } = {},
): Promise<ModelRecord[]> {
  const { rows } = await sql<Omit<ModelRecord, 'content'> & { content: unknown }>`
    select m.id, m.content, m.adapted_from, m.version, m.part_edits, m.updated_at, m.updated_by, m.published_at, m.retired_at,
      (select name from person where id = m.updated_by) as updated_by_name,
      (select name from person where id = m.published_by) as published_by_name,
      array(select p.name from programme p where p.review_model_id = m.id order by p.starts_on, p.name) as programmes
    from review_model m
    where m.partnership_id = ${actor.partnership.id} and (m.published_at is not null or ${can(actor, 'review-model:manage')})
      and m.id = coalesce(${which.id ?? null}::uuid, m.id) and m.key = coalesce(${which.key ?? null}::text, m.key)
    order by m.name, m.key, coalesce(m.published_at, m.updated_at) desc
    ${which.lock ? sql`for update of m` : sql``}`.execute(db)
  return rows.map((row) => ({ ...row, content: modelShape.parse(row.content) }))
}

/** One own edition, or undefined when there is none that the actor may see. `lock` keeps others from changing it meanwhile. */
export async function modelRecord(
  db: Db,
  actor: Actor,
  id: string,
  options: { lock?: boolean } = {},
): Promise<ModelRecord | undefined> {
  const [record] = await modelRecords(db, actor, { id, ...options })
  return record
}

/** The names of all editions of one way of reviewing, the shipped one and drafts included: no two may share one. */
export async function editionsOf(
  db: Db,
  actor: Actor,
  key: string,
): Promise<{ id: string | undefined; edition: string; state: EditionState }[]> {
  const own = await modelRecords(db, actor, { key })
  const shipped = reviewModels.get(key)
  return [
    ...own.map((record) => ({ id: record.id, edition: record.content.edition, state: stateOf(record) })),
    ...(shipped ? [{ id: undefined, edition: shipped.edition, state: 'published' as const }] : []),
  ]
}
