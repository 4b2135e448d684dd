import { type Config, readConfig } from '../config.ts'
import { Refused, refuse } from '../failure.ts'
import { openDatabase } from '../open-database.ts'
import { connectDatabase, type Database } from '../platform/db/connect.ts'
import { migrate, pendingMigrations } from '../platform/db/migrate.ts'

/** What a command works with. `joined` says that a running app keeps the database open. */
export type AtDatabase = { database: Database; config: Config; joined: boolean }

/** Prints a line of a command's result. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Prints what the command is doing, apart from its result. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`)
}

/**
 * Does a command's work at the database of the configuration, brought up to date first unless the
 * command only looks, and ends with 1 and one line when the command is refused.
 */
export async function atDatabase(
  options: { onlyLooks: boolean },
  work: (at: AtDatabase) => Promise<void>,
): Promise<void> {
  let config: Config | undefined
  try {
    config = readConfig(process.env)
    const opened = await openDatabase(config, { log: note, beside: true })
    try {
      await bringUpToDate(opened, options.onlyLooks)
      const database = connectDatabase(opened.connection, { size: 4 })
      try {
        await work({ database, config, joined: opened.joined })
      } finally {
        await database.close()
      }
    } finally {
      await opened.stop()
    }
  } catch (error) {
    refuse(error, config)
  }
}

type Opened = Awaited<ReturnType<typeof openDatabase>>

/** A running app keeps the schema that it started with: nothing is changed under its feet. */
async function bringUpToDate(opened: Opened, onlyLooks: boolean): Promise<void> {
  if (!opened.joined && !onlyLooks) return migrate(opened.connection, { log: note })
  const pending = await pendingMigrations(opened.connection)
  if (pending.length === 0) return
  throw new Refused(
    opened.joined
      ? 'The Schoolfellow that is running here is an older version: stop it, then run the command again'
      : 'The database is not up to date: run schoolfellow migrate first',
  )
}
