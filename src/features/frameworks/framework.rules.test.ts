import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Framework,
  frameworkFaults,
  type Gate,
  highestAllowed,
  highestPoint,
  isAnswerable,
  isCappedBy,
  statementsOf,
} from './framework.rules.ts'
import { readFramework } from './framework.schema.ts'

function shipped(path: string): Framework {
  const result = readFramework(readFileSync(new URL(path, import.meta.url), 'utf8'))
  assert.ok('framework' in result, JSON.stringify(result))
  return result.framework
}
const standard = shipped('./default.yaml')
const open = shipped('./examples/open-questions.yaml')
const short = shipped('./examples/three-point.yaml')

/** A framework of two areas with two statements each and the gates given. */
const withGates = (gates: Gate[]): Framework => ({ ...short, gates })
const keys = statementsOf(short).map((statement) => statement.key)
const anyGate: fc.Arbitrary<Gate> = fc.record({
  statement: fc.constantFrom(...keys),
  at_least: fc.integer({ min: 1, max: 3 }),
  caps: fc.record({
    areas: fc.uniqueArray(fc.constantFrom('places', 'people')),
    statements: fc.uniqueArray(fc.constantFrom(...keys)),
    at: fc.integer({ min: 1, max: 2 }),
  }),
  reason: fc.constant('Because it comes first.'),
})
const judgements = fc
  .array(fc.tuple(fc.constantFrom(...keys), fc.integer({ min: 1, max: 3 })))
  .map((pairs) => new Map(pairs))

test('the shipped framework has eight areas of five statements, each with its own text for four points', () => {
  assert.equal(standard.areas.length, 8)
  assert.deepEqual(
    standard.areas.map((area) => area.statements.length),
    Array(8).fill(5),
  )
  const texts = statementsOf(standard).flatMap((statement) => Object.values(statement.descriptors))
  assert.equal(texts.length, 160)
  assert.equal(new Set(texts).size, 160)
  for (const statement of statementsOf(standard)) {
    for (const prompts of [statement.look_for, statement.evidence]) {
      assert.ok(prompts.length >= 2 && prompts.length <= 4, statement.key)
    }
  }
})

test('a scale of points is judged by choosing, an open one is not', () => {
  assert.equal(isAnswerable(standard.scale), true)
  assert.equal(isAnswerable(open.scale), false)
  assert.equal(highestPoint(open.scale), 0)
})

test('a gate holds its area back until its statement is judged high enough, and says why', () => {
  const before = highestAllowed(standard, 'leadership-senco', new Map([['leadership-statutory', 1]]))
  assert.deepEqual(before, { point: 3, reason: standard.gates[0]?.reason })
  assert.deepEqual(highestAllowed(standard, 'leadership-senco', new Map([['leadership-statutory', 2]])), { point: 4 })
  assert.equal(highestAllowed(standard, 'leadership-senco', new Map()).point, 3)
  assert.equal(highestAllowed(standard, 'leadership-statutory', new Map()).point, 4)
  assert.equal(highestAllowed(standard, 'teaching-adaptive', new Map()).point, 4)
})

test('of several gates the lowest cap counts', () => {
  const gate = (at: number, reason: string): Gate => ({
    statement: 'people-adults',
    at_least: 3,
    caps: { areas: [], statements: ['places-calm'], at },
    reason,
  })
  const framework = withGates([gate(2, 'two'), gate(1, 'one'), gate(2, 'two again')])
  assert.deepEqual(highestAllowed(framework, 'places-calm', new Map()), { point: 1, reason: 'one' })
})

test('raising a judgement never lowers what any statement is allowed', () => {
  fc.assert(
    fc.property(fc.array(anyGate, { maxLength: 4 }), judgements, fc.constantFrom(...keys), (gates, judged, raised) => {
      const framework = withGates(gates)
      const higher = new Map(judged).set(raised, 3)
      for (const key of keys) {
        assert.ok(highestAllowed(framework, key, higher).point >= highestAllowed(framework, key, judged).point)
      }
    }),
  )
})

test('what is allowed is always a point of the scale, has a reason when held back, and no gate holds its own statement', () => {
  fc.assert(
    fc.property(fc.array(anyGate, { maxLength: 4 }), judgements, fc.constantFrom(...keys), (gates, judged, key) => {
      const framework = withGates(gates)
      const allowed = highestAllowed(framework, key, judged)
      assert.ok(allowed.point >= 1 && allowed.point <= 3)
      assert.equal(allowed.reason !== undefined, allowed.point < 3)
      for (const gate of gates) assert.equal(isCappedBy(framework, gate, gate.statement), false)
    }),
  )
})

test('in every framework that is accepted, every statement can reach the highest point', () => {
  fc.assert(
    fc.property(fc.array(anyGate, { maxLength: 5 }), (gates) => {
      const framework = withGates(gates)
      if (frameworkFaults(framework).length > 0) return
      const judged = new Map<string, number>()
      for (let round = 0; round <= keys.length * 3; round++) {
        for (const key of keys) judged.set(key, highestAllowed(framework, key, judged).point)
      }
      assert.deepEqual(
        [...judged.values()],
        keys.map(() => 3),
      )
    }),
    { numRuns: 500 },
  )
})

const [first, second] = short.areas
const faultsOf = (change: Partial<Framework>) =>
  frameworkFaults({ ...short, ...change }).map(({ path, message }) => `${path.join('.')} ${message}`)

test('every text that is missing is told with its place', () => {
  assert.ok(first && second)
  const [statement, ...others] = first.statements
  assert.ok(statement)
  assert.deepEqual(faultsOf({ key: '', title: '', edition: '', description: '' }), [
    'key has no text',
    'title has no text',
    'edition has no text',
    'description has no text',
  ])
  const bare = { ...statement, text: '', look_for: ['x', ''], evidence: [''] }
  assert.deepEqual(faultsOf({ areas: [{ ...first, title: '', summary: '', statements: [bare, ...others] }, second] }), [
    'areas.0.title has no text',
    'areas.0.summary has no text',
    'areas.0.statements.0.text has no text',
    'areas.0.statements.0.look_for.1 has no text',
    'areas.0.statements.0.evidence.0 has no text',
  ])
  const keyless = { ...first, key: '', statements: [{ ...statement, key: '' }, ...others] }
  assert.deepEqual(faultsOf({ areas: [keyless, second], gates: [] }).slice(0, 2), [
    'areas.0.key has no text',
    'areas.0.statements.0.key has no text',
  ])
  assert.deepEqual(faultsOf({ areas: [{ ...first, statements: [] }, second], gates: [] }), [
    'areas.0.statements has no statement',
  ])
})

test('a scale has two to seven points with labels of their own, and frameworks have a size that people can work with', () => {
  assert.ok(first && second && short.scale.kind === 'points')
  const named = (...labels: string[]) =>
    faultsOf({
      scale: { kind: 'points', points: labels.map((label, index) => ({ value: index + 1, label, meaning: label })) },
    })
  assert.deepEqual(named('One'), ['scale.points has 1 points; a scale has 2 to 7'])
  assert.deepEqual(named(...'abcdefgh'), ['scale.points has 8 points; a scale has 2 to 7'])
  for (const count of [2, 7])
    assert.ok(named(...'abcdefg'.slice(0, count)).every((fault) => !fault.startsWith('scale')))
  assert.deepEqual(named('Good', 'GOOD', ''), [
    'scale.points.1.label repeats the label “GOOD”',
    'scale.points.2.label has no text',
    'scale.points.2.meaning has no text',
  ])
  assert.deepEqual(named('', ''), [
    'scale.points.0.label has no text',
    'scale.points.0.meaning has no text',
    'scale.points.1.label has no text',
    'scale.points.1.meaning has no text',
  ])
  assert.deepEqual(faultsOf({ areas: [], gates: [] }), ['areas has no area'])
  const many = (areas: number, statements: number) =>
    faultsOf({
      gates: [],
      areas: Array.from({ length: areas }, (_, index) => ({
        ...second,
        key: `area-${index}`,
        statements: Array.from({ length: statements }, (_, place) => ({
          ...(second.statements[0] ?? assert.fail()),
          key: `s-${index}-${place}`,
        })),
      })),
    })
  assert.deepEqual(many(30, 10), [])
  assert.deepEqual(many(31, 1), ['areas has 31 areas; the most is 30'])
  assert.deepEqual(many(7, 43), ['areas has 301 statements; the most is 300'])
  assert.deepEqual(faultsOf({ areas: [first, { ...second, key: first.key }], gates: [] }), [
    `areas.1.key repeats the area key “${first.key}”`,
  ])
})

test('a gate is of the scale, has a reason, and names what there is', () => {
  const gate: Gate = {
    statement: 'people-adults',
    at_least: 3,
    caps: { areas: [], statements: ['places-calm'], at: 2 },
    reason: 'Because.',
  }
  const gated = (change: Partial<Gate>) => faultsOf({ gates: [{ ...gate, ...change }] })
  assert.deepEqual(gated({}), [])
  assert.deepEqual(gated({ at_least: 1 }), [])
  assert.deepEqual(gated({ reason: '' }), ['gates.0.reason has no text'])
  for (const at_least of [0, 4])
    assert.deepEqual(gated({ at_least }), [`gates.0.at_least is ${at_least}, which the scale does not have`])
  assert.deepEqual(gated({ caps: { ...gate.caps, at: 1 } }), [])
  for (const at of [0, 3])
    assert.deepEqual(gated({ caps: { ...gate.caps, at } }), [
      `gates.0.caps.at is ${at}; to hold anything back it must be from 1 to 2`,
    ])
  assert.deepEqual(gated({ caps: { ...gate.caps, statements: ['places-calm', 'nothing'] } }), [
    'gates.0.caps.statements.1 names “nothing”, which is not a statement',
  ])
  assert.equal(isCappedBy(short, { ...gate, caps: { areas: ['people'], statements: [], at: 2 } }, 'nothing'), false)
})

test('gates that wait for one another are refused', () => {
  const wait = (statement: string, other: string): Gate => ({
    statement,
    at_least: 3,
    caps: { areas: [], statements: [other], at: 2 },
    reason: 'Each waits.',
  })
  const faults = frameworkFaults(
    withGates([wait('places-calm', 'people-adults'), wait('people-adults', 'places-calm')]),
  )
  assert.deepEqual(
    faults.map((fault) => fault.message),
    Array(2).fill('can never open, because gates wait for one another'),
  )
  assert.deepEqual(
    faults.map((fault) => fault.path),
    [
      ['gates', 0],
      ['gates', 1],
    ],
  )
})
