/**
 * A school in the middle of its self-evaluation, and the app on top of it: what the drills measure. The app is the
 * ordinary one, started as its own process on a data folder with the built-in database.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { frameworkById, shipDefaultFramework, statementsOf } from '../../src/features/frameworks/public.ts'
import { inviteColleagues, startEvaluation } from '../../src/features/self-evaluation/public.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { homeOf } from '../../src/platform/db/cluster/place.ts'
import { openCluster } from '../../src/platform/db/cluster.ts'
import { connectDatabase, type Database } from '../../src/platform/db/connect.ts'
import { migrate } from '../../src/platform/db/migrate.ts'
import { makeWorld, testSecret } from '../../tests/support/world.ts'

/** Somebody who judges in the evaluation, with the cookie of their session. */
export type Judge = { personId: string; cookie: string }

export type Ground = {
  dataDir: string
  partnership: string
  evaluation: string
  statements: string[]
  judges: Judge[]
  remove(): void
}

export type RunningApp = { url: string; process: ChildProcess; seconds: number; said(): string }

const colleagues = ['headteacher', 'senior-leader', 'senco', 'governor'] as const

/** Makes a data folder with two partnerships, and in it one evaluation that four people of a school judge. */
export async function prepareGround(): Promise<Ground> {
  const dataDir = mkdtempSync(join(tmpdir(), 'schoolfellow-bench-'))
  chmodSync(dataDir, 0o755)
  const remove = () => {
    rmSync(homeOf(dataDir), { recursive: true, force: true })
    rmSync(dataDir, { recursive: true, force: true })
  }
  const cluster = await openCluster({ dataDir, log: () => {} })
  try {
    await migrate(cluster.connection, { log: () => {} })
    const database = connectDatabase(cluster.connection, { size: 4 })
    try {
      return { dataDir, partnership: 'north', remove, ...(await fill(database)) }
    } finally {
      await database.close()
    }
  } finally {
    await cluster.stop()
  }
}

async function fill(database: Database): Promise<Pick<Ground, 'evaluation' | 'statements' | 'judges'>> {
  const world = await makeWorld(database)
  const now = systemClock.now()
  const north = world.partnerships.north
  const lead = await world.actor('north:partnership-lead')
  const head = await world.actor('north:a:headteacher')
  const people = colleagues.map((role) => world.people.get(`north:a:${role}`))
  const judges = people.flatMap((person) => (person ? [{ personId: person.id, cookie: person.cookie }] : []))
  const frameworkId = await database.inPartnership(north, lead.person_id, (db) => shipDefaultFramework(db, lead, now))
  return database.inPartnership(north, head.person_id, async (db) => {
    const framework = await frameworkById(db, head, frameworkId)
    if (!framework) throw new Error('the default framework is not there')
    const wanted = {
      school_id: world.schools.a ?? '',
      framework_id: frameworkId,
      title: 'Self-evaluation',
      judge_by: undefined,
    }
    const started = await startEvaluation(db, head, wanted, now)
    if (started.refusal) throw new Error(started.refusal.message)
    await inviteColleagues(
      db,
      head,
      started.id,
      judges.map((judge) => judge.personId),
      { baseUrl: 'http://localhost' },
      now,
    )
    return { evaluation: started.id, statements: statementsOf(framework).map((statement) => statement.key), judges }
  })
}

type StartOptions = {
  /** Grows the demonstration where nothing is yet, instead of beginning empty. */
  demonstration?: boolean
  /** A module that is loaded before the app, and talks with this process. */
  preload?: string
}

/** Starts the app and waits until it answers. `seconds` says how long that took. */
export async function startApp(
  { dataDir }: Pick<Ground, 'dataDir'>,
  port: number,
  { demonstration = false, preload }: StartOptions = {},
): Promise<RunningApp> {
  const started = performance.now()
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
  const before = preload === undefined ? [] : ['--import', preload]
  const child = spawn(process.execPath, [...before, main, ...(demonstration ? [] : ['--empty'])], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      SESSION_SECRET: testSecret,
      LOG_LEVEL: 'error',
      DEMO: demonstration ? '1' : '0',
    },
    stdio: ['ignore', 'pipe', 'pipe', ...(preload === undefined ? [] : ['ipc' as const])],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-5000)
    })
  }
  const url = `http://127.0.0.1:${port}`
  while (!(await isHealthy(url))) {
    if (child.exitCode !== null) throw new Error(`The app has ended:\n${said}`)
    if (performance.now() - started > 120_000) throw new Error(`The app does not become ready:\n${said}`)
    await sleep(10)
  }
  return { url, process: child, seconds: (performance.now() - started) / 1000, said: () => said }
}

/** Ends an app by a signal and waits until it is gone. */
export async function endApp(app: RunningApp, signal: NodeJS.Signals): Promise<void> {
  if (app.process.exitCode !== null || app.process.signalCode !== null) return
  const ended = new Promise((resolve) => app.process.once('exit', resolve))
  app.process.kill(signal)
  await ended
}

/** Whether the app says that it and its database are well. */
export async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`, { signal: AbortSignal.timeout(5000) })).status === 200
  } catch {
    return false
  }
}

/** A port that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

/** The paths that are measured. */
export function pathsOf({ partnership, evaluation }: Ground) {
  const base = `/${partnership}/self-evaluations/${evaluation}`
  return {
    home: `/${partnership}`,
    judgeAll: `${base}/judge/all`,
    judgement: (key: string) => `${base}/judgements/${key}`,
  }
}
