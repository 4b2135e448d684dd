import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../tests/support/app.ts'
import { evaluationAt } from '../../../../tests/support/self-evaluations.ts'
import { routes } from '../routes.ts'

const app = await testApp({ after }, routes)

test('home shows what a self-evaluation asks of each person, and nothing to other schools', async () => {
  const { path } = await evaluationAt(app, 'judging')
  const senco = await app.get('/north', 'north:a:senco')
  assert.match(senco.text, /Judge 5 statements on your own/)
  assert.equal(senco.page.querySelectorAll(`main a[href="${path}/judge"]`).length, 1)
  assert.doesNotMatch((await app.get('/north', 'north:b:senco')).text, /Judge 5 statements/)
  assert.equal((await app.get('/north')).status, 303)
  assert.equal((await app.get('/north', 'south:z:senco')).status, 404)
})
