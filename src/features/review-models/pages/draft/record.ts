import { z } from 'zod'
import { optionalText, repeated, ticked } from '../../../../platform/web/fields.ts'
import { isRecord } from '../../../../platform/web/form.ts'
import { html } from '../../../../platform/web/html.ts'
import { page } from '../../../page.ts'
import { recordFrom, withStage } from '../../draft.rules.ts'
import { changePart, draftRecord, stageParams } from './change-part.ts'

const fields = z.object({
  questions: repeated(
    {
      key: optionalText({ max: 80 }),
      label: optionalText({ max: 300 }),
      hint: optionalText({ max: 300 }),
      optional: ticked(),
    },
    { most: 20 },
  ),
})

/** Changes what those who write up a meeting are asked for. */
export const changeRecord = page(
  {
    path: '/:partnership/review-models/:draft/edit/stages/:stage/record',
    allow: 'review-model:manage',
    params: stageParams,
  },
  async (c) => {
    const record = await draftRecord(c)
    const { content } = record
    const stage = content.stages.find(({ key, kind }) => key === c.params.stage && kind === 'meeting')
    const questions = stage?.record.map(({ key, label, hint, required }) => {
      return { key, label, hint, optional: required ? '' : 'yes' }
    })
    return changePart(c, record, {
      part: `record:${c.params.stage}`,
      title: `What is written down${stage ? `: ${stage.name}` : ''}`,
      fields,
      now: questions && { questions },
      labels: { questions: 'Questions of the record' },
      draw: (form) => {
        const typed = form.raw.questions
        const keyAt = (index: number) => {
          const one = Array.isArray(typed) ? typed[index] : isRecord(typed) ? typed[String(index)] : undefined
          return isRecord(one) ? String(one.key ?? '') : ''
        }
        return html`<p class="govuk-body">Whoever writes up the meeting answers these. To take a question out, empty its boxes.</p>
${form.groups('questions', {
  legend: 'Questions',
  addText: 'Add a question',
  draw: (group, index) => html`${form.hidden(`questions[${index}][key]`, keyAt(index))}
${group.input('label', { label: `Question ${index + 1}`, hint: 'Such as: what will you try next, and by when?' })}
${group.input('hint', { label: 'Help under the question' })}
${group.tick('optional', { text: 'It may be left empty' })}`,
})}`
      },
      apply: ({ questions: typed }) => {
        const refused = typed.flatMap(({ label, hint }, index) =>
          label === '' && hint !== '' ? [{ field: `questions[${index}][label]`, message: 'Enter the question' }] : [],
        )
        const next = recordFrom(typed)
        if (next.length === 0) refused.push({ field: 'questions', message: 'A meeting needs one question at least' })
        if (refused.length > 0) return { refused }
        const keys = new Set(next.map(({ key }) => key))
        return withStage(content, c.params.stage, (one) => {
          const back = one.repeats?.looks_back_at
          const { looks_back_at: _, ...often } = one.repeats ?? { at_least: 1, at_most: 2 }
          // What the next meeting looks back at goes with its question.
          return { ...one, record: next, ...(back && !keys.has(back) ? { repeats: often } : {}) }
        })
      },
      done: 'Saved',
    })
  },
)
