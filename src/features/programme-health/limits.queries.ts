import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'
import { type Limits, usualLimits } from './limits.rules.ts'

export type StoredLimits = {
  limits: Limits
  /** 0 while nobody has saved any. */
  version: number
  updated_by_name: string
  updated_at: Temporal.Instant | null
}

/** The limits of a programme; the usual ones where nobody has chosen others. */
export async function limitsFor(db: Db, actor: Actor, programmeId: string): Promise<StoredLimits> {
  const row = await db
    .selectFrom('programme_health_limits as l')
    .innerJoin('person', 'person.id', 'l.updated_by')
    .select(['preparation', 'team', 'window_opens', 'invitation', 'visit_before_end', 'l.version', 'l.updated_at'])
    .select('person.name as updated_by_name')
    .where('l.partnership_id', '=', actor.partnership.id)
    .where('programme_id', '=', programmeId)
    .executeTakeFirst()
  if (!row) return { limits: usualLimits, version: 0, updated_by_name: '', updated_at: null }
  const { version, updated_at, updated_by_name, ...limits } = row
  return { limits, version, updated_at, updated_by_name }
}

/** The limits that were chosen, by programme; those that keep the usual ones are not among them. */
export async function chosenLimits(db: Db, actor: Actor): Promise<ReadonlyMap<string, Limits>> {
  const rows = await db
    .selectFrom('programme_health_limits')
    .select(['programme_id', 'preparation', 'team', 'window_opens', 'invitation', 'visit_before_end'])
    .where('partnership_id', '=', actor.partnership.id)
    .execute()
  return new Map(rows.map(({ programme_id, ...limits }) => [programme_id, limits]))
}

/** Keeps limits if nobody saved others since `version`; answers whether it did. */
export async function saveLimits(
  db: Db,
  actor: Actor,
  programmeId: string,
  limits: Limits,
  version: number,
  now: Temporal.Instant,
): Promise<boolean> {
  const written = { ...limits, updated_by: actor.person_id, updated_at: now, version: version + 1 }
  const saved = await db
    .insertInto('programme_health_limits')
    .values({ partnership_id: actor.partnership.id, programme_id: programmeId, ...written })
    .onConflict((conflict) =>
      conflict
        .column('programme_id')
        .doUpdateSet(written)
        .where(sql<boolean>`programme_health_limits.version = ${version}`),
    )
    .executeTakeFirst()
  return (saved.numInsertedOrUpdatedRows ?? 0n) > 0n
}
