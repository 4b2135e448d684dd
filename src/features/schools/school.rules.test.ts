import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  ageRange,
  isSchoolStatus,
  phaseText,
  protectedCount,
  provisionText,
  schoolLine,
  statusName,
  statusTone,
} from './school.rules.ts'

test('a status has its name and its tone; an unknown one is shown as it is', () => {
  assert.deepEqual(
    ['open', 'closed', 'proposed', 'merged'].map((status) => [
      isSchoolStatus(status),
      statusName(status),
      statusTone(status),
    ]),
    [
      [true, 'Open', 'done'],
      [true, 'Closed', 'neutral'],
      [true, 'Proposed', 'info'],
      [false, 'merged', 'info'],
    ],
  )
})

test('a number of pupils never points to fewer than five children', () => {
  assert.equal(protectedCount(null), '')
  assert.equal(protectedCount(0), '0')
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), (count) => {
      assert.equal(protectedCount(count), count < 5 ? 'fewer than 5' : String(count))
    }),
  )
})

test('ages are told as far as they are known', () => {
  assert.equal(ageRange({ age_low: 4, age_high: 11 }), '4 to 11')
  assert.equal(ageRange({ age_low: 4, age_high: null }), 'from 4')
  assert.equal(ageRange({ age_low: null, age_high: 11 }), 'up to 11')
  assert.equal(ageRange({ age_low: null, age_high: null }), '')
})

test('provision is told in words', () => {
  const words = (sen_unit: boolean, resourced_provision: boolean) => provisionText({ sen_unit, resourced_provision })
  assert.equal(words(true, true), 'A SEN unit and a resourced provision')
  assert.equal(words(true, false), 'A SEN unit')
  assert.equal(words(false, true), 'A resourced provision')
  assert.equal(words(false, false), 'None recorded')
})

test('the phase is what people call it, also where the register has none', () => {
  const phase = (phase: string, type: string) => phaseText({ phase, type })
  assert.equal(phase('Primary', 'Community special school'), 'Primary')
  assert.equal(phase('Not applicable', 'Community Special School'), 'Special')
  assert.equal(phase('', 'Pupil referral unit'), 'Alternative provision')
  assert.equal(phase('', 'Academy alternative provision converter'), 'Alternative provision')
  assert.equal(phase('Not applicable', 'Other independent school'), 'Independent')
  assert.equal(phase('', 'Online provider'), 'Not known')
})

test('one line tells a school from others of its name', () => {
  const school = {
    name: 'St Mary’s',
    phase: 'Primary',
    type: 'Academy',
    district: 'Northdale',
    postcode: 'ME1 1AA',
    status: 'open',
  }
  assert.equal(schoolLine(school), 'St Mary’s (Primary, Northdale, ME1 1AA)')
  assert.equal(schoolLine({ ...school, phase: '', district: '', status: 'closed' }), 'St Mary’s (ME1 1AA, closed)')
})
