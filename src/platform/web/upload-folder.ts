import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'schoolfellow-upload-'
/** No request is waited for longer than ten minutes. */
const surelyOverMs = 3_600_000

/** Makes the folder in which the files of one request are until it has been answered. */
export const makeUploadFolder = () => mkdtemp(join(tmpdir(), prefix))

/**
 * Removes the folders of requests that nobody can be waiting for: a process that was killed or lost its power in between
 * could not, and what people sent must not lie about. Returns how many there were.
 */
export async function clearBrokenUploads(): Promise<number> {
  let cleared = 0
  // Where the system keeps the list of temporary files to itself there is nothing that we could do.
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    if (!name.startsWith(prefix)) continue
    const folder = join(tmpdir(), name)
    const about = await stat(folder).catch(() => undefined)
    // By the clock that stamps files, whatever day the service believes it to be; and never what is another account's.
    const isOver = about !== undefined && about.mtimeMs < Date.now() - surelyOverMs
    if (!isOver || about.uid !== (process.getuid?.() ?? about.uid)) continue
    await rm(folder, { recursive: true, force: true })
    cleared += 1
  }
  return cleared
}
