/** The thread that matches leaders: see in-worker.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { oneMoreLeader } from './explain.ts'
import type { MatchNews, MatchOrder } from './in-worker.ts'
import { matchLeaders } from './match.ts'

const { problem, seconds } = workerData as MatchOrder
const plan = await matchLeaders(problem, seconds)
const more = await oneMoreLeader(problem, plan, seconds)
const news: MatchNews = { plan, more }
parentPort?.postMessage(news)
