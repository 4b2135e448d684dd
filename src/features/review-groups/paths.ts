/** Where the pages of programmes and review groups are. */
type Place = { key: string }

export const programmesPath = (partnership: Place) => `/${partnership.key}/programmes`
export const programmePath = (partnership: Place, id: string) => `${programmesPath(partnership)}/${id}`
export const formingPath = (partnership: Place, programmeId: string) =>
  `${programmePath(partnership, programmeId)}/forming`
/** Late joiners and groups that fell short. */
export const placingPath = (partnership: Place, programmeId: string) => `${formingPath(partnership, programmeId)}/place`
export const calendarPath = (partnership: Place, programmeId: string) =>
  `${programmePath(partnership, programmeId)}/calendar`
export const healthPath = (partnership: Place, programmeId: string) =>
  `${programmePath(partnership, programmeId)}/health`
export const leadersPath = (partnership: Place, programmeId: string) =>
  `${programmePath(partnership, programmeId)}/leaders`
export const groupsPath = (partnership: Place) => `/${partnership.key}/review-groups`
export const groupPath = (partnership: Place, id: string) => `${groupsPath(partnership)}/${id}`
export const termDatesPath = (partnership: Place) => `/${partnership.key}/term-dates`
