import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  openFramework,
  people,
  smallFramework,
  snapshotSource,
} from '../../../tests/support/self-evaluation-example.ts'
import { frameworkOfSnapshot, snapshotOf, snapshotPoints } from './snapshot.rules.ts'
import { snapshotContent } from './snapshot.schema.ts'

test('a snapshot keeps the texts, the judgements and the evidence, and survives being stored', () => {
  const snapshot = snapshotOf(snapshotSource())
  const stored = snapshotContent.parse(JSON.parse(JSON.stringify(snapshot)))
  assert.deepEqual(stored, snapshot)
  const vision = stored.areas[0]?.statements[1]
  assert.equal(vision?.descriptor, 'Leaders set a direction. Developing')
  assert.equal(stored.agreed_on, '2026-11-16')
  assert.equal(stored.highlights.length, 2)
  assert.equal(snapshotPoints(stored).get('adapting'), 4)
  assert.equal(frameworkOfSnapshot(stored).areas.length, 2)
})

test('a snapshot holds every statement with what was agreed, how many saw it and what shows it', () => {
  const source = snapshotSource()
  const [statement] = smallFramework.areas[0]?.statements ?? []
  assert.ok(statement)
  const evidence = source.evidence.filter((each) => each.statement_key === 'duty')
  const snapshot = snapshotOf({
    ...source,
    agreed: [{ statement_key: 'duty', point: 3, answer: 'Mostly', reason: 'We looked' }],
    views: source.views.filter((each) => each.statement_key === 'duty'),
    evidence,
    highlights: [
      { kind: 'strength', statement_key: 'duty', comment: 'Since 2024' },
      { kind: 'priority', statement_key: 'gone', comment: '' },
    ],
  })
  const { key, title, edition } = smallFramework
  const points = smallFramework.scale.kind === 'points' ? smallFramework.scale.points : []
  assert.deepEqual(snapshot.framework, { id: source.framework_id, key, title, edition, points })
  assert.deepEqual(
    [snapshot.form, snapshot.evaluation_id, snapshot.title],
    [1, source.evaluation.id, source.evaluation.title],
  )
  assert.deepEqual(snapshot.school, source.school)
  assert.deepEqual(snapshot.highlights, [{ kind: 'strength', statement_key: 'duty', comment: 'Since 2024' }])
  assert.deepEqual(
    snapshot.areas.map(({ key, title, summary, statements }) => [key, title, summary, statements.length]),
    [
      ['leadership', 'Leadership', 'Who leads.', 3],
      ['teaching', 'Quality of teaching', 'What happens in lessons.', 2],
    ],
  )
  assert.ok(evidence.length > 0)
  assert.deepEqual(snapshot.areas[0]?.statements.slice(0, 2), [
    {
      key: 'duty',
      text: 'The duties are met.',
      point: 3,
      descriptor: 'The duties are met. Secure',
      answer: 'Mostly',
      reason: 'We looked',
      views: { judged: 4, asked: 4, lowest: 3, highest: 3 },
      evidence: evidence.map(({ statement_key: _, ...rest }) => rest),
    },
    {
      key: 'vision',
      text: 'Leaders set a direction.',
      point: null,
      descriptor: '',
      answer: '',
      reason: '',
      views: { judged: 0, asked: 0, lowest: null, highest: null },
      evidence: [],
    },
  ])
  assert.deepEqual([...snapshotPoints(snapshot)], [['duty', 3]])
  const framework = frameworkOfSnapshot(snapshot)
  assert.deepEqual(framework.scale, smallFramework.scale)
  assert.deepEqual(framework.areas[0]?.statements.slice(0, 2), [
    { ...statement, descriptors: { 3: 'The duties are met. Secure' } },
    { key: 'vision', text: 'Leaders set a direction.', look_for: [], evidence: [], descriptors: {} },
  ])
  assert.deepEqual(
    [framework.key, framework.title, framework.edition, framework.description, framework.gates],
    [key, title, edition, '', []],
  )
  assert.deepEqual(
    framework.areas.map(({ key, title, summary }) => [key, title, summary]),
    smallFramework.areas.map(({ key, title, summary }) => [key, title, summary]),
  )
  const open = snapshotOf(snapshotSource({ framework: openFramework }))
  assert.deepEqual(frameworkOfSnapshot(open).scale, { kind: 'open' })
})

test('a snapshot never names a colleague or quotes what they wrote for themselves', () => {
  const text = JSON.stringify(snapshotOf(snapshotSource()))
  for (const person of people) assert.ok(!text.includes(person))
  assert.ok(!text.includes('thinks so'))
})
