/** Small improvements of a placing that change no more schools: costs are counted exactly, every rule stays kept. */
import { breaksNothing } from './alternatives.ts'
import { type Move, placesIn } from './effect.ts'
import { changesOf, type Ground, movesOf } from './place-ground.ts'

const epsilon = 1e-9

/** The most combinations of three moves that are tried in a round. */
const mostChains = 40_000

/**
 * Improves a placing, without opening a group, until none of the changes tried makes it better: another group for a school that moves, an exchange of two,
 * another school to move instead, another way for a joiner and the school that makes room.
 * @param isBarred placings that must not come out
 */
export function improve(
  ground: Ground,
  start: number[],
  isBarred: (to: readonly number[]) => boolean = () => false,
): number[] {
  let to = start
  for (let round = 0; round < 30; round++) {
    const better = betterThan(ground, to, isBarred)
    if (!better) return to
    to = better
  }
  return to
}

type Step = { unit: number; group: number }

function betterThan(
  ground: Ground,
  to: readonly number[],
  isBarred: (to: readonly number[]) => boolean,
): number[] | undefined {
  const { units, weighing } = ground
  const groups = currentGroups(ground, to)
  const groupOf = placesIn(groups)
  const isKept = breaksNothing(weighing, groups)
  const costs = groups.map((ids) => weighing.cost(ids))
  let best: { steps: Step[]; change: number } | undefined
  const consider = (steps: Step[]) => {
    const more = steps.reduce((sum, { unit, group }) => {
      const ids = units[unit]?.ids ?? []
      return sum + changesOf(ground, ids, group) - changesOf(ground, ids, to[unit] ?? -1)
    }, 0)
    if (more > 0) return
    const moves = steps.flatMap(({ unit, group }) => movesOf(units[unit]?.ids ?? [], group))
    const change = changeBy(ground, groups, groupOf, costs, moves)
    if (change >= (best?.change ?? 0) - epsilon || !isKept(moves)) return
    if (!isBarred(afterSteps(to, steps))) best = { steps, change }
  }
  const open = ground.active.filter((group) => groups[group]?.length !== 0)
  for (const steps of stepsFrom(ground, to, open)) consider(steps)
  return best && afterSteps(to, best.steps)
}

function afterSteps(to: readonly number[], steps: readonly Step[]): number[] {
  const next = [...to]
  for (const { unit, group } of steps) next[unit] = group
  return next
}

function currentGroups({ base, units }: Ground, to: readonly number[]): string[][] {
  const inUnits = new Set(units.flatMap(({ ids }) => ids))
  const groups = base.map((ids) => ids.filter((id) => !inUnits.has(id)))
  for (const [unit, { ids }] of units.entries()) groups[to[unit] ?? -1]?.push(...ids)
  return groups
}

/** What moves change in the costs of the groups that they touch. */
function changeBy(
  { weighing }: Ground,
  groups: readonly (readonly string[])[],
  groupOf: ReadonlyMap<string, number>,
  costs: readonly number[],
  moves: readonly Move[],
): number {
  const goes = new Map(moves.map(({ school, to }) => [school, to]))
  const touched = new Set(moves.flatMap(({ school, to }) => [groupOf.get(school) ?? to, to]))
  let change = 0
  for (const group of touched) {
    const ids = (groups[group] ?? []).filter((id) => (goes.get(id) ?? group) === group)
    for (const { school, to } of moves) if (to === group && groupOf.get(school) !== group) ids.push(school)
    change += weighing.cost(ids) - (costs[group] ?? 0)
  }
  return change
}

/** The changes that are tried, each one or more units with the group they go to. */
function* stepsFrom(ground: Ground, to: readonly number[], open: readonly number[]): Generator<Step[]> {
  const { units, homeOf } = ground
  const free = [...units.keys()].filter((unit) => units[unit]?.fixed === undefined)
  const isAway = (unit: number) => (units[unit]?.ids ?? []).some((id) => homeOf.get(id) !== to[unit])
  const away = free.filter(isAway)
  const home = (unit: number) => homeOf.get(units[unit]?.ids[0] ?? '')
  const movers = away.filter((unit) => home(unit) !== undefined)
  for (const unit of away) for (const group of open) if (group !== to[unit]) yield [{ unit, group }]
  for (const unit of away)
    for (const other of free) {
      const [group, there] = [to[other] ?? -1, to[unit] ?? -1]
      if (group === there) continue
      yield [
        { unit, group },
        { unit: other, group: there },
      ]
    }
  // One that moves goes home, and another moves in its place.
  for (const unit of movers)
    for (const other of free)
      if (other !== unit)
        yield [
          { unit, group: home(unit) ?? -1 },
          { unit: other, group: to[unit] ?? -1 },
        ]
  let left = mostChains
  for (const mover of movers)
    for (const joiner of away) {
      if (joiner === mover) continue
      for (const other of free) {
        if (isAway(other)) continue
        for (const group of open) {
          if (group === to[other] || left-- <= 0) continue
          yield [
            { unit: mover, group: home(mover) ?? -1 },
            { unit: joiner, group: to[other] ?? -1 },
            { unit: other, group },
          ]
        }
      }
    }
}
