/** Where the pages are on which a version is proposed to its schools, answered and confirmed. */
import { formingPath, programmePath } from '../../review-groups/public.ts'
import { versionPath } from '../versions/paths.ts'

type Place = { key: string }

export const proposePath = (partnership: Place, programmeId: string, arrangementId: string) =>
  `${versionPath(partnership, programmeId, arrangementId)}/propose`
export const proposalPath = (partnership: Place, programmeId: string) =>
  `${formingPath(partnership, programmeId)}/proposal`
export const schoolProposalPath = (partnership: Place, programmeId: string, schoolId: string) =>
  `${programmePath(partnership, programmeId)}/schools/${schoolId}/proposal`
