import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { modelWithKey } from '../review-groups/public.ts'
import { type MemberFacts, memberParts } from './part.rules.ts'
import { type Candidate, conflictsOf, type TeamReview, whyCannotAcceptInterest, whyCannotInvite } from './team.rules.ts'

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
