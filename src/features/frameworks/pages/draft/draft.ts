import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { statusTag } from '../../../../design/components/status-tag.ts'
import { summaryList } from '../../../../design/components/summary-list.ts'
import { table } from '../../../../design/components/table.ts'
import { plural, sentenceList } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { page } from '../../../page.ts'
import { gateVersion } from '../../draft.rules.ts'
import { type Framework, frameworkFaults } from '../../framework.rules.ts'
import { faultList, frameworkPath, gateSentence } from '../framework-view.ts'
import { draftRecord, editPath, whyClosed } from './change-part.ts'

export const draftParams = z.object({ partnership: z.string(), framework: z.uuid() })

/** A draft at a glance: its parts, what is still missing, and where to change each. */
export const draft = page(
  { path: '/:partnership/frameworks/:framework/edit', allow: 'framework:manage', params: draftParams },
  async (c) => {
    const record = await draftRecord(c)
    const closed = whyClosed(c, record)
    if (closed) return closed
    const { content } = record
    const href = frameworkPath(c.partnership.key, record.id)
    const edit = editPath(c)
    return c.view(
      'Change this draft',
      html`${progress(content, href)}
<h2 class="govuk-heading-m">About the framework</h2>
${details(content, edit)}
<h2 class="govuk-heading-m">Areas</h2>
${areas(content, edit)}
<ul class="govuk-list"><li><a class="govuk-link" href="${edit}/new-area">Add an area</a></li>
${content.areas.length > 1 ? html`<li><a class="govuk-link" href="${edit}/order">Put the areas in order</a></li>` : nothing}</ul>
<h2 class="govuk-heading-m">What must come first</h2>
${gates(content, edit)}`,
      { caption: `${content.title}, edition ${content.edition}`, back: { href, text: 'Read the draft' } },
    )
  },
)

function progress(content: Framework, href: string): Html {
  const faults = frameworkFaults(content)
  if (faults.length === 0) {
    return html`<p class="govuk-body">${statusTag('Complete', 'done')} Nothing is missing. <a class="govuk-link" href="${href}/publish">Check and publish it</a> when you are ready.</p>`
  }
  return html`<p class="govuk-body">${statusTag('Not complete', 'attention')} ${plural(faults.length, 'thing')} must be put right before it can be published:</p>${faultList(content, faults, href)}`
}

function details(content: Framework, edit: string): Html {
  const change = (place: string, what: string) => ({
    actions: { items: [{ href: `${edit}/${place}`, text: 'Change', visuallyHiddenText: what }] },
  })
  const row = (key: string, value: string, place: string, what: string) => ({
    key: { text: key },
    value: { text: value },
    ...change(place, what),
  })
  const { scale } = content
  const scaleRow =
    scale.kind === 'open'
      ? { key: { text: 'Scale' }, value: { text: 'Open: answered in words' } }
      : row(
          'Scale',
          sentenceList(scale.points.map(({ value, label }) => `${value} ${label}`)),
          'scale',
          'the names and meanings of the points',
        )
  return summaryList({
    rows: [
      row('Title', content.title, 'details', 'the title, edition and description'),
      { key: { text: 'Edition' }, value: { text: content.edition } },
      { key: { text: 'What it is for' }, value: { text: content.description } },
      scaleRow,
    ],
  })
}

function areas(content: Framework, edit: string): Html {
  if (content.areas.length === 0) return html`<p class="govuk-body">There are no areas yet.</p>`
  const rows = content.areas.map((area, index) => [
    { html: html`<a class="govuk-link" href="${edit}/areas/${area.key}">${index + 1}. ${area.title}</a>` },
    { text: plural(area.statements.length, 'statement') },
  ])
  return table({
    caption: 'Areas and their statements',
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: 'Area' }, { text: 'Statements' }],
    rows,
  })
}

function gates(content: Framework, edit: string): Html {
  if (content.scale.kind === 'open')
    return html`<p class="govuk-body">Open questions have no points, so nothing can be held back.</p>`
  const items = content.gates.map(
    (gate) =>
      html`${insetText({ html: gateSentence(content, gate) })}<p class="govuk-body"><a class="govuk-link" href="${edit}/gates/${gateVersion(gate)}/remove">Remove this gate<span class="govuk-visually-hidden">: ${gate.reason}</span></a></p>`,
  )
  return html`<p class="govuk-body">A gate keeps other statements from a higher point until one statement is judged high enough. To change a gate, remove it and add it again.</p>${items}
<p class="govuk-body"><a class="govuk-link" href="${edit}/gates/new">Add a gate</a></p>`
}
