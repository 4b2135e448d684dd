/** The search for groups: what it solves, and keeping what it found. */
import { formGroups } from '../../../lib/grouping/form-groups.ts'
import type { Formed } from '../../../lib/grouping/in-worker.ts'
import { recount, rulesBroken, violationsOf } from '../../../lib/grouping/recount.ts'
import { plural } from '../../../lib/words.ts'
import { record } from '../../../platform/audit/audit.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { enqueue } from '../../../platform/jobs/enqueue.ts'
import type { Job } from '../../../platform/jobs/job.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import type { Actor, InPartnership } from '../../people/public.ts'
import { holdProgramme, programmeFor } from '../../review-groups/public.ts'
import { type Arrangement, arrangementFor, insertArrangement } from '../arrangement.queries.ts'
import { factsFor } from '../facts.queries.ts'
import type { FormingSettings } from '../forming.schema.ts'
import { type FormingFacts, type Kept, openSchools, problemOf, type Rest, restOf } from '../problem.rules.ts'
import { settingsFor } from '../settings.queries.ts'
import {
  type Conflict,
  type GroupSearch,
  groupSearchFor,
  insertSearch,
  putJob,
  type Searcher,
} from './search.queries.ts'

/** What a search solves. */
export type SearchGround = {
  facts: FormingFacts
  settings: FormingSettings
  from: Arrangement | undefined
  rest: Rest
}

/** Reads what a search from a version, or from the groups as they are, has to solve; undefined when the programme is gone. */
export async function searchGround(
  db: Db,
  actor: InPartnership,
  programmeId: string,
  fromId: string | null,
): Promise<SearchGround | undefined> {
  const programme = await programmeFor(db, actor, programmeId)
  if (!programme) return undefined
  const facts = await factsFor(db, actor, programme.id)
  const { rules, aims } = await settingsFor(db, actor, programme)
  const from = fromId ? await arrangementFor(db, actor, programme.id, fromId) : undefined
  const kept: Kept = from ?? { groups: facts.present, locked_groups: [], locked_school_ids: [] }
  return { facts, settings: { rules, aims }, from, rest: restOf(facts, { rules, aims }, kept) }
}

/** Why no search can be started; undefined when one can. */
export function whyCannotSearch({ facts, settings, rest }: SearchGround): Refusal | undefined {
  const open = openSchools(facts).length
  const { fewest } = settings.rules
  if (open === 0) return { message: 'No open school takes part in the programme yet. Add schools first' }
  if (open < fewest)
    return {
      message: `${plural(open, 'school')} ${open === 1 ? 'takes' : 'take'} part, and a group has at least ${fewest}. Add schools, or allow smaller groups`,
    }
  if (!rest.problem) return { message: 'Every group is locked, so there is nothing to find. Unlock one first' }
  return undefined
}

export type SearchData = { search_id: string; programme_id: string }

/**
 * Starts a search, unless one of the programme runs: then that one is answered. `job` is the job that searches.
 * A search whose process died long ago does not stand in the way.
 */
export async function startGroupSearch(
  db: Db,
  actor: Actor,
  wanted: { programme_id: string; from_arrangement_id: string | null; seconds: number },
  job: Job<SearchData>,
  now: Temporal.Instant,
): Promise<string> {
  await holdProgramme(db, actor, wanted.programme_id)
  const last = await groupSearchFor(db, actor, wanted.programme_id)
  if (last && isRunning(last, now)) return last.id
  const id = await insertSearch(db, actor, { ...wanted, seed: 1 }, now)
  const data = { search_id: id, programme_id: wanted.programme_id }
  const progress = { message: 'Waiting to start', total: wanted.seconds }
  await putJob(db, actor, id, await enqueue(db, job, data, { progress }))
  return id
}

/** Whether a search may still be going on. One that was stopped before it began, or whose job failed, has no end of its own. */
export function isRunning(
  { ended_at, job_state, started_at, seconds }: Pick<GroupSearch, 'ended_at' | 'job_state' | 'started_at' | 'seconds'>,
  now: Temporal.Instant,
): boolean {
  if (ended_at !== null || (job_state !== 'waiting' && job_state !== 'running')) return false
  return Temporal.Instant.compare(started_at.add({ seconds: seconds * 3 + 120 }), now) > 0
}

/** Keeps what a search found as the next version. Answers its id. */
export async function keepFound(
  db: Db,
  actor: Searcher,
  programmeId: string,
  { facts, settings, from, rest }: SearchGround,
  found: Pick<Formed, 'groups' | 'score' | 'seed'> & { seconds?: number; bound?: number },
  made: { now: Temporal.Instant; stoppedEarly: boolean },
): Promise<string> {
  const groups = rest.complete(found.groups)
  const whole = problemOf(facts, settings)
  const ids = groups.map(({ school_ids }) => school_ids)
  const score = recount(whole, ids)
  const stays = from ? from.locked_groups.length + from.locked_school_ids.length : 0
  const id = await insertArrangement(db, actor, programmeId, {
    origin: 'search',
    summary: from && stays > 0 ? `Found anew around what is locked in version ${from.number}` : 'Found by a search',
    groups,
    settings,
    score,
    violations: violationsOf(whole, ids),
    // What is locked costs the same whatever else is found.
    bound: found.bound === undefined ? null : found.bound + score.total - found.score.total,
    seconds: found.seconds ?? null,
    seed: found.seed,
    stopped_early: made.stoppedEarly,
    now: made.now,
    made_from_id: from?.id ?? null,
    ...(from ? locksAfter(from, groups) : {}),
  })
  await record(db, actor, {
    action: 'group-forming:find',
    subject_kind: 'programme',
    subject_id: programmeId,
    detail: { groups: groups.length },
  })
  return id
}

/** The same locks under the numbers that the groups have now. */
function locksAfter(
  from: Pick<Arrangement, 'groups' | 'locked_groups' | 'locked_school_ids'>,
  groups: Arrangement['groups'],
): Pick<Arrangement, 'locked_groups' | 'locked_school_ids'> {
  const names = new Set(from.locked_groups.map((number) => from.groups[number]?.name))
  return {
    locked_groups: groups.flatMap((group, index) => (names.has(group.name) ? [index] : [])),
    locked_school_ids: from.locked_school_ids,
  }
}

/** Keeps the groups as they are as a version, so that they can be compared and changed like any other. */
export async function keepPresent(
  db: Db,
  actor: Actor,
  programmeId: string,
  now: Temporal.Instant,
): Promise<{ id: string } | { refused: Refusal }> {
  const ground = await searchGround(db, actor, programmeId, null)
  if (!ground || ground.facts.present.length === 0)
    return { refused: { message: 'The programme has no review groups yet' } }
  const whole = problemOf(ground.facts, ground.settings)
  const ids = ground.facts.present.map(({ school_ids }) => school_ids)
  const id = await insertArrangement(db, actor, programmeId, {
    origin: 'present',
    summary: 'The groups as they were',
    groups: ground.facts.present,
    settings: ground.settings,
    score: recount(whole, ids),
    violations: rulesBroken(whole, ids),
    now,
  })
  return { id }
}

/** Searches here and now with so many moves, so that the same schools get the same groups; for growing a demonstration. */
export async function findGroupsNow(
  db: Db,
  actor: Actor,
  programmeId: string,
  { moves, now }: { moves: number; now: Temporal.Instant },
): Promise<{ id: string } | { refused: { message: string } | Conflict }> {
  const ground = await searchGround(db, actor, programmeId, null)
  if (!ground?.rest.problem) return { refused: { message: 'There is nothing to find' } }
  const found = formGroups(ground.rest.problem, { moves, seed: 1 })
  if ('conflict' in found) return { refused: found.conflict }
  return { id: await keepFound(db, actor, programmeId, ground, { ...found, seed: 1 }, { now, stoppedEarly: false }) }
}
