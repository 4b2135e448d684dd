/** Locks: which groups and schools stay as they are when groups are found again, or moved by hand. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'

export type Lock = { kind: 'school'; id: string } | { kind: 'group'; number: number }

/** Locks or unlocks one group or school of a version. What others lock at the same time stays. */
export async function changeLock(
  db: Db,
  actor: Actor,
  arrangement: { id: string },
  lock: Lock,
  locked: boolean,
): Promise<void> {
  const changed =
    lock.kind === 'school'
      ? { locked_school_ids: changedList('locked_school_ids', sql`${lock.id}::uuid`, locked) }
      : { locked_groups: changedList('locked_groups', sql`${lock.number}::integer`, locked) }
  await db
    .updateTable('arrangement')
    .set(changed)
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', arrangement.id)
    .execute()
}

function changedList(column: string, item: ReturnType<typeof sql>, locked: boolean) {
  const without = sql<never>`array_remove(${sql.ref(column)}, ${item})`
  return locked ? sql<never>`${without} || ${item}` : without
}
