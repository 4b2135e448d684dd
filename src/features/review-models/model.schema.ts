/**
 * A review model: how a programme reviews, as data, and every rule that differs between programmes reads it. Models ship
 * with the product as YAML files in `models/`, and a partnership can make its own.
 */
import { z } from 'zod'
import { isPrintable } from '../../lib/draft-parts.ts'
import { documentSchema, emailSchema, misfitsOf } from './letters.schema.ts'
import { leaderParts, participants, writers } from './people.schema.ts'

/** What the engine knows how to do in a stage. What a stage is called, and when it is, the model says. */
export const stageKinds = ['self-evaluation', 'preparation', 'visit', 'report', 'meeting'] as const
export type StageKind = (typeof stageKinds)[number]

/** A stage's own name in its model, such as "follow-up". */
export type StageKey = string

/** What a stage of each kind can leave behind; the first always must. */
export const outputsOfKind = {
  'self-evaluation': ['evaluation-shared'],
  preparation: ['preparation-finished'],
  visit: ['visit-made'],
  report: ['report-agreed'],
  meeting: ['meeting-held', 'next-steps'],
} as const satisfies Record<StageKind, readonly [Output, ...Output[]]>
const outputs = [
  'evaluation-shared',
  'preparation-finished',
  'visit-made',
  'report-agreed',
  'meeting-held',
  'next-steps',
] as const
export type Output = (typeof outputs)[number]

const printable = z.string().trim().max(3000).refine(isPrintable, 'Remove the character that cannot be printed')
const text = printable.min(1)
const count = z.int().min(0).max(1000)

/** The roles from which the visitors' lead can come. */
export const leadRoles = ['headteacher', 'senior-leader', 'senco'] as const

export const groupSchema = z
  .strictObject({
    fewest: z.int().min(2),
    ideal: z.int().min(2),
    most: z.int().min(2).max(26),
    /** Whether two schools of one trust may be in a group. */
    same_trust: z.enum(['refused', 'allowed']),
    /** `mixed` advises schools of more than one phase; `one` refuses them; `any` says nothing. */
    phases: z.enum(['any', 'mixed', 'one']),
    /** Whether one school of each group is its coach school, which helps the others. */
    coach_school: z.boolean().default(false),
    /** A pair of schools further apart than this, in a straight line, is advised against. */
    far_apart_km: z.number().positive(),
    /** People from outside the group who support it. */
    leaders: z
      .array(
        z.strictObject({
          part: z.enum(leaderParts),
          name: text,
          short_name: text,
          number: z.int().min(1).max(20),
          duty: text,
        }),
      )
      .refine((all) => new Set(all.map(({ part }) => part)).size === all.length, 'A part is there twice'),
  })
  .refine(
    (group) => group.fewest <= group.ideal && group.ideal <= group.most,
    'The ideal size must be between the fewest and the most schools',
  )

/** The word for the day on which a programme starts, in the timing of a stage. */
export const programmeStart = 'start'

/**
 * When a meeting should be held, in weeks after the visit, after an earlier meeting was held (or is booked), or after the
 * programme starts. Counted in school weeks of five school days, or in calendar weeks whose ends move to school days.
 */
const window = z
  .strictObject({
    /** The key of an earlier stage, or "start". */
    after: text,
    weeks_from: z.int().min(0).max(260),
    weeks_aim: z.int().min(0).max(260),
    weeks_to: z.int().min(1).max(260),
    counted_in: z.enum(['school-weeks', 'calendar-weeks']),
  })
  .refine((w) => w.weeks_from <= w.weeks_aim && w.weeks_aim <= w.weeks_to, 'The aim must be inside the window')

const key = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'A key has small letters, digits and hyphens, and starts with a letter')

/** One text that whoever writes up a meeting is asked for. */
const recordPart = z.strictObject({
  key,
  label: text,
  hint: printable.default(''),
  required: z.boolean().default(true),
})
export type RecordPart = z.infer<typeof recordPart>

/** What a meeting leaves in writing unless its stage says otherwise. */
const plainRecord: RecordPart[] = [
  {
    key: 'note',
    label: 'What was said and decided?',
    hint: 'Both teams read this. No pupils’ names.',
    required: true,
  },
]

/** How many days a visit may last. Without it, one. */
const visitDays = z
  .strictObject({ fewest: z.int().min(1).max(2), most: z.int().min(1).max(2) })
  .refine((days) => days.fewest <= days.most, 'The most days must not be fewer than the fewest')

/**
 * A meeting of a review that is held more than once. Its stage is over when `at_least` were written up; from then on, up to
 * `at_most`, more can be arranged. The answer to `looks_back_at` in the last one stands beside the record of the next.
 */
const repeats = z
  .strictObject({ at_least: z.int().min(1).default(1), at_most: z.int().min(2).max(20), looks_back_at: key.optional() })
  .refine((often) => often.at_least <= often.at_most, 'The meeting must be allowed as often as it is asked for')

/** Somebody whom the host names to lead a meeting: they arrange it, and write down what came of it too. */
const namedLeader = z.strictObject({ name: text, duty: text })

export const stageSchema = z
  .strictObject({
    key,
    kind: z.enum(stageKinds),
    /** A meeting of the group is held once, for all its schools; anything else is of each school's review. */
    of: z.enum(['review', 'group']).default('review'),
    name: text,
    purpose: text,
    /** How long the meeting of this stage is proposed to last. */
    minutes: z.int().min(10).max(600).optional(),
    window: window.optional(),
    /** Its meeting is proposed, and its work is due, this many school days before the visit. */
    proposed_before_visit: z.int().min(1).optional(),
    due_before_visit: z.int().min(1).optional(),
    days: visitDays.optional(),
    repeats: repeats.optional(),
    led_by: namedLeader.optional(),
    /** Who takes part; without it, those who do in most stages of its kind. */
    takes_part: z.array(z.enum(participants)).min(1).optional(),
    /** How many half-days it takes of each of them, for them to plan with. */
    half_days: z.int().min(1).max(20).optional(),
    record: z.array(recordPart).min(1).max(20).default(plainRecord),
    written_by: z.array(z.enum(writers)).min(1).default(['lead-reviewer', 'host-lead']),
    must_come_out: z.array(z.enum(outputs)).min(1),
  })
  .check(({ value, issues }) => {
    const refuse = (message: string, path: string[]) =>
      void issues.push({ code: 'custom', message, path, input: value })
    const possible: readonly Output[] = outputsOfKind[value.kind]
    const [first] = possible
    if (first && !value.must_come_out.includes(first))
      refuse(`“${first}” must come out of this stage`, ['must_come_out'])
    for (const output of value.must_come_out)
      if (!possible.includes(output))
        refuse(`“${output}” cannot come out of a stage of this kind: choose from ${possible.join(', ')}`, [
          'must_come_out',
        ])
    if (value.of === 'group' && value.kind !== 'meeting') refuse('Only a meeting can be of the group', ['of'])
    if (value.days && value.kind !== 'visit') refuse('Only the visit lasts a number of days', ['days'])
    for (const own of ['repeats', 'led_by'] as const)
      if (value[own] && (value.kind !== 'meeting' || value.of !== 'review'))
        refuse('Only a meeting of a review can have this', [own])
    const keys = value.record.map((part) => part.key)
    const back = value.repeats?.looks_back_at
    if (back !== undefined && !keys.includes(back))
      refuse(`“${back}” is no part of the record`, ['repeats', 'looks_back_at'])
    if (new Set(keys).size !== keys.length) refuse('A part of the record is there twice', ['record'])
  })
export type Stage = z.infer<typeof stageSchema>

const once: readonly StageKind[] = ['self-evaluation', 'preparation', 'visit', 'report']

/** The stages of a model, checked against one another. */
const stages = z
  .array(stageSchema)
  .min(1)
  .max(40)
  .check(({ value, issues }) => {
    const refuse = (message: string, path: (string | number)[] = []) =>
      void issues.push({ code: 'custom', message, path, input: value })
    const at = (kind: StageKind) => value.findIndex((one) => one.kind === kind)
    if (at('visit') < 0) refuse('One stage must be the visit')
    for (const [index, one] of value.entries()) {
      const before = value.slice(0, index)
      if (before.some((other) => other.key === one.key)) refuse(`The stage “${one.key}” is there twice`, [index, 'key'])
      if (once.includes(one.kind) && before.some((other) => other.kind === one.kind))
        refuse(`A model has one stage of the kind “${one.kind}”`, [index, 'kind'])
      if (['self-evaluation', 'preparation'].includes(one.kind) && at('visit') >= 0 && index > at('visit'))
        refuse(`“${one.name}” must come before the visit`, [index, 'kind'])
      if (one.kind === 'report' && index < at('visit'))
        refuse(`“${one.name}” must come after the visit`, [index, 'kind'])
      const after = one.window?.after
      const anchor = before.find((other) => other.key === after)
      if (after !== undefined && after !== programmeStart && !['visit', 'meeting'].includes(anchor?.kind ?? ''))
        refuse(
          `“${one.name}” counts from “${after}”, which is neither “${programmeStart}” nor an earlier visit or meeting`,
          [index, 'window', 'after'],
        )
      if (one.of === 'group' && anchor && anchor.of !== 'group')
        refuse(`“${one.name}” is for the whole group, so it cannot count from one school’s “${anchor.name}”`, [
          index,
          'window',
          'after',
        ])
    }
  })

/** Its parts one by one. A draft has each of them right in itself, but its stages may not fit one another yet. */
export const modelShape = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]+$/),
  /** Which of the versions that carry this key: a programme keeps the edition that it started with. */
  edition: text.max(40).default('1'),
  name: text,
  summary: text,
  /** How long a programme is proposed to run. */
  length_months: z.int().min(1).max(60),
  group: groupSchema,
  /** Visitors are the lead reviewer and the reviewers; `who_leads` says in words what `lead_roles` says in roles. */
  team: z.strictObject({
    fewest_visitors: count,
    most_visitors: count,
    lead_roles: z.array(z.enum(leadRoles)).min(1),
    who_leads: text,
    /** Who leads for the host school from the start; they can ask a colleague to do so. */
    host_lead: z.enum(['headteacher', 'senco']).default('headteacher'),
  }),
  /** The time of each visitor; `visit` is that of one day of the visit. */
  half_days: z.strictObject({ before: count, visit: count, after: count }),
  enquiry_questions: z.strictObject({ fewest: count, most: count }),
  report_within_school_days: count,
  stages: z.array(stageSchema).max(40),
  documents: z.array(documentSchema).max(60).default([]),
  emails: z.array(emailSchema).max(60).default([]),
})
export type ReviewModel = z.infer<typeof modelShape>

/** A whole model, with its stages and letters checked against one another: what a programme can run. */
export const reviewModel = modelShape.extend({ stages }).check(({ value, issues }) => {
  for (const { message, path } of misfitsOf(value)) issues.push({ code: 'custom', message, path, input: value })
})
export type GroupRules = ReviewModel['group']
