import { Refused, refuse } from '../failure.ts'
import { type Formed, formGroupsInWorker } from '../lib/grouping/in-worker.ts'
import { groupingProblem } from '../lib/grouping/problem.ts'
import { note } from './at-database.ts'
import { printSchema, readProblem, writeResult } from './problem-file.ts'

export type FormGroupsOptions = {
  input: string
  output: string
  seconds: number
  seed: number
  boundSeconds: number
  schema?: boolean
}

/**
 * `schoolfellow form-groups`: forms review groups from a file, without a database. Stopped with Ctrl+C it writes the best so far.
 * The files are described in docs/forming-groups.md.
 */
export async function formGroupsFrom(options: FormGroupsOptions): Promise<void> {
  if (options.schema) return printSchema(groupingProblem)
  try {
    const problem = await readProblem(options.input, groupingProblem)
    const work = formGroupsInWorker(problem, {
      ...options,
      onBetter: ({ score }) => note(`${score.total.toFixed(1)} found`),
    })
    process.once('SIGINT', work.stop)
    process.once('SIGTERM', work.stop)
    const result = await work.result
    if ('conflict' in result) throw new Refused(`No groups can keep these rules: ${result.conflict.reason}`)
    await writeResult(options.output, outputOf(result))
  } catch (error) {
    refuse(error)
  }
}

/** What the output file says: its form stays as it is, because other programs read it. */
function outputOf({ groups, score, violations, seconds, seed, moves, bound }: Formed) {
  const proof = bound === undefined ? {} : { bound }
  return { groups, score, ...proof, violations, seconds: Number(seconds.toFixed(2)), seed, moves }
}
