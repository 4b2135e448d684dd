import { createReadStream, createWriteStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { Upload } from '../../platform/files/stored-file.ts'
import { type RegisterRefusal, refusedAtSight } from './register.ts'

/** The whole national register is about 65 MB. */
export const largestRegister = 100_000_000

/**
 * Makes an upload ready to be kept: a gzip file is unpacked beside it, and the headings are looked
 * at, so that a wrong file is refused while the person still has it before them.
 */
export async function readyUpload(upload: Upload): Promise<{ upload: Upload } | { refusal: RegisterRefusal }> {
  const plain = (await isGzip(upload.path)) ? await unpacked(upload) : { upload }
  if ('refusal' in plain) return plain
  const refusal = await refusedAtSight(createReadStream(plain.upload.path))
  return refusal ? { refusal } : { upload: { ...plain.upload, filename: asCsv(plain.upload.filename) } }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

async function unpacked(upload: Upload): Promise<{ upload: Upload } | { refusal: RegisterRefusal }> {
  const path = `${upload.path}-unpacked`
  try {
    await pipeline(createReadStream(upload.path), createGunzip(), limited, createWriteStream(path))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (error instanceof TooLargeUnpacked)
      return { refusal: { message: `The file is larger than ${largestRegister / 1e6} MB when it is unpacked` } }
    if (code.startsWith('Z_'))
      return { refusal: { message: 'The packed file is damaged or was cut short. Fetch it again' } }
    throw error
  }
  const { size } = await stat(path)
  return { upload: { filename: upload.filename.replace(/\.gz$/i, ''), path, bytes: size } }
}

class TooLargeUnpacked extends Error {}

/** Passes bytes on until there are more than a register has, so that a small packed file cannot fill the disk. */
async function* limited(source: Readable): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const piece of source) {
    const buffer = Buffer.from(piece)
    bytes += buffer.length
    if (bytes > largestRegister) throw new TooLargeUnpacked()
    yield buffer
  }
}

/** The file store tells kinds apart by their ending; a register may come as .txt, or with none. */
function asCsv(filename: string): string {
  return /\.csv$/i.test(filename) ? filename : `${filename.replace(/\.[a-z]{1,4}$/i, '')}.csv`
}
