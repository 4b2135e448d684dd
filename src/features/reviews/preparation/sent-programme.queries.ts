/** Stores what of a visit programme stands in people's calendars, and reads it for their feeds. */
import { type RawBuilder, sql } from 'kysely'
import { timeZone } from '../../../lib/clock.ts'
import type { CalendarEvent } from '../../../platform/calendar/feed.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import { type Links, reviewLink } from '../review.events.ts'
import type { Viewer } from '../stored-reviews.queries.ts'
import type { VisitDays } from '../visit-days.rules.ts'
import type { SentActivity } from './sent-programme.rules.ts'

type Row = Omit<SentActivity, 'starts' | 'ends'> & {
  starts: string
  ends: string
  review_id: string
  host_school_name: string
  is_cancelled: boolean
  sent_at: Temporal.Instant
  sent_by_name: string
}

/** What was sent, with its review: enough for a calendar. */
export type StoredSent = Omit<Row, 'starts' | 'ends'> & Pick<SentActivity, 'starts' | 'ends'>

const columns = sql`s.activity_id, s.person_id, s.visit_on, s.starts, s.ends, s.title, s.place, s.about, s.sequence, s.withdrawn,
  s.review_id, s.sent_at, host.name as host_school_name, r.cancelled_at is not null as is_cancelled, coalesce(p.name, '') as sent_by_name`
const joined = sql`join review r on r.id = s.review_id join school host on host.id = r.host_school_id
  left join person p on p.id = s.sent_by`

const asSent = (rows: readonly Row[]): StoredSent[] =>
  rows.map((row) => ({
    ...row,
    starts: Temporal.PlainTime.from(row.starts),
    ends: Temporal.PlainTime.from(row.ends),
  }))

/** Everything that was ever sent of a review's programme, what was withdrawn too. */
export async function sentOf(db: Db, review_id: string): Promise<StoredSent[]> {
  const result = await sql<Row>`select ${columns} from sent_activity s ${joined} where s.review_id = ${review_id}
    order by s.starts, s.ends, s.title`.execute(db)
  return asSent(result.rows)
}

/** A person's own activities on visits since a day, for their calendar. */
export async function sentTo(db: Db, viewer: Viewer, since: Temporal.PlainDate): Promise<StoredSent[]> {
  const result = await sql<Row>`select ${columns} from sent_activity s ${joined}
    where s.partnership_id = ${viewer.partnership.id} and s.person_id = ${viewer.person_id} and s.visit_on >= ${since}
    order by s.visit_on, s.starts`.execute(db)
  return asSent(result.rows)
}

/** Writes what stands in calendars now. */
export async function putSent(
  db: Db,
  actor: Actor,
  review_id: string,
  events: readonly SentActivity[],
  now: Temporal.Instant,
): Promise<void> {
  if (events.length === 0) return
  const values = events.map(
    ({ activity_id, person_id, visit_on, starts, ends, title, place, about, sequence, withdrawn }) => ({
      partnership_id: actor.partnership.id,
      review_id,
      ...{ activity_id, person_id, visit_on, starts, ends, title, place, about, sequence, withdrawn },
      sent_by: actor.person_id,
      sent_at: now,
    }),
  )
  await db
    .insertInto('sent_activity')
    .values(values)
    .onConflict((clash) =>
      clash.columns(['activity_id', 'person_id']).doUpdateSet((eb) => ({
        visit_on: eb.ref('excluded.visit_on'),
        starts: eb.ref('excluded.starts'),
        ends: eb.ref('excluded.ends'),
        title: eb.ref('excluded.title'),
        place: eb.ref('excluded.place'),
        about: eb.ref('excluded.about'),
        sequence: eb.ref('excluded.sequence'),
        withdrawn: eb.ref('excluded.withdrawn'),
        sent_by: eb.ref('excluded.sent_by'),
        sent_at: eb.ref('excluded.sent_at'),
      })),
    )
    .execute()
}

type OfReview = { review_id: string; host_school_name: string; is_cancelled: boolean }

/** An activity as an event in its person's calendar. */
export function activityEvent(
  sent: SentActivity & OfReview,
  partnership: { key: string },
  links: Links,
): CalendarEvent {
  const at = (plainTime: Temporal.PlainTime) => sent.visit_on.toZonedDateTime({ timeZone, plainTime }).toInstant()
  return {
    uid: `activity-${sent.activity_id}-${sent.person_id}@schoolfellow`,
    summary: `${sent.title}: ${sent.host_school_name}`,
    description: sent.about,
    location: [sent.place, sent.host_school_name].filter((part) => part !== '').join(', '),
    start: at(sent.starts),
    end: at(sent.ends),
    sequence: sent.sequence,
    status: sent.withdrawn || sent.is_cancelled ? 'cancelled' : 'confirmed',
    url: `${reviewLink(partnership, sent.review_id, links)}/visit-programme`,
  }
}

/** A person's activities on visits since a day, as events of their feed. */
export async function activityEventsFor(
  db: Db,
  viewer: Viewer,
  since: Temporal.PlainDate,
  links: Links,
): Promise<CalendarEvent[]> {
  return (await sentTo(db, viewer, since)).map((one) => activityEvent(one, viewer.partnership, links))
}

type OwnEvents = ReadonlyMap<string, CalendarEvent[]>

function byPerson(rows: readonly StoredSent[], partnership: { key: string }, links: Links): OwnEvents {
  const events = rows.map((row) => ({ person_id: row.person_id, event: activityEvent(row, partnership, links) }))
  const grouped = Map.groupBy(events, (one) => one.person_id)
  return new Map([...grouped].map(([person, own]) => [person, own.map((one) => one.event)]))
}

/** Moves what stands in calendars to the visit's new days, takes out what was on a day that is gone, and gives each person's events. */
export async function moveSent(
  db: Db,
  actor: Actor,
  before: VisitDays,
  review: VisitDays & { id: string },
  links: Links & { now: Temporal.Instant },
): Promise<OwnEvents> {
  const { visit_on: first, visit_second_on: second } = review
  // Without a day before there was no programme to send.
  if (!first || !before.visit_on) return new Map()
  const isSecond = before.visit_second_on ? sql`visit_on = ${before.visit_second_on}` : sql`false`
  const wanted = sql`(case when ${isSecond} then coalesce(${second}::date, visit_on) else ${first}::date end)`
  const isGone = second ? sql`false` : isSecond
  const change = sql`visit_on = ${wanted}, withdrawn = ${isGone}, sequence = sequence + 1`
  const which = sql`review_id = ${review.id} and not withdrawn and (visit_on <> ${wanted} or ${isGone})`
  return byPerson(await changeSent(db, actor, change, which, links.now), actor.partnership, links)
}

/** Changes what stands in calendars, and gives it as it is then. One query. */
async function changeSent(
  db: Db,
  actor: Actor,
  change: RawBuilder<unknown>,
  which: RawBuilder<unknown>,
  now: Temporal.Instant,
): Promise<StoredSent[]> {
  const result = await sql<Row>`
    with s as (update sent_activity set ${change}, sent_by = ${actor.person_id}, sent_at = ${now} where ${which} returning *)
    select ${columns} from s ${joined} order by s.starts`.execute(db)
  return asSent(result.rows)
}

/** Takes a review's activities out of calendars, or one person's out of theirs, and gives the cancelled events. */
export async function withdrawSent(
  db: Db,
  actor: Actor,
  review: { id: string; person_id?: string },
  links: Links & { now: Temporal.Instant },
): Promise<OwnEvents> {
  const change = sql`withdrawn = true, sequence = sequence + 1`
  const ofPerson = review.person_id === undefined ? sql`true` : sql`person_id = ${review.person_id}`
  const which = sql`review_id = ${review.id} and not withdrawn and ${ofPerson}`
  return byPerson(await changeSent(db, actor, change, which, links.now), actor.partnership, links)
}
