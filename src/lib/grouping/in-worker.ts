/** Forms groups in a thread of its own, so that pages are served meanwhile; it can be stopped and keeps the best so far. */
import { Worker } from 'node:worker_threads'
import type { Found } from './form-groups.ts'
import type { Conflict } from './impossible.ts'
import type { GroupingProblem } from './problem.ts'

export type Formed = Found & {
  seed: number
  /** How long it took, in seconds. */
  seconds: number
  /** No arrangement that keeps the rules scores less; only where a bound was asked for and could be had. */
  bound?: number
}

export type Work = {
  /** Ends when the search has ended or was stopped; rejects only for a bug. */
  result: Promise<Formed | { conflict: Conflict }>
  /** Ends the search within a second, with the best so far. */
  stop: () => void
}

export type WorkOptions = {
  seconds: number
  seed: number
  /** Seconds for a bound after the search; 0 leaves it out. */
  boundSeconds: number
  /** Told of each better arrangement while the search goes on. */
  onBetter?: (found: Found) => void
}

export type WorkOrder = {
  problem: GroupingProblem
  seconds: number
  seed: number
  boundSeconds: number
  stopFlag: SharedArrayBuffer
}
export type WorkNews = { kind: 'better'; found: Found } | { kind: 'done'; result: Formed | { conflict: Conflict } }

/** How long a stopped search may take to answer before its thread is ended, in milliseconds. */
const patience = 700

/** Starts forming groups in a worker thread. */
export function formGroupsInWorker(problem: GroupingProblem, options: WorkOptions): Work {
  const { seconds, seed, boundSeconds, onBetter } = options
  const stopFlag = new SharedArrayBuffer(4)
  const workerData: WorkOrder = { problem, seconds, seed, boundSeconds, stopFlag }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData })
  const started = performance.now()
  let best: Found | undefined
  let end: (result: Formed | { conflict: Conflict }) => void = () => {}
  const result = new Promise<Formed | { conflict: Conflict }>((resolve, reject) => {
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
      if (best) end({ ...best, seed, seconds: (performance.now() - started) / 1000 })
    }, patience).unref()
  }
  return { result, stop }
}
