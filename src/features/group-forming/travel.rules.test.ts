import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { withSchoolNames } from './school-names.rules.ts'
import { minutesFor, placesOf, travelUnit } from './travel.rules.ts'

const place = (easting: number | null, northing: number | null, district = 'Coast') => ({ district, easting, northing })

test('travel is counted in kilometres until there are times', () => {
  assert.equal(travelUnit({ travel_times: [] }), 'km')
  assert.equal(travelUnit({ travel_times: [['a', 'b', 5]] }), 'minutes')
  assert.equal(Math.round(minutesFor(10)), 20)
})

test('a school without a place stands in the middle of its district, or of all', () => {
  const schools = [place(1000, 2000), place(3000, 4000), place(9000, 9000, 'Hill')]
  const placeOf = placesOf(schools, 'km')
  assert.deepEqual(placeOf(place(null, null)), { x: 2, y: 3 })
  assert.deepEqual(placeOf(place(null, null, 'Vale')), { x: 13 / 3, y: 5 })
  assert.deepEqual(placesOf([place(null, null)], 'km')(place(null, null)), { x: 0, y: 0 })
})

test('in minutes every straight line is as long as its minutes, for placed and unplaced schools alike', () => {
  const meters = fc.option(fc.integer({ min: 0, max: 200_000 }), { nil: null })
  const schools = fc.array(
    fc.tuple(meters, meters, fc.constantFrom('Coast', 'Hill')).map((at) => place(...at)),
    { minLength: 2, maxLength: 12 },
  )
  fc.assert(
    fc.property(schools, (some) => {
      const [kilometres, minutes] = [placesOf(some, 'km'), placesOf(some, 'minutes')]
      const [one, other] = [some[0] ?? place(0, 0), some[1] ?? place(0, 0)]
      const length = (placeOf: typeof kilometres) =>
        Math.hypot(placeOf(one).x - placeOf(other).x, placeOf(one).y - placeOf(other).y)
      assert.ok(Math.abs(length(minutes) - minutesFor(length(kilometres))) < 1e-6)
    }),
  )
})

test('ids in a reason become names, and a school that is gone is called that', () => {
  const [known, gone] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
  assert.equal(
    withSchoolNames(`${known} and ${gone} cannot be kept apart.`, [{ id: known, name: 'Oak School' }]),
    'Oak School and a school that has left cannot be kept apart.',
  )
})
