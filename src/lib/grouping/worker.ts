/** The thread that forms groups: see in-worker.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { type Bound, lowerBound } from './bound.ts'
import { type Found, formGroups, movesWithin } from './form-groups.ts'
import type { Conflict } from './impossible.ts'
import type { Formed, WorkNews, WorkOrder } from './in-worker.ts'
import { recount, violationsOf } from './recount.ts'
import { settleRules } from './smallest-conflict.ts'

/** Up to so many schools the optimum is usually proved within a second or two, and the search can end there. */
const fewSchools = 40
const firstTry = 500_000
/** The part of the time that a proof for few schools may take; the rest is for a longer search. */
const proofShare = 0.75

/** How long after the search the rules may be looked at where they were not all kept. */
const secondsToSettle = 20

const { problem, seconds, seed, boundSeconds, stopFlag } = workerData as WorkOrder
const flag = new Int32Array(stopFlag)
const started = performance.now()
const tell = (news: WorkNews) => parentPort?.postMessage(news)
const secondsPast = () => (performance.now() - started) / 1000
const isStopped = () => Atomics.load(flag, 0) === 1
// Where only benefits of pairs count, a change takes half the work.
const all = movesWithin(seconds, problem.schools.length) * (problem.objective?.maximisePairs ? 2 : 1)

tell({ kind: 'done', result: await work() })

async function work() {
  const isSmall = problem.schools.length <= fewSchools && all > firstTry
  const quick = search(isSmall ? firstTry : all)
  if ('conflict' in quick) return quick
  const proof = isSmall ? await boundFor(quick, proofShare * seconds) : undefined
  if (proof?.isOptimal) return ended(quick, proof)
  const longer = isSmall ? search(all) : quick
  if ('conflict' in longer) return longer
  const found = isBetter(quick, longer) ? quick : longer
  if (found.violations.length > 0) return settled(found)
  return ended(found, (await boundFor(found, secondsPast() + boundSeconds)) ?? proof)
}

function isBetter(a: Found, b: Found): boolean {
  if (a.violations.length !== b.violations.length) return a.violations.length < b.violations.length
  return problem.objective?.maximisePairs ? a.score.total > b.score.total : a.score.total < b.score.total
}

/** The search found nothing that keeps the rules: either they contradict each other, or the solver knows an arrangement. */
async function settled(found: Found): Promise<Formed | { conflict: Conflict }> {
  const until = secondsPast() + secondsToSettle
  const answer = await settleRules(problem, () => (isStopped() ? 0 : until - secondsPast()))
  if (!answer) return ended(found, undefined)
  if ('conflict' in answer) return { conflict: answer.conflict }
  const { groups } = answer
  return ended(
    { ...found, groups, score: recount(problem, groups), violations: violationsOf(problem, groups) },
    undefined,
  )
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
  const better = bound?.better && { groups: bound.better, score: recount(problem, bound.better) }
  const best = better && better.score.total < found.score.total ? better : { groups: found.groups, score: found.score }
  // A bound that is reached is the score itself, not what the solver's rounding makes of it.
  const lower = bound && (bound.isOptimal ? best.score.total : Math.min(bound.lower, best.score.total))
  return { ...found, ...best, seed, seconds: secondsPast(), ...(lower === undefined ? {} : { bound: lower }) }
}
