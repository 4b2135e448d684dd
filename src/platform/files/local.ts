import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileStore } from './store.ts'

/** A file store in a local folder. Files are named by what is in them and are on disk before `put` answers. */
export function localFiles(folder: string): FileStore {
  const placeOf = (key: string) => join(folder, key.slice(0, 2), key)
  return {
    async put(source) {
      await mkdir(join(folder, 'incoming'), { recursive: true })
      const draft = join(folder, 'incoming', randomUUID())
      const hash = createHash('sha256')
      let bytes = 0
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk)
          bytes += chunk.length
          done(null, chunk)
        },
      })
      await pipeline(source, measure, createWriteStream(draft, { flush: true }))
      const sha256 = hash.digest('hex')
      await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true })
      await rename(draft, placeOf(sha256))
      const directory = await open(join(folder, sha256.slice(0, 2)))
      await directory.sync()
      await directory.close()
      return { key: sha256, bytes, sha256 }
    },
    async get(key) {
      const file = await open(placeOf(key))
      return file.createReadStream()
    },
    delete: (key) => rm(placeOf(key), { force: true }),
  }
}
