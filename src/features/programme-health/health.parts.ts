import { button } from '../../design/components/button.ts'
import { chartFigure } from '../../design/components/chart-figure.ts'
import { checkboxes } from '../../design/components/checkboxes.ts'
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

const mostUrgent = 20
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

/** Where somebody can be reminded of what a review waits for, if anybody can, and who was reminded lately. */
export type RowReminders = { href: string | undefined; said: string[] }
type Links = { reviewHref: (id: string) => string; reminders: (one: Assessed) => RowReminders; here: string }

/** What needs attention today, the most urgent first, with why. Some are ticked to send reminders from them together. */
export function attentionList(urgent: readonly Assessed[], { reviewHref, reminders, here }: Links): Html {
  if (urgent.length === 0) return emptyState('Nothing needs attention today.')
  const shown = urgent.slice(0, mostUrgent).map((one) => ({ ...one, ...reminders(one) }))
  const rest = urgent.length - mostUrgent
  const item = (one: (typeof shown)[number]) => {
    const { review, health, href, said } = one
    const name = html`${review.host_school_name} ${statusTag(stateNames[health.state], tones[health.state])}`
    const why = html`${health.reasons.map((reason) => html`${reason}<br>`)}${waits(review.waiting[0], health.reasons)}${said.map((text) => html`${text}<br>`)}<a class="govuk-link" href="${reviewHref(review.id)}">See the review<span class="govuk-visually-hidden"> of ${review.host_school_name}</span></a>`
    return href ? tickable(review.id, name, why) : html`<li><strong>${name}</strong><br>${why}</li>`
  }
  const list = html`<ul class="govuk-list app-attention">${shown.map(item)}</ul>`
  const form = html`<p class="govuk-body app-no-print">Tick the reviews that somebody should be reminded of. You read every email before it is sent.</p>
    <form method="get" action="${here}/remind">${list}${button({ text: 'Send reminders for what is ticked', classes: 'govuk-button--secondary app-no-print' })}</form>`
  return html`${shown.some(({ href }) => href) ? form : list}
    ${rest > 0 ? html`<p class="govuk-body"><a class="govuk-link" href="${here}#reviews">${plural(rest, 'more review')} in the table below</a></p>` : nothing}`
}

function tickable(id: string, name: Html, why: Html): Html {
  return html`<li>${checkboxes({
    name: 'review',
    classes: 'govuk-checkboxes--small',
    items: [{ id: `review-${id}`, value: id, html: name, hint: { html: why } }],
  })}</li>`
}

function waits(first: { text: string; whom: string } | undefined, told: readonly string[]): Html {
  if (!first) return nothing
  const isTold = told.some((reason) => reason.includes(first.text))
  return html`${isTold ? nothing : html`Next: ${first.text}. `}It waits for ${first.whom}.<br>`
}

/** Every review with its stage, its state, and what waits for whom until when. */
export function reviewTable(
  shown: readonly Assessed[],
  reviewHref: (id: string) => string,
  reminders: (one: Assessed) => RowReminders,
): Html {
  if (shown.length === 0) return emptyState('No review fits what you chose. Choose fewer things.')
  return scrollable(
    table({
      caption: 'Reviews',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: ['School', 'Group', 'Stage', 'State', 'Visit', 'What comes next', 'Waits for', 'By', 'Reminder'].map(
        (text) => ({
          text,
        }),
      ),
      rows: shown.map((one) => {
        const { review, health } = one
        const [first] = review.waiting
        const { href } = reminders(one)
        return [
          { html: html`<a class="govuk-link" href="${reviewHref(review.id)}">${review.host_school_name}</a>` },
          { text: review.group_name },
          { text: review.stage_name },
          { html: statusTag(stateNames[health.state], tones[health.state]) },
          { text: shortDays(review) },
          { text: first?.text ?? 'Nothing' },
          { text: first?.whom ?? '' },
          { text: first?.due ? shortDate(first.due) : '' },
          {
            html: href
              ? html`<a class="govuk-link" href="${href}">Send<span class="govuk-visually-hidden"> a reminder: ${review.host_school_name}</span></a>`
              : nothing,
          },
        ]
      }),
    }),
    'Reviews',
  )
}
