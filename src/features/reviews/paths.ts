/** Where the pages of reviews are, and what their addresses carry. */
import { z } from 'zod'

export const reviewParams = z.object({ partnership: z.string(), review: z.uuid() })

export function reviewsPath(partnership: { key: string }): string {
  return `/${partnership.key}/reviews`
}

export function reviewPath(partnership: { key: string }, id: string): string {
  return `${reviewsPath(partnership)}/${id}`
}

export const meetingPages = {
  'pre-review': 'plan-pre-review',
  'follow-up': 'plan-follow-up',
  'check-in': 'plan-check-in',
} as const
