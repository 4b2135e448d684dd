/** A small map of a group's schools, drawn here so that it needs no script and no map server. */
import { chartFigure } from '../../../design/components/chart-figure.ts'
import { projectPlaces, scaleBar } from '../../../design/components/place-map.ts'
import { table } from '../../../design/components/table.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { type CandidateSchool, kilometres, kilometresApart, pairsOf, travelOf } from '../group.rules.ts'

const size = { width: 480, height: 330, margin: 42 }
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The letter that stands for a school on the map and in its tables, by the order of their names. */
export function letterOf(index: number): string {
  return letters[index] ?? '?'
}

/** The map with its finding, and every pair's distance as its table. */
export function groupMap(schools: readonly CandidateSchool[]): Html {
  const travel = travelOf(schools)
  const view = projectPlaces(
    schools.map((school, index) => ({ ...school, letter: letterOf(index) })),
    size,
  )
  if (!travel || !view)
    return html`<p class="govuk-body">The school register gives fewer than two places, so there is no map.</p>`
  const { furthest } = travel
  const title = `The two schools furthest apart are ${furthest.a.name} and ${furthest.b.name}: ${kilometres(furthest.km)} in a straight line`
  const place = new Map(view.places.map((one) => [one.id, one]))
  const lines = pairsOf(schools).map(({ a, b }) => {
    const [from, to] = [place.get(a.id), place.get(b.id)]
    const far = a.id === furthest.a.id && b.id === furthest.b.id
    return from && to
      ? html`<line class="app-place-map__way${far ? ' app-place-map__way--far' : ''}" x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}"/>`
      : nothing
  })
  const svg = html`<svg class="app-place-map" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="Map: ${title}" focusable="false">${lines}${view.places.map(mark)}${scaleBar(view.pixelsPerKm, size)}</svg>`
  return chartFigure({
    title,
    svg,
    table: distanceTable(schools),
    source: 'North is up. Places are those of the school register; roads are longer than straight lines.',
  })
}

function mark({ letter, x, y }: { letter: string; x: number; y: number }): Html {
  return html`<circle class="app-place-map__place" cx="${x}" cy="${y}" r="15"/><text class="app-place-map__letter" x="${x}" y="${y + 6}">${letter}</text>`
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
