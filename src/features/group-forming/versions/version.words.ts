/** A version of the groups in figures and in words. */
import type { Situation } from '../../../lib/grouping/explain.ts'
import { lengthInWords } from '../../../lib/grouping/in-words.ts'
import { plural, sentenceList } from '../../../lib/words.ts'
import type { ArrangedGroup } from '../forming.schema.ts'

export type Unit = 'km' | 'minutes'

/** What a version comes to, over all its schools. */
export type Figures = {
  schools: number
  /** How many groups there are of each size, the largest first. */
  sizes: [size: number, groups: number][]
  /** Between two partners, on average; undefined where nobody has a partner. */
  average: number | undefined
  longest: { one: string; other: string; length: number } | undefined
  priorities: { met: number; all: number }
  wishes: { met: number; all: number }
  pastPartners: number
}

/** Adds up the situations of a version's schools. */
export function figuresOf(
  groups: readonly Pick<ArrangedGroup, 'school_ids'>[],
  situations: readonly Situation[],
): Figures {
  const sizes = Map.groupBy(groups, ({ school_ids }) => school_ids.length)
  const pairs = situations.reduce((sum, { partners }) => sum + partners.length, 0)
  const all = situations.reduce((sum, { kilometres }) => sum + kilometres, 0)
  const furthest = situations.reduce<Situation | undefined>(
    (most, one) => ((one.furthest?.kilometres ?? 0) > (most?.furthest?.kilometres ?? 0) ? one : most),
    undefined,
  )
  const met = (count: (one: Situation) => number) => situations.reduce((sum, one) => sum + count(one), 0)
  return {
    schools: situations.filter(({ group }) => group !== undefined).length,
    sizes: [...sizes].map(([size, some]): [number, number] => [size, some.length]).sort(([a], [b]) => b - a),
    average: pairs === 0 ? undefined : all / pairs,
    longest: furthest?.furthest && {
      one: furthest.school,
      other: furthest.furthest.school,
      length: furthest.furthest.kilometres,
    },
    priorities: {
      met: met(({ priorities }) => priorities.met.length),
      all: met(({ priorities }) => priorities.met.length + priorities.unmet.length),
    },
    wishes: {
      met: met(({ wishes }) => wishes.met.length),
      all: met(({ wishes }) => wishes.met.length + wishes.unmet.length),
    },
    // Each pair is seen from both sides.
    pastPartners: met(({ pastPartners }) => pastPartners.length) / 2,
  }
}

/** "22 groups of 6 schools and one of 4" */
export function sizesInWords(sizes: Figures['sizes']): string {
  const [first, ...others] = sizes
  if (!first) return 'No groups'
  return sentenceList([
    `${plural(first[1], 'group')} of ${plural(first[0], 'school')}`,
    ...others.map(([size, groups]) => `${groups === 1 ? 'one' : groups} of ${size}`),
  ])
}

/** The version in a few sentences. */
export function figuresInWords(figures: Figures, nameOf: (id: string) => string, unit: Unit): string[] {
  const { average, longest, priorities, wishes, pastPartners } = figures
  return [
    `${sizesInWords(figures.sizes)}.`,
    ...(average === undefined ? [] : [`Two partners are ${lengthInWords(average, unit)} apart on average.`]),
    ...(longest
      ? [
          `The longest journey is ${lengthInWords(longest.length, unit)}, between ${nameOf(longest.one)} and ${nameOf(longest.other)}.`,
        ]
      : []),
    ...(priorities.all > 0
      ? [`${priorities.met} of ${plural(priorities.all, 'priority')} are met by a partner’s strength.`]
      : []),
    ...(wishes.all > 0 ? [`${wishes.met} of ${plural(wishes.all, 'wish')} for a partner are met.`] : []),
    ...(pastPartners > 0 ? [`${plural(pastPartners, 'pair')} of partners were in a group before.`] : []),
  ]
}

/** What a search has found, while it goes on. */
export function bestSoFar(
  { score, violations }: { score: { travel: number; unmetPriorities: number }; violations: readonly unknown[] },
  unit: Unit,
): string {
  const broken = violations.length > 0 ? `, ${plural(violations.length, 'rule')} broken` : ''
  const unmet = score.unmetPriorities > 0 ? `, ${plural(score.unmetPriorities, 'priority')} unmet` : ''
  return `Best so far: ${Math.round(score.travel).toLocaleString('en-GB')} ${unit} of travel between partners${unmet}${broken}.`
}
