import { record } from '../../../platform/audit/audit.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { found } from '../../../platform/web/page.ts'
import { type Actor, schoolIdsWhere } from '../../people/public.ts'
import { programmeFor } from '../../review-groups/public.ts'
import { settingsFor } from '../settings.queries.ts'
import { frameworkToChooseFrom, type Given, preferenceFor, putPreference, schoolsToName } from './preference.queries.ts'
import { type PreferenceInput, whyCannotGive, whyCannotSay } from './preference.rules.ts'

/** Whether this person speaks as one of the school's own people, or writes down what the school told an officer. */
export function speaksAs(actor: Actor, schoolId: string): 'school' | 'officer' {
  return schoolIdsWhere(actor, 'group-preference:give').includes(schoolId) ? 'school' : 'officer'
}

export type GaveOutcome =
  | { kind: 'saved' }
  | { kind: 'conflict'; current: Given }
  | { kind: 'refused'; refusals: Refusal[] }

/** Says what a school brings and looks for. `version` is the one that the person saw, 0 for nothing yet. */
export async function givePreference(
  db: Db,
  actor: Actor,
  place: { programme_id: string; school_id: string },
  said: PreferenceInput,
  version: number,
  now: Temporal.Instant,
): Promise<GaveOutcome> {
  const programme = found(await programmeFor(db, actor, place.programme_id))
  found(await preferenceFor(db, actor, programme.id, place.school_id))
  const by = speaksAs(actor, place.school_id)
  const closed = whyCannotGive(await settingsFor(db, actor, programme), by)
  if (closed) return { kind: 'refused', refusals: [closed] }
  const framework = await frameworkToChooseFrom(db, actor, programme)
  const refusals = whyCannotSay(said, {
    school_id: place.school_id,
    areas: framework?.areas ?? [],
    partners: await schoolsToName(db, actor, programme.id),
  })
  if (refusals.length > 0) return { kind: 'refused', refusals }
  if (!(await putPreference(db, actor, { ...place, by_officer: by === 'officer' }, said, version, now))) {
    const current = (await preferenceFor(db, actor, programme.id, place.school_id))?.given
    return current ? { kind: 'conflict', current } : { kind: 'refused', refusals: [{ message: 'Send it again' }] }
  }
  await record(db, actor, {
    action: 'group-preference:give',
    subject_kind: 'programme',
    subject_id: programme.id,
    school_id: place.school_id,
    detail: { by, strengths: said.strengths.length, priorities: said.priorities.length },
  })
  return { kind: 'saved' }
}
