/** Draws the parts of a report on a page: the same for the report, the draft that is commented on, and a shared copy. */
import { statusTag } from '../../../design/components/status-tag.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { blockOnPage } from '../document-view.ts'
import type { ReportContent } from './report.ts'
import { agreedInWords, factsOf, isEmptyPart, partsOfReport, type ReportPart } from './report-parts.ts'
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
${isEmptyPart(part) ? html`<p class="govuk-body govuk-hint">${hint}</p>` : part.body.map((block) => blockOnPage(block, part.heading))}
${
  isFindings
    ? part.findings.map(
        (one, index) =>
          html`<article class="app-finding app-finding--${at}" id="${findingAnchor(at, index)}"><h3 class="govuk-heading-s">${one.heading}</h3>${one.body.map((block) => blockOnPage(block, one.heading))}
${beside.finding(at, index)}</article>`,
      )
    : nothing
}${below}</section>`
}
