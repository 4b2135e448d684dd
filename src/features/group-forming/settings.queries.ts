import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor, InPartnership } from '../people/public.ts'
import { modelFor } from '../review-models/public.ts'
import {
  type FormingAims,
  type FormingRules,
  type FormingSettings,
  formingAims,
  formingRules,
  usualSettings,
} from './forming.schema.ts'

export type ProgrammeSettings = FormingSettings & {
  preferences_until: Temporal.PlainDate | null
  asked_at: Temporal.Instant | null
  reminded_at: Temporal.Instant | null
  preferences_closed_at: Temporal.Instant | null
  /** When schools were last told of groups, in a proposal that was not withdrawn. */
  proposed_at: Temporal.Instant | null
  /** 0 while the usual ones hold and nobody has saved any. */
  rules_version: number
  aims_version: number
  updated_by_name: string
  updated_at: Temporal.Instant | null
}

/** How the groups of a programme are to be formed; what is usual for its review model where nobody said otherwise. */
export async function settingsFor(
  db: Db,
  actor: InPartnership,
  programme: { id: string; model_key: string },
): Promise<ProgrammeSettings> {
  const found = await sql<Omit<ProgrammeSettings, 'rules' | 'aims'> & { rules: unknown; aims: unknown }>`
    select f.rules, f.aims, f.preferences_until, f.asked_at, f.reminded_at, f.preferences_closed_at, f.updated_at,
           coalesce(f.rules_version, 0) as rules_version, coalesce(f.aims_version, 0) as aims_version,
           coalesce(person.name, '') as updated_by_name,
           (select max(p.published_at) from group_proposal p where p.programme_id = programme.id and p.withdrawn_at is null) as proposed_at
      from programme
      left join group_forming f on f.programme_id = programme.id
      left join person on person.id = f.updated_by
     where programme.partnership_id = ${actor.partnership.id} and programme.id = ${programme.id}`.execute(db)
  const usual = usualSettings((await modelFor(db, actor, programme.model_key)).group)
  const row = found.rows[0]
  if (!row) throw new Error('a programme must be found before its settings')
  return {
    ...row,
    // What nobody has saved stays what is usual, also when the usual changes.
    rules: row.rules_version > 0 ? formingRules.parse(row.rules) : usual.rules,
    aims: row.aims_version > 0 ? formingAims.parse(row.aims) : usual.aims,
  }
}

/** Saves the rules or the aims if nobody else saved that part since `version`; answers whether it did. */
export async function saveSettings(
  db: Db,
  actor: Actor,
  programme: { id: string; model_key: string },
  changed: { rules: FormingRules } | { aims: FormingAims },
  version: number,
  now: Temporal.Instant,
): Promise<boolean> {
  const usual = usualSettings((await modelFor(db, actor, programme.model_key)).group)
  const part = 'rules' in changed ? 'rules_version' : 'aims_version'
  const written =
    'rules' in changed
      ? { rules: JSON.stringify(formingRules.parse(changed.rules)) }
      : { aims: JSON.stringify(formingAims.parse(changed.aims)) }
  const stamp = { updated_by: actor.person_id, updated_at: now, [part]: version + 1 }
  const saved = await db
    .insertInto('group_forming')
    .values({
      programme_id: programme.id,
      partnership_id: actor.partnership.id,
      rules: JSON.stringify(usual.rules),
      aims: JSON.stringify(usual.aims),
      ...written,
      ...stamp,
      updated_by: actor.person_id,
    })
    .onConflict((conflict) =>
      conflict
        .column('programme_id')
        .doUpdateSet({ ...written, ...stamp })
        .where(`group_forming.${part}`, '=', version),
    )
    .executeTakeFirst()
  return (saved.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Until when schools are asked, and when they were asked, reminded and no longer asked. What is left out stays. */
export async function saveAsking(
  db: Db,
  actor: Actor,
  programme: { id: string; model_key: string },
  asking: Partial<Pick<ProgrammeSettings, 'preferences_until' | 'asked_at' | 'reminded_at' | 'preferences_closed_at'>>,
  now: Temporal.Instant,
): Promise<void> {
  const usual = usualSettings((await modelFor(db, actor, programme.model_key)).group)
  const changed = { ...asking, updated_by: actor.person_id, updated_at: now }
  await db
    .insertInto('group_forming')
    .values({
      programme_id: programme.id,
      partnership_id: actor.partnership.id,
      rules: JSON.stringify(usual.rules),
      aims: JSON.stringify(usual.aims),
      ...changed,
    })
    .onConflict((conflict) => conflict.column('programme_id').doUpdateSet(changed))
    .execute()
}
