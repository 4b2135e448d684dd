import { z } from 'zod'
import { csvText } from '../../../lib/csv.ts'
import { page } from '../../page.ts'
import { localitiesBySchool } from '../locality.queries.ts'
import { searchSchools } from '../school.queries.ts'
import { phaseText, protectedCount, statusName } from '../school.rules.ts'
import { searchQuery } from './school-list.ts'

const headings = [
  'URN',
  'Name',
  'Phase',
  'Type',
  'Trust',
  'Local authority',
  'District',
  'Ward',
  'Postcode',
  'Status',
  'Opened',
  'Closed',
  'Lowest age',
  'Highest age',
  'Gender',
  'Pupils',
  'SEN support',
  'EHC plans',
  'SEN unit',
  'Resourced provision',
  'Latitude',
  'Longitude',
  'Website',
  'Localities',
]

const mostRows = 30_000

/** The list of schools as it was narrowed, for a spreadsheet. */
export const schoolExport = page(
  {
    path: '/:partnership/schools/export',
    allow: 'school:see',
    params: z.object({ partnership: z.string() }),
    query: searchQuery,
  },
  async (c) => {
    const { schools } = await searchSchools(c.db, c.actor, c.query, { limit: mostRows })
    const places = await localitiesBySchool(c.db, c.actor)
    const rows = schools.map((school) => [
      school.urn,
      school.name,
      phaseText(school),
      school.type,
      school.trust,
      school.local_authority_name,
      school.district,
      school.ward,
      school.postcode,
      statusName(school.status),
      school.opened_on?.toString(),
      school.closed_on?.toString(),
      school.age_low,
      school.age_high,
      school.gender,
      school.pupils,
      protectedCount(school.sen_support),
      protectedCount(school.ehc_plans),
      yesOrNo(school.sen_unit),
      yesOrNo(school.resourced_provision),
      school.latitude,
      school.longitude,
      school.website,
      places.get(school.id)?.join('; '),
    ])
    return c.download({
      name: `schools-${c.partnership.key}-${c.today.toString()}.csv`,
      type: 'text/csv; charset=utf-8',
      body: csvText(headings, rows),
    })
  },
)

function yesOrNo(value: boolean): string {
  return value ? 'Yes' : 'No'
}
