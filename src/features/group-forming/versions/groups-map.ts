/** All groups of a version on one map: a number in the middle of each group, with lines to its schools. */
import { chartFigure } from '../../../design/components/chart-figure.ts'
import { type MapSize, projectPlaces, scaleBar } from '../../../design/components/place-map.ts'
import { table } from '../../../design/components/table.ts'
import { plural } from '../../../lib/words.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import type { ArrangedGroup } from '../forming.schema.ts'
import type { SchoolFacts } from '../problem.rules.ts'

const large: MapSize = { width: 760, height: 560, margin: 30 }
const small: MapSize = { width: 460, height: 380, margin: 24 }

type Shown = { number: number; group: ArrangedGroup }

/** The map with its finding and, as its table, where the schools of each group are. `groups` are those to show, with their numbers. */
export function groupsMap(
  groups: readonly Shown[],
  schools: readonly SchoolFacts[],
  options: { title: string; isSmall?: boolean },
): Html {
  const size = options.isSmall ? small : large
  const numberOf = new Map(groups.flatMap(({ number, group }) => group.school_ids.map((id) => [id, number] as const)))
  const placed = schools.flatMap((school) => {
    const number = numberOf.get(school.id)
    return number === undefined ? [] : [{ ...school, number }]
  })
  const view = projectPlaces(placed, size)
  if (!view) return html`<p class="govuk-body">The school register gives fewer than two places, so there is no map.</p>`
  const members = Map.groupBy(view.places, ({ number }) => number)
  const drawn = [...members].map(([number, places]) => {
    const mean = (axis: 'x' | 'y') => Math.round(places.reduce((sum, place) => sum + place[axis], 0) / places.length)
    const middle = { x: mean('x'), y: mean('y') }
    const tint = `app-place-map__group--${number % 6}`
    return {
      middle,
      number,
      lines: places.map(
        (place) =>
          html`<line class="app-place-map__group ${tint}" x1="${middle.x}" y1="${middle.y}" x2="${place.x}" y2="${place.y}"/>`,
      ),
      dots: places.map(
        (place) =>
          html`<circle class="app-place-map__school ${tint}" cx="${place.x}" cy="${place.y}" r="5"><title>${number + 1}: ${place.name}</title></circle>`,
      ),
    }
  })
  const labels = apart(drawn).map(
    ({ number, x, y }) =>
      html`<circle class="app-place-map__place" cx="${x}" cy="${y}" r="11"/><text class="app-place-map__number" x="${x}" y="${y + 5}">${number + 1}</text>`,
  )
  const svg = html`<svg class="app-place-map app-place-map--groups" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="Map: ${options.title}" focusable="false">${drawn.flatMap(({ lines }) => lines)}${drawn.flatMap(({ dots }) => dots)}${labels}${scaleBar(view.pixelsPerKm, size)}</svg>`
  return chartFigure({
    title: options.title,
    svg,
    table: placesTable(groups, schools),
    source:
      'North is up. Each number stands in the middle of a group, with lines to its schools. Places are those of the school register.',
  })
}

const labelWidth = 25

/** Where the numbers stand: in the middle of their groups, but beside one another where middles meet. */
function apart(
  groups: readonly { number: number; middle: { x: number; y: number } }[],
): { number: number; x: number; y: number }[] {
  const labels = groups.map(({ number, middle }) => ({ number, ...middle }))
  for (const [index, one] of labels.entries())
    for (const other of labels.slice(0, index)) {
      const [across, down] = [one.x - other.x, one.y - other.y]
      const distance = Math.hypot(across, down)
      if (distance >= labelWidth) continue
      const part = distance === 0 ? { x: 1, y: 0 } : { x: across / distance, y: down / distance }
      one.x = Math.round(other.x + part.x * labelWidth)
      one.y = Math.round(other.y + part.y * labelWidth)
    }
  return labels
}

function placesTable(groups: readonly Shown[], schools: readonly SchoolFacts[]): Html {
  const known = new Map(schools.map((school) => [school.id, school]))
  return table({
    caption: 'Where the schools of each group are',
    captionClasses: 'govuk-table__caption--s',
    firstCellIsHeader: true,
    head: [{ text: 'Group' }, { text: 'Schools' }, { text: 'Districts' }],
    rows: groups.map(({ number, group }) => {
      const districts = Map.groupBy(
        group.school_ids.flatMap((id) => known.get(id)?.district || []),
        (name) => name,
      )
      const all = [...districts].sort(([, a], [, b]) => b.length - a.length)
      return [
        { text: `${number + 1}: ${group.name}` },
        { text: plural(group.school_ids.length, 'school') },
        { text: all.map(([name, some]) => `${name} (${some.length})`).join(', ') || 'Not known' },
      ]
    }),
  })
}
