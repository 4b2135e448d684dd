import { dayAndDate, longDate } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { mailText } from '../../../platform/mail/layout.ts'
import { sendMails } from '../../../platform/mail/outbox.ts'
import type { Actor } from '../../people/public.ts'
import { type Concerned, windowsOf } from '../calendar.rules.ts'
import type { PlannedVisit } from '../calendar.schema.ts'
import { type Facts, namesIn } from '../facts.rules.ts'

const inWords = (day: string) => dayAndDate(Temporal.PlainDate.from(day))

/** The paragraphs that one person gets; the page that adopts shows the same. */
export function calendarAdoptedParagraphs(facts: Facts, told: Concerned, link: string, again: boolean): string[] {
  const names = namesIn(facts)
  const line = (visit: PlannedVisit) => `- ${inWords(visit.visit)}: ${names.get(visit.school)}`
  const hosts = told.hosts.map((visit) => {
    const due = windowsOf(facts, visit.school, Temporal.PlainDate.from(visit.visit), visit.followUp)
    const steps = [
      due.self_evaluation_due ? `- Self-evaluation shared by ${longDate(due.self_evaluation_due)}` : '',
      visit.preparation ? `- Pre-review meeting on ${inWords(visit.preparation)}` : '',
      due.write_up_due ? `- Report by ${longDate(due.write_up_due)}` : '',
      due.follow_up ? `- Follow-up from ${longDate(due.follow_up.opens)} to ${longDate(due.follow_up.closes)}` : '',
      due.check_in ? `- Check-in from ${longDate(due.check_in.opens)} to ${longDate(due.check_in.closes)}` : '',
    ].filter((text) => text !== '')
    return `${names.get(visit.school)} is visited on ${inWords(visit.visit)}:\n${steps.join('\n')}`
  })
  const joins = told.joins.length === 0 ? [] : [`You take part in these visits:\n${told.joins.map(line).join('\n')}`]
  return [
    again
      ? `The calendar of visits of ${facts.programme.name} has changed. These are your dates now.`
      : `The calendar of visits of ${facts.programme.name} is ready. These are your dates.`,
    ...hosts,
    ...joins,
    `The dates are planned: each review is still arranged by the school and its visitors, with this day offered first. If you cannot keep one, say so soon. Your dates, and the days on which you cannot take part:\n${link}`,
  ]
}

/** Tells the people of a calendar their dates, one email each. */
export async function sendCalendarAdopted(
  db: Db,
  actor: Actor,
  facts: Facts,
  told: readonly Concerned[],
  options: { baseUrl: string; again: boolean },
): Promise<void> {
  const link = `${options.baseUrl}/${actor.partnership.key}/blocked-dates`
  await sendMails(
    db,
    told.map((one) => ({
      to: { address: one.person.email, name: one.person.name },
      subject: options.again ? 'Your dates of review visits have changed' : 'Your dates of review visits',
      kind: 'calendar-adopted',
      text: mailText({
        greeting: one.person.name,
        paragraphs: calendarAdoptedParagraphs(facts, one, link, options.again),
        sender: actor.partnership,
      }),
    })),
  )
}
