/** Where the pages of time are, and what their addresses carry. */
import { z } from 'zod'

type Place = { key: string }

export const timeParams = z.object({ partnership: z.string() })
export const personParams = timeParams.extend({ person: z.uuid() })
/** The academic year that is looked at, by the year in which it begins. */
export const yearQuery = z.object({ year: z.coerce.number().int().min(1990).max(2200).optional().catch(undefined) })

const inYear = (year?: number) => (year === undefined ? '' : `?year=${year}`)

export const timePath = (partnership: Place, year?: number) => `/${partnership.key}/time${inYear(year)}`
export const personTimePath = (partnership: Place, personId: string, year?: number) =>
  `${timePath(partnership)}/${personId}${inYear(year)}`
export const entryPath = (partnership: Place, entry: { person_id: string; occasion_id: string; stage: string }) =>
  `${personTimePath(partnership, entry.person_id)}/stages/${entry.occasion_id}/${entry.stage}`
export const addPath = (partnership: Place, personId: string) => `${personTimePath(partnership, personId)}/add`
export const additionPath = (partnership: Place, personId: string, id: string) =>
  `${personTimePath(partnership, personId)}/added/${id}`
export const schoolTimePath = (partnership: Place, schoolId: string, year?: number) =>
  `/${partnership.key}/schools/${schoolId}/time${inYear(year)}`
export const overviewPath = (partnership: Place, year?: number) => `/${partnership.key}/time/schools${inYear(year)}`
