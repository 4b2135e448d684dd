/** What people say about their time: each asks the rule again inside the transaction, and never writes over somebody. */
import { record } from '../../platform/audit/audit.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'
import { type AdditionValue, additionOf, putAddition, putCorrection } from './effort.queries.ts'
import type { Addition, Entry } from './effort.rules.ts'
import { mayCorrect, type PersonSeen, personSeen, timeSeen } from './seen.queries.ts'

type Earlier<What> = { kind: 'conflict'; version: number; by: string; at: Temporal.Instant; theirs: What }
export type Saved<What> = { kind: 'saved' } | { kind: 'missing' } | Earlier<What>

type At = { now: Temporal.Instant; today: Temporal.PlainDate }

/** The entry of somebody's time in one stage, if the actor may say something about it. */
export async function entryToCorrect(
  db: Db,
  actor: Actor,
  key: { person_id: string; occasion_id: string; stage: string },
  today: Temporal.PlainDate,
) {
  const seen = await timeSeen(db, actor, key.person_id, today)
  const entry = seen?.time.entries.find((one) => one.occasion_id === key.occasion_id && one.stage === key.stage)
  return seen && entry ? { ...seen, entry } : undefined
}

/** Says how long something took; without half-days what was said is taken back. `version` is what the person had seen. */
export async function correctTime(
  db: Db,
  actor: Actor,
  key: { person_id: string; occasion_id: string; stage: string },
  said: { half_days: number | null; reason: string; version: number },
  { now, today }: At,
): Promise<Saved<Entry>> {
  const found = await entryToCorrect(db, actor, key, today)
  if (!found) return { kind: 'missing' }
  const { entry } = found
  const last = entry.correction
  if (last && last.half_days === said.half_days && last.reason === said.reason) return { kind: 'saved' }
  const isLast = said.version === (last?.version ?? 0)
  if (isLast && (await putCorrection(db, actor, entry, { ...said, version: said.version + 1 }, now))) {
    await tellAudit(db, actor, 'effort:correct-for', entry)
    return { kind: 'saved' }
  }
  const other = isLast ? (await entryToCorrect(db, actor, key, today))?.entry : entry
  const earlier = other?.correction
  if (!other || !earlier) return { kind: 'missing' }
  return { kind: 'conflict', version: earlier.version, by: earlier.by, at: earlier.written_at, theirs: other }
}

/** Adds work that the service cannot see, for oneself or for a colleague of a school that one heads. */
export async function addTime(
  db: Db,
  actor: Actor,
  key: { person_id: string; id: string },
  value: AdditionValue,
  now: Temporal.Instant,
): Promise<Saved<Addition>> {
  const seen = await personSeen(db, actor, key.person_id)
  if (!seen || !mayBeOf(seen, value.school_id)) return { kind: 'missing' }
  const added = await putAddition(db, actor, { ...value, ...key, version: 1, taken_out: false }, now)
  if (added) await tellAudit(db, actor, 'effort:add-for', { person_id: key.person_id, school_id: value.school_id })
  return { kind: 'saved' }
}

/** Oneself may add work for no school; a head only for the school that they head. */
function mayBeOf(seen: PersonSeen, schoolId: string | null): boolean {
  return schoolId === null ? seen.isOwn : seen.schools.some(({ id }) => id === schoolId)
}

/** Changes an addition, takes it out, or puts it back. */
export async function changeAddition(
  db: Db,
  actor: Actor,
  key: { person_id: string; id: string },
  value: AdditionValue & { taken_out: boolean; version: number },
  now: Temporal.Instant,
): Promise<Saved<Addition>> {
  const seen = await personSeen(db, actor, key.person_id)
  const last = await additionOf(db, actor, key.person_id, key.id)
  // A school that the person has left stays on what they did for it.
  const mayBe = seen && last && (value.school_id === last.school_id || mayBeOf(seen, value.school_id))
  if (!mayBe || !mayCorrect(actor, last)) return { kind: 'missing' }
  const isLast = value.version === last.version
  if (isLast && (await putAddition(db, actor, { ...value, ...key, version: value.version + 1 }, now))) {
    await tellAudit(db, actor, 'effort:add-for', { person_id: key.person_id, school_id: value.school_id })
    return { kind: 'saved' }
  }
  const theirs = (isLast && (await additionOf(db, actor, key.person_id, key.id))) || last
  return { kind: 'conflict', version: theirs.version, by: theirs.by, at: theirs.written_at, theirs }
}

/** What a head says for a colleague is written down; the reason stays between the two. */
async function tellAudit(
  db: Db,
  actor: Actor,
  action: string,
  about: { person_id: string; school_id: string | null },
): Promise<void> {
  if (about.person_id === actor.person_id) return
  const school = about.school_id ? { school_id: about.school_id } : {}
  await record(db, actor, { action, subject_kind: 'person', subject_id: about.person_id, ...school })
}
