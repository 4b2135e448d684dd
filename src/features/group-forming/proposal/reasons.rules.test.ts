import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { modelWithKey } from '../../review-models/public.ts'
import { type ArrangedGroup, usualSettings } from '../forming.schema.ts'
import type { FormingFacts, SchoolFacts } from '../problem.rules.ts'
import { obstaclesOf } from './obstacles.rules.ts'
import { reasonsOf } from './reasons.rules.ts'

const model = modelWithKey('inclusion-peer-review').group
const settings = usualSettings(model)
const id = (letter: string) => `00000000-0000-4000-8000-0000000000${letter.charCodeAt(0).toString(16).padStart(2, '0')}`
const letters = 'abcdefghij'

function school(letter: string, over: Partial<SchoolFacts> = {}): SchoolFacts {
  const place = letter.charCodeAt(0) - 96
  return {
    id: id(letter),
    urn: 100000 + place,
    name: `School ${letter.toUpperCase()}`,
    phase: place % 2 === 0 ? 'Secondary' : 'Primary',
    type: 'Community school',
    status: 'open',
    trust: '',
    district: 'Northdale',
    easting: 580000 + place * 1000,
    northing: 150000,
    latitude: 51 + place / 100,
    longitude: 0.5,
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
const facts = (over: Record<string, Partial<SchoolFacts>> = {}, present: ArrangedGroup[] = []): FormingFacts => ({
  schools: [...letters].map((letter) => school(letter, over[letter])),
  present,
  past_partners: [],
  travel_times: [],
})
const group = (name: string, members: string, review_group_id: string | null = null): ArrangedGroup => ({
  name,
  review_group_id,
  school_ids: [...members].map(id),
})
const groups = [group('East', 'abcde'), group('West', 'fghij')]
const why = (known: FormingFacts, letter: string) =>
  reasonsOf({ groups, settings }, known, (key) => key.toUpperCase()).get(id(letter))
const nameOf = (one: string) => facts().schools.find((school) => school.id === one)?.name ?? 'A school that left'
const obstacles = (known: FormingFacts, some = groups, own = settings) =>
  obstaclesOf({ groups: some, settings: own }, known, model, nameOf)

test('a school reads which partner is strong where it looks for help, nearest partner first', () => {
  const reasons = why(
    facts({ a: { priorities: ['reading', 'leadership'], has_answered: true }, c: { strengths: ['leadership'] } }),
    'a',
  )
  assert.deepEqual(reasons?.met, ['You look for help with LEADERSHIP: School C is strong in it.'])
  assert.match(reasons?.unmet.join() ?? '', /READING: none of your partners/)
  assert.deepEqual(reasons?.partners[0], { id: id('b'), name: 'School B', distance: '1.0 km' })
  assert.equal(
    why(facts({ b: { easting: null } }), 'a')?.partners.find(({ name }) => name === 'School B')?.distance,
    undefined,
  )
  assert.equal(why(facts(), 'a')?.has_answered, false)
})

test('what a school reads never depends on what its partners look for, wish or are kept apart from', () => {
  const topics = fc.subarray(['reading', 'leadership', 'outcomes'])
  const others = fc.record({ priorities: topics, wished_school_ids: fc.subarray([...letters].map(id)) })
  const pair = fc
    .tuple(fc.constantFrom(...letters), fc.constantFrom(...letters))
    .map(([a, b]) => [id(a), id(b)] as [string, string])
  fc.assert(
    fc.property(
      topics,
      topics,
      fc.array(others, { minLength: 9, maxLength: 9 }),
      fc.array(
        pair.filter(([a, b]) => a !== b),
        { maxLength: 3 },
      ),
      (priorities, strengths, said, pairs) => {
        const own = { a: { priorities, has_answered: true }, b: { strengths } }
        const changed = Object.fromEntries([...letters].slice(1).map((letter, index) => [letter, said[index] ?? {}]))
        const known = facts({ ...changed, ...own, b: { ...changed.b, strengths } })
        const rules = { ...settings.rules, together: pairs.slice(0, 1), apart: pairs.slice(1) }
        const told = reasonsOf({ groups, settings: { ...settings, rules } }, known, String).get(id('a'))
        assert.deepEqual(told, reasonsOf({ groups, settings }, facts(own), String).get(id('a')))
      },
    ),
  )
})

test('nothing stands against a good version; rules of the model, closed and gone schools do', () => {
  assert.deepEqual(obstacles(facts()), { musts: [], advice: [] })
  assert.match(obstacles(facts({ a: { status: 'closed' } })).musts.join(), /School A, in East, is no longer open/)
  const gone = facts()
  gone.schools = gone.schools.filter((one) => one.id !== id('f'))
  assert.match(obstacles(gone).musts.join(), /School F, in West, has left the programme/)
  assert.match(obstacles(facts(), [group('East', 'abc')]).musts.join(), /East: A review group has 4 to 6 schools/)
  const trusts = facts({ a: { trust: 'Oak' }, b: { trust: 'OAK' } })
  assert.match(obstacles(trusts).musts.join(), /East: School A and School B belong to one trust/)
  assert.deepEqual(obstacles(facts(), []).musts, ['This version has no groups.'])
})

test('hosts stay and nobody loses a group; a missing school and a rule of the officers’ own are advice', () => {
  const present = [group('Hill', 'abcd', 'hill')]
  const hosting = facts({ a: { is_held: true, review_group_id: 'hill' } }, present)
  assert.match(obstacles(hosting).musts.join(), /School A has a review in Hill, so it stays there/)
  assert.deepEqual(obstacles(hosting, [group('Hill', 'abcde', 'hill'), group('West', 'fghij')]).musts, [])
  const lost = facts({ j: { review_group_id: 'hill' } }, [group('Hill', 'j', 'hill')])
  assert.match(
    obstacles(lost, [group('East', 'abcde'), group('West', 'fghi')]).musts.join(),
    /School J is in Hill now and is missing here/,
  )
  const missing = obstacles(facts(), [group('East', 'abcde'), group('West', 'fghi')])
  assert.deepEqual(missing.musts, [])
  assert.match(missing.advice.join(), /School J takes part in the programme but is missing/)
  const rules = { ...settings.rules, apart: [[id('a'), id('b')] as [string, string]] }
  assert.match(
    obstacles(facts(), groups, { ...settings, rules }).advice.join(),
    /A rule is broken: School A and School B are to be kept apart/,
  )
})
