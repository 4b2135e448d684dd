import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'
import { modelWithKey } from '../review-groups/public.ts'
import { type FormingSettings, formingAims, formingRules, usualSettings } from './forming.schema.ts'

export type ProgrammeSettings = FormingSettings & {
  preferences_until: Temporal.PlainDate | null
  asked_at: Temporal.Instant | null
  /** 0 while the usual settings hold and nobody has saved any. */
  version: number
  updated_by_name: string
  updated_at: Temporal.Instant | null
}

/** How the groups of a programme are to be formed; what is usual for its review model where nobody said otherwise. */
export async function settingsFor(
  db: Db,
  actor: Actor,
  programme: { id: string; model_key: string },
): Promise<ProgrammeSettings> {
  const row = await db
    .selectFrom('group_forming')
    .leftJoin('person', 'person.id', 'group_forming.updated_by')
    .select([
      'group_forming.rules',
      'group_forming.aims',
      'group_forming.preferences_until',
      'group_forming.asked_at',
      'group_forming.version',
      'group_forming.updated_at',
      'person.name as updated_by_name',
    ])
    .where('group_forming.partnership_id', '=', actor.partnership.id)
    .where('group_forming.programme_id', '=', programme.id)
    .executeTakeFirst()
  if (!row) {
    const usual = usualSettings(modelWithKey(programme.model_key).group)
    return { ...usual, preferences_until: null, asked_at: null, version: 0, updated_by_name: '', updated_at: null }
  }
  return {
    ...row,
    rules: formingRules.parse(row.rules),
    aims: formingAims.parse(row.aims),
    updated_by_name: row.updated_by_name ?? '',
  }
}

/** Saves settings if nobody else did since `version`; answers whether it did. */
export async function saveSettings(
  db: Db,
  actor: Actor,
  programmeId: string,
  settings: FormingSettings & { preferences_until: Temporal.PlainDate | null; asked_at: Temporal.Instant | null },
  version: number,
  now: Temporal.Instant,
): Promise<boolean> {
  const values = {
    rules: JSON.stringify(formingRules.parse(settings.rules)),
    aims: JSON.stringify(formingAims.parse(settings.aims)),
    preferences_until: settings.preferences_until,
    asked_at: settings.asked_at,
    updated_by: actor.person_id,
    updated_at: now,
  }
  const saved = await db
    .insertInto('group_forming')
    .values({ programme_id: programmeId, partnership_id: actor.partnership.id, ...values })
    .onConflict((conflict) =>
      conflict
        .column('programme_id')
        .doUpdateSet({ ...values, version: version + 1 })
        .where('group_forming.version', '=', version),
    )
    .executeTakeFirst()
  return (saved.numInsertedOrUpdatedRows ?? 0n) > 0n
}
