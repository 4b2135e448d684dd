import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aimsFrom, aimsInWords, aimsShown, presetOf, presets } from './aims.rules.ts'

const worth = fc.integer({ min: 0, max: 1000 })
const signed = fc.integer({ min: -1000, max: 1000 })
const aims = fc.record({
  travel: fc.constant(1),
  unmet_priorities: worth,
  unmet_wishes: worth,
  profile: signed,
  same_district: signed,
  past_partners: signed,
})

/** What the page would send back for aims that it shows. */
function sent(shown: ReturnType<typeof aimsShown>) {
  const entries = Object.entries(shown).map(([name, text]) => [name, name.endsWith('_way') ? text : Number(text)])
  return Object.fromEntries(entries) as Parameters<typeof aimsFrom>[0]
}

test('aims that are shown and saved untouched never change', () => {
  fc.assert(
    fc.property(aims, (some) => {
      assert.deepEqual(aimsFrom(sent(aimsShown(some))), { aims: { ...some } })
    }),
  )
})

test('an aim that counts needs a number, one that does not is 0 whatever its number', () => {
  const base = sent(aimsShown(presets[1]?.aims ?? (presets[0]?.aims as never)))
  const refused = aimsFrom({
    ...base,
    profile_way: 'different',
    profile_worth: 0,
    past_partners_way: 'new',
    past_partners_worth: 0,
  })
  assert.deepEqual('refused' in refused && refused.refused.map(({ field }) => field), [
    'profile_worth',
    'past_partners_worth',
  ])
  const off = aimsFrom({ ...base, same_district_way: 'none', same_district_worth: 7 })
  assert.ok('aims' in off && Object.is(off.aims.same_district, 0))
})

test('each preset is told from the others and from numbers of one’s own', () => {
  for (const preset of presets) assert.equal(presetOf({ ...preset.aims }), preset)
  const [first] = presets
  assert.equal(presetOf({ ...first?.aims, unmet_wishes: 999 } as never), undefined)
})

test('words name the way and the unit', () => {
  const words = aimsInWords(
    { travel: 1, unmet_priorities: 10, unmet_wishes: 0, profile: -3, same_district: 0, past_partners: 4 },
    'minutes',
  )
  assert.deepEqual(words, {
    unmet_priorities: '10 minutes',
    unmet_wishes: '0 minutes',
    profile: 'Different schools, 3 minutes',
    same_district: 'Does not count',
    past_partners: 'New partners, 4 minutes',
  })
})
