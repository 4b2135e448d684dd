import { atDatabase, say } from './at-database.ts'

/** `schoolfellow migrate` */
export function migrateNow(): Promise<void> {
  return atDatabase({ onlyLooks: false }, async () => say('The database is up to date'))
}
