/** A small framework with one gate, and generators over it, for the tests of self-evaluation. */
import fc from 'fast-check'
import type { Framework } from '../../src/features/frameworks/public.ts'
import type { OwnJudgement } from '../../src/features/self-evaluation/compare.rules.ts'

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
