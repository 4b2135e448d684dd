import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileStore } from './store.ts'

/** A file store in a local folder. Files are named by what is in them and are on disk before `put` answers. */
export function localFiles(folder: string): FileStore {
  const incoming = join(folder, 'incoming')
  return {
    async put(source) {
      await mkdir(incoming, { recursive: true })
      const draft = join(incoming, randomUUID())
      try {
        const { sha256, bytes } = await write(source, draft)
        const shelf = join(folder, sha256.slice(0, 2))
        if (await mkdir(shelf, { recursive: true })) await sync(folder)
        await rename(draft, join(shelf, sha256))
        await sync(shelf)
        return { key: sha256, bytes, sha256 }
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
    async get(key) {
      // Not through a FileHandle: one that is forgotten, because its request failed, ends the whole process.
      const stream = createReadStream(placeOf(folder, key))
      await once(stream, 'open')
      return stream
    },
    delete: (key) => rm(placeOf(folder, key), { force: true }),
    async *list() {
      for (const shelf of await namesIn(folder)) {
        if (!/^[0-9a-f]{2}$/.test(shelf)) continue
        for (const key of await namesIn(join(folder, shelf))) {
          const { mtimeMs } = await stat(join(folder, shelf, key))
          yield { key, putAt: Temporal.Instant.fromEpochMilliseconds(Math.floor(mtimeMs)) }
        }
      }
    },
    async sweep(before) {
      for (const name of await namesIn(incoming)) {
        const { mtimeMs } = await stat(join(incoming, name))
        if (mtimeMs < before.epochMilliseconds) await rm(join(incoming, name), { force: true })
      }
    },
  }
}

/** A key reaches the file system only when it is a hash, so that it can never name another place. */
function placeOf(folder: string, key: string): string {
  if (!/^[0-9a-f]{64}$/.test(key)) throw new Error('a key of the file store is a sha256 in hexadecimal')
  return join(folder, key.slice(0, 2), key)
}

async function write(source: Readable, place: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  await pipeline(source, measure, createWriteStream(place, { flush: true }))
  return { sha256: hash.digest('hex'), bytes }
}

/** A new name is safe only once its folder is on disk too. Windows cannot open folders and need not. */
async function sync(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const directory = await open(folder)
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
