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
})

test('no partnership can take an address of the service itself', () => {
  const words = allRoutes
    .map(({ path }) => path.split('/')[1] ?? '')
    .filter((word) => word !== '' && !word.startsWith(':'))
  for (const word of words) assert.ok(whyNotKey(word), `a partnership could be called ${word}`)
})
