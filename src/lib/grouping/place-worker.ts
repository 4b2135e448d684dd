/** The thread that places schools: see place-in-worker.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { placeWithFewestChanges } from './place.ts'
import type { PlaceOrder } from './place-in-worker.ts'

const { problem, previous, options } = workerData as PlaceOrder
parentPort?.postMessage(await placeWithFewestChanges(problem, previous, options))
