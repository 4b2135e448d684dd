/** The app as a process of its own with its own database, on one address, which a test kills and starts again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { actorFrom } from '../../src/features/people/public.ts'
import { movableClock } from '../../src/lib/clock.ts'
import { runningCluster } from '../../src/platform/db/cluster/join.ts'
import { homeOf } from '../../src/platform/db/cluster/place.ts'
import { openCluster } from '../../src/platform/db/cluster.ts'
import { connectDatabase, type Database } from '../../src/platform/db/connect.ts'
import { migrate } from '../../src/platform/db/migrate.ts'
import { tokenHash } from '../../src/platform/web/session.ts'
import { connectionShape, dataFolder, query } from './cluster-app.ts'
import type { Ground } from './ground.ts'
import { makeWorld, testSecret } from './world.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** Makes a data folder and puts into it what `fill` does with the test world. */
export async function filledFolder(
  t: { after(cleanUp: () => void): void },
  fill: (ground: Ground) => Promise<void>,
): Promise<string> {
  const dataDir = dataFolder(t)
  const cluster = await openCluster({ dataDir, log: () => {} })
  try {
    await migrate(cluster.connection, { log: () => {} })
    const database = connectDatabase(cluster.connection, { size: 4 })
    try {
      await fill(await groundOn(database))
    } finally {
      await database.close()
    }
  } finally {
    await cluster.stop()
  }
  return dataDir
}

async function groundOn(database: Database): Promise<Ground> {
  const world = await makeWorld(database)
  return {
    database,
    world,
    clock: movableClock(Temporal.Now.instant()),
    as: (key, work) =>
      database.asVisitor(
        { tokenHash: tokenHash(testSecret, `token-${key}`), partnershipKey: key.split(':')[0] ?? '' },
        async (db, opened) => {
          const actor = actorFrom(opened)
          if (!actor) throw new Error(`${key} is nobody here`)
          return work(db, actor)
        },
      ),
  }
}

/** A port that nobody uses at this moment: after a kill the app comes back under the same address. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

/** An app on a data folder. It starts with `start`. */
export async function realApp(t: { after(cleanUp: () => void): void }, dataDir: string) {
  const port = await freePort()
  let child: ChildProcess | undefined
  t.after(() => child?.kill('SIGKILL'))
  return {
    url: `http://127.0.0.1:${port}`,
    /** Starts it, as a group of processes of its own, and waits until it says that it is ready. */
    async start(): Promise<void> {
      const { PATH } = process.env
      const env = { PATH, NODE_ENV: 'production', PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir }
      const started = spawn(process.execPath, [main, '--empty'], {
        env: { ...env, SESSION_SECRET: testSecret, LOG_LEVEL: 'error' },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      })
      child = started
      let said = ''
      await new Promise<void>((resolve, reject) => {
        for (const stream of [started.stdout, started.stderr])
          stream.setEncoding('utf8').on('data', (text: string) => {
            said += text
            if (/^Schoolfellow is ready at /m.test(said)) resolve()
          })
        started.once('close', () => reject(new Error(`The app has ended:\n${said}`)))
      })
    },
    /** Kills its whole group of processes, so that nothing of it can say goodbye; with its database when asked. */
    async kill({ database = false } = {}): Promise<void> {
      const killed = child
      if (!killed?.pid) throw new Error('nothing runs that could be killed')
      const gone = new Promise((resolve) => killed.once('exit', resolve))
      process.kill(-killed.pid, 'SIGKILL')
      if (database) for (const pid of workingIn(join(homeOf(dataDir), 'data'))) process.kill(pid, 'SIGKILL')
      await gone
    },
    async stop(): Promise<void> {
      const ended = new Promise((resolve) => child?.once('exit', resolve))
      child?.kill('SIGTERM')
      await ended
    },
    /** Asks its database, past the app. */
    query(text: string) {
      return query(connectionShape.parse(runningCluster(dataDir)), text)
    },
  }
}

function workingIn(folder: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        return pid > 0 && readlinkSync(`/proc/${pid}/cwd`) === folder
      } catch {
        return false
      }
    })
}
