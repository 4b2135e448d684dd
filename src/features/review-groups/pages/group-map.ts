/** A small map of a group's schools, drawn here so that it needs no script and no map server. */
import { chartFigure } from '../../../design/components/chart-figure.ts'
import { table } from '../../../design/components/table.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { type CandidateSchool, kilometres, kilometresApart, pairsOf, travelOf } from '../group.rules.ts'

const size = { width: 480, height: 330, margin: 42 }
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The letter that stands for a school on the map and in its tables, by the order of their names. */
export function letterOf(index: number): string {
  return letters[index] ?? '?'
}

type Placed = { school: CandidateSchool; letter: string; x: number; y: number }

/** The map with its finding, and every pair's distance as its table. */
export function groupMap(schools: readonly CandidateSchool[]): Html {
  const travel = travelOf(schools)
  const view = project(schools)
  if (!travel || !view)
    return html`<p class="govuk-body">The school register gives fewer than two places, so there is no map.</p>`
  const { furthest } = travel
  const title = `The two schools furthest apart are ${furthest.a.name} and ${furthest.b.name}: ${kilometres(furthest.km)} in a straight line`
  const place = new Map(view.places.map((one) => [one.school.id, one]))
  const lines = pairsOf(schools).map(({ a, b }) => {
    const [from, to] = [place.get(a.id), place.get(b.id)]
    const far = a.id === furthest.a.id && b.id === furthest.b.id
    return from && to
      ? html`<line class="app-place-map__way${far ? ' app-place-map__way--far' : ''}" x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}"/>`
      : nothing
  })
  const svg = html`<svg class="app-place-map" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="Map: ${title}" focusable="false">${lines}${view.places.map(mark)}${scaleBar(view.pixelsPerKm)}</svg>`
  return chartFigure({
    title,
    svg,
    table: distanceTable(schools),
    source: 'North is up. Places are those of the school register; roads are longer than straight lines.',
  })
}

function mark({ letter, x, y }: Placed): Html {
  return html`<circle class="app-place-map__place" cx="${x}" cy="${y}" r="15"/><text class="app-place-map__letter" x="${x}" y="${y + 6}">${letter}</text>`
}

/** Flat coordinates: at the size of a county the curve of the earth does not show. */
function project(schools: readonly CandidateSchool[]): { places: Placed[]; pixelsPerKm: number } | undefined {
  const known = schools.flatMap((school, index) =>
    school.latitude === null || school.longitude === null
      ? []
      : [{ school, letter: letterOf(index), latitude: school.latitude, longitude: school.longitude }],
  )
  if (known.length < 2) return undefined
  const middle = known.reduce((sum, one) => sum + one.latitude, 0) / known.length
  const kmPerDegree = 111.32
  const flat = known.map((one) => ({
    ...one,
    east: one.longitude * kmPerDegree * Math.cos((middle * Math.PI) / 180),
    north: one.latitude * kmPerDegree,
  }))
  const ends = (values: number[]) => ({ low: Math.min(...values), high: Math.max(...values) })
  const [east, north] = [ends(flat.map((one) => one.east)), ends(flat.map((one) => one.north))]
  const room = { x: size.width - 2 * size.margin, y: size.height - 2 * size.margin - 20 }
  const pixelsPerKm = Math.min(
    room.x / Math.max(east.high - east.low, 0.5),
    room.y / Math.max(north.high - north.low, 0.5),
  )
  const centre = { x: size.width / 2, y: size.margin + room.y / 2 }
  const places = flat.map((one) => ({
    school: one.school,
    letter: one.letter,
    x: Math.round(centre.x + (one.east - (east.low + east.high) / 2) * pixelsPerKm),
    y: Math.round(centre.y - (one.north - (north.low + north.high) / 2) * pixelsPerKm),
  }))
  return { places, pixelsPerKm }
}

const scaleLengths = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]

function scaleBar(pixelsPerKm: number): Html {
  const km = scaleLengths.findLast((length) => length * pixelsPerKm <= 140) ?? 0.2
  const [x, y, length] = [16, size.height - 14, Math.round(km * pixelsPerKm)]
  return html`<line class="app-place-map__scale" x1="${x}" y1="${y}" x2="${x + length}" y2="${y}"/><text class="app-place-map__scale-text" x="${x + length + 8}" y="${y + 5}">${km} km</text>`
}

/** Every pair's distance, with the letters of the map at the top. */
function distanceTable(schools: readonly CandidateSchool[]): Html {
  return table({
    caption: 'Kilometres between the schools, in a straight line',
    captionClasses: 'govuk-table__caption--s',
    firstCellIsHeader: true,
    head: [{ text: 'School' }, ...schools.map((_, index) => ({ text: letterOf(index), format: 'numeric' }))],
    rows: schools.map((school, index) => [
      { text: `${letterOf(index)}: ${school.name}` },
      ...schools.map((other) => {
        const km = other.id === school.id ? undefined : kilometresApart(school, other)
        return {
          text: other.id === school.id ? '–' : km === undefined ? 'Not known' : kilometres(km).replace(' km', ''),
          format: 'numeric',
        }
      }),
    ]),
  })
}
