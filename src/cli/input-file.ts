import { createWriteStream, existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refused } from '../failure.ts'

/** Does something with a file by its path; `-` is the standard input, kept in a temporary file meanwhile. */
export async function withInputFile<T>(file: string, work: (path: string) => Promise<T>): Promise<T> {
  if (file !== '-') {
    if (!existsSync(file)) throw new Refused(`The file ${file} cannot be read: check its name`)
    return work(file)
  }
  const folder = await mkdtemp(join(tmpdir(), 'schoolfellow-input-'))
  try {
    const path = join(folder, 'standard-input')
    await pipeline(process.stdin, createWriteStream(path, { mode: 0o600 }))
    return await work(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The text of a file, or of the standard input for `-`. */
export function inputText(file: string): Promise<string> {
  return withInputFile(file, (path) =>
    readFile(path, 'utf8').catch(() => {
      throw new Refused(`The file ${file} cannot be read: check its name`)
    }),
  )
}
