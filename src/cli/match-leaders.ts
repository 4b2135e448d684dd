import { refuse } from '../failure.ts'
import { explainPlan, oneMoreLeader } from '../lib/matching/explain.ts'
import { matchLeaders } from '../lib/matching/match.ts'
import { matchingProblem } from '../lib/matching/problem.ts'
import { printSchema, readProblem, writeResult } from './problem-file.ts'

export type MatchLeadersOptions = { input: string; output: string; seconds: number; schema?: boolean }

/**
 * `schoolfellow match-leaders`: gives leaders to requests from a file, without a database, with a reason for each match and for
 * each request that stays open. The files are described in docs/matching-leaders.md.
 */
export async function matchLeadersFrom(options: MatchLeadersOptions): Promise<void> {
  if (options.schema) return printSchema(matchingProblem)
  try {
    const started = performance.now()
    const problem = await readProblem(options.input, matchingProblem)
    const plan = await matchLeaders(problem, options.seconds)
    const more = await oneMoreLeader(problem, plan, options.seconds)
    await writeResult(options.output, {
      ...explainPlan(problem, plan),
      ...(more ? { oneMoreLeader: more } : {}),
      cost: plan.cost,
      bound: plan.bound,
      seconds: Number(((performance.now() - started) / 1000).toFixed(2)),
    })
  } catch (error) {
    refuse(error)
  }
}
