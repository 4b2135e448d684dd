/**
 * Outlives an app that was killed, and then closes the database it left behind:
 * `node watchdog.ts DATA_DIR CLUSTER_DATA BIN`, connected to the app by a channel that ends when the app does. After a
 * pause, so that an app which is started again at once finds its database still running, it takes the folder's lock; if
 * it gets it, no app is there, and it stops the server.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { tryLock } from './lock.ts'
import { stopServer } from './server.ts'

const [dataDir, data, bin] = process.argv.slice(2)
if (!dataDir || !data || !bin) throw new Error('usage: node watchdog.ts DATA_DIR CLUSTER_DATA BIN')

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
if (process.connected) await new Promise<void>((resolve) => process.once('disconnect', resolve))
await sleep(2000)
const lock = tryLock(dataDir, 'closing')
if (lock) {
  await stopServer({ bin }, data)
  lock.release()
}
process.exit(0)
