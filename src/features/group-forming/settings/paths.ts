/** Where the pages are on which a programme's groups are prepared. */
import { formingPath, programmePath } from '../../review-groups/public.ts'

type Place = { key: string }

export const preferencesPath = (partnership: Place, programmeId: string, schoolId: string) =>
  `${programmePath(partnership, programmeId)}/schools/${schoolId}/preferences`
export const askPath = (partnership: Place, programmeId: string) => `${formingPath(partnership, programmeId)}/ask`
export const rulesPath = (partnership: Place, programmeId: string) => `${formingPath(partnership, programmeId)}/rules`
export const aimsPath = (partnership: Place, programmeId: string) => `${formingPath(partnership, programmeId)}/aims`
export const travelTimesPath = (partnership: Place, programmeId: string) =>
  `${formingPath(partnership, programmeId)}/travel-times`
