/** How frameworks are shown: their state, their statements, their texts. Shared by the pages of this feature. */
import { details } from '../../../design/components/details.ts'
import { plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { faultPlace } from '../draft.rules.ts'
import {
  type Area,
  type Fault,
  type Framework,
  findStatement,
  type Gate,
  type Scale,
  type Statement,
} from '../framework.rules.ts'

/** The path of a framework's page, or of one below it. */
export function frameworkPath(partnershipKey: string, id: string, ...below: string[]): string {
  return ['', partnershipKey, 'frameworks', id, ...below.filter((part) => part !== '')].join('/')
}

/** A longer text as paragraphs, parted where its author left an empty line. */
export function paragraphs(text: string): Html {
  const parts = text.split(/\n\s*\n/).filter((part) => part.trim() !== '')
  return html`${parts.map((part) => html`<p class="govuk-body">${part}</p>`)}`
}

function bullets(items: readonly string[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li>${item}</li>`)}</ul>`
}

/** The points of a scale with what each means; for an open one, a sentence. */
export function scaleView(scale: Scale): Html {
  if (scale.kind === 'open') {
    return html`<p class="govuk-body">Each statement is a question that is answered in words, with examples. There are no points.</p>`
  }
  return html`<table class="govuk-table"><caption class="govuk-table__caption govuk-table__caption--s">The points of the scale</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Point</th><th scope="col" class="govuk-table__header">What it means</th></tr></thead>
<tbody class="govuk-table__body">${scale.points.map(
    ({ value, label, meaning }) =>
      html`<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">${value}\u00a0${label}</th><td class="govuk-table__cell">${meaning}</td></tr>`,
  )}</tbody></table>`
}

/** What each point looks like for one statement. */
export function descriptorTable(scale: Scale, statement: Statement, caption: string): Html {
  if (scale.kind === 'open') return nothing
  return html`<table class="govuk-table"><caption class="govuk-table__caption govuk-visually-hidden">${caption}</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Point</th><th scope="col" class="govuk-table__header">What it looks like</th></tr></thead>
<tbody class="govuk-table__body">${scale.points.map(
    ({ value, label }) =>
      html`<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">${value}\u00a0${label}</th><td class="govuk-table__cell">${statement.descriptors[value] ?? 'Not written yet'}</td></tr>`,
  )}</tbody></table>`
}

/** One statement with its descriptors, prompts and evidence behind a line that opens. */
function statementView(scale: Scale, statement: Statement, number: string, isOpen: boolean): Html {
  const inside = html`${descriptorTable(scale, statement, `What each point looks like for statement ${number}`)}${
    statement.look_for.length > 0
      ? html`<h4 class="govuk-heading-s">What to look for</h4>${bullets(statement.look_for)}`
      : nothing
  }${statement.evidence.length > 0 ? html`<h4 class="govuk-heading-s">Evidence you could use</h4>${bullets(statement.evidence)}` : nothing}`
  const summary =
    scale.kind === 'open'
      ? 'What to look for, and evidence'
      : 'What each point looks like, what to look for, and evidence'
  return html`<h3 class="govuk-heading-s" id="${statement.key}">${number} ${statement.text}</h3>
${details({ summaryHtml: html`<span class="app-no-print">${summary}<span class="govuk-visually-hidden"> for statement ${number}</span></span>`, html: inside, open: isOpen })}`
}

/** An area with all of its statements, numbered as in the contents. */
export function areaView(framework: Framework, area: Area, index: number, isOpen: boolean): Html {
  return html`<section aria-labelledby="area-${area.key}">
<h2 class="govuk-heading-m govuk-!-margin-top-7" id="area-${area.key}">${index + 1}. ${area.title}</h2>
${paragraphs(area.summary)}
${area.statements.map((statement, place) => statementView(framework.scale, statement, `${index + 1}.${place + 1}`, isOpen))}
</section>`
}

/** A gate in one sentence that a person who judges would understand. */
export function gateSentence(framework: Framework, gate: Gate): Html {
  const textOf = (key: string) => findStatement(framework, key)?.statement.text ?? key
  const label = (value: number) =>
    framework.scale.kind === 'points'
      ? (framework.scale.points.find((point) => point.value === value)?.label ?? '')
      : ''
  const areas = gate.caps.areas.map(
    (key) => `every other statement of “${framework.areas.find((area) => area.key === key)?.title ?? key}”`,
  )
  const statements = gate.caps.statements.filter((key) => key !== gate.statement).map((key) => `“${textOf(key)}”`)
  return html`Until “${textOf(gate.statement)}” is judged at least ${gate.at_least} ${label(gate.at_least)}, these may not be judged above ${gate.caps.at} ${label(gate.caps.at)}: ${[...areas, ...statements].join('; ')}. ${gate.reason}`
}

/** How many statements hold others back, in words that need no explanation. */
export function gatesInWords({ gates }: Framework): string {
  if (gates.length === 0) return 'Nothing'
  return `${plural(gates.length, 'statement')} ${gates.length === 1 ? 'holds' : 'hold'} others back until judged high enough`
}

/** The gaps of a draft, each with a link to the page where it is filled. */
export function faultList(content: Framework, faults: readonly Fault[], href: string): Html {
  const items = faults.slice(0, 50).map((fault) => {
    const { page: place, about } = faultPlace(content, fault)
    return html`<li><a class="govuk-link" href="${[href, 'edit', place].filter((part) => part !== '').join('/')}">${about}</a> ${fault.message}</li>`
  })
  const rest = faults.length > 50 ? html`<p class="govuk-body">And ${faults.length - 50} more.</p>` : nothing
  return html`<ul class="govuk-list govuk-list--bullet">${items}</ul>${rest}`
}
