/** Places schools in a thread of its own, so that pages are served meanwhile. */
import { Worker } from 'node:worker_threads'
import type { Conflict } from './impossible.ts'
import type { Placement, PlaceOptions } from './place.ts'
import type { GroupingProblem } from './problem.ts'

export type PlaceOrder = { problem: GroupingProblem; previous: string[][]; options: PlaceOptions }
export type Placed = Placement | { conflict: Conflict }

/** What `placeWithFewestChanges` answers, worked out elsewhere. Rejects only for a bug. */
export function placeInWorker(order: PlaceOrder): Promise<Placed> {
  const worker = new Worker(new URL('./place-worker.ts', import.meta.url), { workerData: order })
  return new Promise<Placed>((resolve, reject) => {
    worker.on('error', reject)
    worker.on('message', (placed: Placed) => {
      resolve(placed)
      void worker.terminate()
    })
  })
}
