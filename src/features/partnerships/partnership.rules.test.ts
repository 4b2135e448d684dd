import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { allRoutes } from '../../routes.ts'
import { keyFrom, whyNotKey } from './partnership.rules.ts'

test('a key drawn from a name is always one that may be used, or is too short', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const key = keyFrom(name)
      assert.ok(key.length < 2 || whyNotKey(key) === undefined || whyNotKey(key)?.message.includes('itself'))
    }),
  )
  assert.equal(keyFrom('Kent Inclusion Partnership'), 'kent-inclusion-partnership')
  assert.equal(keyFrom(' 2nd Café & Forêt! '), 'nd-cafe-foret')
  assert.equal(keyFrom('A'.repeat(60)).length, 41)
})

test('a key is small letters, digits and hyphens, 2 to 41 of them', () => {
  const message = 'Use 2 to 41 small letters, digits and hyphens, starting with a letter, like kent'
  for (const key of ['kent', 'k2', 'north-east', `k${'e'.repeat(40)}`]) assert.equal(whyNotKey(key), undefined, key)
  for (const key of ['', 'k', 'Kent', '2kent', 'kent!', '-kent', 'a kent', `k${'e'.repeat(41)}`])
    assert.deepEqual(whyNotKey(key), { field: 'key', message }, key)
  for (const key of ['assets', 'health', 'metrics', 'invitations', 'api'])
    assert.deepEqual(whyNotKey(key), {
      field: 'key',
      message: `“${key}” is used by the service itself: choose another word`,
    })
})

test('no partnership can take an address of the service itself', () => {
  const words = allRoutes
    .map(({ path }) => path.split('/')[1] ?? '')
    .filter((word) => word !== '' && !word.startsWith(':'))
  for (const word of words) assert.ok(whyNotKey(word), `a partnership could be called ${word}`)
})
