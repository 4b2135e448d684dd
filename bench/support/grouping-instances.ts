import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { type GroupingProblem, groupingProblem } from '../../src/lib/grouping/problem.ts'
import { randomFrom } from '../../src/lib/random.ts'

type Schools = GroupingProblem['schools']

/** Schools in a few towns and between them, a half of them in trusts. The same seed gives the same schools. */
export function generatedSchools(count: number, seed: number): Schools {
  const random = randomFrom(seed)
  const towns = Array.from({ length: Math.max(2, Math.round(count / 12)) }, () => ({
    x: random() * 80,
    y: random() * 50,
  }))
  return Array.from({ length: count }, (_, index) => {
    const town = towns[Math.floor(random() * towns.length)]
    const isRural = random() < 0.4 || !town
    return {
      id: String(index),
      x: isRural ? random() * 80 : town.x + (random() - 0.5) * 8,
      y: isRural ? random() * 50 : town.y + (random() - 0.5) * 8,
      trust: random() < 0.5 ? `Trust ${index % Math.ceil(count / 2)}` : '',
    }
  })
}

/** The mainstream schools of a register extract, of one authority or of all; undefined where the files are not at hand. */
export function mainstreamSchools(data: string, authority?: string): Schools | undefined {
  const folder = join(data, 'schools')
  const file = existsSync(folder)
    ? readdirSync(folder).find((name) => name.startsWith('gias_mainstream_open_'))
    : undefined
  const merged = join(folder, 'england_open_schools_merged.csv.gz')
  if (!file || !existsSync(merged)) return undefined
  const trusts = new Map(rowsOf(merged).map((row) => [row.urn, row.trust_2022]))
  return rowsOf(join(folder, file))
    .filter((row) => authority === undefined || row.la_code === authority)
    .map((row) => ({
      id: row.urn ?? '',
      x: Number(row.easting) / 1000,
      y: Number(row.northing) / 1000,
      trust: trusts.get(row.urn) ?? '',
    }))
}

/** Some of the schools by lot; the same seed takes the same. */
export function sampleOf(schools: Schools, count: number, seed: number): Schools {
  const random = randomFrom(seed)
  return schools
    .map((school) => ({ school, key: random() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ school }) => school)
}

function rowsOf(file: string): Record<string, string>[] {
  return parse(gunzipSync(readFileSync(file)), { columns: true })
}

/**
 * What the plain way gives: take the next school, add the nearest free ones of other trusts until the group is full.
 * @returns the kilometres over all pairs
 */
export function byNearest({ schools }: GroupingProblem): number {
  const free = new Set(schools)
  let sum = 0
  for (const first of schools) {
    if (!free.delete(first)) continue
    const group = [first]
    const near = [...free].map((school) => ({ school, km: apart(first, school) })).sort((a, b) => a.km - b.km)
    for (const { school } of near) {
      if (group.length === 6) break
      if (school.trust && group.some((member) => member.trust === school.trust)) continue
      sum += group.reduce((km, member) => km + apart(member, school), 0)
      group.push(school)
      free.delete(school)
    }
  }
  return sum
}

function apart(a: Schools[number], b: Schools[number]): number {
  return Math.hypot((a.x ?? 0) - (b.x ?? 0), (a.y ?? 0) - (b.y ?? 0))
}

/**
 * Reads an instance of the public libraries: `n groups ss|ds`, bounds for each group, optionally `W` and n weights, then
 * `i j benefit` for each pair, counted from 0.
 */
export function publishedInstance(text: string): GroupingProblem {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const [n = 0, groups = 0] = words.slice(0, 2).map(Number)
  let at = /^[a-z]+$/i.test(words[2] ?? '') ? 3 : 2
  const bounds = Array.from({ length: groups }, (_, group): [number, number] => [
    Number(words[at + 2 * group]),
    Number(words[at + 2 * group + 1]),
  ])
  at += 2 * groups
  const isWeighed = words[at] === 'W'
  const weights = isWeighed ? words.slice(at + 1, at + 1 + n).map(Number) : []
  if (isWeighed) at += 1 + n
  const pairs: [number, number, number][] = []
  for (; at + 2 < words.length; at += 3) pairs.push([Number(words[at]), Number(words[at + 1]), Number(words[at + 2])])
  const schools = Array.from({ length: n }, (_, index) => ({
    id: String(index),
    ...(isWeighed ? { weight: weights[index] } : {}),
  }))
  return groupingProblem.parse({ schools, groups: { bounds }, objective: { maximisePairs: pairs } })
}
