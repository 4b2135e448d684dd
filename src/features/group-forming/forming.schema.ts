/** How groups are to be formed, and what an arrangement holds, as they are kept in the database. */

import { z } from 'zod'
import type { GroupRules } from '../review-models/public.ts'

export const sectors = ['primary', 'secondary', 'special'] as const
export type Sector = (typeof sectors)[number]

const pair = z.tuple([z.uuid(), z.uuid()])

/** What always holds. */
export const formingRules = z.strictObject({
  fewest: z.int().min(2).max(26),
  ideal: z.int().min(2).max(26),
  most: z.int().min(2).max(26),
  separate_trusts: z.boolean(),
  /** `mixed`: at least two phases in each group; `one`: a single phase in each. */
  phases: z.enum(['any', 'mixed', 'one']),
  /** Every group has at least so many schools of a phase. */
  at_least: z.array(z.strictObject({ phase: z.enum(sectors), number: z.int().min(1).max(26) })),
  together: z.array(pair),
  apart: z.array(pair),
  /** Every group has one of these schools as its coach; none named means that groups need no coach. */
  coaches: z.array(z.uuid()),
})
export type FormingRules = z.infer<typeof formingRules>

const worth = z.number().min(-1000).max(1000)

/** What is wished for: each aim says how many kilometres of travel one unit of it is worth. */
export const formingAims = z.strictObject({
  /** A kilometre (or a minute, with a table of times) between two partners. */
  travel: worth.min(0),
  /** A priority of a school that none of its partners is strong in. */
  unmet_priorities: worth.min(0),
  /** Two partners that differ in size and provision: above 0 groups like with like, below 0 different schools. */
  profile: worth,
  /** Two partners of one district: above 0 mixes districts, below 0 keeps them together. */
  same_district: worth,
  /** Two partners who were in a group before: above 0 makes new groups, below 0 keeps old partners. */
  past_partners: worth,
  /** A school's wish for a partner that is not met. */
  unmet_wishes: worth.min(0),
})
export type FormingAims = z.infer<typeof formingAims>

export type FormingSettings = { rules: FormingRules; aims: FormingAims }

/** What holds until somebody says otherwise: the review model's rules, short journeys, and partners who can help. */
export function usualSettings(rules: GroupRules): FormingSettings {
  return {
    rules: {
      fewest: rules.fewest,
      ideal: rules.ideal,
      most: rules.most,
      separate_trusts: rules.same_trust === 'refused',
      phases: rules.phases,
      at_least: [],
      together: [],
      apart: [],
      coaches: [],
    },
    aims: { travel: 1, unmet_priorities: 10, profile: 0, same_district: 0, past_partners: 0, unmet_wishes: 10 },
  }
}

export const arrangedGroup = z.strictObject({
  name: z.string().min(1),
  /** The review group that this one is or changes, once there is one. */
  review_group_id: z.uuid().nullable(),
  school_ids: z.array(z.uuid()),
})
export type ArrangedGroup = z.infer<typeof arrangedGroup>

export const arrangedGroups = z.array(arrangedGroup)

/** What an arrangement was made with, so that an old one can still be explained. */
export const arrangementSettings = z.strictObject({ rules: formingRules, aims: formingAims })

/** The search's count of each aim; see `Score` in lib/grouping. */
export const arrangementScore = z.strictObject({
  total: z.number(),
  travel: z.number(),
  unmetPriorities: z.number(),
  profile: z.number(),
  sameDistrict: z.number(),
  pastPartners: z.number(),
  unmetWishes: z.number(),
  benefit: z.number(),
})
