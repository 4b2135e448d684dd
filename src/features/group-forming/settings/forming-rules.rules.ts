/** Rules as an officer enters them: what sizes make, what is wrong with them, and which of them cannot all be kept. */
import { whyImpossible } from '../../../lib/grouping/impossible.ts'
import { sizesOf } from '../../../lib/grouping/problem.ts'
import { plural, sentenceList } from '../../../lib/words.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { type FormingRules, type FormingSettings, type Sector, sectors } from '../forming.schema.ts'
import { type FormingFacts, openSchools, problemOf } from '../problem.rules.ts'
import { withSchoolNames } from '../school-names.rules.ts'

/** A pair as it is entered: two boxes, and a tick that takes it away. */
export type PairEntered = { one: string | undefined; other: string | undefined; remove: boolean }

/** What the rules page asks; coaches have a page of their own. */
export type RulesEntered = Pick<FormingRules, 'fewest' | 'ideal' | 'most' | 'separate_trusts' | 'phases'> & {
  at_least: Record<Sector, number>
  together: readonly PairEntered[]
  apart: readonly PairEntered[]
}

type Size = Pick<FormingRules, 'fewest' | 'ideal' | 'most'>

/** "136 schools make 21 groups of 6 and 2 of 5"; undefined where the sizes cannot be made. */
export function sizesInWords(schools: number, { fewest, ideal, most }: Size): string | undefined {
  if (schools === 0 || fewest > ideal || ideal > most) return undefined
  const found = sizesOf({
    schools: Array.from({ length: schools }, (_, index) => ({ id: String(index) })),
    groups: { sizes: { min: fewest, target: ideal, max: most } },
  })
  if (found?.kind !== 'counts') return undefined
  const bySize = [...Map.groupBy(found.sizes, (size) => size)].sort(([a], [b]) => b - a)
  const parts = bySize.map(([size, groups], index) =>
    index === 0 ? `${plural(groups.length, 'group')} of ${size}` : `${groups.length} of ${size}`,
  )
  return `${plural(schools, 'school')} make${schools === 1 ? 's' : ''} ${sentenceList(parts)}`
}

/** The rules that were entered, with the coaches that stand; or why they are none. */
export function rulesFrom(
  entered: RulesEntered,
  coaches: readonly string[],
  known: ReadonlySet<string>,
): { rules: FormingRules } | { refused: Refusal[] } {
  const refused = [
    ...wrongSizes(entered),
    ...wrongPairs('together', entered.together, known),
    ...wrongPairs('apart', entered.apart, known),
  ]
  if (refused.length > 0) return { refused }
  const { fewest, ideal, most, separate_trusts, phases } = entered
  return {
    rules: {
      fewest,
      ideal,
      most,
      separate_trusts,
      phases,
      at_least: sectors.flatMap((phase) => {
        const number = entered.at_least[phase]
        return number > 0 ? [{ phase, number }] : []
      }),
      together: pairsOf(entered.together),
      apart: pairsOf(entered.apart),
      coaches: [...coaches],
    },
  }
}

function wrongSizes({ fewest, ideal, most }: Size): Refusal[] {
  if (fewest > ideal) return [{ field: 'ideal', message: 'The best size must be the fewest or more' }]
  if (most < ideal) return [{ field: 'most', message: 'The most must be the best size or more' }]
  return []
}

function wrongPairs(field: 'together' | 'apart', pairs: readonly PairEntered[], known: ReadonlySet<string>): Refusal[] {
  return pairs.flatMap(({ one, other, remove }, index): Refusal[] => {
    if (remove) return []
    const at = (side: 'one' | 'other') => `${field}[${index}][${side}]`
    for (const [side, id] of [
      ['one', one],
      ['other', other],
    ] as const) {
      if (id === undefined) return [{ field: at(side), message: 'Choose both schools of the pair' }]
      if (!known.has(id)) return [{ field: at(side), message: 'Choose a school that takes part in the programme' }]
    }
    return one === other ? [{ field: at('other'), message: 'Choose two different schools' }] : []
  })
}

/** Each pair once, whichever way round it was entered. */
function pairsOf(pairs: readonly PairEntered[]): [string, string][] {
  const seen = new Set<string>()
  return pairs.flatMap(({ one, other, remove }): [string, string][] => {
    if (remove || one === undefined || other === undefined) return []
    const key = [one, other].sort().join(' ')
    if (seen.has(key)) return []
    seen.add(key)
    return [[one, other]]
  })
}

/** Which field of the page a rule of the search was entered in. */
const fieldOf: readonly [rule: string, field: string][] = [
  ['rules.together', 'together'],
  ['rules.apart', 'apart'],
  ['rules.separateTrusts', 'separate_trusts'],
  ['rules.everyGroupHas', 'at_least_primary'],
  ['rules.singlePhase', 'phases'],
  ['rules.crossPhase', 'phases'],
  ['groups.sizes', 'ideal'],
]

/** Why these rules cannot all be kept with the schools there are, in words with names; undefined when nothing is known against it. */
export function whyCannotBeKept(facts: FormingFacts, settings: FormingSettings): Refusal | undefined {
  // Without schools there is nothing to keep apart; the first to join will show.
  if (openSchools(facts).length === 0) return undefined
  const conflict = whyImpossible(problemOf(facts, settings))
  if (!conflict) return undefined
  const field = fieldOf.find(([rule]) => conflict.rules.includes(rule))?.[1]
  const message = withPhaseWords(withSchoolNames(conflict.reason, facts.schools)).replace(/\.$/, '')
  return field === undefined ? { message } : { field, message }
}

/** "needs 1 special" becomes "needs 1 special school". */
function withPhaseWords(text: string): string {
  const phase = new RegExp(`\\b(\\d+) (${sectors.join('|')})\\b(?! school)`, 'g')
  return text.replace(phase, (_, count: string, name: string) => plural(Number(count), `${name} school`))
}

const phasesInWords = { any: 'any phases', mixed: 'at least two phases in each group', one: 'one phase in each group' }

/** The rules in lines, for comparing two people's. */
export function rulesInWords(rules: FormingRules, nameOf: (id: string) => string) {
  const pairs = (list: readonly (readonly [string, string])[]) =>
    list.map(([a, b]) => `${nameOf(a)} and ${nameOf(b)}`).join('; ') || 'No pairs'
  const least = rules.at_least.map(({ phase, number }) => `at least ${number} ${phase}`)
  return {
    sizes: `${rules.fewest} to ${rules.most} schools, best ${rules.ideal}`,
    trusts: rules.separate_trusts ? 'Never two schools of one trust' : 'Schools of one trust may be together',
    phases: sentenceList([phasesInWords[rules.phases], ...least]),
    together: pairs(rules.together),
    apart: pairs(rules.apart),
    coaches: rules.coaches.length === 0 ? 'No coaches' : rules.coaches.map(nameOf).join('; '),
  }
}
