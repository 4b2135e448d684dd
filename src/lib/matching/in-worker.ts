/** Matches leaders in a thread of its own, so that pages are served meanwhile. */
import { Worker } from 'node:worker_threads'
import type { Plan } from './match.ts'
import type { MatchingProblem } from './problem.ts'

export type MatchOrder = { problem: MatchingProblem; seconds: number }
/** The best plan, and what one more leader would fill where requests stay open. */
export type MatchNews = { plan: Plan; more: { filled: number; days: number } | undefined }

/** The best plan; `seconds` is the most time for it, and as much again for what one more leader would change. */
export function matchInWorker(problem: MatchingProblem, seconds: number): Promise<MatchNews> {
  const workerData: MatchOrder = { problem, seconds }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData })
  return new Promise<MatchNews>((resolve, reject) => {
    worker.on('error', reject)
    worker.on('message', (news: MatchNews) => {
      resolve(news)
      void worker.terminate()
    })
  })
}
