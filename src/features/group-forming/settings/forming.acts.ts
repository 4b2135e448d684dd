/** Saving how groups are to be formed. */
import { record } from '../../../platform/audit/audit.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import type { Actor } from '../../people/public.ts'
import type { Programme } from '../../review-groups/public.ts'
import { factsFor } from '../facts.queries.ts'
import type { FormingAims, FormingRules } from '../forming.schema.ts'
import { type ProgrammeSettings, saveSettings, settingsFor } from '../settings.queries.ts'
import { whyCannotBeKept } from './forming-rules.rules.ts'

type Which = Pick<Programme, 'id' | 'model_key'>
export type SavedOutcome =
  | { kind: 'saved' }
  | { kind: 'conflict'; current: ProgrammeSettings }
  | { kind: 'refused'; refusal: Refusal }

/** Saves the rules, when there is an arrangement that keeps them all as far as can be told at once. */
export async function saveRules(
  db: Db,
  actor: Actor,
  programme: Which,
  rules: FormingRules,
  version: number,
  now: Temporal.Instant,
): Promise<SavedOutcome> {
  const { aims } = await settingsFor(db, actor, programme)
  const refusal = whyCannotBeKept(await factsFor(db, actor, programme.id), { rules, aims })
  if (refusal) return { kind: 'refused', refusal }
  return save(db, actor, programme, { rules }, version, now)
}

/** Saves what is wished for. */
export async function saveAims(
  db: Db,
  actor: Actor,
  programme: Which,
  aims: FormingAims,
  version: number,
  now: Temporal.Instant,
): Promise<Exclude<SavedOutcome, { kind: 'refused' }>> {
  return save(db, actor, programme, { aims }, version, now)
}

async function save(
  db: Db,
  actor: Actor,
  programme: Which,
  changed: { rules: FormingRules } | { aims: FormingAims },
  version: number,
  now: Temporal.Instant,
): Promise<Exclude<SavedOutcome, { kind: 'refused' }>> {
  if (!(await saveSettings(db, actor, programme, changed, version, now)))
    return { kind: 'conflict', current: await settingsFor(db, actor, programme) }
  await record(db, actor, {
    action: 'rules' in changed ? 'group-forming:rules' : 'group-forming:aims',
    subject_kind: 'programme',
    subject_id: programme.id,
    detail: 'aims' in changed ? changed.aims : {},
  })
  return { kind: 'saved' }
}
