import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { modelWithKey } from '../review-models/public.ts'
import { type PresentGroup, planGroups, type WantedGroup } from './arrange.rules.ts'
import type { CandidateSchool } from './group.rules.ts'

const rules = { ...modelWithKey('inclusion-peer-review').group, fewest: 2, ideal: 3, most: 4 }

const school = (id: string, over: Partial<CandidateSchool> = {}): CandidateSchool => ({
  id,
  name: `School ${id}`,
  phase: 'Primary',
  trust: '',
  status: 'open',
  latitude: 51,
  longitude: 0,
  in_programme: true,
  other_group: null,
  ...over,
})
const group = (id: string, letters: string, over: Partial<PresentGroup> = {}): PresentGroup => ({
  id,
  name: `Group ${id}`,
  is_published: true,
  is_ended: false,
  school_ids: [...letters],
  host_ids: [],
  ...over,
})
const wanted = (id: string | null, letters: string, name = `Group ${id}`): WantedGroup => ({
  id,
  name,
  school_ids: [...letters],
})
const candidates = [...'abcdefgh'].map((id) => school(id))

function plan(present: PresentGroup[], want: WantedGroup[], schools = candidates) {
  const planned = planGroups(rules, present, schools, want)
  assert.ok('plan' in planned, JSON.stringify(planned))
  return planned.plan
}
function reasons(present: PresentGroup[], want: WantedGroup[], schools = candidates): string {
  const planned = planGroups(rules, present, schools, want)
  assert.ok('refused' in planned)
  return planned.refused.map(({ message }) => message).join('\n')
}

test('groups that stay as they are and are published need nothing', () => {
  const nothing = plan([group('1', 'abc'), group('2', 'def')], [wanted('1', 'cba'), wanted('2', 'def')])
  assert.deepEqual(nothing, { made: [], changed: [], published: [], ended: [] })
})

test('schools change places, a new group is made, one that lost its schools ends, and one waits to be published', () => {
  const found = plan(
    [group('1', 'ab'), group('2', 'cd'), group('3', 'gh', { is_published: false })],
    [wanted('1', 'acd'), wanted(null, 'bef', 'Fresh'), wanted('3', 'gh')],
  )
  assert.deepEqual(
    found.changed.map(({ id, school_ids }) => [id, school_ids.join('')]),
    [['1', 'acd']],
  )
  assert.deepEqual(
    found.made.map(({ name, school_ids }) => [name, school_ids.join('')]),
    [['Fresh', 'bef']],
  )
  assert.deepEqual(
    found.ended.map(({ id }) => id),
    ['2'],
  )
  assert.deepEqual(
    found.published.map(({ id }) => id),
    ['3'],
  )
})

test('a group that has ended comes again as a new one, under a name that is free', () => {
  const found = plan([group('1', 'ab', { is_ended: true })], [wanted('1', 'abc')])
  assert.deepEqual(found.made, [{ name: 'Group 1 (2)', school_ids: ['a', 'b', 'c'] }])
})

test('a host stays, a school keeps a group, and a school is in one group only', () => {
  const hosting = [group('1', 'abc', { host_ids: ['a'] }), group('2', 'def')]
  assert.match(
    reasons(hosting, [wanted('1', 'bc'), wanted('2', 'adef')]),
    /School a has a review in Group 1, so it stays there/,
  )
  assert.match(reasons([group('1', 'abc')], [wanted('1', 'ab')]), /School c is in Group 1 now and would have no group/)
  assert.match(reasons([], [wanted(null, 'ab', 'X'), wanted(null, 'ac', 'Y')]), /School a is in two groups/)
})

test('the rules of the model are asked of every group that changes, and of no other', () => {
  const trusts = candidates.map((one) => ('ab'.includes(one.id) ? { ...one, trust: 'Oak' } : one))
  assert.match(reasons([], [wanted(null, 'abc', 'Oaks')], trusts), /Oaks: School a and School b belong to one trust/)
  assert.match(reasons([], [wanted(null, 'a', 'Lone')]), /Lone: A review group has 2 to 4 schools; this one has only 1/)
  assert.match(reasons([], [wanted(null, 'abz', 'Left')]), /Left: 1 of its schools has left the programme/)
  const closed = candidates.map((one) => (one.id === 'a' ? { ...one, status: 'closed' } : one))
  assert.match(reasons([], [wanted(null, 'abc', 'Shut')], closed), /Shut: School a is not open/)
  const old = plan([group('1', 'ab'), group('2', 'cd')], [wanted('1', 'ab'), wanted('2', 'cde')], trusts)
  assert.equal(old.changed.length, 1)
})

test('what is planned leaves every school of the programme in exactly the group that was wanted for it', () => {
  const letters = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 0, maxLength: 8 })
  const split = (ids: string[], at: number[]): string[][] => {
    const groups: string[][] = [[], [], []]
    for (const [index, id] of ids.entries()) groups[(at[index] ?? 0) % 3]?.push(id)
    return groups
  }
  const arbitrary = fc.record({
    before: letters,
    beforeAt: fc.array(fc.nat(2), { minLength: 8, maxLength: 8 }),
    afterAt: fc.array(fc.nat(2), { minLength: 8, maxLength: 8 }),
  })
  fc.assert(
    fc.property(arbitrary, ({ before, beforeAt, afterAt }) => {
      const present = split(before, beforeAt).map((ids, index) => group(String(index), ids.join('')))
      const after = split([...'abcdefgh'], afterAt)
      const want = after.map((ids, index) => wanted(index === 2 ? null : String(index), ids.join(''), `New ${index}`))
      const planned = planGroups(rules, present, candidates, want)
      if ('refused' in planned) {
        assert.ok(after.some((ids) => ids.length > 0 && (ids.length < rules.fewest || ids.length > rules.most)))
        return
      }
      const groups = new Map(present.map(({ id, school_ids }) => [id, school_ids]))
      for (const { id, school_ids } of planned.plan.changed) groups.set(id, school_ids)
      for (const { id } of planned.plan.ended) groups.set(id, [])
      const now = [...groups.values(), ...planned.plan.made.map(({ school_ids }) => school_ids)]
      const sorted = (all: readonly (readonly string[])[]) =>
        all
          .filter((ids) => ids.length > 0)
          .map((ids) => [...ids].sort().join(''))
          .sort()
      assert.deepEqual(sorted(now), sorted(after))
    }),
  )
})
