import type { Readable } from 'node:stream'

/** Where files are kept: a local folder now, object storage later. */
export type FileStore = {
  put(source: Readable): Promise<{ key: string; bytes: number; sha256: string }>
  get(key: string): Promise<Readable>
  delete(key: string): Promise<void>
}
