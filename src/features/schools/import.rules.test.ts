import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  compareRegister,
  type FieldChange,
  type RegisterComparison,
  registerFields,
  type StoredSchool,
} from './import.rules.ts'
import type { RegisterRow } from './register.school.ts'

/** Whether applying a comparison would change nothing. */
function changesNothing({ added, changed, closed, reopened }: RegisterComparison): boolean {
  return added.length + changed.length + closed.length + reopened.length === 0
}

/** The school as it is after its changes. */
function withChanges<S extends StoredSchool>(school: S, changes: readonly FieldChange[]): S {
  return { ...school, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) }
}

const blank: RegisterRow = {
  row: 2,
  urn: 900001,
  name: 'Marl Hill',
  phase: null,
  type: null,
  trust: null,
  la_code: null,
  la_name: null,
  district: null,
  ward: null,
  postcode: null,
  easting: null,
  northing: null,
  latitude: null,
  longitude: null,
  pupils: null,
  sen_support: null,
  ehc_plans: null,
  sen_unit: null,
  resourced_provision: null,
  status: 'open',
  opened_on: null,
  closed_on: null,
  age_low: null,
  age_high: null,
  gender: null,
  website: null,
  predecessor_urns: [],
}
const school = (facts: Partial<RegisterRow> = {}): RegisterRow => ({ ...blank, ...facts })
const everyField = new Set<string>(registerFields)
const file = (rows: RegisterRow[], fields: ReadonlySet<string> = everyField) => ({ rows, problems: [], fields })

/** What the store holds after a comparison was applied. */
function applied(
  stored: StoredSchool[],
  { added, changed, closed, reopened }: ReturnType<typeof compareRegister>,
): StoredSchool[] {
  const changes = new Map([...changed, ...closed, ...reopened].map(({ school: { urn }, changes }) => [urn, changes]))
  return [...stored.map((one) => withChanges(one, changes.get(one.urn) ?? [])), ...added]
}

test('sorts the schools into what will happen to them', () => {
  const stored = [
    school({ urn: 900001, pupils: 200 }),
    school({ urn: 900002, name: 'Tey' }),
    school({ urn: 900003, status: 'closed', closed_on: Temporal.PlainDate.from('2020-08-31') }),
    school({ urn: 900004 }),
    school({ urn: 900005 }),
    school({ urn: 900006, status: 'closed' }),
  ]
  const result = compareRegister(
    stored,
    file([
      school({ urn: 900001, pupils: 210 }),
      school({ urn: 900002, name: 'Tey', status: 'closed', closed_on: Temporal.PlainDate.from('2026-08-31') }),
      school({ urn: 900003 }),
      school({ urn: 900004 }),
      school({ urn: 900007, name: 'Tey Academy', predecessor_urns: [900002] }),
      school({ urn: 900008, status: 'closed' }),
      school({ urn: 900009, status: 'proposed' }),
      school({ urn: 900010, type: "Children's centre" }),
    ]),
  )
  assert.deepEqual(
    result.changed.map(({ school: { urn }, changes }) => [urn, changes]),
    [[900001, [{ field: 'pupils', from: 200, to: 210 }]]],
  )
  assert.deepEqual(
    result.closed.map(({ school: { urn }, successors }) => [urn, successors]),
    [[900002, [{ urn: 900007, name: 'Tey Academy' }]]],
  )
  assert.deepEqual(
    result.reopened.map(({ changes }) => changes.map(({ field, to }) => [field, to])),
    [
      [
        ['status', 'open'],
        ['closed_on', null],
      ],
    ],
  )
  assert.deepEqual(
    result.unchanged.map(({ urn }) => urn),
    [900004],
  )
  assert.deepEqual(
    result.missing.map(({ urn }) => urn),
    [900005],
    'a closed school is not missed',
  )
  assert.deepEqual(
    result.added.map(({ urn }) => urn),
    [900007, 900009],
  )
  assert.deepEqual([result.closed_before, result.not_schools], [1, 1])
})

test('an empty cell erases nothing, except that a school has left its trust', () => {
  const stored = [school({ trust: 'WEALD TRUST', district: 'Ashford', pupils: 210, sen_unit: true })]
  const [change] = compareRegister(stored, file([school()])).changed
  assert.deepEqual(change?.changes, [{ field: 'trust', from: 'WEALD TRUST', to: null }])
  assert.equal(compareRegister(stored, file([school()], new Set(['urn', 'name', 'status']))).unchanged.length, 1)
})

test('other capitals are no change, and a list without a status says nothing about it', () => {
  const stored = [school({ type: 'Community School', status: 'closed' })]
  const result = compareRegister(stored, file([school({ type: 'Community school' })], new Set(['urn', 'name', 'type'])))
  assert.ok(changesNothing(result))
})

test('links from their own file name the successors too', () => {
  const stored = [school({ urn: 900001 }), school({ urn: 900002, name: 'Tey' })]
  const rows = [school({ urn: 900001, status: 'closed' }), school({ urn: 900002, name: 'Tey' })]
  const [closed] = compareRegister(stored, file(rows), [
    { urn: 900001, next_urn: 900002 },
    { urn: 900001, next_urn: 900099 },
  ]).closed
  assert.deepEqual(closed?.successors, [{ urn: 900002, name: 'Tey' }])
})

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const anySchool: fc.Arbitrary<RegisterRow> = fc
  .record({
    urn: fc.integer({ min: 900000, max: 900012 }),
    name: fc.constantFrom('Tey', 'tey', 'Marl Hill'),
    trust: maybe(fc.constantFrom('One', 'Two')),
    district: maybe(fc.constantFrom('Ashford', 'Dover')),
    pupils: maybe(fc.nat(500)),
    sen_unit: maybe(fc.boolean()),
    status: fc.constantFrom('open', 'closed', 'proposed'),
    closed_on: maybe(fc.constantFrom(Temporal.PlainDate.from('2020-08-31'), Temporal.PlainDate.from('2026-08-31'))),
  })
  .map(school)
const list = fc.uniqueArray(anySchool, { selector: ({ urn }) => urn, maxLength: 12 })
const someFields = fc.subarray([...registerFields]).map((fields) => new Set<string>([...fields, 'urn', 'name']))

test('importing the same file again changes nothing, ever', () => {
  fc.assert(
    fc.property(list, list, someFields, (stored, rows, fields) => {
      const after = applied(stored, compareRegister(stored, file(rows, fields)))
      assert.ok(changesNothing(compareRegister(after, file(rows, fields))))
    }),
  )
})

test('every stored school is sorted once and none is ever lost', () => {
  fc.assert(
    fc.property(list, list, someFields, (stored, rows, fields) => {
      const { added, changed, closed, reopened, unchanged, missing, closed_before } = compareRegister(
        stored,
        file(rows, fields),
      )
      const sorted = [...changed, ...closed, ...reopened]
        .map(({ school: { urn } }) => urn)
        .concat(unchanged.map(({ urn }) => urn))
      const inFile = new Set(rows.map(({ urn }) => urn))
      assert.deepEqual(
        sorted.sort(),
        stored
          .map(({ urn }) => urn)
          .filter((urn) => inFile.has(urn))
          .sort(),
      )
      assert.ok(missing.every(({ urn }) => !inFile.has(urn)))
      assert.equal(added.length + closed_before + sorted.length, rows.length)
    }),
  )
})

test('no stored fact ever becomes empty, but for the trust and the closing date of a reopened school', () => {
  fc.assert(
    fc.property(list, list, someFields, (stored, rows, fields) => {
      const { changed, closed, reopened } = compareRegister(stored, file(rows, fields))
      for (const { changes } of [...changed, ...closed, ...reopened]) {
        for (const { field, to } of changes) assert.ok(to !== null || field === 'trust' || field === 'closed_on')
      }
      for (const { changes } of changed) assert.ok(changes.every(({ field, to }) => to !== null || field === 'trust'))
    }),
  )
})
