import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blockedAdvice, ledSchoolIds, whyCannotBlock } from './blocked.rules.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const today = day('2026-11-24')

test('days are blocked from now on, the first before the last, and not without end', () => {
  const why = (from: string, to: string, entries = 0) =>
    whyCannotBlock({ starts_on: day(from), ends_on: day(to) }, today, entries)
  assert.equal(why('2026-11-20', '2026-11-24'), undefined)
  assert.equal(why('2027-05-10', '2027-05-21'), undefined)
  assert.deepEqual(why('2027-05-10', '2027-05-09'), {
    field: 'ends_on',
    message: 'The last day must not be before the first',
  })
  assert.match(why('2026-11-01', '2026-11-23')?.message ?? '', /past/)
  assert.match(why('2027-01-01', '2027-04-11')?.message ?? '', /at most 100 days/)
  assert.equal(why('2027-01-01', '2027-04-10'), undefined)
  assert.equal(why('2031-01-01', '2031-01-02')?.field, 'starts_on')
  assert.match(why('2027-05-10', '2027-05-21', 100)?.message ?? '', /100 entries/)
})

test('a school’s days are kept by those who lead it, not by its governors or by leaders from outside', () => {
  const roles = [
    { role: 'headteacher' as const, school_id: 'a' },
    { role: 'senco' as const, school_id: 'a' },
    { role: 'governor' as const, school_id: 'b' },
    { role: 'ile' as const, school_id: null },
  ]
  assert.deepEqual(ledSchoolIds({ roles }), ['a'])
})

test('a day that is blocked is advised against, with each name once', () => {
  const around = [
    { starts_on: day('2027-05-10'), ends_on: day('2027-05-14'), who: 'Dr Ray' },
    { starts_on: day('2027-05-12'), ends_on: day('2027-05-12'), who: 'Dr Ray' },
    { starts_on: day('2027-05-12'), ends_on: day('2027-05-13'), who: 'Oak Primary School' },
  ]
  assert.deepEqual(blockedAdvice(day('2027-05-12'), around), [
    '12 May 2027 is blocked for Dr Ray and Oak Primary School. Talk to them first.',
  ])
  assert.deepEqual(blockedAdvice(day('2027-05-14'), around), ['14 May 2027 is blocked for Dr Ray. Talk to them first.'])
  assert.deepEqual(blockedAdvice(day('2027-05-15'), around), [])
})
