import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Actor } from './actor.ts'
import type { HeldRole, Person } from './person.rules.ts'
import {
  mayManagePerson,
  maySeeContact,
  rolesToGive,
  roleWords,
  whyCannotGive,
  whyCannotHold,
  whyCannotLeave,
  whyCannotRemove,
} from './person.rules.ts'
import { isSchoolRole, type Role, type RoleHeld, roleKeys } from './roles.policy.ts'

const partnership = {
  id: 'p',
  key: 'north',
  name: 'North',
  contact_name: '',
  contact_email: '',
  contact_phone: '',
  is_demonstration: false,
  settings: {},
}
const actorWith = (...roles: RoleHeld[]): Actor => ({
  person_id: 'me',
  name: 'Me',
  email: 'me@example.org',
  account_id: 'x',
  session_id: 'y',
  partnership,
  roles,
})
const lead = actorWith({ role: 'partnership-lead', school_id: null })
const officer = actorWith({ role: 'partnership-officer', school_id: null })
const head = actorWith({ role: 'headteacher', school_id: 'a' })
const senco = actorWith({ role: 'senco', school_id: 'a' })

const held = (role: Role, school_id: string | null): HeldRole => ({
  id: `${role}-${school_id}`,
  role,
  school_id,
  school: school_id,
  granted_at: '',
  reason: '',
})
const personWith = (...roles: HeldRole[]): Person => ({
  id: 'other',
  name: 'Sam',
  email: 's@example.org',
  job_title: '',
  phone: '',
  left_at: null,
  has_joined: true,
  version: 1,
  roles,
})

const anyRole = fc.constantFrom(...roleKeys)
const anyHeld = anyRole.chain((role) =>
  fc
    .constantFrom(...(isSchoolRole(role) ? ['a', 'b', 'c'] : [null]))
    .map((school_id): RoleHeld => ({ role, school_id })),
)
const anyActor = fc.array(anyHeld, { maxLength: 3 }).map((roles) => actorWith(...roles))

test('only a lead ever makes leads and officers', () => {
  fc.assert(
    fc.property(anyActor, fc.constantFrom<Role>('partnership-lead', 'partnership-officer'), (actor, role) => {
      const isLead = actor.roles.some((one) => one.role === 'partnership-lead')
      assert.equal(whyCannotGive(actor, { role, school_id: undefined }) === undefined, isLead)
    }),
  )
})

test('who is neither lead nor officer never gives a role at a school where they are not headteacher', () => {
  fc.assert(
    fc.property(anyActor, anyRole, fc.constantFrom('a', 'b', 'c', undefined), (actor, role, school_id) => {
      if (actor.roles.some((one) => one.role === 'partnership-lead' || one.role === 'partnership-officer')) return
      if (whyCannotGive(actor, { role, school_id })) return
      assert.ok(isSchoolRole(role))
      assert.ok(actor.roles.some((one) => one.role === 'headteacher' && one.school_id === school_id))
    }),
  )
})

test('a school role needs a school, a partnership role has none', () => {
  assert.deepEqual(whyCannotGive(lead, { role: 'senco', school_id: undefined }), {
    field: 'school_id',
    message: 'Choose the school for the role SENCO',
  })
  assert.match(whyCannotGive(lead, { role: 'ile', school_id: 'a' })?.message ?? '', /whole partnership/)
  assert.equal(whyCannotGive(lead, { role: 'senco', school_id: 'a' }), undefined)
  assert.equal(whyCannotGive(officer, { role: 'ile', school_id: undefined }), undefined)
  assert.deepEqual(rolesToGive(head), ['headteacher', 'senior-leader', 'senco', 'governor'])
  assert.deepEqual(rolesToGive(senco), [])
})

test('what may not be given is refused beside its field', () => {
  assert.deepEqual(whyCannotGive(officer, { role: 'partnership-lead', school_id: undefined }), {
    field: 'role',
    message: 'Only a partnership lead can make somebody partnership lead or officer',
  })
  assert.deepEqual(whyCannotGive(head, { role: 'ile', school_id: undefined }), {
    field: 'role',
    message: 'You can give school roles only',
  })
  assert.deepEqual(whyCannotGive(head, { role: 'senco', school_id: 'b' }), {
    field: 'school_id',
    message: 'Choose a school of your own',
  })
  assert.equal(whyCannotGive(lead, { role: 'ile', school_id: 'a' })?.field, 'school_id')
})

test('nobody holds a role twice, and who has left is invited again', () => {
  assert.match(
    whyCannotHold(personWith(held('senco', 'a')), { role: 'senco', school_id: 'a' })?.message ?? '',
    /already/,
  )
  assert.equal(whyCannotHold(personWith(held('senco', 'a')), { role: 'senco', school_id: 'b' }), undefined)
  assert.equal(whyCannotHold(personWith(held('senco', 'a')), { role: 'governor', school_id: 'a' }), undefined)
  assert.deepEqual(
    whyCannotHold(personWith(held('governor', 'a'), held('senco', 'a')), { role: 'senco', school_id: 'a' }),
    { field: 'role', message: 'Sam holds this role already' },
  )
  assert.match(
    whyCannotHold(personWith(held('ile', null)), { role: 'ile', school_id: undefined })?.message ?? '',
    /already/,
  )
  assert.match(
    whyCannotHold(
      { ...personWith(), left_at: Temporal.Instant.fromEpochMilliseconds(0) },
      { role: 'ile', school_id: undefined },
    )?.message ?? '',
    /invite them again/,
  )
  const left = { ...personWith(), left_at: Temporal.Instant.fromEpochMilliseconds(0) }
  assert.equal(whyCannotHold(left, { role: 'ile', school_id: undefined })?.field, 'role')
})

test('the last partnership lead stays', () => {
  const person = personWith(held('partnership-lead', null))
  assert.match(whyCannotRemove(lead, person, held('partnership-lead', null), 1)?.message ?? '', /last partnership lead/)
  assert.equal(whyCannotRemove(lead, person, held('partnership-lead', null), 2), undefined)
  assert.match(whyCannotLeave(lead, person, 1)?.message ?? '', /last partnership lead/)
  assert.equal(whyCannotLeave(lead, person, 2), undefined)
  const both = personWith(held('ile', null), held('partnership-lead', null))
  assert.match(whyCannotLeave(lead, both, 1)?.message ?? '', /last partnership lead/)
  assert.equal(whyCannotLeave(lead, personWith(held('ile', null)), 1), undefined)
  assert.equal(whyCannotRemove(lead, personWith(held('ile', null)), held('ile', null), 1), undefined)
})

test('a headteacher manages roles and people at their own school only, and not their own headship', () => {
  assert.equal(whyCannotRemove(head, personWith(held('senco', 'a')), held('senco', 'a'), 1), undefined)
  assert.match(
    whyCannotRemove(head, personWith(held('senco', 'b')), held('senco', 'b'), 1)?.message ?? '',
    /own school/,
  )
  assert.match(whyCannotRemove(head, personWith(held('ile', null)), held('ile', null), 1)?.message ?? '', /own school/)
  assert.match(
    whyCannotRemove(head, { ...personWith(held('headteacher', 'a')), id: 'me' }, held('headteacher', 'a'), 1)
      ?.message ?? '',
    /your own role/,
  )
  const own = { ...personWith(held('headteacher', 'a'), held('governor', 'a')), id: 'me' }
  assert.equal(whyCannotRemove(head, own, held('governor', 'a'), 1), undefined)
  const other = personWith(held('headteacher', 'a'))
  assert.equal(whyCannotRemove(head, other, held('headteacher', 'a'), 1), undefined)
  const leadAndHead = actorWith({ role: 'partnership-lead', school_id: null }, { role: 'headteacher', school_id: 'a' })
  assert.equal(whyCannotRemove(leadAndHead, own, held('headteacher', 'a'), 1), undefined)
  assert.match(
    whyCannotRemove(officer, personWith(held('ile', null)), held('ile', null), 1)?.message ?? '',
    /own school/,
  )
  assert.equal(mayManagePerson(officer, personWith()), true)
  assert.equal(mayManagePerson(officer, personWith(held('ile', null), held('partnership-lead', null))), false)
  assert.equal(mayManagePerson(officer, personWith(held('senco', 'b'))), true)
  assert.equal(mayManagePerson(head, personWith(held('senco', 'a'))), true)
  assert.equal(mayManagePerson(head, personWith(held('senco', 'a'), held('senco', 'b'))), false)
  assert.equal(mayManagePerson(head, personWith(held('senco', 'a'), held('ile', null))), false)
  assert.equal(mayManagePerson(head, personWith()), false)
  assert.equal(mayManagePerson(officer, personWith(held('partnership-lead', null))), false)
  assert.equal(mayManagePerson(senco, personWith(held('senco', 'a'))), false)
})

test('nobody ends their own place, and nobody leaves twice', () => {
  assert.match(whyCannotLeave(lead, { ...personWith(held('ile', null)), id: 'me' }, 3)?.message ?? '', /your own place/)
  assert.match(
    whyCannotLeave(lead, { ...personWith(), left_at: Temporal.Instant.fromEpochMilliseconds(0) }, 3)?.message ?? '',
    /has left already/,
  )
  assert.deepEqual(whyCannotLeave(head, personWith(held('senco', 'b')), 3), {
    message: 'You may end the place of people at your own school only',
  })
})

test('addresses are for officers, for colleagues of a school, and those of the officers for everyone', () => {
  assert.equal(maySeeContact(senco, personWith(held('governor', 'a'))), true)
  assert.equal(maySeeContact(senco, personWith(held('governor', 'b'))), false)
  assert.equal(maySeeContact(officer, personWith(held('governor', 'b'))), true)
  assert.equal(maySeeContact(senco, personWith(held('governor', 'b'), held('governor', 'a'))), true)
  assert.equal(maySeeContact(senco, personWith(held('ile', null))), false)
  assert.equal(maySeeContact(senco, { ...personWith(held('governor', 'b')), id: 'me' }), true)
  assert.equal(maySeeContact(senco, personWith(held('governor', 'b'), held('partnership-officer', null))), true)
  assert.equal(
    maySeeContact(actorWith({ role: 'provider', school_id: null }), personWith(held('partnership-officer', null))),
    true,
  )
})

test('a role is said as people say it', () => {
  assert.equal(roleWords({ role: 'senco', school: 'Oakfield School' }), 'SENCO at Oakfield School')
  assert.equal(roleWords({ role: 'partnership-lead', school: null }), 'Partnership lead')
})
