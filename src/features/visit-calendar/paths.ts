/** Where the pages of the calendar are, beside `calendarPath` of the programmes. */
import { z } from 'zod'
import { calendarPath } from '../review-groups/public.ts'

type Place = { key: string }

export const programmeParams = z.object({ partnership: z.string(), programme: z.uuid() })

export const versionPath = (partnership: Place, programme: string, id: string) =>
  `${calendarPath(partnership, programme)}/versions/${id}`
export const proposalPath = (partnership: Place, programme: string, id: string) =>
  `${calendarPath(partnership, programme)}/proposals/${id}`
export const searchPath = (partnership: Place, programme: string, id: string) =>
  `${calendarPath(partnership, programme)}/searches/${id}`
export const blockedDatesPath = (partnership: Place) => `/${partnership.key}/blocked-dates`
