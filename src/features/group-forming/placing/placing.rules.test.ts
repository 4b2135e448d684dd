import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { placeWithFewestChanges } from '../../../lib/grouping/place.ts'
import { modelWithKey } from '../../review-models/public.ts'
import { type ArrangedGroup, usualSettings } from '../forming.schema.ts'
import type { FormingFacts, SchoolFacts } from '../problem.rules.ts'
import {
  optionOf,
  placedInWords,
  placeOrder,
  shortGroups,
  waitingSchools,
  withoutBrokenRules,
} from './placing.rules.ts'

const settings = usualSettings(modelWithKey('inclusion-peer-review').group)
const any = { ...settings, rules: { ...settings.rules, phases: 'any' as const } }
const all = 'abcdefghijklmn'
const id = (letter: string) => `00000000-0000-4000-8000-0000000000${letter.charCodeAt(0).toString(16)}`

function school(letter: string, over: Partial<SchoolFacts> = {}): SchoolFacts {
  const place = letter.charCodeAt(0) - 96
  return {
    id: id(letter),
    urn: 100000 + place,
    name: `School ${letter.toUpperCase()}`,
    phase: 'Primary',
    type: 'Community school',
    status: 'open',
    trust: '',
    district: 'Northdale',
    easting: 580000 + place * 1000,
    northing: 150000,
    latitude: null,
    longitude: null,
    pupils: 300,
    sen_unit: false,
    resourced_provision: false,
    has_answered: false,
    strengths: [],
    priorities: [],
    wished_school_ids: [],
    review_group_id: null,
    is_held: false,
    ...over,
  }
}
const group = (name: string, members: string): ArrangedGroup => ({
  name,
  review_group_id: id(name.charAt(0).toLowerCase()),
  school_ids: [...members].map(id),
})
const facts = (
  letters: string,
  present: ArrangedGroup[],
  over: Record<string, Partial<SchoolFacts>> = {},
): FormingFacts => ({
  schools: [...letters].map((letter) => school(letter, over[letter])),
  present,
  past_partners: [],
  travel_times: [],
})
const names = (schools: readonly { name: string }[]) => schools.map(({ name }) => name.slice(-1)).join('')

async function best(known: FormingFacts) {
  const order = placeOrder(known, any)
  const placed = await placeWithFewestChanges(order.problem, order.previous, order.options)
  assert.ok('groups' in placed, JSON.stringify(placed))
  return { placed, option: optionOf(placed, order, known, String) }
}

test('schools without a group wait, closed ones do not; a group is short by its open schools', () => {
  const known = facts('abcdefgh', [group('Hill', 'abcd'), group('Vale', 'ef')], {
    d: { status: 'closed' },
    h: { status: 'closed' },
  })
  assert.equal(names(waitingSchools(known)), 'G')
  assert.deepEqual(
    shortGroups(known, any).map(({ group: { name }, schools }) => [name, schools]),
    [
      ['Hill', 3],
      ['Vale', 2],
    ],
  )
  assert.equal(placedInWords(known, any), 'School G')
  assert.equal(placedInWords(facts('abc', [group('Hill', 'abc')]), any), 'Hill')
})

test('a joiner into a group with room is the short way; the same groups have the same key', async () => {
  const known = facts('abcdefghi', [group('Hill', 'abcd'), group('Vale', 'efgh')])
  const { option } = await best(known)
  assert.equal(option.isShortWay, true)
  assert.equal(option.title, 'No school moves')
  assert.deepEqual(
    option.joiners.map(({ school_id, group }) => [school_id, group.name]),
    [[id('i'), 'Vale']],
  )
  assert.match(option.effects.join(' '), /School I would join Vale\. Vale would have five schools instead of four/)
  assert.equal((await best(known)).option.key, option.key)
  const other = await best(facts('abcdefgh', [group('Hill', 'abcd'), group('Vale', 'efgh')]))
  assert.notEqual(other.option.key, option.key)
})

test('a group that fell short takes a school, which is no short way', async () => {
  const { option, placed } = await best(facts('abcefghi', [group('Hill', 'abcd'), group('Vale', 'efghi')]))
  assert.equal(placed.isFewest, true)
  assert.equal(option.changes, 1)
  assert.equal(option.title, '1 school moves')
  assert.equal(option.isShortWay, false)
})

test('rules about phases that the present groups break already are left alone, others are not', () => {
  const present = [group('Hill', 'abcd'), group('Vale', 'efgh')]
  assert.deepEqual(withoutBrokenRules(facts('abcdefgh', present), settings)?.dropped, ['schools of different phases'])
  assert.equal(withoutBrokenRules(facts('abcdefgh', present), any), undefined)
  const apart = { ...any, rules: { ...any.rules, apart: [[id('a'), id('b')] as [string, string]] } }
  assert.equal(withoutBrokenRules(facts('abcdefgh', present), apart), undefined)
})

test('whoever joins and leaves, every open school gets one group, hosts stay, and nobody is said to move who stays', async () => {
  const arbitrary = fc.record({
    gone: fc.subarray([...'abcdefghi'], { maxLength: 2 }),
    joined: fc.subarray([...'jklmn'], { maxLength: 3 }),
    held: fc.subarray([...'aefi'], { maxLength: 2 }),
  })
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ gone, joined, held }) => {
      const letters = [...all].filter(
        (letter) => joined.includes(letter) || ('abcdefghi'.includes(letter) && !gone.includes(letter)),
      )
      const present = [group('Hill', 'abcd'), group('Vale', 'efghi')]
      const home = (letter: string) =>
        present.find(({ school_ids }) => school_ids.includes(id(letter)))?.review_group_id ?? null
      const over = Object.fromEntries(
        letters.map((one) => [one, { is_held: held.includes(one), review_group_id: home(one) }]),
      )
      const known = facts(letters.join(''), present, over)
      const order = placeOrder(known, any)
      const placed = await placeWithFewestChanges(order.problem, order.previous, order.options)
      if ('conflict' in placed) return
      const option = optionOf(placed, order, known, String)
      assert.deepEqual(option.groups.flatMap(({ school_ids }) => school_ids).sort(), letters.map(id).sort())
      const groupOf = (letter: string) =>
        option.groups.find(({ school_ids }) => school_ids.includes(id(letter)))?.review_group_id ?? null
      for (const letter of letters.filter((one) => held.includes(one))) assert.equal(groupOf(letter), home(letter))
      const moved = letters.filter((one) => !joined.includes(one) && groupOf(one) !== home(one))
      assert.equal(moved.length, option.changes)
    }),
    { numRuns: 30, seed: 7 },
  )
})
