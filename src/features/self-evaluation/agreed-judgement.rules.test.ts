import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  agreedPoints,
  openFramework,
  ownJudgement,
  ownJudgements,
  people,
  smallFramework,
  statementKeys,
  viewsOfStatement,
} from '../../../tests/support/self-evaluation-example.ts'
import { highestAllowed } from '../frameworks/public.ts'
import { draftPoint, heldByGates, whyCannotAgree, whyCannotAgreeWhole } from './agreed-judgement.rules.ts'
import { viewsOf } from './comparison.rules.ts'

test('a draft is the middle judgement, the lower of two', () => {
  const of = (...points: number[]) =>
    draftPoint(
      smallFramework,
      viewsOfStatement(
        'adapting',
        points.map((point, index) => ownJudgement(people[index] ?? '', 'adapting', point)),
      ),
      new Map(),
    )
  assert.equal(of()?.point, undefined)
  assert.deepEqual(of(3), { point: 3, why: 'the only judgement' })
  assert.deepEqual(of(2, 3), { point: 2, why: 'the lower of the two in the middle' })
  assert.deepEqual(of(1, 3, 4), { point: 3, why: 'the middle of 3 judgements' })
  assert.deepEqual(of(4, 1, 2), { point: 2, why: 'the middle of 3 judgements' })
  assert.deepEqual(of(4, 1, 3, 2), { point: 2, why: 'the lower of the two in the middle' })
  assert.equal(
    draftPoint(openFramework, viewsOfStatement('duty', [ownJudgement('ana', 'duty', 3)]), new Map()),
    undefined,
  )
  assert.deepEqual(of(4, 4, 4, 4), { point: 4, why: 'all 4 judged the same' })
})

test('what is missing from a judgement, and from the whole, is said beside its field', () => {
  const wanted = { point: 3, answer: '', reason: 'We looked' }
  const why = (change: object, framework = smallFramework) =>
    whyCannotAgree(framework, 'adapting', { ...wanted, ...change }, new Map())
  assert.deepEqual(why({ point: null }), { field: 'point', message: 'Choose the point that you agree on' })
  assert.deepEqual(why({ reason: ' ' }), { field: 'reason', message: 'Enter the reason for this judgement' })
  assert.deepEqual(why({}, openFramework), { field: 'answer', message: 'Enter the answer that you agree on' })
  assert.deepEqual(whyCannotAgree(smallFramework, 'vision', wanted, new Map()), {
    field: 'point',
    message: 'Choose 2 Developing or lower: The law comes first.',
  })
  const agreed = statementKeys.map((statement_key) => ({ ...wanted, statement_key }))
  const whole = (list: typeof agreed, ...kinds: ('strength' | 'priority')[]) =>
    whyCannotAgreeWhole(
      smallFramework,
      list,
      kinds.map((kind) => ({ kind })),
    ).map(({ message }) => message)
  assert.deepEqual(whole(agreed, 'strength', 'priority'), [])
  assert.deepEqual(whole(agreed, 'strength'), ['Choose at least one statement as a priority'])
  assert.deepEqual(whole(agreed, 'priority'), ['Choose at least one statement as a strength'])
  assert.match(whole(agreed.slice(1), 'strength', 'priority')[0] ?? '', /^Agree the 1 statement that has no agreed/)
  assert.match(whole(agreed.slice(2), 'strength', 'priority')[0] ?? '', /^Agree the 2 statements that have no agreed/)
})

test('a draft is always within what people judged, or what a gate allows below it', () => {
  fc.assert(
    fc.property(ownJudgements, agreedPoints, (judgements, agreed) => {
      for (const views of viewsOf(smallFramework, people, judgements, new Set())) {
        const draft = draftPoint(smallFramework, views, agreed)
        assert.equal(draft === undefined, views.judged.length === 0)
        if (!draft) continue
        const { point: allowed } = highestAllowed(smallFramework, views.statement_key, agreed)
        assert.ok(draft.point <= allowed && draft.point <= (views.highest ?? 0))
        assert.ok(draft.point >= (views.lowest ?? 0) || draft.point === allowed)
      }
    }),
  )
})

test('a gate never lets the school agree a higher point, and the refusal gives its reason', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...statementKeys),
      fc.integer({ min: 1, max: 4 }),
      agreedPoints,
      (key, point, agreed) => {
        const refusal = whyCannotAgree(smallFramework, key, { point, answer: '', reason: 'We looked' }, agreed)
        const allowed = highestAllowed(smallFramework, key, agreed)
        assert.equal(refusal === undefined, point <= allowed.point)
        if (refusal) assert.match(refusal.message, /The law comes first/)
      },
    ),
  )
})

test('agreeing asks for a point of the scale and a reason, or for an answer in words', () => {
  assert.equal(
    whyCannotAgree(smallFramework, 'duty', { point: null, answer: '', reason: 'x' }, new Map())?.field,
    'point',
  )
  assert.equal(whyCannotAgree(smallFramework, 'duty', { point: 9, answer: '', reason: 'x' }, new Map())?.field, 'point')
  assert.equal(
    whyCannotAgree(smallFramework, 'duty', { point: 2, answer: '', reason: ' ' }, new Map())?.field,
    'reason',
  )
  assert.equal(
    whyCannotAgree(openFramework, 'duty', { point: null, answer: ' ', reason: '' }, new Map())?.field,
    'answer',
  )
  assert.equal(
    whyCannotAgree(openFramework, 'duty', { point: null, answer: 'Mostly', reason: '' }, new Map()),
    undefined,
  )
})

test('lowering what opens a gate afterwards shows what it now holds', () => {
  const agreed = new Map([
    ['duty', 1],
    ['vision', 3],
    ['governors', 2],
  ])
  assert.deepEqual(heldByGates(smallFramework, agreed), [
    { statement_key: 'vision', allowed: 2, reason: 'The law comes first.' },
  ])
})

test('the whole is agreed with every statement judged, no gate broken, a strength and a priority', () => {
  const all = statementKeys.map((statement_key) => ({ statement_key, point: 2, answer: '', reason: 'We looked' }))
  const highlights = [{ kind: 'strength' as const }, { kind: 'priority' as const }]
  assert.deepEqual(whyCannotAgreeWhole(smallFramework, all, highlights), [])
  assert.match(whyCannotAgreeWhole(smallFramework, all.slice(1), highlights)[0]?.message ?? '', /1 statement that has/)
  const broken = all.map((each) => ({
    ...each,
    point: each.statement_key === 'duty' ? 1 : each.statement_key === 'vision' ? 4 : 2,
  }))
  assert.match(
    whyCannotAgreeWhole(smallFramework, broken, highlights)[0]?.message ?? '',
    /Lower “Leaders set a direction\.” to 2 Developing/,
  )
  assert.deepEqual(
    whyCannotAgreeWhole(smallFramework, all, []).map(({ message }) => message),
    ['Choose at least one statement as a strength', 'Choose at least one statement as a priority'],
  )
})
