import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../prepare.mjs'

/** A throw-away cluster of the built-in PostgreSQL, without fsync. */
export const ownCluster = () => open('own')

/** A throw-away cluster of a PostgreSQL that is installed on this machine, or the reason why there is none. */
export const localCluster = () => open('local')

/**
 * The cluster belongs to a helper, which says where it is in one line of JSON and clears it away when its standard
 * input ends: that is when this process asks for it, and also when it is killed.
 */
function open(kind) {
  return new Promise((resolve, reject) => {
    const script = join(root, 'tests', 'support', 'cluster-for-run.ts')
    const child = spawn(process.execPath, [script, kind], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] })
    const ended = new Promise((done) => child.once('exit', done))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The test cluster could not be started (code ${code}).`)))
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (part) => {
      text += part
      if (!text.endsWith('\n')) return
      const stop = () => {
        child.stdin.end()
        return ended
      }
      resolve({ ...JSON.parse(text), stop })
    })
  })
}
