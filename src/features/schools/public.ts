import { kilometresBetween } from '../../lib/coordinates.ts'
import type { School } from './school.queries.ts'

/** What other features may use of schools. */
export { addToLocality, type Locality, localities, makeLocality } from './locality.queries.ts'
export type { School } from './school.queries.ts'
export { schoolById, schoolName, schoolOptions, schoolsByIds, searchSchools } from './school.queries.ts'
export { phaseText } from './school.rules.ts'
export { tasksFor } from './tasks.ts'

/** The distance between two schools in kilometres, as the crow flies; undefined where a place is not known. */
export function kilometresBetweenSchools(
  a: Pick<School, 'latitude' | 'longitude'>,
  b: Pick<School, 'latitude' | 'longitude'>,
): number | undefined {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return undefined
  return kilometresBetween(
    { latitude: a.latitude, longitude: a.longitude },
    { latitude: b.latitude, longitude: b.longitude },
  )
}

/** The path of a school's page. */
export function schoolPath(partnership: { key: string }, schoolId: string): string {
  return `/${partnership.key}/schools/${schoolId}`
}
