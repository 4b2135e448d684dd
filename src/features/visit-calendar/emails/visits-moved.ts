import { longDate, plural } from '../../../lib/words.ts'
import type { Db, Partnership } from '../../../platform/db/connect.ts'
import { mailText } from '../../../platform/mail/layout.ts'
import { sendMails } from '../../../platform/mail/outbox.ts'
import { calendarPath } from '../../review-groups/public.ts'
import type { Officer, Slip } from '../slips.queries.ts'

/** What slipped in one programme, and the planned dates that clash with something now. */
export type InSlipMail = {
  programme: { id: string; name: string }
  slips: readonly Slip[]
  clashes: readonly string[]
}

const mostClashes = 10

/** Tells each officer what others moved, one email for all programmes. Answers how many got one. */
export async function sendSlips(
  db: Db,
  partnership: Partnership,
  officers: readonly Officer[],
  known: readonly InSlipMail[],
  { baseUrl }: { baseUrl: string },
): Promise<number> {
  const mails = officers.flatMap((officer) => {
    const theirs = known.flatMap((one) => {
      const slips = one.slips.filter(({ moved_by }) => moved_by !== officer.id)
      return slips.length > 0 ? [{ ...one, slips }] : []
    })
    if (theirs.length === 0) return []
    const count = theirs.reduce((sum, { slips }) => sum + slips.length, 0)
    return [
      {
        to: { address: officer.email, name: officer.name },
        subject: `${plural(count, 'visit')} moved from ${count === 1 ? 'its planned day' : 'their planned days'}`,
        kind: 'visits-moved',
        text: mailText({
          greeting: officer.name,
          paragraphs: theirs.flatMap((one) =>
            paragraphsOf(one, `${baseUrl}${calendarPath(partnership, one.programme.id)}`),
          ),
          sender: partnership,
        }),
      },
    ]
  })
  await sendMails(db, mails)
  return mails.length
}

function paragraphsOf({ programme, slips, clashes }: InSlipMail, calendar: string): string[] {
  const moved = slips.map(
    (one) =>
      `- ${one.school_name}: from ${longDate(one.moved_from)} to ${longDate(one.moved_to)}, by ${one.moved_by_name}`,
  )
  const more = clashes.length > mostClashes ? [`- and ${plural(clashes.length - mostClashes, 'more date')}`] : []
  const listed = clashes.slice(0, mostClashes).map((words) => `- ${words}`)
  return [
    `${programme.name}: ${slips.length === 1 ? 'this visit is on another day' : 'these visits are on other days'} than the calendar has. ${slips.length === 1 ? 'Its team has' : 'Their teams have'} been told.\n${moved.join('\n')}`,
    clashes.length === 0
      ? 'No planned date of another school clashes with anything.'
      : `Planned dates that cannot be kept:\n${[...listed, ...more].join('\n')}`,
    `See what would move with the fewest changes, and who would be told, before anything changes:\n${calendar}/mend`,
  ]
}
