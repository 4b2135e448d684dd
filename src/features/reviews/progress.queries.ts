/** How far the reviews of a programme are: stages, dates and whom they wait for, and nothing that anybody wrote. */
import { dayOf } from '../../lib/clock.ts'
import { type SchoolCalendar, schoolCalendar } from '../../lib/school-days.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'
import { calendarsFor } from '../review-groups/public.ts'
import type { StageKey, StageKind } from '../review-models/public.ts'
import { type NextThing, teamFacts, whatNext } from './next-thing.rules.ts'
import { reviewPath } from './paths.ts'
import { type Review, reviewsWhere } from './review.queries.ts'
import { meetingOf, stageIn, stageName, stageOf } from './review.rules.ts'
import { windowFor } from './timing.rules.ts'
import { hrefOf, peopleAskedFor, waitsFor } from './what-next.ts'

/** One thing that can be done now, and whom it waits for. */
export type Waiting = {
  key: NextThing['key']
  stage: StageKey
  stage_kind: StageKind
  stage_name: string
  text: string
  whom: string
  /** The people whom it waits for; none where nobody has the part yet. */
  person_ids: string[]
  /** The first of those it waits for: the partnership itself, people of the host, or others. */
  of: 'partnership' | 'host' | 'others'
  /** It is one thing for the whole group. */
  is_of_group: boolean
  /** Where it is done. */
  href: string
  due: Temporal.PlainDate | undefined
  /** When the meeting should be held, where no day is chosen yet. */
  window: { opens: Temporal.PlainDate; closes: Temporal.PlainDate } | undefined
}

/** How far a review is. */
export type Progress = {
  id: string
  programme_id: string
  programme_name: string
  host_school_id: string
  host_school_name: string
  group_id: string
  group_name: string
  stage: string
  stage_name: string
  /** Where the stage stands in its model; reviews that are over stand after all stages. */
  stage_place: number
  over: 'finished' | 'cancelled' | undefined
  visit_on: Temporal.PlainDate | null
  visit_second_on: Temporal.PlainDate | null
  programme_ends_on: Temporal.PlainDate
  visitors: number
  /** The fewest visitors with which its model wants a visit to be made. */
  fewest_visitors: number
  /** Where an invitation is answered. */
  invitation_href: string
  invited: { person_id: string; name: string; since: Temporal.PlainDate }[]
  waiting: Waiting[]
  /** The close of the last window of its meetings that were not held, if it is known. */
  last_window: { name: string; closes: Temporal.PlainDate } | undefined
  calendar: SchoolCalendar
}

/** All reviews of a programme that the actor may see. Two queries, however many. */
export async function progressOf(
  db: Db,
  actor: Actor,
  programmeId: string,
  today: Temporal.PlainDate,
): Promise<Progress[]> {
  const reviews = await reviewsWhere(db, actor, { programmeId })
  return progressFrom(actor, { reviews, calendarOf: await calendarsFor(db, actor) }, today)
}

/** Reviews, and the school days of any school. */
export type ReviewsUnderWay = { reviews: Review[]; calendarOf: (schoolId: string) => SchoolCalendar }

/** The reviews that the actor may see and that are not over, read once for all that is made of them. */
export async function reviewsUnderWay(db: Db, actor: Actor): Promise<ReviewsUnderWay> {
  const reviews = await reviewsWhere(db, actor, { open: true })
  return { reviews, calendarOf: reviews.length === 0 ? () => schoolCalendar([], []) : await calendarsFor(db, actor) }
}

/** How far each of these reviews is. */
export function progressFrom(actor: Actor, read: ReviewsUnderWay, today: Temporal.PlainDate): Progress[] {
  return read.reviews.map((review) =>
    progressIn(review, actor.partnership, read.calendarOf(review.host_school_id), today),
  )
}

function progressIn(
  review: Review,
  partnership: { key: string },
  calendar: SchoolCalendar,
  today: Temporal.PlainDate,
): Progress {
  const stage = stageOf(review.model, review, today)
  const over = stage === 'closed' ? 'finished' : stage === 'cancelled' ? 'cancelled' : undefined
  const things = over ? [] : whatNext(review.model, review, teamFacts(review.members), calendar, today)
  const { id, host_school_id, host_school_name, group_id, group_name, programme_ends_on, members } = review
  return {
    id,
    programme_id: review.programme_id,
    programme_name: review.programme_name,
    host_school_id,
    host_school_name,
    group_id,
    group_name,
    stage,
    stage_name: stageName(review.model, stage),
    stage_place: over ? review.model.stages.length : review.model.stages.findIndex(({ key }) => key === stage),
    over,
    visit_on: review.visit_on,
    visit_second_on: review.visit_second_on,
    programme_ends_on,
    visitors: members.filter(
      ({ part, state }) => state === 'on-team' && (part === 'lead-reviewer' || part === 'reviewer'),
    ).length,
    fewest_visitors: review.model.team.fewest_visitors,
    invitation_href: `${reviewPath(partnership, id)}/invitation`,
    invited: members
      .filter(({ state }) => state === 'invited')
      .map(({ person_id, name, invited_at }) => ({ person_id, name, since: dayOf(invited_at) })),
    waiting: things.map((thing) => waitingFor(review, partnership, thing, calendar)),
    last_window: over ? undefined : lastWindow(review, calendar),
    calendar,
  }
}

function waitingFor(review: Review, partnership: { key: string }, thing: NextThing, calendar: SchoolCalendar): Waiting {
  const { kind, name, of } = stageIn(review.model, thing.stage)
  const [first] = thing.by
  const here = reviewPath(partnership, review.id)
  const window = thing.key === 'book-meeting' ? windowFor(review.model, thing.stage, review, calendar) : undefined
  return {
    key: thing.key,
    stage: thing.stage,
    stage_kind: kind,
    stage_name: name,
    text: thing.text,
    whom: waitsFor(review, thing),
    person_ids: peopleAskedFor(review, thing).map(({ person_id }) => person_id),
    of: first === 'partnership' ? first : first === 'host-lead' || first === 'host' ? 'host' : 'others',
    is_of_group: of === 'group' && (thing.key === 'book-meeting' || thing.key === 'hold-meeting'),
    href: hrefOf(thing, here, review, partnership.key) ?? here,
    due: window ? window.closes : (thing.until ?? thing.due),
    window,
  }
}

function lastWindow(review: Review, calendar: SchoolCalendar): Progress['last_window'] {
  const open = review.model.stages.flatMap((stage) => {
    if (stage.kind !== 'meeting' || meetingOf(review, stage.key)?.held_at) return []
    const window = windowFor(review.model, stage.key, review, calendar)
    return window ? [{ name: stage.name, closes: window.closes }] : []
  })
  return open.sort((a, b) => Temporal.PlainDate.compare(a.closes, b.closes)).at(-1)
}
