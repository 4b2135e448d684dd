import { join } from 'node:path'

/** The folder of a PostgreSQL installation's programs. */
export type Binaries = { bin: string }

const exe = process.platform === 'win32' ? '.exe' : ''

/** The path of one of the server's programs. */
export function program(binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(binaries.bin, name + exe)
}
