import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomFrom } from '../random.ts'
import { lowerBound } from './bound.ts'
import { reviewsOf, scoreOf, warningsOf } from './calendar.ts'
import { checkCalendar } from './check.ts'
import { instanceOf } from './instance.ts'
import { type Review, type SchedulingProblem, schedulingProblem, stepNames } from './problem.ts'
import { type Found, scheduleVisits } from './schedule.ts'

const plain = (day: string) => Temporal.PlainDate.from(day)

/** A programme of a few schools, with days blocked at random and somebody who serves two groups. */
function programme(seed: number, more: Partial<SchedulingProblem> = {}): SchedulingProblem {
  const random = randomFrom(seed)
  const below = (count: number) => Math.floor(random() * count)
  const blocked = () =>
    Array.from({ length: below(5) }, () => {
      const from = plain('2026-09-01').add({ days: below(300) })
      return { from: from.toString(), to: from.add({ days: below(15) }).toString() }
    })
  const groups = Array.from({ length: 2 + below(2) }, (_, group) => ({
    id: `G${group}`,
    schools: Array.from({ length: 1 + below(4) }, (_, school) => `S${group}${school}`),
  }))
  const ids = groups.flatMap(({ schools }) => schools)
  return schedulingProblem.parse({
    from: '2026-09-01',
    to: '2027-07-20',
    groups,
    schools: ids.map((id) => ({ id, blocked: blocked() })),
    people: [
      { id: 'Rahman', groups: ['G0', 'G1'], blocked: blocked(), mostVisitsAWeek: 1 },
      { id: 'Ellis', groups: ['G1'], schools: ['S00'], blocked: blocked() },
    ],
    rules: random() < 0.3 ? { checkIn: { after: 'follow-up', weeks: { from: 4, aim: 5, to: 6 } } } : {},
    ...more,
  })
}

async function planned(problem: SchedulingProblem, seed = 1, moves = 30_000) {
  const found = await scheduleVisits(problem, { moves, seed })
  if ('clash' in found) return found
  const instance = instanceOf(problem)
  return { ...found, instance, reviews: reviewsOf(instance, found.at) }
}

async function calendarOf(problem: SchedulingProblem, seed = 1): Promise<Found & { reviews: Review[] }> {
  const found = await planned(problem, seed)
  if ('clash' in found) throw new Error(found.clash.reason)
  return found
}

test('every calendar keeps terms, blocked dates and windows, visits each school once and puts nobody in two places', async () => {
  let calendars = 0
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
      const problem = programme(seed)
      const found = await planned(problem)
      if ('clash' in found) {
        assert.doesNotMatch(found.clash.reason, /could not be proved/)
        return
      }
      calendars++
      assert.deepEqual(checkCalendar(problem, found.reviews).broken, [])
      assert.equal(scoreOf(found.instance, found.reviews).total, found.cost)
      const bound = await lowerBound(found.instance, 0.5)
      assert.ok(bound.lower <= found.cost + 1e-6, `${bound.lower} is no bound for ${found.cost}`)
    }),
    { numRuns: 10, seed: 4 },
  )
  assert.ok(calendars >= 6, `${calendars} calendars`)
})

test('the dates of a calendar can be fixed, every one, and are found again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
      const problem = programme(seed)
      const found = await planned(problem)
      if ('clash' in found) return
      const random = randomFrom(seed)
      const schools = (problem.schools ?? []).map((school) => {
        const review = found.reviews.find((each) => each.school === school.id)
        return {
          ...school,
          fixed: Object.fromEntries(stepNames.filter(() => random() < 0.5).map((step) => [step, review?.[step]])),
        }
      })
      const again = await calendarOf({ ...problem, schools }, 2)
      assert.deepEqual(checkCalendar({ ...problem, schools }, again.reviews), { broken: [], standing: [] })
      for (const { id, fixed } of schools)
        for (const [step, day] of Object.entries(fixed))
          assert.equal(again.reviews.find(({ school }) => school === id)?.[step as 'visit'], day)
    }),
    { numRuns: 8, seed: 7 },
  )
})

test('the same seed gives the same calendar, and a longer search is never worse', async () => {
  const problem = programme(5)
  const [first, second] = [await calendarOf(problem, 3), await calendarOf(problem, 3)]
  assert.deepEqual(first.reviews, second.reviews)
  const longer = await planned(problem, 3, 400_000)
  assert.ok('cost' in longer && longer.cost <= first.cost)
})

/** One group in the weeks from September to Christmas and a little more. */
function tight(more: object): SchedulingProblem {
  return schedulingProblem.parse({
    from: '2026-09-01',
    to: '2027-02-12',
    groups: [{ id: 'Medway', schools: ['Oak', 'Ash', 'Elm'] }],
    ...more,
  })
}

test('a school without any day is named with the dates that leave none, and with no others', async () => {
  const found = await scheduleVisits(
    tight({
      schools: [
        {
          id: 'Oak',
          earliest: '2026-10-05',
          latest: '2026-10-16',
          blocked: [{ from: '2026-11-23', to: '2026-11-27' }],
        },
      ],
      people: [
        { id: 'Ms Ray', groups: ['Medway'], blocked: [{ from: '2026-10-02', to: '2026-10-09', reason: 'abroad' }] },
        { id: 'Mr Lee', schools: ['Oak'], blocked: [{ from: '2026-10-12', to: '2026-10-16' }] },
      ],
    }),
    { moves: 10_000, seed: 1 },
  )
  assert.ok('clash' in found)
  assert.deepEqual(found.clash.schools, ['Oak'])
  assert.equal(
    found.clash.reason,
    'Oak cannot be visited on school days from 1 September 2026 to 12 February 2027. These stand against each other: the blocked dates of Ms Ray, 2 October 2026 to 9 October 2026 (abroad), the blocked dates of Mr Lee, 12 October 2026 to 16 October 2026, the earliest day for Oak, 5 October 2026 and the latest day for Oak, 16 October 2026.',
  )
})

test('a window that leaves the programme is named', async () => {
  const found = await scheduleVisits(tight({ schools: [{ id: 'Ash', earliest: '2026-12-01' }] }), {
    moves: 10_000,
    seed: 1,
  })
  assert.ok('clash' in found)
  assert.deepEqual(found.clash.sources, [
    'the check-in 10 to 12 school weeks after the visit',
    'the earliest day for Ash, 1 December 2026',
  ])
})

test('schools that cannot all be visited are named, without those that have nothing to do with it', async () => {
  const week = { earliest: '2026-10-05', latest: '2026-10-09' }
  const problem = tight({
    schools: [
      { id: 'Oak', ...week },
      { id: 'Elm', ...week },
    ],
  })
  const found = await scheduleVisits(problem, { moves: 10_000, seed: 1 })
  assert.ok('clash' in found)
  assert.deepEqual(found.clash.schools, ['Oak', 'Elm'])
  assert.match(found.clash.reason, /^Oak and Elm cannot both be visited .*: 1 visit of a group a week at the most, /)
  const halfTerms = await scheduleVisits(
    tight({
      groups: [{ id: 'Medway', schools: ['Oak', 'Ash', 'Elm', 'Yew'] }],
      rules: { oneVisitAHalfTerm: 'required' },
    }),
    { moves: 10_000, seed: 1 },
  )
  assert.ok('clash' in halfTerms)
  assert.ok(halfTerms.clash.sources.includes('one visit of a group in a half-term at the most'))
})

test('a fixed date stands where a rule speaks against it, with a warning', async () => {
  const problem = tight({ schools: [{ id: 'Oak', fixed: { visit: '2026-09-12', followUp: '2026-12-16' } }] })
  const { at, reviews } = await calendarOf(problem)
  assert.equal(reviews.find(({ school }) => school === 'Oak')?.followUp, '2026-12-16')
  const warnings = warningsOf(instanceOf(problem), reviews).join('\n')
  assert.match(
    warnings,
    /visit of Oak on Saturday 12 September 2026 is not on a school day: it is a Saturday; it stands/,
  )
  assert.match(warnings, /follow-up of Oak is not 5 to 7 weeks after; it stands/)
  assert.match(warnings, /No terms were given for 2026-27/)
  assert.equal(at.length, 15)
})

test('a term is divided where a whole week of it is closed', () => {
  const { days } = instanceOf(
    tight({
      terms: [
        { name: 'Autumn', from: '2026-09-01', to: '2026-12-18' },
        { name: 'Spring', from: '2027-01-04', to: '2027-03-25' },
      ],
      closed: [{ from: '2026-10-26', to: '2026-10-30', reason: 'half-term' }],
    }),
  )
  assert.deepEqual(
    days.halfTerms.map(({ name }) => name),
    ['Autumn, part 1', 'Autumn, part 2', 'Spring'],
  )
})

test('fixed dates that put somebody in two places stand with a warning, and nothing is put beside them', async () => {
  const fixed = { visit: '2026-10-06', preparation: '2026-09-29', writeUp: '2026-10-08' }
  const problem = tight({
    schools: [
      { id: 'Oak', fixed },
      { id: 'Ash', fixed },
    ],
  })
  const { reviews } = await calendarOf(problem)
  const { broken, standing } = checkCalendar(problem, reviews)
  assert.deepEqual(broken, [])
  assert.ok(standing.some((words) => words === 'Medway has 4 half-days on Tuesday 6 October 2026'))
  const elm = reviews.find(({ school }) => school === 'Elm')
  for (const step of stepNames) assert.notEqual(elm?.[step], fixed.visit)
})

test('the last days before a visit can be kept free of its preparation', async () => {
  const problem = tight({ rules: { preparation: { withinSchoolDays: 10, atLeastSchoolDays: 6 } } })
  const { reviews } = await calendarOf(problem)
  for (const { preparation = '', visit } of reviews) assert.ok(plain(preparation).until(plain(visit)).days >= 8)
  assert.deepEqual(checkCalendar(problem, reviews).broken, [])
})
