import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openFramework, snapshotSource } from '../../../tests/support/self-evaluation-example.ts'
import { draftQuestionsFrom } from './draft-questions.rules.ts'
import { snapshotOf } from './snapshot.rules.ts'

test('enquiry questions come from differing, low, unsupported and chosen statements, the most telling first', () => {
  const questions = draftQuestionsFrom(snapshotOf(snapshotSource()))
  assert.deepEqual(
    questions.map((question) => question.statement_key),
    ['governors', 'vision', 'support'],
  )
  assert.equal(questions[0]?.why, 'Colleagues’ own judgements ran from 1 to 4')
  assert.equal(questions[1]?.why, 'The school chose it as a priority. Judged 2, developing')
  assert.equal(questions[1]?.suggestion, 'To what extent can we see that leaders set a direction?')
  assert.equal(questions[2]?.why, 'No evidence is attached')
})

test('an open framework keeps its questions as they are', () => {
  const asked = {
    ...openFramework,
    areas: openFramework.areas.map((area) => ({
      ...area,
      statements: area.statements.map((each) => ({ ...each, text: 'To what extent do pupils belong?' })),
    })),
  }
  const questions = draftQuestionsFrom(snapshotOf(snapshotSource({ framework: asked })))
  assert.ok(questions.length > 0)
  assert.ok(questions.every((question) => question.suggestion === 'To what extent do pupils belong?'))
})
