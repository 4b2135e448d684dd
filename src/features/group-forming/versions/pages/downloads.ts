import { z } from 'zod'
import { csvText } from '../../../../lib/csv.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { groundFor } from '../../by-hand/hand.queries.ts'

const params = z.object({ partnership: z.string(), programme: z.uuid(), arrangement: z.uuid() })

/** The groups of a version as a table for a spreadsheet: a row for each school. */
export const downloadGroups = page(
  {
    path: '/:partnership/programmes/:programme/forming/versions/:arrangement/groups',
    allow: 'programme:manage',
    params,
  },
  async (c) => {
    const { arrangement, facts } = found(await groundFor(c.db, c.actor, c.params.programme, c.params.arrangement))
    const known = new Map(facts.schools.map((school) => [school.id, school]))
    const rows = arrangement.groups.flatMap((group, index) =>
      group.school_ids.map((id) => {
        const school = known.get(id)
        return [index + 1, group.name, school?.urn, school?.name, school?.phase, school?.district, school?.trust]
      }),
    )
    return c.download({
      name: `groups-version-${arrangement.number}.csv`,
      type: 'text/csv; charset=utf-8',
      body: csvText(['Number', 'Group', 'URN', 'School', 'Phase', 'District', 'Trust'], rows),
    })
  },
)

/** The problem that a version answers, as `schoolfellow form-groups` reads it. */
export const downloadProblem = page(
  {
    path: '/:partnership/programmes/:programme/forming/versions/:arrangement/problem',
    allow: 'programme:manage',
    params,
  },
  async (c) => {
    const { arrangement, problem } = found(await groundFor(c.db, c.actor, c.params.programme, c.params.arrangement))
    return c.download({
      name: `groups-version-${arrangement.number}.json`,
      type: 'application/json; charset=utf-8',
      body: `${JSON.stringify(found(problem), undefined, 1)}\n`,
    })
  },
)
