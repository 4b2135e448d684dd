import { z } from 'zod'
import { summaryList } from '../../../../design/components/summary-list.ts'
import { plural, sentenceList } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { page } from '../../../page.ts'
import { addArea, gatesThatGo, partTexts, pointsOf, withArea, withoutArea } from '../../draft.rules.ts'
import type { Area, Framework, Statement } from '../../framework.rules.ts'
import { changePart, draftName, draftRecord, draftText, editPath, saveAndGo, whyClosed } from './change-part.ts'
import { draftParams } from './draft.ts'

export const areaParams = draftParams.extend({ area: z.string().max(80) })

export function areaOf(content: Framework, key: string): Area | undefined {
  return content.areas.find((area) => area.key === key)
}

const headingFields = z.object({
  title: draftText('Enter a title for the area', 120),
  summary: draftText('Say what the area is about', 1500),
})
const headingLabels = { title: 'Title of the area', summary: 'What the area is about' }

/** One area of a draft with its statements, and where to change each part of them. */
export const draftArea = page(
  { path: '/:partnership/frameworks/:framework/edit/areas/:area', allow: 'framework:manage', params: areaParams },
  async (c) => {
    const record = await draftRecord(c)
    const closed = whyClosed(c, record)
    if (closed) return closed
    const area = areaOf(record.content, c.params.area)
    if (!area) return c.redirect(editPath(c), { text: 'Someone has removed that area', tone: 'notice' })
    const here = editPath(c, 'areas', area.key)
    return c.view(
      area.title,
      html`<p class="govuk-body">${area.summary}</p>
<p class="govuk-body"><a class="govuk-link" href="${here}/heading">Change the title and summary</a></p>
<h2 class="govuk-heading-m">Statements</h2>
${area.statements.length === 0 ? html`<p class="govuk-body">There are no statements yet.</p>` : area.statements.map((statement) => statementCard(record.content, statement, editPath(c)))}
<ul class="govuk-list">
<li><a class="govuk-link" href="${here}/new-statement">Add a statement</a></li>
${area.statements.length > 1 ? html`<li><a class="govuk-link" href="${here}/order">Put the statements in order</a></li>` : nothing}
<li><a class="govuk-link" href="${here}/remove">Remove this area</a></li>
</ul>`,
      { back: { href: editPath(c), text: 'The draft' }, caption: draftName(record.content) },
    )
  },
)

function statementCard(content: Framework, statement: Statement, edit: string): Html {
  const path = `${edit}/statements/${statement.key}`
  const change = (page: string, what: string) => ({
    items: [{ href: `${path}/${page}`, text: 'Change', visuallyHiddenText: `${what} of “${statement.text}”` }],
  })
  const points = pointsOf(content)
  const written = points.filter(({ value }) => statement.descriptors[value]).length
  const descriptors = {
    key: { text: 'What each point looks like' },
    value: { text: `${written} of ${points.length} written` },
    actions: change('descriptors', 'the points'),
  }
  const prompts = `${plural(statement.look_for.length, 'prompt')}, ${plural(statement.evidence.length, 'suggestion')} for evidence`
  return summaryList({
    card: {
      title: { text: statement.text, headingLevel: 3 },
      actions: {
        items: [
          { href: `${path}/wording`, text: 'Change', visuallyHiddenText: `the wording of “${statement.text}”` },
          { href: `${path}/remove`, text: 'Remove', visuallyHiddenText: `“${statement.text}”` },
        ],
      },
    },
    rows: [
      ...(points.length > 0 ? [descriptors] : []),
      {
        key: { text: 'What to look for, and evidence' },
        value: { text: prompts },
        actions: change('prompts', 'the prompts'),
      },
    ],
  })
}

/** Changes the title and the summary of an area. */
export const changeArea = page(
  {
    path: '/:partnership/frameworks/:framework/edit/areas/:area/heading',
    allow: 'framework:manage',
    params: areaParams,
  },
  async (c) => {
    const record = await draftRecord(c)
    const area = areaOf(record.content, c.params.area)
    return changePart(c, record, {
      part: `area:${c.params.area}`,
      title: 'Title and summary of the area',
      fields: headingFields,
      now: area && partTexts.area(area),
      labels: headingLabels,
      draw: (form) =>
        html`${form.input('title', { label: headingLabels.title })}${form.textarea('summary', { label: headingLabels.summary, rows: 4, maxLength: 1500 })}`,
      apply: (value) => withArea(record.content, c.params.area, (each) => ({ ...each, ...value })),
      backTo: editPath(c, 'areas', c.params.area),
      done: 'Area saved',
    })
  },
)

/** Adds an area at the end of a draft. */
export const newArea = page(
  { path: '/:partnership/frameworks/:framework/edit/new-area', allow: 'framework:manage', params: draftParams },
  async (c) => {
    const record = await draftRecord(c)
    return changePart(c, record, {
      part: 'areas',
      title: 'Add an area',
      fields: headingFields,
      now: {},
      labels: headingLabels,
      draw: (form) =>
        html`${form.input('title', { label: headingLabels.title })}${form.textarea('summary', { label: headingLabels.summary, hint: 'For someone who has not read the statements yet', rows: 4, maxLength: 1500 })}`,
      apply: (value) => addArea(record.content, value).framework,
      backTo: editPath(c),
      next: (saved) => editPath(c, 'areas', saved.areas.at(-1)?.key ?? ''),
      done: 'Area added. Now add its statements',
      button: 'Add area',
    })
  },
)

/** Removes an area with its statements, after saying what goes. */
export const removeArea = page(
  {
    path: '/:partnership/frameworks/:framework/edit/areas/:area/remove',
    allow: 'framework:manage',
    params: areaParams,
  },
  async (c) => {
    const record = await draftRecord(c)
    const closed = whyClosed(c, record)
    if (closed) return closed
    const area = areaOf(record.content, c.params.area)
    if (!area) return c.redirect(editPath(c), { text: 'Someone has removed that area already', tone: 'notice' })
    const after = withoutArea(record.content, area.key)
    const form = c.form(z.object({}))
    if (form.value) return saveAndGo(c, record, after, 'areas', editPath(c), 'Area removed')
    const href = editPath(c, 'areas', area.key)
    return c.view(
      'Remove this area',
      html`<p class="govuk-body">“${area.title}” goes from this draft${area.statements.length > 0 ? html` with its ${plural(area.statements.length, 'statement')}: ${sentenceList(area.statements.map(({ text }) => `“${text}”`))}` : nothing}. Published editions keep it.</p>
${gatesGoing(record.content, after)}${form.start()}${form.end('Remove this area', { tone: 'warning', cancel: { href } })}`,
      { back: { href }, caption: draftName(record.content) },
    )
  },
)

/** Says which gates go when what they rest on goes. */
export function gatesGoing(before: Framework, after: Framework): Html {
  const gates = gatesThatGo(before, after)
  if (gates.length === 0) return nothing
  return html`<p class="govuk-body">${gates.length === 1 ? 'This gate goes' : 'These gates go'} with it, because ${gates.length === 1 ? 'it rests' : 'they rest'} on it:</p>
<ul class="govuk-list govuk-list--bullet">${gates.map((gate) => html`<li>${gate.reason}</li>`)}</ul>`
}
