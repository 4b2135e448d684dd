/** What a group's meeting has of its model: who takes part, documents for the reader, and the emails that are still to go. */
import type { SchoolCalendar } from '../../../lib/school-days.ts'
import { dayAndDate } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import type { Actor } from '../../people/public.ts'
import { peopleInWords, takesPartInWords, whenSent } from '../../review-models/public.ts'
import type { GroupStage } from '../group-meetings/group-meeting.queries.ts'
import { documentsOfMeeting } from './documents.queries.ts'
import { documentLinks } from './letter.parts.ts'
import { groupFacts, lettersAhead } from './letters.rules.ts'

/** For the page of the meeting, whose path is `here`. */
export async function meetingLetters(
  db: Db,
  actor: Actor,
  one: GroupStage,
  { calendar, today, here }: { calendar: SchoolCalendar; today: Temporal.PlainDate; here: string },
): Promise<Html> {
  const { model, stage, group, meetings, dates } = one
  const course = {
    model,
    of: 'group' as const,
    facts: groupFacts(meetings, dates.starts_on),
    programme_ends_on: dates.ends_on,
    has_ended: group.disbanded_at !== null,
  }
  const ahead = lettersAhead(course, calendar, today).filter(
    ({ email, due_on }) => email.stage === stage.key && (!due_on || Temporal.PlainDate.compare(today, due_on) < 0),
  )
  const emails = ahead.map(
    ({ email, due_on }) =>
      html`<p class="govuk-body">An email reminds ${peopleInWords(email.to, stage)} ${whenSent(email, stage)}${due_on ? `: ${dayAndDate(due_on)}` : ''}.</p>`,
  )
  return html`<p class="govuk-body">${takesPartInWords(model, stage)}</p>
${documentLinks(await documentsOfMeeting(db, actor, one), here)}${emails}`
}
