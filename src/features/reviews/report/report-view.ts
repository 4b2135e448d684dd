/** Draws a report: the same for the page, the draft that is commented on, and a shared copy. */

import { statusTag } from '../../../design/components/status-tag.ts'
import { longDate } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { paragraphsOf, type ReportContent } from './report.ts'
import { type SectionKey, summarySections } from './summary.rules.ts'

/** What stands below a part of the report, such as its comments and the links to edit it; nothing in a shared copy. */
export type Beside = {
  section(key: SectionKey): Html
  finding(kind: 'strength' | 'area-to-develop', index: number): Html
  steps: Html
}

const nothingBeside: Beside = { section: () => nothing, finding: () => nothing, steps: nothing }

/** The body of a report. */
export function reportBody(report: ReportContent, beside: Beside = nothingBeside): Html {
  const day = (iso: string) => longDate(Temporal.PlainDate.from(iso))
  return html`<div class="app-report">
<dl class="app-facts"><div><dt>School</dt><dd>${report.school.name}</dd></div><div><dt>Programme</dt><dd>${report.programme}</dd></div>${
    report.visit_on ? html`<div><dt>Visit</dt><dd>${day(report.visit_on)}</dd></div>` : nothing
  }<div><dt>Status</dt><dd>${report.agreed_on ? html`Agreed on ${day(report.agreed_on)}` : statusTag('Draft, not agreed yet', 'attention')}</dd></div></dl>
${section(report, 'introduction', beside)}
${report.focus || report.questions.length > 0 ? html`<section><h2 class="govuk-heading-m">What the review looked at</h2>${prose(report.focus)}${report.questions.length > 0 ? html`<ol class="govuk-list govuk-list--number">${report.questions.map((question) => html`<li>${question}</li>`)}</ol>` : nothing}</section>` : nothing}
${section(report, 'how-we-worked', beside)}
${section(report, 'overall', beside)}
${findings('Strengths', 'strength', report.strengths, beside)}
${findings('Areas to develop', 'area-to-develop', report.areas, beside)}
${steps(report, day, beside)}
${section(report, 'thanks', beside)}
${team(report)}
</div>`
}

/** Typed text as paragraphs, with its line breaks kept. */
export function prose(text: string): Html {
  return html`${paragraphsOf(text).map((paragraph) => html`<p class="govuk-body app-kept-lines">${paragraph}</p>`)}`
}

function section(report: ReportContent, key: SectionKey, beside: Beside): Html {
  const text = report.sections.find((one) => one.key === key)?.text ?? ''
  const below = beside.section(key)
  if (text.trim() === '' && below === nothing) return nothing
  return html`<section id="section-${key}"><h2 class="govuk-heading-m">${summarySections[key].name}</h2>${
    text.trim() === ''
      ? html`<p class="govuk-body govuk-hint">Nothing written yet. ${summarySections[key].prompt}</p>`
      : prose(text)
  }${below}</section>`
}

/** The id of a finding on the page of its report. */
export function findingAnchor(kind: 'strength' | 'area-to-develop', index: number): string {
  return `${kind}-${index + 1}`
}

function findings(
  heading: string,
  kind: 'strength' | 'area-to-develop',
  list: ReportContent['strengths'],
  beside: Beside,
): Html {
  if (list.length === 0)
    return html`<section><h2 class="govuk-heading-m">${heading}</h2><p class="govuk-body govuk-hint">None yet.</p></section>`
  return html`<section><h2 class="govuk-heading-m">${heading}</h2>${list.map(
    (
      one,
      index,
    ) => html`<article class="app-finding app-finding--${kind}" id="${findingAnchor(kind, index)}"><h3 class="govuk-heading-s">${one.title}</h3>${prose(one.text)}
${one.question ? html`<p class="app-finding__source">Question: ${one.question}</p>` : nothing}
${one.sources.length > 0 ? html`<p class="app-finding__source">Where this comes from: ${one.sources.join(', ')}</p>` : nothing}
${one.challenge ? html`<blockquote class="app-finding__challenge"><p class="govuk-body">${one.challenge}</p><p class="app-finding__source">Challenge from ${one.challenge_by}</p></blockquote>` : nothing}
${beside.finding(kind, index)}</article>`,
  )}</section>`
}

function steps(report: ReportContent, day: (iso: string) => string, beside: Beside): Html {
  if (report.steps.length === 0 && beside.steps === nothing) return nothing
  const list = html`<ul class="app-tasks">${report.steps.map(
    (step) =>
      html`<li class="app-tasks__item"><div class="app-tasks__what"><strong>${step.text}</strong><p class="app-tasks__about">${step.owner}${step.about ? html`, for “${step.about}”` : nothing}</p>${
        step.success ? html`<p class="app-tasks__note">How we will know: ${step.success}</p>` : nothing
      }</div><div class="app-tasks__when"><p class="app-tasks__day">By ${day(step.due_on)}</p></div></li>`,
  )}</ul>`
  return html`<section id="next-steps"><h2 class="govuk-heading-m">Next steps</h2>${report.steps.length > 0 ? list : html`<p class="govuk-body govuk-hint">None yet.</p>`}${beside.steps}</section>`
}

function team(report: ReportContent): Html {
  return html`<section><h2 class="govuk-heading-m">The team</h2><ul class="govuk-list app-team">${report.team.map(
    ({ name, part, school }) =>
      html`<li><strong>${name}</strong><br>${part}${school === '' ? nothing : html`<br>${school}`}</li>`,
  )}</ul></section>`
}
