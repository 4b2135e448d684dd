/** A small framework with one gate, and generators over it, for the tests of self-evaluation. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Framework } from '../../src/features/frameworks/public.ts'
import { type OwnJudgement, viewsOf } from '../../src/features/self-evaluation/comparison.rules.ts'
import type { SnapshotSource } from '../../src/features/self-evaluation/snapshot.rules.ts'

const points = ['Starting', 'Developing', 'Secure', 'Leading practice'].map((label, index) => ({
  value: index + 1,
  label,
  meaning: `${label} in general`,
}))

const statement = (key: string, text: string) => ({
  key,
  text,
  descriptors: Object.fromEntries(points.map((point) => [point.value, `${text} ${point.label}`])),
  look_for: [],
  evidence: [],
})

export const smallFramework: Framework = {
  key: 'small',
  title: 'Small framework',
  edition: '1',
  description: 'Five statements in two areas.',
  scale: { kind: 'points', points },
  areas: [
    {
      key: 'leadership',
      title: 'Leadership',
      summary: 'Who leads.',
      statements: [
        statement('duty', 'The duties are met.'),
        statement('vision', 'Leaders set a direction.'),
        statement('governors', 'Governors ask.'),
      ],
    },
    {
      key: 'teaching',
      title: 'Quality of teaching',
      summary: 'What happens in lessons.',
      statements: [
        statement('adapting', 'Teachers adapt lessons.'),
        statement('support', 'Assistants help pupils to learn.'),
      ],
    },
  ],
  gates: [
    {
      statement: 'duty',
      at_least: 2,
      caps: { areas: ['leadership'], statements: [], at: 2 },
      reason: 'The law comes first.',
    },
  ],
}

export const openFramework: Framework = {
  ...smallFramework,
  key: 'open',
  scale: { kind: 'open' },
  gates: [],
  areas: smallFramework.areas.map((area) => ({
    ...area,
    statements: area.statements.map((each) => ({ ...each, descriptors: {} })),
  })),
}

export const statementKeys = ['duty', 'vision', 'governors', 'adapting', 'support']
export const people = ['ana', 'ben', 'cara', 'dev']

export const ownJudgements: fc.Arbitrary<OwnJudgement[]> = fc.uniqueArray(
  fc.record({
    person_id: fc.constantFrom(...people, 'somebody-who-left'),
    statement_key: fc.constantFrom(...statementKeys),
    point: fc.option(fc.integer({ min: 1, max: 4 })),
    answer: fc.constantFrom('', 'Mostly'),
    reason: fc.constantFrom('', 'Because we looked'),
  }),
  { selector: (judgement) => `${judgement.person_id} ${judgement.statement_key}` },
)

export const agreedPoints: fc.Arbitrary<Map<string, number>> = fc
  .dictionary(fc.constantFrom(...statementKeys), fc.integer({ min: 1, max: 4 }))
  .map((record) => new Map(Object.entries(record)))

export const moment = Temporal.Instant.from('2026-11-16T09:00:00Z')

/** One colleague’s judgement of one statement. */
export const ownJudgement = (person_id: string, statement_key: string, point: number) => ({
  person_id,
  statement_key,
  point,
  answer: '',
  reason: '',
})

/** What colleagues think of one statement of the small framework. */
export function viewsOfStatement(key: string, judgements: Parameters<typeof viewsOf>[2], evidenced: string[] = []) {
  const found = viewsOf(smallFramework, people, judgements, new Set(evidenced)).find(
    (views) => views.statement_key === key,
  )
  assert.ok(found)
  return found
}

const agreedAt: Record<string, number> = { duty: 3, vision: 2, governors: 3, adapting: 4, support: 3 }

/** An agreed evaluation to freeze: one low judgement, one on which colleagues differ, one without evidence. */
export function snapshotSource(change: Partial<SnapshotSource> = {}): SnapshotSource {
  const framework = change.framework ?? smallFramework
  const judgements = statementKeys.flatMap((statement_key) =>
    people.map((person_id, index) => ({
      person_id,
      statement_key,
      point: statement_key === 'governors' ? index + 1 : (agreedAt[statement_key] ?? null),
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
      point: framework.scale.kind === 'open' ? null : (agreedAt[statement_key] ?? null),
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
