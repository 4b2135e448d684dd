/** What officers do with a calendar: search, change by hand, accept, pin and adopt; each asks its rule again, then writes. */
import { scheduleInWorker } from '../../lib/scheduling/in-worker.ts'
import { record } from '../../platform/audit/audit.ts'
import type { Db } from '../../platform/db/connect.ts'
import { enqueue } from '../../platform/jobs/enqueue.ts'
import type { Refusal } from '../../platform/web/form.ts'
import type { Actor } from '../people/public.ts'
import { type At, holdProgramme } from '../review-groups/public.ts'
import {
  insertSearch,
  insertVersion,
  markAccepted,
  markAdopted,
  type Origin,
  putJob,
  removeProposalsOf,
  searchFor,
  type Version,
  versionFor,
  versionsOf,
} from './calendar.queries.ts'
import { concernedBy, newDatesOf, wholeCalendar } from './calendar.rules.ts'
import { sendCalendarAdopted } from './emails/calendar-adopted.ts'
import { factsOf } from './facts.queries.ts'
import { type Facts, inNames, namesIn } from './facts.rules.ts'
import { planVisitsJob } from './jobs.ts'
import { problemOf, type Wanted } from './problem.rules.ts'
import { reasonsOf } from './slips.rules.ts'

/** Why no calendar can be searched for; undefined when one can. */
export function whyCannotSearch(facts: Facts, today: Temporal.PlainDate): Refusal | undefined {
  if (facts.groups.length === 0)
    return { message: 'Publish review groups first: a calendar is planned for the schools of published groups' }
  if (Temporal.PlainDate.compare(facts.programme.ends_on, today) <= 0) return { message: 'This programme has ended' }
  return problemOf(facts, { today }) ? undefined : { message: 'Every visit of this programme has been made' }
}

/** Starts a search in a job. A search that still runs is answered instead of a second one. */
export async function startSearch(
  db: Db,
  actor: Actor,
  programmeId: string,
  seconds: number,
  now: Temporal.Instant,
): Promise<string> {
  await holdProgramme(db, actor, programmeId)
  const last = await searchFor(db, actor, { programme: programmeId })
  const isGoing =
    last && !last.ended_at && Temporal.Instant.compare(last.started_at.add({ seconds: last.seconds * 3 }), now) > 0
  if (isGoing) return last.id
  const id = await insertSearch(db, actor, programmeId, seconds, now)
  const job = await enqueue(
    db,
    planVisitsJob,
    { search_id: id },
    { progress: { message: 'Waiting to start', total: seconds } },
  )
  await putJob(db, actor, id, job)
  return id
}

export type Proposed = { id: string } | { refused: Refusal } | { nothing: true }

/** A re-plan may search so long for a proof that fewer dates need not change. */
const secondsToReplan = 2

/** Works out a change of the latest version with the fewest dates moved, and keeps it as a proposal. */
export async function proposeChange(
  db: Db,
  actor: Actor,
  facts: Facts,
  latest: Version,
  change: Pick<Wanted, 'slipped' | 'moved'>,
  at: { now: Temporal.Instant; today: Temporal.PlainDate },
): Promise<Proposed> {
  const problem = problemOf(facts, { ...change, today: at.today, base: latest.visits, fewest: true })
  if (!problem) return { refused: { message: 'Every visit of this programme has been made' } }
  const result = await scheduleInWorker(problem, { seconds: secondsToReplan, seed: 1 }).result
  if ('clash' in result) return { refused: { message: inNames(result.clash.reason, namesIn(facts)) } }
  const visits = wholeCalendar(facts, result.visits, at.today)
  if (isSame(visits, latest.visits)) return { nothing: true }
  const origin: Origin = change.slipped ? 'slip' : change.moved ? 'move' : 'mend'
  await holdProgramme(db, actor, facts.programme.id)
  await removeProposalsOf(db, actor, facts.programme.id)
  const version = {
    made_from_id: latest.id,
    origin,
    about_school_id: change.slipped?.school ?? change.moved?.school ?? null,
    visits,
    moved: result.moved ?? [],
    reasons: reasonsOf(facts, latest.visits, at.today),
    fewest_moved: result.fewestMoved ?? false,
    warnings: result.warnings,
    score: result.score.total,
    gap: null,
    seconds: result.seconds,
    stopped_early: false,
  }
  return { id: await insertVersion(db, actor, facts.programme.id, version, { now: at.now, accepted: false }) }
}

function isSame(a: Version['visits'], b: Version['visits']): boolean {
  const dates = (visits: Version['visits']) =>
    JSON.stringify(
      visits
        .map((visit) => [visit.school, visit.preparation, visit.visit, visit.writeUp, visit.followUp, visit.checkIn])
        .sort(),
    )
  return dates(a) === dates(b)
}

const stale: Refusal = {
  message:
    'Somebody made another version after this was worked out. Go back to the calendar and start the change again',
}

type Told = At & { today: Temporal.PlainDate }

/** Makes a proposal the latest version; with `tell` it is adopted at once. */
export async function acceptProposal(
  db: Db,
  actor: Actor,
  facts: Facts,
  id: string,
  at: Told & { tell: boolean },
): Promise<{ refused: Refusal } | undefined> {
  await holdProgramme(db, actor, facts.programme.id)
  const proposal = await versionFor(db, actor, facts.programme.id, id)
  const { latest, adopted } = await versionsOf(db, actor, facts.programme.id)
  if (!proposal || proposal.accepted_at || proposal.made_from_id !== latest?.id) return { refused: stale }
  await markAccepted(db, actor, id, at.now)
  await record(db, actor, {
    action: 'visit-calendar:change',
    subject_kind: 'programme',
    subject_id: facts.programme.id,
    detail: { version: proposal.number, dates_moved: proposal.moved.length },
  })
  if (at.tell) await adopt(db, actor, facts, { version: proposal, adopted }, at)
  return undefined
}

/** Adopts the latest version: heads and leaders whose dates are new get one email each. */
export async function adoptCalendar(
  db: Db,
  actor: Actor,
  facts: Facts,
  id: string,
  at: Told,
): Promise<{ refused: Refusal } | { told: number }> {
  await holdProgramme(db, actor, facts.programme.id)
  const { latest, adopted } = await versionsOf(db, actor, facts.programme.id)
  if (latest?.id !== id) return { refused: stale }
  if (adopted?.id === id) return { refused: { message: 'This version has been adopted already' } }
  return { told: await adopt(db, actor, facts, { version: latest, adopted }, at) }
}

/** Adopts whatever version is the latest; for growing a demonstration. */
export async function adoptLatest(
  db: Db,
  actor: Actor,
  programmeId: string,
  at: Told,
): Promise<{ refused: Refusal } | { told: number }> {
  const facts = await factsOf(db, actor, programmeId)
  const { latest } = await versionsOf(db, actor, programmeId)
  return facts && latest ? adoptCalendar(db, actor, facts, latest.id, at) : { refused: stale }
}

async function adopt(
  db: Db,
  actor: Actor,
  facts: Facts,
  { version, adopted }: { version: Version; adopted: Version | undefined },
  at: Told,
): Promise<number> {
  const told = concernedBy(facts, version.visits, at.today, adopted?.visits)
  const dates = told.map((one) => ({ person: one.person.id, dates: newDatesOf(facts, one, adopted?.visits) }))
  await markAdopted(db, actor, version.id, dates, at.now)
  await record(db, actor, {
    action: 'visit-calendar:adopt',
    subject_kind: 'programme',
    subject_id: facts.programme.id,
    detail: { version: version.number, told: told.length },
  })
  await sendCalendarAdopted(db, actor, facts, told, { baseUrl: at.baseUrl, again: adopted !== undefined })
  return told.length
}
