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

test('each reason is told, and a question is made of each kind of statement', () => {
  const snapshot = snapshotOf(snapshotSource())
  const [area] = snapshot.areas
  const [statement] = area?.statements ?? []
  assert.ok(area && statement)
  const shown = [{ ...statement.evidence[0], kind: 'note' as const, title: 'Seen', note: '', url: '', added_on: '' }]
  const about = (change: Partial<typeof statement>) =>
    draftQuestionsFrom({
      ...snapshot,
      highlights: [],
      areas: [
        { ...area, statements: [{ ...statement, point: 4, evidence: shown as typeof statement.evidence, ...change }] },
      ],
    })
  const views = (judged: number, asked: number, lowest: number | null = null, highest: number | null = null) => ({
    views: { judged, asked, lowest, highest },
  })
  const why = (change: Partial<typeof statement>) => about(change).map((question) => question.why)
  assert.deepEqual(why(views(2, 2, 3, 3)), [])
  assert.deepEqual(why({ ...views(2, 2), point: 1 }), ['Judged 1, starting'])
  assert.deepEqual(why({ ...views(2, 2), point: null }), [])
  assert.deepEqual(why(views(2, 2, 2, 3)), ['Colleagues’ own judgements ran from 2 to 3'])
  assert.deepEqual(why(views(2, 2, null, 3)), [])
  assert.deepEqual(why(views(2, 2, 3, null)), [])
  assert.deepEqual(why(views(0, 2)), ['Judged by nobody of 2 people'])
  assert.deepEqual(why(views(1, 3)), ['Judged by one person of 3 people'])
  assert.deepEqual(why(views(1, 1)), [])
  assert.deepEqual(why({ ...views(2, 2), evidence: [] }), ['No evidence is attached'])
  const suggestion = (text: string) => about({ ...views(0, 2), text })[0]?.suggestion
  assert.equal(suggestion(' Leaders listen.. '), 'To what extent can we see that leaders listen?')
  assert.equal(suggestion('SENCOs lead.'), 'To what extent can we see that SENCOs lead?')
  assert.equal(suggestion('I belong.'), 'To what extent can we see that I belong?')
  assert.equal(suggestion('A plan is there.'), 'To what extent can we see that a plan is there?')
  assert.equal(suggestion('Which pupils wait ?'), 'Which pupils wait?')
  assert.equal(suggestion('However they learn'), 'To what extent can we see that however they learn?')
  assert.equal(suggestion('Pupils say how they learn'), 'To what extent can we see that pupils say how they learn?')
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
