/** Stores the words of a report: its sections, and its findings once the draft was sent. Nothing is overwritten unseen. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import type { Saved } from '../preparation/visit.queries.ts'
import { partsOf, type Section, writeUpToChange } from './summary.queries.ts'
import { type SectionKey, whyCannotWrite } from './summary.rules.ts'

/** Writes one section. `sentVersion` is the version that the person saw, 0 for a section nobody wrote yet. */
export async function saveSection(
  db: Db,
  actor: Actor,
  reviewId: string,
  section: { key: SectionKey; text: string },
  sentVersion: number | undefined,
  now: Temporal.Instant,
): Promise<Saved> {
  const writeUp = await writeUpToChange(db, actor, reviewId)
  const refusal = whyCannotWrite(writeUp.part, writeUp)
  if (refusal) return { kind: 'refused', refusal }
  const current = found(writeUp.sections.find((one) => one.key === section.key))
  if (current.text === section.text) return { kind: 'saved', id: section.key, version: current.version }
  const expected = sentVersion ?? current.version
  const saved = await sql<{ version: number }>`
    insert into summary_section (partnership_id, review_id, section, text, updated_by, updated_at)
    select ${actor.partnership.id}, ${reviewId}, ${section.key}, ${section.text}, ${actor.person_id}, ${now}
     where ${expected} = 0 or exists (select 1 from summary_section where review_id = ${reviewId} and section = ${section.key})
    on conflict (review_id, section) do update set text = excluded.text, version = summary_section.version + 1, updated_by = excluded.updated_by, updated_at = excluded.updated_at
     where summary_section.version = ${expected} returning version`.execute(db)
  const version = saved.rows[0]?.version
  if (version !== undefined) return { kind: 'saved', id: section.key, version }
  const theirs = found((await partsOf(db, reviewId)).sections.find((one) => one.key === section.key))
  // Two people may have made the same change at once, or one of them sent it twice.
  if (theirs.text === section.text) return { kind: 'saved', id: section.key, version: theirs.version }
  return conflictWith(theirs, now)
}

/** What another person wrote in a section, beside which somebody's own text is shown. */
export function conflictWith(theirs: Section, now: Temporal.Instant): Extract<Saved, { kind: 'conflict' }> {
  const { version, updated_by_name: by, updated_at, text } = theirs
  return { kind: 'conflict', version, by, at: updated_at ?? now, theirs: { text } }
}

/** Changes the words of a finding after the draft was sent, in answer to a comment. */
export async function reviseFinding(
  db: Db,
  actor: Actor,
  reviewId: string,
  finding: { id: string; title: string; text: string },
  sentVersion: number | undefined,
  now: Temporal.Instant,
): Promise<Saved> {
  const writeUp = await writeUpToChange(db, actor, reviewId)
  const refusal = whyCannotWrite(writeUp.part, writeUp)
  if (refusal) return { kind: 'refused', refusal }
  const before = found(writeUp.findings.find((one) => one.id === finding.id))
  // The same words again are no change about which the team would have to be asked.
  if (before.title === finding.title && before.text === finding.text)
    return { kind: 'saved', id: before.id, version: before.version }
  const saved = await sql<{ id: string; version: number }>`
    update finding set title = ${finding.title}, text = ${finding.text}, version = version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
     where id = ${finding.id} and version = ${sentVersion ?? before.version} and removed_at is null
    returning id, version`.execute(db)
  const row = saved.rows[0]
  if (row) return { kind: 'saved', ...row }
  const { findings } = await partsOf(db, reviewId)
  const { version, title, text, ...theirs } = found(findings.find((one) => one.id === finding.id))
  if (title === finding.title && text === finding.text) return { kind: 'saved', id: finding.id, version }
  return { kind: 'conflict', version, by: theirs.updated_by_name, at: theirs.updated_at, theirs: { title, text } }
}
