/** Places schools in a thread of its own, so that pages are served meanwhile. */
import { Worker } from 'node:worker_threads'
import type { Conflict } from './impossible.ts'
import type { Placement, PlaceOptions } from './place.ts'
import type { GroupingProblem } from './problem.ts'

export type PlaceOrder = { problem: GroupingProblem; previous: readonly (readonly string[])[]; options: PlaceOptions }
export type PlaceNews = Placement | { conflict: Conflict }

/** The same as `placeWithFewestChanges`; rejects only for a bug. */
export function placeInWorker(
  problem: GroupingProblem,
  previous: readonly (readonly string[])[],
  options: PlaceOptions = {},
): Promise<PlaceNews> {
  const workerData: PlaceOrder = { problem, previous, options }
  const worker = new Worker(new URL('./place-worker.ts', import.meta.url), { workerData })
  return new Promise<PlaceNews>((resolve, reject) => {
    worker.on('error', reject)
    worker.on('message', (news: PlaceNews) => {
      resolve(news)
      void worker.terminate()
    })
  })
}
