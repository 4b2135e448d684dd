/** Which emails of a model are due, and who uses which of its documents. */
import { dayOf } from '../../../lib/clock.ts'
import { addSchoolDays, isSchoolDay, nearestSchoolDay, type SchoolCalendar } from '../../../lib/school-days.ts'
import type { ModelDocument, ModelEmail, Participant, ReviewModel, Stage } from '../../review-models/public.ts'
import type { NextFacts } from '../next-thing.rules.ts'
import { isMemberPart, type Part } from '../part.rules.ts'
import { isOver, type MeetingFacts, nothingYet, stageIn, stepsOf } from '../review.rules.ts'
import { dueBeforeVisit, reportDueOn, windowFor } from '../timing.rules.ts'
import { lastDay } from '../visit-days.rules.ts'

/** What emails depend on: a review, or a group as far as its own meetings go. */
export type Course = {
  model: ReviewModel
  of: Stage['of']
  facts: NextFacts
  programme_ends_on: Temporal.PlainDate
  /** The group has ended. A review says in its facts that it is finished or cancelled. */
  has_ended: boolean
}

export type Sent = { email_key: string; due_on: Temporal.PlainDate }
export type DueLetter = { email: ModelEmail; stage: Stage; due_on: Temporal.PlainDate }

/** An email that nobody sent on its day, because the service was down, goes within these school days or not at all. */
const caughtUpWithin = 3
/** When dates move, an email goes again for a day that is more than this many school days later than the one it went for. */
const apart = 10

/** What a group knows of its meetings, as facts of a course. */
export function groupFacts(meetings: readonly MeetingFacts[], startsOn: Temporal.PlainDate): NextFacts {
  // The next steps after a meeting are each school's own: the group has met when it met.
  return { ...nothingYet, meetings, programme_starts_on: startsOn, has_next_steps: true }
}

/** The emails that go today. */
export function lettersDue(
  course: Course,
  calendar: SchoolCalendar,
  sent: readonly Sent[],
  today: Temporal.PlainDate,
): DueLetter[] {
  if (hasEnded(course, today) || !isSchoolDay(calendar, today)) return []
  return lettersAhead(course, calendar, today).flatMap((one) => {
    const { due_on } = one
    if (!due_on || isBefore(today, due_on) || isBefore(addSchoolDays(calendar, due_on, caughtUpWithin), today))
      return []
    return wentFor(one.email, due_on, calendar, sent) ? [] : [{ ...one, due_on }]
  })
}

/** The emails that can still go, each with its day where that is known. */
export function lettersAhead(
  course: Course,
  calendar: SchoolCalendar,
  today: Temporal.PlainDate,
): { email: ModelEmail; stage: Stage; due_on: Temporal.PlainDate | undefined }[] {
  if (hasEnded(course, today)) return []
  return course.model.emails.flatMap((email) => {
    const stage = stageIn(course.model, email.stage)
    if (stage.of !== course.of || isBehind(course, stage, today) || isDone(email, stage, course.facts)) return []
    const anchor = anchorOf(email, stage, course, calendar)
    // What asks for something before a day has come too late after it.
    if (email.send.before && anchor && isBefore(anchor, today)) return []
    return [{ email, stage, due_on: anchor && dueOn(email, anchor, calendar) }]
  })
}

function hasEnded({ facts, programme_ends_on, has_ended }: Course, today: Temporal.PlainDate): boolean {
  return Boolean(has_ended || facts.cancelled_at || facts.closed_at || isBefore(programme_ends_on, today))
}

function isBehind({ model, facts }: Course, stage: Stage, today: Temporal.PlainDate): boolean {
  if (isOver(model, stage, facts, today)) return true
  return stepsOf(model, facts, today).some((step) => step.stage === stage && step.state === 'done')
}

/** Whether what an email asks for is there, though its stage is not over. */
function isDone({ send }: ModelEmail, stage: Stage, facts: NextFacts): boolean {
  const meeting = meetingToCome(facts, stage)
  switch (send.before ?? send.after) {
    case 'opens':
    case 'closes':
      return meeting !== undefined
    case 'meeting':
      return send.before !== undefined && Boolean(meeting?.held_at)
    case 'due':
      return stage.kind === 'report' && facts.sent_to_host_at !== null
    case 'draft':
      return facts.host_agreed_at !== null
    default:
      return false
  }
}

/** The day from which an email counts; undefined while it is not known. */
function anchorOf(
  { send }: ModelEmail,
  stage: Stage,
  { model, facts }: Course,
  calendar: SchoolCalendar,
): Temporal.PlainDate | undefined {
  switch (send.before ?? send.after) {
    case 'visit':
      return (send.before ? facts.visit_on : lastDay(facts)) ?? undefined
    case 'due':
      return dueDay(model, stage, facts, calendar)
    case 'meeting': {
      const meeting = meetingToCome(facts, stage)
      return meeting && dayOf(meeting.starts_at)
    }
    case 'opens':
      return windowFor(model, stage.key, facts, calendar)?.opens
    case 'closes':
      return windowFor(model, stage.key, facts, calendar)?.closes
    case 'draft':
      return facts.sent_to_host_at ? dayOf(facts.sent_to_host_at) : undefined
    default:
      return undefined
  }
}

/** The meeting of a stage that emails are about: the next that was not held, or else the last. */
export function meetingToCome<M extends MeetingFacts>(
  facts: { meetings: readonly M[] },
  { key }: Pick<Stage, 'key'>,
): M | undefined {
  const own = facts.meetings.filter(({ stage }) => stage === key)
  return own.find(({ held_at }) => !held_at) ?? own.at(-1)
}

/** The day by which the work of a stage is due, where it has one. */
export function dueDay(
  model: ReviewModel,
  stage: Stage,
  facts: Pick<NextFacts, 'visit_on' | 'visit_second_on'>,
  calendar: SchoolCalendar,
): Temporal.PlainDate | undefined {
  if (stage.kind === 'report') return reportDueOn(model, facts, calendar)
  return dueBeforeVisit(model, stage.key, facts.visit_on, calendar)
}

function dueOn({ send }: ModelEmail, anchor: Temporal.PlainDate, calendar: SchoolCalendar): Temporal.PlainDate {
  if (send.school_days === 0) return nearestSchoolDay(calendar, anchor, send.before ? -1 : 1)
  return addSchoolDays(calendar, anchor, send.before ? -send.school_days : send.school_days)
}

function wentFor(
  email: ModelEmail,
  due_on: Temporal.PlainDate,
  calendar: SchoolCalendar,
  sent: readonly Sent[],
): boolean {
  return sent.some(
    (one) => one.email_key === email.key && !isBefore(addSchoolDays(calendar, one.due_on, apart), due_on),
  )
}

const isBefore = (a: Temporal.PlainDate, b: Temporal.PlainDate) => Temporal.PlainDate.compare(a, b) < 0

/** What a person is to a review or a group, as far as documents depend on it. `school_ids` are those whose heads and SENCOs count. */
export type Reader = {
  part: Part | undefined
  leads_as: readonly Participant[]
  roles: readonly { role: string; school_id: string | null }[]
  school_ids: readonly string[]
  /** The host named them to lead the stage of the document. */
  leads_stage: boolean
}

/** Whether somebody uses a document. */
export function mayUse({ for: users }: Pick<ModelDocument, 'for'>, reader: Reader): boolean {
  return users.some((user) => isOne(user, reader))
}

function isOne(user: Participant, { part, leads_as, roles, school_ids, leads_stage }: Reader): boolean {
  if (user === 'named-leader') return leads_stage
  if (user === 'headteacher' || user === 'senco')
    return roles.some(({ role, school_id }) => role === user && school_id !== null && school_ids.includes(school_id))
  return (part !== undefined && isMemberPart(part) && part === user) || leads_as.includes(user)
}

type ReaderFacts = {
  part: Part
  leads_as: readonly Participant[]
  leads_stages: readonly string[]
  host_school_id: string
  group_schools: readonly { id: string }[]
}

/** What somebody is to a review, for the documents of one of its stages: in a meeting of the group all its schools count. */
export function readerOf(
  review: ReaderFacts,
  actor: { roles: Reader['roles'] },
  { of, key }: Pick<Stage, 'of' | 'key'>,
): Reader {
  const school_ids = of === 'group' ? review.group_schools.map(({ id }) => id) : [review.host_school_id]
  // The ILE works in the review of a school as a member of its team.
  const leads_as = review.leads_as.filter((part) => of === 'group' || part !== 'ile')
  return { part: review.part, leads_as, roles: actor.roles, school_ids, leads_stage: review.leads_stages.includes(key) }
}

/** The documents of one stage that somebody uses. */
export function documentsAt(model: ReviewModel, stage: Stage, reader: Reader): ModelDocument[] {
  return model.documents.filter((document) => document.stage === stage.key && mayUse(document, reader))
}
