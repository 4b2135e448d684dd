/** What stands in the way of proposing a version to its schools, or of confirming it. */

import { violationInWords } from '../../../lib/grouping/in-words.ts'
import { rulesBroken } from '../../../lib/grouping/recount.ts'
import { sentenceList } from '../../../lib/words.ts'
import { type CandidateSchool, checkGroup } from '../../review-groups/public.ts'
import type { GroupRules } from '../../review-models/public.ts'
import { phaseText } from '../../schools/public.ts'
import type { ArrangedGroup, FormingSettings } from '../forming.schema.ts'
import { type FormingFacts, openSchools, problemOf, type SchoolFacts } from '../problem.rules.ts'

/** `musts` have to be mended in a new version; `advice` asks whether to go on. Whole sentences. */
export type Obstacles = { musts: string[]; advice: string[] }

export type Proposed = { groups: readonly ArrangedGroup[]; settings: FormingSettings }

/** A school as the rules of review groups know it. */
export function candidateOf(school: SchoolFacts): CandidateSchool {
  const { id, name, trust, status, latitude, longitude } = school
  return {
    id,
    name,
    phase: phaseText(school),
    trust,
    status,
    latitude,
    longitude,
    in_programme: true,
    other_group: null,
  }
}

/** Everything that stands against a version as things are now. `names` knows schools that have left as well. */
export function obstaclesOf(
  { groups, settings }: Proposed,
  facts: FormingFacts,
  model: GroupRules,
  nameOf: (id: string) => string,
): Obstacles {
  const filled = groups.filter((group) => group.school_ids.length > 0)
  if (filled.length === 0) return { musts: ['This version has no groups.'], advice: [] }
  const broken = filled.map((group) => ({ group, reasons: brokenIn(group, facts, model) }))
  const modelSays = broken.flatMap(({ group, reasons }) => reasons.map((reason) => `${group.name}: ${reason}`))
  const isBroken = new Set(broken.filter(({ reasons }) => reasons.length > 0).map(({ group }) => group.name))
  return {
    musts: [
      ...goneFrom(filled, facts, nameOf),
      ...modelSays,
      ...heldElsewhere(filled, facts),
      ...losing(filled, facts),
    ],
    advice: [...missingFrom(filled, facts), ...ownRulesBroken(filled, settings, facts, nameOf, isBroken)],
  }
}

function goneFrom(groups: readonly ArrangedGroup[], facts: FormingFacts, nameOf: (id: string) => string): string[] {
  const taking = new Map(facts.schools.map((school) => [school.id, school]))
  return groups.flatMap((group) =>
    group.school_ids.flatMap((id) => {
      const school = taking.get(id)
      if (!school) return [`${nameOf(id)}, in ${group.name}, has left the programme.`]
      return school.status === 'open' ? [] : [`${school.name}, in ${group.name}, is no longer open.`]
    }),
  )
}

/** The model's rules; schools that have gone are named by themselves, and the group is checked without them. */
function brokenIn(group: ArrangedGroup, facts: FormingFacts, model: GroupRules): string[] {
  const members = openSchools(facts).filter((school) => group.school_ids.includes(school.id))
  return checkGroup(model, members.map(candidateOf))
    .filter((check) => check.level === 'must')
    .map((check) => check.reason)
}

function heldElsewhere(groups: readonly ArrangedGroup[], facts: FormingFacts): string[] {
  const names = new Map(facts.present.map((group) => [group.review_group_id, group.name]))
  return openSchools(facts).flatMap((school) => {
    if (!school.is_held) return []
    const group = groups.find(({ school_ids }) => school_ids.includes(school.id))
    if (!group || group.review_group_id === school.review_group_id) return []
    return [`${school.name} has a review in ${names.get(school.review_group_id) ?? 'its group'}, so it stays there.`]
  })
}

/** Schools that have a group now and would have none. */
function losing(groups: readonly ArrangedGroup[], facts: FormingFacts): string[] {
  const placed = new Set(groups.flatMap((group) => group.school_ids))
  const names = new Map(facts.present.map((group) => [group.review_group_id, group.name]))
  return openSchools(facts)
    .filter((school) => school.review_group_id !== null && !placed.has(school.id))
    .map((school) => `${school.name} is in ${names.get(school.review_group_id) ?? 'a group'} now and is missing here.`)
}

function missingFrom(groups: readonly ArrangedGroup[], facts: FormingFacts): string[] {
  const placed = new Set(groups.flatMap((group) => group.school_ids))
  const missing = openSchools(facts).filter((school) => school.review_group_id === null && !placed.has(school.id))
  if (missing.length === 0) return []
  const [takes, is] = missing.length === 1 ? ['takes', 'is'] : ['take', 'are']
  return [
    `${sentenceList(missing.map(({ name }) => name))} ${takes} part in the programme but ${is} missing in this version. You can place ${missing.length === 1 ? 'it' : 'them'} after the groups are confirmed.`,
  ]
}

/** The rules that officers set for the version, where the model's own do not say so already. */
function ownRulesBroken(
  groups: readonly ArrangedGroup[],
  settings: FormingSettings,
  facts: FormingFacts,
  nameOf: (id: string) => string,
  said: ReadonlySet<string>,
): string[] {
  const open = new Set(openSchools(facts).map(({ id }) => id))
  const known = groups.map((group) => group.school_ids.filter((id) => open.has(id)))
  const groupName = (index: number) => groups[index]?.name ?? 'a new group'
  return rulesBroken(problemOf(facts, settings), known)
    .filter(({ group }) => group === undefined || !said.has(groupName(group)))
    .map((violation) => `A rule is broken: ${violationInWords(violation, nameOf, groupName)}.`)
}
