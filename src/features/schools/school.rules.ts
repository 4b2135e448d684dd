/** Words on screen for what the register says about a school. */
export const statusNames = { open: 'Open', closed: 'Closed', proposed: 'Proposed' } as const

export type SchoolStatus = keyof typeof statusNames

export function isSchoolStatus(text: string): text is SchoolStatus {
  return text in statusNames
}

export function statusName(status: string): string {
  return isSchoolStatus(status) ? statusNames[status] : status
}

/** Colours that go with a status; the words say the same. */
export function statusTone(status: string): 'done' | 'neutral' | 'info' {
  if (status === 'open') return 'done'
  return status === 'closed' ? 'neutral' : 'info'
}

/** The smallest number of pupils that is shown as it is. Below it, a number could point to a child. */
const smallestShown = 5

/** A number of pupils as it may be shown: none, "fewer than 5", or the number. */
export function protectedCount(count: number | null): string {
  if (count === null) return ''
  return count > 0 && count < smallestShown ? `fewer than ${smallestShown}` : String(count)
}

/** "4 to 11", as far as the ages are known. */
export function ageRange(school: { age_low: number | null; age_high: number | null }): string {
  const { age_low: low, age_high: high } = school
  if (low === null || high === null) return low === null ? (high === null ? '' : `up to ${high}`) : `from ${low}`
  return `${low} to ${high}`
}

/** What a school has for children with special educational needs, beyond its ordinary classes. */
export function provisionText(school: { sen_unit: boolean; resourced_provision: boolean }): string {
  if (school.sen_unit && school.resourced_provision) return 'A SEN unit and a resourced provision'
  if (school.sen_unit) return 'A SEN unit'
  return school.resourced_provision ? 'A resourced provision' : 'None recorded'
}

/** The phase as people say it. The register calls special schools, units and independents "Not applicable". */
export function phaseText(school: { phase: string; type: string }): string {
  if (school.phase !== '' && school.phase !== 'Not applicable') return school.phase
  if (/special/i.test(school.type)) return 'Special'
  if (/pupil referral|alternative provision/i.test(school.type)) return 'Alternative provision'
  return /independent/i.test(school.type) ? 'Independent' : unknownPhase
}

const unknownPhase = 'Not known'

/** A school in one line, told apart from others of its name. */
export function schoolLine(school: {
  name: string
  phase: string
  type: string
  district: string
  postcode: string
  status: string
}): string {
  const parts = [phaseText(school), school.district, school.postcode].filter(
    (part) => part !== '' && part !== unknownPhase,
  )
  if (school.status !== 'open') parts.push(statusName(school.status).toLowerCase())
  return `${school.name} (${parts.join(', ')})`
}
