/**
 * The documents and emails of a review model: texts with placeholders, each belonging to a stage. A document is filled in
 * for whoever uses it; an email goes by itself when its day comes.
 */
import { z } from 'zod'
import { isPrintable } from '../../lib/draft-parts.ts'
import { leaderParts, type Participant, participants } from './people.schema.ts'

/** What a text may name in braces, such as {host school}, and what stands there then. The one list of them. */
export const placeholders = {
  programme: 'the name of the programme',
  partnership: 'the name of the partnership',
  group: 'the name of the group',
  'group schools': 'the schools of the group',
  'host school': 'the school that is visited',
  'host lead': 'who leads for the host school',
  'lead reviewer': 'who leads the visitors, and their school',
  visitors: 'everybody who comes, with their schools',
  'visit day': 'the day of the visit',
  'visit times': 'from when to when the visit is',
  'due day': 'the day by which the work of the stage is due',
  'meeting day': 'the day and the time of the meeting of the stage',
  window: 'the days between which the meeting of the stage should be',
  'enquiry questions': 'the enquiry questions as a list; on a line of its own, in documents only',
} as const
export type Placeholder = keyof typeof placeholders

const ofOneReview: readonly Placeholder[] = [
  'host school',
  'host lead',
  'lead reviewer',
  'visitors',
  'visit day',
  'visit times',
  'enquiry questions',
]

/**
 * The days from which emails count. `opens` and `closes` are the ends of the window of a meeting: such an email asks for
 * a day, and goes only while the meeting has none. `due` of a report asks for the draft, and goes until it is sent;
 * `draft` is the day on which it was, and such an email goes until the host has agreed.
 */
export const anchors = ['visit', 'due', 'meeting', 'opens', 'closes', 'draft'] as const
export type Anchor = (typeof anchors)[number]

const key = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,60}$/, 'A key has small letters, digits and hyphens, and starts with a letter')
const printable = z.string().trim().min(1).refine(isPrintable, 'Remove the character that cannot be printed')
const line = (max: number) => printable.max(max).regex(/^[^\n\r]*$/, 'This is one line')
const longText = (max: number) => printable.max(max)
const people = z.array(z.enum(participants)).min(1)

export const documentSchema = z.strictObject({
  key,
  /** The key of a stage. */
  stage: z.string(),
  name: line(100),
  purpose: line(300),
  for: people,
  /** Paragraphs; `# ` begins a heading, `- ` and `1. ` an item of a list, and `[room to write]` leaves space on paper. */
  text: longText(8000),
})
export type ModelDocument = z.infer<typeof documentSchema>

const sendSchema = z
  .strictObject({
    school_days: z.int().min(0).max(60),
    before: z.enum(anchors).optional(),
    after: z.enum(anchors).optional(),
  })
  .check(({ value, issues }) => {
    const refuse = (message: string) => void issues.push({ code: 'custom', message, path: [], input: value })
    if ((value.before === undefined) === (value.after === undefined))
      refuse(`Say either “before” or “after”, and one of ${anchors.join(', ')}`)
    if (value.before === 'draft') refuse('Nobody knows before the draft is sent when that will be: use “after”')
  })

export const emailSchema = z.strictObject({
  key,
  stage: z.string(),
  send: sendSchema,
  to: people,
  subject: line(150),
  /** Paragraphs. The greeting, the link to where the thing is done and the sender's name stand around them by themselves. */
  text: longText(3000),
})
export type ModelEmail = z.infer<typeof emailSchema>

/** What a letter needs to know of its stage. */
type StageFacts = {
  key: string
  name: string
  kind: string
  of: 'review' | 'group'
  window?: unknown
  due_before_visit?: number | undefined
  led_by?: unknown
}

/** Whether the emails of a stage can count from a day, and its texts can name it. */
export function hasDay(stage: StageFacts, anchor: Anchor): boolean {
  switch (anchor) {
    case 'visit':
      return stage.of === 'review'
    case 'due':
      return stage.kind === 'report' || (stage.due_before_visit !== undefined && stage.kind !== 'visit')
    case 'meeting':
      return stage.kind === 'meeting' || stage.kind === 'preparation'
    case 'opens':
    case 'closes':
      return stage.window !== undefined
    case 'draft':
      return stage.kind === 'report'
  }
}

/** What stands in braces in a text, each once. */
export function namedIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? ''))]
}

export const isPlaceholder = (name: string): name is Placeholder => Object.hasOwn(placeholders, name)

/** Why a text of a stage cannot name something in braces; undefined when it can. */
export function whyCannotName(name: string, stage: StageFacts, kind: 'document' | 'email'): string | undefined {
  if (!isPlaceholder(name))
    return `There is no placeholder {${name}}: choose from ${Object.keys(placeholders).join(', ')}`
  if (stage.of === 'group' && ofOneReview.includes(name))
    return `“${stage.name}” is a meeting of the whole group, and {${name}} belongs to the review of one school`
  if (name === 'due day' && !hasDay(stage, 'due')) return `“${stage.name}” has no day by which it is due`
  if (name === 'meeting day' && !hasDay(stage, 'meeting')) return `“${stage.name}” has no meeting`
  if (name === 'window' && !hasDay(stage, 'opens')) return `“${stage.name}” has no window`
  if (name === 'enquiry questions' && kind === 'email') return 'Enquiry questions stay out of emails'
  return undefined
}

type Letters = {
  stages: readonly (StageFacts & { takes_part?: readonly Participant[] | undefined })[]
  group: { leaders: readonly { part: string }[] }
  documents: readonly ModelDocument[]
  emails: readonly ModelEmail[]
}
type Mistake = { message: string; path: (string | number)[] }

/** Why the documents and emails of a model do not fit its stages and people. */
export function misfitsOf(model: Letters): Mistake[] {
  return [
    ...model.stages.flatMap((stage, index) =>
      missingIn(model, stage, stage.takes_part ?? []).map((message) => ({
        message,
        path: ['stages', index, 'takes_part'],
      })),
    ),
    ...model.documents.flatMap((one, index) => [
      ...inList(model.documents, index, 'documents'),
      ...inStage(model, one, 'documents', index, { for: one.for }, { text: one.text }),
    ]),
    ...model.emails.flatMap((one, index) => [
      ...inList(model.emails, index, 'emails'),
      ...inStage(model, one, 'emails', index, { to: one.to }, { subject: one.subject, text: one.text }),
      ...countsFrom(model, one, index),
    ]),
  ]
}

function inList(list: readonly { key: string }[], index: number, at: 'documents' | 'emails'): Mistake[] {
  const own = list[index]?.key
  if (!list.slice(0, index).some(({ key }) => key === own)) return []
  return [{ message: `“${own}” is there twice`, path: [at, index, 'key'] }]
}

function inStage(
  model: Letters,
  one: { stage: string },
  at: 'documents' | 'emails',
  index: number,
  whom: Record<string, readonly Participant[]>,
  texts: Record<string, string>,
): Mistake[] {
  const stage = model.stages.find(({ key }) => key === one.stage)
  if (!stage) return [{ message: `There is no stage “${one.stage}”`, path: [at, index, 'stage'] }]
  const mistakes: Mistake[] = []
  for (const [field, people] of Object.entries(whom))
    for (const missing of missingIn(model, stage, people)) mistakes.push({ message: missing, path: [at, index, field] })
  for (const [field, text] of Object.entries(texts))
    for (const name of namedIn(text)) {
      const message = whyCannotName(name, stage, at === 'documents' ? 'document' : 'email')
      if (message) mistakes.push({ message, path: [at, index, field] })
    }
  return mistakes
}

/** Why some of the people named for a stage are not there. */
function missingIn(
  model: Pick<Letters, 'group'>,
  stage: Pick<StageFacts, 'of' | 'name' | 'led_by'>,
  people: readonly Participant[],
): string[] {
  return people.flatMap((one) => {
    if (leaderParts.some((part) => part === one) && !model.group.leaders.some(({ part }) => part === one))
      return [`The groups of this model have no “${one}”`]
    if (one === 'named-leader' && !stage.led_by) return [`For “${stage.name}” the host names nobody to lead it`]
    const ofTeam = ['lead-reviewer', 'reviewer', 'host-lead', 'host'].includes(one)
    return stage.of === 'group' && ofTeam
      ? [`“${stage.name}” is a meeting of the whole group, and “${one}” belongs to the review of one school`]
      : []
  })
}

function countsFrom(model: Letters, { stage: key, send }: ModelEmail, index: number): Mistake[] {
  const stage = model.stages.find((one) => one.key === key)
  const anchor = send.before ?? send.after
  if (!stage || !anchor || hasDay(stage, anchor)) return []
  const field = send.before ? 'before' : 'after'
  const possible = anchors.filter((one) => hasDay(stage, one) && (field === 'after' || one !== 'draft'))
  const choice = possible.length > 0 ? `: choose from ${possible.join(', ')}` : ''
  return [{ message: `“${stage.name}” has no day “${anchor}”${choice}`, path: ['emails', index, 'send', field] }]
}
