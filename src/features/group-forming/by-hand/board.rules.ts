/** Which groups of a version the board shows. */
import type { ArrangedGroup } from '../forming.schema.ts'
import type { FormingFacts } from '../problem.rules.ts'

/** So many groups are shown at once when nobody has chosen any; beyond it the board would be slow to read and to use. */
export const mostUnchosen = 30

export type Shown = {
  /** Numbers of groups, in their order. */
  groups: number[]
  /** Groups that are there but not shown. */
  others: number
}

/** The groups with a school in a district, and those chosen by their numbers; all, up to a limit, when nothing is chosen. */
export function groupsShown(
  { groups }: { groups: readonly ArrangedGroup[] },
  facts: Pick<FormingFacts, 'schools'>,
  { district, chosen }: { district: string; chosen: readonly number[] },
): Shown {
  const all = groups.map((_, index) => index)
  const districtOf = new Map(facts.schools.map((school) => [school.id, school.district.trim()]))
  const isIn = (index: number) => groups[index]?.school_ids.some((id) => districtOf.get(id) === district) ?? false
  const isChosen = district !== '' || chosen.length > 0
  const shown = isChosen
    ? all.filter((index) => chosen.includes(index) || (district !== '' && isIn(index)))
    : all.slice(0, mostUnchosen)
  return { groups: shown, others: all.length - shown.length }
}

/** The districts of a programme's schools, by name. */
export function districtsOf(facts: Pick<FormingFacts, 'schools'>): string[] {
  return [...new Set(facts.schools.map(({ district }) => district.trim()))]
    .filter((name) => name !== '')
    .sort((a, b) => a.localeCompare(b))
}
