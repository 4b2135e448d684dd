import { writeFile } from 'node:fs/promises'
import type { z } from 'zod'
import { Refused, refuse } from '../failure.ts'
import { type Formed, formGroupsInWorker } from '../lib/grouping/in-worker.ts'
import { type GroupingProblem, groupingProblem } from '../lib/grouping/problem.ts'
import { note, say } from './at-database.ts'
import { inputText } from './input-file.ts'

export type FormGroupsOptions = { input: string; output: string; seconds: number; seed: number; boundSeconds: number }

/**
 * `schoolfellow form-groups`: forms review groups from a file, without a database. Stopped with Ctrl+C it writes the best so far.
 * The files are described in docs/forming-groups.md.
 */
export async function formGroupsFrom(options: FormGroupsOptions): Promise<void> {
  try {
    const problem = problemIn(options.input, await inputText(options.input))
    const work = formGroupsInWorker(problem, {
      ...options,
      onBetter: ({ score }) => note(`${score.total.toFixed(1)} found`),
    })
    process.once('SIGINT', work.stop)
    process.once('SIGTERM', work.stop)
    const result = await work.result
    if ('conflict' in result) throw new Refused(`No groups can keep these rules: ${result.conflict.reason}`)
    await write(options.output, `${JSON.stringify(outputOf(result), undefined, 2)}\n`)
  } catch (error) {
    refuse(error)
  }
}

function problemIn(file: string, text: string): GroupingProblem {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new Refused(`${file} is not JSON: ${error instanceof Error ? error.message : ''}`)
  }
  const parsed = groupingProblem.safeParse(json)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `${pathInWords(issue)}: ${issue.message}`)
  for (const problem of problems.slice(1, 20)) note(problem)
  throw new Refused(problems[0])
}

/** "schools[3].x" */
function pathInWords({ path }: z.core.$ZodIssue): string {
  if (path.length === 0) return 'The file'
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`))
    .join('')
}

/** What the output file says: its form stays as it is, because other programs read it. */
function outputOf({ groups, score, violations, seconds, seed, moves, bound }: Formed) {
  return {
    groups,
    score,
    ...(bound === undefined ? {} : { bound }),
    violations,
    seconds: Number(seconds.toFixed(2)),
    seed,
    moves,
  }
}

async function write(file: string, text: string): Promise<void> {
  if (file === '-') return say(text.trimEnd())
  try {
    await writeFile(file, text)
  } catch {
    throw new Refused(`The file ${file} cannot be written: check its folder`)
  }
}
