import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { modelWithKey } from '../../review-models/public.ts'
import { type MemberFacts, type MemberPart, memberParts } from '../part.rules.ts'
import {
  type Candidate,
  conflictsOf,
  type TeamReview,
  whyCannotAcceptInterest,
  whyCannotChangeTeam,
  whyCannotInvite,
} from './team.rules.ts'

const model = modelWithKey('inclusion-peer-review')
const moment = Temporal.Instant.from('2026-11-12T10:00:00Z')
const schools = {
  host: { school_id: 'host', school_name: 'Hollybank Primary School', trust: 'Weald Learning Trust' },
  sister: { school_id: 'sister', school_name: 'Siskin School', trust: 'weald learning trust' },
  ashdown: { school_id: 'ashdown', school_name: 'Ashdown School', trust: '' },
  elsewhere: { school_id: 'elsewhere', school_name: 'Eastmere School', trust: 'Coast Trust' },
}
const person = (id: string, name: string, ...places: [keyof typeof schools, string][]): Candidate => ({
  id,
  name,
  left_at: null,
  places: places.map(([school, role]) => ({ ...schools[school], role })),
})
const member = (person_id: string, name: string, more: Partial<MemberFacts> = {}): MemberFacts & { name: string } => ({
  person_id,
  name,
  part: 'reviewer',
  answer: 'accepted',
  declared_conflict: '',
  conflict_accepted_by: null,
  removed_at: null,
  ...more,
})
const review = (...members: TeamReview['members'][number][]): TeamReview => ({
  host_school_id: 'host',
  host_school_name: schools.host.school_name,
  host_trust: schools.host.trust,
  group_school_ids: ['host', 'ashdown', 'sister'],
  group_ile_ids: ['ile'],
  members,
})

test('a head of another school of the group can lead, a SENCO can review', () => {
  assert.equal(
    whyCannotInvite(model, review(), person('p', 'Amara Okafor', ['ashdown', 'headteacher']), 'lead-reviewer'),
    undefined,
  )
  assert.equal(
    whyCannotInvite(model, review(), person('p', 'Amara Okafor', ['ashdown', 'senco']), 'reviewer'),
    undefined,
  )
  assert.match(
    whyCannotInvite(model, review(), person('p', 'Amara Okafor', ['ashdown', 'senco']), 'lead-reviewer')?.message ?? '',
    /cannot lead this review. A headteacher leads/,
  )
})

test('own school, own trust and governing there are refused in words', () => {
  const message = (...places: [keyof typeof schools, string][]) =>
    whyCannotInvite(model, review(), person('p', 'Amara Okafor', ...places), 'reviewer')?.message
  assert.equal(
    message(['ashdown', 'senco'], ['host', 'governor']),
    'Amara Okafor is a governor of Hollybank Primary School. Choose somebody from another school.',
  )
  assert.equal(
    message(['host', 'senco']),
    'Amara Okafor works at Hollybank Primary School. Choose somebody from another school.',
  )
  assert.equal(
    message(['sister', 'senco']),
    'Amara Okafor works at Siskin School, which is in the same trust as Hollybank Primary School (Weald Learning Trust). Choose somebody from another school.',
  )
  assert.equal(message(['elsewhere', 'headteacher']), 'Amara Okafor does not work at another school of this group')
  assert.equal(message(['ashdown', 'governor']), 'Amara Okafor does not work at another school of this group')
})

test('what a person declares stands beside what the register knows', () => {
  const amara = person('p', 'Amara Okafor', ['ashdown', 'senco'])
  assert.deepEqual(conflictsOf(amara, review()), [])
  assert.deepEqual(conflictsOf(amara, review(), '  '), [])
  assert.deepEqual(conflictsOf(amara, review(), ' My son learns there '), [
    { weight: 'declared', reason: 'Amara Okafor declared: My son learns there' },
  ])
  assert.deepEqual(conflictsOf(person('p', 'Amara Okafor', ['sister', 'governor']), review(), 'My son'), [
    {
      weight: 'bar',
      reason:
        'Amara Okafor is a governor of Siskin School, which is in the same trust as Hollybank Primary School (Weald Learning Trust)',
    },
    { weight: 'declared', reason: 'Amara Okafor declared: My son' },
  ])
})

test('the host chooses its people and who leads, the lead reviewer the visitors, the partnership anybody', () => {
  const open: Parameters<typeof whyCannotChangeTeam>[0] = { cancelled_at: null, closed_at: null, sent_to_host_at: null }
  const may = (by: Parameters<typeof whyCannotChangeTeam>[1], facts = open) =>
    memberParts.filter((part) => !whyCannotChangeTeam(facts, by, part))
  assert.deepEqual(may('partnership'), memberParts)
  assert.deepEqual(may('lead-reviewer'), ['lead-reviewer', 'reviewer', 'ile'])
  assert.deepEqual(may('host-lead'), ['host-lead', 'host', 'lead-reviewer'])
  for (const by of ['reviewer', 'ile', 'host', 'host-school', 'group', 'invited'] as const)
    assert.deepEqual(may(by), [], by)
  assert.deepEqual(may('partnership', { ...open, sent_to_host_at: moment }), ['host-lead', 'host', 'ile'])
  const message = (by: 'partnership' | 'lead-reviewer' | 'host-lead' | 'host', part: MemberPart, facts = open) =>
    whyCannotChangeTeam(facts, by, part)?.message
  assert.equal(message('partnership', 'ile', { ...open, cancelled_at: moment }), 'This review was cancelled')
  assert.equal(message('partnership', 'ile', { ...open, closed_at: moment }), 'This review is finished')
  assert.match(message('host', 'host') ?? '', /the host lead and the partnership choose the team/)
  assert.match(message('partnership', 'reviewer', { ...open, sent_to_host_at: moment }) ?? '', /stays as it is/)
  assert.equal(message('lead-reviewer', 'host'), 'The host chooses its own people')
  assert.equal(message('host-lead', 'ile'), 'The lead reviewer chooses the other visitors')
})

test('the ILE is the one of the group, never leads, and never comes from the host', () => {
  const ile = person('ile', 'Ruth Adeyemi', ['elsewhere', 'headteacher'])
  assert.equal(whyCannotInvite(model, review(), ile, 'ile'), undefined)
  assert.match(
    whyCannotInvite(model, review(), ile, 'lead-reviewer')?.message ?? '',
    /an ILE challenges and never leads/,
  )
  assert.match(
    whyCannotInvite(model, review(), person('other', 'Jo Lund', ['elsewhere', 'headteacher']), 'ile')?.message ?? '',
    /not the ILE of this group/,
  )
  assert.match(
    whyCannotInvite(model, review(), person('ile', 'Ruth Adeyemi', ['host', 'headteacher']), 'ile')?.message ?? '',
    /works at Hollybank/,
  )
  assert.equal(
    whyCannotInvite(model, review(member('x', 'Jo Lund', { part: 'ile' })), ile, 'ile')?.message,
    'Jo Lund is the ILE already',
  )
})

test('hosts work at the host school, and a governor does not lead for it', () => {
  assert.equal(whyCannotInvite(model, review(), person('p', 'Sam Reed', ['host', 'senco']), 'host-lead'), undefined)
  assert.match(
    whyCannotInvite(model, review(), person('p', 'Sam Reed', ['host', 'governor']), 'host-lead')?.message ?? '',
    /is a governor/,
  )
  assert.equal(whyCannotInvite(model, review(), person('p', 'Sam Reed', ['host', 'governor']), 'host'), undefined)
  assert.match(
    whyCannotInvite(model, review(), person('p', 'Sam Reed', ['ashdown', 'senco']), 'host')?.message ?? '',
    /does not work at Hollybank/,
  )
})

test('nobody is asked twice, one leads, and the team has a limit', () => {
  const lead = person('p', 'Amara Okafor', ['ashdown', 'headteacher'])
  assert.equal(
    whyCannotInvite(model, review(member('p', 'Amara Okafor', { answer: 'waiting' })), lead, 'reviewer')?.message,
    'Amara Okafor is invited already as reviewer',
  )
  assert.equal(
    whyCannotInvite(model, review(member('p', 'Amara Okafor', { answer: 'declined' })), lead, 'reviewer'),
    undefined,
  )
  assert.equal(
    whyCannotInvite(
      model,
      review(member('q', 'Jo Lund', { part: 'lead-reviewer', answer: 'waiting' })),
      lead,
      'lead-reviewer',
    )?.message,
    'Jo Lund is the lead reviewer already',
  )
  const asked = (more: Partial<MemberFacts>, part: MemberPart = 'reviewer') =>
    whyCannotInvite(model, review(member('p', 'Amara Okafor', more)), lead, part)
  assert.deepEqual(asked({}), { field: 'person', message: 'Amara Okafor is on the team already as reviewer' })
  assert.match(asked({ declared_conflict: 'My son' })?.message ?? '', /is invited already/)
  assert.equal(asked({ removed_at: moment }), undefined)
  const others = (more: Partial<MemberFacts>, part: MemberPart, who = lead) =>
    whyCannotInvite(model, review(member('q', 'Jo Lund', more)), who, part)
  assert.equal(others({ part: 'lead-reviewer', answer: 'declined' }, 'lead-reviewer'), undefined)
  assert.equal(others({ part: 'lead-reviewer', removed_at: moment }, 'lead-reviewer'), undefined)
  assert.equal(others({ part: 'reviewer' }, 'lead-reviewer'), undefined)
  const sam = person('p', 'Sam Reed', ['host', 'senco'], ['host', 'governor'])
  assert.deepEqual(others({ part: 'host-lead' }, 'host-lead', sam), {
    field: 'part',
    message: 'Jo Lund is the host lead already',
  })
  assert.equal(others({ part: 'host' }, 'host', sam), undefined)
  assert.equal(others({ part: 'host' }, 'host-lead', sam), undefined)
  const two = person('p', 'Amara Okafor', ['ashdown', 'senco'], ['ashdown', 'headteacher'])
  assert.equal(others({ part: 'host' }, 'lead-reviewer', two), undefined)
  const ruth = person('ile', 'Ruth Adeyemi', ['elsewhere', 'headteacher'])
  const without = { ...model, group: { ...model.group, leaders: [] } }
  assert.deepEqual(whyCannotInvite(without, review(), ruth, 'ile'), {
    field: 'part',
    message: 'This programme has no ILE',
  })
  const hosts = Array.from({ length: 6 }, (_, index) => member(`h${index}`, `Host ${index}`, { part: 'host' }))
  assert.equal(whyCannotInvite(model, review(...hosts), lead, 'reviewer'), undefined)
  const led = Array.from({ length: 5 }, (_, index) => member(`m${index}`, `Member ${index}`))
  assert.match(
    whyCannotInvite(model, review(member('l', 'Jo Lund', { part: 'lead-reviewer' }), ...led), lead, 'reviewer')
      ?.message ?? '',
    /at most 6 visitors/,
  )
  const six = Array.from({ length: 6 }, (_, index) => member(`m${index}`, `Member ${index}`))
  assert.equal(whyCannotInvite(model, review(...six), lead, 'reviewer')?.message, 'A team has at most 6 visitors')
  assert.equal(
    whyCannotInvite(model, review(), { ...lead, left_at: moment }, 'reviewer')?.message,
    'Amara Okafor has left',
  )
})

test('a declared interest is decided by the lead reviewer, about the lead reviewer by the partnership, never by oneself', () => {
  const declares = member('d', 'Jo Lund', { declared_conflict: 'My son goes to this school' })
  const lead = { person: { id: 'lead', roles: [] }, part: 'lead-reviewer' }
  const officer = {
    person: { id: 'o', roles: [{ role: 'partnership-officer', school_id: null }] },
    part: 'partnership',
  }
  assert.equal(whyCannotAcceptInterest(lead, declares), undefined)
  assert.equal(whyCannotAcceptInterest(officer, declares), undefined)
  const leader = { person: { id: 'l', roles: [{ role: 'partnership-lead', school_id: null }] }, part: 'partnership' }
  assert.equal(whyCannotAcceptInterest(leader, { ...declares, part: 'lead-reviewer' }), undefined)
  const head = { person: { id: 'h', roles: [{ role: 'headteacher', school_id: 'host' }] }, part: 'host-lead' }
  assert.match(whyCannotAcceptInterest(head, declares)?.message ?? '', /lead reviewer decides/)
  assert.match(
    whyCannotAcceptInterest({ person: { id: 'd', roles: officer.person.roles }, part: 'partnership' }, declares)
      ?.message ?? '',
    /Somebody else/,
  )
  assert.match(
    whyCannotAcceptInterest({ person: { id: 'r', roles: [] }, part: 'reviewer' }, declares)?.message ?? '',
    /lead reviewer decides/,
  )
  assert.match(
    whyCannotAcceptInterest({ ...lead, person: { id: 'x', roles: [] } }, { ...declares, part: 'lead-reviewer' })
      ?.message ?? '',
    /partnership decides/,
  )
  assert.match(whyCannotAcceptInterest(lead, member('d', 'Jo Lund'))?.message ?? '', /has not declared/)
})

test('a visitor who works or governs at the host or in its trust is never invited, whatever else they are', () => {
  const anyPlaces = fc.uniqueArray(
    fc.tuple(
      fc.constantFrom('host', 'sister', 'ashdown', 'elsewhere'),
      fc.constantFrom('headteacher', 'senior-leader', 'senco', 'governor'),
    ),
    { selector: ([school, role]) => school + role },
  )
  fc.assert(
    fc.property(anyPlaces, fc.constantFrom(...memberParts), fc.constantFrom('ile', 'p'), (places, part, id) => {
      const candidate = person(id, 'Amara Okafor', ...(places as [keyof typeof schools, string][]))
      const barred = conflictsOf(candidate, review(), 'I know the head').some((conflict) => conflict.weight === 'bar')
      assert.equal(
        barred,
        places.some(([school]) => school === 'host' || school === 'sister'),
      )
      if (barred && part !== 'host-lead' && part !== 'host')
        assert.ok(whyCannotInvite(model, review(), candidate, part))
    }),
  )
})
