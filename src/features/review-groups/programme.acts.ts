/** What can be done to a programme: each checks its rules, writes, and says why when it may not. */

import { record } from '../../platform/audit/audit.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { Refusal } from '../../platform/web/form.ts'
import type { Actor } from '../people/public.ts'
import { modelsToChoose } from '../review-models/public.ts'
import { holdProgramme, hostsOf, removeMember } from './group.queries.ts'
import { addSchools, frameworksToChoose, insertProgramme, leaveProgramme, programmesOf } from './programme.queries.ts'
import { type ProgrammeInput, whyCannotBe, whyCannotLeave } from './programme.rules.ts'

/** Starts a programme: a review model with dates and a framework. Answers its id. */
export async function createProgramme(
  db: Db,
  actor: Actor,
  programme: ProgrammeInput,
): Promise<{ id: string } | { refused: Refusal }> {
  const refused = await whyCannotSave(db, actor, programme)
  if (refused) return { refused }
  const id = await insertProgramme(db, actor, programme)
  await record(db, actor, {
    action: 'programme:start',
    subject_kind: 'programme',
    subject_id: id,
    detail: { model: programme.model_key },
  })
  return { id }
}

/** Why a programme cannot be saved as entered; `before` is the programme that is being changed. */
export async function whyCannotSave(
  db: Db,
  actor: Actor,
  programme: ProgrammeInput,
  before?: { id: string; framework_id: string | null; model_key: string },
): Promise<Refusal | undefined> {
  const frameworks = await frameworksToChoose(db, actor, before?.framework_id)
  const models = await modelsToChoose(db, actor)
  const others = (await programmesOf(db, actor)).filter((other) => other.id !== before?.id)
  return whyCannotBe(
    programme,
    // Its own edition may have been retired since.
    [...models.map(({ model_key }) => model_key), ...(before ? [before.model_key] : [])],
    frameworks.map((framework) => framework.id),
    others.map((other) => other.name),
  )
}

/** Lets open schools take part in a programme; answers how many joined now. */
export async function joinProgramme(
  db: Db,
  actor: Actor,
  programmeId: string,
  schoolIds: readonly string[],
  today: Temporal.PlainDate,
): Promise<number> {
  return addSchools(db, actor, programmeId, schoolIds, today)
}

/** Lets a school leave a programme, and with it its group. A school that has a review in its group stays. */
export async function takeOutOfProgramme(
  db: Db,
  actor: Actor,
  programmeId: string,
  school: { id: string; name: string; group_id: string | null; group_name: string | null },
  today: Temporal.PlainDate,
): Promise<{ refused: Refusal } | undefined> {
  await holdProgramme(db, actor, programmeId)
  const has_review = school.group_id !== null && (await hostsOf(db, actor, school.group_id)).includes(school.id)
  const refused = whyCannotLeave({ ...school, has_review })
  if (refused) return { refused }
  if (school.group_id) {
    await removeMember(db, actor, school.group_id, school.id)
    await record(db, actor, {
      action: 'group:change',
      subject_kind: 'review-group',
      subject_id: school.group_id,
      school_id: school.id,
      detail: { left: programmeId },
    })
  }
  await leaveProgramme(db, actor, programmeId, school.id, today)
  return undefined
}
