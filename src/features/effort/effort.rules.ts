/** Which time counts for whom: worked out from what happened in reviews, and from what people say about it. */
import type { Refusal } from '../../platform/web/form.ts'
import type { Occasion, TookPart } from '../reviews/public.ts'
import { halfDaysOfMeeting } from './days.rules.ts'

/** What the work was. `hosting` is everything that people do when their own school is reviewed. */
export const kinds = ['preparing', 'visiting', 'writing', 'meetings', 'hosting', 'other'] as const
export type Kind = (typeof kinds)[number]
export const kindNames: Record<Kind, string> = {
  preparing: 'Preparing',
  visiting: 'Visiting',
  writing: 'Writing up',
  meetings: 'Meetings',
  hosting: 'Hosting',
  other: 'Other work',
}

/** One piece of somebody's work, however it is known. */
export type Work = {
  person_id: string
  name: string
  /** The school whose time it was; none for people from outside the schools. */
  school_id: string | null
  school_name: string | null
  kind: Kind
  on: Temporal.PlainDate
  half_days: number
  /** The school that was reviewed. */
  host_school_id: string | null
  host_school_name: string | null
  programme_id: string | null
  programme_name: string | null
}

/** Whose time in which stage of what: an entry has one, and at most one correction counts for it. */
export type EntryKey = { person_id: string; of: 'review' | 'group'; occasion_id: string; stage: string }

/** What somebody last said about an entry; without half-days it is taken back. */
export type Correction = EntryKey &
  Omit<Work, 'on' | 'half_days'> & {
    version: number
    half_days: number | null
    reason: string
    stage_name: string
    group_name: string
    worked_out: number
    done_on: Temporal.PlainDate
    written_by: string
    by: string
    written_at: Temporal.Instant
  }

/** Work that the service saw, with what it worked out and what counts. */
export type Entry = EntryKey &
  Work & { stage_name: string; group_name: string; worked_out: number; correction: Correction | undefined }

/** Work that somebody added. */
export type Addition = Work & {
  id: string
  version: number
  what: string
  written_by: string
  by: string
  written_at: Temporal.Instant
}

export type Time = { entries: Entry[]; additions: Addition[] }

/** The half-days that an occasion takes somebody, by the review model; meetings by their minutes. */
function workedOut(occasion: Occasion, side: TookPart['side']): number {
  const { half_days, minutes } = occasion
  const each = occasion.each ?? (minutes === null ? [] : [minutes])
  const meeting = each.map(halfDaysOfMeeting).reduce((all, one) => all + one, 0)
  switch (occasion.kind) {
    case 'self-evaluation':
      return 0
    case 'preparation':
      return side === 'host' ? meeting : half_days.before
    case 'visit':
      return half_days.visit * occasion.visit_days
    case 'report':
      return side === 'host' ? 0 : half_days.after
    case 'meeting':
      return meeting
  }
}

const kindOfStage = {
  'self-evaluation': 'meetings',
  preparation: 'preparing',
  visit: 'visiting',
  report: 'writing',
  meeting: 'meetings',
} as const satisfies Record<Occasion['kind'], Kind>

const textOf = ({ person_id, of, occasion_id, stage }: EntryKey) => `${person_id} ${of} ${occasion_id} ${stage}`

/** Every entry once: of what happened, each with its correction, and of corrections whose review no longer knows of the work. */
export function entriesOf(occasions: readonly Occasion[], corrections: readonly Correction[]): Entry[] {
  const said = new Map(corrections.map((correction) => [textOf(correction), correction]))
  const entries = new Map<string, Entry>()
  for (const occasion of occasions)
    for (const person of occasion.people) {
      const entry = entryOf(occasion, person)
      const correction = said.get(textOf(entry))
      const half_days = correction?.half_days ?? entry.worked_out
      if (entry.worked_out === 0 && !correction) continue
      entries.set(textOf(entry), { ...entry, half_days, correction })
    }
  for (const correction of corrections) {
    if (correction.half_days === null || entries.has(textOf(correction))) continue
    const { half_days, done_on: on } = correction
    entries.set(textOf(correction), { ...correction, on, half_days, worked_out: 0, correction })
  }
  return [...entries.values()].sort((a, b) => Temporal.PlainDate.compare(a.on, b.on))
}

function entryOf(occasion: Occasion, person: TookPart): Entry {
  const { of, id, stage, stage_name, group_name, on, programme_id, programme_name } = occasion
  const worked_out = workedOut(occasion, person.side)
  return {
    person_id: person.person_id,
    name: person.name,
    of,
    occasion_id: id,
    stage,
    stage_name,
    group_name,
    school_id: person.school_id,
    school_name: person.school_name,
    kind: person.side === 'host' ? 'hosting' : kindOfStage[occasion.kind],
    on,
    host_school_id: occasion.host_school_id,
    host_school_name: occasion.host_school_name,
    programme_id,
    programme_name,
    worked_out,
    half_days: worked_out,
    correction: undefined,
  }
}

/** Whether somebody may say how long something took: whose time it is, or the head of the school whose time it was. */
export function maySay(
  actor: { person_id: string },
  leads: (schoolId: string) => boolean,
  work: Pick<Work, 'person_id' | 'school_id'>,
): boolean {
  return work.person_id === actor.person_id || (work.school_id !== null && leads(work.school_id))
}

/** Why work cannot be added on a day: it has not been done yet, or is too long ago to be checked by anybody. */
export function whyCannotAdd(on: Temporal.PlainDate, today: Temporal.PlainDate): Refusal | undefined {
  if (Temporal.PlainDate.compare(on, today) > 0)
    return { field: 'done_on', message: 'Enter a day up to today: only what has been done is counted' }
  if (Temporal.PlainDate.compare(on, today.subtract({ years: 3 })) < 0)
    return { field: 'done_on', message: 'Enter a day in the last three years' }
  return undefined
}
