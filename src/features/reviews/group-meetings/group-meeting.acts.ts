/** Arranging a meeting of a whole group: the rule is asked again, the row written, everybody told. */
import { dayOf } from '../../../lib/clock.ts'
import type { SchoolCalendar } from '../../../lib/school-days.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { type At, calendarFor } from '../../review-groups/public.ts'
import { closeOfGroup } from '../closing.queries.ts'
import { groupMeetingPath } from '../paths.ts'
import { invitesFor } from '../review.events.ts'
import { sendGroupMeeting } from './emails/group-meeting-arranged.ts'
import { groupMeetingEvent } from './group-meeting.events.ts'
import {
  type GroupStage,
  groupStageFor,
  type Person,
  peopleOfGroup,
  putGroupMeeting,
  putGroupRecord,
  type WantedMeeting,
  type Written,
} from './group-meeting.queries.ts'
import { mayArrange, whyCannotMeetOn, whyCannotWrite } from './group-meeting.rules.ts'

/** Why a group's meeting cannot be at that time; undefined when it can. */
export function whyNotThen(
  one: GroupStage,
  starts_at: Temporal.Instant,
  calendar: SchoolCalendar,
): Refusal | undefined {
  if (!mayArrange(one.place)) return { message: 'The schools of the group and its leaders arrange its meetings' }
  if (one.group.disbanded_at) return { message: 'This group has ended' }
  return whyCannotMeetOn(one.model, one.stage, dayOf(starts_at), one.meetings, one.dates, calendar)
}

/**
 * Arranges a group's meeting, or changes when and where it is. Its people get it for their calendars. A page reads
 * `one` while it holds the group's meetings (`holdMeetings`).
 */
export async function arrangeGroupMeeting(
  db: Db,
  actor: Actor,
  one: GroupStage,
  wanted: WantedMeeting,
  around: { calendar: SchoolCalendar; people: readonly Person[] },
  at: At,
): Promise<Refusal | undefined> {
  const refusal = whyNotThen(one, wanted.starts_at, around.calendar)
  if (refusal) return refusal
  const meeting = await putGroupMeeting(db, actor, one, wanted, at.now)
  const link = new URL(groupMeetingPath(actor.partnership, one.group.id, one.stage.key), at.baseUrl).href
  const event = groupMeetingEvent(one, meeting, link)
  const told = around.people.map((person) => ({ person, attachments: invitesFor([event], person, actor.partnership) }))
  await sendGroupMeeting(db, actor.partnership, one, meeting, told, one.meeting !== undefined, link)
  return undefined
}

/** Everything that a group's meeting is arranged with. */
export async function toArrange(db: Db, actor: Actor, groupId: string, stage: string) {
  const one = found(await groupStageFor(db, actor, groupId, stage))
  return { one, calendar: await calendarFor(db, actor), people: await peopleOfGroup(db, actor, groupId) }
}

/** Writes down what came of a group's meeting; with the last one reviews from which everything has come are over. */
export async function recordGroupMeeting(
  db: Db,
  actor: Actor,
  one: GroupStage,
  record: Record<string, string>,
  sentVersion: number | undefined,
  now: Temporal.Instant,
): Promise<Written | { kind: 'refused'; refusal: Refusal }> {
  const refusal = whyCannotWrite(one.model, one.stage, one.place, one.meetings, dayOf(now))
  if (refusal) return { kind: 'refused', refusal }
  const meeting = found(one.meeting)
  const written = await putGroupRecord(db, actor, meeting, record, sentVersion ?? meeting.version, now)
  if (written.kind === 'saved') await closeOfGroup(db, actor, one.group.id, now)
  return written
}
