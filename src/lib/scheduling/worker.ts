/** The thread that plans visits: see in-worker.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { type Bound, lowerBound } from './bound.ts'
import { loadOf, movesOf, reviewsOf, scoreOf, warningsOf } from './calendar.ts'
import type { Scheduled, WorkNews, WorkOrder } from './in-worker.ts'
import { instanceOf } from './instance.ts'
import { type Found, movesWithin, scheduleVisits } from './schedule.ts'

/** Searches of so many moves are made at one go, and the bound is looked for after them. */
const shortSearch = 2_000_000
/** A longer search waits for the bound, which may end it, after a first one. */
const firstMoves = 600_000
const shareForBound = 0.3
/** Seconds that the solver takes to notice that its time is over. */
const toEnd = 0.4

/** News are worked out in full, so that they come once a second at the most while calendars get better quickly. */
const secondsBetweenNews = 1
let toldAt = Number.NEGATIVE_INFINITY

const { problem, seconds, seed, stopFlag } = workerData as WorkOrder
const flag = new Int32Array(stopFlag)
const started = performance.now()
const tell = (news: WorkNews) => parentPort?.postMessage(news)
const secondsPast = () => (performance.now() - started) / 1000
const isStopped = () => Atomics.load(flag, 0) === 1
const instance = instanceOf(problem)

tell({ kind: 'done', result: await work() })

async function work() {
  const all = movesWithin(seconds)
  const isShort = all <= shortSearch
  const first = await search(isShort ? all : firstMoves)
  if ('clash' in first) return first
  if (problem.calendar !== undefined || isStopped()) return ended(first, undefined)
  const left = seconds - secondsPast() - toEnd
  const bound = await lowerBound(instance, isShort ? left : Math.min(left, seconds * shareForBound))
  if (isShort || isStopped() || first.cost <= bound.lower + 1e-6) return ended(first, bound)
  const found = await search(all, bound.lower)
  return 'clash' in found || found.cost > first.cost ? ended(first, bound) : ended(found, bound)
}

async function search(moves: number, enough = 0) {
  const found = await scheduleVisits(problem, {
    moves,
    seed,
    enough,
    isOver: () => isStopped() || secondsPast() > seconds,
    onBetter: (better) => {
      if (secondsPast() - toldAt < secondsBetweenNews) return
      toldAt = secondsPast()
      tell({ kind: 'better', found: ended(better, undefined) })
    },
  })
  if (!('clash' in found)) tell({ kind: 'better', found: ended(found, undefined) })
  return found
}

function ended(found: Found, bound: Bound | undefined): Scheduled {
  const visits = reviewsOf(instance, found.at)
  const score = scoreOf(instance, visits)
  return {
    visits,
    load: loadOf(instance, visits),
    score,
    ...(bound ? { bound: bound.lower, gap: gapOf(score.total, bound.lower) } : {}),
    seconds: secondsPast(),
    seed,
    moves: found.moves,
    ...(problem.calendar ? { moved: movesOf(problem, visits), fewestMoved: found.isFewest ?? false } : {}),
    warnings: warningsOf(instance, visits),
  }
}

function gapOf(total: number, lower: number): number {
  return total <= lower ? 0 : (total - lower) / total
}
