/** The email that reminds somebody of what reviews wait for: what, by when and where, and blames nobody. */
import { longDate, sentenceList } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { mailText } from '../../../platform/mail/layout.ts'
import { sendMails } from '../../../platform/mail/outbox.ts'
import type { Actor } from '../../people/public.ts'
import type { Letter, Thing } from '../reminder.rules.ts'

export type ReminderOptions = { note: string; today: Temporal.PlainDate; baseUrl: string }

/** Whose review it is, or whose meeting. */
export function aboutThing({ is_of_group, review }: Thing): string {
  return is_of_group ? review.group_name : `review of ${review.host_school_name}`
}

/** By when a thing is to be done, in a sentence; '' where the thing itself says it. */
export function byWhen({ key, due, window }: Thing, today: Temporal.PlainDate): string {
  const isPast = (day: Temporal.PlainDate) => Temporal.PlainDate.compare(day, today) < 0
  if (window) return isPast(window.closes) ? 'These dates have gone by, and a later day can still be chosen.' : ''
  if (key === 'hold-meeting' && due) return `It was planned for ${longDate(due)}.`
  if (due)
    return isPast(due)
      ? `It was planned by ${longDate(due)}, and can still be done.`
      : `Please do it by ${longDate(due)}.`
  return 'No day is set for it.'
}

/** Subject and text of what one person gets; the page that sends it shows the same. */
export function reminderMail(actor: Actor, { person, things }: Letter, { note, today, baseUrl }: ReminderOptions) {
  const [first] = things
  const one = things.length === 1 && first ? first.thing : undefined
  const lines = things.map(({ thing, others }) => {
    const group = thing.is_of_group ? '' : `, ${thing.review.group_name}`
    const sentences = [
      `${thing.text}.`,
      byWhen(thing, today),
      others.length > 0 ? `${sentenceList(others)} can do it too.` : '',
    ]
    return `${capital(aboutThing(thing))}${group}:\n${sentences.filter((text) => text !== '').join(' ')}\n${baseUrl}${thing.href}`
  })
  const paragraphs = [
    one
      ? 'This is a friendly reminder. Peer reviews go on when this is done:'
      : `This is a friendly reminder. Peer reviews go on when these ${things.length} things are done:`,
    ...lines,
    ...(note === '' ? [] : [`${actor.name} adds:\n${note}`]),
    `If it is done by now, thank you: there is nothing more to do. If something stands in the way, or another day suits you better, please tell ${actor.name} (${actor.email}).`,
  ]
  return {
    subject: one
      ? `Reminder: ${one.text} (${aboutThing(one)})`
      : `Reminder: ${things.length} things that peer reviews wait for`,
    text: mailText({ greeting: person.name, paragraphs, sender: actor.partnership }),
  }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Sends each letter to its person. */
export async function sendReminderMails(
  db: Db,
  actor: Actor,
  letters: readonly Letter[],
  options: ReminderOptions,
): Promise<void> {
  await sendMails(
    db,
    letters.map((letter) => ({
      to: { address: letter.person.email, name: letter.person.name },
      kind: 'review-reminder',
      ...reminderMail(actor, letter, options),
    })),
  )
}
