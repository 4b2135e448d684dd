import { z } from 'zod'
import { choice, longText, text } from '../../../../platform/web/fields.ts'
import { html } from '../../../../platform/web/html.ts'
import { page } from '../../../page.ts'
import { kindNames, kindsToAdd, withNewStage } from '../../draft.rules.ts'
import { type StageKind, stageKinds } from '../../model.schema.ts'
import { changePart, draftParams, draftRecord, editPath } from './change-part.ts'

const fields = z.object({
  kind: choice('Choose what kind of step it is', stageKinds),
  name: text('Enter a name for the step', { max: 80 }),
  purpose: longText('Say what the step is for', { max: 600 }),
})

const hints: Record<StageKind, string> = {
  'self-evaluation': 'The host school shares how it sees itself',
  preparation: 'Focus, enquiry questions and a programme of the visit, with a meeting before it',
  visit: 'Colleagues of other schools come, with the notebook',
  report: 'The visitors draft, the host comments, and both agree',
  meeting:
    'A day in a window that you choose, and a record with your own questions: of one review, or of the whole group',
}

/** Adds a step where steps of its kind belong; its times and people come on the next page. */
export const newStage = page(
  { path: '/:partnership/review-models/:draft/edit/stages/new', allow: 'review-model:manage', params: draftParams },
  async (c) => {
    const record = await draftRecord(c)
    const kinds = kindsToAdd(record.content)
    let key = ''
    return changePart(c, record, {
      part: 'stages',
      title: 'Add a step',
      fields,
      now: {},
      labels: { kind: 'Kind', name: 'Name', purpose: 'What it is for' },
      draw: (form) => html`${form.radios('kind', {
        legend: 'What kind of step is it?',
        hint: kinds.length === 1 ? 'The other kinds are there already: a review has one of each' : '',
        items: kinds.map((kind) => ({ value: kind, text: kindNames[kind], hint: hints[kind] })),
      })}
${form.input('name', { label: 'Name', hint: 'As people say it: “Follow-up meeting”' })}
${form.textarea('purpose', { label: 'What it is for', hint: 'One or two sentences for those who take part', rows: 3 })}`,
      apply: (value) => {
        if (!kinds.includes(value.kind))
          return { refused: [{ field: 'kind', message: `There is a ${kindNames[value.kind].toLowerCase()} already` }] }
        const added = withNewStage(record.content, value)
        key = added.key
        return added.model
      },
      next: () => editPath(c, 'stages', key),
      done: 'Step added. Now say when it is',
      button: 'Add the step',
    })
  },
)
