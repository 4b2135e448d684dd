import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  adviceOnQuestion,
  moved,
  tooFewQuestions,
  whyCannotAddQuestion,
  whyCannotChangeQuestion,
} from './question.rules.ts'

const limits = { fewest: 2, most: 4 }
const asked = [
  { id: 'a', text: 'To what extent do pupils with SEND take part in lessons with their class?' },
  { id: 'b', text: 'How well do teaching assistants help pupils to work by themselves?' },
]

test('a review never has more than four questions', () => {
  fc.assert(
    fc.property(fc.array(fc.uuid(), { maxLength: 12 }), (texts) => {
      const kept: { id: string; text: string }[] = []
      for (const text of texts) if (!whyCannotAddQuestion(kept, text, limits)) kept.push({ id: text, text })
      return kept.length <= limits.most
    }),
  )
  const four = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: id }))
  assert.match(whyCannotAddQuestion(four, 'Another?', limits)?.message ?? '', /at most 4 questions/)
})

test('an empty, an over-long and a repeated question are refused in words', () => {
  assert.equal(whyCannotAddQuestion(asked, '  ', limits)?.message, 'Enter the question')
  assert.match(
    whyCannotAddQuestion(asked, 'a'.repeat(401), limits)?.message ?? '',
    /400 characters or fewer. Now it has 401/,
  )
  assert.match(
    whyCannotAddQuestion(asked, `${asked[0]?.text.toUpperCase()} `, limits)?.message ?? '',
    /in the list already/,
  )
  assert.equal(whyCannotAddQuestion(asked, 'How do pupils find their way at social times?', limits), undefined)
})

test('a question may keep its own words when it is changed', () => {
  assert.equal(whyCannotChangeQuestion(asked, 'a', asked[0]?.text ?? ''), undefined)
  assert.match(whyCannotChangeQuestion(asked, 'a', asked[1]?.text ?? '')?.message ?? '', /in the list already/)
})

test('fewer than two questions is something missing', () => {
  assert.equal(tooFewQuestions(0, limits), 'Agree 2 to 4 enquiry questions')
  assert.match(tooFewQuestions(1, limits) ?? '', /there is 1 so far/)
  assert.equal(tooFewQuestions(2, limits), undefined)
})

test('closed, leading and double questions get advice; open ones do not', () => {
  assert.match(adviceOnQuestion('Are pupils happy at lunchtime?')[0] ?? '', /yes or no/)
  assert.match(adviceOnQuestion('Why is the support in Year 4 so poor?')[0] ?? '', /suggests the answer/)
  assert.match(adviceOnQuestion('Surely lessons could be calmer?')[0] ?? '', /suggests the answer/)
  assert.match(adviceOnQuestion('How do pupils learn? How do they play?')[0] ?? '', /two questions/)
  assert.match(adviceOnQuestion('How pupils learn')[0] ?? '', /question mark/)
  assert.match(adviceOnQuestion(`How ${'very '.repeat(50)}well do pupils learn?`)[0] ?? '', /long/)
  for (const { text } of asked) assert.deepEqual(adviceOnQuestion(text), [])
  assert.deepEqual(adviceOnQuestion(''), [])
})

test('moving a question keeps every question once', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 6 }),
      fc.nat(5),
      fc.constantFrom('up' as const, 'down' as const),
      (ids, at, way) => {
        const id = ids[at % ids.length] ?? ''
        const after = moved(ids, id, way)
        assert.deepEqual([...after].sort(), [...ids].sort())
      },
    ),
  )
  assert.deepEqual(moved(['a', 'b', 'c'], 'c', 'up'), ['a', 'c', 'b'])
  assert.deepEqual(moved(['a', 'b', 'c'], 'a', 'down'), ['b', 'a', 'c'])
  assert.deepEqual(moved(['a', 'b'], 'a', 'up'), ['a', 'b'])
  assert.deepEqual(moved(['a', 'b'], 'x', 'up'), ['a', 'b'])
})
