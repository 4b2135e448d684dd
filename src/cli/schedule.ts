import { Refused, refuse } from '../failure.ts'
import { scheduleInWorker } from '../lib/scheduling/in-worker.ts'
import { schedulingProblem } from '../lib/scheduling/problem.ts'
import { note } from './at-database.ts'
import { printSchema, readProblem, writeResult } from './problem-file.ts'

export type ScheduleOptions = { input: string; output: string; seconds: number; seed: number; schema?: boolean }

/**
 * `schoolfellow schedule`: plans the visits of a programme from a file, without a database, or mends an earlier calendar with the
 * fewest changed dates. Stopped with Ctrl+C it writes the best so far. The files are described in docs/scheduling-visits.md.
 */
export async function scheduleFrom(options: ScheduleOptions): Promise<void> {
  if (options.schema) return printSchema(schedulingProblem)
  try {
    const problem = await readProblem(options.input, schedulingProblem)
    const work = scheduleInWorker(problem, {
      ...options,
      onBetter: ({ score }) => note(`${score.total.toFixed(1)} found`),
    })
    process.once('SIGINT', work.stop)
    process.once('SIGTERM', work.stop)
    const result = await work.result
    if ('clash' in result) throw new Refused(result.clash.reason)
    await writeResult(options.output, { ...result, seconds: Number(result.seconds.toFixed(2)) })
  } catch (error) {
    refuse(error)
  }
}
