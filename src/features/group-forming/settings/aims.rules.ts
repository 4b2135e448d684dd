/** What is wished for of groups, in numbers that a person can weigh: how many kilometres (or minutes) each is worth. */
import { plural } from '../../../lib/words.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import type { FormingAims } from '../forming.schema.ts'
import { type FormingFacts, openSchools, unplacedSchools } from '../problem.rules.ts'
import { travelUnit } from '../travel.rules.ts'

/** An aim that can pull either way, or not count: the key of its field, and what each way is stored as. */
export const waysOf = {
  profile: { none: 0, alike: 1, different: -1 },
  same_district: { none: 0, mixed: 1, own: -1 },
  past_partners: { none: 0, new: 1, again: -1 },
} as const
export type TwoWayAim = keyof typeof waysOf

export type AimsEntered = {
  unmet_priorities: number
  unmet_wishes: number
} & { [Aim in TwoWayAim as `${Aim}_way`]: keyof (typeof waysOf)[Aim] } & {
  [Aim in TwoWayAim as `${Aim}_worth`]: number
}

const twoWayAims = Object.keys(waysOf) as TwoWayAim[]

/** The aims that were entered, or which number is missing. Travel is the measure of all others, so it counts 1. */
export function aimsFrom(entered: AimsEntered): { aims: FormingAims } | { refused: Refusal[] } {
  const refused = twoWayAims.flatMap((aim): Refusal[] =>
    entered[`${aim}_way`] !== 'none' && entered[`${aim}_worth`] === 0
      ? [{ field: `${aim}_worth`, message: 'Enter 1 or more, or choose that it does not count' }]
      : [],
  )
  if (refused.length > 0) return { refused }
  const signed = (aim: TwoWayAim) => {
    const ways: Record<string, number> = waysOf[aim]
    // Adding 0 keeps a zero from being a negative one.
    return (ways[entered[`${aim}_way`]] ?? 0) * entered[`${aim}_worth`] + 0
  }
  return {
    aims: {
      travel: 1,
      unmet_priorities: entered.unmet_priorities,
      unmet_wishes: entered.unmet_wishes,
      profile: signed('profile'),
      same_district: signed('same_district'),
      past_partners: signed('past_partners'),
    },
  }
}

/** The fields that show saved aims. What does not count shows a number to begin with. */
export function aimsShown(aims: FormingAims): Record<keyof AimsEntered, string> {
  const way = (aim: TwoWayAim) =>
    Object.entries(waysOf[aim]).find(([, sign]) => sign === Math.sign(aims[aim]))?.[0] ?? 'none'
  const worth = (aim: TwoWayAim) => String(Math.abs(aims[aim]) || usualWorth[aim])
  return {
    unmet_priorities: String(aims.unmet_priorities),
    unmet_wishes: String(aims.unmet_wishes),
    profile_way: way('profile'),
    profile_worth: worth('profile'),
    same_district_way: way('same_district'),
    same_district_worth: worth('same_district'),
    past_partners_way: way('past_partners'),
    past_partners_worth: worth('past_partners'),
  }
}

const usualWorth: Record<TwoWayAim, number> = { profile: 3, same_district: 5, past_partners: 10 }

export type Preset = { key: string; name: string; effect: string; aims: FormingAims }

const none = { travel: 1, profile: 0, same_district: 0, past_partners: 0 }

/** Sets of numbers to begin with. */
export const presets: readonly Preset[] = [
  {
    key: 'short',
    name: 'Short journeys first',
    effect: 'Partners who can help decide only between journeys of about the same length.',
    aims: { ...none, unmet_priorities: 2, unmet_wishes: 2 },
  },
  {
    key: 'balanced',
    name: 'Balanced',
    effect: 'A partner who can help is worth a somewhat longer journey.',
    aims: { ...none, unmet_priorities: 10, unmet_wishes: 10 },
  },
  {
    key: 'help',
    name: 'Partners who can help first',
    effect: 'As many schools as possible get a partner who is strong where they look for help, even further away.',
    aims: { ...none, unmet_priorities: 40, unmet_wishes: 10 },
  },
  {
    key: 'mix',
    name: 'Mix schools',
    effect: 'Schools of different sizes and districts, with new partners, who would not meet otherwise.',
    aims: { travel: 1, unmet_priorities: 10, unmet_wishes: 10, profile: -3, same_district: 5, past_partners: 10 },
  },
]

/** The preset that aims are the same as, if any. */
export function presetOf(aims: FormingAims): Preset | undefined {
  return presets.find((preset) =>
    (Object.keys(aims) as (keyof FormingAims)[]).every((key) => preset.aims[key] === aims[key]),
  )
}

/** What there is to go by for each aim. */
export function dataFor(facts: FormingFacts) {
  const schools = openSchools(facts)
  const all = plural(schools.length, 'school')
  const count = (test: (school: (typeof schools)[number]) => boolean) => schools.filter(test).length
  const inside = new Set(schools.map(({ id }) => id))
  const looking = count(({ priorities }) => priorities.length > 0)
  const helping = count(({ strengths }) => strengths.length > 0)
  const wishing = count(({ wished_school_ids }) => wished_school_ids.some((id) => inside.has(id)))
  const districts = new Set(schools.map(({ district }) => district.trim()).filter((name) => name !== '')).size
  const together = facts.past_partners.filter(([one, other]) => inside.has(one) && inside.has(other)).length
  const unplaced = unplacedSchools(facts).length
  return {
    travel:
      travelUnit(facts) === 'minutes'
        ? `Travel times are known for ${plural(facts.travel_times.length, 'pair')}.`
        : `Journeys are counted as straight lines.${unplaced === 0 ? '' : ` The register lacks the place of ${plural(unplaced, 'school')}; the middle of the district stands in.`}`,
    unmet_priorities: `${looking} of ${all} ${have(looking)} said what they look for, and ${helping} where they can help.`,
    unmet_wishes: `${wishing} of ${all} ${have(wishing)} named schools of the programme.`,
    profile: `The number of pupils is known for ${count(({ pupils }) => pupils !== null)} of ${all}.`,
    same_district: `The ${all} are in ${plural(districts, 'district')}.`,
    past_partners:
      together === 0
        ? 'No two schools were in a group together before.'
        : `${plural(together, 'pair')} of schools were in a group together before.`,
  }
}

const have = (count: number) => (count === 1 ? 'has' : 'have')

/** Each aim in words, for comparing two people's. */
export function aimsInWords(
  aims: FormingAims,
  unit: 'km' | 'minutes',
): Record<Exclude<keyof FormingAims, 'travel'>, string> {
  const worth = (value: number) => `${Math.abs(value)} ${unit}`
  const twoWay = (aim: TwoWayAim, above: string, below: string) =>
    aims[aim] === 0 ? 'Does not count' : `${aims[aim] > 0 ? above : below}, ${worth(aims[aim])}`
  return {
    unmet_priorities: worth(aims.unmet_priorities),
    unmet_wishes: worth(aims.unmet_wishes),
    profile: twoWay('profile', 'Similar schools', 'Different schools'),
    same_district: twoWay('same_district', 'Mixed districts', 'One district'),
    past_partners: twoWay('past_partners', 'New partners', 'The same partners again'),
  }
}
