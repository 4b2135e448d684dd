import assert from 'node:assert/strict'
import { test } from 'node:test'
import { movableClock, systemClock } from './clock.ts'

test('a clock that is moved tells the day in the United Kingdom', () => {
  const clock = movableClock(Temporal.Instant.from('2026-06-22T23:30:00Z'))
  assert.equal(String(clock.now()), '2026-06-22T23:30:00Z')
  assert.equal(String(clock.today()), '2026-06-23')
  clock.set(Temporal.Instant.from('2026-11-22T23:30:00Z'))
  assert.equal(String(clock.now()), '2026-11-22T23:30:00Z')
  assert.equal(String(clock.today()), '2026-11-22')
})

test('the machine’s clock goes on, and its day is that of its moment', () => {
  const before = systemClock.now()
  const day = systemClock.today()
  const after = systemClock.now()
  assert.ok(Temporal.Instant.compare(before, after) <= 0)
  const days = [before, after].map((moment) => String(moment.toZonedDateTimeISO('Europe/London').toPlainDate()))
  assert.ok(days.includes(String(day)))
})
