/** The emails about a review's team, day and meetings. */
import { dayOf } from '../../../../lib/clock.ts'
import { dayAndDate, longDate, plural, sentenceList, timeOfDay } from '../../../../lib/words.ts'
import type { CalendarAttachment } from '../../../../platform/calendar/feed.ts'
import type { Db, Partnership } from '../../../../platform/db/connect.ts'
import { mailText } from '../../../../platform/mail/layout.ts'
import { sendMails } from '../../../../platform/mail/outbox.ts'
import { isHostPart, type MemberPart, partInWords } from '../../part.rules.ts'
import type { Review, ReviewMeeting } from '../../review.queries.ts'
import { stageIn } from '../../review.rules.ts'
import { longDays, namedDays, type VisitDays } from '../../visit-days.rules.ts'

type Person = { name: string; email: string }
type Mail = {
  kind: string
  subject: string
  paragraphs: readonly string[]
  attachments?: readonly CalendarAttachment[]
}

/** Somebody with what is for their own calendar. */
type Invited = { person: Person; attachments: readonly CalendarAttachment[] }

function tell(db: Db, partnership: Partnership, person: Person, { attachments = [], ...mail }: Mail): Promise<void> {
  return tellAll(db, partnership, [{ person, attachments }], mail)
}

async function tellAll(db: Db, partnership: Partnership, to: readonly Invited[], mail: Mail): Promise<void> {
  const mails = to.map(({ person, attachments }) => ({
    to: { address: person.email, name: person.name },
    subject: mail.subject,
    kind: mail.kind,
    text: mailText({ greeting: person.name, paragraphs: mail.paragraphs, sender: partnership }),
    attachments,
  }))
  await sendMails(db, mails)
}

/** "on Thursday 3 December 2026, from 8:45am to 3:30pm"; of two days, "on each day" at the end. */
export function visitInWords(review: VisitDays & Pick<Review, 'visit_starts' | 'visit_ends'>): string {
  if (!review.visit_on) return 'on a day that is not chosen yet'
  const eachDay = review.visit_second_on ? ' on each day' : ''
  return `on ${namedDays(review)}, from ${timeOfDay(Temporal.PlainTime.from(review.visit_starts))} to ${timeOfDay(Temporal.PlainTime.from(review.visit_ends))}${eachDay}`
}

/** The paragraphs of an invitation; the page that invites shows the same. */
export function invitationParagraphs(review: Review, part: MemberPart, message: string, link: string): string[] {
  const { before, visit, after } = review.model.half_days
  const halves = (count: number) => plural(count, 'half-day')
  const effort = isHostPart(part)
    ? `The visit is ${visitInWords(review)}.`
    : `The visit is ${visitInWords(review)}. It takes ${halves(before)} before the visit, ${halves(visit)} for it and ${halves(after)} after it.`
  return [
    `You are invited to take part as ${partInWords(part)} in the peer review of ${review.host_school_name} (${review.group_name}).`,
    effort,
    ...(message === '' ? [] : [message]),
    `Please accept or decline, and say whether anything could make you unfair about the school:\n${link}`,
  ]
}

export function sendInvitation(
  db: Db,
  partnership: Partnership,
  review: Review,
  person: Person,
  part: MemberPart,
  message: string,
  link: string,
): Promise<void> {
  return tell(db, partnership, person, {
    kind: 'review-invitation',
    subject: `Please answer: peer review of ${review.host_school_name}`,
    paragraphs: invitationParagraphs(review, part, message, link),
  })
}

/** Welcomes somebody to the team, with what is arranged for their calendar. */
export function sendWelcome(
  db: Db,
  partnership: Partnership,
  review: Review,
  person: Person,
  part: MemberPart,
  attachments: readonly CalendarAttachment[],
  link: string,
): Promise<void> {
  const dates =
    attachments.length > 0
      ? 'What is arranged so far is attached for your calendar.'
      : 'When the dates are arranged you get them for your calendar.'
  return tell(db, partnership, person, {
    kind: 'review-team',
    subject: `You are on the team: peer review of ${review.host_school_name}`,
    paragraphs: [
      `You take part as ${partInWords(part)} in the peer review of ${review.host_school_name}. The visit is ${visitInWords(review)}. ${dates}`,
      `The review is here:\n${link}`,
    ],
    attachments,
  })
}

/** Tells whoever leads that somebody answered with no, or with an interest that waits for a decision. */
export function sendAnswer(
  db: Db,
  partnership: Partnership,
  review: Review,
  to: Person,
  answered: { name: string; part: MemberPart; answer: 'declined' | 'declared'; note: string },
  link: string,
): Promise<void> {
  const said = answered.note === '' ? [] : [answered.note]
  const paragraphs =
    answered.answer === 'declined'
      ? [
          `${answered.name} cannot take part as ${partInWords(answered.part)} in the peer review of ${review.host_school_name}.`,
          ...said,
          `You can invite somebody else here:\n${link}`,
        ]
      : [
          `${answered.name} would like to take part as ${partInWords(answered.part)} in the peer review of ${review.host_school_name}, and declared an interest. It needs your decision before they join the team.`,
          `You can read it and decide here:\n${link}`,
        ]
  return tell(db, partnership, to, {
    kind: 'review-answer',
    subject:
      answered.answer === 'declined'
        ? `${answered.name} cannot join the review of ${review.host_school_name}`
        : `Please decide: an interest declared for the review of ${review.host_school_name}`,
    paragraphs,
  })
}

/** Tells somebody that they are no longer on the team, and takes the dates out of their calendar. */
export function sendRemoval(
  db: Db,
  partnership: Partnership,
  review: Review,
  person: Person,
  reason: string,
  attachments: readonly CalendarAttachment[],
): Promise<void> {
  return tell(db, partnership, person, {
    kind: 'review-removal',
    subject: `You are no longer on the team: peer review of ${review.host_school_name}`,
    paragraphs: [
      `You are no longer on the team of the peer review of ${review.host_school_name}.`,
      ...(reason === '' ? [] : [reason]),
      'Thank you for having been ready to help.',
    ],
    attachments,
  })
}

export type MovedMeeting = { stage: ReviewMeeting['stage']; from: Temporal.PlainDate; to: Temporal.PlainDate }

/** Tells the team that the visit has a day, or another one, and what moved with it. */
export function sendVisitArranged(
  db: Db,
  partnership: Partnership,
  review: Review,
  team: readonly Invited[],
  was: VisitDays,
  moved: readonly MovedMeeting[],
  link: string,
): Promise<void> {
  const name = (stage: ReviewMeeting['stage']) => stageIn(review.model, stage).name.toLowerCase()
  const moves = moved.map((move) => `the ${name(move.stage)} from ${longDate(move.from)} to ${longDate(move.to)}`)
  const changed = was.visit_on !== null && longDays(was) !== longDays(review)
  const first = changed
    ? `The visit to ${review.host_school_name} has moved from ${longDays(was)}. It is now ${visitInWords(review)}.`
    : `The visit to ${review.host_school_name} is ${visitInWords(review)}.`
  return tellAll(db, partnership, team, {
    kind: 'visit-arranged',
    subject: `${changed ? (review.visit_second_on ? 'New days: visit' : 'New day: visit') : 'Visit'} to ${review.host_school_name}, ${longDays(review)}`,
    paragraphs: [
      first,
      ...(moves.length > 0 ? [`With it ${moves.length === 1 ? 'moves' : 'move'} ${sentenceList(moves)}.`] : []),
      'The dates are attached for your calendar.',
      `The review is here:\n${link}`,
    ],
  })
}

/** Tells the team when a meeting is. */
export function sendMeetingArranged(
  db: Db,
  partnership: Partnership,
  review: Review,
  meeting: ReviewMeeting,
  team: readonly Invited[],
  moved: boolean,
  link: string,
): Promise<void> {
  const name = stageIn(review.model, meeting.stage).name
  const where = [meeting.place, meeting.link].filter((part) => part !== '').join(', ')
  const day = dayOf(meeting.starts_at)
  return tellAll(db, partnership, team, {
    kind: 'meeting-arranged',
    subject: `${moved ? 'New time: ' : ''}${name}, ${review.host_school_name}, ${longDate(day)}`,
    paragraphs: [
      `The ${name.toLowerCase()} of the review of ${review.host_school_name} is on ${dayAndDate(day)} at ${timeOfDay(meeting.starts_at)}, for ${plural(meeting.minutes, 'minute')}${where === '' ? '' : `: ${where}`}.`,
      `The review is here:\n${link}`,
    ],
  })
}

/** Tells the host's head that a review of the school has begun. */
export function sendReviewStarted(
  db: Db,
  partnership: Partnership,
  review: Review,
  person: Person,
  link: string,
): Promise<void> {
  return tell(db, partnership, person, {
    kind: 'review-started',
    subject: `The peer review of ${review.host_school_name} begins`,
    paragraphs: [
      `The peer review of ${review.host_school_name} in ${review.group_name} has begun. You lead it for the school; you can ask a colleague to do so.`,
      `What comes first, and by when, is here:\n${link}`,
    ],
  })
}

/** Tells the team that the review does not take place, and takes it out of their calendars. */
export function sendReviewCancelled(
  db: Db,
  partnership: Partnership,
  review: Review,
  team: readonly Invited[],
  reason: string,
): Promise<void> {
  return tellAll(db, partnership, team, {
    kind: 'review-cancelled',
    subject: `Cancelled: peer review of ${review.host_school_name}`,
    paragraphs: [
      `The peer review of ${review.host_school_name} has been cancelled.`,
      reason,
      'What was written so far is kept.',
    ],
  })
}
