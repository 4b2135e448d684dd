/** Draws the parts of a report on a page: the same for the report, the draft that is commented on, and a shared copy. */
import { scrollable } from '../../../design/components/scrollable.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { table } from '../../../design/components/table.ts'
import type { Block, Text } from '../../../platform/documents/pdf.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import type { ReportContent } from './report.ts'
import { agreedInWords, factsOf, isEmptyPart, paragraphsOf, partsOfReport, type ReportPart } from './report-parts.ts'
import { type SectionKey, sectionKeys, summarySections } from './summary.rules.ts'

/** What stands below a part of the report, such as its comments and the links to edit it; nothing in a shared copy. */
export type Beside = {
  section(key: SectionKey): Html
  finding(kind: 'strength' | 'area-to-develop', index: number): Html
  steps: Html
}

const nothingBeside: Beside = { section: () => nothing, finding: () => nothing, steps: nothing }

/** The body of a report. */
export function reportBody(report: ReportContent, beside: Beside = nothingBeside): Html {
  const facts = factsOf(report).map(({ term, description }) => html`<div><dt>${term}</dt><dd>${description}</dd></div>`)
  const agreed = agreedInWords(report)
  return html`<div class="app-report">
<dl class="app-facts">${facts}<div><dt>Status</dt><dd>${agreed ?? statusTag('Draft, not agreed yet', 'attention')}</dd></div></dl>
${partsOfReport(report).map((part) => partOnPage(part, beside))}
</div>`
}

/** Typed text as paragraphs, with its line breaks kept. */
export function prose(text: string): Html {
  return html`${paragraphsOf(text).map((paragraph) => html`<p class="govuk-body app-kept-lines">${paragraph}</p>`)}`
}

/** The id of a finding on the page of its report. */
export function findingAnchor(kind: 'strength' | 'area-to-develop', index: number): string {
  return `${kind}-${index + 1}`
}

const isSection = (at: ReportPart['at']): at is SectionKey => sectionKeys.some((key) => key === at)

function partOnPage(part: ReportPart, beside: Beside): Html {
  const { at } = part
  const below = isSection(at) ? beside.section(at) : at === 'next-steps' ? beside.steps : nothing
  const isFindings = at === 'strength' || at === 'area-to-develop'
  // A part without words is there for those who can write it; a reader looks for findings, and is told of none.
  if (isEmptyPart(part) && below === nothing && !isFindings) return nothing
  const hint = isSection(at) ? `Nothing written yet. ${summarySections[at].prompt}` : 'None yet.'
  return html`<section id="${isSection(at) ? `section-${at}` : `part-${at}`}"><h2 class="govuk-heading-m">${part.heading}</h2>
${isEmptyPart(part) ? html`<p class="govuk-body govuk-hint">${hint}</p>` : part.body.map((block) => onPage(block, part.heading))}
${
  isFindings
    ? part.findings.map(
        (one, index) =>
          html`<article class="app-finding app-finding--${at}" id="${findingAnchor(at, index)}"><h3 class="govuk-heading-s">${one.heading}</h3>${one.body.map((block) => onPage(block, one.heading))}
${beside.finding(at, index)}</article>`,
      )
    : nothing
}${below}</section>`
}

/** The kinds of block of which reports are made. */
function onPage(block: Block, about: string): Html {
  switch (block.kind) {
    case 'paragraph':
      return html`<p class="${isAside(block.text) ? 'app-finding__source' : 'govuk-body app-kept-lines'}">${inline(block.text)}</p>`
    case 'quote':
      return html`<blockquote class="app-finding__challenge"><p class="govuk-body app-kept-lines">${inline(block.text)}</p>${block.attribution ? html`<p class="app-finding__source">${block.attribution}</p>` : nothing}</blockquote>`
    case 'list':
      return block.ordered
        ? html`<ol class="govuk-list govuk-list--number">${block.items.map((item) => html`<li>${inline(item)}</li>`)}</ol>`
        : html`<ul class="govuk-list govuk-list--bullet">${block.items.map((item) => html`<li>${inline(item)}</li>`)}</ul>`
    case 'table':
      return scrollable(
        table({
          head: block.headings.map((text) => ({ text })),
          rows: block.rows.map((row) => row.map((cell) => ({ html: inline(cell), classes: 'app-kept-lines' }))),
        }),
        about,
      )
    default:
      throw new Error(`a report on a page has no ${block.kind}`)
  }
}

/** Said of a text rather than in it: all of it set off. */
const isAside = (text: Text) =>
  typeof text !== 'string' && text.every((run) => typeof run !== 'string' && !('link' in run))

function inline(text: Text): Html {
  if (typeof text === 'string') return html`${text}`
  const aside = isAside(text)
  return html`${text.map((run) => {
    if (typeof run === 'string') return html`${run}`
    if ('strong' in run) return html`<strong>${run.strong}</strong>`
    if ('emphasis' in run) return aside ? html`${run.emphasis}` : html`<em>${run.emphasis}</em>`
    return html`<a class="govuk-link" href="${run.link}">${run.text}</a>`
  })}`
}
