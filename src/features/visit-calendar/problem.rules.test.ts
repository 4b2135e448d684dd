import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { day, known, model, plannedVisits, review, today } from '../../../tests/support/planned-facts.ts'
import { checkCalendar } from '../../lib/scheduling/check.ts'
import { instanceOf } from '../../lib/scheduling/instance.ts'
import { schedulingProblem } from '../../lib/scheduling/problem.ts'
import { concernedBy, gapInWords } from './calendar.rules.ts'
import { blockedOn, inNames } from './facts.rules.ts'
import { isMade, problemOf, rulesOf, termsFor, whyCannotPut } from './problem.rules.ts'
import { troublesOf } from './slips.rules.ts'

test('the rules of visits are those of the model, and a stage that it lacks is no step', () => {
  assert.deepEqual(rulesOf(model), {
    preparation: { halfDays: 1, withinSchoolDays: 10, atLeastSchoolDays: 5 },
    visit: { halfDays: 2 },
    writeUp: { halfDays: 1, withinSchoolDays: 10 },
    followUp: { halfDays: 1, weeks: { from: 5, aim: 6, to: 7 }, countedIn: 'school-weeks' },
    checkIn: { halfDays: 1, weeks: { from: 10, aim: 11, to: 12 }, countedIn: 'school-weeks', after: 'visit' },
  })
  const short = { ...model, stages: model.stages.filter(({ key }) => key === 'visit') }
  assert.deepEqual(rulesOf(short), {
    preparation: null,
    visit: { halfDays: 2 },
    writeUp: null,
    followUp: null,
    checkIn: null,
  })
})

test('every problem is one that the search takes, whatever has been arranged, made, blocked, pinned or moved', async () => {
  const base = await plannedVisits(known())
  const visitDay = fc.integer({ min: -80, max: 150 }).map((days) => today.add({ days }))
  const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
  const arbitrary = fc.record({
    reviews: fc.subarray([...'ABCDEF']).chain((ids) =>
      fc.tuple(
        ...ids.map((id) =>
          fc
            .record({ visit_on: some(visitDay), pre_review_on: some(visitDay), follow_up_on: some(visitDay) })
            .map((own) => ({
              ...review(id, null),
              ...own,
            })),
        ),
      ),
    ),
    blocked: fc.array(
      fc.record({
        who: fc.constantFrom('A', 'D', 'Ray', 'HeadA'),
        from: visitDay,
        days: fc.integer({ min: 0, max: 9 }),
      }),
      { maxLength: 4 },
    ),
    pins: fc.subarray([...'ABCDEF']),
    fewest: fc.boolean(),
    slipped: fc.option(fc.constantFrom(...'ABCDEF'), { nil: undefined }),
  })
  fc.assert(
    fc.property(arbitrary, ({ reviews, blocked, pins, fewest, slipped }) => {
      const world = known({
        reviews,
        pins,
        blocked: blocked.map(({ who, from, days }) => ({
          person_id: who.length > 1 ? who : null,
          school_id: who.length > 1 ? null : who,
          starts_on: from,
          ends_on: from.add({ days }),
          reason: null,
        })),
      })
      const problem = problemOf(world, {
        today,
        base,
        fewest,
        ...(slipped && fewest ? { slipped: { school: slipped } } : {}),
      })
      if (!problem) return
      assert.deepEqual(schedulingProblem.safeParse(problem).error?.issues ?? [], [])
      for (const { id, schools } of problem.groups)
        for (const school of schools) {
          assert.ok(
            !isMade(
              reviews.find(({ school_id }) => school_id === school),
              today,
            ),
            `${school} of ${id} was visited`,
          )
        }
      instanceOf(problem)
    }),
    { numRuns: 25, seed: 3 },
  )
})

test('what is planned keeps the reviews that are arranged, everybody’s blocked dates, and tells what was made', async () => {
  const world = known({
    reviews: [
      review('A', '2026-10-06', { follow_up_on: day('2026-12-01') }),
      review('B', '2026-11-26'),
      review('D', null),
    ],
    blocked: [
      { person_id: 'Ray', school_id: null, starts_on: day('2027-01-01'), ends_on: day('2027-03-01'), reason: null },
      { person_id: null, school_id: 'E', starts_on: day('2027-03-02'), ends_on: day('2027-05-01'), reason: 'exams' },
    ],
  })
  const visits = await plannedVisits(world)
  assert.deepEqual(
    visits.slice(0, 2).map(({ school, visit, state }) => [school, visit, state]),
    [
      ['A', '2026-10-06', 'made'],
      ['B', '2026-11-26', 'arranged'],
    ],
  )
  assert.equal(visits.length, 6)
  assert.deepEqual(troublesOf(world, visits, today), [])
  for (const { school, visit, state } of visits)
    if (state === 'planned') assert.deepEqual(blockedOn(world, school, day(visit)), [])
  const problem = problemOf(world, { today })
  assert.ok(problem)
  const found = visits.filter(({ state }) => state !== 'made')
  assert.deepEqual(checkCalendar(problem, found.map(({ state: _, ...dates }) => dates) as never).broken, [])
})

test('a calendar says what no longer fits: other days, days gone by, blocked days, schools that joined or left', async () => {
  const visits = await plannedVisits(known())
  const first = visits.find(({ school }) => school === 'C')
  assert.ok(first)
  const world = known({
    reviews: [review('A', '2027-03-09'), review('B', '2026-11-10')],
    blocked: [
      { person_id: null, school_id: 'C', starts_on: day(first.visit), ends_on: day(first.visit), reason: 'exams' },
    ],
    groups: [
      { id: 'East', name: 'East group', school_ids: ['A', 'B', 'C', 'G'] },
      { id: 'West', name: 'West group', school_ids: ['D', 'F'] },
    ],
    schools: [...'ABCDEFG'].map((id) => ({ id, name: `School ${id}` })),
  })
  const old = visits.map((visit) => (visit.school === 'D' ? { ...visit, visit: '2026-11-02' } : visit))
  const words = troublesOf(world, old, today).map((trouble) => trouble.words)
  const said = (pattern: RegExp) =>
    assert.ok(
      words.some((one) => pattern.test(one)),
      `${pattern}: ${words.join(' | ')}`,
    )
  said(/^School A is visited on Tuesday 9 March 2027; the calendar says/)
  said(/^School B was visited on Tuesday 10 November 2026; the calendar says/)
  said(/^The visit of School C on .* is on a day blocked for the school\.$/)
  said(/^The visit to School D was planned for 2 November 2026 and has not been arranged\.$/)
  said(/^School E is no longer in a published group\.$/)
  said(/^School G has no dates yet\.$/)
})

test('only those are told whose dates are new, each once', async () => {
  const world = known()
  const visits = await plannedVisits(world)
  const all = concernedBy(world, visits, today)
  assert.deepEqual(
    all.map(({ person, hosts, joins }) => [person.id, hosts.length, joins.length]),
    [
      ['Ray', 0, 6],
      ['HeadA', 1, 2],
    ],
  )
  assert.deepEqual(concernedBy(world, visits, today, visits), [])
  const moved = visits.map((visit) => (visit.school === 'D' ? { ...visit, visit: '2027-06-15' } : visit))
  assert.deepEqual(
    concernedBy(world, moved, today, visits).map(({ person }) => person.id),
    ['Ray'],
  )
  const meeting = visits.map((visit) => (visit.school === 'A' ? { ...visit, followUp: '2027-06-15' } : visit))
  assert.deepEqual(
    concernedBy(world, meeting, today, visits).map(({ person }) => person.id),
    ['HeadA'],
  )
})

test('a review that is arranged is told of in the review, never as the calendar has it', async () => {
  const world = known()
  const visits = await plannedVisits(world)
  const arranged = known({ reviews: [review('D', '2027-06-15')] })
  assert.deepEqual(concernedBy(arranged, visits, today, visits), [])
  const dates = concernedBy(arranged, visits, today).flatMap(({ hosts, joins }) => [...hosts, ...joins])
  assert.deepEqual(
    new Set(dates.filter(({ school }) => school === 'D').map(({ visit }) => visit)),
    new Set(['2027-06-15']),
  )
})

test('a visit is put by hand on a school day to come inside the programme', () => {
  const why = (text: string) => whyCannotPut(known(), 'A', day(text), today)?.message
  assert.equal(why('2027-03-09'), undefined)
  assert.match(why('2026-11-24') ?? '', /in the future/)
  assert.match(why('2028-09-12') ?? '', /within the programme, from 1 September 2026 to 20 July 2028/)
  assert.match(why('2026-12-25') ?? '', /not open on 25 December 2026, because it is a bank holiday/)
  assert.match(whyCannotPut(known(), 'Z', day('2027-03-09'), today)?.message ?? '', /in no published group/)
})

test('terms that share a week become one, and those of two years are told apart', () => {
  const term = (academic_year: string, name: string, from: string, to: string) => ({
    academic_year,
    name,
    starts_on: day(from),
    ends_on: day(to),
  })
  const terms = termsFor([
    term('2027-28', 'Autumn', '2027-09-02', '2027-12-17'),
    term('2026-27', 'Autumn', '2026-09-02', '2026-10-21'),
    term('2026-27', 'Autumn, second half', '2026-10-22', '2026-12-18'),
  ])
  assert.deepEqual(terms, [
    { name: 'Autumn of 2026-27', from: '2026-09-02', to: '2026-12-18' },
    { name: 'Autumn of 2027-28', from: '2027-09-02', to: '2027-12-17' },
  ])
})

test('the gap is said in plain words, and ids never stand in a sentence', () => {
  assert.equal(gapInWords(0), 'No calendar is better.')
  assert.equal(gapInWords(0.0517), 'No calendar is more than 6 % better.')
  assert.match(gapInWords(null), /was not worked out/)
  const id = '0b7a4c1e-5d3f-4a7b-9c55-3f1f3a0f6f10'
  assert.equal(inNames(`${id} cannot be visited.`, new Map([[id, 'Oak']])), 'Oak cannot be visited.')
})
