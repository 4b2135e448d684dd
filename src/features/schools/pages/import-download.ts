import { z } from 'zod'
import { csvText } from '../../../lib/csv.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import type { KeptComparison } from '../import.comparison.ts'
import { importById } from '../import.queries.ts'
import { shownChanges } from '../import.words.ts'

const headings = ['What', 'Row', 'URN', 'School', 'Column', 'From', 'To', 'Why']

/** All that an import would do, or did, for a spreadsheet: one line for each school or change. */
export const importDownload = page(
  {
    path: '/:partnership/schools/imports/:import/download',
    allow: 'school:import',
    params: z.object({ partnership: z.string(), import: z.uuid() }),
  },
  async (c) => {
    const one = found(await importById(c.db, c.actor, c.params.import))
    const rows = rowsOf(found(one.comparison))
    return c.download({
      name: `import-${one.started_at.toString().slice(0, 10)}.csv`,
      type: 'text/csv; charset=utf-8',
      body: csvText(headings, rows),
    })
  },
)

type Row = (string | number)[]

function rowsOf(comparison: KeptComparison): Row[] {
  const changes = (what: string, schools: KeptComparison['changed']): Row[] =>
    schools.flatMap(({ urn, name, changes: list }) =>
      shownChanges(list).map(({ label, from, to }) => [what, '', urn, name, label, from, to, '']),
    )
  return [
    ...comparison.added.map(({ row, urn, name }) => ['New', row, urn, name, '', '', '', '']),
    ...changes('Changed', comparison.changed),
    ...changes('Closed', comparison.closed),
    ...changes('Open again', comparison.reopened),
    ...comparison.missing.map(({ urn, name }) => ['Not in the file', '', urn, name, '', '', '', '']),
    ...comparison.unreadable.map(({ row, column, value, reason, left_out }) => [
      left_out ? 'Row left out' : 'Cell left out',
      row,
      '',
      '',
      column,
      value,
      '',
      reason,
    ]),
  ]
}
