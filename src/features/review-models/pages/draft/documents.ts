import { z } from 'zod'
import { choices, longText, text } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import type { Reply } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { withDocument } from '../../letter-form.rules.ts'
import type { ReviewModel } from '../../model.schema.ts'
import { participants } from '../../people.schema.ts'
import { changePart, type DraftContext, draftParams, draftRecord } from './change-part.ts'
import { peopleItems, placeholderList, stageQuestion } from './letter-fields.ts'
import { removeLetter } from './remove-letter.ts'

const params = draftParams.extend({ document: z.string() })

const fields = z.object({
  name: text('Enter a name for the document', { max: 100 }),
  stage: text('Choose the step', { max: 80 }),
  purpose: text('Say what the document is for', { max: 300 }),
  for: choices('Choose who uses it', participants),
  text: longText('Write the text of the document', { max: 8000 }),
})

const labels = {
  name: 'Name',
  stage: 'Step',
  purpose: 'What it is for',
  for: 'Who uses it?',
  text: 'Text',
}

/** Adds a document to a step. */
export const newDocument = page(
  {
    path: '/:partnership/review-models/:draft/edit/documents/new',
    allow: 'review-model:manage',
    params: draftParams,
  },
  (c) => changeDocumentOf(c, undefined),
)

/** Changes a document. */
export const changeDocument = page(
  {
    path: '/:partnership/review-models/:draft/edit/documents/:document',
    allow: 'review-model:manage',
    params,
  },
  (c) => changeDocumentOf(c, c.params.document),
)

async function changeDocumentOf(c: DraftContext, key: string | undefined): Promise<Reply> {
  const record = await draftRecord(c)
  const { content } = record
  const document = content.documents.find((one) => one.key === key)
  const { key: _, ...shown } = document ?? { key: '' }
  return changePart(c, record, {
    part: key === undefined ? 'documents' : `document:${key}`,
    title: key === undefined ? 'Add a document' : `Document${document ? `: ${document.name}` : ''}`,
    fields,
    now: key === undefined ? {} : document && shown,
    labels,
    draw: (form) => questions(form, content),
    apply: (typed) => {
      const made = withDocument(content, key, typed)
      return 'refused' in made ? made : made.model
    },
    done: key === undefined ? 'Document added' : 'Saved',
    ...(key === undefined ? { button: 'Add the document' } : {}),
  })
}

function questions(form: Form<z.output<typeof fields>>, model: ReviewModel): Html {
  return html`${form.input('name', { label: labels.name, hint: 'Such as “Letter to families”' })}
${stageQuestion(form, model, 'Each review has the document there')}
${form.input('purpose', { label: labels.purpose, hint: 'One sentence for those who look for it' })}
${form.checkboxes('for', { legend: labels.for, items: peopleItems(model), small: true })}
${placeholderList()}
${form.textarea('text', {
  label: labels.text,
  hint: 'Leave an empty line between paragraphs. A line that begins with “# ” is a heading, one that begins with “- ” or “1. ” an item of a list, and [room to write] leaves space on paper.',
  rows: 20,
  maxLength: 8000,
})}`
}

/** Removes a document. */
export const removeDocument = page(
  {
    path: '/:partnership/review-models/:draft/edit/documents/:document/remove',
    allow: 'review-model:manage',
    params,
  },
  (c) => removeLetter(c, 'documents', c.params.document),
)
