import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nearPairs, nearSchools, readTravelRows } from './travel-file.rules.ts'

const school = (number: number, place?: { x: number; y: number }) => ({
  id: `id-${String(number).padStart(4, '0')}`,
  urn: 100_000 + number,
  name: `School ${number}`,
  easting: place ? place.x : null,
  northing: place ? place.y : null,
})
const schools = [school(1), school(2), school(3)]
const file = (...lines: string[]) => lines.map((line, index) => ({ row: index + 1, cells: line.split(',') }))
const read = (...lines: string[]) => {
  const found = readTravelRows(file(...lines), schools)
  assert.ok(!('refused' in found))
  return found
}

test('columns are found by their names, in any order, or by their places where there are no names', () => {
  const wanted = [{ one: 'id-0001', other: 'id-0002', minutes: 25 }]
  assert.deepEqual(read('Minutes by car,From URN,Name,To URN', '25,100001,One,100002').times, wanted)
  assert.deepEqual(read('100002,100001,25 min').times, wanted)
  assert.ok('refused' in readTravelRows(file('from,to,km'), schools))
  assert.ok('refused' in readTravelRows([], schools))
})

test('both ways of a pair become their mean; a row that cannot be used is named with its reason', () => {
  const found = read(
    'URN,URN,Minutes',
    '100001,100002,20',
    '100002,100001,"30'.replace('"', ''),
    '100001,100003,',
    '100001,999999,5',
    '100001,100001,5',
    '100001,100003,soon',
    '100001,100003,601',
    '100001,100002,21',
    ',100002,4',
  )
  assert.deepEqual(found.times, [{ one: 'id-0001', other: 'id-0002', minutes: 25 }])
  assert.equal(found.unfilled, 1)
  assert.deepEqual(
    found.problems.map(({ row, message }) => `${row} ${message}`),
    [
      '5 No school of the programme has the URN 999999',
      '6 Both URNs are of the same school',
      '7 “soon” is not a number of minutes',
      '8 601 is more than 600 minutes',
      '9 The same way is in row 2 already',
      '10 A URN is missing',
    ],
  )
})

test('every row is kept, named or left unfilled: none is lost', () => {
  const cell = fc.oneof(fc.constantFrom('100001', '100002', '100003', '12', '', '7,5'), fc.string())
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell)), (rows) => {
      const found = readTravelRows(
        [{ row: 1, cells: ['urn', 'urn', 'minutes'] }, ...rows.map((cells, index) => ({ row: index + 2, cells }))],
        schools,
      )
      assert.ok(!('refused' in found))
      assert.ok(found.problems.length + found.unfilled + found.times.length <= rows.length)
      assert.ok(found.problems.length + found.unfilled + found.times.length * 2 >= rows.length)
      for (const { one, other, minutes } of found.times) assert.ok(one < other && minutes >= 0 && minutes <= 600)
    }),
  )
})

test('near pairs hold the nearest schools of each, every pair once', () => {
  const place = fc.record({ x: fc.integer({ min: 0, max: 50_000 }), y: fc.integer({ min: 0, max: 50_000 }) })
  fc.assert(
    fc.property(fc.array(place, { maxLength: 40 }), (places) => {
      const all = places.map((at, index) => school(index, at))
      const pairs = nearPairs([...all, school(9999)])
      assert.equal(new Set(pairs.map(({ one, other }) => `${one.id} ${other.id}`)).size, pairs.length)
      for (const own of all) {
        const far = all
          .filter((other) => other !== own)
          .map(
            (other) =>
              Math.hypot((own.easting ?? 0) - (other.easting ?? 0), (own.northing ?? 0) - (other.northing ?? 0)) / 1000,
          )
        const limit = far.sort((a, b) => a - b)[Math.min(nearSchools, far.length) - 1] ?? 0
        const near = pairs.filter(({ one, other }) => one === own || other === own)
        assert.ok(
          near.filter(({ kilometres }) => kilometres <= limit + 1e-9).length >= Math.min(nearSchools, far.length),
        )
      }
    }),
    { numRuns: 50 },
  )
})
