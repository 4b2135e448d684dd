import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readModel } from './model.file.ts'
import { modelWithKey, reviewModels } from './shipped.ts'

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

test('each mistake is told with its file, its line, its place and the reason', () => {
  const lineOf = (text: string) => kent.slice(0, kent.indexOf(text)).split('\n').length
  const why = (yaml: string) => {
    try {
      readModel(yaml, 'ours.yaml')
    } catch (error) {
      return String(error instanceof Error ? error.message : error).split('\n')
    }
    return []
  }
  const wrong = kent.replace('fewest_visitors: 2', 'fewest_visitors: two').replace('kind: report', 'kind: essay')
  const told = why(wrong)
  assert.equal(told.length, 2, told.join('; '))
  assert.match(told[0] ?? '', new RegExp(`^ours\\.yaml:${lineOf('fewest_visitors')}: team\\.fewest_visitors: `))
  assert.match(told[1] ?? '', new RegExp(`^ours\\.yaml:${lineOf('kind: report')}: stages\\[3\\]\\.kind: `))
  assert.match(why('key: [')[0] ?? '', /^ours\.yaml:1: /)
  const [anchor] = why(kent.replace('after: visit, weeks_from: 5', 'after: lunch, weeks_from: 5'))
  assert.match(anchor ?? '', /stages\[4\]\.window\.after: “Follow-up meeting” counts from “lunch”/)
  const twice = kent
    .replace('- key: pre-review\n    kind: preparation', '- key: pre-review\n    kind: visit')
    .replace('must_come_out: [preparation-finished]', 'must_come_out: [visit-made]')
  assert.match(why(twice).join(), /A model has one stage of the kind “visit”/)
  const late = kent.replace('must_come_out: [report-agreed]', 'must_come_out: [meeting-held]')
  assert.match(why(late).join(), /“report-agreed” must come out of this stage/)
})

test('a visit lasts one or two days; only a meeting of a review can be repeated or have a named leader', () => {
  const why = (yaml: string) => {
    assert.notEqual(yaml, kent)
    try {
      readModel(yaml)
    } catch (error) {
      return String(error)
    }
    return ''
  }
  const days = (text: string) => kent.replace('days: { fewest: 1, most: 1 }', `days: ${text}`)
  assert.equal(why(days('{ fewest: 1, most: 2 }')), '')
  assert.match(why(days('{ fewest: 2, most: 1 }')), /must not be fewer than the fewest/)
  assert.match(why(days('{ fewest: 1, most: 3 }')), /days\.most/)
  const to = (kind: string, entry: string) => why(kent.replace(`kind: ${kind}`, `kind: ${kind}\n    ${entry}`))
  assert.match(to('report', 'days: { fewest: 1, most: 2 }'), /Only the visit lasts a number of days/)
  assert.equal(to('meeting', 'repeats: { at_most: 4, looks_back_at: note }'), '')
  assert.match(to('meeting', 'repeats: { at_most: 4, looks_back_at: lunch }'), /“lunch” is no part of the record/)
  assert.match(to('meeting', 'repeats: { at_least: 5, at_most: 4 }'), /as often as it is asked for/)
  assert.match(to('report', 'repeats: { at_most: 4 }'), /Only a meeting of a review/)
  assert.match(to('report', 'led_by: { name: Champion, duty: Leads. }'), /Only a meeting of a review/)
})
