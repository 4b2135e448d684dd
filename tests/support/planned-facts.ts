/** Two groups of three schools and two people, as a calendar of visits is planned from them, for tests of its rules. */
import assert from 'node:assert/strict'
import { modelWithKey } from '../../src/features/review-models/public.ts'
import { wholeCalendar } from '../../src/features/visit-calendar/calendar.rules.ts'
import type { PlannedVisit } from '../../src/features/visit-calendar/calendar.schema.ts'
import type { Facts, ReviewFact } from '../../src/features/visit-calendar/facts.rules.ts'
import { problemOf } from '../../src/features/visit-calendar/problem.rules.ts'
import { reviewsOf } from '../../src/lib/scheduling/calendar.ts'
import { instanceOf } from '../../src/lib/scheduling/instance.ts'
import { scheduleVisits } from '../../src/lib/scheduling/schedule.ts'
import { schoolCalendar } from '../../src/lib/school-days.ts'

export const day = (text: string) => Temporal.PlainDate.from(text)
export const today = day('2026-11-24')
export const model = modelWithKey('inclusion-peer-review')

/** The review of a school on a day. */
export function review(school_id: string, visit_on: string | null, more: Partial<ReviewFact> = {}): ReviewFact {
  return {
    id: `review-${school_id}`,
    school_id,
    group_id: school_id < 'D' ? 'East' : 'West',
    visit_on: visit_on === null ? null : day(visit_on),
    pre_review_on: null,
    follow_up_on: null,
    check_in_on: null,
    ...more,
  }
}

/** Two groups of three schools, A to F; Ray leads both, Head A is the head of A. */
export function known(more: Partial<Facts> = {}): Facts {
  const schools = [...'ABCDEF'].map((id) => ({ id, name: `School ${id}` }))
  return {
    programme: { id: 'P', name: 'Peer review', starts_on: day('2026-09-01'), ends_on: day('2028-07-20') },
    model,
    groups: [
      { id: 'East', name: 'East group', school_ids: ['A', 'B', 'C'] },
      { id: 'West', name: 'West group', school_ids: ['D', 'E', 'F'] },
    ],
    schools,
    people: [
      { id: 'Ray', name: 'Dr Ray', email: 'ray@example.org', leads: ['East', 'West'], heads: [] },
      { id: 'HeadA', name: 'Head of A', email: 'a@example.org', leads: [], heads: ['A'] },
    ],
    reviews: [],
    blocked: [],
    elsewhere: [],
    pins: [],
    terms: [],
    closed: [],
    calendarOf: () => schoolCalendar([], []),
    ...more,
  }
}

/** A calendar of them, always the same one. */
export async function plannedVisits(facts: Facts): Promise<PlannedVisit[]> {
  const problem = problemOf(facts, { today })
  assert.ok(problem)
  const found = await scheduleVisits(problem, { moves: 20_000, seed: 1 })
  assert.ok('at' in found, 'clash' in found ? found.clash.reason : '')
  return wholeCalendar(facts, reviewsOf(instanceOf(problem), found.at), today)
}
