import assert from 'node:assert/strict'
import { createReadStream, existsSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { gridFromPlace, isOnNationalGrid, kilometresBetween, placeFromGrid } from './coordinates.ts'
import { csvRows } from './csv.ts'

const kent = new URL('../../../shared/data/schools/kent_open_schools_merged.csv', import.meta.url)

test('a known point on the ground comes out where it is', () => {
  // The Ordnance Survey's own worked example (Caister water tower), in WGS84.
  const tower = placeFromGrid(651409.903, 313177.27)
  assert.ok(tower)
  const published = { latitude: 52.657977, longitude: 1.716073 }
  assert.ok(kilometresBetween(tower, published) < 0.005)
})

test('every point of the grid comes back from its place', () => {
  const easting = fc.integer({ min: 100_000, max: 650_000 })
  const northing = fc.integer({ min: 10_000, max: 1_200_000 })
  fc.assert(
    fc.property(easting, northing, (east, north) => {
      const place = placeFromGrid(east, north)
      assert.ok(place)
      const back = gridFromPlace(place)
      assert.ok(Math.abs(back.easting - east) <= 1 && Math.abs(back.northing - north) <= 1)
    }),
  )
})

test('rows of a real register that carry both agree to within five metres', async (t) => {
  if (!existsSync(kent)) return t.skip('the folder of real data is not here')
  let headings: string[] | undefined
  let compared = 0
  let worst = 0
  for await (const { cells } of csvRows(createReadStream(kent))) {
    headings ??= cells
    const value = (name: string) => Number(cells[headings?.indexOf(name) ?? -1] || Number.NaN)
    const place = placeFromGrid(value('easting'), value('northing'))
    if (!place || Number.isNaN(value('lat'))) continue
    compared += 1
    worst = Math.max(worst, kilometresBetween(place, { latitude: value('lat'), longitude: value('lon') }))
  }
  assert.equal(compared, 631)
  assert.ok(worst < 0.005, `the worst row is ${worst} km off`)
})

test('what is not on the grid has no place', () => {
  assert.equal(placeFromGrid(0, 0), undefined)
  assert.equal(placeFromGrid(-1, 100), undefined)
  assert.equal(placeFromGrid(Number.NaN, 100), undefined)
  assert.equal(placeFromGrid(500_000, 1_300_000), undefined)
  assert.ok(isOnNationalGrid(0, 5))
})

test('distance: known, none to itself, the same both ways, and never more than half the earth', () => {
  const maidstone = { latitude: 51.2721, longitude: 0.5292 }
  const dover = { latitude: 51.1279, longitude: 1.3134 }
  assert.ok(Math.abs(kilometresBetween(maidstone, dover) - 56.9) < 0.3)
  const place = fc.record({
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  })
  fc.assert(
    fc.property(place, place, (a, b) => {
      const distance = kilometresBetween(a, b)
      assert.equal(kilometresBetween(a, a), 0)
      assert.ok(Math.abs(distance - kilometresBetween(b, a)) < 1e-6)
      assert.ok(distance >= 0 && distance <= 20_016)
    }),
  )
})
