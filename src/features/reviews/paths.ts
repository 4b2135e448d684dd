/** Where the pages of reviews are, and what their addresses carry. */
import { z } from 'zod'
import { groupPath } from '../review-groups/public.ts'

export const reviewParams = z.object({ partnership: z.string(), review: z.uuid() })

export function reviewsPath(partnership: { key: string }): string {
  return `/${partnership.key}/reviews`
}

export function reviewPath(partnership: { key: string }, id: string): string {
  return `${reviewsPath(partnership)}/${id}`
}

/** Where the meeting of a stage is arranged, or another day is chosen for it. */
export function planMeetingPath(review: string, stage: string): string {
  return `${review}/plan/${stage}`
}

/** A meeting of a whole group: when it is, and what came of it. */
export function groupMeetingPath(partnership: { key: string }, groupId: string, stage: string): string {
  return `${groupPath(partnership, groupId)}/meetings/${stage}`
}
