import { z } from 'zod'
import { dayOf } from '../../lib/clock.ts'
import { scheduleInWorker } from '../../lib/scheduling/in-worker.ts'
import type { SchedulingProblem } from '../../lib/scheduling/problem.ts'
import { plural } from '../../lib/words.ts'
import { defineJob, type JobContext } from '../../platform/jobs/job.ts'
import { watchWork } from '../../platform/jobs/watch.ts'
import { endSearch, searchFor } from './calendar.queries.ts'
import { keepFound, problemToSearch } from './search.acts.ts'
import { tellOfSlips } from './slips.acts.ts'
import { partnershipsToTell } from './slips.queries.ts'

const data = z.object({ search_id: z.uuid() })

/** Searches for a calendar of visits; stopped, it keeps the best that it has. Safe to run again. */
export const planVisitsJob = defineJob(
  'plan-visits',
  data,
  async (job) => {
    if (job.partnershipId === undefined || job.personId === undefined) return
    const actor = { partnership: { id: job.partnershipId }, person_id: job.personId }
    const one = await job.inPartnership((db) => searchFor(db, actor, { id: job.data.search_id }))
    if (!one || one.ended_at) return
    const today = dayOf(job.clock.now())
    const asked = await job.inPartnership((db) => problemToSearch(db, actor, one.programme_id, today))
    if (!asked) {
      await job.inPartnership((db) => endSearch(db, actor, one.id, { clash: undefined }, job.clock.now()))
      return
    }
    const { result, stopped } = await searched(job, asked.problem, one.seconds)
    await job.inPartnership(async (db) => {
      const now = job.clock.now()
      if ('clash' in result) return endSearch(db, actor, one.id, result, now)
      const kept = await keepFound(db, actor, asked, result, { now, today, stoppedEarly: stopped })
      return endSearch(db, actor, one.id, { calendar_id: kept }, now)
    })
  },
  { long: true },
)

/** The search in a thread of its own. */
function searched(job: JobContext<unknown>, problem: SchedulingProblem, seconds: number) {
  let soFar = 'Looking for a first calendar'
  const work = scheduleInWorker(problem, {
    seconds,
    seed: 1,
    onBetter: ({ score }) => {
      soFar = `A calendar is found, with ${plural(score.busiestWeekHalfDays, 'half-day')} in its busiest week. Looking for a better one`
    },
  })
  return watchWork(job, work, { seconds, message: () => soFar })
}

/** Tells officers on working mornings which visits moved. Safe to run again: what was told is noted with the emails. */
export const tellOfSlipsJob = defineJob(
  'tell-of-slips',
  z.object({}),
  async ({ database, clock, services }) => {
    const at = { now: clock.now(), today: dayOf(clock.now()), baseUrl: services.baseUrl }
    for (const partnership of await database.asOwner(partnershipsToTell))
      await database.inPartnership(partnership.id, undefined, (db) => tellOfSlips(db, partnership, at))
  },
  { schedule: '11 7 * * 1-5' },
)
