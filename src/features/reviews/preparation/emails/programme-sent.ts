/** The emails that bring a visit programme into calendars, and take it out. */
import type { CalendarAttachment } from '../../../../platform/calendar/feed.ts'
import type { Db, Partnership } from '../../../../platform/db/connect.ts'
import { mailText } from '../../../../platform/mail/layout.ts'
import { type Mail, sendMails } from '../../../../platform/mail/outbox.ts'

/** What one person gets: their own day in lines, and what of it is for their calendar. */
export type PersonsProgramme = {
  person: { name: string; email: string }
  kind: 'first' | 'changed' | 'withdrawn'
  lines: readonly string[]
  changes: readonly string[]
  attachments: readonly CalendarAttachment[]
}

/** `days` says when the visit is, in words. */
type About = { host_school_name: string; days: string; link: string; message: string }

const subjects = {
  first: 'Your programme',
  changed: 'Changed programme',
  withdrawn: 'Programme taken out of your calendar',
} as const

function mailFor(partnership: Partnership, about: About, one: PersonsProgramme): Mail {
  const { days: day } = about
  const first = {
    first: `This is your programme for the visit to ${about.host_school_name} on ${day}.`,
    changed: `The programme of the visit to ${about.host_school_name} on ${day} has changed.`,
    withdrawn: `The programme of the visit to ${about.host_school_name} on ${day} no longer stands as it was sent. Your activities leave your calendar; the visit itself stays in it.`,
  }[one.kind]
  const own = one.lines.length > 0 ? one.lines.join('\n') : 'You have no activity of your own.'
  return {
    to: { address: one.person.email, name: one.person.name },
    subject: `${subjects[one.kind]}: visit to ${about.host_school_name}, ${day}`,
    kind: one.kind === 'withdrawn' ? 'programme-withdrawn' : 'programme-sent',
    text: mailText({
      greeting: one.person.name,
      paragraphs: [
        first,
        ...(one.changes.length > 0 ? [`What is different for you:\n${one.changes.join('\n')}`] : []),
        ...(one.kind === 'withdrawn' ? [] : [`Your day:\n${own}`]),
        ...(about.message === '' ? [] : [about.message]),
        'What changes in your calendar is attached.',
        `The whole programme, with the questions, is here:\n${about.link}`,
      ],
      sender: partnership,
    }),
    attachments: one.attachments,
  }
}

export async function sendProgrammes(
  db: Db,
  partnership: Partnership,
  about: About,
  people: readonly PersonsProgramme[],
): Promise<void> {
  await sendMails(
    db,
    people.map((one) => mailFor(partnership, about, one)),
  )
}
