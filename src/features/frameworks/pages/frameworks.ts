import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { table } from '../../../design/components/table.ts'
import { dayOf } from '../../../lib/clock.ts'
import { longDate, plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { type EditionState, stateOf } from '../../edition.ts'
import { page } from '../../page.ts'
import { type FrameworkSummary, frameworksFor } from '../framework.queries.ts'
import { frameworkPath } from './framework-view.ts'

const day = (moment: Temporal.Instant) => longDate(dayOf(moment))

const sections: { state: EditionState; heading: string; note: string; date: string }[] = [
  {
    state: 'published',
    heading: 'In use',
    note: 'Schools can choose these for a self-evaluation. A published edition never changes.',
    date: 'Published',
  },
  { state: 'draft', heading: 'Drafts', note: 'Only people who manage frameworks see these.', date: 'Last changed' },
  {
    state: 'retired',
    heading: 'Retired',
    note: 'These can no longer be chosen. Self-evaluations that began with one keep it.',
    date: 'Retired',
  },
]

/** Every framework of the partnership that this person may see. */
export const frameworks = page(
  { path: '/:partnership/frameworks', allow: 'framework:see', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const all = await frameworksFor(c.db, c.actor)
    const manages = c.can('framework:manage')
    const base = `/${c.partnership.key}/frameworks`
    const load = manages
      ? button({ text: 'Load a framework', href: `${base}/load`, classes: 'govuk-button--secondary' })
      : nothing
    const lists = sections.map((section) => {
      const rows = all.filter((row) => stateOf(row) === section.state)
      return rows.length === 0 ? nothing : listOf(c.partnership.key, section, rows)
    })
    const empty = manages
      ? emptyState(
          'There is no framework yet. Load one from a file, or start with the one that comes with Schoolfellow.',
          { href: `${base}/load`, text: 'Load a framework' },
        )
      : emptyState('There is no framework yet. When your partnership publishes one, it appears here.')
    return c.view(
      'Frameworks',
      html`<p class="govuk-body">A framework is what schools evaluate themselves against: areas, statements, and what each point of the scale looks like.</p>
${all.length === 0 ? empty : html`${load}${lists}`}`,
    )
  },
)

function listOf(partnershipKey: string, section: (typeof sections)[number], rows: FrameworkSummary[]): Html {
  const cells = rows.map((row) => [
    {
      html: html`<a class="govuk-link" href="${frameworkPath(partnershipKey, row.id)}">${row.title}<span class="govuk-visually-hidden">, edition ${row.edition}</span></a>`,
    },
    { text: row.edition },
    { text: `${plural(row.areas, 'area')}, ${plural(row.statements, 'statement')}` },
    { text: dateOf(row, section.state) },
    {
      text:
        section.state === 'draft'
          ? (row.updated_by_name ?? 'Schoolfellow')
          : plural(row.evaluations, 'self-evaluation'),
    },
  ])
  const last = section.state === 'draft' ? 'Changed by' : 'Used by'
  const head = ['Framework', 'Edition', 'Size', section.date, last].map((text) => ({ text }))
  return html`<h2 class="govuk-heading-m">${section.heading}</h2><p class="govuk-body">${section.note}</p>
${scrollable(table({ caption: section.heading, captionClasses: 'govuk-visually-hidden', head, rows: cells }), section.heading)}`
}

function dateOf(row: FrameworkSummary, state: EditionState): string {
  if (state === 'draft') return day(row.updated_at)
  const moment = state === 'published' ? row.published_at : row.retired_at
  return moment ? day(moment) : ''
}
