import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isSchoolDay, schoolCalendar } from '../../lib/school-days.ts'
import { modelWithKey } from '../review-models/public.ts'
import { happeningsOf } from './happened.rules.ts'
import { isLate, whatNext } from './next-thing.rules.ts'
import {
  movesFor,
  type OtherVisit,
  proposedMeetings,
  type SchedulingReview,
  scheduleAdvice,
  whyCannotMeet,
  whyCannotSchedule,
} from './planning/schedule.rules.ts'
import { nothingYet, stageOf } from './review.rules.ts'
import { reportDueOn, windowFor } from './timing.rules.ts'
import { longDays, namedDays, nextSchoolDay, numberOf, shortDays, whyNotSecond } from './visit-days.rules.ts'
import { dueText } from './what-next.ts'

const clusters = modelWithKey('school-clusters')
const kent = modelWithKey('inclusion-peer-review')
const day = (text: string) => Temporal.PlainDate.from(text)
const today = day('2026-11-16')
const calendar = schoolCalendar([], [{ closed_on: day('2026-12-04'), reason: 'staff training' }])
const moment = Temporal.Instant.from('2026-11-12T10:00:00Z')
const review: SchedulingReview = {
  ...nothingYet,
  host_school_name: 'Hollybank',
  programme_starts_on: day('2026-09-01'),
  programme_ends_on: day('2027-07-20'),
  evaluation_share_id: 'share',
  visit_on: day('2027-03-17'),
  visit_second_on: day('2027-03-18'),
  prepared_at: moment,
}
const two = (first: string, second: string | null) => ({
  visit_on: day(first),
  visit_second_on: second ? day(second) : null,
})
const why = (first: string, second: string | null, model = clusters, others: OtherVisit[] = []) =>
  whyCannotSchedule(model, review, two(first, second), calendar, others, today)

test('two days are told as people say them', () => {
  assert.equal(longDays(two('2027-03-17', null)), '17 March 2027')
  assert.equal(longDays(two('2027-03-17', '2027-03-18')), '17 and 18 March 2027')
  assert.equal(shortDays(two('2027-03-17', '2027-03-18')), '17 and 18 Mar 2027')
  assert.equal(namedDays(two('2027-03-17', '2027-03-18')), 'Wednesday 17 and Thursday 18 March 2027')
  assert.equal(longDays(two('2027-03-31', '2027-04-01')), '31 March and 1 April 2027')
  assert.equal(longDays(two('2026-12-18', '2027-01-05')), '18 December 2026 and 5 January 2027')
  assert.equal(longDays({ visit_on: null, visit_second_on: null }), 'No day yet')
  assert.deepEqual(
    ['2027-03-17', '2027-03-18', '2027-03-19'].map((on) => numberOf(two('2027-03-17', '2027-03-18'), day(on))),
    [1, 2, undefined],
  )
})

test('a second day needs a model that allows it, and is a school day soon after the first', () => {
  assert.equal(why('2027-03-17', '2027-03-18'), undefined)
  assert.equal(why('2027-03-17', null), undefined)
  assert.equal(why('2027-03-17', '2027-03-18', kent)?.message, 'A visit lasts one day in this programme')
  const always = {
    ...clusters,
    stages: clusters.stages.map((one) => (one.kind === 'visit' ? { ...one, days: { fewest: 2, most: 2 } } : one)),
  }
  assert.equal(why('2027-03-17', null, always)?.message, 'Enter the second day of the visit')
  assert.match(why('2027-03-17', '2027-03-17')?.message ?? '', /must be after the first/)
  assert.match(why('2027-03-19', '2027-03-20')?.message ?? '', /Saturday 20 March 2027, because.*Monday 22 March 2027/)
  assert.match(why('2026-12-03', '2026-12-04')?.message ?? '', /staff training/)
  assert.equal(why('2027-03-12', '2027-03-19'), undefined, 'five school days later')
  assert.match(why('2027-03-12', '2027-03-22')?.message ?? '', /at most 5 school days after the first/)
  assert.match(why('2027-07-20', '2027-07-21')?.message ?? '', /programme, which ends on 20 July 2027/)
  assert.equal(why('2027-03-19', '2027-03-20')?.field, 'visit_second_on')
})

test('nobody is on another visit on either of the two days', () => {
  const other = (on: string, people: string[]) => ({
    host_school_name: 'Ashdown',
    visit_on: day(on),
    same_group: false,
    people,
  })
  const busy = other('2027-03-18', ['Jo Lund'])
  assert.match(why('2027-03-17', '2027-03-18', clusters, [busy])?.message ?? '', /^Jo Lund is on the visit to Ashdown/)
  assert.equal(why('2027-03-17', '2027-03-18', clusters, [busy])?.field, 'visit_second_on')
  assert.equal(why('2027-03-18', '2027-03-19', clusters, [busy])?.field, 'visit_on')
  assert.equal(why('2027-03-17', '2027-03-19', clusters, [busy]), undefined, 'the day between is free')
  assert.deepEqual(scheduleAdvice(two('2026-12-18', '2027-01-05'), []), ['More than a week lies between the two days.'])
})

test('what follows counts from the last day, what comes before from the first', () => {
  const one = { ...review, visit_second_on: null }
  const workshop = (facts: SchedulingReview) => String(windowFor(clusters, 'workshop', facts, calendar)?.opens)
  assert.equal(workshop(review), workshop({ ...one, visit_on: day('2027-03-18') }))
  assert.notEqual(workshop(review), workshop(one))
  assert.equal(
    String(reportDueOn(clusters, review, calendar)),
    String(reportDueOn(clusters, { ...one, visit_on: day('2027-03-18') }, calendar)),
  )
  const planning = (facts: SchedulingReview) =>
    proposedMeetings(clusters, { ...facts, visit_on: day('2027-03-17') }, calendar, today)[0]?.starts_at.toString()
  assert.equal(planning(review), planning(one))
  const meets = (on: string) =>
    whyCannotMeet(clusters, 'workshop', review, Temporal.Instant.from(`${on}T15:00:00Z`), calendar)?.message
  assert.match(meets('2027-03-18') ?? '', /must be after the peer review on 18 March 2027/)
  assert.equal(meets('2027-03-19'), undefined)
})

test('a visit is made when its last day is past, and each day that was spent counts', () => {
  const stage = (on: string) => stageOf(clusters, review, day(on))
  assert.equal(stage('2027-03-18'), 'visit')
  assert.equal(stage('2027-03-19'), 'summary')
  const spent = (on: string, facts = review) =>
    happeningsOf(clusters, { ...facts, meetings: [] }, day(on))
      .filter(({ kind }) => kind === 'visit')
      .map(({ visit_days, on, until }) => [visit_days, `${on}`, `${until}`])
  assert.deepEqual(spent('2027-03-17'), [])
  assert.deepEqual(spent('2027-03-18'), [[1, '2027-03-17', '2027-03-17']])
  assert.deepEqual(spent('2027-03-19'), [[2, '2027-03-17', '2027-03-18']])
  assert.deepEqual(spent('2027-03-19', { ...review, visit_second_on: null }), [[1, '2027-03-17', '2027-03-17']])
  const [visit] = whatNext(
    clusters,
    review,
    { has_lead_reviewer: true, has_host_lead: true, visitors: 6 },
    calendar,
    today,
  )
  assert.ok(visit)
  assert.equal(dueText(visit, String), ', on 2027-03-17 and 2027-03-18')
  assert.deepEqual([isLate(visit, day('2027-03-18')), isLate(visit, day('2027-03-19'))], [false, true])
})

test('whichever days are accepted: never a closed day, never the wrong order, never far apart, never a taken day', () => {
  const offset = fc.integer({ min: 1, max: 240 })
  const others = fc.array(
    offset.map(
      (days): OtherVisit => ({
        host_school_name: 'Ashdown',
        visit_on: today.add({ days }),
        same_group: true,
        people: [],
      }),
    ),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(offset, fc.integer({ min: -3, max: 12 }), others, (first, apart, taken) => {
      const visit_on = today.add({ days: first })
      const second = visit_on.add({ days: apart })
      const days = { visit_on, visit_second_on: second }
      const accepted = !whyCannotSchedule(clusters, review, days, calendar, taken, today)
      if (accepted)
        for (const on of [visit_on, second]) {
          assert.ok(isSchoolDay(calendar, on))
          assert.ok(Temporal.PlainDate.compare(on, review.programme_ends_on) <= 0)
          assert.ok(!taken.some((other) => other.visit_on.equals(on)))
        }
      if (accepted) assert.ok(Temporal.PlainDate.compare(visit_on, second) < 0)
      assert.equal(whyNotSecond('Hollybank', visit_on, nextSchoolDay(calendar, visit_on), calendar), undefined)
    }),
    { numRuns: 300 },
  )
})

test('when a visit moves, no meeting is left on or before its last day', () => {
  const at = (stage: string, on: Temporal.PlainDate) => ({
    stage,
    starts_at: on.toZonedDateTime('Europe/London').add({ hours: 15 }).toInstant(),
    held_at: null,
  })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 200 }), (later, booked) => {
      const visit_on = nextSchoolDay(calendar, today.add({ days: later }))
      const visit_second_on = nextSchoolDay(calendar, visit_on)
      const meeting = at('workshop', today.add({ days: booked }))
      const dates = { ...review, visit_on, visit_second_on, meetings: [meeting] }
      const [move] = movesFor(clusters, dates, calendar, today)
      const on = move?.to ?? today.add({ days: booked })
      assert.ok(Temporal.PlainDate.compare(on, visit_second_on) > 0)
    }),
  )
})
