import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Part } from '../part.rules.ts'
import {
  isWaitedFor,
  lastChange,
  standingOf,
  type Word,
  whyCannotGoOnWithout,
  whyCannotReopen,
  whyCannotSayWord,
  whyTeamCannotAgree,
} from './agreement.rules.ts'
import type { WriteUpFacts } from './summary.rules.ts'

const moment = Temporal.Instant.from('2026-11-24T10:00:00Z')
const drafting: WriteUpFacts = { cancelled_at: null, sent_to_host_at: null, host_agreed_at: null, team_agreed_at: null }
const withHost = { ...drafting, sent_to_host_at: moment }
const hostAgreed = { ...withHost, host_agreed_at: moment }
const agreed = { ...hostAgreed, team_agreed_at: moment }
const stages = [drafting, withHost, hostAgreed, agreed]

const time = fc.option(fc.integer({ min: 0, max: 5 }).map((minutes) => moment.add({ minutes })))
const word = fc
  .record({ said: fc.constantFrom('agrees', 'something-missing'), at: time, gone_on_at: time })
  .map(({ said, at, gone_on_at }) => ({ said: at ? said : '', said_at: at, gone_on_at }) as Word)

test('nobody who is missing something, or read an earlier text, ever counts as agreeing', () => {
  fc.assert(
    fc.property(word, time, (one, changed) => {
      if (standingOf(one, changed) !== 'agrees') return
      assert.equal(one.said, 'agrees')
      assert.ok(one.said_at && (!changed || Temporal.Instant.compare(one.said_at, changed) >= 0))
    }),
  )
})

test('the lead goes on without only those who have not spoken since', () => {
  fc.assert(
    fc.property(word, time, (one, changed) => {
      const gone = standingOf(one, changed) === 'gone-on'
      const expected = one.gone_on_at && (!one.said_at || Temporal.Instant.compare(one.said_at, one.gone_on_at) <= 0)
      assert.equal(gone, Boolean(expected))
    }),
  )
})

test('the team agrees only after the host, with nobody waited for, and only through its lead', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...stages),
      fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }),
      (facts, waiting) => {
        const may = whyTeamCannotAgree('lead-reviewer', facts, waiting) === undefined
        assert.equal(may, facts === hostAgreed && waiting.length === 0)
        for (const part of ['reviewer', 'ile', 'host-lead', 'partnership'] as const satisfies Part[])
          assert.ok(whyTeamCannotAgree(part, facts, waiting))
      },
    ),
  )
  const told = whyTeamCannotAgree('lead-reviewer', hostAgreed, ['Tom Okafor'])?.message
  assert.match(told ?? '', /It waits for 1 member: Tom Okafor\. You can go on without somebody, with a reason/)
})

test('members speak from the day on which the host has the draft until the report is agreed', () => {
  const agrees = { agrees: true, missing: '' }
  assert.deepEqual(
    stages.map((facts) => whyCannotSayWord('ile', facts, agrees) === undefined),
    [false, true, true, false],
  )
  for (const part of ['host-lead', 'host', 'group', 'partnership'] as const)
    assert.ok(whyCannotSayWord(part, withHost, agrees))
  assert.equal(whyCannotSayWord('reviewer', withHost, { agrees: false, missing: ' ' })?.field, 'missing')
  assert.ok(whyCannotSayWord('reviewer', { ...withHost, cancelled_at: moment }, agrees))
})

test('the lead reviewer gives a reason for going on without somebody who is waited for', () => {
  assert.equal(whyCannotGoOnWithout('lead-reviewer', hostAgreed, 'silent', 'Away until January'), undefined)
  assert.equal(whyCannotGoOnWithout('lead-reviewer', hostAgreed, 'silent', ' ')?.field, 'reason')
  assert.ok(whyCannotGoOnWithout('reviewer', hostAgreed, 'silent', 'Away'))
  assert.ok(whyCannotGoOnWithout('lead-reviewer', hostAgreed, 'agrees', 'Away'))
  assert.ok(whyCannotGoOnWithout('lead-reviewer', drafting, 'silent', 'Away'))
  assert.ok(isWaitedFor('agreed-earlier-text') && !isWaitedFor('gone-on'))
})

test('the text is opened again by the lead reviewer, between the agreements of the two sides', () => {
  assert.deepEqual(
    stages.map((facts) => whyCannotReopen('lead-reviewer', facts, 'A date is wrong') === undefined),
    [false, false, true, false],
  )
  assert.ok(whyCannotReopen('reviewer', hostAgreed, 'A date is wrong'))
  assert.equal(whyCannotReopen('lead-reviewer', hostAgreed, '')?.field, 'reason')
})

test('the last change is the latest of all, whatever their order', () => {
  fc.assert(
    fc.property(fc.array(time), (times) => {
      const last = lastChange(times)
      const known = times.filter((one) => one !== null)
      assert.equal(last === null, known.length === 0)
      assert.ok(known.every((one) => last && Temporal.Instant.compare(one, last) <= 0))
    }),
  )
})
