/** The emails to somebody who is named to lead a meeting of a review, or leads it no longer. */
import { dayAndTime } from '../../../../lib/words.ts'
import type { CalendarAttachment } from '../../../../platform/calendar/feed.ts'
import type { Db, Partnership } from '../../../../platform/db/connect.ts'
import { mailText } from '../../../../platform/mail/layout.ts'
import { sendMails } from '../../../../platform/mail/outbox.ts'
import type { Stage } from '../../../review-models/public.ts'
import type { Review } from '../../review.queries.ts'
import { openMeeting } from '../../review.rules.ts'

type Person = { name: string; email: string }
type Told = { by: string; attachments: readonly CalendarAttachment[] }

const asName = (stage: Stage) => stage.led_by?.name.toLowerCase() ?? 'leader'

/** The paragraphs of the email; the page that names shows the same. */
export function namedParagraphs(review: Review, stage: Stage, by: string, link: string): string[] {
  const meeting = openMeeting(review, stage.key)
  const name = stage.name.toLowerCase()
  return [
    `${by} named you as ${asName(stage)} for the ${name} of ${review.host_school_name} (${review.group_name}).`,
    stage.led_by?.duty ?? '',
    meeting
      ? `The ${name} is on ${dayAndTime(meeting.starts_at)}.`
      : `The ${name} has no day yet. You can choose it, and you write down what came of it.`,
    `What you can see and do is here. If you cannot do it, say so there:\n${link}`,
  ].filter((paragraph) => paragraph !== '')
}

async function tell(
  db: Db,
  partnership: Partnership,
  person: Person,
  mail: { kind: string; subject: string; paragraphs: readonly string[] },
  attachments: readonly CalendarAttachment[],
) {
  await sendMails(db, [
    {
      to: { address: person.email, name: person.name },
      subject: mail.subject,
      kind: mail.kind,
      text: mailText({ greeting: person.name, paragraphs: mail.paragraphs, sender: partnership }),
      attachments,
    },
  ])
}

export function sendLeaderNamed(
  db: Db,
  partnership: Partnership,
  review: Review,
  stage: Stage,
  person: Person,
  told: Told & { link: string },
): Promise<void> {
  return tell(
    db,
    partnership,
    person,
    {
      kind: 'leader-named',
      subject: `You are the ${asName(stage)}: ${stage.name.toLowerCase()} of ${review.host_school_name}`,
      paragraphs: namedParagraphs(review, stage, told.by, told.link),
    },
    told.attachments,
  )
}

export function sendLeaderEnded(
  db: Db,
  partnership: Partnership,
  review: Review,
  stage: Stage,
  person: Person,
  told: Told & { reason: string },
): Promise<void> {
  return tell(
    db,
    partnership,
    person,
    {
      kind: 'leader-ended',
      subject: `You are no longer the ${asName(stage)}: ${stage.name.toLowerCase()} of ${review.host_school_name}`,
      paragraphs: [
        `You are no longer the ${asName(stage)} for the ${stage.name.toLowerCase()} of ${review.host_school_name}. ${told.by} says why:`,
        told.reason,
        'Thank you for having been ready to help.',
      ],
    },
    told.attachments,
  )
}
