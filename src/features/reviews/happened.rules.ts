/** What has been done in a review, and who was on its team on the day: the ground of every count of people's time. */
import { dayOf } from '../../lib/clock.ts'
import type { ReviewModel, StageKind } from '../review-models/public.ts'
import { daysOf } from './visit-days.rules.ts'

type HeldMeeting = { stage: string; starts_at: Temporal.Instant; minutes: number; held_at: Temporal.Instant | null }

export type DoneFacts = {
  visit_on: Temporal.PlainDate | null
  visit_second_on: Temporal.PlainDate | null
  prepared_at: Temporal.Instant | null
  visited_at: Temporal.Instant | null
  host_agreed_at: Temporal.Instant | null
  team_agreed_at: Temporal.Instant | null
  cancelled_at: Temporal.Instant | null
  meetings: readonly HeldMeeting[]
}

/** One stage in which work was done. `minutes` is how long its meetings lasted together, where any was held. */
export type Happening = {
  stage: string
  stage_name: string
  kind: StageKind
  on: Temporal.PlainDate
  /** The last day of the work: whoever was on the team on the first or the last day took part. */
  until: Temporal.PlainDate
  minutes: number | null
  /** How long each of its meetings lasted, where it was held more than once. */
  each?: readonly number[]
  /** On how many days a visit was made; none for other stages. */
  visit_days: number
}

/** The stages of a review in which work was done up to today, in the model's order. What was only planned is not among them. */
export function happeningsOf(model: ReviewModel, facts: DoneFacts, today: Temporal.PlainDate): Happening[] {
  return model.stages
    .filter(({ of }) => of === 'review')
    .flatMap(({ key, name, kind }) => {
      const days = daysOfWork(kind, key, facts, today).sort(Temporal.PlainDate.compare)
      const [on, until] = [days[0], days.at(-1)]
      if (!on || !until) return []
      const visit_days = kind === 'visit' ? days.length : 0
      const each = heldIn(facts, key).map(({ minutes }) => minutes)
      const often = each.length > 1 ? { each } : {}
      return [{ stage: key, stage_name: name, kind, on, until, visit_days, minutes: sum(each), ...often }]
    })
}

/** The meetings of a whole group that were held. */
export function groupHappenings(model: ReviewModel, meetings: readonly HeldMeeting[]): Happening[] {
  return model.stages
    .filter(({ of }) => of === 'group')
    .flatMap(({ key, name, kind }) => {
      const [held] = heldIn({ meetings }, key)
      const [on] = held ? meetingDay(held) : []
      return held && on
        ? [{ stage: key, stage_name: name, kind, on, until: on, visit_days: 0, minutes: held.minutes }]
        : []
    })
}

function heldIn(facts: { meetings: readonly HeldMeeting[] }, stage: string): HeldMeeting[] {
  return facts.meetings.filter((meeting) => meeting.stage === stage && meeting.held_at !== null)
}

/** How long meetings lasted together; null when none was held. */
function sum(minutes: readonly number[]): number | null {
  return minutes.length > 0 ? minutes.reduce((all, one) => all + one, 0) : null
}

function daysOfWork(kind: StageKind, key: string, facts: DoneFacts, today: Temporal.PlainDate): Temporal.PlainDate[] {
  const held = heldIn(facts, key)
  switch (kind) {
    case 'self-evaluation':
      return []
    case 'preparation':
      return [held[0]?.held_at, facts.prepared_at].flatMap((moment) => (moment ? [dayOf(moment)] : []))
    case 'visit':
      return daysSpent(facts, today)
    case 'report':
      return facts.host_agreed_at && facts.team_agreed_at
        ? [facts.host_agreed_at, facts.team_agreed_at].map(dayOf).sort(Temporal.PlainDate.compare).slice(1)
        : []
    case 'meeting':
      return held.flatMap(meetingDay)
  }
}

/** A meeting is often written down some days after it was held. */
function meetingDay({ starts_at, held_at }: HeldMeeting): Temporal.PlainDate[] {
  if (!held_at) return []
  return [dayOf(Temporal.Instant.compare(starts_at, held_at) < 0 ? starts_at : held_at)]
}

/** Those days of a prepared visit that are past have been spent on it; of a cancelled review, those before it was cancelled. */
function daysSpent(facts: DoneFacts, today: Temporal.PlainDate): Temporal.PlainDate[] {
  const planned = daysOf(facts)
  if (facts.visited_at) return planned.length > 0 ? planned : [dayOf(facts.visited_at)]
  if (!facts.prepared_at) return []
  const looked = facts.cancelled_at ? dayOf(facts.cancelled_at) : today
  return planned.filter((day) => Temporal.PlainDate.compare(day, looked) < 0)
}

export type TimeOnTeam = { answered_at: Temporal.Instant | null; removed_at: Temporal.Instant | null }

/** Whether somebody who accepted was on the team when something was done. Who left that morning was not. */
export function tookPart(member: TimeOnTeam, { on, until }: Pick<Happening, 'on' | 'until'>): boolean {
  const wasThere = (day: Temporal.PlainDate) =>
    member.answered_at !== null &&
    Temporal.PlainDate.compare(dayOf(member.answered_at), day) <= 0 &&
    (member.removed_at === null || Temporal.PlainDate.compare(dayOf(member.removed_at), day) > 0)
  return wasThere(on) || wasThere(until)
}
