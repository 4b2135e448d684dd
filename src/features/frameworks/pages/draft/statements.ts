import { z } from 'zod'
import { isPrintable } from '../../../../lib/draft-parts.ts'
import { optionalLongText } from '../../../../platform/web/fields.ts'
import { html } from '../../../../platform/web/html.ts'
import { page } from '../../../page.ts'
import { addStatement, partTexts, pointsOf, promptsIn, withoutStatement, withStatement } from '../../draft.rules.ts'
import { findStatement, isAnswerable } from '../../framework.rules.ts'
import { areaOf, areaParams, gatesGoing } from './areas.ts'
import {
  changePart,
  draftName,
  draftRecord,
  draftText,
  editPath,
  saveAndGo,
  unprintable,
  whyClosed,
} from './change-part.ts'
import { draftParams } from './draft.ts'

const statementParams = draftParams.extend({ statement: z.string().max(80) })
const wordingFields = z.object({ text: draftText('Enter the statement', 500) })
const wordingLabels = { text: 'Statement' }
const wordingHint = 'One sentence that can be true of a school to a greater or smaller degree'

/** Adds a statement to an area of a draft, and goes on to its points. */
export const newStatement = page(
  {
    path: '/:partnership/frameworks/:framework/edit/areas/:area/new-statement',
    allow: 'framework:manage',
    params: areaParams,
  },
  async (c) => {
    const record = await draftRecord(c)
    const area = areaOf(record.content, c.params.area)
    const backTo = editPath(c, 'areas', c.params.area)
    return changePart(c, record, {
      part: `area:${c.params.area}:statements`,
      title: 'Add a statement',
      fields: wordingFields,
      now: area && {},
      labels: wordingLabels,
      draw: (form) => form.textarea('text', { label: 'Statement', hint: wordingHint, rows: 3, maxLength: 500 }),
      apply: (value) => addStatement(record.content, c.params.area, value.text).framework,
      backTo,
      next: (saved) => {
        const added = areaOf(saved, c.params.area)?.statements.at(-1)
        const page = isAnswerable(saved.scale) ? 'descriptors' : 'prompts'
        return added ? editPath(c, 'statements', added.key, page) : backTo
      },
      done: 'Statement added',
      button: 'Add statement',
    })
  },
)

/** Changes the wording of a statement. */
export const changeWording = page(
  {
    path: '/:partnership/frameworks/:framework/edit/statements/:statement/wording',
    allow: 'framework:manage',
    params: statementParams,
  },
  async (c) => {
    const record = await draftRecord(c)
    const place = findStatement(record.content, c.params.statement)
    return changePart(c, record, {
      part: `statement:${c.params.statement}:wording`,
      title: 'Wording of the statement',
      fields: wordingFields,
      now: place && partTexts.wording(place.statement),
      labels: wordingLabels,
      draw: (form) => html`${form.textarea('text', { label: 'Statement', hint: wordingHint, rows: 3, maxLength: 500 })}
<p class="govuk-body">If it now asks for something else, remove this statement and add a new one instead, so that judgements of the two are never compared.</p>`,
      apply: (value) => withStatement(record.content, c.params.statement, (each) => ({ ...each, text: value.text })),
      backTo: editPath(c, 'areas', place?.area.key ?? ''),
      done: 'Statement saved',
    })
  },
)

/** Changes what each point looks like for a statement. Points may stay empty until the draft is published. */
export const changeDescriptors = page(
  {
    path: '/:partnership/frameworks/:framework/edit/statements/:statement/descriptors',
    allow: 'framework:manage',
    params: statementParams,
  },
  async (c) => {
    const record = await draftRecord(c)
    const place = findStatement(record.content, c.params.statement)
    const points = pointsOf(record.content)
    if (points.length === 0) return c.redirect(editPath(c), { text: 'Open questions have no points', tone: 'notice' })
    const text = optionalLongText({ max: 1500 }).refine(isPrintable, unprintable)
    const fields = z.object(Object.fromEntries(points.map(({ value }) => [`point_${value}`, text])))
    return changePart(c, record, {
      part: `statement:${c.params.statement}:descriptors`,
      title: 'What each point looks like',
      fields,
      now: place && partTexts.descriptors(record.content, place.statement),
      labels: Object.fromEntries(points.map(({ value, label }) => [`point_${value}`, `${value} ${label}`])),
      draw: (form) => html`<p class="govuk-body"><strong>${place?.statement.text ?? ''}</strong></p>
<p class="govuk-body">Write what a visitor would see, hear or read at each point. Make each a different picture, not the same sentence with “some”, “most” and “all”.</p>
${points.map(({ value, label, meaning }) => form.textarea(`point_${value}`, { label: `${value} ${label}`, hint: meaning, rows: 4, maxLength: 1500 }))}`,
      apply: (value) => {
        const texts = points.map(({ value: point }): [number, string] => [point, value[`point_${point}`] ?? ''])
        const descriptors = Object.fromEntries(texts.filter(([, words]) => words !== ''))
        return withStatement(record.content, c.params.statement, (each) => ({ ...each, descriptors }))
      },
      backTo: editPath(c, 'areas', place?.area.key ?? ''),
      done: 'Points saved',
    })
  },
)

const promptLines = optionalLongText({ max: 10_000 })
  .refine(isPrintable, unprintable)
  .refine((lines) => promptsIn(lines).length <= 20, 'Use 20 lines or fewer')
  .refine((lines) => promptsIn(lines).every((line) => line.length <= 500), 'Use 500 characters or fewer on each line')
const promptFields = z.object({ look_for: promptLines, evidence: promptLines })

/** Changes what a visitor looks for and what a school might show, one prompt on each line. */
export const changePrompts = page(
  {
    path: '/:partnership/frameworks/:framework/edit/statements/:statement/prompts',
    allow: 'framework:manage',
    params: statementParams,
  },
  async (c) => {
    const record = await draftRecord(c)
    const place = findStatement(record.content, c.params.statement)
    return changePart(c, record, {
      part: `statement:${c.params.statement}:prompts`,
      title: 'What to look for, and evidence',
      fields: promptFields,
      now: place && partTexts.prompts(place.statement),
      labels: { look_for: 'What to look for', evidence: 'Evidence you could use' },
      draw: (form) => html`<p class="govuk-body"><strong>${place?.statement.text ?? ''}</strong></p>
${form.textarea('look_for', { label: 'What to look for', hint: 'What a visitor would watch, ask or follow. One on each line; two to four are enough.', rows: 6 })}
${form.textarea('evidence', { label: 'Evidence you could use', hint: 'What a school might show. One on each line; two to four are enough.', rows: 6 })}`,
      apply: (value) =>
        withStatement(record.content, c.params.statement, (each) => ({
          ...each,
          look_for: promptsIn(value.look_for),
          evidence: promptsIn(value.evidence),
        })),
      backTo: editPath(c, 'areas', place?.area.key ?? ''),
      done: 'Prompts saved',
    })
  },
)

/** Removes a statement, after saying what goes with it. */
export const removeStatement = page(
  {
    path: '/:partnership/frameworks/:framework/edit/statements/:statement/remove',
    allow: 'framework:manage',
    params: statementParams,
  },
  async (c) => {
    const record = await draftRecord(c)
    const closed = whyClosed(c, record)
    if (closed) return closed
    const place = findStatement(record.content, c.params.statement)
    if (!place) return c.redirect(editPath(c), { text: 'Someone has removed that statement already', tone: 'notice' })
    const href = editPath(c, 'areas', place.area.key)
    const after = withoutStatement(record.content, place.statement.key)
    const form = c.form(z.object({}))
    if (form.value) return saveAndGo(c, record, after, `area:${place.area.key}:statements`, href, 'Statement removed')
    return c.view(
      'Remove this statement',
      html`<p class="govuk-body">“${place.statement.text}” goes from this draft with its points and prompts. Published editions keep it.</p>
${gatesGoing(record.content, after)}${form.start()}${form.end('Remove this statement', { tone: 'warning', cancel: { href } })}`,
      { back: { href }, caption: draftName(record.content) },
    )
  },
)
