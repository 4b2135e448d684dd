import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  openFramework,
  ownJudgement,
  ownJudgements,
  people,
  smallFramework,
  statementKeys,
  viewsOfStatement,
} from '../../../tests/support/self-evaluation-example.ts'
import { differencesFirst, lowUpTo, viewsOf, whoDiffers } from './comparison.rules.ts'

test('a difference says how wide it is and who is at its ends', () => {
  const views = viewsOfStatement(
    'vision',
    [ownJudgement('ben', 'vision', 3), ownJudgement('ana', 'vision', 1), ownJudgement('cara', 'vision', 3)],
    ['vision'],
  )
  assert.equal(views.spread, 2)
  assert.deepEqual(views.flags, ['differs', 'low'])
  assert.deepEqual(whoDiffers(views), { lowest: ['ana'], highest: ['ben', 'cara'] })
  assert.deepEqual(views.silent, ['dev'])
})

test('one view, no view and no evidence are said', () => {
  assert.deepEqual(viewsOfStatement('vision', [ownJudgement('ana', 'vision', 3)]).flags, ['one-view', 'no-evidence'])
  assert.deepEqual(viewsOfStatement('vision', []).flags, ['not-judged', 'no-evidence'])
  const alone = viewsOf(smallFramework, ['ana'], [ownJudgement('ana', 'duty', 4)], new Set(['duty']))
  assert.deepEqual(alone[0]?.flags, [])
})

test('views never hold people who do not take part, and every person is either heard or silent', () => {
  fc.assert(
    fc.property(ownJudgements, (judgements) => {
      for (const framework of [smallFramework, openFramework]) {
        for (const views of viewsOf(framework, people, judgements, new Set())) {
          const heard = views.judged.map((each) => each.person_id)
          assert.deepEqual([...heard, ...views.silent].sort(), [...people].sort())
          if (framework === openFramework) assert.ok(!views.flags.includes('differs') && views.spread === 0)
        }
      }
    }),
  )
})

test('the widest difference always comes first, and no statement is lost', () => {
  fc.assert(
    fc.property(ownJudgements, fc.subarray(statementKeys), (judgements, evidenced) => {
      const views = viewsOf(smallFramework, people, judgements, new Set(evidenced))
      const ordered = differencesFirst(views)
      assert.deepEqual(ordered.map((each) => each.statement_key).sort(), [...statementKeys].sort())
      for (let index = 1; index < ordered.length; index++)
        assert.ok((ordered[index - 1]?.spread ?? 0) >= (ordered[index]?.spread ?? 0))
    }),
  )
})

test('low is the lower half of any scale', () => {
  assert.equal(lowUpTo(smallFramework.scale), 2)
  assert.equal(
    lowUpTo({ kind: 'points', points: [1, 2, 3].map((value) => ({ value, label: String(value), meaning: '' })) }),
    1,
  )
  assert.equal(lowUpTo({ kind: 'open' }), 0)
})
