/** The thread that plans visits: see in-worker.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { type Bound, lowerBound } from './bound.ts'
import { loadOf, movesOf, reviewsOf, scoreOf, warningsOf } from './calendar.ts'
import type { Scheduled, WorkNews, WorkOrder } from './in-worker.ts'
import { instanceOf } from './instance.ts'
import { type Found, movesWithin, scheduleVisits } from './schedule.ts'

/** A first search is so short that the calendar stands while the bound is looked for. */
const firstMoves = 1_000_000
/** The share of the time that a bound may take; it also tells when the search can end. */
const shareForBound = 0.5

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
  const first = await search(Math.min(all, firstMoves))
  if ('clash' in first) return first
  if (problem.calendar !== undefined) return ended(first, undefined)
  const bound = isStopped() ? undefined : await lowerBound(instance, (seconds - secondsPast()) * shareForBound)
  if (isStopped() || all <= firstMoves || first.cost <= (bound?.lower ?? 0) + 1e-6) return ended(first, bound)
  const found = await search(all, bound?.lower)
  return 'clash' in found ? found : ended(found, bound)
}

function search(moves: number, enough = 0) {
  return scheduleVisits(problem, {
    moves,
    seed,
    enough,
    isOver: () => isStopped() || secondsPast() > seconds,
    onBetter: (found) => tell({ kind: 'better', found: ended(found, undefined) }),
  })
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
