/** Where the pages of leaders are. */
import { leadersPath } from '../review-groups/public.ts'

type Place = { key: string }

export const answerPath = (partnership: Place, programmeId: string, personId: string) =>
  `${leadersPath(partnership, programmeId)}/${personId}`
export const matchPath = (partnership: Place, programmeId: string, matchId: string) =>
  `${leadersPath(partnership, programmeId)}/matches/${matchId}`
