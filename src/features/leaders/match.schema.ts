/** What a match keeps: what an officer fixed or forbade, and what was worked out, in words, as it stood then. */
import { z } from 'zod'

const part = z.enum(['ile', 'facilitator', 'quality-assurer'])

const wish = z.strictObject({
  kind: z.enum(['fix', 'forbid']),
  group_id: z.uuid(),
  part,
  person_id: z.uuid(),
})
/** A leader whom an officer fixed to a group, or forbade there. */
export type Wish = z.infer<typeof wish>
export const wishes = z.array(wish)

const person = z.strictObject({ person_id: z.uuid(), name: z.string() })

export const matchResult = z.strictObject({
  /** One for each place in each group. */
  places: z.array(
    z.strictObject({
      group_id: z.uuid(),
      group_name: z.string(),
      part,
      part_name: z.string(),
      days: z.number(),
      /** Who has the place when the match is worked out. */
      now: person.nullable(),
      leader: person
        .extend({
          kilometres: z.number().nullable(),
          known: z.array(z.string()),
          missing: z.array(z.string()),
          reasons: z.array(z.string()),
        })
        .nullable(),
      /** Why nobody has it. */
      why_empty: z.array(z.string()),
    }),
  ),
  loads: z.array(person.extend({ days: z.number(), of: z.number(), groups: z.array(z.string()) })),
  /** What one more leader with the usual days would fill; null where no place is empty. */
  one_more: z.strictObject({ places: z.number(), days: z.number() }).nullable(),
  /** How much dearer than the best possible it may be, as a share. */
  gap: z.number(),
})
export type MatchResult = z.infer<typeof matchResult>
export type MatchedPlace = MatchResult['places'][number]
