import { z } from 'zod'
import { formGroupsInWorker } from '../../lib/grouping/in-worker.ts'
import type { GroupingProblem } from '../../lib/grouping/problem.ts'
import { defineJob, type JobContext } from '../../platform/jobs/job.ts'
import { watchWork } from '../../platform/jobs/watch.ts'
import { travelUnit } from './travel.rules.ts'
import { mostForBound, secondsForBound } from './versions/bound.rules.ts'
import { keepFound, type SearchData, searchGround } from './versions/search.acts.ts'
import { endSearch, groupSearchFor, takeSearch } from './versions/search.queries.ts'
import { bestSoFar, type Unit } from './versions/version.words.ts'

const data: z.ZodType<SearchData> = z.object({ search_id: z.uuid(), programme_id: z.uuid() })

/** Searches for groups; stopped, it keeps the best that it has. Safe to run again. */
export const findGroupsJob = defineJob(
  'find-groups',
  data,
  async (job) => {
    if (job.partnershipId === undefined || job.personId === undefined) return
    const actor = { partnership: { id: job.partnershipId }, person_id: job.personId }
    const { programme_id, search_id } = job.data
    const { one, ground } = await job.inPartnership(async (db) => {
      const one = await groupSearchFor(db, actor, programme_id, search_id)
      const goesOn = one && !one.ended_at
      const ground = goesOn ? await searchGround(db, actor, programme_id, one.from_arrangement_id) : undefined
      return { one: goesOn ? one : undefined, ground }
    })
    if (!one) return
    const problem = ground?.rest.problem
    const unit = ground && travelUnit(ground.facts)
    const outcome = problem && unit ? await searched(job, problem, { ...one, unit }) : undefined
    await job.inPartnership(async (db) => {
      if (!(await takeSearch(db, actor, one.id))) return
      const now = job.clock.now()
      if (!ground || !outcome) return endSearch(db, actor, one.id, {}, now)
      if ('conflict' in outcome.result) return endSearch(db, actor, one.id, { conflict: outcome.result.conflict }, now)
      const made = { now, stoppedEarly: outcome.stopped }
      const id = await keepFound(db, actor, programme_id, ground, outcome.result, made)
      return endSearch(db, actor, one.id, { arrangement_id: id }, now)
    })
  },
  { long: true },
)

/** The search in a thread of its own. */
function searched(
  job: JobContext<SearchData>,
  problem: GroupingProblem,
  { seconds, seed, unit }: { seconds: number; seed: number; unit: Unit },
) {
  let soFar = 'Making a first set of groups'
  const work = formGroupsInWorker(problem, {
    seconds,
    seed,
    boundSeconds: problem.schools.length <= mostForBound ? secondsForBound(seconds) : 0,
    onBetter: (found) => {
      soFar = bestSoFar(found, unit)
    },
  })
  const message = (past: number) => (past <= seconds ? soFar : `${soFar} Working out how good it is`)
  return watchWork(job, work, { seconds, message })
}
