import type { Readable } from 'node:stream'

/** Where the bytes of files are kept: a local folder now, object storage later. A key is the sha256 of what it names. */
export type FileStore = {
  /** Answers once the bytes are safe. The same bytes put twice are kept once. */
  put(source: Readable): Promise<{ key: string; bytes: number; sha256: string }>
  get(key: string): Promise<Readable>
  delete(key: string): Promise<void>
  /** Every key, with the moment it was last put. */
  list(): AsyncIterable<{ key: string; putAt: Temporal.Instant }>
  /** Clears away what puts that never finished have left behind. */
  sweep(before: Temporal.Instant): Promise<void>
}
