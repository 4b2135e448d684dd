import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayAndDate, dayAndTime, longDate, plural, sentenceList, shortDate, shortened, timeOfDay } from './words.ts'

const day = Temporal.PlainDate.from('2026-11-22')

test('days are written with the month in words', () => {
  assert.equal(longDate(day), '22 November 2026')
  assert.equal(shortDate(day), '22 Nov 2026')
  assert.equal(dayAndDate(day), 'Sunday 22 November 2026')
})

test('every month and every day of the week has its name', () => {
  const start = Temporal.PlainDate.from('2024-01-01')
  const names = (locale: Intl.DateTimeFormatOptions) => (one: Temporal.PlainDate) => one.toLocaleString('en-GB', locale)
  const months = Array.from({ length: 12 }, (_, index) => start.add({ months: index }))
  assert.deepEqual(months.map(longDate), months.map(names({ day: 'numeric', month: 'long', year: 'numeric' })))
  const days = Array.from({ length: 7 }, (_, index) => start.add({ days: index }))
  assert.deepEqual(
    days.map(dayAndDate),
    days.map((one) => `${names({ weekday: 'long' })(one)} ${longDate(one)}`),
  )
})

test('times are those of the United Kingdom, in summer and in winter', () => {
  assert.equal(timeOfDay(Temporal.Instant.from('2026-11-22T16:30:00Z')), '4:30pm')
  assert.equal(timeOfDay(Temporal.Instant.from('2026-06-22T16:30:00Z')), '5:30pm')
  assert.equal(timeOfDay(Temporal.Instant.from('2026-11-22T09:00:00Z')), '9am')
  assert.equal(timeOfDay(Temporal.Instant.from('2026-11-22T12:00:00Z')), 'midday')
  assert.equal(timeOfDay(Temporal.Instant.from('2026-11-22T12:05:00Z')), '12:05pm')
  assert.equal(timeOfDay(Temporal.Instant.from('2026-11-22T00:00:00Z')), 'midnight')
  assert.equal(timeOfDay(Temporal.Instant.from('2026-11-22T00:07:00Z')), '12:07am')
  assert.equal(timeOfDay(Temporal.PlainTime.from('13:15')), '1:15pm')
})

test('a moment late in a summer evening belongs to the day it is in the United Kingdom', () => {
  assert.equal(dayAndTime(Temporal.Instant.from('2026-06-22T23:30:00Z')), '23 June 2026 at 12:30am')
})

test('a count agrees with its word', () => {
  assert.equal(plural(1, 'school'), '1 school')
  assert.equal(plural(0, 'school'), '0 schools')
  assert.equal(plural(1204, 'school'), '1,204 schools')
  assert.equal(plural(2, 'enquiry'), '2 enquiries')
  assert.equal(plural(2, 'day'), '2 days')
  assert.equal(plural(2, 'child'), '2 children')
  assert.equal(plural(2, 'person'), '2 people')
  assert.equal(plural(2, 'branch'), '2 branches')
  assert.equal(plural(3, 'head of school', 'heads of school'), '3 heads of school')
})

test('a list reads as a sentence', () => {
  assert.equal(sentenceList([]), '')
  assert.equal(sentenceList(['Ashdown']), 'Ashdown')
  assert.equal(sentenceList(['Ashdown', 'Bramley']), 'Ashdown and Bramley')
  assert.equal(sentenceList(['Ashdown', 'Bramley', 'Cobham'], 'or'), 'Ashdown, Bramley or Cobham')
})

test('every list names each of its items', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 })), (items) => {
      const sentence = sentenceList(items)
      return items.every((item) => sentence.includes(item))
    }),
  )
})

test('a long text is shortened to whole words on one line, and a short one is left alone', () => {
  assert.equal(shortened('Plan\n together'), 'Plan together')
  assert.equal(shortened('Plan together every Friday', 16), 'Plan together …')
  assert.equal(shortened('Plan together', 13), 'Plan together')
})
