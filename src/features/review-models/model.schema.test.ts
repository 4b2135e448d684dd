import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { modelWithKey, readModel, reviewModels } from './model.schema.ts'

const kent = readFileSync(new URL('./models/kent.yaml', import.meta.url), 'utf8')

test('the shipped model is the one of six schools, six stages and four half-days', () => {
  const model = modelWithKey('inclusion-peer-review')
  assert.deepEqual([model.group.fewest, model.group.ideal, model.group.most], [4, 6, 6])
  assert.equal(model.group.same_trust, 'refused')
  assert.deepEqual(
    model.stages.map((stage) => stage.key),
    ['self-evaluation', 'pre-review', 'visit', 'write-up', 'follow-up', 'check-in'],
  )
  assert.equal(model.half_days.before + model.half_days.visit + model.half_days.after, 4)
  assert.deepEqual(
    model.group.leaders.map((leader) => [leader.part, leader.number]),
    [['ile', 1]],
  )
})

test('each model is found by its own key, and an unknown key is an error', () => {
  for (const [key, model] of reviewModels) assert.equal(model.key, key)
  assert.throws(() => modelWithKey('other'), /no review model "other"/)
})

test('a mistake in a model stops it from being read', () => {
  assert.throws(() => readModel(kent.replace('fewest: 4', 'fewest: 7')), /ideal size/)
  assert.throws(() => readModel(kent.replace('weeks_aim: 6', 'weeks_aim: 9')), /inside the window/)
  assert.throws(() => readModel(kent.replace('key: check-in', 'key: follow-up')), /there twice/)
  assert.throws(() => readModel(`${kent}\nwrong: 1\n`), /wrong/)
})
