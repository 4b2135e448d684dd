/**
 * The best plan as one whole-number programme over the pairs that may be. Slower than by-groups.ts, but it knows no limit on how
 * many requests a group has.
 */
import { type Highs, loadHighs, type Model, solve } from '../highs.ts'
import { costOfPair, whyNotLeader } from './pairs.ts'
import { type Leader, type MatchingProblem, matchingWeights, type SupportRequest } from './problem.ts'

/** Fills as many days as it can, then makes the plan as cheap as it can: as leaders of requests, by their ids. */
export async function planWhole(
  problem: MatchingProblem,
  gap: number,
  secondsLeft: () => number,
): Promise<{ leaderOf: Map<string, string>; cost: number; bound: number }> {
  const highs = await loadHighs()
  const model = highs.createModel()
  try {
    const { pairs, open, costs } = build(highs, model, problem)
    model.options.set({ output_flag: false, time_limit: secondsLeft() })
    solve(model)
    // The days that cannot be filled are known now; among all plans that leave no more open, the cheapest is looked for.
    const best = model.getSolution().colValue
    const openDays = open.map(({ column, days }) => [column, days] as const)
    const left = openDays.reduce((sum, [column, days]) => sum + days * (best[column] ?? 0), 0)
    model.addRow(-highs.infinity, left + 1e-6, {
      indices: openDays.map(([column]) => column),
      values: openDays.map(([, days]) => days),
    })
    for (const [column, cost] of costs.entries()) model.changeColCost(column, cost)
    model.setSolution({ colValue: best })
    model.options.set({ mip_rel_gap: gap, time_limit: secondsLeft() })
    solve(model)
    const values = model.getSolution().colValue
    const leaderOf = new Map<string, string>()
    for (const { column, leader, request } of pairs)
      if ((values[column] ?? 0) > 0.5) leaderOf.set(request.id, leader.id)
    return { leaderOf, cost: model.getObjectiveValue(), bound: Number(model.info.get('mip_dual_bound')) }
  } finally {
    model.dispose()
  }
}

type Programme = {
  pairs: { column: number; leader: Leader; request: SupportRequest }[]
  /** The variables of requests that stay open. */
  open: { column: number; days: number }[]
  /** What each variable costs once the open days are known; until then only open days cost. */
  costs: number[]
}

function build(highs: Highs, model: Model, problem: MatchingProblem): Programme {
  const weights = matchingWeights(problem)
  const { leaders, requests } = problem
  const costs: number[] = []
  const variable = (cost: number, most: number, isWhole: boolean) => {
    model.addCol(0, 0, most, { indices: [], values: [] })
    if (isWhole) model.changeColIntegrality(costs.length, highs.constants.variableType.integer)
    return costs.push(cost) - 1
  }
  const row = (least: number, most: number, entries: readonly (readonly [number, number])[]) =>
    model.addRow(least, most, { indices: entries.map(([column]) => column), values: entries.map(([, value]) => value) })
  const pairs = requests.flatMap((request) =>
    leaders
      .filter((leader) => whyNotLeader(leader, request) === undefined)
      .map((leader) => ({ leader, request, column: variable(costOfPair(leader, request, weights), 1, true) })),
  )
  const open = requests.map(({ days }) => ({ days, column: variable(0, 1, true) }))
  for (const { column, days } of open) model.changeColCost(column, days)
  for (const [index, request] of requests.entries()) {
    row(1, 1, [
      [open[index]?.column ?? 0, 1],
      ...pairs.filter((pair) => pair.request === request).map((pair) => [pair.column, 1] as const),
    ])
  }
  const busiest = variable(weights.load, 1, false)
  for (const leader of leaders) {
    const own = pairs.filter((pair) => pair.leader === leader)
    if (own.length > 0)
      row(-highs.infinity, 0, [
        [busiest, -leader.days],
        ...own.map((pair) => [pair.column, pair.request.days] as const),
      ])
  }
  const groups = Map.groupBy(
    pairs.filter(({ request }) => request.group !== undefined),
    ({ request }) => request.group,
  )
  for (const members of groups.values()) {
    const works = [...Map.groupBy(members, ({ leader }) => leader).values()].map((own) => {
      const column = variable(weights.leadersPerGroup, 1, false)
      for (const pair of own)
        row(-highs.infinity, 0, [
          [pair.column, 1],
          [column, -1],
        ])
      return column
    })
    if (problem.mostLeadersPerGroup !== undefined)
      row(
        -highs.infinity,
        problem.mostLeadersPerGroup,
        works.map((column) => [column, 1] as const),
      )
  }
  return { pairs, open, costs }
}
