import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stateOf } from './edition.ts'

test('an edition is a draft until it is published, and retired from the day it was', () => {
  assert.equal(stateOf({ published_at: null, retired_at: null }), 'draft')
  assert.equal(stateOf({ published_at: 'then', retired_at: null }), 'published')
  assert.equal(stateOf({ published_at: 'then', retired_at: 'now' }), 'retired')
})
