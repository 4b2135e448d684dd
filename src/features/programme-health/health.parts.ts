import { chartFigure } from '../../design/components/chart-figure.ts'
import { emptyState } from '../../design/components/empty-state.ts'
import { scrollable } from '../../design/components/scrollable.ts'
import { type StatusTone, statusTag } from '../../design/components/status-tag.ts'
import { table } from '../../design/components/table.ts'
import { plural, shortDate } from '../../lib/words.ts'
import { type Html, html, nothing } from '../../platform/web/html.ts'
import { shortDays } from '../reviews/public.ts'
import { type Assessed, type State, stateNames, summaryOf } from './health.rules.ts'

const tones: Record<State, StatusTone> = {
  'window-passed': 'problem',
  'day-passed': 'attention',
  'at-risk': 'attention',
  'on-course': 'progress',
  finished: 'done',
  cancelled: 'neutral',
}

const mostUrgent = 10
const rowHeight = 2.6
const longest = 86

/** Reviews by stage, as bars, under the sentence that says how they are. */
export function stagesPicture(all: readonly Assessed[], csvHref: string): Html {
  const counts = [...Map.groupBy(all, ({ review }) => review.stage_name)].map(([name, some]) => ({
    name,
    count: some.length,
  }))
  const most = Math.max(1, ...counts.map(({ count }) => count))
  const title = summaryOf(all)
  const bar = ({ name, count }: { name: string; count: number }, index: number) => {
    const [top, width] = [index * rowHeight, (longest * count) / most]
    return html`<text class="app-bars__name" x="0" y="${top + 1.1}rem">${name}</text>
      <rect class="app-bars__bar" x="0" y="${top + 1.4}rem" width="${width.toFixed(2)}%" height="0.9rem"/>
      <text class="app-bars__figure" x="${(width + 1.5).toFixed(2)}%" y="${top + 2.22}rem">${count}</text>`
  }
  return chartFigure({
    title,
    svg: html`<svg class="app-bars" role="img" aria-label="${title}. Reviews by stage" focusable="false" width="100%" height="${counts.length * rowHeight}rem" xmlns="http://www.w3.org/2000/svg">${counts.map(bar)}</svg>`,
    csvHref,
    table: table({
      caption: 'Reviews by stage',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [{ text: 'Stage' }, { text: 'Reviews', format: 'numeric' }],
      rows: counts.map(({ name, count }) => [{ text: name }, { text: String(count), format: 'numeric' }]),
    }),
  })
}

/** What needs attention today, the most urgent first, with why. */
export function attentionList(urgent: readonly Assessed[], reviewHref: (id: string) => string, allHref: string): Html {
  if (urgent.length === 0) return emptyState('Nothing needs attention today.')
  const item = ({
    review,
    health,
  }: Assessed) => html`<li><a class="govuk-link" href="${reviewHref(review.id)}">${review.host_school_name}</a> ${statusTag(stateNames[health.state], tones[health.state])}
    ${health.reasons.map((reason) => html`<br>${reason}`)}${waits(review.waiting[0], health.reasons)}</li>`
  const rest = urgent.length - mostUrgent
  return html`<ol class="govuk-list govuk-list--number govuk-list--spaced">${urgent.slice(0, mostUrgent).map(item)}</ol>
    ${rest > 0 ? html`<p class="govuk-body"><a class="govuk-link" href="${allHref}">${plural(rest, 'more review')} in the table below</a></p>` : nothing}`
}

function waits(first: { text: string; whom: string } | undefined, told: readonly string[]): Html {
  if (!first) return nothing
  const isTold = told.some((reason) => reason.includes(first.text))
  return html`<br>${isTold ? nothing : html`Next: ${first.text}. `}It waits for ${first.whom}.`
}

/** Every review with its stage, its state, and what waits for whom until when. */
export function reviewTable(shown: readonly Assessed[], reviewHref: (id: string) => string): Html {
  if (shown.length === 0) return emptyState('No review fits what you chose. Choose fewer things.')
  return scrollable(
    table({
      caption: 'Reviews',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: ['School', 'Group', 'Stage', 'State', 'Visit', 'What comes next', 'Waits for', 'By'].map((text) => ({
        text,
      })),
      rows: shown.map(({ review, health }) => {
        const [first] = review.waiting
        return [
          { html: html`<a class="govuk-link" href="${reviewHref(review.id)}">${review.host_school_name}</a>` },
          { text: review.group_name },
          { text: review.stage_name },
          { html: statusTag(stateNames[health.state], tones[health.state]) },
          { text: shortDays(review) },
          { text: first?.text ?? 'Nothing' },
          { text: first?.whom ?? '' },
          { text: first?.due ? shortDate(first.due) : '' },
        ]
      }),
    }),
    'Reviews',
  )
}
