import { z } from 'zod'
import { timeZone } from '../../lib/clock.ts'
import { scheduleInWorker } from '../../lib/scheduling/in-worker.ts'
import { plural } from '../../lib/words.ts'
import { defineJob, type JobContext } from '../../platform/jobs/job.ts'
import { endSearch, searchFor } from './calendar.queries.ts'
import { keepFound, problemToSearch } from './search.acts.ts'

const data = z.object({ search_id: z.uuid() })

/** How often the job says how far it is and asks whether to go on, in milliseconds. */
const everyNow = 500

/** Searches for a calendar of visits; stopped, it keeps the best that it has. Safe to run again. */
export const planVisitsJob = defineJob(
  'plan-visits',
  data,
  async (job) => {
    if (job.partnershipId === undefined || job.personId === undefined) return
    const actor = { partnership: { id: job.partnershipId }, person_id: job.personId }
    const one = await job.inPartnership((db) => searchFor(db, actor, { id: job.data.search_id }))
    if (!one || one.ended_at) return
    const today = job.clock.now().toZonedDateTimeISO(timeZone).toPlainDate()
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

/** The search in a thread of its own, with news every now and then, until it ends or somebody stops it. */
async function searched(
  job: JobContext<z.infer<typeof data>>,
  problem: Parameters<typeof scheduleInWorker>[0],
  seconds: number,
) {
  let message = 'Looking for a first calendar'
  let stopped = false
  const started = performance.now()
  const work = scheduleInWorker(problem, {
    seconds,
    seed: 1,
    onBetter: ({ score }) => {
      message = `A calendar is found, with ${plural(score.busiestWeekHalfDays, 'half-day')} in its busiest week. Looking for a better one`
    },
  })
  const stop = () => {
    stopped = true
    work.stop()
  }
  const news = setInterval(() => {
    const done = Math.min(seconds, Math.floor((performance.now() - started) / 1000))
    job.report({ done, total: seconds, message }).then(
      (goOn) => goOn || stopped || stop(),
      () => job.log.warn({ search: job.data.search_id }, 'progress could not be noted'),
    )
  }, everyNow)
  job.signal.addEventListener('abort', stop, { once: true })
  try {
    const result = await work.result
    job.signal.throwIfAborted()
    return { result, stopped }
  } finally {
    clearInterval(news)
    job.signal.removeEventListener('abort', stop)
  }
}
