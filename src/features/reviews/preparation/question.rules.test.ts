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

test('a question is the same whatever its capitals, spaces and signs, and may have 400 characters', () => {
  const list = [{ id: 'a', text: 'How do pupils, with help, learn 2 things?' }]
  const add = (text: string) => whyCannotAddQuestion(list, text, limits)
  assert.deepEqual(add('“HOW do  pupils - with help - learn 2 things”'), {
    field: 'text',
    message: 'This question is in the list already. Ask something else, or change the one that is there',
  })
  assert.equal(add('How do pupils, without help, learn 2 things?'), undefined)
  assert.equal(add('How do pupilswith help learn 2 things?'), undefined)
  assert.equal(add('a'.repeat(400)), undefined)
  assert.deepEqual(add('a'.repeat(401)), {
    field: 'text',
    message: 'The question must be 400 characters or fewer. Now it has 401 characters',
  })
  assert.deepEqual(add(' '), { field: 'text', message: 'Enter the question' })
})

test('a question may keep its own words when it is changed', () => {
  assert.equal(whyCannotChangeQuestion(asked, 'a', asked[0]?.text ?? ''), undefined)
  assert.match(whyCannotChangeQuestion(asked, 'a', asked[1]?.text ?? '')?.message ?? '', /in the list already/)
})

test('fewer than two questions is something missing', () => {
  assert.equal(tooFewQuestions(0, limits), 'Agree 2 to 4 enquiry questions')
  assert.match(tooFewQuestions(1, limits) ?? '', /there is 1 so far/)
  assert.match(tooFewQuestions(2, { fewest: 3, most: 4 }) ?? '', /at least 3 enquiry questions: there are 2 so far/)
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
  assert.deepEqual(adviceOnQuestion(' How do pupils learn? '), [])
  for (const text of [
    'Don’t you agree that lessons are calm?',
    'How come it doesn’t the matter?',
    'Why isn’t there a plan?',
    'Do you agree with the plan?',
    'Do you not agree with the plan?',
    'Why do teachers in Year 4 never plan together?',
    'How poorly do pupils read?',
  ])
    assert.ok(
      adviceOnQuestion(text).some((advice) => /suggests the answer/.test(advice)),
      text,
    )
  const words = (count: number) => `How ${'very '.repeat(count - 3)}well learn?`
  assert.deepEqual(adviceOnQuestion(words(45)), [])
  assert.equal(adviceOnQuestion(words(46)).length, 1)
  assert.deepEqual(adviceOnQuestion(words(45).replaceAll(' ', '  ')), [])
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
  assert.deepEqual(moved(['a', 'b'], 'b', 'up'), ['b', 'a'])
  assert.deepEqual(moved(['a', 'b'], 'b', 'down'), ['a', 'b'])
  assert.deepEqual(moved(['a', 'b'], 'x', 'down'), ['a', 'b'])
  assert.deepEqual(moved(['a', 'b'], 'x', 'up'), ['a', 'b'])
})
