/** The thread that forms groups: see in-worker.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { type Bound, lowerBound } from './bound.ts'
import { type Found, formGroups, movesWithin } from './form-groups.ts'
import type { Formed, WorkNews, WorkOrder } from './in-worker.ts'
import { recount } from './recount.ts'

/** Up to so many schools the optimum is usually proved within a second or two, and the search can end there. */
const fewSchools = 40
const firstTry = 500_000

const { problem, seconds, seed, boundSeconds, stopFlag } = workerData as WorkOrder
const flag = new Int32Array(stopFlag)
const started = performance.now()
const tell = (news: WorkNews) => parentPort?.postMessage(news)
const secondsPast = () => (performance.now() - started) / 1000
const isStopped = () => Atomics.load(flag, 0) === 1
const all = movesWithin(seconds, problem.schools.length)

tell({ kind: 'done', result: await work() })

async function work() {
  const isSmall = problem.schools.length <= fewSchools && all > firstTry
  const quick = search(isSmall ? firstTry : all)
  if ('conflict' in quick) return quick
  if (!isSmall) return ended(quick, await boundFor(quick, secondsPast() + boundSeconds))
  const proof = await boundFor(quick, seconds)
  if (proof?.isOptimal) return ended(quick, proof)
  const found = search(all)
  return 'conflict' in found ? found : ended(found, proof ?? (await boundFor(found, secondsPast() + boundSeconds)))
}

function search(moves: number) {
  return formGroups(problem, {
    moves,
    seed,
    isOver: () => isStopped() || secondsPast() > seconds,
    onBetter: (found) => tell({ kind: 'better', found }),
  })
}

async function boundFor(found: Found, until: number): Promise<Bound | undefined> {
  if (until <= secondsPast() || isStopped() || found.violations.length > 0) return undefined
  return lowerBound(problem, found.groups, () => (isStopped() ? 0 : until - secondsPast()))
}

function ended(found: Found, bound: Bound | undefined): Formed {
  const better = bound?.better ? { groups: bound.better, score: recount(problem, bound.better) } : {}
  return { ...found, ...better, seed, seconds: secondsPast(), ...(bound ? { bound: bound.lower } : {}) }
}
