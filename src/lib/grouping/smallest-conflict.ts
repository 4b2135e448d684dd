/**
 * Rules that cannot all be kept for a reason that nobody foresaw: a set of them that contradict each other, from which none can be
 * taken away. Each single rule is left out in turn, and comes back if the others can then be kept.
 */
import { loadHighs } from '../highs.ts'
import { plural } from '../words.ts'
import { arrangementWith, type SingleRule } from './feasible.ts'
import type { Conflict } from './impossible.ts'
import { type GroupingProblem, sizesOf } from './problem.ts'

/** Up to so many schools a conflict is looked for. */
export const mostForConflict = 150

/** The longest that one question may take, in seconds. */
const longestQuestion = 5

/** Rules that contradict each other, or an arrangement that keeps them all; neither where time was over before. */
export type Settled = { conflict: Conflict; rules: SingleRule[] } | { groups: string[][] } | undefined

/**
 * Settles whether the rules of a problem can be kept.
 * @param secondsLeft asked before each question to the solver
 */
export async function settleRules(problem: GroupingProblem, secondsLeft: () => number): Promise<Settled> {
  const sizes = sizesOf(problem)
  if (!sizes || problem.objective?.maximisePairs || problem.schools.length > mostForConflict) return undefined
  if (secondsLeft() <= 0) return undefined
  const highs = await loadHighs()
  const ask = (rules: readonly SingleRule[], seconds: number) => arrangementWith(highs, problem, sizes, rules, seconds)
  const rules = singleRules(problem)
  const first = ask(rules, secondsLeft())
  if (first === 'unknown') return undefined
  if (first !== 'none') return { groups: first }
  const groups = sizes.kind === 'counts' ? sizes.sizes.length : sizes.bounds.length
  const { left, isSmallest } = withoutNeedless(rules, (some) => {
    const seconds = Math.min(longestQuestion, secondsLeft())
    return seconds <= 0 ? 'unknown' : ask(some, seconds)
  })
  return { conflict: conflictOf(problem, left, groups, isSmallest), rules: left }
}

/** Every rule of a problem by itself, those first that are given up first: what an officer set by hand comes last. */
function singleRules({ schools, rules }: GroupingProblem): SingleRule[] {
  const trusts = Map.groupBy(
    rules?.separateTrusts ? schools.filter(({ trust }) => trust) : [],
    ({ trust }) => trust ?? '',
  )
  return [
    { kind: 'sizes' },
    ...(rules?.everyGroupHas ?? []).map((need) => ({ kind: 'has' as const, ...need })),
    ...(rules?.singlePhase ? [{ kind: 'singlePhase' as const }] : []),
    ...(rules?.crossPhase ? [{ kind: 'crossPhase' as const }] : []),
    ...(rules?.coaches ? [{ kind: 'coaches' as const, schools: rules.coaches }] : []),
    ...[...trusts].flatMap(([trust, members]) =>
      members.length > 1 ? [{ kind: 'trust' as const, trust, schools: members.map(({ id }) => id) }] : [],
    ),
    ...(rules?.apart ?? []).map((pair) => ({ kind: 'apart' as const, pair })),
    ...(rules?.together ?? []).map((pair) => ({ kind: 'together' as const, pair })),
    ...Object.entries(rules?.fixed ?? {}).map(([school, group]) => ({ kind: 'fixed' as const, school, group })),
  ]
}

/**
 * Takes away what the contradiction does not need: halves and quarters first, at last one by one. A rule without which the others
 * can be kept is needed in every smaller set too, so that one round of single rules is enough.
 */
function withoutNeedless(rules: readonly SingleRule[], ask: (rules: readonly SingleRule[]) => unknown) {
  let left = [...rules]
  let isSmallest = true
  for (let length = Math.ceil(left.length / 2); length >= 1; length = length === 1 ? 0 : Math.ceil(length / 2)) {
    for (let from = 0; from < left.length; ) {
      const rest = [...left.slice(0, from), ...left.slice(from + length)]
      const answer = ask(rest)
      if (answer === 'none') left = rest
      else from += length
      if (answer === 'unknown' && length === 1) isSmallest = false
    }
  }
  return { left, isSmallest }
}

/** So many rules are said in one sentence. */
const mostInWords = 12

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const named = (ids: readonly string[]) =>
  ids.length <= 6 ? list.format(ids) : `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more`

function conflictOf(
  problem: GroupingProblem,
  rules: readonly SingleRule[],
  groups: number,
  isSmallest: boolean,
): Conflict {
  const said = rules.slice(0, mostInWords).map((rule) => inWords(problem, rule))
  if (rules.length > mostInWords) said.push(`and ${rules.length - mostInWords} more`)
  const isOne = rules.length === 1
  const advice = isSmallest && !isOne ? ' Without any one of them the others can be kept.' : ''
  const which = isOne ? 'This rule cannot' : `These ${rules.length} rules cannot all`
  return {
    reason: `${which} be kept with ${plural(groups, 'group')}: ${said.join('; ')}.${advice}`,
    rules: [...new Set(rules.map(pathOf))],
    schools: [...new Set(rules.flatMap(schoolsOf))],
  }
}

function inWords(problem: GroupingProblem, rule: SingleRule): string {
  switch (rule.kind) {
    case 'sizes':
      return sizesInWords(problem)
    case 'together':
      return `${rule.pair[0]} and ${rule.pair[1]} are kept together`
    case 'apart':
      return `${rule.pair[0]} and ${rule.pair[1]} are kept apart`
    case 'trust':
      return `the ${plural(rule.schools.length, 'school')} of ${rule.trust} (${named(rule.schools)}) are kept apart`
    case 'has': {
      const has = problem.schools.filter(({ phase }) => phase === rule.phase)
      return `each group has at least ${rule.atLeast} ${rule.phase} (there are ${has.length})`
    }
    case 'singlePhase':
      return 'each group has schools of one phase only'
    case 'crossPhase':
      return 'each group has schools of at least two phases'
    case 'coaches':
      return `each group has a coach (${named(rule.schools)})`
    case 'fixed':
      return `${rule.school} is fixed in group ${rule.group}`
  }
}

function sizesInWords(problem: GroupingProblem): string {
  const sizes = sizesOf(problem)
  if (sizes?.kind !== 'counts') return 'each group holds what its bounds allow'
  const counts = [...Map.groupBy(sizes.sizes, (size) => size)].sort(([a], [b]) => b - a)
  if (counts.length === 1) return `each group has ${plural(sizes.sizes[0] ?? 0, 'school')}`
  return `there are ${list.format(counts.map(([size, all]) => `${plural(all.length, 'group')} of ${size}`))}`
}

const paths: Record<SingleRule['kind'], string> = {
  sizes: 'groups',
  together: 'rules.together',
  apart: 'rules.apart',
  trust: 'rules.separateTrusts',
  has: 'rules.everyGroupHas',
  singlePhase: 'rules.singlePhase',
  crossPhase: 'rules.crossPhase',
  coaches: 'rules.coaches',
  fixed: 'rules.fixed',
}
const pathOf = ({ kind }: SingleRule) => paths[kind]

function schoolsOf(rule: SingleRule): readonly string[] {
  if (rule.kind === 'together' || rule.kind === 'apart') return rule.pair
  if (rule.kind === 'trust') return rule.schools
  return rule.kind === 'fixed' ? [rule.school] : []
}
