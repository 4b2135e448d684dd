import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { table } from '../../../design/components/table.ts'
import { dayAndTime } from '../../../lib/words.ts'
import { type AuditRow, auditEntries } from '../../../platform/audit/audit.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { schoolsByIds } from '../../schools/public.ts'
import { actionWords, detailWords } from '../audit.words.ts'
import { personNames } from '../person.queries.ts'

const perPage = 50
const query = z.object({
  before: z.coerce.number().int().positive().optional().catch(undefined),
  person: z.uuid().optional().catch(undefined),
})

/** Who did what in the partnership, the latest first. */
export const audit = page(
  { path: '/:partnership/audit', allow: 'audit:see', params: z.object({ partnership: z.string() }), query },
  async (c) => {
    const { before, person } = c.query
    const entries = await auditEntries(c.db, {
      limit: perPage + 1,
      ...(before ? { before } : {}),
      ...(person ? { person_id: person } : {}),
    })
    const shown = entries.slice(0, perPage)
    const names = await personNames(
      c.db,
      c.actor,
      shown
        .flatMap(({ person_id, subject_kind, subject_id }) =>
          [person_id, subject_kind === 'person' ? subject_id : null].filter((id) => id !== null),
        )
        .concat(person ?? []),
    )
    const schools = new Map(
      (
        await schoolsByIds(
          c.db,
          c.actor,
          shown.flatMap(({ school_id }) => (school_id ? [school_id] : [])),
        )
      ).map(({ id, name }) => [id, name]),
    )
    const base = `/${c.partnership.key}/audit`
    const last = shown.at(-1)
    const older =
      entries.length > perPage && last
        ? html`<p class="govuk-body"><a class="govuk-link" href="${base}?${String(new URLSearchParams({ before: String(last.number), ...(person ? { person } : {}) }))}">Earlier entries</a></p>`
        : nothing
    const only = person
      ? html`<p class="govuk-body">Only what ${names.get(person) ?? 'one person'} did. <a class="govuk-link" href="${base}">Show everything</a></p>`
      : nothing
    const list =
      shown.length === 0
        ? emptyState('Nothing has been recorded here.')
        : scrollable(entryTable(shown, names, schools, c.partnership.key), 'Record of changes')
    return c.view(
      'Record of changes',
      html`<p class="govuk-body">What changed rights, sharing and publishing. Entries are linked to one another, so that none can be changed or removed without a trace. What people write in evaluations and notes is not here: it keeps its own history.</p>${only}${list}${older}`,
      { wide: true, back: { href: `/${c.partnership.key}`, text: 'Home' } },
    )
  },
)

function entryTable(
  entries: readonly AuditRow[],
  names: ReadonlyMap<string, string>,
  schools: ReadonlyMap<string, string>,
  partnership: string,
): Html {
  const linkTo = (id: string | null) => {
    const name = id ? names.get(id) : undefined
    return name ? html`<a class="govuk-link" href="/${partnership}/people/${id ?? ''}">${name}</a>` : undefined
  }
  return table({
    head: [{ text: 'When' }, { text: 'Who' }, { text: 'What' }, { text: 'Whom or what' }, { text: 'More' }],
    rows: entries.map((entry) => [
      { text: dayAndTime(entry.at) },
      { html: linkTo(entry.person_id) ?? html`The service` },
      { text: actionWords(entry.action) },
      {
        html:
          (entry.subject_kind === 'person' ? linkTo(entry.subject_id) : undefined) ??
          html`${entry.subject_kind.replaceAll('-', ' ')}`,
      },
      {
        text: [entry.school_id ? schools.get(entry.school_id) : undefined, detailWords(entry.detail)]
          .filter(Boolean)
          .join('. '),
      },
    ]),
  })
}
