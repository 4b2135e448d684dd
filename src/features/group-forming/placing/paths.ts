/** Where a late joiner is added to its group at once. */
import { placingPath } from '../../review-groups/public.ts'

export const addNowPath = (partnership: { key: string }, programmeId: string, key: string) =>
  `${placingPath(partnership, programmeId)}/add?choice=${key}`
