import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import {
  moment,
  openFramework,
  people,
  smallFramework,
  statementKeys,
} from '../../../tests/support/self-evaluation-example.ts'
import { viewsOf } from './compare.rules.ts'
import {
  draftQuestionsFrom,
  frameworkOfSnapshot,
  type SnapshotSource,
  snapshotOf,
  snapshotPoints,
} from './snapshot.rules.ts'
import { snapshotContent } from './snapshot.schema.ts'

const points: Record<string, number> = { duty: 3, vision: 2, governors: 3, adapting: 4, support: 3 }

function source(change: Partial<SnapshotSource> = {}): SnapshotSource {
  const framework = change.framework ?? smallFramework
  const judgements = statementKeys.flatMap((statement_key) =>
    people.map((person_id, index) => ({
      person_id,
      statement_key,
      point: statement_key === 'governors' ? index + 1 : (points[statement_key] ?? null),
      answer: 'Words',
      reason: `${person_id} thinks so`,
    })),
  )
  return {
    evaluation: { id: randomUUID(), title: 'Autumn 2026', agreed_at: moment },
    school: { id: randomUUID(), name: 'Ashdown Primary School' },
    framework_id: randomUUID(),
    framework,
    agreed: statementKeys.map((statement_key) => ({
      statement_key,
      point: framework.scale.kind === 'open' ? null : (points[statement_key] ?? null),
      answer: '',
      reason: 'We looked',
    })),
    views: viewsOf(framework, people, judgements, new Set()),
    evidence: statementKeys
      .filter((key) => key !== 'support')
      .map((statement_key) => ({
        statement_key,
        id: randomUUID(),
        kind: 'link' as const,
        title: 'Our page',
        url: 'https://school.example/sen',
        note: '',
        file: null,
      })),
    highlights: [
      { kind: 'strength', statement_key: 'adapting', comment: '' },
      { kind: 'priority', statement_key: 'vision', comment: 'First of all' },
      { kind: 'priority', statement_key: 'gone', comment: '' },
    ],
    ...change,
  }
}

test('a snapshot keeps the texts, the judgements and the evidence, and survives being stored', () => {
  const snapshot = snapshotOf(source())
  const stored = snapshotContent.parse(JSON.parse(JSON.stringify(snapshot)))
  assert.deepEqual(stored, snapshot)
  const vision = stored.areas[0]?.statements[1]
  assert.equal(vision?.descriptor, 'Leaders set a direction. Developing')
  assert.equal(stored.agreed_on, '2026-11-16')
  assert.equal(stored.highlights.length, 2)
  assert.equal(snapshotPoints(stored).get('adapting'), 4)
  assert.equal(frameworkOfSnapshot(stored).areas.length, 2)
})

test('a snapshot never names a colleague or quotes what they wrote for themselves', () => {
  const text = JSON.stringify(snapshotOf(source()))
  for (const person of people) assert.ok(!text.includes(person))
  assert.ok(!text.includes('thinks so'))
})

test('enquiry questions come from differing, low, unsupported and chosen statements, the most telling first', () => {
  const questions = draftQuestionsFrom(snapshotOf(source()))
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
  const questions = draftQuestionsFrom(snapshotOf(source({ framework: asked })))
  assert.ok(questions.length > 0)
  assert.ok(questions.every((question) => question.suggestion === 'To what extent do pupils belong?'))
})
