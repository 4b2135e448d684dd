/** The days of a programme: who looks at their home page when, and does what it asks of them. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { Review } from '../../src/features/reviews/public.ts'
import { timeZone } from '../../src/lib/clock.ts'
import { isSchoolDay } from '../../src/lib/school-days.ts'
import type { Year } from './years.ts'
import { doesWhatIsAsked, writesNotes } from './years-tasks.ts'
import type { Item, Visitor } from './years-visitor.ts'

/** What is seen of a programme while it is lived through. */
export type Watch = {
  /** After each day on which something could change. */
  day(reviews: readonly Review[]): Promise<void>
  /** Whenever a home page was opened. */
  home?(visitor: Visitor, items: readonly Item[]): Promise<void>
}

/** Everybody looks at their home page so often, when nothing else leads them there. */
const daysBetweenLooks = (year: Year) => (year.model.length_months > 12 ? 42 : 21)

/**
 * Lives through the days until every review is over. People look at their home page when they have mail, when a day has
 * come of which it told them and on the day after, and every few weeks; a day on which nobody looks is passed over.
 */
export async function livesThrough(year: Year, until: string, watch: Watch): Promise<void> {
  const last = Temporal.PlainDate.from(until)
  const told = new Map<Visitor, Temporal.PlainDate[]>()
  let everybodyOn = year.today()
  while (Temporal.PlainDate.compare(year.today(), last) <= 0) {
    const today = year.today()
    const isForAll = Temporal.PlainDate.compare(everybodyOn, today) <= 0
    if (isForAll) everybodyOn = today.add({ days: daysBetweenLooks(year) })
    const isTold = (visitor: Visitor) => (told.get(visitor) ?? []).some((day) => day.equals(today))
    let looking = year.people.filter((visitor) => isForAll || isTold(visitor))
    for (let rounds = 0; looking.length > 0; rounds++) {
      assert.ok(rounds < 20, `${today}: ${looking.map(({ name }) => name)} come to no end`)
      for (const visitor of looking) told.set(visitor, await livesADay(year, visitor, watch))
      looking = await peopleWithMail(year)
    }
    const reviews = await year.reviews()
    await watch.day(reviews)
    if (reviews.length > 0 && reviews.every((review) => year.stage(review) === 'closed')) return
    const days = [...told.values()].flat().filter((day) => Temporal.PlainDate.compare(day, today) > 0)
    const next = [...days, everybodyOn].sort(Temporal.PlainDate.compare)[0] ?? everybodyOn
    year.app.clock.set(next.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from('18:00') }).toInstant())
  }
}

/** One person does all that they can; gives the days on which they look again. */
async function livesADay(year: Year, visitor: Visitor, watch: Watch): Promise<Temporal.PlainDate[]> {
  const tried = new Set<string>()
  let items = await visitor.goesHome()
  await watch.home?.(visitor, items)
  const onNow = items.filter(({ kind, day }) => kind === 'coming' && day?.equals(year.today()))
  for (const item of onNow) await writesNotes(visitor, item)
  for (;;) {
    const item = items.find((one) => one.kind === 'now' && isOfReviews(one) && !tried.has(nameOf(one)))
    if (!item) break
    tried.add(nameOf(item))
    const before = visitor.sent()
    const outcome = await doesWhatIsAsked(year, visitor, item)
    if (outcome === 'waits' && visitor.sent() === before) continue
    items = await visitor.goesHome()
    await watch.home?.(visitor, items)
    const isLeft = items.some((one) => one.kind === 'now' && nameOf(one) === nameOf(item))
    assert.equal(isLeft, outcome === 'waits', `${year.today()}: ${visitor.name} did “${item.title}” of ${item.about}`)
  }
  const days = items.flatMap(({ kind, day }) => (kind === 'coming' && day ? [day] : []))
  return days.flatMap((day) => [day, schoolDayAfter(year, day)])
}

const nameOf = ({ title, href, about }: Item) => JSON.stringify([title, href, about])

/** What partnerships do besides their reviews, such as entering terms, is none of this story. */
const isOfReviews = ({ href }: Item) => !/\/(term-dates|programmes|schools|forming|settings)/.test(href)

function schoolDayAfter(year: Year, day: Temporal.PlainDate): Temporal.PlainDate {
  let next = day.add({ days: 1 })
  while (!isSchoolDay(year.calendar, next)) next = next.add({ days: 1 })
  return next
}

/** Who got mail since this was asked last. */
async function peopleWithMail(year: Year): Promise<Visitor[]> {
  const { rows } = await year.app.database.asOwner((db) =>
    sql<{ id: string }>`with read as (delete from outbox_mail returning to_address)
      select distinct p.id from read join person p on p.email = read.to_address`.execute(db),
  )
  const ids = new Set(rows.map(({ id }) => id))
  return year.people.filter((visitor) => ids.has(year.idOf(visitor)))
}
