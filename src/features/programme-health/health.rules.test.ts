import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { schoolCalendar } from '../../lib/school-days.ts'
import type { Progress, Waiting } from '../reviews/public.ts'
import { byStage, filtered, healthOf, needingAttention, states, summaryOf } from './health.rules.ts'
import { usualLimits } from './limits.rules.ts'

const today = Temporal.PlainDate.from('2026-11-24')
const day = (text: string) => Temporal.PlainDate.from(text)
const calendar = schoolCalendar([], [])

const quiet: Progress = {
  id: 'r1',
  programme_id: 'p1',
  programme_name: 'Round one',
  host_school_id: 's1',
  host_school_name: 'Cedar Lane School',
  group_id: 'g1',
  group_name: 'Northdale group',
  stage: 'visit',
  stage_name: 'Visit',
  stage_place: 2,
  over: undefined,
  visit_on: day('2027-06-01'),
  visit_second_on: null,
  programme_ends_on: day('2028-07-31'),
  visitors: 3,
  fewest_visitors: 2,
  invitation_href: '/north/reviews/r1/invitation',
  invited: [],
  waiting: [],
  last_window: undefined,
  calendar,
}

const waiting: Waiting = {
  key: 'book-meeting',
  stage: 'workshop',
  stage_kind: 'meeting',
  stage_name: 'Improvement workshop',
  text: 'Choose the day',
  whom: 'Ada North',
  person_ids: ['ada'],
  of: 'others',
  is_of_group: false,
  href: '/north/reviews/r1/plan/workshop',
  due: day('2026-11-20'),
  window: { opens: day('2026-11-09'), closes: day('2026-11-20') },
}

const health = (change: Partial<Progress>) => healthOf({ ...quiet, ...change }, usualLimits, today)

test('a review far from its visit is on course', () => {
  assert.deepEqual(health({}), { state: 'on-course', reasons: [], since: undefined })
})

test('a window that passed is told with its day, and what can still be done', () => {
  const { state, reasons, since } = health({ waiting: [waiting] })
  assert.equal(state, 'window-passed')
  assert.deepEqual(reasons, [
    'The window for the improvement workshop closed on 20 November 2026; the schools can still choose a day.',
  ])
  assert.equal(since?.toString(), '2026-11-20')
})

test('a window is not passed on its last day, and is at risk while nobody chose a day', () => {
  const window = { opens: day('2026-11-09'), closes: today }
  const { state, reasons } = health({ waiting: [{ ...waiting, due: today, window }] })
  assert.equal(state, 'at-risk')
  assert.match(reasons.join(), /opened on 9 November 2026 and closes on 24 November 2026; no day is chosen yet/)
})

test('each risk has its reason', () => {
  const preparation: Waiting = { ...waiting, stage_kind: 'preparation', due: undefined, window: undefined }
  const near = { visit_on: day('2026-12-01') }
  assert.match(health({ ...near, waiting: [preparation] }).reasons.join(), /in 5 school days, and its preparation/)
  assert.match(health({ ...near, visitors: 1 }).reasons.join(), /the team has 1 visitor so far/)
  assert.match(
    health({ invited: [{ person_id: 'bo', name: 'Bo West', since: day('2026-11-02') }] }).reasons.join(),
    /to Bo West has no answer yet/,
  )
  const ends = { programme_ends_on: day('2026-12-18') }
  assert.match(health({ ...ends, visit_on: null }).reasons.join(), /ends on 18 December 2026, and the visit has no day/)
  const last_window = { name: 'Check-in', closes: day('2027-02-01') }
  assert.match(health({ ...ends, last_window }).reasons.join(), /before the window for the check-in closes/)
})

const anyDay = fc.integer({ min: -200, max: 400 }).map((days) => today.add({ days }))
const anyWaiting = fc
  .record({
    stage_kind: fc.constantFrom('self-evaluation', 'preparation', 'visit', 'report', 'meeting'),
    due: fc.option(anyDay, { nil: undefined }),
    length: fc.option(fc.nat(40), { nil: undefined }),
  })
  .map(({ stage_kind, due, length }): Waiting => {
    const window = due && length !== undefined ? { opens: due.subtract({ days: length }), closes: due } : undefined
    return { ...waiting, stage_kind, due, window }
  })
const anyReview = fc.record({
  over: fc.constantFrom(undefined, undefined, 'finished', 'cancelled'),
  visit_on: fc.option(anyDay),
  programme_ends_on: anyDay,
  visitors: fc.nat(5),
  fewest_visitors: fc.nat(4),
  invited: fc.array(anyDay.map((since) => ({ person_id: 'bo', name: 'Bo West', since }))),
  waiting: fc.array(anyWaiting, { maxLength: 3 }),
})

test('every review is in exactly one state, and one that is over is never late or at risk', () => {
  fc.assert(
    fc.property(anyReview, (change) => {
      const found = health(change)
      assert.equal(states.filter((state) => state === found.state).length, 1)
      if (change.over) assert.deepEqual(found, { state: change.over, reasons: [], since: undefined })
      else assert.equal(found.state === 'on-course', found.reasons.length === 0)
    }),
  )
})

test('no sentence blames anybody', () => {
  fc.assert(
    fc.property(anyReview, (change) => {
      assert.doesNotMatch(
        health(change).reasons.join(' '),
        /fail|fault|overdue|miss|neglect|late\b|behind|blame|should/i,
      )
    }),
  )
})

test('what passed longest ago comes first, and the sentence counts every review once', () => {
  const all = [
    { ...quiet, id: 'b', waiting: [waiting] },
    { ...quiet, id: 'a', waiting: [{ ...waiting, due: day('2026-10-01'), window: undefined }] },
    { ...quiet, id: 'c', visit_on: null, programme_ends_on: day('2026-12-18') },
    { ...quiet, id: 'd', stage_place: 6, over: 'finished' as const },
    quiet,
  ].map((review) => ({ review, health: healthOf(review, usualLimits, today) }))
  assert.deepEqual(
    needingAttention(all).map(({ review }) => review.id),
    ['a', 'b', 'c'],
  )
  assert.equal(
    summaryOf(all),
    '4 reviews under way: 1 with a window that passed, 1 past a planned day, 1 at risk, 1 on course; 1 finished',
  )
  assert.equal(byStage(all).at(-1)?.review.id, 'd')
  const everything = { group: '', stage: '', state: '', school: '' }
  assert.equal(filtered(all, everything).length, 5)
  assert.equal(filtered(all, { ...everything, state: 'finished' }).length, 1)
  assert.equal(filtered(all, { ...everything, school: ' cedar ' }).length, 5)
  assert.equal(filtered(all, { ...everything, group: 'other' }).length, 0)
})
