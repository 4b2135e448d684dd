import { mkdtempSync, statfsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'

/** Makes an empty folder that goes with the test. */
export function temporaryFolder(t: { after(cleanUp: () => Promise<void>): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'schoolfellow-test-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const memory = '/dev/shm'
const wantedBytes = 2 ** 30

/**
 * Makes a folder for a cluster that goes when its tests have run: in memory where there is plenty, since making and
 * dropping a database for each test is most of what such a cluster writes, else where temporary files are.
 */
export function scratchFolder(prefix: string): string {
  return mkdtempSync(join(hasRoom() ? memory : tmpdir(), prefix))
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize > wantedBytes && freemem() > 3 * wantedBytes
  } catch {
    return false
  }
}
