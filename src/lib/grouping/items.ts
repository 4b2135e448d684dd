/** Schools that a rule keeps together count as one item: groups are then sets of items, and the rule needs no further thought. */
import type { Instance } from './instance.ts'

export type Items = {
  count: number
  /** The schools of each item. */
  members: number[][]
  itemOf: Int32Array
  /** How many schools an item has. */
  weight: Int32Array
  /** What the pairs inside an item cost. */
  inside: Float64Array
  /** count × count: what the pairs between two items cost; infinite where a rule keeps any two of them apart. */
  cost: Float64Array
}

/** @param cost n × n: what any two schools cost in one group, never below 0 */
export function itemsOf({ n, togetherSet }: Pick<Instance, 'n' | 'togetherSet'>, cost: Float64Array): Items {
  const sets = Map.groupBy(Array(n).keys(), (i) => ((togetherSet[i] as number) === -1 ? -1 - i : togetherSet[i]))
  const members = [...sets.values()]
  const count = members.length
  const itemOf = new Int32Array(n)
  for (const [item, schools] of members.entries()) for (const i of schools) itemOf[i] = item
  const between = new Float64Array(count * count)
  const inside = new Float64Array(count)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const [a, b] = [itemOf[i] as number, itemOf[j] as number]
      const value = cost[i * n + j] as number
      if (a !== b) between[a * count + b] = (between[a * count + b] as number) + value
      else if (i < j) inside[a] = (inside[a] as number) + value
    }
  return { count, members, itemOf, weight: Int32Array.from(members, (set) => set.length), inside, cost: between }
}
