import { dayOf } from '../../../../lib/clock.ts'
import { dayAndDate, longDate, plural, timeOfDay } from '../../../../lib/words.ts'
import type { CalendarAttachment } from '../../../../platform/calendar/feed.ts'
import type { Db, Partnership } from '../../../../platform/db/connect.ts'
import { mailText } from '../../../../platform/mail/layout.ts'
import { sendMails } from '../../../../platform/mail/outbox.ts'
import type { GroupMeeting, GroupStage } from '../group-meeting.queries.ts'

type Told = { person: { name: string; email: string }; attachments: readonly CalendarAttachment[] }

/** Tells the people of a group when it meets, or that the time is another. */
export async function sendGroupMeeting(
  db: Db,
  partnership: Partnership,
  { group, stage }: GroupStage,
  meeting: GroupMeeting,
  told: readonly Told[],
  moved: boolean,
  link: string,
): Promise<void> {
  const day = dayOf(meeting.starts_at)
  const where = [meeting.place, meeting.link].filter((part) => part !== '').join(', ')
  const paragraphs = [
    `The ${stage.name.toLowerCase()} of ${group.name} is on ${dayAndDate(day)} at ${timeOfDay(meeting.starts_at)}, for ${plural(meeting.minutes, 'minute')}${where === '' ? '' : `: ${where}`}.`,
    stage.purpose,
    `It is here:\n${link}`,
  ]
  const mails = told.map(({ person, attachments }) => ({
    to: { address: person.email, name: person.name },
    subject: `${moved ? 'New time: ' : ''}${stage.name}, ${group.name}, ${longDate(day)}`,
    kind: 'group-meeting-arranged',
    text: mailText({ greeting: person.name, paragraphs, sender: partnership }),
    attachments,
  }))
  await sendMails(db, mails)
}
