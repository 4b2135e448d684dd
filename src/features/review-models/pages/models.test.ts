import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../tests/support/app.ts'
import { readModel } from '../model.file.ts'
import { routes } from '../routes.ts'
import { reviewModels } from '../shipped.ts'

const app = await testApp({ after }, routes)
const head = 'north:a:headteacher'

test('every way of reviewing is in the list, and its page tells each of its steps', async () => {
  const list = await app.get('/north/review-models', head)
  for (const model of reviewModels.values()) {
    assert.ok(list.text.includes(model.name))
    const page = await app.get(`/north/review-models/${model.key}`, head)
    for (const stage of model.stages) assert.ok(page.text.includes(stage.name), stage.name)
    assert.ok(page.text.includes(model.team.who_leads))
  }
})

test('a page says when steps are, who writes them down and what the whole group does together', async () => {
  const { text } = await app.get('/north/review-models/inclusion-triads', head)
  assert.match(text, /3, no two of one trust; one of them is the coach school/)
  assert.match(text, /Up to 4 school weeks after the programme starts, best after 2/)
  assert.match(text, /3 to 8 school weeks after the launch, best after 5/)
  assert.match(text, /The whole group holds it once, for all its schools/)
  assert.match(text, /Written down by the quality assurer\. It asks:/)
  assert.match(text, /Over when what came of the meeting is written down and the school has written next steps\./)
  const kent = await app.get('/north/review-models/inclusion-peer-review', head)
  assert.match(kent.text, /Within 10 school days of the visit/)
  assert.match(kent.text, /About 10 school days before the visit/)
})

test('its file reads as the same model; an unknown one is not found', async () => {
  const file = await app.get('/north/review-models/school-clusters/file', head)
  assert.deepEqual(readModel(file.body), reviewModels.get('school-clusters'))
  assert.equal((await app.get('/north/review-models/other', head)).status, 404)
  assert.equal((await app.get('/north/review-models/other/file', head)).status, 404)
})
