/** Sending what falls due of the emails of models: found for a whole partnership, then sent one by one, each in its transaction. */
import { dayOf } from '../../../lib/clock.ts'
import type { SchoolCalendar } from '../../../lib/school-days.ts'
import type { Db, Partnership } from '../../../platform/db/connect.ts'
import { type At, calendarsFor } from '../../review-groups/public.ts'
import { filled, leaderParts, type ModelEmail, type Participant, type Stage } from '../../review-models/public.ts'
import { groupMeetingPath } from '../paths.ts'
import { type Review, reviewsWhere } from '../review.queries.ts'
import { leaderOf } from '../stage-leaders/leader.rules.ts'
import { settingOf } from './documents.queries.ts'
import { sendLetterTo } from './emails/letter.ts'
import { linkIn } from './letter-link.ts'
import {
  type GroupCourse,
  groupCourses,
  noteSent,
  type Recipient,
  recipientsOf,
  type Subject,
  sender,
  sentLetters,
} from './letters.queries.ts'
import { type Course, groupFacts, lettersDue } from './letters.rules.ts'
import { type Setting, valuesFor } from './values.rules.ts'

/** A review or a group with all that sending its emails takes. */
type Case = {
  subject: Subject
  course: Course
  setting: Setting
  calendar: SchoolCalendar
  /** What people take part in, inside a sentence. */
  about: string
  school_ids: readonly string[]
  /** The people of a review among them: members of its team, and whom the host named to lead the stage. */
  memberIds(to: readonly Participant[], stage: Stage): string[]
  link(stage: Stage, recipient: Recipient): string
}

export type Waiting = { subject: Subject; email_key: string }

/** The emails of a partnership that go today. */
export async function lettersToSend(db: Db, partnership: Partnership, today: Temporal.PlainDate): Promise<Waiting[]> {
  const cases = await casesIn(db, partnership, today)
  return (await dueIn(db, partnership, cases, today)).map(({ one, letter }) => ({
    subject: one.subject,
    email_key: letter.email.key,
  }))
}

/**
 * Sends one of them, and answers to how many people. What is true is read again: in between, a stage may have ended, a
 * person left, or another worker sent it. The row and the mails are kept together or not at all.
 */
export async function sendLetter(db: Db, partnership: Partnership, waiting: Waiting, at: At): Promise<number> {
  const today = dayOf(at.now)
  const cases = await casesIn(db, partnership, today, waiting.subject)
  const due = await dueIn(db, partnership, cases, today)
  const found = due.find(({ letter }) => letter.email.key === waiting.email_key)
  if (!found) return 0
  const { one, letter } = found
  const { email, stage, due_on } = letter
  const recipients = await recipientsOf(db, { partnership }, wantedBy(one, email, stage))
  if (recipients.length === 0) return 0
  const ids = recipients.map(({ id }) => id)
  if (!(await noteSent(db, { partnership }, one.subject, { email_key: email.key, due_on }, ids, at.now))) return 0
  const values = valuesFor(one.setting, stage, one.calendar)
  const text = { subject: filled(email.subject, values), text: filled(email.text, values), about: one.about }
  const to = recipients.map((person) => ({ ...person, link: `${at.baseUrl}${one.link(stage, person)}` }))
  await sendLetterTo(db, partnership, text, to)
  return to.length
}

async function dueIn(db: Db, partnership: Partnership, cases: readonly Case[], today: Temporal.PlainDate) {
  const groups = [...new Set(cases.map(({ subject }) => subject.group_id))]
  const sent = await sentLetters(db, { partnership }, groups)
  return cases.flatMap((one) => {
    const own = sent.filter(
      ({ group_id, review_id }) => group_id === one.subject.group_id && review_id === one.subject.review_id,
    )
    return lettersDue(one.course, one.calendar, own, today).map((letter) => ({ one, letter }))
  })
}

function wantedBy(one: Case, { to }: ModelEmail, stage: Stage) {
  // An ILE works in the review of a school as a member of its team, and in a meeting of the group as its leader.
  const leads = leaderParts.filter((part) => to.includes(part) && (one.course.of === 'group' || part !== 'ile'))
  return { to, member_ids: one.memberIds(to, stage), group_id: one.subject.group_id, leads, school_ids: one.school_ids }
}

async function casesIn(db: Db, partnership: Partnership, today: Temporal.PlainDate, only?: Subject): Promise<Case[]> {
  const calendarOf = await calendarsFor(db, { partnership })
  const which = only?.review_id ? { ids: [only.review_id] } : { open: true }
  const wantsReviews = !only || only.review_id !== null
  const reviews = wantsReviews ? await reviewsWhere(db, sender(partnership), which) : []
  const wantsGroups = !only || only.review_id === null
  const groups = wantsGroups ? await groupCourses(db, { partnership }, today, only?.group_id) : []
  return [
    ...reviews.map((review) => caseOfReview(review, partnership, calendarOf(review.host_school_id))),
    ...groups.map((group) => caseOfGroup(group, partnership, calendarOf(''))),
  ]
}

function caseOfReview(review: Review, partnership: Partnership, calendar: SchoolCalendar): Case {
  return {
    subject: { group_id: review.group_id, review_id: review.id },
    course: {
      model: review.model,
      of: 'review',
      facts: review,
      programme_ends_on: review.programme_ends_on,
      has_ended: false,
    },
    setting: settingOf(review, partnership, undefined),
    calendar,
    about: `the peer review of ${review.host_school_name}`,
    school_ids: [review.host_school_id],
    memberIds: (to, { key }) => {
      const named = to.includes('named-leader') ? leaderOf(review.stage_leaders, key) : undefined
      const members = review.members.filter(({ part, state }) => state === 'on-team' && to.some((one) => one === part))
      return [...members, ...(named ? [named] : [])].map(({ person_id }) => person_id)
    },
    link: (stage, { id }) => linkIn(review, stage, id, partnership.key),
  }
}

function caseOfGroup(group: GroupCourse, partnership: Partnership, calendar: SchoolCalendar): Case {
  const { model, programme_ends_on } = group
  const facts = groupFacts(group.meetings, group.programme_starts_on)
  return {
    subject: { group_id: group.id, review_id: null },
    course: { model, of: 'group', facts, programme_ends_on, has_ended: false },
    setting: {
      model,
      facts,
      partnership_name: partnership.name,
      programme_name: group.programme_name,
      group_name: group.name,
      group_schools: group.schools,
    },
    calendar,
    about: group.name,
    school_ids: group.schools.map(({ id }) => id),
    memberIds: () => [],
    link: ({ key }) => groupMeetingPath(partnership, group.id, key),
  }
}
