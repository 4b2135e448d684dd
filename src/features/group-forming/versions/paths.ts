/** Where the pages are on which groups are looked for and versions of them are seen. */
import { formingPath } from '../../review-groups/public.ts'

type Place = { key: string }

export const versionPath = (partnership: Place, programmeId: string, arrangementId: string) =>
  `${formingPath(partnership, programmeId)}/versions/${arrangementId}`
/** The start of a search; `from` is the version whose locks it keeps. */
export const findPath = (partnership: Place, programmeId: string, from?: string) =>
  `${formingPath(partnership, programmeId)}/search${from ? `?from=${from}` : ''}`
export const searchPath = (partnership: Place, programmeId: string, searchId: string) =>
  `${formingPath(partnership, programmeId)}/searches/${searchId}`
export const comparePath = (partnership: Place, programmeId: string, one?: string, other?: string) =>
  `${formingPath(partnership, programmeId)}/compare${one && other ? `?one=${one}&other=${other}` : ''}`
