/** Stores findings with their evidence. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import { moment, rowsOf, rowsWithin, type Within } from '../../../platform/db/rows-within.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { partMay } from '../part.rules.ts'
import { moved } from '../preparation/question.rules.ts'
import {
  isWrittenUp,
  type Saved,
  type SavedOver,
  type Visit,
  type VisitOrId,
  visitOf,
} from '../preparation/visit.queries.ts'
import { mayBelongTo } from './belongs.queries.ts'
import { type FindingKind, type NewFinding, whyCannotKeepFinding, whyCannotWorkOnFindings } from './finding.rules.ts'
import { notesFor } from './note.queries.ts'
import { type Sourced, type SourceKind, sourceOf } from './source.rules.ts'

/** A note as the evidence of a finding. */
export type EvidenceNote = {
  id: string
  text: string
  author_name: string
  written_at: Temporal.Instant
  source: SourceKind | ''
  activity_title: string
  photographs: { id: string; description: string }[]
}

export type Finding = {
  id: string
  kind: FindingKind
  title: string
  text: string
  question_id: string | null
  statement_key: string
  challenge: string
  challenge_by: string | null
  challenge_at: Temporal.Instant | null
  challenge_by_name: string
  challenge_version: number
  challenge_answer: string
  challenge_answer_at: Temporal.Instant | null
  challenge_answer_by_name: string
  challenge_answer_version: number
  one_source_reason: string
  position: number
  version: number
  updated_at: Temporal.Instant
  updated_by_name: string
  removed_at: Temporal.Instant | null
  notes: EvidenceNote[]
}

/** Every finding of a review in order, with the notes that show it; those taken out when `removed` is true. For people who may see them. */
export async function findingsOf(db: Db, review_id: string, removed = false): Promise<Finding[]> {
  const found = await findingsQuery(review_id, removed).execute(db)
  return found.rows.map(findingOf)
}

type EvidenceRow = EvidenceNote & Sourced
type FindingRow = Omit<Finding, 'notes'> & { notes: Within<EvidenceRow>[] }

/** The findings as they are stored; `findingOf` makes one of each. */
export function findingsQuery(review_id: string, removed = false) {
  return sql<FindingRow>`
    select f.id, f.kind, f.title, f.text, f.question_id, f.statement_key, f.challenge, f.challenge_by, f.challenge_at,
           coalesce(c.name, '') as challenge_by_name, f.challenge_version, f.challenge_answer, f.challenge_answer_at,
           coalesce(r.name, '') as challenge_answer_by_name, f.challenge_answer_version, f.one_source_reason, f.position, f.version, f.updated_at, f.removed_at,
           coalesce(u.name, '') as updated_by_name, ${rowsWithin(evidenceOfIt)} as notes
      from finding f
      left join person c on c.id = f.challenge_by
      left join person u on u.id = f.updated_by
      left join person r on r.id = f.challenge_answer_by
     where f.review_id = ${review_id} and (f.removed_at is not null) = ${removed}
     order by f.position, f.updated_at`
}

const evidenceOfIt = sql<EvidenceRow>`
  select n.id, n.text, p.name as author_name, n.written_at, n.source, coalesce(a.kind, '') as activity_kind, coalesce(a.title, '') as activity_title,
         coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'description', h.description) order by h.added_at)
                     from visit_photograph h where h.note_id = n.id and h.removed_at is null), '[]') as photographs
    from finding_note e
    join visit_note n on n.id = e.note_id
    join person p on p.id = n.author_id
    left join visit_activity a on a.id = n.activity_id
   where e.finding_id = f.id
   order by n.written_at`

export function findingOf(row: FindingRow): Finding {
  const notes = rowsOf(row.notes, { written_at: moment })
  return {
    ...row,
    notes: notes.map(({ activity_kind, ...note }) => ({ ...note, source: sourceOf({ ...note, activity_kind }) })),
  }
}

/** The review for people who may see its findings before they are sent; "not found" for everyone else. */
export async function visitWithDraft(db: Db, actor: Actor, review: VisitOrId): Promise<Visit> {
  const visit = await visitOf(db, actor, review)
  return found(partMay(visit.part, 'see-draft') ? visit : undefined)
}

async function whyCannotKeep(
  db: Db,
  actor: Actor,
  visit: Visit,
  finding: NewFinding,
  before: Finding | undefined,
  now: Temporal.Instant,
) {
  const notes = await notesFor(db, actor, visit)
  return whyCannotKeepFinding(finding, {
    ...(await mayBelongTo(db, actor, visit, before, now)),
    note_ids: new Set(notes.filter((note) => !note.removed_at).map((note) => note.id)),
    written_up: isWrittenUp(visit),
    part: visit.part,
  })
}

/** Makes a finding out of chosen notes, at the end of the list. */
export async function makeFinding(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  finding: NewFinding,
  now: Temporal.Instant,
): Promise<Saved> {
  const visit = await visitWithDraft(db, actor, review)
  const review_id = visit.id
  const refusal = await whyCannotKeep(db, actor, visit, finding, undefined, now)
  if (refusal) return { kind: 'refused', refusal }
  const made = await sql<{ id: string; version: number }>`
    insert into finding (partnership_id, review_id, kind, title, text, question_id, statement_key, one_source_reason, position, updated_by, updated_at)
    values (${actor.partnership.id}, ${review_id}, ${finding.kind}, ${finding.title}, ${finding.text}, ${finding.question_id}, ${finding.statement_key}, ${finding.one_source_reason ?? ''},
            (select coalesce(max(position), 0) + 1 from finding where review_id = ${review_id}), ${actor.person_id}, ${now})
    returning id, version`.execute(db)
  const row = found(made.rows[0])
  await setEvidence(db, actor, row.id, finding.note_ids)
  return { kind: 'saved', ...row }
}

async function setEvidence(db: Db, actor: Actor, finding_id: string, note_ids: readonly string[]): Promise<void> {
  await sql`delete from finding_note where finding_id = ${finding_id} and note_id <> all(${note_ids}::uuid[])`.execute(
    db,
  )
  await sql`insert into finding_note (partnership_id, finding_id, note_id)
    select ${actor.partnership.id}, ${finding_id}, id from unnest(${note_ids}::uuid[]) id on conflict do nothing`.execute(
    db,
  )
}

/** Changes a finding and its evidence. */
export async function changeFinding(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  finding: NewFinding & { id: string },
  sentVersion: number | undefined,
  now: Temporal.Instant,
): Promise<SavedOver<Finding>> {
  const visit = await visitWithDraft(db, actor, review)
  const review_id = visit.id
  const before = found((await findingsOf(db, review_id)).find((one) => one.id === finding.id))
  const refusal = await whyCannotKeep(db, actor, visit, finding, before, now)
  if (refusal) return { kind: 'refused', refusal }
  const saved = await sql<{ id: string; version: number }>`
    update finding set kind = ${finding.kind}, title = ${finding.title}, text = ${finding.text}, question_id = ${finding.question_id},
           statement_key = ${finding.statement_key}, one_source_reason = ${finding.one_source_reason ?? before.one_source_reason}, version = version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
     where id = ${finding.id} and version = ${sentVersion ?? before.version} and removed_at is null returning id, version`.execute(
    db,
  )
  const [row] = saved.rows
  if (!row) {
    const current = found((await findingsOf(db, review_id)).find((one) => one.id === finding.id))
    return { kind: 'conflict', version: current.version, by: current.updated_by_name, at: current.updated_at, current }
  }
  await setEvidence(db, actor, finding.id, finding.note_ids)
  return { kind: 'saved', ...row }
}

/** Takes a finding out, or puts it back. */
export async function setFindingRemoved(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  id: string,
  removed: boolean,
  now: Temporal.Instant,
): Promise<Saved> {
  const visit = await visitWithDraft(db, actor, review)
  const review_id = visit.id
  const refusal = whyCannotWorkOnFindings(visit.part, isWrittenUp(visit))
  if (refusal) return { kind: 'refused', refusal }
  const saved = await sql<{ id: string; version: number }>`
    update finding set removed_at = ${removed ? now : null}, version = version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
     where id = ${id} and review_id = ${review_id} returning id, version`.execute(db)
  return { kind: 'saved', ...found(saved.rows[0]) }
}

/** Moves a finding one place up or down among those of its kind. */
export async function moveFinding(
  db: Db,
  actor: Actor,
  review: VisitOrId,
  id: string,
  direction: 'up' | 'down',
): Promise<Saved> {
  const visit = await visitWithDraft(db, actor, review)
  const review_id = visit.id
  const refusal = whyCannotWorkOnFindings(visit.part, isWrittenUp(visit))
  if (refusal) return { kind: 'refused', refusal }
  await sql`select 1 from review where id = ${review_id} for update`.execute(db)
  const findings = await findingsOf(db, review_id)
  const one = found(findings.find((finding) => finding.id === id))
  const ids = (kind: FindingKind) => findings.filter((finding) => finding.kind === kind).map((finding) => finding.id)
  const sorted = (kind: FindingKind) => (kind === one.kind ? moved(ids(kind), id, direction) : ids(kind))
  await sql`update finding f set position = o.position
      from unnest(${[...sorted('strength'), ...sorted('area-to-develop')]}::uuid[]) with ordinality o (id, position)
     where f.id = o.id and f.review_id = ${review_id}`.execute(db)
  return { kind: 'saved', id, version: one.version }
}
