/**
 * A framework profile as a dot chart: one row for each area, a filled dot for the newer value and a ring
 * for the earlier one, so that it also reads in grey. Lengths are in per cent and rem, so that words keep
 * their size on a phone and follow the chosen text size.
 */
import { type Html, html, nothing } from '../../platform/web/html.ts'
import { chartFigure } from './chart-figure.ts'
import { table } from './table.ts'

export type ProfileArea = {
  name: string
  /** The mean or agreed point, or undefined when nobody has judged the area yet. */
  value?: number | undefined
  earlier?: number | undefined
  /** The lowest and the highest judgement, where several people judged. */
  low?: number | undefined
  high?: number | undefined
}

export type ProfileChartParams = {
  /** Unique on the page. */
  id: string
  /** The finding, as a sentence: "Parents and outcomes are strongest; use of resources needs work". */
  title: string
  /** The points of the framework's scale, lowest first. */
  scale: readonly { point: number; label: string }[]
  areas: readonly ProfileArea[]
  /** What the dot is, and what the ring is where areas have earlier values: "November 2026", "March 2025". */
  nowLabel: string
  earlierLabel?: string | undefined
  csvHref?: string | undefined
}

const nameLineHeight = 1.25
const nameToMarks = 1
const marksToNext = 1.4
const axisHeight = 1.8

/** Where the plot begins and ends, in per cent of the width; the figures stand to its right. */
const plot = { from: 4, to: 86 }

const rem = (length: number) => `${Number(length.toFixed(2))}rem`
const shown = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(1))

type Ends = { min: number; max: number }

function across(value: number, ends: Ends): string {
  const share = ends.max === ends.min ? 0.5 : (value - ends.min) / (ends.max - ends.min)
  return `${Number((plot.from + share * (plot.to - plot.from)).toFixed(2))}%`
}

/** Breaks a long name in two where it is nearest to half, because SVG text does not wrap by itself. */
function nameLines(name: string): string[] {
  if (name.length <= 26) return [name]
  const spaces = [...name.matchAll(/ /g)].map((match) => match.index)
  const middle = spaces.sort((a, b) => Math.abs(a - name.length / 2) - Math.abs(b - name.length / 2))[0]
  return middle === undefined ? [name] : [name.slice(0, middle), name.slice(middle + 1)]
}

function rowMarks(area: ProfileArea, ends: Ends, y: string): Html {
  const range =
    area.low !== undefined && area.high !== undefined && area.high > area.low
      ? html`<line class="app-profile__range" x1="${across(area.low, ends)}" x2="${across(area.high, ends)}" y1="${y}" y2="${y}"/>`
      : nothing
  const change =
    area.value !== undefined && area.earlier !== undefined
      ? html`<line class="app-profile__change" x1="${across(area.earlier, ends)}" x2="${across(area.value, ends)}" y1="${y}" y2="${y}"/>`
      : nothing
  const earlier =
    area.earlier === undefined
      ? nothing
      : html`<circle class="app-profile__earlier" cx="${across(area.earlier, ends)}" cy="${y}" r="0.6rem"/>`
  const now =
    area.value === undefined
      ? nothing
      : html`<circle class="app-profile__now" cx="${across(area.value, ends)}" cy="${y}" r="0.45rem"/>`
  return html`${range}${change}${earlier}${now}`
}

type Row = { area: ProfileArea; lines: string[]; top: number; height: number }

/** The rows with their places: a name on two lines needs a taller row. */
function rowsOf(areas: readonly ProfileArea[]): Row[] {
  let top = axisHeight
  return areas.map((area) => {
    const lines = nameLines(area.value === undefined ? `${area.name} (not judged yet)` : area.name)
    const row = { area, lines, top, height: lines.length * nameLineHeight + nameToMarks + marksToNext }
    top += row.height
    return row
  })
}

function chartRow(row: Row, ends: Ends): Html {
  const y = rem(row.top + row.height - marksToNext)
  const figure = row.area.value === undefined ? '–' : shown(row.area.value)
  const lines = row.lines.map(
    (line, index) =>
      html`<text class="app-profile__name" x="0" y="${rem(row.top + (index + 1) * nameLineHeight)}">${line}</text>`,
  )
  return html`${lines}
    <line class="app-profile__track" x1="${plot.from}%" x2="${plot.to}%" y1="${y}" y2="${y}"/>
    ${rowMarks(row.area, ends, y)}
    <text class="app-profile__figure" x="100%" y="${y}" dy="0.35em">${figure}</text>`
}

function picture(params: ProfileChartParams, ends: Ends): Html {
  const rows = rowsOf(params.areas)
  const height = rows.reduce((sum, row) => sum + row.height, axisHeight)
  const grid = params.scale.map(
    ({ point }) =>
      html`<line class="app-profile__grid" x1="${across(point, ends)}" x2="${across(point, ends)}" y1="${rem(axisHeight - 0.4)}" y2="${rem(height)}"/><text class="app-profile__point" x="${across(point, ends)}" y="1rem">${point}</text>`,
  )
  return html`<svg class="app-profile" role="img" aria-labelledby="${params.id}-title ${params.id}-desc" width="100%" height="${rem(height)}" xmlns="http://www.w3.org/2000/svg">
    <title id="${params.id}-title">${params.title}</title>
    <desc id="${params.id}-desc">${description(params)}</desc>
    ${grid}${rows.map((row) => chartRow(row, ends))}
  </svg>`
}

function description(params: ProfileChartParams): string {
  return params.areas.map((area) => `${area.name}: ${areaInWords(area)}`).join('; ')
}

function areaInWords(area: ProfileArea): string {
  if (area.value === undefined) return 'not judged yet'
  return area.earlier === undefined ? shown(area.value) : `${shown(area.value)}, earlier ${shown(area.earlier)}`
}

function keyOf(params: ProfileChartParams): Html {
  const points = params.scale.map(({ point, label }) => html`<li>${point} ${label}</li>`)
  const mark = (kind: string, shape: Html, text: string) =>
    html`<li><svg class="app-profile__key-mark app-profile__key-mark--${kind}" width="1.5rem" height="1.5rem" aria-hidden="true" focusable="false">${shape}</svg> ${text}</li>`
  const hasEarlier = params.earlierLabel && params.areas.some((area) => area.earlier !== undefined)
  const hasRange = params.areas.some((area) => area.low !== undefined && area.high !== undefined)
  return html`<ul class="app-profile__key">
    ${mark('now', html`<circle class="app-profile__now" cx="50%" cy="50%" r="0.45rem"/>`, params.nowLabel)}
    ${hasEarlier ? mark('earlier', html`<circle class="app-profile__earlier" cx="50%" cy="50%" r="0.6rem"/>`, params.earlierLabel ?? '') : nothing}
    ${hasRange ? mark('range', html`<line class="app-profile__range" x1="0" x2="100%" y1="50%" y2="50%"/>`, 'From the lowest to the highest judgement') : nothing}
  </ul><ul class="app-profile__key app-profile__key--scale" aria-label="Points of the scale">${points}</ul>`
}

function dataTable(params: ProfileChartParams): Html {
  const earlier = params.areas.some((area) => area.earlier !== undefined)
  const range = params.areas.some((area) => area.low !== undefined && area.high !== undefined)
  const cell = (value: number | undefined, missing = 'Not judged') => ({
    text: value === undefined ? missing : shown(value),
    format: 'numeric',
  })
  return table({
    caption: params.title,
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [
      { text: 'Area' },
      ...(earlier ? [{ text: params.earlierLabel ?? 'Earlier', format: 'numeric' }] : []),
      { text: params.nowLabel, format: 'numeric' },
      ...(range
        ? [
            { text: 'Lowest', format: 'numeric' },
            { text: 'Highest', format: 'numeric' },
          ]
        : []),
    ],
    rows: params.areas.map((area) => [
      { text: area.name },
      ...(earlier ? [cell(area.earlier)] : []),
      cell(area.value),
      ...(range ? [cell(area.low, '–'), cell(area.high, '–')] : []),
    ]),
  })
}

/** A framework profile area by area, before and after, with its table and a download. */
export function profileChart(params: ProfileChartParams): Html {
  const points = params.scale.map(({ point }) => point)
  const ends = { min: Math.min(...points), max: Math.max(...points) }
  return chartFigure({
    title: params.title,
    svg: picture(params, ends),
    key: keyOf(params),
    table: dataTable(params),
    csvHref: params.csvHref,
  })
}
