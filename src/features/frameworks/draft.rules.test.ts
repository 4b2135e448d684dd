import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addArea,
  addStatement,
  changesBetween,
  faultPlace,
  gatesThatGo,
  keyFrom,
  moved,
  nextEdition,
  partTexts,
  partVersion,
  promptsIn,
  withArea,
  withoutArea,
  withoutStatement,
  withStatement,
} from './draft.rules.ts'
import { shippedFile } from './framework.life.ts'
import { type Framework, frameworkFaults, statementsOf } from './framework.rules.ts'
import { frameworkShape, readFramework } from './framework.schema.ts'

const read = readFramework(shippedFile('default'))
assert.ok('framework' in read)
const standard: Framework = read.framework
const keys = statementsOf(standard).map(({ key }) => key)

test('however statements and areas are removed, no gate is left without what it rests on', () => {
  const removal = fc.oneof(
    fc.constantFrom(...keys).map((key) => (framework: Framework) => withoutStatement(framework, key)),
    fc
      .constantFrom(...standard.areas.map(({ key }) => key))
      .map((key) => (framework: Framework) => withoutArea(framework, key)),
  )
  fc.assert(
    fc.property(fc.array(removal, { minLength: 1, maxLength: 12 }), (removals) => {
      const after = removals.reduce((framework, remove) => remove(framework), standard)
      const gateFaults = frameworkFaults(after).filter(({ path }) => path[0] === 'gates')
      assert.deepEqual(
        gateFaults.filter(({ message }) => message !== 'holds back no other statement'),
        [],
      )
      assert.equal(after.gates.length + gatesThatGo(standard, after).length, standard.gates.length)
    }),
  )
})

test('every framework that pages can make from texts can be stored', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 100 }), fc.string({ maxLength: 200 }), (title, text) => {
      const typed = (words: string) => words.replace(/\p{Cc}/gu, '').trim() || 'x'
      const area = addArea(standard, { title: typed(title), summary: typed(text) })
      const added = addStatement(area.framework, area.key, typed(text))
      assert.ok(frameworkShape.safeParse(added.framework).success)
      assert.equal(new Set(statementsOf(added.framework).map(({ key }) => key)).size, 41)
    }),
  )
})

test('a key is new, and made of letters, digits and single hyphens', () => {
  fc.assert(
    fc.property(fc.string(), fc.uniqueArray(fc.string()), (text, taken) => {
      const key = keyFrom(text, new Set(taken))
      assert.match(key, /^[a-z0-9]+(-[a-z0-9]+)*$/)
      assert.ok(!taken.includes(key))
    }),
  )
  assert.equal(keyFrom('Clubs & trips', new Set(['clubs-trips'])), 'clubs-trips-2')
})

test('moving up and then down leaves the order as it was, and nothing is lost', () => {
  const list = ['a', 'b', 'c', 'd'].map((key) => ({ key }))
  fc.assert(
    fc.property(fc.constantFrom('b', 'c', 'd'), (key) => {
      assert.deepEqual(moved(moved(list, key, 'up'), key, 'down'), list)
    }),
  )
  assert.deepEqual(moved(list, 'a', 'up'), list)
  assert.deepEqual(moved(list, 'd', 'down'), list)
  assert.deepEqual(moved(list, 'x', 'down'), list)
})

test('the version of a part changes with its texts and fits the form', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      const version = partVersion({ text: one })
      assert.ok(version >= 0 && version < 1_000_000_000)
      assert.equal(partVersion({ text: one }) === partVersion({ text: other }), one === other)
    }),
  )
})

test('editions count on', () => {
  assert.equal(nextEdition('1', new Set(['1', '2'])), '3')
  assert.equal(nextEdition('Autumn 2026', new Set()), 'Autumn 2027')
  assert.equal(nextEdition('Trial', new Set(['Trial'])), 'Trial 2')
})

test('prompts are one to a line, without bullets of their own', () => {
  assert.deepEqual(promptsIn('- One\n\n• Two \n* Three\n-not a bullet'), ['One', 'Two', 'Three', '-not a bullet'])
  const first = statementsOf(standard)[0]
  assert.ok(first)
  assert.deepEqual(promptsIn(partTexts.prompts(first).look_for ?? ''), first.look_for)
})

test('each fault leads to the page where it is put right', () => {
  const empty = withStatement(standard, 'teaching-adaptive', (each) => ({ ...each, text: '', descriptors: {} }))
  const places = frameworkFaults(empty).map((fault) => faultPlace(empty, fault).page)
  assert.deepEqual(
    new Set(places),
    new Set(['statements/teaching-adaptive/wording', 'statements/teaching-adaptive/descriptors']),
  )
  const bare = {
    ...withArea(standard, 'teaching', (area) => ({ ...area, summary: '', statements: [] })),
    description: '',
  }
  assert.deepEqual(
    frameworkFaults(bare).map((fault) => faultPlace(bare, fault).page),
    ['details', 'areas/teaching/heading', 'areas/teaching'],
  )
})

test('the difference between two editions is told statement by statement', () => {
  const later = addStatement(withoutStatement(standard, 'outcomes-progress'), 'outcomes', 'Something new.').framework
  const changed = withStatement(later, 'outcomes-attendance', (each) => ({ ...each, text: 'Reworded.' }))
  const changes = changesBetween(standard, changed)
  assert.deepEqual(
    changes.added.map(({ text }) => text),
    ['Something new.'],
  )
  assert.deepEqual(
    changes.removed.map(({ key }) => key),
    ['outcomes-progress'],
  )
  assert.deepEqual(
    changes.reworded.map(({ text }) => text),
    ['Reworded.'],
  )
  assert.deepEqual([changes.redescribed, changes.areas, changes.scale, changes.gates], [[], [], false, false])
})
