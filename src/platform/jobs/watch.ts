import type { JobContext } from './job.ts'

/** Work that goes on in a thread and can be ended early with what it has by then. */
type Work<Result> = { result: Promise<Result>; stop: () => void }

/** How often the job says how far it is and asks whether to go on, in milliseconds. */
const everyNow = 400

/**
 * Waits for long work of a job, with news of it every now and then, until it ends or somebody stops it. `message` is asked
 * for the words of the moment, and told how many seconds have passed. Throws when the process has to end: the work then
 * begins again in the next one.
 */
export async function watchWork<Result>(
  job: Pick<JobContext<unknown>, 'id' | 'report' | 'signal' | 'log'>,
  work: Work<Result>,
  { seconds, message }: { seconds: number; message: (past: number) => string },
): Promise<{ result: Result; stopped: boolean }> {
  let stopped = false
  const started = performance.now()
  const stop = () => {
    stopped = true
    work.stop()
  }
  const news = setInterval(() => {
    const past = Math.floor((performance.now() - started) / 1000)
    job.report({ done: Math.min(seconds, past), total: seconds, message: message(past) }).then(
      (goOn) => goOn || stopped || stop(),
      () => job.log.warn({ job: job.id }, 'progress could not be noted'),
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
