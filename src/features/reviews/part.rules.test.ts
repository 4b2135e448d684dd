import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  isMemberPart,
  type MemberFacts,
  memberParts,
  type PartFacts,
  partInWords,
  partMay,
  partName,
  partOf,
  type ReviewAct,
  stateOfMember,
} from './part.rules.ts'

const moment = Temporal.Instant.from('2026-11-12T10:00:00Z')
const member = (person_id: string, more: Partial<MemberFacts> = {}): MemberFacts => ({
  person_id,
  part: 'reviewer',
  answer: 'accepted',
  declared_conflict: '',
  conflict_accepted_by: null,
  removed_at: null,
  ...more,
})
const review: PartFacts = {
  host_school_id: 'host',
  group_school_ids: ['host', 'ashdown', 'bramley'],
  group_leader_ids: ['ile'],
  members: [
    member('lead', { part: 'lead-reviewer' }),
    member('waiting', { answer: 'waiting' }),
    member('no', { answer: 'declined' }),
    member('gone', { removed_at: moment }),
    member('declares', { declared_conflict: 'My sister teaches there' }),
    member('cleared', { declared_conflict: 'My sister teaches there', conflict_accepted_by: 'lead' }),
  ],
}
const roles = (...held: [string, string | null][]) => held.map(([role, school_id]) => ({ role, school_id }))

test('a person plays the part they accepted, and none that they only were asked for', () => {
  const part = (id: string, held: ReturnType<typeof roles> = []) => partOf(review, { id, roles: held })
  assert.equal(part('lead', roles(['headteacher', 'ashdown'])), 'lead-reviewer')
  assert.equal(part('waiting', roles(['senco', 'ashdown'])), 'invited')
  assert.equal(part('no', roles(['senco', 'ashdown'])), 'group')
  assert.equal(part('gone'), undefined)
  assert.equal(part('declares', roles(['senco', 'bramley'])), 'invited')
  assert.equal(part('cleared', roles(['senco', 'bramley'])), 'reviewer')
})

test('a member waits, is on the team, or is not any more', () => {
  assert.deepEqual(
    review.members.map((one) => [one.person_id, stateOfMember(one)]),
    [
      ['lead', 'on-team'],
      ['waiting', 'invited'],
      ['no', 'declined'],
      ['gone', 'removed'],
      ['declares', 'declared'],
      ['cleared', 'on-team'],
    ],
  )
})

test('the parts of a team have names, on a page and inside a sentence', () => {
  assert.deepEqual(
    memberParts.map((part) => [part, partName(part), partInWords(part), isMemberPart(part)]),
    [
      ['host-lead', 'Host lead', 'host lead', true],
      ['host', 'Host colleague', 'host colleague', true],
      ['lead-reviewer', 'Lead reviewer', 'lead reviewer', true],
      ['reviewer', 'Reviewer', 'reviewer', true],
      ['ile', 'Inclusion Leader of Education (ILE)', 'ILE', true],
    ],
  )
  for (const part of ['invited', 'host-school', 'group', 'partnership'] as const) assert.ok(!isMemberPart(part), part)
})

test('others see a review through their school, their group or the partnership, or not at all', () => {
  const part = (id: string, ...held: [string, string | null][]) => partOf(review, { id, roles: roles(...held) })
  assert.equal(part('head', ['headteacher', 'host']), 'host-lead')
  assert.equal(part('governor', ['governor', 'host']), 'host-school')
  assert.equal(part('neighbour', ['senior-leader', 'ashdown']), 'group')
  assert.equal(part('ile', ['ile', null]), 'group')
  assert.equal(part('officer', ['partnership-officer', null]), 'partnership')
  assert.equal(part('partnership lead', ['partnership-lead', null]), 'partnership')
  assert.equal(part('stranger', ['headteacher', 'elsewhere']), undefined)
  assert.equal(part('provider', ['provider', null]), undefined)
})

test('an officer sees stage and dates, never preparation, notes, drafts or the report', () => {
  assert.ok(partMay('partnership', 'see-progress'))
  for (const act of ['see-preparation', 'see-notes', 'see-draft', 'see-sent-draft', 'see-report', 'comment'] as const) {
    for (const part of ['partnership', 'group', 'invited'] as const) assert.ok(!partMay(part, act), `${part} ${act}`)
  }
})

test('an ILE challenges and never leads, drafts, sends or agrees', () => {
  assert.ok(partMay('ile', 'challenge'))
  for (const act of ['prepare', 'draft', 'send-draft', 'agree-as-team', 'agree-as-host', 'schedule', 'invite'] as const)
    assert.ok(!partMay('ile', act), act)
})

test('the host sees no draft before it is sent, and only the host agrees for itself', () => {
  for (const part of ['host-lead', 'host', 'host-school'] as const)
    assert.ok(!partMay(part, 'see-draft') && !partMay(part, 'see-notes'))
  assert.ok(partMay('host-lead', 'agree-as-host') && !partMay('lead-reviewer', 'agree-as-host'))
  assert.ok(partMay('lead-reviewer', 'agree-as-team') && !partMay('host-lead', 'agree-as-team'))
})

const anyMember = fc.record({
  person_id: fc.constantFrom('a', 'b', 'c'),
  part: fc.constantFrom(...memberParts),
  answer: fc.constantFrom('waiting' as const, 'accepted' as const, 'declined' as const),
  declared_conflict: fc.constantFrom('', 'My cousin works there'),
  conflict_accepted_by: fc.option(fc.constant('b')),
  removed_at: fc.option(fc.constant(moment)),
})
const drafts: ReviewAct[] = ['see-notes', 'see-draft', 'draft', 'challenge', 'send-draft', 'agree-as-team']

test('nobody sees a draft without an accepted invitation and without every declared interest accepted', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyMember, { selector: (one) => one.person_id }),
      fc.constantFrom('a', 'b', 'c', 'd'),
      fc.subarray(['headteacher', 'senco', 'governor']),
      (members, id, held) => {
        const person = { id, roles: held.map((role) => ({ role, school_id: 'ashdown' })) }
        const part = partOf({ ...review, members }, person)
        const own = members.find((one) => one.person_id === id)
        if (part && drafts.some((act) => partMay(part, act))) {
          assert.ok(own)
          assert.equal(stateOfMember(own), 'on-team')
          assert.ok(
            own.answer === 'accepted' &&
              own.removed_at === null &&
              (own.declared_conflict === '' || own.conflict_accepted_by !== null),
          )
        }
      },
    ),
  )
})
