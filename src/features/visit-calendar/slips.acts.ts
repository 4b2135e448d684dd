/**
 * Tells officers of slips. A task stands on their home page at once, and one email on the next working morning gathers what
 * moved: whoever plans the calendar need not sign in each day to learn of it, and five schools that move on one day, or a
 * day that is moved to and fro, are one email and one new plan.
 */
import type { Db, Partnership } from '../../platform/db/connect.ts'
import { type InSlipMail, sendSlips } from './emails/visits-moved.ts'
import { factsOfAdopted } from './facts.queries.ts'
import { markTold, officersOf, slipsOf } from './slips.queries.ts'
import { troublesOf } from './slips.rules.ts'

/** Sends each officer what others moved since the last time; what was moved back is not told. Answers how many emails went. */
export async function tellOfSlips(
  db: Db,
  partnership: Partnership,
  at: { now: Temporal.Instant; today: Temporal.PlainDate; baseUrl: string },
): Promise<number> {
  const actor = { partnership }
  const slips = await slipsOf(db, actor, 'untold')
  const programmes = await factsOfAdopted(db, actor, at.today)
  const known = programmes.flatMap((facts): InSlipMail[] => {
    const troubles = troublesOf(facts, facts.visits, at.today)
    const moved = new Set(troubles.filter(({ kind }) => kind === 'moved').map(({ school }) => school))
    // Of several moves of one visit the last is told, unless a new version has that day already.
    const own = new Map(
      slips
        .filter((one) => one.programme_id === facts.programme.id && one.stands && moved.has(one.school_id))
        .map((one) => [one.school_id, one]),
    )
    const clashes = troubles.filter(({ kind }) => kind === 'clash').map(({ words }) => words)
    return own.size > 0 ? [{ programme: facts.programme, slips: [...own.values()], clashes }] : []
  })
  const sent = known.length > 0 ? await sendSlips(db, partnership, await officersOf(db, actor), known, at) : 0
  await markTold(
    db,
    actor,
    slips.map(({ id }) => id),
    at.now,
  )
  return sent
}
