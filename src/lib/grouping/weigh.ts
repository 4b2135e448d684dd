/** What groups cost and who in them is served, worked out for single groups, so that one change is weighed in microseconds. */
import { allowedSizes } from './allowed-sizes.ts'
import { profileDistance } from './instance.ts'
import { type GroupingProblem, type Weights, weightsOf } from './problem.ts'
import { acrossGroups, brokenInGroup, type Score, type Violation } from './recount.ts'

type School = GroupingProblem['schools'][number]

/** What one group adds to a score; wishes count where they are met. */
type GroupTerms = Omit<Score, 'total' | 'unmetWishes'> & { metWishes: number }

export type Weighing = {
  problem: GroupingProblem
  weights: Weights
  /** Groups without the schools that the problem does not know. */
  known: (groups: readonly (readonly string[])[]) => string[][]
  school: (id: string) => School
  /** Kilometres between two schools, or what the table of times says. */
  distance: (a: string, b: string) => number
  /** Schools that a school would like to be with. */
  wishesOf: (id: string) => readonly string[]
  pastPartnersOf: (id: string) => ReadonlySet<string>
  /** The priorities of a school, each with the others that are strong in it. */
  priorities: (id: string, others: readonly string[]) => { topic: string; partners: string[] }[]
  terms: (ids: readonly string[]) => GroupTerms
  /** What a group costs; less is better, also where benefits are made large. */
  cost: (ids: readonly string[]) => number
  score: (groups: readonly (readonly string[])[]) => Score
  allowed: (group: number) => readonly [number, number]
  /** What schools count towards the size of a group. */
  load: (ids: readonly string[]) => number
  isCoach: (id: string) => boolean
  /** The rules that a group by itself breaks. */
  brokenIn: (ids: readonly string[], group: number) => Violation[]
  /** The rules about pairs and fixed schools that are broken and name one of these schools. */
  brokenAround: (ids: readonly string[], groupOf: Pick<ReadonlyMap<string, number>, 'get' | 'has'>) => Violation[]
  /** Schools that rules keep in the group of a school, and schools that they keep out of it. */
  togetherWith: (id: string) => readonly string[]
  apartFrom: (id: string) => readonly string[]
}

const known = new WeakMap<GroupingProblem, Weighing>()

/** The weighing of a problem, made once and kept as long as the problem is. A problem must not be changed afterwards. */
export function weighingOf(problem: GroupingProblem): Weighing {
  const kept = known.get(problem)
  if (kept) return kept
  const made = makeWeighing(problem)
  known.set(problem, made)
  return made
}

function makeWeighing(problem: GroupingProblem): Weighing {
  const { schools } = problem
  const at = new Map(schools.map(({ id }, index) => [id, index]))
  const weights = weightsOf(problem)
  const school = (id: string) => {
    const found = schools[at.get(id) ?? -1]
    if (!found) throw new RangeError(`No school has the id "${id}"`)
    return found
  }
  const distance = distanceOf(problem, at)
  const wishes = listed(problem.wishes ?? [])
  const partners = paired(problem.partners ?? [])
  const strengths = new Map(schools.map(({ id, strengths }) => [id, new Set(strengths)]))
  const wanted = new Map(schools.map(({ id, priorities }) => [id, [...new Set(priorities)]]))
  const priorities = (id: string, others: readonly string[]) =>
    (wanted.get(id) ?? []).map((topic) => ({
      topic,
      partners: others.filter((other) => other !== id && strengths.get(other)?.has(topic) === true),
    }))
  const terms = termsOf(problem, at, { school, distance, strengths, wanted })
  const score = scoreOf(problem, weights, terms)
  const cost = (ids: readonly string[]) => {
    if (problem.objective?.maximisePairs) return -terms(ids).benefit
    const { metWishes, benefit: _, ...counted } = terms(ids)
    const aims = Object.keys(counted) as (keyof typeof counted)[]
    return aims.reduce((sum, aim) => sum + weights[aim] * counted[aim], -weights.unmetWishes * metWishes)
  }
  return {
    problem,
    weights,
    known: (groups) => groups.map((ids) => ids.filter((id) => at.has(id))),
    school,
    distance,
    wishesOf: (id) => wishes.get(id) ?? [],
    pastPartnersOf: (id) => partners.get(id) ?? new Set(),
    priorities,
    terms,
    cost,
    score,
    ...rulesOf(problem, school),
  }
}

function rulesOf(
  problem: GroupingProblem,
  school: (id: string) => School,
): Pick<Weighing, 'allowed' | 'load' | 'isCoach' | 'brokenIn' | 'brokenAround' | 'togetherWith' | 'apartFrom'> {
  const allowed = allowedSizes(problem)
  const together = paired(problem.rules?.together ?? [])
  const apart = paired(problem.rules?.apart ?? [])
  const pairs = (some: ReadonlyMap<string, ReadonlySet<string>>, id: string) =>
    [...(some.get(id) ?? [])].map((other): [string, string] => (id < other ? [id, other] : [other, id]))
  const coaches = new Set(problem.rules?.coaches)
  return {
    allowed,
    load: (ids) => ids.reduce((sum, id) => sum + (school(id).weight ?? 1), 0),
    isCoach: (id) => coaches.has(id),
    brokenIn: (ids, group) => brokenInGroup(problem, ids.map(school), group, allowed(group)),
    brokenAround: (ids, groupOf) =>
      acrossGroups(
        {
          together: ids.flatMap((id) => pairs(together, id)),
          apart: ids.flatMap((id) => pairs(apart, id)),
          fixed: Object.fromEntries(
            ids.flatMap((id) => {
              const group = problem.rules?.fixed?.[id]
              return group === undefined ? [] : [[id, group]]
            }),
          ),
        },
        groupOf,
      ),
    togetherWith: (id) => [...(together.get(id) ?? [])],
    apartFrom: (id) => [...(apart.get(id) ?? [])],
  }
}

function distanceOf(problem: GroupingProblem, at: ReadonlyMap<string, number>): Weighing['distance'] {
  const { schools } = problem
  const n = schools.length
  const table = new Map<number, number>()
  const keyOf = (i: number, j: number) => (i < j ? i * n + j : j * n + i)
  for (const [a, b, value] of problem.travelTable ?? []) table.set(keyOf(at.get(a) ?? 0, at.get(b) ?? 0), value)
  return (a, b) => {
    const [i, j] = [at.get(a) ?? -1, at.get(b) ?? -1]
    const listed = table.size > 0 ? table.get(keyOf(i, j)) : undefined
    if (listed !== undefined) return listed
    const [one, other] = [schools[i], schools[j]]
    return Math.hypot((one?.x ?? 0) - (other?.x ?? 0), (one?.y ?? 0) - (other?.y ?? 0))
  }
}

function termsOf(
  problem: GroupingProblem,
  at: ReadonlyMap<string, number>,
  {
    school,
    distance,
    strengths,
    wanted,
  }: Pick<Weighing, 'school' | 'distance'> & {
    strengths: ReadonlyMap<string, ReadonlySet<string>>
    wanted: ReadonlyMap<string, readonly string[]>
  },
): Weighing['terms'] {
  const profile = profileDistance(problem)
  const hasProfiles = problem.schools.some((each) => each.profile !== undefined)
  const partners = counted(problem.partners ?? [])
  const wishes = counted(problem.wishes ?? [])
  const benefits = counted(
    (problem.objective?.maximisePairs ?? []).map(([i, j]) => [
      problem.schools[i]?.id ?? '',
      problem.schools[j]?.id ?? '',
    ]),
    (problem.objective?.maximisePairs ?? []).map(([, , benefit]) => benefit),
  )
  const amount = (some: ReadonlyMap<string, ReadonlyMap<string, number>>, a: string, b: string) =>
    some.size === 0 ? 0 : (some.get(a)?.get(b) ?? 0)
  return (ids) => {
    const sum = {
      travel: 0,
      unmetPriorities: 0,
      profile: 0,
      sameDistrict: 0,
      pastPartners: 0,
      benefit: 0,
      metWishes: 0,
    }
    for (const [index, a] of ids.entries()) {
      for (const topic of wanted.get(a) ?? [])
        if (!ids.some((other) => other !== a && strengths.get(other)?.has(topic) === true)) sum.unmetPriorities++
      const district = school(a).district
      for (let next = index + 1; next < ids.length; next++) {
        const b = ids[next] as string
        sum.travel += distance(a, b)
        if (hasProfiles) sum.profile += profile(at.get(a) ?? -1, at.get(b) ?? -1)
        if (district && district === school(b).district) sum.sameDistrict++
        sum.pastPartners += amount(partners, a, b)
        sum.metWishes += amount(wishes, a, b)
        sum.benefit += amount(benefits, a, b)
      }
    }
    return sum
  }
}

function scoreOf(problem: GroupingProblem, weights: Weights, terms: Weighing['terms']): Weighing['score'] {
  const wishes = (problem.wishes ?? []).length
  return (groups) => {
    const all = {
      travel: 0,
      unmetPriorities: 0,
      profile: 0,
      sameDistrict: 0,
      pastPartners: 0,
      benefit: 0,
      metWishes: 0,
    }
    for (const ids of groups) {
      const each = terms(ids)
      for (const aim of Object.keys(all) as (keyof typeof all)[]) all[aim] += each[aim]
    }
    const { metWishes, benefit, ...rest } = all
    const aims = { ...rest, unmetWishes: wishes - metWishes }
    const total = problem.objective?.maximisePairs
      ? benefit
      : (Object.keys(weights) as (keyof Weights)[]).reduce((sum, aim) => sum + weights[aim] * aims[aim], 0)
    return { total, ...aims, benefit }
  }
}

/** For each first school of a pair the second ones. */
function listed(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const lists = new Map<string, string[]>()
  for (const [a, b] of pairs) lists.set(a, [...(lists.get(a) ?? []), b])
  return new Map([...lists].map(([id, others]) => [id, [...new Set(others)]]))
}

/** For each school those that stand in a pair with it. */
function paired(pairs: readonly (readonly [string, string])[]): Map<string, Set<string>> {
  return new Map([...counted(pairs)].map(([id, others]) => [id, new Set(others.keys())]))
}

/** For each two schools how often they are named as a pair, or what these pairs amount to. */
function counted(
  pairs: readonly (readonly [string, string])[],
  amounts: readonly number[] = [],
): Map<string, Map<string, number>> {
  const rows = new Map<string, Map<string, number>>()
  for (const [index, [a, b]] of pairs.entries())
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const row = rows.get(from) ?? new Map<string, number>()
      row.set(to, (row.get(to) ?? 0) + (amounts[index] ?? 1))
      rows.set(from, row)
    }
  return rows
}
