import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { snapshotOf } from '../../../../tests/support/visit.ts'
import type { SnapshotContent } from '../../self-evaluation/public.ts'
import { agendaFrom, outcomeOf, whyCannotSetAside, whyOf } from './agenda.rules.ts'
import { canCompare } from './agenda-sources.rules.ts'

const school = { id: '00000000-0000-4000-8000-000000000001', name: 'Appleford Primary School' }
const now = snapshotOf(school)
const all = (snapshot: SnapshotContent) => snapshot.areas.flatMap((area) => area.statements)

/** The same evaluation with other points: what the school had agreed before. */
function withPoints(points: Readonly<Record<string, number | null>>): SnapshotContent {
  return {
    ...now,
    agreed_on: '2025-10-21',
    title: 'Self-evaluation, autumn 2025',
    areas: now.areas.map((area) => ({
      ...area,
      statements: area.statements.map((one) => ({ ...one, point: points[one.key] ?? one.point })),
    })),
  }
}

test('what the school chose and what differs most come first, each with its reasons in words, the strongest first', () => {
  const items = agendaFrom({ now, before: undefined })
  assert.deepEqual(
    items.map((item) => [item.statement_key, item.turn, whyOf(item)]),
    [
      [
        'teaching-adapting',
        'first',
        'The school chose it as a priority. Judged 2, developing. No evidence is attached',
      ],
      ['teaching-assistants', 'first', 'Colleagues’ own judgements ran from 1 to 4. No evidence is attached'],
      ['outcomes-belonging', 'if-time', 'No evidence is attached'],
    ],
  )
})

test('a judgement that changed since last time says what it was, when and what it is now', () => {
  const before = withPoints({ 'outcomes-belonging': 2, 'teaching-adapting': 3 })
  const why = new Map(agendaFrom({ now, before }).map((item) => [item.statement_key, whyOf(item)]))
  assert.match(
    why.get('teaching-adapting') ?? '',
    /Lower than last time: 3, secure, on 21 October 2025; now 2, developing/,
  )
  assert.match(
    why.get('outcomes-belonging') ?? '',
    /Higher than last time: 2, developing, on 21 October 2025; now 4, leading practice/,
  )
  assert.doesNotMatch(why.get('teaching-assistants') ?? '', /last time/)
})

test('evaluations with another framework or another scale are not compared', () => {
  const before = withPoints({ 'outcomes-belonging': 1 })
  const other = { ...before, framework: { ...before.framework, key: 'other' } }
  const shorter = { ...before, framework: { ...before.framework, points: before.framework.points.slice(1) } }
  const open = (one: SnapshotContent) => ({ ...one, framework: { ...one.framework, points: [] } })
  assert.equal(canCompare(now, before), true)
  for (const one of [other, shorter]) {
    assert.equal(canCompare(now, one), false)
    assert.deepEqual(agendaFrom({ now, before: one }), agendaFrom({ now, before: undefined }))
  }
  assert.equal(canCompare(open(now), open(before)), false)
})

test('an evaluation in which nothing stands out has an empty agenda', () => {
  const evidence = [{ id: school.id, kind: 'note' as const, title: 'Visit', url: '', note: '', file: null }]
  const steady: SnapshotContent = {
    ...now,
    highlights: [],
    areas: now.areas.map((area) => ({
      ...area,
      statements: area.statements.map((one) => ({
        ...one,
        point: 4,
        evidence,
        views: { judged: 3, asked: 3, lowest: 4, highest: 4 },
      })),
    })),
  }
  assert.deepEqual(agendaFrom({ now: steady, before: steady }), [])
})

const points = fc.record({
  point: fc.option(fc.integer({ min: 1, max: 4 })),
  was: fc.option(fc.integer({ min: 1, max: 4 })),
  lowest: fc.integer({ min: 1, max: 4 }),
  spread: fc.nat(3),
  judged: fc.nat(3),
  evidenced: fc.boolean(),
})

test('every judgement with a reason is on the agenda once, in order, and at most five come first', () => {
  fc.assert(
    fc.property(fc.array(points, { maxLength: 60 }), (made) => {
      const base = now.areas[0] ?? assert.fail()
      const first = base.statements[0] ?? assert.fail()
      const snapshot = (pick: (one: (typeof made)[number]) => number | null): SnapshotContent => ({
        ...now,
        highlights: [],
        areas: [
          {
            ...base,
            statements: made.map((one, index) => ({
              ...first,
              key: `s${index}`,
              point: pick(one),
              views: {
                judged: one.judged,
                asked: 3,
                lowest: one.lowest,
                highest: Math.min(4, one.lowest + one.spread),
              },
              evidence: one.evidenced
                ? [{ id: school.id, kind: 'note', title: 'Seen', url: '', note: '', file: null }]
                : [],
            })),
          },
        ],
      })
      const material = { now: snapshot((one) => one.point), before: snapshot((one) => one.was) }
      const items = agendaFrom(material)
      assert.equal(new Set(items.map((item) => item.statement_key)).size, items.length)
      const weights = items.map((item) => item.reasons.reduce((sum, reason) => sum + reason.weight, 0))
      assert.deepEqual(
        weights,
        [...weights].sort((a, b) => b - a),
      )
      assert.ok(items.every((item) => item.reasons.length > 0 && item.openings.length > 0))
      assert.ok(items.filter((item) => item.turn === 'first').length <= 5)
      const turns = ['first', 'next', 'if-time']
      const order = items.map((item) => turns.indexOf(item.turn))
      assert.deepEqual(order, [...order].sort())
      const quiet = all(material.now).filter((one) => !items.some((item) => item.statement_key === one.key))
      assert.ok(quiet.every((one) => one.evidence.length > 0 && one.views.judged >= 2))
    }),
    { numRuns: 60 },
  )
})

test('a question outweighs that an item was set aside; put back it is open again', () => {
  const aside = {
    statement_key: 'a',
    reason: 'Talked about',
    aside: true,
    version: 1,
    updated_at: Temporal.Instant.from('2026-11-24T10:00:00Z'),
    updated_by_name: 'Ruth',
  }
  const question = { text: 'How?', drawn_from: [{ statement_key: 'a', why: '' }] }
  assert.equal(outcomeOf('a', [question], [aside]).kind, 'asked')
  assert.equal(outcomeOf('a', [], [aside]).kind, 'aside')
  assert.equal(outcomeOf('a', [], [{ ...aside, aside: false }]).kind, 'open')
  assert.equal(outcomeOf('b', [question], [aside]).kind, 'open')
  assert.match(whyCannotSetAside(outcomeOf('a', [question], []), 'No')?.message ?? '', /“How\?”\. Remove the question/)
  assert.equal(whyCannotSetAside({ kind: 'open' }, ' ')?.message, 'Enter why it needs no question')
  assert.match(whyCannotSetAside({ kind: 'open' }, 'a'.repeat(501))?.message ?? '', /500 characters/)
  assert.equal(whyCannotSetAside({ kind: 'open' }, 'a'.repeat(500)), undefined)
})
