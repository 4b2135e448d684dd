/** Places on a small map, drawn without a script or a map server. */
import { type Html, html } from '../../platform/web/html.ts'

/** The size of a map in its own units, with the room that stays free at its edges. */
export type MapSize = { width: number; height: number; margin: number }

export type Projection<T> = { places: (T & { x: number; y: number })[]; pixelsPerKm: number }

const kmPerDegree = 111.32

/**
 * Puts places of known latitude and longitude (degrees) on a flat map: at the size of a county the curve of the earth does
 * not show. Undefined for fewer than two known places.
 */
export function projectPlaces<T extends { latitude: number | null; longitude: number | null }>(
  given: readonly T[],
  size: MapSize,
): Projection<T> | undefined {
  const known = given.flatMap((one) =>
    one.latitude === null || one.longitude === null ? [] : [{ one, latitude: one.latitude, longitude: one.longitude }],
  )
  if (known.length < 2) return undefined
  const middle = known.reduce((sum, { latitude }) => sum + latitude, 0) / known.length
  const flat = known.map(({ one, latitude, longitude }) => ({
    one,
    east: longitude * kmPerDegree * Math.cos((middle * Math.PI) / 180),
    north: latitude * kmPerDegree,
  }))
  const ends = (values: number[]) => ({ low: Math.min(...values), high: Math.max(...values) })
  const [east, north] = [ends(flat.map((each) => each.east)), ends(flat.map((each) => each.north))]
  const room = { x: size.width - 2 * size.margin, y: size.height - 2 * size.margin - 20 }
  const pixelsPerKm = Math.min(
    room.x / Math.max(east.high - east.low, 0.5),
    room.y / Math.max(north.high - north.low, 0.5),
  )
  const centre = { x: size.width / 2, y: size.margin + room.y / 2 }
  const places = flat.map((each) => ({
    ...each.one,
    x: Math.round(centre.x + (each.east - (east.low + east.high) / 2) * pixelsPerKm),
    y: Math.round(centre.y - (each.north - (north.low + north.high) / 2) * pixelsPerKm),
  }))
  return { places, pixelsPerKm }
}

const scaleLengths = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]

/** A bar that shows how long some kilometres are on the map. */
export function scaleBar(pixelsPerKm: number, size: MapSize): Html {
  const km = scaleLengths.findLast((length) => length * pixelsPerKm <= 140) ?? 0.2
  const [x, y, length] = [16, size.height - 14, Math.round(km * pixelsPerKm)]
  return html`<line class="app-place-map__scale" x1="${x}" y1="${y}" x2="${x + length}" y2="${y}"/><text class="app-place-map__scale-text" x="${x + length + 8}" y="${y + 5}">${km} km</text>`
}
