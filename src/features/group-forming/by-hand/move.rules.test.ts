import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ArrangedGroup } from '../forming.schema.ts'
import type { SchoolFacts } from '../problem.rules.ts'
import { boundAfter, changeInWords, movesOf, whyCannotMove, whyMustStay } from './move.rules.ts'

const group = (name: string, school_ids: string[], review_group_id: string | null = null): ArrangedGroup => ({
  name,
  review_group_id,
  school_ids,
})
const arrangement = {
  groups: [group('North 1', ['a', 'b'], 'r1'), group('North 2', ['c', 'd']), group('South 1', [])],
  locked_groups: [] as number[],
  locked_school_ids: [] as string[],
}
const names = {
  nameOf: (id: string) => `School ${id}`,
  groupName: (index: number) => arrangement.groups[index]?.name ?? '?',
}
// Only what the rules look at.
const facts = (held: string[] = []) => ({
  schools: ['a', 'b', 'c', 'd', 'e'].map(
    (id) => ({ id, is_held: held.includes(id), review_group_id: id < 'c' ? 'r1' : null }) as SchoolFacts,
  ),
  present: [group('North 1', ['a', 'b'], 'r1')],
})

test('a change is a move, a swap, or the placing of a school; what is none of these is refused', () => {
  assert.deepEqual(movesOf(arrangement, { school: 'a', to: 1 }), [{ school: 'a', to: 1 }])
  assert.deepEqual(movesOf(arrangement, { school: 'a', to: 1, with: 'c' }), [
    { school: 'a', to: 1 },
    { school: 'c', to: 0 },
  ])
  assert.deepEqual(movesOf(arrangement, { school: 'e', to: 2 }), [{ school: 'e', to: 2 }])
  for (const wrong of [
    { school: 'a', to: 0 },
    { school: 'a', to: 3 },
    { school: 'a', to: 1, with: 'b' },
    { school: 'e', to: 1, with: 'c' },
  ])
    assert.equal(movesOf(arrangement, wrong), undefined, JSON.stringify(wrong))
})

test('what is locked stays, from both sides of a swap and for the group that is joined', () => {
  const why = (locks: Partial<typeof arrangement>, ...schools: [string, number][]) =>
    whyCannotMove(
      { ...arrangement, ...locks },
      facts(),
      schools.map(([school, to]) => ({ school, to })),
      names,
    )?.message
  assert.equal(why({}, ['a', 1], ['c', 0]), undefined)
  assert.match(why({ locked_school_ids: ['c'] }, ['a', 1], ['c', 0]) ?? '', /School c is locked in North 2/)
  assert.match(why({ locked_groups: [0] }, ['a', 1]) ?? '', /North 1 is locked/)
  assert.match(why({ locked_groups: [1] }, ['a', 1]) ?? '', /North 2 is locked/)
  assert.match(why({ locked_groups: [1] }, ['e', 1]) ?? '', /North 2 is locked/)
})

test('a school with a review stays in its review group, and may go back there', () => {
  assert.equal(
    whyMustStay(arrangement, facts(['a']), 'a', names),
    'School a has a review in North 1, so it stays there',
  )
  assert.equal(whyMustStay(arrangement, facts(['a']), 'b', names), undefined)
  const astray = { ...arrangement, groups: [group('North 1', ['b'], 'r1'), group('North 2', ['a', 'c', 'd'])] }
  assert.equal(whyMustStay(astray, facts(['a']), 'a', names), undefined)
})

test('a change is named by what happened to whom', () => {
  const words = (change: Parameters<typeof changeInWords>[1]) => changeInWords(arrangement, change, names)
  assert.equal(words({ school: 'a', to: 1 }), 'School a moved from North 1 to North 2')
  assert.equal(words({ school: 'a', to: 1, with: 'c' }), 'School a (North 1) and School c (North 2) swapped')
  assert.equal(words({ school: 'e', to: 1 }), 'School e placed in North 2')
})

test('a proof is kept only for the same schools and aims, and where nothing was locked when it was made', () => {
  const score = {
    total: 10,
    travel: 10,
    unmetPriorities: 0,
    profile: 0,
    sameDistrict: 0,
    pastPartners: 0,
    unmetWishes: 0,
    benefit: 0,
  }
  const from = { bound: 9, origin: 'search' as const, made_from_id: null, score }
  assert.equal(boundAfter(from, score), 9)
  assert.equal(boundAfter({ ...from, origin: 'move', made_from_id: 'x' }, score), 9)
  assert.equal(boundAfter({ ...from, made_from_id: 'x' }, score), null)
  assert.equal(boundAfter(from, { ...score, total: 11 }), null)
  assert.equal(boundAfter({ ...from, origin: 'placement' }, score), null)
})
