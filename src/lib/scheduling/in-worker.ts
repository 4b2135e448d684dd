/** Plans visits in a thread of its own, so that pages are served meanwhile; it can be stopped and keeps the best so far. */
import { Worker } from 'node:worker_threads'
import type { Load, Move, Score } from './calendar.ts'
import type { Clash } from './clash.ts'
import type { Review, SchedulingProblem } from './problem.ts'

export type Scheduled = {
  visits: Review[]
  load: Load
  score: Score
  /** No calendar costs less; only where a bound was found in time. */
  bound?: number
  /** What the calendar may cost too much, as a share of its cost: 0 when it is proved to be the best. */
  gap?: number
  seconds: number
  seed: number
  moves: number
  /** Only where an earlier calendar was given: its dates that changed, and whether no calendar changes fewer. */
  moved?: Move[]
  fewestMoved?: boolean
  warnings: string[]
}

export type Work = {
  /** Ends when the search has ended or was stopped; rejects only for a bug. */
  result: Promise<Scheduled | { clash: Clash }>
  /** Ends the search within a second, with the best so far. */
  stop: () => void
}

export type WorkOptions = {
  seconds: number
  seed: number
  /** Told of each better calendar while the search goes on. */
  onBetter?: (scheduled: Scheduled) => void
}

export type WorkOrder = { problem: SchedulingProblem; seconds: number; seed: number; stopFlag: SharedArrayBuffer }
export type WorkNews = { kind: 'better'; found: Scheduled } | { kind: 'done'; result: Scheduled | { clash: Clash } }

/** How long a stopped search may take to answer before its thread is ended, in milliseconds. */
const patience = 700

/** Starts planning in a worker thread. */
export function scheduleInWorker(problem: SchedulingProblem, { seconds, seed, onBetter }: WorkOptions): Work {
  const stopFlag = new SharedArrayBuffer(4)
  const workerData: WorkOrder = { problem, seconds, seed, stopFlag }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData })
  const started = performance.now()
  let best: Scheduled | undefined
  let end: (result: Scheduled | { clash: Clash }) => void = () => {}
  const result = new Promise<Scheduled | { clash: Clash }>((resolve, reject) => {
    end = (outcome) => {
      resolve(outcome)
      void worker.terminate()
    }
    worker.on('error', reject)
    worker.on('message', (news: WorkNews) => {
      if (news.kind === 'done') return end(news.result)
      best = news.found
      return onBetter?.(news.found)
    })
  })
  const stop = () => {
    Atomics.store(new Int32Array(stopFlag), 0, 1)
    // A bound is worked out in long steps that look at no flag.
    setTimeout(() => {
      if (best) end({ ...best, seconds: (performance.now() - started) / 1000 })
      else
        end({ clash: { reason: 'No calendar had been found when the search was stopped.', schools: [], sources: [] } })
    }, patience).unref()
  }
  return { result, stop }
}
