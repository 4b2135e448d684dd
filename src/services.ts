import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import type { Services } from './features/page.ts'
import { localFiles } from './platform/files/local.ts'

/** What pages, jobs and commands use besides the database, as the configuration says. */
export function servicesOf(config: Config): Services {
  return {
    baseUrl: config.baseUrl,
    secret: config.sessionSecret ?? keptSecret(config.dataDir),
    files: localFiles(join(config.dataDir, 'files')),
    demonstration: false,
    sendsMail: config.mailUrl !== undefined,
  }
}

/** Tokens are hashed with a secret of this installation; without SESSION_SECRET it is made once and kept with the data. */
function keptSecret(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true })
  const file = join(dataDir, 'session-secret')
  // A power cut can leave a file without its content, and an empty secret would protect nothing.
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  if (kept.length >= 32) return kept
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true })
  renameSync(draft, file)
  return readFileSync(file, 'utf8').trim()
}
