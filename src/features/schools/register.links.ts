import { csvRows, UnreadableFile } from '../../lib/csv.ts'
import type { SchoolLink } from './import.rules.ts'
import * as cell from './register.cells.ts'
import type { RegisterRefusal } from './register.ts'

/**
 * Reads the register's list of links (`URN`, `LinkURN`, `LinkType`): which school came after which, by
 * becoming an academy, merging or splitting. Links of other kinds, such as a shared sixth form, are left out.
 */
export async function readLinks(
  source: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<{ links: SchoolLink[] } | { refusal: RegisterRefusal }> {
  const links = new Map<string, SchoolLink>()
  let columns: { urn: number; linked: number; type: number } | undefined
  try {
    for await (const { cells } of csvRows(source, signal ? { signal } : {})) {
      if (!columns) {
        const headings = cells.map((heading) => heading.toLowerCase().replace(/[^a-z]/g, ''))
        columns = {
          urn: headings.indexOf('urn'),
          linked: headings.indexOf('linkurn'),
          type: headings.indexOf('linktype'),
        }
        if (Object.values(columns).includes(-1)) {
          return {
            refusal: {
              message: 'The file of links needs the headings URN, LinkURN and LinkType',
              headings_found: cells,
            },
          }
        }
        continue
      }
      const link = linkFrom(cells[columns.urn] ?? '', cells[columns.linked] ?? '', cells[columns.type] ?? '')
      if (link) links.set(`${link.urn} ${link.next_urn}`, link)
    }
  } catch (error) {
    if (error instanceof UnreadableFile) return { refusal: { message: error.message } }
    throw error
  }
  return { links: [...links.values()] }
}

function linkFrom(urn: string, linked: string, type: string): SchoolLink | undefined {
  const from = cell.urn(urn.trim()).value
  const to = cell.urn(linked.trim()).value
  if (from === null || to === null) return undefined
  if (/^successor/i.test(type)) return { urn: from, next_urn: to }
  if (/^predecessor/i.test(type)) return { urn: to, next_urn: from }
  return undefined
}
