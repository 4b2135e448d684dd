/** Arranging a meeting of a whole group: the rule is asked again, the row written, everybody told. */
import { dayOf } from '../../../lib/clock.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { type At, calendarFor, holdProgramme } from '../../review-groups/public.ts'
import { closeOfGroup } from '../closing.queries.ts'
import { groupMeetingPath } from '../paths.ts'
import { invitesFor } from '../review.events.ts'
import { sendGroupMeeting } from './emails/group-meeting-arranged.ts'
import { groupMeetingEvent } from './group-meeting.events.ts'
import {
  type GroupStage,
  groupStageFor,
  peopleOfGroup,
  putGroupMeeting,
  putGroupRecord,
  type WantedMeeting,
  type Written,
} from './group-meeting.queries.ts'
import { mayArrange, whyCannotMeetOn, whyCannotWrite } from './group-meeting.rules.ts'

/** Why a group's meeting cannot be at that time; undefined when it can. */
export async function whyNotThen(
  db: Db,
  actor: Actor,
  one: GroupStage,
  starts_at: Temporal.Instant,
): Promise<Refusal | undefined> {
  if (!mayArrange(one.place)) return { message: 'The schools of the group and its leaders arrange its meetings' }
  if (one.group.disbanded_at) return { message: 'This group has ended' }
  const calendar = await calendarFor(db, actor)
  return whyCannotMeetOn(one.model, one.stage, dayOf(starts_at), one.meetings, one.dates, calendar)
}

/** Arranges a group's meeting, or changes when and where it is. Its people get it for their calendars. */
export async function arrangeGroupMeeting(
  db: Db,
  actor: Actor,
  where: { group: string; stage: string },
  wanted: WantedMeeting,
  at: At,
): Promise<Refusal | undefined> {
  const before = found(await groupStageFor(db, actor, where.group, where.stage))
  await holdProgramme(db, actor, before.group.programme_id)
  const refusal = await whyNotThen(db, actor, before, wanted.starts_at)
  if (refusal) return refusal
  await putGroupMeeting(db, actor, before, wanted, at.now)
  const after = found(await groupStageFor(db, actor, where.group, where.stage))
  const meeting = found(after.meeting)
  const link = new URL(groupMeetingPath(actor.partnership, after.group.id, after.stage.key), at.baseUrl).href
  const event = groupMeetingEvent(after, meeting, link)
  const people = await peopleOfGroup(db, actor, after.group.id)
  const told = people.map((person) => ({ person, attachments: invitesFor([event], person, actor.partnership) }))
  await sendGroupMeeting(db, actor.partnership, after, meeting, told, before.meeting !== undefined, link)
  return undefined
}

/** Writes down what came of a group's meeting; with the last one reviews from which everything has come are over. */
export async function recordGroupMeeting(
  db: Db,
  actor: Actor,
  where: { group: string; stage: string },
  record: Record<string, string>,
  sentVersion: number | undefined,
  now: Temporal.Instant,
): Promise<Written | { kind: 'refused'; refusal: Refusal }> {
  const one = found(await groupStageFor(db, actor, where.group, where.stage))
  const refusal = whyCannotWrite(one.model, one.stage, one.place, one.meetings, dayOf(now))
  if (refusal) return { kind: 'refused', refusal }
  const meeting = found(one.meeting)
  const written = await putGroupRecord(db, actor, meeting, record, sentVersion ?? meeting.version, now)
  if (written.kind === 'saved') await closeOfGroup(db, actor, one.group.id, now)
  return written
}
