/** A problem in typed arrays: what any two schools of a group cost each other, and what a group costs as a whole. */
import { nearestOf } from './nearest.ts'
import { type GroupingProblem, mostForTables, type Sizes, type Weights, weightsOf } from './problem.ts'

export type Instance = {
  n: number
  sizes: Sizes
  /** The cost of having schools i and j in one group, broken rules included. The same both ways. */
  pair: (i: number, j: number) => number
  /** What a group costs beyond its pairs; `members` from `at`, `size` of them. Undefined when nothing does. */
  whole: ((members: Int32Array, at: number, size: number) => number) | undefined
  /** For each school those that it may well be grouped with: `width` positions each. */
  near: Int32Array
  width: number
  /** Schools that must stay together: the number of a set each, or -1. */
  togetherSet: Int32Array
  /** The group of each school that is fixed, or -1. */
  fixed: Int32Array
  /** What breaking one hard rule costs. */
  price: number
  /** The usual cost of a pair in a good group: the measure of temperatures. */
  scale: number
  x: Float64Array
  y: Float64Array
}

const noTerm = () => 0

/** Turns a parsed problem into an instance. `harder` multiplies the price of broken rules. */
export function instanceOf(problem: GroupingProblem, sizes: Sizes, harder = 1): Instance {
  const weights = weightsOf(problem)
  const { schools, rules } = problem
  const n = schools.length
  const at = new Map(schools.map(({ id }, index) => [id, index]))
  const x = Float64Array.from(schools, (school) => school.x ?? 0)
  const y = Float64Array.from(schools, (school) => school.y ?? 0)
  const separate = separation(problem, at)
  const soft = softPair(problem, weights, at, x, y)
  const mayMeet = (i: number, j: number) => !separate(i, j)
  const { near, width, typical } = nearestOf({ n, x, y, pair: soft, mayMeet, byPlace: n > mostForTables })
  const scale = scaleOf(problem, weights, typical)
  const price = 40 * scale * harder
  const priced = (i: number, j: number) => soft(i, j) + (separate(i, j) ? price : 0)
  const fixed = new Int32Array(n).fill(-1)
  for (const [id, group] of Object.entries(rules?.fixed ?? {})) fixed[at.get(id) ?? 0] = group
  return {
    n,
    sizes,
    pair: n > mostForTables ? priced : tabled(n, priced),
    whole: wholeTerm(problem, weights, price),
    near,
    width,
    togetherSet: togetherSets(problem, at),
    fixed,
    price,
    scale,
    x,
    y,
  }
}

type Pair = (i: number, j: number) => number

function tabled(n: number, pair: Pair): Pair {
  const table = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const cost = pair(i, j)
      table[i * n + j] = cost
      table[j * n + i] = cost
    }
  }
  return (i, j) => table[i * n + j] as number
}

/** Numbers for words: the same word the same number, an empty one -1. */
function numbered(words: readonly (string | undefined)[]): Int32Array {
  const known = new Map<string, number>()
  return Int32Array.from(words, (word) => {
    if (!word) return -1
    const number = known.get(word) ?? known.size
    known.set(word, number)
    return number
  })
}

/** Whether a hard rule keeps two schools apart. */
function separation({ schools, rules }: GroupingProblem, at: Map<string, number>): (i: number, j: number) => boolean {
  const trust = numbered(schools.map((school) => (rules?.separateTrusts ? school.trust : '')))
  const phase = numbered(schools.map((school) => (rules?.singlePhase ? (school.phase ?? 'none') : '')))
  const apart = sparse(rules?.apart ?? [], at, () => 1)
  const isTrusts = rules?.separateTrusts === true
  const isPhases = rules?.singlePhase === true
  return (i, j) =>
    (isTrusts && trust[i] === trust[j] && trust[i] !== -1) ||
    (isPhases && phase[i] !== phase[j]) ||
    (apart !== undefined && apart(i, j) > 0)
}

/** A number for each of a few pairs, the same both ways; the numbers of a pair named twice add up. */
function sparse(
  pairs: readonly (readonly [string, string, ...unknown[]])[],
  at: Map<string, number>,
  amount: (index: number) => number,
): Pair | undefined {
  if (pairs.length === 0) return undefined
  const rows = new Map<number, Map<number, number>>()
  for (const [index, [a, b]] of pairs.entries()) {
    const [i, j] = [at.get(a) ?? 0, at.get(b) ?? 0]
    for (const [from, to] of [
      [i, j],
      [j, i],
    ] as const) {
      const row = rows.get(from) ?? new Map<number, number>()
      row.set(to, (row.get(to) ?? 0) + amount(index))
      rows.set(from, row)
    }
  }
  return (i, j) => rows.get(i)?.get(j) ?? 0
}

function softPair(
  problem: GroupingProblem,
  weights: Weights,
  at: Map<string, number>,
  x: Float64Array,
  y: Float64Array,
): Pair {
  const { schools } = problem
  const district = numbered(schools.map((school) => school.district))
  const profile = profileDistance(problem)
  const again = sparse(problem.partners ?? [], at, () => weights.pastPartners)
  // A wish that is fulfilled takes its cost away; `recount` adds the cost of all wishes back.
  const wish = sparse(problem.wishes ?? [], at, () => -weights.unmetWishes)
  const table = tableOf(problem, at)
  const straight = (i: number, j: number) =>
    Math.hypot((x[i] as number) - (x[j] as number), (y[i] as number) - (y[j] as number))
  const travel = table ? (i: number, j: number) => table(i, j) ?? straight(i, j) : straight
  const isPlain =
    weights.profile === 0 && weights.sameDistrict === 0 && !again && !wish && table === undefined && weights.travel > 0
  if (isPlain) {
    return (i, j) => {
      const east = (x[i] as number) - (x[j] as number)
      const north = (y[i] as number) - (y[j] as number)
      return weights.travel * Math.sqrt(east * east + north * north)
    }
  }
  return (i, j) =>
    (weights.travel > 0 ? weights.travel * travel(i, j) : 0) +
    (weights.profile === 0 ? 0 : weights.profile * profile(i, j)) +
    (weights.sameDistrict !== 0 && district[i] === district[j] && district[i] !== -1 ? weights.sameDistrict : 0) +
    (again ?? noTerm)(i, j) +
    (wish ?? noTerm)(i, j)
}

/** The table of times that replaces straight lines: the last value of a pair stands. */
function tableOf(
  { travelTable }: GroupingProblem,
  at: Map<string, number>,
): ((i: number, j: number) => number | undefined) | undefined {
  if (!travelTable) return undefined
  const n = at.size
  const values = new Map<number, number>()
  for (const [a, b, value] of travelTable) {
    const [i, j] = [at.get(a) ?? 0, at.get(b) ?? 0]
    values.set(Math.min(i, j) * n + Math.max(i, j), value)
  }
  return (i, j) => values.get(Math.min(i, j) * n + Math.max(i, j))
}

/** The distance between two profiles: the root mean square difference over the topics that both have; 0 when none. */
export function profileDistance({ schools }: Pick<GroupingProblem, 'schools'>): Pair {
  const topics = [...new Set(schools.flatMap((school) => Object.keys(school.profile ?? {})))]
  const values = schools.map((school) => Float64Array.from(topics, (topic) => school.profile?.[topic] ?? Number.NaN))
  return (i, j) => {
    const [a, b] = [values[i], values[j]]
    if (!a || !b) return 0
    let sum = 0
    let known = 0
    for (let topic = 0; topic < a.length; topic++) {
      const difference = (a[topic] as number) - (b[topic] as number)
      if (Number.isNaN(difference)) continue
      sum += difference * difference
      known++
    }
    return known === 0 ? 0 : Math.sqrt(sum / known)
  }
}

/** The sets of schools that are tied to one another, directly or by way of others. */
export function togetherSets({ schools, rules }: GroupingProblem, at: Map<string, number>): Int32Array {
  const root = Int32Array.from(schools, (_, index) => index)
  const find = (i: number): number => {
    let top = i
    while (root[top] !== top) top = root[top] as number
    return top
  }
  for (const [a, b] of rules?.together ?? []) root[find(at.get(a) ?? 0)] = find(at.get(b) ?? 0)
  const count = new Map<number, number>()
  for (let i = 0; i < root.length; i++) count.set(find(i), (count.get(find(i)) ?? 0) + 1)
  return root.map((_, i) => ((count.get(find(i)) ?? 0) > 1 ? find(i) : -1))
}

/** What a group costs as a whole: unmet priorities, and the price of each missing phase or coach. */
function wholeTerm(problem: GroupingProblem, weights: Weights, price: number): Instance['whole'] {
  const { schools, rules } = problem
  const terms: ((members: Int32Array, at: number, size: number) => number)[] = []
  if (weights.unmetPriorities > 0 && schools.some((school) => (school.priorities ?? []).length > 0))
    terms.push(unmetTerm(problem, weights.unmetPriorities))
  const phases = numbered(schools.map((school) => school.phase))
  const numberOf = (phase: string) => {
    const index = schools.findIndex((school) => school.phase === phase)
    return index === -1 ? -2 : (phases[index] as number)
  }
  for (const { phase, atLeast } of rules?.everyGroupHas ?? []) {
    const number = numberOf(phase)
    terms.push((members, at, size) => {
      let has = 0
      for (let slot = at; slot < at + size; slot++) if (phases[members[slot] as number] === number) has++
      return has < atLeast ? price * (atLeast - has) : 0
    })
  }
  if (rules?.crossPhase) {
    terms.push((members, at, size) => {
      for (let slot = at + 1; slot < at + size; slot++)
        if (phases[members[slot] as number] !== phases[members[at] as number]) return 0
      return price
    })
  }
  if (rules?.coaches) {
    const coaches = new Set(rules.coaches)
    const isCoach = Uint8Array.from(schools, (school) => (coaches.has(school.id) ? 1 : 0))
    terms.push((members, at, size) => {
      for (let slot = at; slot < at + size; slot++) if (isCoach[members[slot] as number] === 1) return 0
      return price
    })
  }
  const [first, second] = terms
  if (!first || !second) return first
  return (members, at, size) => {
    let sum = 0
    for (const term of terms) sum += term(members, at, size)
    return sum
  }
}

/** Counts, over a group's schools and their priorities, those that no other school of the group has among its strengths. */
function unmetTerm({ schools }: GroupingProblem, weight: number): NonNullable<Instance['whole']> {
  const topics = new Map<string, number>()
  for (const school of schools)
    for (const topic of school.priorities ?? []) if (!topics.has(topic)) topics.set(topic, topics.size)
  const words = Math.max(1, Math.ceil(topics.size / 32))
  const masksOf = (list: (index: number) => readonly string[]) => {
    const masks = new Int32Array(schools.length * words)
    for (let i = 0; i < schools.length; i++) {
      for (const topic of list(i)) {
        const bit = topics.get(topic)
        if (bit !== undefined)
          masks[i * words + (bit >> 5)] = (masks[i * words + (bit >> 5)] as number) | (1 << (bit & 31))
      }
    }
    return masks
  }
  const strengths = masksOf((i) => schools[i]?.strengths ?? [])
  const priorities = masksOf((i) => schools[i]?.priorities ?? [])
  return (members, at, size) => {
    let unmet = 0
    for (let word = 0; word < words; word++) {
      let once = 0
      let twice = 0
      for (let slot = at; slot < at + size; slot++) {
        const strong = strengths[(members[slot] as number) * words + word] as number
        twice |= once & strong
        once |= strong
      }
      for (let slot = at; slot < at + size; slot++) {
        const index = (members[slot] as number) * words + word
        const others = twice | (once & ~(strengths[index] as number))
        unmet += bitsIn((priorities[index] as number) & ~others)
      }
    }
    return weight * unmet
  }
}

function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** The measure of temperatures: what a pair in a good group usually costs, or a part of the other aims where travel is no aim. */
function scaleOf({ schools }: GroupingProblem, weights: Weights, typical: number): number {
  const others = Math.max(weights.unmetPriorities, Math.abs(weights.sameDistrict), Math.abs(weights.pastPartners))
  const scale = Math.max(typical, others / 2, weights.unmetWishes / 2)
  return scale > 0 ? scale : Math.max(1e-6, 1 / schools.length)
}
