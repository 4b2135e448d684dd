/** Effects, rules and reasons in plain words: the one place that makes them, for pages and e-mails. */
import { plural, sentenceList } from '../words.ts'
import type { Alternative } from './alternatives.ts'
import type { Binding } from './binding.ts'
import type { Effect, SchoolEffect } from './effect.ts'
import type { Placing } from './place.ts'
import type { Violation } from './recount.ts'

export type NameOf = (id: string) => string
export type GroupName = (index: number) => string

/** How a reader is spoken to beyond names. */
export type Saying = {
  /** A topic as people know it; as it stands in the problem unless told. */
  topic?: (key: string) => string
  phase?: (key: string) => string
  /** What the distances are: kilometres unless told. */
  unit?: 'km' | 'minutes'
}

/** "4.2 km", "1 minute", "12 minutes" */
export function lengthInWords(value: number, unit: 'km' | 'minutes' = 'km'): string {
  if (unit === 'km') return `${value.toFixed(1)} km`
  return plural(Math.round(value), 'minute')
}

/**
 * What a change would do, a sentence each: the way in all, then group by group; for each school a partner's strength or a wish
 * that it would lose or gain; rules that would be broken or kept again.
 */
export function effectInWords(effect: Effect, nameOf: NameOf, groupName: GroupName, saying: Saying = {}): string[] {
  return [
    ...placesInWords(effect, nameOf, groupName),
    ...waysInWords(effect, groupName, saying),
    ...effect.schools.flatMap((school) => prioritiesInWords(school, nameOf, saying)),
    ...effect.schools.flatMap((school) => wishesInWords(school, nameOf)),
    ...againInWords(effect, nameOf),
    ...effect.broken.map((rule) => `A rule would be broken: ${violationInWords(rule, nameOf, groupName, saying)}.`),
    ...effect.mended.map((rule) => `This would no longer be so: ${violationInWords(rule, nameOf, groupName, saying)}.`),
  ]
}

/** "Oak Primary would go from Group 1 to Group 3." */
function placesInWords({ schools }: Effect, nameOf: NameOf, groupName: GroupName): string[] {
  const moved = schools.flatMap(({ school, group }) =>
    group.after === undefined || group.before === group.after
      ? []
      : [{ school, from: group.before ?? null, to: group.after }],
  )
  return placingInWords({ moved }, nameOf, groupName)
}

function waysInWords(effect: Effect, groupName: GroupName, { unit = 'km' }: Saying): string[] {
  const groups = [
    ...new Set(effect.schools.flatMap(({ group }) => [group.before, group.after]).filter((g) => g !== undefined)),
  ].sort((a, b) => a - b)
  return groups.flatMap((group) => {
    const [before, after] = (['before', 'after'] as const).map((when) => {
      const members = effect.schools.filter((school) => school.group[when] === group)
      // Each pair once, so that the groups add up to the score.
      return { size: members.length, sum: members.reduce((sum, school) => sum + school.kilometres[when], 0) / 2 }
    }) as [Side, Side]
    if (after.size === 0) return [`${groupName(group)} would have no schools left.`]
    const way = after.size < 2 ? undefined : differenceInWords(after.sum - before.sum, unit)
    if (before.size === after.size)
      return way === undefined
        ? []
        : [`${capital(way)} between the ${schoolsInWords(after.size)} of ${groupName(group)} together.`]
    const size = `${groupName(group)} would have ${schoolsInWords(after.size)} instead of ${inWords(before.size)}`
    return [way === undefined ? `${size}.` : `${size}, with ${way} between them together.`]
  })
}

type Side = { size: number; sum: number }

function prioritiesInWords({ school, unmetPriorities }: SchoolEffect, nameOf: NameOf, saying: Saying): string[] {
  const topics = (some: readonly string[]) => sentenceList(some.map(saying.topic ?? String))
  const lost = unmetPriorities.after.filter((topic) => !unmetPriorities.before.includes(topic))
  const gained = unmetPriorities.before.filter((topic) => !unmetPriorities.after.includes(topic))
  return [
    ...(lost.length > 0 ? [`${nameOf(school)} would no longer have a partner strong in ${topics(lost)}.`] : []),
    ...(gained.length > 0 ? [`${nameOf(school)} would gain a partner strong in ${topics(gained)}.`] : []),
  ]
}

function wishesInWords({ school, unmetWishes }: SchoolEffect, nameOf: NameOf): string[] {
  const lost = unmetWishes.after.filter((id) => !unmetWishes.before.includes(id))
  const met = unmetWishes.before.filter((id) => !unmetWishes.after.includes(id))
  const names = (ids: readonly string[]) => sentenceList(ids.map(nameOf))
  return [
    ...(lost.length > 0 ? [`${nameOf(school)} would no longer be with ${names(lost)}, as it wished.`] : []),
    ...(met.length > 0 ? [`${nameOf(school)} would be with ${names(met)}, as it wished.`] : []),
  ]
}

/** Partners who would meet again, each pair once. */
function againInWords({ schools }: Effect, nameOf: NameOf): string[] {
  const said = new Set<string>()
  return schools
    .filter(({ group }) => group.before !== group.after)
    .flatMap(({ school, pastPartners }) => {
      said.add(school)
      const again = pastPartners.after.filter((id) => !pastPartners.before.includes(id) && !said.has(id))
      return again.length === 0
        ? []
        : [`${nameOf(school)} would be with ${sentenceList(again.map(nameOf))} again, as in an earlier group.`]
    })
}

/** A broken rule as a part of a sentence: "Oak Primary and Elm Primary, of one trust, are both in Group 3". */
export function violationInWords(
  {
    rule,
    reason,
    schools,
    group,
    about,
  }: Pick<Violation, 'rule' | 'reason' | 'schools'> & { group?: number | undefined; about?: string | undefined },
  nameOf: NameOf,
  groupName: GroupName,
  { phase = String }: Saying = {},
): string {
  const where = group === undefined ? 'a group' : groupName(group)
  const names = sentenceList(schools.map(nameOf))
  if (rule === 'separateTrusts')
    return `${names} are of one trust and ${schools.length === 2 ? 'both' : 'all'} in ${where}`
  if (rule === 'together') return `${names} are to be kept together, but are in different groups`
  if (rule === 'apart') return `${names} are to be kept apart, but are in one group`
  if (rule === 'fixed') return `${names} is to be in ${where}`
  if (rule === 'coaches') return `${where} has no coach`
  if (rule === 'singlePhase') return `${where} has schools of different phases`
  if (rule === 'crossPhase') return `${where} has schools of one phase only`
  if (rule === 'everyGroupHas')
    return `${where} has too few ${about === undefined ? 'schools of a phase' : `${phase(about)} schools`}`
  if (rule === 'groups' && group !== undefined)
    return `${where} has ${schoolsInWords(schools.length)}, ${about === undefined ? 'a size that is not allowed' : `which is too ${about === 'small' ? 'few' : 'many'}`}`
  return reason.replace(/\.$/, '').replace(/^\p{Lu}(?=\p{Ll}|\s)/u, (letter) => letter.toLowerCase())
}

/** A rule that binds a school, as a sentence. */
export function bindingInWords(
  binding: Binding,
  school: string,
  nameOf: NameOf,
  groupName: GroupName,
  { phase = String }: Saying = {},
): string {
  const [own, where] = [nameOf(school), groupName(binding.group)]
  const names = (ids: readonly string[]) => sentenceList(ids.map(nameOf))
  if (binding.keeps === 'here') {
    switch (binding.rule) {
      case 'locked':
        return `${own} is locked in ${where}.`
      case 'fixed':
        return `A rule says that ${own} is in ${where}.`
      case 'together':
        return `${own} is to be kept together with ${names(binding.schools)}.`
      case 'coach':
        return `${own} is the only coach of ${where}.`
      case 'crossPhase':
        return `Without ${own}, all schools of ${where} would be of one phase.`
      case 'phase':
        return binding.atLeast === 1
          ? `${own} is the only ${phase(binding.phase)} school of ${where}, which must have one.`
          : `${where} must have ${inWords(binding.atLeast)} ${phase(binding.phase)} schools and has no more to spare.`
      case 'smallest':
        return `${where} has ${schoolsInWords(binding.size)} and cannot spare one without another in return.`
    }
  }
  switch (binding.rule) {
    case 'locked':
      return `${where} is nearer, but locked.`
    case 'trust':
      return `${where} is nearer, but has ${names(binding.schools)} of the same trust.`
    case 'apart':
      return `${where} is nearer, but has ${names(binding.schools)}, from which ${own} is to be kept apart.`
    case 'onePhase':
      return `${where} is nearer, but is a group of ${phase(binding.phase)} schools.`
    case 'full':
      return `${where} is nearer, but full with ${schoolsInWords(binding.size)}.`
  }
}

/** What placing does, a sentence for each school that comes or changes. */
export function placingInWords({ moved }: Pick<Placing, 'moved'>, nameOf: NameOf, groupName: GroupName): string[] {
  if (moved.length === 0) return ['Every school would stay where it is.']
  return moved.map(({ school, from, to }) =>
    from === null
      ? `${nameOf(school)} would join ${groupName(to)}.`
      : `${nameOf(school)} would go from ${groupName(from)} to ${groupName(to)}.`,
  )
}

/** An alternative in a line, and what it would cost whom. */
export function alternativeInWords(
  { to, swapWith, moves, effect }: Alternative,
  nameOf: NameOf,
  groupName: GroupName,
  saying: Saying = {},
): { title: string; effects: string[] } {
  const title =
    swapWith === undefined
      ? `${nameOf(moves[0]?.school ?? '')} to ${groupName(to)}`
      : `${nameOf(moves[0]?.school ?? '')} to ${groupName(to)}, in return for ${nameOf(swapWith)}`
  return { title, effects: effectInWords(effect, nameOf, groupName, saying).slice(moves.length) }
}

const figures = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

const inWords = (count: number) => figures[count] ?? String(count)

/** "one school", "six schools", "12 schools" */
function schoolsInWords(count: number): string {
  return `${inWords(count)} ${count === 1 ? 'school' : 'schools'}`
}

/** "4.2 km more"; undefined where the figure that is shown would be nothing. */
function differenceInWords(value: number, unit: 'km' | 'minutes'): string | undefined {
  const shown = unit === 'km' ? Math.round(Math.abs(value) * 10) / 10 : Math.round(Math.abs(value))
  if (shown === 0) return undefined
  return `${lengthInWords(Math.abs(value), unit)} ${value > 0 ? 'more' : 'less'}`
}

function capital(text: string): string {
  return text.replace(/^\p{L}/u, (letter) => letter.toUpperCase())
}
