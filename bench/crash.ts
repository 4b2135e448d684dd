/**
 * Kills the app, the database, or both at random moments while judgements are saved, and looks afterwards whether every
 * acknowledged save is there, none twice, and the next start ready in time.
 * Run: node bench/crash.ts [ROUNDS] [SEED]. The same seed gives the same kills at the same moments.
 */
import { readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { randomFrom } from '../src/lib/random.ts'
import { homeOf } from '../src/platform/db/cluster/place.ts'
import { runningServer } from '../src/platform/db/cluster/server.ts'
import { countLost, countTwice, makeWriters, save, type Writer } from './support/crash-writers.ts'
import { endApp, freePort, isHealthy, prepareGround, startApp } from './support/ground.ts'
import { percentile, printTable } from './support/table.ts'

const rounds = Number(process.argv[2] ?? 60)
const seed = Number(process.argv[3] ?? 20_261_122)
const readyWithin = 10

const kinds = ['app', 'database', 'database, every process', 'app and database'] as const
type Kind = (typeof kinds)[number]
type Round = { kind: Kind; acknowledged: number; inFlight: number; lost: number; twice: number; seconds: number }

const random = randomFrom(seed)
const ground = await prepareGround()
const port = await freePort()
const data = join(homeOf(ground.dataDir), 'data')
let app = await startApp(ground, port).catch((error: unknown) => {
  ground.remove()
  throw error
})
try {
  const done: Round[] = []
  const writers = makeWriters(ground)
  for (let index = 0; index < rounds; index += 1) {
    const kind = kinds[Math.floor(random() * kinds.length)] ?? 'app'
    const round = await playRound(kind, writers)
    done.push(round)
    const verdict = round.lost + round.twice > 0 ? `LOST ${round.lost}, TWICE ${round.twice}` : 'all there, once'
    console.log(
      `${String(index + 1).padStart(3)}  ${kind.padEnd(24)} ${String(round.acknowledged).padStart(5)} saved, ${verdict}, ready in ${round.seconds.toFixed(2)} s`,
    )
  }
  report(done)
} finally {
  await endApp(app, 'SIGTERM')
  ground.remove()
}

/** Lets everyone save for a while, kills, waits until all is well again, and compares. */
async function playRound(kind: Kind, writers: Writer[]): Promise<Round> {
  const before = total(writers)
  let running = true
  const saving = writers.map(async (writer) => {
    while (running && (await save(app.url, writer))) {
      // until a save fails, which is when the kill has come
    }
  })
  await sleep(50 + random() * 900)
  const seconds = await killAndRestart(kind)
  running = false
  await Promise.all(saving)
  const acknowledged = total(writers) - before
  const inFlight = writers.filter((writer) => writer.sent !== undefined).length
  const lost = await countLost(ground, writers)
  const twice = await countTwice(app.url, ground, writers)
  return { kind, acknowledged, inFlight, lost, twice, seconds }
}

/** Kills, starts the app again where it was killed, and gives the seconds until everything answers. */
async function killAndRestart(kind: Kind): Promise<number> {
  const pause = random() * 3500
  const order = random()
  if (kind === 'database' || kind === 'database, every process') {
    const started = performance.now()
    killDatabase(kind !== 'database')
    // Until the app has noticed, it may still call itself well.
    await sleep(20)
    while (!(await isHealthy(app.url))) {
      if (app.process.exitCode !== null) throw new Error(`The app ended with its database:\n${app.said()}`)
      await sleep(10)
    }
    return (performance.now() - started) / 1000
  }
  if (kind === 'app and database' && order < 0.5) killDatabase(order < 0.25)
  await endApp(app, 'SIGKILL')
  if (kind === 'app and database' && order >= 0.5) killDatabase(order < 0.75)
  // Sometimes at once, when the database still runs, sometimes while it is being closed, sometimes afterwards.
  await sleep(pause)
  app = await startApp(ground, port)
  return app.seconds
}

function killDatabase(everyProcess: boolean): void {
  const server = runningServer(data)
  const helpers = everyProcess ? readdirSync('/proc').map(Number).filter(worksInData) : []
  for (const pid of [...(server ? [server.pid] : []), ...helpers]) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended with the others.
    }
  }
}

function worksInData(pid: number): boolean {
  try {
    return pid > 0 && readlinkSync(`/proc/${pid}/cwd`) === data
  } catch {
    return false
  }
}

function total(writers: Writer[]): number {
  return writers.reduce((sum, writer) => sum + writer.acknowledged, 0)
}

function report(done: Round[]): void {
  const sum = (of: Round[], key: 'acknowledged' | 'inFlight' | 'lost' | 'twice') =>
    of.reduce((all, round) => all + round[key], 0)
  const row = (name: string, of: Round[]) => {
    const times = of.map((round) => round.seconds)
    const counts = [sum(of, 'acknowledged'), sum(of, 'inFlight'), sum(of, 'lost'), sum(of, 'twice')]
    return [
      name,
      of.length,
      ...counts,
      `${percentile(times, 0.5).toFixed(2)} s`,
      `${Math.max(0, ...times).toFixed(2)} s`,
    ]
  }
  console.log(`\nSeed ${seed}\n`)
  printTable(
    ['killed', 'rounds', 'acknowledged', 'in flight', 'lost', 'twice', 'ready, median', 'ready, slowest'],
    [
      ...kinds.map((kind) =>
        row(
          kind,
          done.filter((round) => round.kind === kind),
        ),
      ),
      row('all', done),
    ],
  )
  const slow = done.filter((round) => round.seconds > readyWithin).length
  if (sum(done, 'lost') + sum(done, 'twice') + slow > 0) process.exitCode = 1
  console.log(
    process.exitCode
      ? '\nNot as promised'
      : `\nEvery acknowledged save was there, once, and every start was ready within ${readyWithin} s`,
  )
}
