/**
 * Cuts bring the bound of the linear programme, which may take halves of groups, nearer to whole groups. Of three schools only one
 * pair can be in a group without the third being elsewhere: at most one group has two of them. Of five, at most two pairs; of
 * seven, three.
 */

/** An odd set of schools, in rising order. A group with k of them counts floor(k / 2) times. */
export type Cut = readonly number[]

/** A group and how much of it the linear programme takes. */
export type Share = { members: readonly number[]; share: number }

/** How often a group counts in a cut. */
export function countIn(cut: Cut, members: readonly number[]): number {
  let has = 0
  for (const i of cut) if (members.includes(i)) has++
  return has >> 1
}

/** How often all whole groups together count at the most. */
export function mostIn(cut: Cut): number {
  return cut.length >> 1
}

/** Cuts broken by less are not worth a row. */
const least = 0.02

/** The shares, looked at from the schools. */
type Ground = {
  n: number
  shares: readonly Share[]
  /** For each school the shares that it is in. */
  sharesOf: number[][]
  /** How much of two schools is together. */
  meet: (i: number, j: number) => number
  /** The schools that each one partly meets. */
  partners: number[][]
}

/** The cuts that the shares break most: at most `most`, not too many for any one school, and none that is known. */
export function brokenCuts(n: number, shares: readonly Share[], most: number, known: readonly Cut[]): Cut[] {
  const ground = groundOf(n, shares)
  const keys = new Set(known.map((cut) => cut.join(' ')))
  const isNew = ({ cut }: Broken) => !keys.has(cut.join(' '))
  const threes = spread(n, brokenThrees(ground).filter(isNew), most, 5)
  const larger = threes.length < most ? brokenLarger(ground).filter(isNew) : []
  return [...threes, ...spread(n, larger, most - threes.length, 4)]
}

function groundOf(n: number, shares: readonly Share[]): Ground {
  const table = new Float64Array(n * n)
  const sharesOf: number[][] = Array.from({ length: n }, () => [])
  for (const [index, { members, share }] of shares.entries())
    for (const i of members) {
      sharesOf[i]?.push(index)
      for (const j of members) if (i !== j) table[i * n + j] = (table[i * n + j] as number) + share
    }
  const meet = (i: number, j: number) => table[i * n + j] as number
  const all = [...Array(n).keys()]
  const partners = all.map((i) => all.filter((j) => meet(i, j) > 1e-6 && meet(i, j) < 1 - 1e-6))
  return { n, shares, sharesOf, meet, partners }
}

type Broken = { cut: Cut; by: number }

/** Of cuts the most broken, at most so many, and at most `each` for any school. */
function spread(n: number, broken: readonly Broken[], most: number, each: number): Cut[] {
  const times = new Uint8Array(n)
  const chosen: Cut[] = []
  for (const { cut } of [...broken].sort((a, b) => b.by - a.by)) {
    if (chosen.length >= most) break
    if (cut.some((i) => (times[i] as number) >= each)) continue
    for (const i of cut) times[i] = (times[i] as number) + 1
    chosen.push(cut)
  }
  return chosen
}

/** Every three schools once of which at least two pairs partly meet, with how much the three pairs meet together. */
function threesOf({ n, meet, partners }: Ground, above: number): Broken[] {
  const threes: Broken[] = []
  for (let i = 0; i < n; i++) {
    const near = partners[i] as number[]
    for (const [place, j] of near.entries())
      for (const k of near.slice(place + 1)) {
        // A three whose pairs all meet is found from each of its schools: the first one counts.
        if (meet(j, k) > 1e-6 && meet(j, k) < 1 - 1e-6 && (j < i || k < i)) continue
        const by = meet(i, j) + meet(i, k) + meet(j, k)
        if (by > above) threes.push({ cut: [i, j, k].sort((a, b) => a - b), by })
      }
  }
  return threes
}

function brokenThrees(ground: Ground): Broken[] {
  return threesOf(ground, 1 + least)
    .map(({ cut }) => ({ cut, by: breach(ground, cut) }))
    .filter(({ by }) => by > least)
}

/** By how much a cut is broken. */
function breach({ shares, sharesOf }: Ground, cut: Cut): number {
  let sum = -mostIn(cut)
  for (const index of new Set(cut.flatMap((i) => sharesOf[i] ?? []))) {
    const { members, share } = shares[index] as Share
    sum += share * countIn(cut, members)
  }
  return sum
}

/** Sets of five and seven, grown from threes that meet much, each two schools at a time, and then bettered school by school. */
function brokenLarger(ground: Ground): Broken[] {
  const starts = threesOf(ground, 0.7)
    .sort((a, b) => b.by - a.by)
    .slice(0, 400)
  const found = new Map<string, Broken>()
  for (const { cut } of starts) {
    const set = growing(ground, cut)
    for (const size of [5, 7]) {
      if (!set.growTo(size)) break
      const larger = set.schools().sort((a, b) => a - b)
      const by = breach(ground, larger)
      if (by > least) found.set(larger.join(' '), { cut: larger, by })
    }
  }
  return [...found.values()]
}

/** A set that grows. One more school gains the shares of which an odd number of its schools is in: those then count once more. */
function growing({ n, shares, sharesOf, partners }: Ground, start: Cut) {
  const schools: number[] = []
  const isIn = new Uint8Array(n)
  const has = new Int32Array(shares.length)
  const nearby = new Set<number>()
  for (const i of start) enter(i)
  return { growTo, schools: () => [...schools] }

  function enter(i: number): void {
    schools.push(i)
    change(i, 1)
    for (const j of partners[i] as number[]) nearby.add(j)
  }

  function change(i: number, by: 1 | -1): void {
    isIn[i] = by === 1 ? 1 : 0
    for (const index of sharesOf[i] as number[]) has[index] = (has[index] as number) + by
  }

  function gainOf(i: number): number {
    let gain = 0
    for (const index of sharesOf[i] as number[]) if ((has[index] as number) & 1) gain += (shares[index] as Share).share
    return gain
  }

  function bestToEnter(): { school: number; gain: number } {
    let best = { school: -1, gain: -1 }
    for (const school of nearby) {
      if (isIn[school] === 1) continue
      const gain = gainOf(school)
      if (gain > best.gain) best = { school, gain }
    }
    return best
  }

  function growTo(size: number): boolean {
    while (schools.length < size) {
      const { school } = bestToEnter()
      if (school === -1) return false
      enter(school)
    }
    for (let turn = 0; turn < 10 && swapBest(); turn++);
    return true
  }

  /** Swaps one school of the set for one outside where that gains most. */
  function swapBest(): boolean {
    let best = { gain: 1e-6, out: -1, into: -1 }
    for (const [place, out] of schools.entries()) {
      change(out, -1)
      const { school, gain } = bestToEnter()
      const more = gain - gainOf(out)
      if (school !== -1 && more > best.gain) best = { gain: more, out: place, into: school }
      change(out, 1)
    }
    if (best.out === -1) return false
    change(schools[best.out] as number, -1)
    schools.splice(best.out, 1)
    enter(best.into)
    return true
  }
}
