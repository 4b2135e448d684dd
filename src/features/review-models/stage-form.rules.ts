/** A stage as its form shows it, and the stage that a form makes: each kind has the questions that mean something for it. */
import type { Refusal } from '../../platform/web/form.ts'
import { type ReviewModel, type Stage, stageSchema } from './model.schema.ts'
import { type Participant, participants, type Writer, writers } from './people.schema.ts'

/** What the form of a stage gives. Questions that its kind does not have are empty. */
export type TypedStage = {
  name: string
  purpose: string
  minutes: number | undefined
  of: 'review' | 'group' | undefined
  after: string
  weeks_from: number | undefined
  weeks_aim: number | undefined
  weeks_to: number | undefined
  counted_in: 'school-weeks' | 'calendar-weeks' | undefined
  proposed_before_visit: number | undefined
  due_before_visit: number | undefined
  days: '1-1' | '1-2' | '2-2' | undefined
  takes_part: Participant[]
  half_days: number | undefined
  written_by: Writer[]
  next_steps: boolean
  at_least: number | undefined
  at_most: number | undefined
  looks_back_at: string
  leader_name: string
  leader_duty: string
}

/** A stage as its form shows it. */
export function shownStage(stage: Stage): Record<keyof TypedStage, string | string[]> {
  const number = (value: number | undefined) => (value === undefined ? '' : String(value))
  const { window, days, repeats, led_by } = stage
  return {
    name: stage.name,
    purpose: stage.purpose,
    minutes: number(stage.minutes),
    of: stage.of,
    after: window?.after ?? '',
    weeks_from: number(window?.weeks_from),
    weeks_aim: number(window?.weeks_aim),
    weeks_to: number(window?.weeks_to),
    counted_in: window?.counted_in ?? 'school-weeks',
    proposed_before_visit: number(stage.proposed_before_visit),
    due_before_visit: number(stage.due_before_visit),
    days: days ? `${days.fewest}-${days.most}` : '1-1',
    takes_part: participants.filter((one) => stage.takes_part?.includes(one)),
    half_days: number(stage.half_days),
    written_by: writers.filter((one) => stage.written_by.includes(one)),
    next_steps: stage.must_come_out.includes('next-steps') ? 'yes' : '',
    at_least: number(repeats?.at_least),
    at_most: number(repeats?.at_most),
    looks_back_at: repeats?.looks_back_at ?? '',
    leader_name: led_by?.name ?? '',
    leader_duty: led_by?.duty ?? '',
  }
}

/** The questions that the form of a stage asks. */
export function asks({ kind }: Pick<Stage, 'kind'>): ReadonlySet<keyof TypedStage> {
  const always = ['name', 'purpose', 'takes_part', 'half_days'] as const
  const own = {
    'self-evaluation': ['due_before_visit'],
    preparation: ['minutes', 'proposed_before_visit', 'due_before_visit'],
    visit: ['days'],
    report: [],
    meeting: [
      'minutes',
      'of',
      'after',
      'weeks_from',
      'weeks_aim',
      'weeks_to',
      'counted_in',
      'written_by',
      'next_steps',
      'at_least',
      'at_most',
      'looks_back_at',
      'leader_name',
      'leader_duty',
    ],
  } as const
  return new Set<keyof TypedStage>([...always, ...own[kind]])
}

/** What a stage can count from: the programme's start, and the visit and meetings before it. */
export function anchorsFor(model: ReviewModel, key: string): Stage[] {
  const index = model.stages.findIndex((stage) => stage.key === key)
  return model.stages.slice(0, Math.max(0, index)).filter(({ kind }) => kind === 'visit' || kind === 'meeting')
}

/** The stage that was typed, or what is wrong with it, by the questions of its form. What the form does not ask stays. */
export function stageFrom(stage: Stage, typed: TypedStage): { stage: Stage } | { refused: Refusal[] } {
  const { name, purpose, takes_part, half_days } = typed
  const { takes_part: _t, half_days: _h, ...kept } = stage
  const next: Stage = {
    ...kept,
    name,
    purpose,
    ...(takes_part.length > 0 ? { takes_part } : {}),
    ...(half_days === undefined ? {} : { half_days }),
  }
  const made = stage.kind === 'meeting' ? asMeeting(next, typed) : aroundVisit(next, typed)
  if ('refused' in made) return made
  const checked = stageSchema.safeParse(made.stage)
  return checked.success
    ? { stage: checked.data }
    : { refused: checked.error.issues.map(({ message }) => ({ message })) }
}

type Made = { stage: Stage } | { refused: Refusal[] }

function aroundVisit(
  { minutes: _m, proposed_before_visit: _p, due_before_visit: _d, days, ...kept }: Stage,
  typed: TypedStage,
): Made {
  const { minutes, proposed_before_visit, due_before_visit } = typed
  const [fewest, most] = (typed.days ?? '1-1').split('-').map(Number)
  const asked = asks(kept)
  return {
    stage: {
      ...kept,
      ...(asked.has('minutes') && minutes !== undefined ? { minutes } : {}),
      ...(asked.has('proposed_before_visit') && proposed_before_visit !== undefined ? { proposed_before_visit } : {}),
      ...(asked.has('due_before_visit') && due_before_visit !== undefined ? { due_before_visit } : {}),
      ...(kept.kind === 'visit' && (days || most !== 1) ? { days: { fewest: fewest ?? 1, most: most ?? 1 } } : {}),
    },
  }
}

function asMeeting({ minutes: _m, window: _w, repeats: _r, led_by: _l, ...kept }: Stage, typed: TypedStage): Made {
  const { minutes, written_by, next_steps, leader_name, leader_duty } = typed
  const window = windowIn(typed)
  const repeats = repeatsIn(typed)
  const refused = [...('refused' in window ? window.refused : []), ...('refused' in repeats ? repeats.refused : [])]
  if (written_by.length === 0)
    refused.push({ field: 'written_by', message: 'Choose who writes down what came of the meeting' })
  if (leader_name === '' && leader_duty !== '')
    refused.push({ field: 'leader_name', message: 'Enter what they are called' })
  if (leader_name !== '' && leader_duty === '') refused.push({ field: 'leader_duty', message: 'Say what they do' })
  const of = typed.of ?? 'review'
  if (of === 'group' && ('value' in repeats || leader_name !== ''))
    refused.push({
      field: 'of',
      message:
        'A meeting of the whole group is held once, and nobody is named to lead it. Empty those boxes, or choose one review',
    })
  if (refused.length > 0) return { refused }
  return {
    stage: {
      ...kept,
      of,
      written_by,
      must_come_out: next_steps ? ['meeting-held', 'next-steps'] : ['meeting-held'],
      ...(minutes === undefined ? {} : { minutes }),
      ...('value' in window ? { window: window.value } : {}),
      ...('value' in repeats ? { repeats: repeats.value } : {}),
      ...(leader_name === '' ? {} : { led_by: { name: leader_name, duty: leader_duty } }),
    },
  }
}

type Part<Value> = { value: Value } | { none: true } | { refused: Refusal[] }

function windowIn({
  after,
  weeks_from,
  weeks_aim,
  weeks_to,
  counted_in,
}: TypedStage): Part<NonNullable<Stage['window']>> {
  if (after === '') return { none: true }
  const missing = [
    weeks_from === undefined && { field: 'weeks_from', message: 'Enter when its time begins, or 0' },
    weeks_aim === undefined && { field: 'weeks_aim', message: 'Enter when it is best' },
    weeks_to === undefined && { field: 'weeks_to', message: 'Enter when its time ends' },
  ].filter((one) => one !== false)
  if (weeks_from === undefined || weeks_aim === undefined || weeks_to === undefined) return { refused: missing }
  if (weeks_from > weeks_aim || weeks_aim > weeks_to)
    return { refused: [{ field: 'weeks_aim', message: 'The best week must be between the beginning and the end' }] }
  return { value: { after, weeks_from, weeks_aim, weeks_to, counted_in: counted_in ?? 'school-weeks' } }
}

function repeatsIn({ at_least, at_most, looks_back_at }: TypedStage): Part<NonNullable<Stage['repeats']>> {
  const least = at_least ?? 1
  if (at_most === undefined || at_most === 1) {
    const isAsked = looks_back_at !== '' || least > 1
    return isAsked
      ? { refused: [{ field: 'at_most', message: 'Enter how often it can be held at the most' }] }
      : { none: true }
  }
  if (least > at_most) return { refused: [{ field: 'at_most', message: 'The most must not be fewer than the least' }] }
  return { value: { at_least: least, at_most, ...(looks_back_at === '' ? {} : { looks_back_at }) } }
}
