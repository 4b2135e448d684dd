/** Where the pages of a review's planning are; pages of the visit and the report know their own. */
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
