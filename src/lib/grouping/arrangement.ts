/** Who is in which group, in typed arrays, and a first arrangement to improve on. */
import type { Instance } from './instance.ts'

export type Arrangement = {
  groups: number
  /** The most schools a group can hold: the width of a row of `members`. */
  room: number
  groupOf: Int32Array
  /** Where a school stands in its group's row. */
  slotOf: Int32Array
  members: Int32Array
  sizeOf: Int32Array
}

/** Copies an arrangement, so that the search can go on from it without changing it. */
export function copyOf(arrangement: Arrangement): Arrangement {
  return {
    ...arrangement,
    groupOf: arrangement.groupOf.slice(),
    slotOf: arrangement.slotOf.slice(),
    members: arrangement.members.slice(),
    sizeOf: arrangement.sizeOf.slice(),
  }
}

/** Puts school i where school k was, and k where i was. */
export function exchange(arrangement: Arrangement, i: number, k: number): void {
  const { groupOf, slotOf, members, room } = arrangement
  const [groupI, slotI] = [groupOf[i] as number, slotOf[i] as number]
  const [groupK, slotK] = [groupOf[k] as number, slotOf[k] as number]
  members[groupI * room + slotI] = k
  members[groupK * room + slotK] = i
  groupOf[i] = groupK
  slotOf[i] = slotK
  groupOf[k] = groupI
  slotOf[k] = slotI
}

/** Takes school i out of its group and adds it to another, which must have room. */
export function transfer(arrangement: Arrangement, i: number, to: number): void {
  const { groupOf, slotOf, members, sizeOf, room } = arrangement
  const from = groupOf[i] as number
  const last = (sizeOf[from] as number) - 1
  const moved = members[from * room + last] as number
  members[from * room + (slotOf[i] as number)] = moved
  slotOf[moved] = slotOf[i] as number
  sizeOf[from] = last
  const size = sizeOf[to] as number
  members[to * room + size] = i
  groupOf[i] = to
  slotOf[i] = size
  sizeOf[to] = size + 1
}

/** The cost of one group: its pairs, and what it costs as a whole. */
export function costOfGroup(instance: Instance, arrangement: Arrangement, group: number): number {
  const { members, sizeOf, room } = arrangement
  const [start, size] = [group * room, sizeOf[group] as number]
  let sum = instance.whole ? instance.whole(members, start, size) : 0
  for (let a = start; a < start + size; a++)
    for (let b = a + 1; b < start + size; b++) sum += instance.pair(members[a] as number, members[b] as number)
  return sum
}

/** The cost of all groups together, added up from nothing. */
export function costOf(instance: Instance, arrangement: Arrangement): number {
  let sum = 0
  for (let group = 0; group < arrangement.groups; group++) sum += costOfGroup(instance, arrangement, group)
  return sum
}

/** The number of schools in each group to begin with: the largest where most schools are fixed. */
function firstSizes({ n, sizes, fixed }: Instance): number[] {
  if (sizes.kind === 'counts') {
    const held = sizes.sizes.map(() => 0)
    for (const group of fixed) if (group >= 0) held[group] = (held[group] as number) + 1
    const largest = sizes.sizes.toSorted((a, b) => b - a)
    const first: number[] = []
    const fullest = [...held.keys()].sort((a, b) => (held[b] as number) - (held[a] as number) || a - b)
    for (const [index, group] of fullest.entries()) first[group] = largest[index] as number
    return first
  }
  const counts = sizes.bounds.map(([min]) => Math.ceil(min))
  let left = n - counts.reduce((sum, count) => sum + count, 0)
  for (let round = 0; left > 0 && round < n; round++) {
    for (const [index, [, max]] of sizes.bounds.entries()) {
      if (left === 0 || (counts[index] as number) + 1 > max) continue
      counts[index] = (counts[index] as number) + 1
      left--
    }
  }
  return counts
}

/**
 * A first arrangement: the map is cut in two along its longer side, again and again, into parts of exactly the sizes of the
 * groups. Then fixed schools go to their groups and schools that belong together are brought together.
 */
export function firstArrangement(instance: Instance): Arrangement {
  const sizes = firstSizes(instance)
  const most =
    instance.sizes.kind === 'counts' ? Math.max(...sizes) : Math.max(...instance.sizes.bounds.map((b) => b[1]))
  const { n } = instance
  const arrangement: Arrangement = {
    groups: sizes.length,
    room: Math.min(n, Math.floor(most)),
    groupOf: new Int32Array(n),
    slotOf: new Int32Array(n),
    members: new Int32Array(sizes.length * Math.min(n, Math.floor(most))),
    sizeOf: Int32Array.from(sizes),
  }
  cut(
    instance,
    arrangement,
    Int32Array.from({ length: n }, (_, index) => index),
    0,
    sizes.length,
  )
  placeFixed(instance, arrangement)
  joinSets(instance, arrangement)
  return arrangement
}

function cut(instance: Instance, arrangement: Arrangement, schools: Int32Array, from: number, to: number): void {
  if (to - from === 1) {
    for (const [slot, school] of schools.entries()) {
      arrangement.members[from * arrangement.room + slot] = school
      arrangement.groupOf[school] = from
      arrangement.slotOf[school] = slot
    }
    return
  }
  const { x, y } = instance
  const axis = spread(schools, x) >= spread(schools, y) ? x : y
  const ordered = schools.slice().sort((a, b) => (axis[a] as number) - (axis[b] as number) || a - b)
  const middle = (from + to) >> 1
  let left = 0
  for (let group = from; group < middle; group++) left += arrangement.sizeOf[group] as number
  cut(instance, arrangement, ordered.subarray(0, left), from, middle)
  cut(instance, arrangement, ordered.subarray(left), middle, to)
}

function spread(schools: Int32Array, axis: Float64Array): number {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const school of schools) {
    low = Math.min(low, axis[school] as number)
    high = Math.max(high, axis[school] as number)
  }
  return high - low
}

/** Each exchange brings one school to its group for good: whoever is there already never has to make room. */
function placeFixed(instance: Instance, arrangement: Arrangement): void {
  const { fixed } = instance
  for (let i = 0; i < instance.n; i++) {
    const group = fixed[i] as number
    if (group === -1 || arrangement.groupOf[i] === group) continue
    const members = membersOf(arrangement, group)
    const other = members.find((school) => fixed[school] !== -1 && fixed[school] !== group)
    const leaving = other ?? members.find((school) => fixed[school] === -1)
    if (leaving !== undefined) exchange(arrangement, i, leaving)
  }
}

function membersOf({ members, sizeOf, room }: Arrangement, group: number): number[] {
  return [...members.subarray(group * room, group * room + (sizeOf[group] as number))]
}

/** The members of a group that nothing holds there. */
function freeMembers(instance: Instance, arrangement: Arrangement, group: number): number[] {
  return membersOf(arrangement, group).filter(
    (school) => instance.fixed[school] === -1 && instance.togetherSet[school] === -1,
  )
}

function joinSets(instance: Instance, arrangement: Arrangement): void {
  const sets = Map.groupBy(
    Array.from({ length: instance.n }, (_, index) => index).filter((i) => instance.togetherSet[i] !== -1),
    (i) => instance.togetherSet[i],
  )
  for (const set of [...sets.values()].sort((a, b) => b.length - a.length)) {
    const pinned = set.map((i) => instance.fixed[i] as number).find((group) => group !== -1)
    const here = set.map((i) => arrangement.groupOf[i] as number)
    const options = pinned === undefined ? [...new Set([...here, ...Array(arrangement.groups).keys()])] : [pinned]
    const home =
      options.find(
        (group) =>
          freeMembers(instance, arrangement, group).length >= set.length - here.filter((h) => h === group).length,
      ) ?? options[0]
    for (const i of set) {
      if (home === undefined || arrangement.groupOf[i] === home) continue
      const other = freeMembers(instance, arrangement, home)[0]
      if (other !== undefined) exchange(arrangement, i, other)
    }
  }
}
