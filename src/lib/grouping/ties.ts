/** Pairs that tie schools together, and what follows from them. */

type Pairs = readonly (readonly [string, string])[]

/** The sets that pairs join, of two and more. */
export function joined(pairs: Pairs): string[][] {
  const sets: Set<string>[] = []
  for (const [a, b] of pairs) {
    const touching = sets.filter((set) => set.has(a) || set.has(b))
    const merged = new Set([a, b, ...touching.flatMap((set) => [...set])])
    for (const set of touching) sets.splice(sets.indexOf(set), 1)
    sets.push(merged)
  }
  return sets.map((set) => [...set])
}

/** The fewest pairs that lead from one school to another. */
export function chainBetween(pairs: Pairs, from: string, to: string): [string, string][] {
  const cameFrom = new Map<string, string>([[from, from]])
  const queue = [from]
  for (let next = queue.shift(); next !== undefined && !cameFrom.has(to); next = queue.shift()) {
    for (const [a, b] of pairs) {
      const other = a === next ? b : b === next ? a : undefined
      if (other === undefined || cameFrom.has(other)) continue
      cameFrom.set(other, next)
      queue.push(other)
    }
  }
  const chain: [string, string][] = []
  for (let id = to; id !== from; ) {
    const before = cameFrom.get(id)
    if (before === undefined) return chain
    chain.unshift([before, id])
    id = before
  }
  return chain
}
