import { longDate, plural } from '../../lib/words.ts'
import type { KeptChange, KeptComparison, KeptValue } from './import.comparison.ts'
import type { RegisterField } from './import.rules.ts'
import { authorityFrom } from './local-authorities.ts'
import { protectedCount, statusName } from './school.rules.ts'

/** What a field of the register is called on screen. */
export const fieldNames: Record<RegisterField, string> = {
  name: 'Name',
  phase: 'Phase',
  type: 'Type',
  trust: 'Trust',
  la_code: 'Local authority number',
  la_name: 'Local authority',
  district: 'District',
  ward: 'Ward',
  postcode: 'Postcode',
  easting: 'Easting',
  northing: 'Northing',
  latitude: 'Latitude',
  longitude: 'Longitude',
  pupils: 'Pupils',
  sen_support: 'Pupils with SEN support',
  ehc_plans: 'Pupils with an EHC plan',
  sen_unit: 'SEN unit',
  resourced_provision: 'Resourced provision',
  status: 'Status',
  opened_on: 'Opened',
  closed_on: 'Closes',
  age_low: 'Lowest age',
  age_high: 'Highest age',
  gender: 'Boys or girls',
  website: 'Website',
}

/** A value of the register as it may be shown: small numbers of pupils stay hidden here too. */
export function shownValue(field: RegisterField, value: KeptValue): string {
  if (value === null || value === '') return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if ((field === 'sen_support' || field === 'ehc_plans') && typeof value === 'number') return protectedCount(value)
  if (field === 'status') return statusName(String(value))
  if ((field === 'opened_on' || field === 'closed_on') && typeof value === 'string')
    return longDate(Temporal.PlainDate.from(value))
  return String(value)
}

export type ShownChange = { label: string; from: string; to: string }

/**
 * The changes of one school in the words and the order of a person: the four numbers of a place are
 * one change, and so are the number and the name of an authority.
 */
export function shownChanges(changes: readonly KeptChange[]): ShownChange[] {
  const byField = new Map(changes.map((change) => [change.field, change]))
  const grid = pair(byField.get('easting'), byField.get('northing'))
  const shown = changes.flatMap(({ field, from, to }): ShownChange[] => {
    if (placeFields.has(field) || (field === 'la_code' && byField.has('la_name'))) return []
    return [{ label: fieldNames[field], from: shownValue(field, from), to: shownValue(field, to) }]
  })
  const degrees = pair(byField.get('latitude'), byField.get('longitude'))
  if (grid) return [...shown, { label: 'Easting and northing', ...grid }]
  return degrees ? [...shown, { label: 'Latitude and longitude', ...degrees }] : shown
}

const placeFields = new Set<RegisterField>(['easting', 'northing', 'latitude', 'longitude'])

/** Two numbers of a place as one text; a dash stands for the one that stays. */
function pair(first: KeptChange | undefined, second: KeptChange | undefined): { from: string; to: string } | undefined {
  if (!first && !second) return undefined
  const side = (which: 'from' | 'to') => {
    const values = [first?.[which], second?.[which]]
    if (values.every((value) => value === null || value === undefined)) return 'none'
    return values.map((value) => (typeof value === 'number' ? String(Math.round(value * 1e5) / 1e5) : '–')).join(', ')
  }
  return { from: side('from'), to: side('to') }
}

/** The names of the authorities that an import is for, as the given list (the file's, or the stored schools') or the national one has them. */
export function authorityNames(
  authorities: readonly string[],
  listed: readonly { code: string | null; name: string | null }[],
): string[] {
  return authorities.map((text) => {
    const known = listed.find(({ code, name }) => code === text || name === text)
    return known?.name ?? authorityFrom(text).name ?? text
  })
}

/** The groups of a comparison, in the order in which people are told of them. */
export function groupsOf(
  comparison: KeptComparison,
): { id: string; heading: string; count: number; consequence: string }[] {
  return [
    { id: 'added', heading: 'New schools', count: comparison.added.length, consequence: 'will be added' },
    { id: 'changed', heading: 'Changed', count: comparison.changed.length, consequence: 'will be updated' },
    {
      id: 'closed',
      heading: 'Closed',
      count: comparison.closed.length,
      consequence: 'will be marked as closed; nothing of theirs is lost',
    },
    { id: 'reopened', heading: 'Open again', count: comparison.reopened.length, consequence: 'will be marked as open' },
    {
      id: 'missing',
      heading: 'In your list, not in the file',
      count: comparison.missing.length,
      consequence: 'stay as they are',
    },
    {
      id: 'unreadable',
      heading: 'Could not be read',
      count: comparison.unreadable_count,
      consequence: 'are left out, row by row or cell by cell',
    },
  ]
}

/** What is not told school by school: how many stay as they are, and what the file has besides. */
export function restOf(comparison: KeptComparison): string[] {
  const { unchanged_count, closed_before, not_schools } = comparison
  return [
    ...(unchanged_count > 0
      ? [
          `${plural(unchanged_count, 'school')} in your list ${unchanged_count === 1 ? 'is' : 'are'} the same in the file.`,
        ]
      : []),
    ...(closed_before > 0
      ? [
          `${plural(closed_before, 'school')} in the file closed before you had ${closed_before === 1 ? 'it' : 'them'}, and will not be brought in.`,
        ]
      : []),
    ...(not_schools > 0
      ? [
          `${plural(not_schools, 'entry', 'entries')} in the file ${not_schools === 1 ? 'is' : 'are'} not schools, such as children’s centres, and will not be brought in.`,
        ]
      : []),
  ]
}
