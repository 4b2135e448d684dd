import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { agreedPoints, openFramework, smallFramework } from '../../../tests/support/self-evaluation-example.ts'
import { changesBetween, pointLabel, profileFinding, profileOf } from './profile.rules.ts'

test('a profile shows how judgements are spread over the points of each area', () => {
  const [leadership, teaching] = profileOf(
    smallFramework,
    new Map([
      ['duty', 2],
      ['vision', 3],
      ['adapting', 4],
    ]),
  )
  assert.deepEqual(
    leadership?.counts.map((count) => count.statements),
    [0, 1, 1, 0],
  )
  assert.deepEqual([leadership?.lowest, leadership?.middle, leadership?.highest], [2, 2.5, 3])
  assert.deepEqual([teaching?.judged, teaching?.total, teaching?.middle], [1, 2, 4])
})

test('counts always add up, and the middle always lies between the ends', () => {
  fc.assert(
    fc.property(agreedPoints, (points) => {
      for (const area of profileOf(smallFramework, points)) {
        assert.equal(
          area.counts.reduce((sum, count) => sum + count.statements, 0),
          area.judged,
        )
        assert.equal(area.middle === undefined, area.judged === 0)
        if (area.middle !== undefined)
          assert.ok((area.lowest ?? 9) <= area.middle && area.middle <= (area.highest ?? 0))
      }
    }),
  )
})

test('an open framework has no points to draw', () => {
  assert.deepEqual(profileOf(openFramework, new Map())[0]?.counts, [])
})

test('the finding names the ends, and nothing when they are alike', () => {
  const finding = (points: [string, number][]) => profileFinding(profileOf(smallFramework, new Map(points)))
  assert.equal(
    finding([
      ['duty', 2],
      ['adapting', 4],
    ]),
    'Quality of teaching is strongest; leadership needs most work',
  )
  assert.equal(
    finding([
      ['duty', 3],
      ['adapting', 3],
    ]),
    'The areas are judged alike',
  )
  assert.equal(finding([['duty', 3]]), 'Leadership is judged')
  assert.equal(finding([]), 'No area is judged yet')
})

test('with many areas at one end the finding names only the other', () => {
  const area = (title: string, middle: number) => ({
    key: title,
    title,
    counts: [],
    judged: 1,
    total: 1,
    lowest: middle,
    highest: middle,
    middle,
  })
  const five = ['A', 'B', 'C', 'D', 'E'].map((title) => area(title, 3))
  assert.equal(profileFinding([...five, area('Use of resources', 2)]), 'Use of resources needs most work')
  assert.equal(profileFinding([...five, area('Leadership', 4)]), 'Leadership is strongest')
  assert.equal(
    profileFinding([...five, ...['F', 'G', 'H', 'I'].map((title) => area(title, 2))]),
    'The areas lie between 2 and 3',
  )
})

test('changes are counted only for statements judged both times', () => {
  const changes = changesBetween(
    new Map([
      ['duty', 2],
      ['vision', 3],
      ['adapting', 1],
    ]),
    new Map([
      ['duty', 3],
      ['vision', 3],
      ['support', 4],
    ]),
  )
  assert.deepEqual(changes, { up: ['duty'], down: [], same: ['vision'] })
})

test('a point is named in the words of its scale', () => {
  assert.equal(pointLabel(smallFramework.scale, 3), 'Secure')
  assert.equal(pointLabel(smallFramework.scale, undefined), 'Not judged')
  assert.equal(pointLabel(openFramework.scale, 2), 'Not judged')
})
