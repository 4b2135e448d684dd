/** Sending a visit programme to everyone's calendar, again when it changed, and taking it out. */
import { dayOf } from '../../../lib/clock.ts'
import { dayAndDate } from '../../../lib/words.ts'
import type { CalendarEvent } from '../../../platform/calendar/feed.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { invitesFor, type Links, reviewLink } from '../review.events.ts'
import { holdReview } from '../stored-reviews.queries.ts'
import { namedDays, type VisitDays } from '../visit-days.rules.ts'
import { type PersonsProgramme, sendProgrammes } from './emails/programme-sent.ts'
import { activityEvent, putSent, type StoredSent, sentOf } from './sent-programme.queries.ts'
import {
  afterSending,
  type Change,
  changesToSend,
  inOneLine,
  type PersonsActivity,
  personsActivities,
  type SentActivity,
  signOf,
  whyCannotSend,
  withdrawals,
} from './sent-programme.rules.ts'
import { type Visit, visitFor, whyCannotPrepare } from './visit.queries.ts'
import { activitiesOf } from './visit-programme.queries.ts'
import type { Activity } from './visit-programme.rules.ts'
import { problemsIn } from './visit-programme-problems.rules.ts'

type At = Links & { now: Temporal.Instant }

/** What stands in calendars, what should, and what sending would change. */
export type CalendarState = { sent: StoredSent[]; wanted: PersonsActivity[]; changes: Change[] }

/** Compares the programme with what stands in calendars. */
export function calendarState(visit: Visit, activities: readonly Activity[], sent: StoredSent[]): CalendarState {
  const onTeam = new Set(visit.members.filter((one) => one.state === 'on-team').map((one) => one.person_id))
  const wanted = personsActivities(activities, visit.day, onTeam)
  return { sent, wanted, changes: changesToSend(sent, wanted) }
}

/** What sending would do, and why it cannot be done now, if it cannot. Two queries. */
export async function programmeToSend(
  db: Db,
  visit: Visit,
  today: Temporal.PlainDate,
): Promise<CalendarState & { refusal: Refusal | undefined }> {
  const activities = await activitiesOf(db, visit.id)
  const clashes = problemsIn(activities, visit.day).flatMap((one) => (one.kind === 'clash' ? [one.message] : []))
  const refusal = whyCannotPrepare(visit) ?? whyCannotSend(visit, today, clashes)
  return { ...calendarState(visit, activities, await sentOf(db, visit.id)), refusal }
}

/** Sends each person what changes for them. `shown` is the sign of what the sender saw before. */
export async function sendProgramme(
  db: Db,
  actor: Actor,
  visit: Visit,
  sending: { shown: string; message: string },
  at: At,
): Promise<{ refused: Refusal } | { people: number }> {
  await holdReview(db, actor, visit.id)
  const { sent, changes, refusal } = await programmeToSend(db, visit, dayOf(at.now))
  if (refusal) return { refused: refusal }
  if (signOf(changes) !== sending.shown) {
    return {
      refused: {
        message: 'The programme changed after you opened this page. Look at who gets what again, then send it',
      },
    }
  }
  return { people: await carryOut(db, actor, visit, sent, changes, sending.message, at) }
}

/** Sends each person what there is to send, whatever it is; for growing a demonstration. */
export async function sendProgrammeAsItStands(
  db: Db,
  actor: Actor,
  reviewId: string,
  message: string,
  at: At,
): Promise<{ refused: Refusal } | { people: number }> {
  const visit = found(await visitFor(db, actor, reviewId))
  const { changes } = await programmeToSend(db, visit, dayOf(at.now))
  return sendProgramme(db, actor, visit, { shown: signOf(changes), message }, at)
}

/** Takes the programme out of everybody's calendar. What was planned stays. */
export async function withdrawProgramme(
  db: Db,
  actor: Actor,
  visit: Visit,
  message: string,
  at: At,
): Promise<{ refused: Refusal } | { people: number }> {
  await holdReview(db, actor, visit.id)
  const refusal = whyCannotPrepare(visit)
  if (refusal) return { refused: refusal }
  const sent = await sentOf(db, visit.id)
  return { people: await carryOut(db, actor, visit, sent, withdrawals(sent), message, at) }
}

async function carryOut(
  db: Db,
  actor: Actor,
  visit: Visit,
  sent: readonly SentActivity[],
  changes: readonly Change[],
  message: string,
  at: At,
): Promise<number> {
  const [first] = changes
  if (!first) return 0
  const days = visit.visit_on ? namedDays(visit) : dayAndDate(first.event.visit_on)
  const events = changes.map(({ event }) => event)
  await putSent(db, actor, visit.id, events, at.now)
  const after = afterSending(sent, changes).filter((one) => !one.withdrawn)
  const of = { review_id: visit.id, host_school_name: visit.host_school_name, is_cancelled: false }
  const eventOf = (event: SentActivity): CalendarEvent => activityEvent({ ...event, ...of }, actor.partnership, at)
  const people = [...Map.groupBy(changes, ({ event }) => event.person_id)].flatMap(([id, own]): PersonsProgramme[] => {
    const person = visit.members.find((one) => one.person_id === id)
    if (!person) return []
    const stands = after.filter((one) => one.person_id === id).sort(byTime)
    const had = sent.some((one) => one.person_id === id && !one.withdrawn)
    return [
      {
        person,
        kind: stands.length === 0 ? 'withdrawn' : had ? 'changed' : 'first',
        lines: stands.map((one) => inOneLine(one, visit)),
        changes: had && stands.length > 0 ? own.map((one) => changeInWords(one, visit)) : [],
        attachments: invitesFor(
          own.map(({ event }) => eventOf(event)),
          person,
          actor.partnership,
        ),
      },
    ]
  })
  const link = `${reviewLink(actor.partnership, visit.id, at)}/visit-programme`
  const about = { host_school_name: visit.host_school_name, days, link, message }
  await sendProgrammes(db, actor.partnership, about, people)
  return people.length
}

const byTime = (a: SentActivity, b: SentActivity) =>
  Temporal.PlainDate.compare(a.visit_on, b.visit_on) || Temporal.PlainTime.compare(a.starts, b.starts)

/** "Changed: 9:15am to 10am, Learning walk, Hall (it was 9am to 9:45am)" */
export function changeInWords({ kind, event, what }: Change, visit: VisitDays): string {
  const word = { new: 'New', changed: 'Changed', withdrawn: 'Taken out' }[kind]
  return `${word}: ${inOneLine(event, visit)}${what === '' ? '' : ` (${what})`}`
}
