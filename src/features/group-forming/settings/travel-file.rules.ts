/** A file of travel times between schools: two URNs and the minutes in a row, whatever the columns are called. */

export type TravelSchool = {
  id: string
  urn: number
  name: string
  easting: number | null
  northing: number | null
}

export type FileRow = { row: number; cells: readonly string[] }

/** Minutes between two schools, the smaller id first, as they are kept. */
export type TravelTime = { one: string; other: string; minutes: number }

export type TravelFile = {
  times: TravelTime[]
  problems: { row: number; message: string }[]
  /** Rows of two schools without a time. */
  unfilled: number
}

/** Longer than any journey between partners: a mistyped figure is the likely reason. */
const longest = 600
const minutesText = /^(\d{1,4}(?:[.,]\d+)?)\s*(?:m|mins?|minutes)?\.?$/i

/** Which columns hold the two URNs and the minutes; undefined when that cannot be told. A file may have no headings at all. */
export function columnsOf(
  first: readonly string[],
): { one: number; other: number; minutes: number; isHeading: boolean } | undefined {
  const words = first.map((cell) => cell.trim().toLowerCase())
  const isUrn = (word: string) => /^\d{5,7}$/.test(word)
  if (isUrn(words[0] ?? '') && isUrn(words[1] ?? '')) return { one: 0, other: 1, minutes: 2, isHeading: false }
  const urns = words.flatMap((word, index) => (word.includes('urn') ? [index] : []))
  const minutes = words.findIndex((word) => /\b(min|mins|minutes|time)\b/.test(word))
  const [one, other] = urns
  return one === undefined || other === undefined || minutes === -1
    ? undefined
    : { one, other, minutes, isHeading: true }
}

/** Reads the rows of a file; each row that cannot be used is named with its reason. A pair given both ways gets the mean. */
export function readTravelRows(
  rows: readonly FileRow[],
  schools: readonly TravelSchool[],
): TravelFile | { refused: string } {
  const [first] = rows
  const columns = first && columnsOf(first.cells)
  if (!columns)
    return {
      refused:
        'The first row must name three columns: the URNs of the two schools (two columns with “URN” in their names) and the minutes',
    }
  const byUrn = new Map(schools.map((school) => [String(school.urn), school]))
  const given = new Map<string, { row: number; minutes: number }>()
  const problems: TravelFile['problems'] = []
  let unfilled = 0
  for (const { row, cells } of columns.isHeading ? rows.slice(1) : rows) {
    const cell = (column: number) => (cells[column] ?? '').trim()
    if (cell(columns.minutes) === '') {
      unfilled += 1
      continue
    }
    const read = readRow(cell(columns.one), cell(columns.other), cell(columns.minutes), byUrn)
    if ('problem' in read) {
      problems.push({ row, message: read.problem })
      continue
    }
    const before = given.get(read.way)
    if (before) problems.push({ row, message: `The same way is in row ${before.row} already` })
    else given.set(read.way, { row, minutes: read.minutes })
  }
  return { times: timesOf(given), problems, unfilled }
}

function readRow(
  one: string,
  other: string,
  minutes: string,
  byUrn: ReadonlyMap<string, TravelSchool>,
): { way: string; minutes: number } | { problem: string } {
  if (one === '' || other === '') return { problem: 'A URN is missing' }
  const [from, to] = [byUrn.get(one), byUrn.get(other)]
  if (!from || !to) return { problem: `No school of the programme has the URN ${(from ? other : one).slice(0, 20)}` }
  if (from === to) return { problem: 'Both URNs are of the same school' }
  const value = Number(minutesText.exec(minutes)?.[1]?.replace(',', '.'))
  if (Number.isNaN(value)) return { problem: `“${minutes.slice(0, 20)}” is not a number of minutes` }
  if (value > longest) return { problem: `${minutes} is more than ${longest} minutes` }
  return { way: `${from.id} ${to.id}`, minutes: value }
}

/** Both ways of a pair as one time. */
function timesOf(given: ReadonlyMap<string, { minutes: number }>): TravelTime[] {
  const pairs = Map.groupBy(given, ([way]) => way.split(' ').sort().join(' '))
  return [...pairs].map(([pair, ways]) => {
    const [one = '', other = ''] = pair.split(' ')
    const minutes = ways.reduce((sum, [, way]) => sum + way.minutes, 0) / ways.length
    return { one, other, minutes }
  })
}

/** How many near schools of each a file of travel times should hold: partners are found among them. */
export const nearSchools = 12

/** The pairs of schools that are near enough to become partners, each once, with the straight line in kilometres. */
export function nearPairs(
  schools: readonly TravelSchool[],
): { one: TravelSchool; other: TravelSchool; kilometres: number }[] {
  const placed = schools.flatMap((school) =>
    school.easting === null || school.northing === null
      ? []
      : [{ school, x: school.easting / 1000, y: school.northing / 1000 }],
  )
  const pairs = new Map<string, { one: TravelSchool; other: TravelSchool; kilometres: number }>()
  for (const from of placed) {
    const near: { school: TravelSchool; kilometres: number }[] = []
    for (const to of placed) {
      if (to === from) continue
      const kilometres = Math.hypot(from.x - to.x, from.y - to.y)
      if (near.length === nearSchools && kilometres >= (near.at(-1)?.kilometres ?? 0)) continue
      const place = near.findIndex((each) => each.kilometres > kilometres)
      near.splice(place === -1 ? near.length : place, 0, { school: to.school, kilometres })
      near.length = Math.min(near.length, nearSchools)
    }
    for (const { school, kilometres } of near) {
      const [one, other] = from.school.id < school.id ? [from.school, school] : [school, from.school]
      pairs.set(pairKey(one.id, other.id), { one, other, kilometres })
    }
  }
  return [...pairs.values()]
}

/** One name for a pair, whichever way round. */
export function pairKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`
}
