import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addSchoolDays, isSchoolDay, schoolCalendar, schoolDaysBetween, usualTerms } from '../../../lib/school-days.ts'
import type { ArrangedGroup } from '../forming.schema.ts'
import {
  type Answered,
  affectedSchools,
  countsOf,
  isUndecided,
  standingOf,
  stateOf,
  usualLastDay,
  whyCannotAnswer,
  whyCannotConfirm,
  whyCannotDecide,
  whyCannotRemind,
  whyNotLastDay,
  whyNotLater,
} from './proposal.rules.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const moment = Temporal.Instant.from('2026-12-01T10:00:00Z')
const calendar = schoolCalendar(usualTerms(2026), [])
const until = day('2026-12-08')
const proposal = { objections_until: until, confirmed_at: null, withdrawn_at: null, reminded_at: null }

const answered = (over: Partial<Answered> = {}): Answered => ({
  answer: null,
  is_current: true,
  decision: null,
  ...over,
})
const anAnswer: fc.Arbitrary<Answered> = fc.oneof(
  fc.constant(answered({ is_current: false })),
  fc.record({
    answer: fc.constantFrom('content' as const, 'objects' as const),
    is_current: fc.boolean(),
    decision: fc.constantFrom(null, 'stays' as const, 'changed' as const),
  }),
)
const aDay = fc.integer({ min: -40, max: 40 }).map((days) => until.add({ days }))
const aProposal = fc.record({
  objections_until: fc.constant(until),
  confirmed_at: fc.constantFrom(null, moment),
  withdrawn_at: fc.constantFrom(null, moment),
})

test('a school can answer exactly while the proposal is open, the last day included', () => {
  fc.assert(
    fc.property(aProposal, aDay, (one, today) => {
      const isOpen = !one.confirmed_at && !one.withdrawn_at && Temporal.PlainDate.compare(today, until) <= 0
      assert.equal(whyCannotAnswer(one, today) === undefined, isOpen)
      assert.equal(stateOf(one, today) === 'open', isOpen)
    }),
  )
  assert.match(whyCannotAnswer(proposal, day('2026-12-09'))?.message ?? '', /8 December 2026/)
})

test('groups are never confirmed over an undecided objection, and before the last day only when every school is content', () => {
  fc.assert(
    fc.property(aProposal, fc.array(anAnswer, { maxLength: 8 }), aDay, (one, schools, today) => {
      const can = whyCannotConfirm(one, schools, today) === undefined
      const isOver = Temporal.PlainDate.compare(today, until) > 0
      const isAllContent = schools.every(({ answer, is_current }) => answer === 'content' && is_current)
      const isOpen = !one.confirmed_at && !one.withdrawn_at
      assert.equal(can, isOpen && !schools.some(isUndecided) && (isOver || isAllContent))
    }),
  )
})

test('every school is counted once, and one that was asked again has not answered', () => {
  fc.assert(
    fc.property(fc.array(anAnswer, { maxLength: 20 }), (schools) => {
      const counts = countsOf(schools)
      assert.equal(counts.content + counts.objects + counts.silent, schools.length)
      assert.ok(counts.undecided >= schools.filter(({ answer, decision }) => answer === 'objects' && !decision).length)
    }),
  )
  assert.equal(standingOf(answered({ answer: 'content', is_current: false })), 'again')
})

test('an objection is decided while the groups are not confirmed; “changed” only after the group changed', () => {
  const objects = answered({ answer: 'objects' })
  const today = day('2026-12-01')
  assert.equal(whyCannotDecide(proposal, objects, 'stays', today), undefined)
  assert.match(whyCannotDecide(proposal, objects, 'changed', today)?.message ?? '', /has not changed/)
  assert.equal(whyCannotDecide(proposal, { ...objects, is_current: false }, 'changed', today), undefined)
  assert.equal(whyCannotDecide(proposal, objects, 'stays', day('2027-01-10')), undefined, 'also after the last day')
  assert.match(
    whyCannotDecide({ ...proposal, confirmed_at: moment }, objects, 'stays', today)?.message ?? '',
    /confirmed/,
  )
  assert.match(whyCannotDecide(proposal, answered({ answer: 'content' }), 'stays', today)?.message ?? '', /not object/)
})

test('the day that is offered is always one that is taken: ten school days, or five for schools whose group changed', () => {
  fc.assert(
    fc.property(aDay, fc.option(aDay, { nil: undefined }), (today, some) => {
      const present = some && (isSchoolDay(calendar, some) ? some : addSchoolDays(calendar, some, 1))
      const offered = usualLastDay(calendar, today, present)
      assert.equal(whyNotLastDay(calendar, offered, today, present), undefined)
      assert.ok(schoolDaysBetween(calendar, today, offered) >= (present ? 5 : 10))
    }),
  )
})

test('a last day is a school day, not too soon, not before what schools were told', () => {
  const today = day('2026-11-24')
  const why = (text: string, present?: Temporal.PlainDate) =>
    whyNotLastDay(calendar, day(text), today, present)?.message ?? ''
  assert.match(why('2026-11-24'), /Choose Wednesday 25 November 2026 or later/)
  assert.match(why('2026-12-06'), /Schools are closed on Sunday 6 December 2026\. Choose Monday 7 December 2026/)
  assert.match(why('2027-08-01'), /six months/)
  assert.match(why('2026-11-30', until), /at least 5 school days\. Choose Tuesday 1 December 2026/)
  assert.match(why('2026-12-02', until), /Schools were told Tuesday 8 December 2026/)
  assert.equal(why('2026-12-09', until), '')
  assert.match(whyNotLater(calendar, until, today, until)?.message ?? '', /after Tuesday 8 December/)
  assert.equal(whyNotLater(calendar, day('2026-12-09'), today, until), undefined)
})

test('schools are reminded at most once a day, and only while they can answer', () => {
  const today = day('2026-12-01')
  assert.equal(whyCannotRemind(proposal, moment, today), undefined)
  const reminded = { ...proposal, reminded_at: moment.subtract({ hours: 5 }) }
  assert.match(whyCannotRemind(reminded, moment, today)?.message ?? '', /Wait a day/)
  assert.equal(whyCannotRemind({ ...proposal, reminded_at: moment.subtract({ hours: 23 }) }, moment, today), undefined)
  assert.ok(whyCannotRemind(proposal, moment, day('2026-12-09')))
})

test('exactly the schools with other partners are told, whatever the names and the order of the groups', () => {
  const partition = fc
    .array(fc.nat(2), { minLength: 8, maxLength: 8 })
    .map((at) => [0, 1, 2].map((group) => [...'abcdefgh'].filter((_, index) => at[index] === group)))
  const named = (groups: string[][], prefix: string): ArrangedGroup[] =>
    groups.map((school_ids, index) => ({ name: `${prefix} ${index}`, review_group_id: null, school_ids }))
  const partners = (groups: string[][], id: string) =>
    (groups.find((ids) => ids.includes(id)) ?? [])
      .filter((one) => one !== id)
      .sort()
      .join('')
  fc.assert(
    fc.property(partition, partition, (before, after) => {
      const told = new Set(
        affectedSchools(named(before, 'Old'), named(after.toReversed(), 'New')).map(({ school_id }) => school_id),
      )
      for (const id of 'abcdefgh') assert.equal(told.has(id), partners(before, id) !== partners(after, id), id)
    }),
  )
  assert.equal(affectedSchools([], named([['a', 'b']], 'New')).length, 2, 'a school that had no group is told')
})
