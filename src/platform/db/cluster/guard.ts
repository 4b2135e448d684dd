import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import type { Connection } from './connection.ts'
import type { Binaries } from './program.ts'
import { serverEnvironment } from './server.ts'

/** Keeps a process beside the app that closes the database when the app is killed. */
export function startWatchdog(dataDir: string, data: string, binaries: Binaries): { end(): Promise<void> } {
  const script = fileURLToPath(new URL('watchdog.ts', import.meta.url))
  let ended = false
  let child = start()
  function start() {
    const process_ = spawn(process.execPath, [script, dataDir, data, binaries.bin], {
      cwd: process.platform === 'win32' ? dataDir : '/',
      env: serverEnvironment(),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      detached: true,
      windowsHide: true,
    })
    process_.on('error', () => {})
    process_.once('exit', () => {
      if (!ended) setTimeout(again, 1000).unref()
    })
    process_.unref()
    process_.channel?.unref()
    return process_
  }
  function again() {
    if (!ended) child = start()
  }
  return {
    async end() {
      ended = true
      const gone = new Promise<unknown>((resolve) => child.once('exit', resolve).once('error', resolve))
      if (child.exitCode !== null || child.signalCode !== null || !child.kill('SIGKILL')) return
      child.ref()
      await gone
    },
  }
}

/**
 * Holds one connection to the server for as long as the app runs, and calls `restore` whenever it breaks: a server that
 * was killed is up again before anyone has to notice.
 */
export function guardServer(
  connection: Connection,
  restore: () => Promise<void>,
  log: (message: string) => void,
): { end(): Promise<void> } {
  let ending = false
  let client: Client | undefined
  async function holdOn() {
    client = new Client({ ...connection, database: 'postgres', application_name: 'schoolfellow guard' })
    const gone = new Promise((resolve) => client?.once('end', resolve))
    client.on('error', () => {})
    await Promise.race([client.connect(), gone])
    await gone
  }
  async function watch() {
    while (!ending) {
      await holdOn().catch(() => sleep(100))
      if (ending) return
      log('The database stopped unexpectedly; starting it again.')
      try {
        await restore()
        log('The database is back.')
      } catch (error) {
        log(error instanceof Error ? error.message : String(error))
        await sleep(1000)
      }
    }
  }
  const watching = watch()
  return {
    async end() {
      ending = true
      await client?.end().catch(() => {})
      await watching
    },
  }
}
