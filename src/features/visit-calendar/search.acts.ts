/** The search for a calendar: what it plans, and keeping what it found. */
import { lowerBound } from '../../lib/scheduling/bound.ts'
import { reviewsOf, scoreOf, warningsOf } from '../../lib/scheduling/calendar.ts'
import type { Scheduled } from '../../lib/scheduling/in-worker.ts'
import { instanceOf } from '../../lib/scheduling/instance.ts'
import type { SchedulingProblem } from '../../lib/scheduling/problem.ts'
import { scheduleVisits } from '../../lib/scheduling/schedule.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { InPartnership } from '../people/actor.ts'
import { holdProgramme } from '../review-groups/public.ts'
import { insertVersion, versionsOf } from './calendar.queries.ts'
import { wholeCalendar } from './calendar.rules.ts'
import { factsOf } from './facts.queries.ts'
import type { Facts } from './facts.rules.ts'
import { problemOf } from './problem.rules.ts'

/** More than the bound of a few groups takes, so that time does not decide. */
const secondsForBound = 2

type Planner = InPartnership & { person_id: string }

/** What a search is to solve, with the pinned dates of the latest version; undefined when nothing is left to plan. */
export async function problemToSearch(
  db: Db,
  actor: InPartnership,
  programmeId: string,
  today: Temporal.PlainDate,
): Promise<{ facts: Facts; problem: SchedulingProblem; base: string | undefined } | undefined> {
  const facts = await factsOf(db, actor, programmeId)
  if (!facts || facts.groups.length === 0) return undefined
  const { latest } = await versionsOf(db, actor, programmeId)
  const problem = problemOf(facts, { today, base: latest?.visits })
  return problem && { facts, problem, base: latest?.id }
}

/** Keeps what a search found as the latest version. */
export async function keepFound(
  db: Db,
  actor: Planner,
  { facts, base }: { facts: Facts; base: string | undefined },
  found: Pick<Scheduled, 'visits' | 'score' | 'gap' | 'seconds' | 'warnings'>,
  at: { now: Temporal.Instant; today: Temporal.PlainDate; stoppedEarly: boolean },
): Promise<string> {
  await holdProgramme(db, actor, facts.programme.id)
  const version = {
    made_from_id: base ?? null,
    origin: 'search' as const,
    about_school_id: null,
    visits: wholeCalendar(facts, found.visits, at.today),
    moved: [],
    reasons: [],
    fewest_moved: false,
    warnings: found.warnings,
    score: found.score.total,
    gap: found.gap ?? null,
    seconds: found.seconds,
    stopped_early: at.stoppedEarly,
  }
  return insertVersion(db, actor, facts.programme.id, version, { now: at.now, accepted: true })
}

/** Searches here and now with so many moves, so that the same programme gets the same calendar; for growing a demonstration. */
export async function planNow(
  db: Db,
  actor: Planner,
  programmeId: string,
  at: { now: Temporal.Instant; today: Temporal.PlainDate; moves: number },
): Promise<{ id: string } | { refused: { message: string } }> {
  const asked = await problemToSearch(db, actor, programmeId, at.today)
  if (!asked) return { refused: { message: 'Nothing is left to plan' } }
  const found = await scheduleVisits(asked.problem, { moves: at.moves, seed: 1 })
  if ('clash' in found) return { refused: { message: found.clash.reason } }
  const instance = instanceOf(asked.problem)
  const visits = reviewsOf(instance, found.at)
  const score = scoreOf(instance, visits)
  const { lower } = await lowerBound(instance, secondsForBound)
  const gap = Math.max(0, (score.total - lower) / Math.max(1, score.total))
  const kept = { visits, score, gap, seconds: 0, warnings: warningsOf(instance, visits) }
  return { id: await keepFound(db, actor, asked, kept, { ...at, stoppedEarly: false }) }
}
