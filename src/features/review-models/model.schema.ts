/**
 * A review model: how a programme reviews, as data. Models ship with the product as YAML files in
 * `models/`; a programme names one by its key, and every rule that differs between programmes reads it.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

export const stageKeys = ['self-evaluation', 'pre-review', 'visit', 'write-up', 'follow-up', 'check-in'] as const
export type StageKey = (typeof stageKeys)[number]

/** What a stage can leave behind. `outputsOf` in the reviews feature says when each is there. */
export const outputs = [
  'evaluation-shared',
  'preparation-finished',
  'visit-made',
  'report-agreed',
  'follow-up-held',
  'check-in-held',
] as const
export type Output = (typeof outputs)[number]

export const leaderParts = ['ile', 'facilitator', 'quality-assurer'] as const
export type LeaderPart = (typeof leaderParts)[number]

const text = z.string().min(1)
const count = z.int().min(0)

const groupRules = z
  .strictObject({
    fewest: z.int().min(2),
    ideal: z.int().min(2),
    most: z.int().min(2).max(26),
    /** Whether two schools of one trust may be in a group. */
    same_trust: z.enum(['refused', 'allowed']),
    /** `mixed` advises schools of more than one phase; `one` refuses them; `any` says nothing. */
    phases: z.enum(['any', 'mixed', 'one']),
    /** A pair of schools further apart than this, in a straight line, is advised against. */
    far_apart_km: z.number().positive(),
    /** People from outside the group who support it. */
    leaders: z.array(
      z.strictObject({ part: z.enum(leaderParts), name: text, short_name: text, number: z.int().min(1), duty: text }),
    ),
  })
  .refine(
    (group) => group.fewest <= group.ideal && group.ideal <= group.most,
    'The ideal size must be between the fewest and the most schools',
  )

/**
 * When a meeting should be held, in weeks after the day of the visit or after the follow-up was held
 * (or is booked). Counted in school weeks of five school days, or in calendar weeks whose ends move to school days.
 */
const window = z
  .strictObject({
    after: z.enum(['visit', 'follow-up']),
    weeks_from: z.int().min(1),
    weeks_aim: z.int().min(1),
    weeks_to: z.int().min(1),
    counted_in: z.enum(['school-weeks', 'calendar-weeks']),
  })
  .refine((w) => w.weeks_from <= w.weeks_aim && w.weeks_aim <= w.weeks_to, 'The aim must be inside the window')

const stage = z.strictObject({
  key: z.enum(stageKeys),
  name: text,
  purpose: text,
  /** How long the meeting of this stage is proposed to last. */
  minutes: z.int().min(10).max(600).optional(),
  window: window.optional(),
  /** Its meeting is proposed, and its work is due, this many school days before the visit. */
  proposed_before_visit: z.int().min(1).optional(),
  due_before_visit: z.int().min(1).optional(),
  must_come_out: z.array(z.enum(outputs)).min(1),
})
export type Stage = z.infer<typeof stage>

const reviewModel = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]+$/),
  name: text,
  summary: text,
  /** How long a programme is proposed to run. */
  length_months: z.int().min(1),
  group: groupRules,
  /** Visitors are the lead reviewer and the reviewers; `who_leads` says in words what `lead_roles` says in roles. */
  team: z.strictObject({
    fewest_visitors: count,
    most_visitors: count,
    lead_roles: z.array(text).min(1),
    who_leads: text,
  }),
  half_days: z.strictObject({ before: count, visit: count, after: count }),
  enquiry_questions: z.strictObject({ fewest: count, most: count }),
  report_within_school_days: count,
  stages: z
    .array(stage)
    .min(1)
    .refine((stages) => new Set(stages.map((one) => one.key)).size === stages.length, 'A stage is there twice'),
})
export type ReviewModel = z.infer<typeof reviewModel>
export type GroupRules = ReviewModel['group']

/** Reads a model from YAML. Throws with the place of the first mistake. */
export function readModel(yaml: string): ReviewModel {
  return reviewModel.parse(parse(yaml))
}

const folder = new URL('./models/', import.meta.url)

/** The models that ship with the product, by key. */
export const reviewModels: ReadonlyMap<string, ReviewModel> = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readModel(readFileSync(new URL(name, folder), 'utf8')))
    .map((model) => [model.key, model]),
)

/** The model of a programme; a programme with an unknown model is a bug, since its key was checked when it started. */
export function modelWithKey(key: string): ReviewModel {
  const model = reviewModels.get(key)
  if (!model) throw new Error(`there is no review model "${key}"`)
  return model
}
