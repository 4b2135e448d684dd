import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moment } from '../../../tests/support/self-evaluation-example.ts'
import type { Actor } from '../people/public.ts'
import { mayCompare, partOf } from './part.rules.ts'

const actor = (role: Actor['roles'][number]['role'], school_id: string | null): Actor => ({
  person_id: 'me',
  name: 'Me',
  email: 'me@example.org',
  account_id: 'x',
  session_id: 'y',
  partnership: {
    id: 'p',
    key: 'north',
    name: 'North',
    contact_name: '',
    contact_email: '',
    contact_phone: '',
    is_demonstration: false,
    settings: {},
  },
  roles: [{ role, school_id }],
})
const judging = { school_id: 'a', takes_part: false, compared_at: null, agreed_at: null, stopped_at: null }

test('leaders of the school lead and share; who was asked judges; both compare', () => {
  const part = (who: Actor, takes_part = false) =>
    Object.entries(partOf(who, { ...judging, takes_part }))
      .filter(([, may]) => may)
      .map(([name]) => name)
      .join(' ')
  assert.equal(part(actor('senco', 'a')), 'lead team share')
  assert.equal(part(actor('headteacher', 'a'), true), 'lead judge team share')
  assert.equal(part(actor('governor', 'a'), true), 'judge team')
  assert.equal(part(actor('governor', 'a')), '')
  assert.equal(part(actor('senco', 'b')), '')
  assert.equal(part(actor('partnership-lead', null)), '')
})

test('colleagues’ judgements are read by the team, and by nobody before the comparison', () => {
  const compared = { ...judging, compared_at: moment }
  assert.ok(mayCompare(actor('senco', 'a'), compared))
  assert.ok(mayCompare(actor('governor', 'a'), { ...compared, takes_part: true }))
  assert.ok(!mayCompare(actor('governor', 'a'), compared))
  assert.ok(!mayCompare(actor('senco', 'a'), judging))
})
