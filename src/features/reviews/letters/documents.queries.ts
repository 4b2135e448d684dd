/** One document of a model with everything that stands in it, for somebody who uses it; undefined for everybody else. */
import type { SchoolCalendar } from '../../../lib/school-days.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import { calendarFor, membersOf } from '../../review-groups/public.ts'
import type { ModelDocument, Stage } from '../../review-models/public.ts'
import { type GroupStage, groupStageFor } from '../group-meetings/group-meeting.queries.ts'
import { partMay } from '../part.rules.ts'
import { questionsOf } from '../preparation/visit.queries.ts'
import { type Review, reviewFor } from '../review.queries.ts'
import { stageIn } from '../review.rules.ts'
import { groupFacts, mayUse, readerOf } from './letters.rules.ts'
import type { Setting } from './values.rules.ts'

export type OpenDocument = { document: ModelDocument; stage: Stage; setting: Setting; calendar: SchoolCalendar }

/** A document of a review. */
export async function documentOfReview(
  db: Db,
  actor: Actor,
  reviewId: string,
  key: string,
): Promise<(OpenDocument & { review: Review }) | undefined> {
  const review = await reviewFor(db, actor, reviewId)
  const document = review?.model.documents.find((one) => one.key === key)
  if (!review || !document) return undefined
  const stage = stageIn(review.model, document.stage)
  if (stage.of === 'group' || !mayUse(document, readerOf(review, actor, stage))) return undefined
  const reads = partMay(review.part, 'see-preparation')
  const questions = reads ? (await questionsOf(db, review.id)).map(({ text }) => text) : undefined
  const calendar = await calendarFor(db, actor, review.host_school_id)
  return { review, document, stage, calendar, setting: settingOf(review, actor.partnership, questions) }
}

/** What texts tell of a review. */
export function settingOf(
  review: Review,
  partnership: { name: string },
  questions: readonly string[] | undefined,
): Setting {
  return {
    model: review.model,
    facts: review,
    partnership_name: partnership.name,
    programme_name: review.programme_name,
    group_name: review.group_name,
    group_schools: review.group_schools,
    review: { ...review, questions },
  }
}

/** The documents of a group's meeting that the actor uses. */
export async function documentsOfMeeting(
  db: Db,
  actor: Actor,
  { group, model, stage, place }: GroupStage,
): Promise<ModelDocument[]> {
  const documents = model.documents.filter((one) => one.stage === stage.key)
  if (documents.length === 0) return []
  const school_ids = (await membersOf(db, actor, group.id)).map(({ id }) => id)
  const reader = { part: undefined, leads_as: place.leads_as, roles: actor.roles, school_ids, leads_stage: false }
  return documents.filter((document) => mayUse(document, reader))
}

/** A document of a group's meeting. */
export async function documentOfMeeting(
  db: Db,
  actor: Actor,
  groupId: string,
  stageKey: string,
  key: string,
): Promise<(OpenDocument & { one: GroupStage }) | undefined> {
  const one = await groupStageFor(db, actor, groupId, stageKey)
  const document = one && (await documentsOfMeeting(db, actor, one)).find((other) => other.key === key)
  if (!one || !document) return undefined
  const setting: Setting = {
    model: one.model,
    facts: groupFacts(one.meetings, one.dates.starts_on),
    partnership_name: actor.partnership.name,
    programme_name: one.group.programme_name,
    group_name: one.group.name,
    group_schools: one.school_names.map((name) => ({ name })),
  }
  return { one, document, stage: one.stage, calendar: await calendarFor(db, actor), setting }
}
