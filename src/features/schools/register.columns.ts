import { isGiven } from './register.cells.ts'

/**
 * Which column of a register is which. The official headings changed over the years and other lists
 * write them in their own way, so a heading is compared without case, spaces and marks, and a year at
 * its end (`pupils_2022`) is set aside. Columns about people, such as head teachers, are not in the
 * table and therefore never read.
 */
export type RegisterColumn = keyof typeof knownHeadings

const knownHeadings = {
  urn: ['urn'],
  name: ['establishmentname', 'schoolname', 'name', 'school'],
  la_code: ['lacode', 'localauthoritycode', 'la'],
  laestab: ['laestab', 'dfenumber'],
  la_name: ['laname', 'localauthorityname', 'localauthority'],
  phase: ['phaseofeducationname', 'phaseofeducation', 'educationphase', 'phase'],
  type: ['typeofestablishmentname', 'typeofestablishment', 'establishmenttype', 'schooltype', 'type'],
  trust: ['trustsname', 'trustname', 'trust'],
  district: [
    'districtadministrativename',
    'districtadministrative',
    'administrativedistrict',
    'districtname',
    'district',
  ],
  ward: ['administrativewardname', 'administrativeward', 'ward'],
  postcode: ['postcode'],
  easting: ['easting'],
  northing: ['northing'],
  latitude: ['latitude', 'lat'],
  longitude: ['longitude', 'lon', 'lng', 'long'],
  pupils: ['numberofpupils', 'pupils'],
  sen_support: ['sensupport', 'sensupportn'],
  ehc_plans: ['ehcplans', 'ehcp', 'ehcpn'],
  provision: ['typeofresourcedprovisionname', 'typeofresourcedprovision'],
  sen_unit: ['senunit', 'senunitonroll', 'senunitcapacity'],
  resourced_provision: ['resourcedprovision', 'resourcedprovisiononroll', 'resourcedprovisioncapacity'],
  status: ['establishmentstatusname', 'establishmentstatus', 'status'],
  opened_on: ['opendate', 'openingdate', 'openedon'],
  closed_on: ['closedate', 'closingdate', 'closedon'],
  age_low: ['statutorylowage', 'statutorylowestage', 'agelow'],
  age_high: ['statutoryhighage', 'statutoryhighestage', 'agehigh'],
  gender: ['gendername', 'gender'],
  website: ['schoolwebsite', 'websiteaddress', 'website'],
  predecessor_urns: ['predecessorurn', 'predecessorurns'],
} as const

/** The columns that hold one field, best first, each with its place in the row and its own heading. */
export type Column = { index: number; heading: string }
export type RegisterColumns = Record<RegisterColumn, Column[]>

/** Finds the columns of a register from its headings. The latest year of a repeated column comes first. */
export function findColumns(headings: readonly string[]): RegisterColumns {
  const read = headings.map((heading, index) => ({ index, heading: heading.trim(), ...plainHeading(heading) }))
  const columns = Object.entries(knownHeadings).map(([field, names]) => {
    const order: readonly string[] = names
    const found = read
      .filter(({ plain }) => order.includes(plain))
      .sort((a, b) => b.year.localeCompare(a.year) || order.indexOf(a.plain) - order.indexOf(b.plain))
    return [field, found.map(({ index, heading }) => ({ index, heading }))]
  })
  return Object.fromEntries(columns)
}

function plainHeading(heading: string): { plain: string; year: string } {
  const lower = heading.trim().toLowerCase()
  const year = /_((?:19|20)\d\d(?:[_-]\d\d)?)$/.exec(lower)
  const name = year ? lower.slice(0, year.index) : lower
  return { plain: name.replace(/[^a-z0-9]/g, ''), year: year?.[1] ?? '9999' }
}

/** The first given value among the columns that hold a field, without the spaces around it. */
export function cellOf(cells: readonly string[], columns: readonly Column[]): string {
  for (const { index } of columns) {
    const value = cells[index]?.trim() ?? ''
    if (isGiven(value)) return value
  }
  return cells[columns[0]?.index ?? -1]?.trim() ?? ''
}

/** What a file must have, in the words of today's official file. */
export const essentialHeadings = ['URN', 'EstablishmentName', 'LA (code) or LA (name)']

/** The essential headings that are not there. */
export function missingHeadings(columns: RegisterColumns): string[] {
  const found = [columns.urn.length, columns.name.length, columns.la_code.length + columns.la_name.length]
  return essentialHeadings.filter((_, index) => found[index] === 0)
}
