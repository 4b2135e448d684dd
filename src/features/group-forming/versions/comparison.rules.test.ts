import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { changedSchools, gainsAndLosses, weighChanges } from './comparison.rules.ts'

const group = (name: string, ...school_ids: string[]) => ({ name, school_ids })
const situation = (kilometres: number, ...met: string[]) => ({
  kilometres,
  priorities: { met: met.map((topic) => ({ topic, partners: [] })), unmet: [] },
})

test('groups are the same by their schools, not by their names or order', () => {
  const before = [group('East', 'a', 'b', 'c'), group('West', 'd', 'e', 'f')]
  assert.deepEqual(changedSchools(before, [group('One', 'f', 'e', 'd'), group('Two', 'c', 'a', 'b')]), [])
})

test('who changes group comes before those whose partners only came or went', () => {
  const before = [group('East', 'a', 'b', 'c'), group('West', 'd', 'e', 'f')]
  const after = [group('East', 'a', 'b'), group('West', 'c', 'd', 'e', 'f')]
  const changed = changedSchools(before, after)
  assert.deepEqual(changed[0], { school: 'c', from: 'East', to: 'West', moved: true })
  assert.deepEqual(
    changed.slice(1).map(({ moved }) => moved),
    [false, false, false, false, false],
  )
})

test('a school without a group in one version is among the changed, and its ways are not compared', () => {
  const changed = changedSchools([group('East', 'a', 'b')], [group('East', 'a', 'b', 'c')])
  const ways = new Map([
    ['a', situation(1)],
    ['b', situation(2)],
    ['c', situation(0)],
  ])
  const weighed = weighChanges(changed, ways, ways)
  assert.deepEqual(weighed.at(-1), {
    school: 'c',
    from: undefined,
    to: 'East',
    moved: true,
    travel: undefined,
    met: undefined,
  })
})

test('those whom a change costs most travel come first, with what it brings them', () => {
  const changed = ['a', 'b', 'c'].map((school) => ({ school, from: 'East', to: 'West', moved: true }))
  const before = new Map([
    ['a', situation(10, 'behaviour')],
    ['b', situation(10)],
    ['c', situation(10)],
  ])
  const after = new Map([
    ['a', situation(4)],
    ['b', situation(12, 'behaviour', 'reading')],
    ['c', situation(10.01)],
  ])
  const weighed = weighChanges(changed, before, after)
  assert.deepEqual(
    weighed.map(({ school, met }) => [school, met]),
    [
      ['b', 2],
      ['c', 0],
      ['a', -1],
    ],
  )
  assert.deepEqual(
    gainsAndLosses(
      weighed.map(({ travel }) => travel),
      0.05,
    ),
    { more: 1, less: 1 },
  )
})

test('every school is in the list exactly when its partners differ', () => {
  const versions = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 12 })
  const groupsOf = (places: readonly number[]) =>
    [0, 1, 2, 3].map((number) =>
      group(`Group ${number}`, ...places.flatMap((place, school) => (place === number ? [`s${school}`] : []))),
    )
  fc.assert(
    fc.property(versions, versions, (one, two) => {
      const length = Math.min(one.length, two.length)
      const [before, after] = [one.slice(0, length), two.slice(0, length)]
      const listed = new Set(changedSchools(groupsOf(before), groupsOf(after)).map(({ school }) => school))
      for (let school = 0; school < length; school++) {
        const partners = (places: readonly number[]) => places.map((place) => place === places[school]).join()
        assert.equal(listed.has(`s${school}`), partners(before) !== partners(after))
      }
    }),
  )
})
