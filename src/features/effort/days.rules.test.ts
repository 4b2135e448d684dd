import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  academicYearOf,
  daysFigure,
  daysText,
  daysTyped,
  halfDaysFromDays,
  halfDaysOfMeeting,
  mostHalfDays,
  yearText,
} from './days.rules.ts'

const quarters = fc.integer({ min: 0, max: mostHalfDays * 4 }).map((count) => count / 4)

test('days read as people write them', () => {
  const texts = [0, 0.25, 1, 1.5, 2, 2.25, 3, 4, 7.75].map(daysText)
  assert.deepEqual(texts, ['0 days', '⅛ day', '½ day', '¾ day', '1 day', '1⅛ days', '1½ days', '2 days', '3⅞ days'])
})

test('days are understood however they are typed', () => {
  const typed = ['1', '1.5', ' 1,5 ', '1½', '½', '1 1/2', '1/2', '3/8', '.5', '0', '2 days', '0.125']
  assert.deepEqual(typed.map(halfDaysFromDays), [2, 3, 3, 3, 1, 3, 1, 0.75, 1, 0, 4, 0.25])
  for (const wrong of ['', 'one', '-1', '1.3', '1/3', '½½', '1e2', 'NaN', '0x2', '½ 1'])
    assert.equal(halfDaysFromDays(wrong), undefined, wrong)
})

test('what is shown in the box or in a sentence is always read back as it was', () => {
  fc.assert(
    fc.property(quarters, (halfDays) => {
      assert.equal(halfDaysFromDays(daysTyped(halfDays)), halfDays)
      assert.equal(halfDaysFromDays(daysFigure(halfDays)), halfDays)
      assert.equal(halfDaysFromDays(daysText(halfDays)), halfDays)
    }),
  )
})

test('a meeting counts by its length, never nothing and never more than a day, and a longer one never less', () => {
  assert.deepEqual(
    [10, 45, 60, 90, 120, 150, 180, 360, 600].map(halfDaysOfMeeting),
    [0.25, 0.25, 0.25, 0.5, 0.75, 0.75, 1, 2, 2],
  )
  const minutes = fc.integer({ min: 10, max: 600 })
  fc.assert(
    fc.property(minutes, minutes, (a, b) => {
      const counted = halfDaysOfMeeting(a)
      assert.ok(counted >= 0.25 && counted <= 2 && Number.isInteger(counted * 4))
      if (a <= b) assert.ok(counted <= halfDaysOfMeeting(b))
    }),
  )
})

test('an academic year runs from 1 September to 31 August', () => {
  const years = ['2026-08-31', '2026-09-01', '2026-12-31', '2027-01-01', '2027-08-31'].map((day) =>
    academicYearOf(Temporal.PlainDate.from(day)),
  )
  assert.deepEqual(years, [2025, 2026, 2026, 2026, 2026])
  assert.equal(yearText(2026), '2026 to 2027')
})
