import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { rulesFrom, sizesInWords } from './forming-rules.rules.ts'

const entered = {
  fewest: 4,
  ideal: 6,
  most: 6,
  separate_trusts: true,
  phases: 'any' as const,
  at_least: { primary: 0, secondary: 1, special: 0 },
  together: [],
  apart: [],
}
const known = new Set(['a', 'b', 'c'])
const pair = (one: string | undefined, other: string | undefined, remove = false) => ({ one, other, remove })

test('sizes say what they make, and the groups in words hold every school', () => {
  assert.equal(sizesInWords(136, entered), '136 schools make 21 groups of 6 and 2 of 5')
  assert.equal(sizesInWords(12, entered), '12 schools make 2 groups of 6')
  assert.equal(sizesInWords(7, entered), undefined)
  assert.equal(sizesInWords(0, entered), undefined)
  const three = fc.array(fc.integer({ min: 2, max: 26 }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), three, (schools, sizes) => {
      const [fewest = 2, ideal = 2, most = 2] = sizes.sort((a, b) => a - b)
      const words = sizesInWords(schools, { fewest, ideal, most })
      if (words === undefined) return
      const groups = [...words.replace(/^.* make /, '').matchAll(/(\d+)(?: groups?)? of (\d+)/g)]
      assert.equal(
        groups.reduce((sum, [, many, size]) => sum + Number(many) * Number(size), 0),
        schools,
      )
      for (const [, , size] of groups) assert.ok(Number(size) >= fewest && Number(size) <= most)
    }),
  )
})

test('a pair is kept once, whichever way round, and goes when it is removed', () => {
  const together = [pair('a', 'b'), pair('b', 'a'), pair('a', 'c', true), pair('b', undefined, true)]
  const found = rulesFrom({ ...entered, together }, ['c'], known)
  assert.ok('rules' in found)
  assert.deepEqual(found.rules.together, [['a', 'b']])
  assert.deepEqual(found.rules.at_least, [{ phase: 'secondary', number: 1 }])
  assert.deepEqual(found.rules.coaches, ['c'])
})

test('half a pair, a school with itself, a school outside and falling sizes are refused at their fields', () => {
  const fieldsOf = (change: Partial<typeof entered> & { apart?: ReturnType<typeof pair>[] }) => {
    const found = rulesFrom({ ...entered, ...change }, [], known)
    return 'refused' in found ? found.refused.map(({ field }) => field) : []
  }
  assert.deepEqual(fieldsOf({}), [])
  assert.deepEqual(fieldsOf({ ideal: 3 }), ['ideal'])
  assert.deepEqual(fieldsOf({ most: 5 }), ['most'])
  const apart = [pair('a', undefined), pair('b', 'b'), pair('x', 'a'), pair('a', 'b')]
  assert.deepEqual(fieldsOf({ apart: apart as never }), ['apart[0][other]', 'apart[1][other]', 'apart[2][one]'])
})
