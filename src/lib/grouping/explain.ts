/** Why a school is where it is: who is near, what is met, which rules bind, and what the next best places would cost whom. */
import { type Alternative, bestAlternatives } from './alternatives.ts'
import { type Binding, bindingsOf, type Locked, middlesOf, nearerGroups } from './binding.ts'
import { placesIn } from './effect.ts'
import type { GroupingProblem } from './problem.ts'
import { type Weighing, weighingOf } from './weigh.ts'

/** Where one school is and what it has there. */
export type Situation = {
  school: string
  /** The number of its group; undefined for a school that has none. */
  group: number | undefined
  /** Its partners, nearest first. */
  partners: { school: string; kilometres: number }[]
  nearest: { school: string; kilometres: number } | undefined
  furthest: { school: string; kilometres: number } | undefined
  /** To all its partners together. */
  kilometres: number
  /** Priorities with the partners that are strong in them, and those that no partner is strong in. */
  priorities: { met: { topic: string; partners: string[] }[]; unmet: string[] }
  wishes: { met: string[]; unmet: string[] }
  /** Partners who were in a group with it before. */
  pastPartners: string[]
  /** Rules that keep it in its group, or out of nearer groups. */
  bindings: Binding[]
}

export type Explanation = Situation & {
  /** The best two, by what they cost in all; fewer where rules leave fewer. */
  alternatives: Alternative[]
}

export type ExplainOptions = {
  /** Groups that nobody leaves or joins, and schools that stay. */
  locked?: Locked
}

/** Explains one school's place, with its best two alternatives. */
export function explainSchool(
  problem: GroupingProblem,
  groups: readonly (readonly string[])[],
  school: string,
  options: ExplainOptions = {},
): Explanation {
  const weighing = weighingOf(problem)
  const present = weighing.known(groups)
  return {
    ...situationsIn(weighing, present, options)(weighing.school(school).id),
    alternatives: bestAlternatives(weighing, present, school, options.locked ?? {}),
  }
}

/** The situation of every school, in the order of the problem: what a table of all schools shows. */
export function explainAll(
  problem: GroupingProblem,
  groups: readonly (readonly string[])[],
  options: ExplainOptions = {},
): Situation[] {
  const weighing = weighingOf(problem)
  return problem.schools.map(({ id }) => id).map(situationsIn(weighing, weighing.known(groups), options))
}

function situationsIn(
  weighing: Weighing,
  groups: readonly (readonly string[])[],
  { locked = {} }: ExplainOptions,
): (school: string) => Situation {
  const groupOf = placesIn(groups)
  const nearer = nearerGroups(weighing, groups, middlesOf(weighing, groups))
  return (school) => {
    const group = groupOf.get(school)
    const others = group === undefined ? [] : (groups[group] ?? []).filter((id) => id !== school)
    const partners = others
      .map((id) => ({ school: id, kilometres: weighing.distance(school, id) }))
      .sort((a, b) => a.kilometres - b.kilometres)
    const priorities = weighing.priorities(school, others)
    const past = weighing.pastPartnersOf(school)
    return {
      school,
      group,
      partners,
      nearest: partners[0],
      furthest: partners.at(-1),
      kilometres: partners.reduce((sum, { kilometres }) => sum + kilometres, 0),
      priorities: {
        met: priorities.filter((each) => each.partners.length > 0),
        unmet: priorities.filter((each) => each.partners.length === 0).map(({ topic }) => topic),
      },
      wishes: {
        met: weighing.wishesOf(school).filter((id) => others.includes(id)),
        unmet: weighing.wishesOf(school).filter((id) => !others.includes(id)),
      },
      pastPartners: others.filter((id) => past.has(id)),
      bindings:
        group === undefined ? [] : bindingsOf(weighing, groups, { school, group, nearer: nearer(school), locked }),
    }
  }
}
