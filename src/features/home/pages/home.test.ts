import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../tests/support/app.ts'
import { routes } from '../routes.ts'

test('the home page', async (t) => {
  const app = await testApp(t, routes)
  const opened = await app.get('/north', 'north:a:senco')
  assert.equal(opened.status, 200)
  const sent = await app.submit('/north', { title: 'this' }, 'north:a:senco')
  assert.equal(sent.status, 303)
  const bad = await app.submit('/north', { title: '' }, 'north:a:senco')
  assert.equal(bad.status, 422)
  assert.deepEqual(bad.errors, ['Enter what you will do'])
  assert.equal((await app.get('/north', 'south:z:senco')).status, 404)
  assert.equal((await app.get('/north')).location, '/sign-in?return=%2Fnorth')
})
