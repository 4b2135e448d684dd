/** Reminding people of what reviews wait for. */
import { recordAll } from '../../platform/audit/audit.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { Refusal } from '../../platform/web/form.ts'
import type { Actor } from '../people/public.ts'
import { holdProgramme } from '../review-groups/public.ts'
import { sendReminderMails } from './emails/reminder.ts'
import { outlooksFor, putSent } from './reminder.queries.ts'
import { type Letter, lettersFor, type Outlook, shownMark } from './reminder.rules.ts'

type Wanted = {
  things: readonly string[]
  /** What was shown before sending, each by its mark. Nothing else goes. */
  shown: readonly string[]
  note: string
}
type At = { now: Temporal.Instant; today: Temporal.PlainDate; baseUrl: string }
type Reminded = { letters: Letter[]; left_out: number } | { refused: Refusal; outlooks: Outlook[] }

/**
 * Sends what was shown, as far as it is still so: what was done meanwhile, has another day, or of which a colleague
 * reminded the same person, does not go. Two people who send at one moment do so one after the other.
 */
export async function sendReminders(
  db: Db,
  actor: Actor,
  programmeId: string,
  { things, shown, note }: Wanted,
  at: At,
): Promise<Reminded> {
  await holdProgramme(db, actor, programmeId)
  const outlooks = await outlooksFor(db, actor, programmeId, { things }, at.today)
  const letters = lettersFor(outlooks, (thing, person) => shown.includes(shownMark(thing, person)))
  const going = letters.reduce((count, letter) => count + letter.things.length, 0)
  if (going === 0) return { refused: nothingLeft, outlooks }
  await putSent(db, actor, letters, note, at.now)
  await sendReminderMails(db, actor, letters, { note, ...at })
  await recordAll(db, actor, entriesOf(letters))
  return { letters, left_out: new Set(shown).size - going }
}

const nothingLeft = {
  message: 'Nothing was sent: all of it was done, has another day, or was in a reminder of a colleague meanwhile',
}

/** One entry for each review, and for each group of which a meeting waits. */
function entriesOf(letters: readonly Letter[]) {
  const all = letters.flatMap(({ person, things }) => things.map(({ thing }) => ({ thing, person })))
  const about = Map.groupBy(all, ({ thing }) => (thing.is_of_group ? thing.review.group_id : thing.review.id))
  return [...about].flatMap(([subject_id, some]) => {
    const [first] = some
    if (!first) return []
    const { is_of_group, review } = first.thing
    return [
      {
        action: is_of_group ? 'group:remind' : 'review:remind',
        subject_kind: is_of_group ? 'review-group' : 'review',
        subject_id,
        ...(is_of_group ? {} : { school_id: review.host_school_id }),
        detail: { people: new Set(some.map(({ person }) => person.id)).size },
      },
    ]
  })
}
