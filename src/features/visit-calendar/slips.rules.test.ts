import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { day, known, plannedVisits, review, today } from '../../../tests/support/planned-facts.ts'
import { reviewsOf } from '../../lib/scheduling/calendar.ts'
import { instanceOf } from '../../lib/scheduling/instance.ts'
import { scheduleVisits } from '../../lib/scheduling/schedule.ts'
import { addSchoolDays } from '../../lib/school-days.ts'
import { concernedBy, newDatesOf, wholeCalendar } from './calendar.rules.ts'
import type { PlannedVisit } from './calendar.schema.ts'
import { type Facts, inNames, namesIn } from './facts.rules.ts'
import { problemOf } from './problem.rules.ts'
import { reasonsOf, troublesInWords, troublesOf } from './slips.rules.ts'

const base = await plannedVisits(known())
const visitOf = (school: string) => {
  const visit = base.find((one) => one.school === school)
  assert.ok(visit)
  return visit
}
const wordsOf = (facts: Parameters<typeof troublesOf>[0], visits: readonly PlannedVisit[] = base) =>
  troublesOf(facts, visits, today).map(({ kind, words }) => `${kind}: ${words}`)

test('a visit that moved onto another’s planned day, or into its week, clashes with it; elsewhere it does not', () => {
  const planned = day(visitOf('B').visit)
  const onIt = known({ reviews: [review('A', `${planned}`)] })
  assert.ok(
    wordsOf(onIt).some((words) =>
      /^clash: The visit of School B .* on the day of the visit to School A, with the same people\.$/.test(words),
    ),
    wordsOf(onIt).join(),
  )
  const near = planned.add({ days: planned.dayOfWeek === 5 ? -1 : 1 })
  assert.ok(
    wordsOf(known({ reviews: [review('A', `${near}`)] })).some((words) =>
      /^clash: The visit of School B .* is in the week of the visit to School A on /.test(words),
    ),
  )
  const other = wordsOf(known({ reviews: [review('D', `${near}`)] }))
  assert.deepEqual(
    other.filter((words) => words.startsWith('clash: The visit of School B')),
    [],
    'another group may be visited in the same week',
  )
  assert.ok(
    wordsOf(known({ reviews: [review('D', `${planned}`)] })).some((words) =>
      /^clash: The visit of School B .* is on the day of the visit to School D, with Dr Ray\.$/.test(words),
    ),
  )
})

test('what people have in other programmes stands against a planned date, by name', () => {
  const { visit } = visitOf('E')
  const busy = (person_id: string) => ({ person_id, busy_on: day(visit), is_visit: true, school_name: 'Zeal School' })
  assert.deepEqual(wordsOf(known({ elsewhere: [busy('HeadA')] })), [], 'the head of A has no part in a review of E')
  const [only] = wordsOf(known({ elsewhere: [busy('Ray')] }))
  assert.match(
    only ?? '',
    /^clash: The visit of School E on .* is on a day on which Dr Ray has the visit to Zeal School\.$/,
  )
})

test('the sum of what changed is one line, and nothing is said where nothing changed', () => {
  assert.equal(troublesInWords(troublesOf(known(), base, today)), '')
  const facts = known({
    reviews: [review('A', visitOf('B').visit), review('F', '2027-07-06')],
    groups: [
      { id: 'East', name: 'East group', school_ids: ['A', 'B', 'C', 'G'] },
      { id: 'West', name: 'West group', school_ids: ['D', 'E', 'F'] },
    ],
    schools: [...'ABCDEFG'].map((id) => ({ id, name: `School ${id}` })),
  })
  const missed = base.map((visit) => (visit.school === 'D' ? { ...visit, visit: '2026-11-02' } : visit))
  assert.match(
    troublesInWords(troublesOf(facts, missed, today)),
    /^2 visits moved since the calendar was adopted; 1 planned day went by without a visit; \d planned dates? clash(es)? with other dates or blocked days; 1 school joined or left$/,
  )
})

test('what is kept of a change has ids, and reads as it read', () => {
  const facts = known({
    reviews: [review('A', visitOf('B').visit)],
    blocked: [
      {
        person_id: 'Ray',
        school_id: null,
        starts_on: day(visitOf('E').visit),
        ends_on: day(visitOf('E').visit),
        reason: null,
      },
    ],
  })
  const kept = reasonsOf(facts, base, today)
  assert.doesNotMatch(kept.join(), /School A|Dr Ray/)
  assert.equal(kept.length, troublesOf(facts, base, today).length)
  assert.equal(inNames('nobody', namesIn(facts)), 'nobody')
})

test('whatever is moved, blocked, pinned or taken elsewhere, a new plan makes every date fit that may move', async () => {
  const days = fc.integer({ min: 1, max: 220 }).map((many) => today.add({ days: many }))
  const weekday = days.map((one) => (one.dayOfWeek > 5 ? one.add({ days: 8 - one.dayOfWeek }) : one))
  const planned = fc.constantFrom(...base.flatMap(({ visit, followUp = visit }) => [day(visit), day(followUp)]))
  const calendar = known().calendarOf('A')
  const arbitrary = fc.record({
    moved: fc.tuple(fc.constantFrom('A', 'D'), fc.oneof(weekday, planned)),
    second: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
    pins: fc.subarray([...'BCEF'], { maxLength: 2 }),
    elsewhere: fc.array(fc.record({ person_id: fc.constantFrom('Ray', 'HeadA'), busy_on: weekday }), { maxLength: 3 }),
  })
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ moved: [school, to], second, pins, elsewhere }) => {
      const visit_second_on = second === null ? null : addSchoolDays(calendar, to, second)
      const facts = known({
        reviews: [review(school, `${to}`, { visit_second_on })],
        pins,
        elsewhere: elsewhere.map((one) => ({ ...one, is_visit: true, school_name: 'Zeal School' })),
      })
      const problem = problemOf(facts, { today, base, fewest: true })
      assert.ok(problem)
      const found = await scheduleVisits(problem, { moves: 400, seed: 1 })
      if (!('at' in found)) return
      const visits = wholeCalendar(facts, reviewsOf(instanceOf(problem), found.at), today)
      const left = troublesOf(facts, visits, today).filter((one) => one.school !== school && !one.stays)
      assert.deepEqual(left, [], JSON.stringify({ school, to: `${to}`, second: `${visit_second_on}` }))
    }),
    { numRuns: 8, seed: 7 },
  )
})

test('the second day of a visit keeps the rest of its group and those who lead both away, and no others', () => {
  const facts = known({ reviews: [review('A', '2027-03-01', { visit_second_on: day('2027-03-04') })] })
  const problem = problemOf(facts, { today })
  const isKept = (blocked: { from: string }[] | undefined) =>
    blocked?.some(({ from }) => from === '2027-03-04') ?? false
  assert.deepEqual(
    problem?.schools?.filter(({ blocked }) => isKept(blocked)).map(({ id }) => id),
    ['B', 'C'],
  )
  assert.deepEqual(
    problem?.people?.filter(({ blocked }) => isKept(blocked)).map(({ id }) => id),
    ['Ray'],
  )
})

test('of a new calendar everybody is told exactly what was not so before', () => {
  const moved = base.map((visit) => (visit.school === 'B' ? { ...visit, visit: '2027-06-15' } : visit))
  const facts = known()
  const told = concernedBy(facts, moved, today, base).map((one) => [one.person.id, newDatesOf(facts, one, base)])
  const [only] = told
  assert.deepEqual(told, [
    ['Ray', [{ school: 'B', step: 'visit', on: '2027-06-15' }]],
    ['HeadA', [{ school: 'B', step: 'visit', on: '2027-06-15' }]],
  ])
  assert.ok(only)
  const all = concernedBy(facts, base, today).find(({ person }) => person.id === 'HeadA')
  assert.ok(all && newDatesOf(facts, all).some(({ school, step }) => school === 'A' && step === 'followUp'))
})

test('a date that is pinned or arranged is told as one that no new plan moves; all others are not', () => {
  const planned = day(visitOf('B').visit)
  const blocked = [{ person_id: null, school_id: 'B', starts_on: planned, ends_on: planned, reason: null }]
  const staysOf = (facts: Facts, visits: readonly PlannedVisit[] = base) =>
    troublesOf(facts, visits, today).map(({ school, stays }) => [school, stays])
  assert.deepEqual(staysOf(known({ blocked })), [['B', undefined]])
  assert.deepEqual(staysOf(known({ blocked, pins: ['B'] })), [['B', 'pinned']])
  const arranged = base.map((visit) => (visit.school === 'B' ? { ...visit, state: 'arranged' as const } : visit))
  assert.deepEqual(staysOf(known({ blocked, reviews: [review('B', `${planned}`)] }), arranged), [['B', 'arranged']])
})
