/** What is to be grouped: schools, sizes, hard rules and soft aims, as the file of `schoolfellow form-groups` says it. */
import { z } from 'zod'

const finite = z.number().finite()
const pair = z.tuple([z.string(), z.string()])

const school = z.strictObject({
  id: z.string().min(1),
  /** Kilometres east and north of any fixed point. */
  x: finite.optional(),
  y: finite.optional(),
  phase: z.string().optional(),
  /** Schools of one trust carry the same word; none or an empty one means no trust. */
  trust: z.string().optional(),
  district: z.string().optional(),
  /** What the school counts towards `groups.bounds`; 1 unless told. */
  weight: finite.nonnegative().optional(),
  strengths: z.array(z.string()).optional(),
  priorities: z.array(z.string()).optional(),
  /** A figure a topic, for groups of similar or of different schools. */
  profile: z.record(z.string(), finite).optional(),
})

const wholeNumber = z.int().positive()

const groups = z.union(
  [
    z.strictObject({ sizes: z.strictObject({ min: wholeNumber, target: wholeNumber, max: wholeNumber }) }),
    z.strictObject({ counts: z.record(z.string().regex(/^[1-9]\d*$/), z.int().nonnegative()) }),
    z.strictObject({ bounds: z.array(z.tuple([finite.nonnegative(), finite.nonnegative()])).min(1) }),
  ],
  { error: 'Give one of "sizes" (min, target, max), "counts" (size: how many) or "bounds" ([[min, max], …])' },
)

const rules = z.strictObject({
  separateTrusts: z.boolean().optional(),
  together: z.array(pair).optional(),
  apart: z.array(pair).optional(),
  everyGroupHas: z.array(z.strictObject({ phase: z.string(), atLeast: wholeNumber })).optional(),
  singlePhase: z.boolean().optional(),
  crossPhase: z.boolean().optional(),
  /** Each group has at least one of these. */
  coaches: z.array(z.string()).optional(),
  /** A school's group, counted from 0. */
  fixed: z.record(z.string(), z.int().nonnegative()).optional(),
})

const objective = z.strictObject({
  /** Per kilometre (or unit of `travelTable`) between each two schools of a group. */
  travel: finite.nonnegative().optional(),
  /** Per priority of a school that no partner has among its strengths. */
  unmetPriorities: finite.nonnegative().optional(),
  /** Per unit of distance between two profiles in a group: above 0 groups similar schools, below 0 different ones. */
  profile: finite.optional(),
  /** Per pair of schools of one district in a group: above 0 mixes districts, below 0 keeps them together. */
  sameDistrict: finite.optional(),
  /** Per pair of `partners` in a group again: above 0 makes new groups, below 0 keeps old ones. */
  pastPartners: finite.optional(),
  /** Per wish of `wishes` that is not fulfilled. */
  unmetWishes: finite.nonnegative().optional(),
  /** Only these benefits count: `[position, position, benefit]`, positions in `schools` from 0. */
  maximisePairs: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative(), finite])).optional(),
})

/** A file of `form-groups`. Unknown keys are refused, so that a typing mistake is not silently a rule left out. */
export const groupingProblem = z
  .strictObject({
    schools: z.array(school).min(1),
    groups,
    rules: rules.optional(),
    objective: objective.optional(),
    /** Times or distances that replace the straight line: `[id, id, value]`, both ways. Pairs left out keep the line. */
    travelTable: z.array(z.tuple([z.string(), z.string(), finite.nonnegative()])).optional(),
    /** Pairs of schools that were in a group before. */
    partners: z.array(pair).optional(),
    /** `[a, b]`: school a would like to be with school b. */
    wishes: z.array(pair).optional(),
  })
  .superRefine((problem, check) => {
    const say = (path: (string | number)[], message: string) => check.addIssue({ code: 'custom', path, message })
    const known = new Map<string, number>()
    for (const [index, { id }] of problem.schools.entries()) {
      const before = known.get(id)
      if (before !== undefined) say(['schools', index, 'id'], `Already the id of schools[${before}]`)
      known.set(id, index)
    }
    const pairs = {
      'rules.together': problem.rules?.together,
      'rules.apart': problem.rules?.apart,
      partners: problem.partners,
      wishes: problem.wishes,
      travelTable: problem.travelTable?.map(([a, b]): [string, string] => [a, b]),
    }
    for (const [name, list] of Object.entries(pairs)) {
      for (const [index, ids] of (list ?? []).entries()) {
        const path = [...name.split('.'), index]
        for (const [side, id] of ids.entries()) if (!known.has(id)) say([...path, side], `No school has the id "${id}"`)
        if (ids[0] === ids[1]) say(path, 'Name two different schools')
      }
    }
    for (const [index, id] of (problem.rules?.coaches ?? []).entries())
      if (!known.has(id)) say(['rules', 'coaches', index], `No school has the id "${id}"`)
    for (const id of Object.keys(problem.rules?.fixed ?? {}))
      if (!known.has(id)) say(['rules', 'fixed', id], `No school has the id "${id}"`)
    for (const [index, [a, b]] of (problem.objective?.maximisePairs ?? []).entries()) {
      if (a >= problem.schools.length || b >= problem.schools.length || a === b)
        say(['objective', 'maximisePairs', index], 'Name the positions of two different schools')
    }
    if ('sizes' in problem.groups) {
      const { min, target, max } = problem.groups.sizes
      if (!(min <= target && target <= max)) say(['groups', 'sizes'], 'min, target and max must rise')
    }
    if ('bounds' in problem.groups) {
      for (const [index, [min, max]] of problem.groups.bounds.entries())
        if (min > max) say(['groups', 'bounds', index], 'The first figure must not exceed the second')
    }
    if (needsPlaces(problem)) {
      for (const [index, each] of problem.schools.entries())
        if (each.x === undefined || each.y === undefined)
          say(['schools', index, each.x === undefined ? 'x' : 'y'], 'Needed, because travel counts')
    }
    if (problem.objective?.maximisePairs) {
      if (Object.keys(problem.objective).length > 1)
        say(['objective'], 'With maximisePairs only the benefits of pairs count: leave the other aims out')
      if (Object.keys(problem.rules ?? {}).length > 0) say(['rules'], 'Rules do not work together with maximisePairs')
    } else if (problem.schools.some(({ weight }) => weight !== undefined && weight !== 1)) {
      say(
        ['schools', problem.schools.findIndex(({ weight }) => weight !== undefined && weight !== 1), 'weight'],
        'Weights work with maximisePairs only',
      )
    }
    if (problem.schools.length > mostForTables && (problem.travelTable || problem.objective?.maximisePairs))
      say(['schools'], `Tables of pairs work for up to ${mostForTables} schools`)
  })

export type GroupingProblem = z.infer<typeof groupingProblem>

/** Up to so many schools, all pairs are kept in memory (32 MB); beyond it they are worked out when they are needed. */
export const mostForTables = 2_000

/** What counts, with travel as the only aim where a problem names none. */
export function weightsOf(problem: { objective?: GroupingProblem['objective'] }) {
  const { maximisePairs, ...aims } = problem.objective ?? {}
  const named = Object.keys(aims).length > 0 || maximisePairs !== undefined
  return {
    travel: aims.travel ?? (named ? 0 : 1),
    unmetPriorities: aims.unmetPriorities ?? 0,
    profile: aims.profile ?? 0,
    sameDistrict: aims.sameDistrict ?? 0,
    pastPartners: aims.pastPartners ?? 0,
    unmetWishes: aims.unmetWishes ?? 0,
  }
}
export type Weights = ReturnType<typeof weightsOf>

function needsPlaces(problem: { objective?: GroupingProblem['objective'] | undefined }): boolean {
  return weightsOf(problem as { objective?: GroupingProblem['objective'] }).travel > 0
}

/** How large the groups are: a list of sizes that any group may take, or bounds for each group by itself. */
export type Sizes = { kind: 'counts'; sizes: number[] } | { kind: 'bounds'; bounds: [number, number][] }

/**
 * The sizes of the groups. From min, target and max: as many groups as bring the sizes nearest to the target, all within
 * one of each other, because a sum over pairs would otherwise reward small groups. Undefined where none fit.
 */
export function sizesOf(problem: Pick<GroupingProblem, 'groups' | 'schools'>): Sizes | undefined {
  const n = problem.schools.length
  const { groups } = problem
  if ('bounds' in groups) return { kind: 'bounds', bounds: groups.bounds }
  if ('counts' in groups) {
    const sizes = Object.entries(groups.counts).flatMap(([size, count]) => Array<number>(count).fill(Number(size)))
    return sizes.reduce((sum, size) => sum + size, 0) === n ? { kind: 'counts', sizes } : undefined
  }
  const { min, target, max } = groups.sizes
  let best: { sizes: number[]; miss: number } | undefined
  for (let count = Math.ceil(n / max); count <= Math.floor(n / min); count++) {
    const sizes = evenSizes(n, count)
    const miss = sizes.reduce((sum, size) => sum + (size - target) ** 2, 0)
    if (!best || miss < best.miss) best = { sizes, miss }
  }
  return best && { kind: 'counts', sizes: best.sizes }
}

function evenSizes(n: number, count: number): number[] {
  const small = Math.floor(n / count)
  const larger = n - small * count
  return Array.from({ length: count }, (_, index) => (index < larger ? small + 1 : small))
}
