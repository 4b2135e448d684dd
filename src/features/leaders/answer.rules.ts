/** What a leader says for a programme, and what may be said. */
import type { Refusal } from '../../platform/web/form.ts'

export const sectors = ['primary', 'secondary', 'special'] as const
export type Sector = (typeof sectors)[number]
export const sectorNames: Readonly<Record<Sector, string>> = {
  primary: 'Primary schools',
  secondary: 'Secondary schools',
  special: 'Special schools',
}

export const conflictKinds = ['works-there', 'recent-employer', 'governor', 'family', 'other'] as const
export type ConflictKind = (typeof conflictKinds)[number]
export const conflictNames: Readonly<Record<ConflictKind, string>> = {
  'works-there': 'Work there',
  'recent-employer': 'Worked there in the last three years',
  governor: 'Governor there',
  family: 'Family there',
  other: 'Something else',
}

export type Conflict = { school_id: string; kind: ConflictKind; reason: string }

export type Answer = {
  days: number
  sectors: Sector[]
  areas: string[]
  from_school_id: string | null
  note: string
  conflicts: Conflict[]
}

/** An answer as it is kept, with where the leader starts from. */
export type Given = Answer & {
  version: number
  answered_by_name: string
  answered_at: Temporal.Instant
  from_school: string | null
  latitude: number | null
  longitude: number | null
}

/** Days that are funded at the least for each academic year. */
export const fundedDaysAYear = 6

/** The days that are funded at the least over a programme of so many months. */
export function fundedDays(months: number): number {
  return Math.round((months / 12) * fundedDaysAYear)
}

/** The days that supporting a group takes: each of its schools is visited once, with the half-days before and after. */
export function daysFor(
  halfDays: { before: number; visit: number; after: number },
  schools: number,
): { visits: number; each: number; days: number } {
  const each = (halfDays.before + halfDays.visit + halfDays.after) / 2
  return { visits: schools, each, days: schools * each }
}

/** Why an answer cannot be taken; nothing when it can. `known` are the schools of the partnership. */
export function whyCannotAnswer(answer: Answer, known: ReadonlySet<string>): Refusal[] {
  const refusals: Refusal[] = []
  if (answer.from_school_id !== null && !known.has(answer.from_school_id))
    refusals.push({ field: 'from_school_id', message: 'Choose a school of the partnership' })
  for (const [index, { school_id, kind, reason }] of answer.conflicts.entries()) {
    if (!known.has(school_id))
      refusals.push({ field: `conflicts[${index}][school_id]`, message: 'Choose a school of the partnership' })
    else if (answer.conflicts.findIndex((other) => other.school_id === school_id) < index)
      refusals.push({
        field: `conflicts[${index}][school_id]`,
        message: 'This school is named already. Put everything about it in one place',
      })
    if (kind === 'other' && reason === '')
      refusals.push({ field: `conflicts[${index}][reason]`, message: 'Say in a few words what it is' })
  }
  return refusals
}
