import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { day, known, plannedVisits, review, today } from '../../../tests/support/planned-facts.ts'
import { reviewsOf } from '../../lib/scheduling/calendar.ts'
import { instanceOf } from '../../lib/scheduling/instance.ts'
import { scheduleVisits } from '../../lib/scheduling/schedule.ts'
import { concernedBy, newDatesOf, wholeCalendar } from './calendar.rules.ts'
import type { PlannedVisit } from './calendar.schema.ts'
import { inNames, namesIn } from './facts.rules.ts'
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

test('whatever is moved, blocked or taken elsewhere, a calendar that is planned around it has no clash of its own making', async () => {
  const days = fc.integer({ min: 1, max: 220 }).map((many) => today.add({ days: many }))
  const weekday = days.map((one) => (one.dayOfWeek > 5 ? one.add({ days: 8 - one.dayOfWeek }) : one))
  const arbitrary = fc.record({
    moved: fc.tuple(fc.constantFrom('A', 'D'), weekday),
    elsewhere: fc.array(fc.record({ person_id: fc.constantFrom('Ray', 'HeadA'), busy_on: weekday }), { maxLength: 3 }),
  })
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ moved: [school, to], elsewhere }) => {
      const facts = known({
        reviews: [review(school, `${to}`)],
        elsewhere: elsewhere.map((one) => ({ ...one, is_visit: true, school_name: 'Zeal School' })),
      })
      const problem = problemOf(facts, { today, base, fewest: true })
      assert.ok(problem)
      const found = await scheduleVisits(problem, { moves: 400, seed: 1 })
      if (!('at' in found)) return
      const visits = wholeCalendar(facts, reviewsOf(instanceOf(problem), found.at), today)
      const left = troublesOf(facts, visits, today).filter((one) => one.school !== school)
      assert.deepEqual(left, [], JSON.stringify({ school, to: `${to}` }))
    }),
    { numRuns: 5, seed: 7 },
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
