import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomFrom } from '../random.ts'
import { itemsOf } from './items.ts'
import { bestGroups, type Pricing } from './price-groups.ts'

/** Prices at random, with schools kept together and apart, fines for meeting, and a cost of groups as a whole. */
function randomPricing(random: () => number) {
  const pick = (below: number) => Math.floor(random() * below)
  const n = 5 + pick(5)
  const cost = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      cost[i * n + j] = random() < 0.1 ? Number.POSITIVE_INFINITY : random() * 10
      cost[j * n + i] = cost[i * n + j] as number
    }
  const togetherSet = new Int32Array(n).fill(-1)
  if (random() < 0.6) togetherSet.fill(0, 0, 2 + pick(2))
  if (random() < 0.3) togetherSet.fill(n - 1, n - 2)
  const all = [...Array(n).keys()]
  const fines = Array.from({ length: pick(6) }, () => ({
    schools: all
      .map((i) => ({ i, key: random() }))
      .sort((a, b) => a.key - b.key)
      .slice(0, 3 + 2 * pick(2))
      .map(({ i }) => i),
    fine: random() * 8,
  }))
  const worth = Float64Array.from(all, () => random() * 30)
  const whole: Pricing['whole'] =
    random() < 0.3
      ? (members, at, size) => (members.subarray(at, at + size).some((i) => i % 3 === 0) ? 1 : 4)
      : undefined
  const pricing: Pricing = { items: itemsOf({ n, togetherSet }, cost), size: 2 + pick(4), worth, whole, fines }
  return { pricing, n, cost, togetherSet }
}

/** Every group of the size that keeps the rules, with its value, the best first. */
function everyGroup({ pricing, n, cost, togetherSet }: ReturnType<typeof randomPricing>) {
  const { size, worth, whole, fines } = pricing
  const list: { members: number[]; value: number }[] = []
  for (let mask = 0; mask < 1 << n; mask++) {
    const members = [...Array(n).keys()].filter((i) => mask & (1 << i))
    if (members.length !== size) continue
    const sets = new Set(members.map((i) => togetherSet[i]))
    if (togetherSet.some((set, i) => set !== -1 && sets.has(set) && !members.includes(i))) continue
    let value = whole ? -whole(Int32Array.from(members), 0, size) : 0
    for (const i of members) {
      value += worth[i] as number
      for (const j of members) if (j < i) value -= cost[i * n + j] as number
    }
    for (const { schools, fine } of fines) value -= fine * (schools.filter((i) => members.includes(i)).length >> 1)
    if (Number.isFinite(value)) list.push({ members, value })
  }
  return list.sort((a, b) => b.value - a.value)
}

test('the groups found are always the best of all, with fines, rules and costs of whole groups', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
      const random = randomFrom(seed)
      const ground = randomPricing(random)
      const all = everyGroup(ground)
      const middle = all[Math.floor(random() * all.length)]?.value ?? 0
      const above = random() < 0.5 ? Number.NEGATIVE_INFINITY : middle - 1e-7
      const most = 1 + Math.floor(random() * 8)
      const wanted = all.filter(({ value }) => value > above)
      const { groups } = bestGroups(ground.pricing, { above, most, isOver: () => false })
      assert.equal(groups.length, Math.min(most, wanted.length))
      for (const [place, { value }] of groups.entries()) assert.ok(Math.abs(value - (wanted[place]?.value ?? 0)) < 1e-9)
      const orNone = bestGroups(ground.pricing, { above, most, orNone: true, isOver: () => false })
      assert.equal(orNone.isComplete, wanted.length <= most)
      const names = (list: { members: number[] }[]) => list.map(({ members }) => members.join(' ')).sort()
      if (orNone.isComplete) assert.deepEqual(names(orNone.groups), names(wanted))
    }),
    { numRuns: 300 },
  )
})
