import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openFramework, smallFramework } from '../../../tests/support/self-evaluation-example.ts'
import {
  isJudged,
  labelOf,
  longestText,
  markOf,
  pointsOf,
  says,
  tidy,
  tidyJudgement,
  whyNotThis,
} from './judgement.rules.ts'

test('a judgement is a point, or words where the scale is open', () => {
  assert.equal(isJudged(smallFramework.scale, { point: 1, answer: '' }), true)
  assert.equal(isJudged(smallFramework.scale, { point: null, answer: 'Words' }), false)
  assert.equal(isJudged(openFramework.scale, { point: null, answer: 'Words' }), true)
  assert.equal(isJudged(openFramework.scale, { point: null, answer: '  ' }), false)
  assert.equal(isJudged(openFramework.scale, undefined), false)
})

test('points and their words', () => {
  assert.deepEqual(
    [
      ...pointsOf([
        { statement_key: 'a', point: 2 },
        { statement_key: 'b', point: null },
      ]),
    ],
    [['a', 2]],
  )
  assert.equal(labelOf(smallFramework.scale, 3), '3 Secure')
  assert.equal(labelOf(smallFramework.scale, 9), '9')
  assert.equal(labelOf(openFramework.scale, 3), '3')
})

test('a judgement is a point of the scale, or words that are not too long', () => {
  const why = (wanted: Parameters<typeof whyNotThis>[1], framework = smallFramework) => whyNotThis(framework, wanted)
  for (const wanted of [{}, { point: null }, { point: 1 }, { point: 4, reason: 'x'.repeat(longestText) }])
    assert.equal(why(wanted), undefined)
  for (const point of [0, 5, 1.5])
    assert.deepEqual(why({ point }), { field: 'point', message: 'Choose one of the points' })
  assert.deepEqual(why({ point: 1 }, openFramework), { field: 'point', message: 'This framework is answered in words' })
  assert.equal(why({ answer: 'Words' }, openFramework), undefined)
  for (const field of ['answer', 'reason'])
    assert.deepEqual(why({ [field]: 'x'.repeat(longestText + 1) }), {
      field,
      message: 'Use 20,000 characters or fewer',
    })
})

test('words are kept without the space around them and with one kind of line break; what is left out stays out', () => {
  assert.equal(tidy(' One\r\ntwo\rthree\n '), 'One\ntwo\nthree')
  assert.equal(tidy(undefined), '')
  assert.deepEqual(tidyJudgement({ point: 2, answer: ' a\r' }), { point: 2, answer: 'a', reason: undefined })
  assert.deepEqual(tidyJudgement({ reason: ' b ' }), { point: undefined, answer: undefined, reason: 'b' })
})

test('a stored judgement says what is wanted when every part that is wanted is the same', () => {
  const stored = { point: 2, answer: 'a', reason: 'b' }
  const nothing = { point: undefined, answer: undefined, reason: undefined }
  for (const wanted of [{}, { point: 2 }, { answer: 'a' }, { reason: 'b' }, stored])
    assert.ok(says(stored, { ...nothing, ...wanted }))
  for (const wanted of [{ point: null }, { point: 3 }, { answer: '' }, { reason: 'c' }, { ...stored, reason: 'c' }])
    assert.ok(!says(stored, { ...nothing, ...wanted }))
})

test('a mark tells judgements apart that differ in anything but the space around their words', () => {
  const different = [{}, { point: null }, { point: 1 }, { point: 2 }, { answer: '1' }, { reason: '1' }].map(markOf)
  assert.equal(new Set(different).size, different.length)
  for (const mark of different) assert.match(mark, /^[\w-]{12}$/)
  assert.equal(markOf({ point: 1, answer: ' a\r\nb' }), markOf({ point: 1, answer: 'a\nb ', reason: '' }))
})
