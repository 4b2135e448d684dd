import { z } from 'zod'
import { nextEdition } from '../../../lib/draft-parts.ts'
import { plural, sentenceList } from '../../../lib/words.ts'
import { file, text } from '../../../platform/web/fields.ts'
import type { Form } from '../../../platform/web/form.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { problemsInFile, textOf } from '../../yaml-upload.ts'
import { modelIn, mostCharacters } from '../model.file.ts'
import { editionTaken, storeDraft } from '../model.life.ts'
import { editionsOf } from '../model.queries.ts'
import type { ReviewModel } from '../model.schema.ts'
import { modelPath, modelsPath, ownKey } from '../paths.ts'
import { factsView } from './model-view.ts'

const fileFields = z.object({ file: file('Choose a file') })
const storeFields = z.object({
  // As it was read, down to the spaces before its first line.
  yaml: z.string('Choose the file again').max(mostCharacters, 'Choose the file again'),
  edition: text('Enter a name for this edition', { max: 40 }),
})

/**
 * Loads a way of reviewing in two steps: the file is read and everything wrong in it listed with its line, then what was
 * read is shown before it is stored as a draft. Between the steps the page holds the text.
 */
export const loadModel = page(
  {
    path: '/:partnership/review-models/load',
    allow: 'review-model:manage',
    params: z.object({ partnership: z.string() }),
    upload: mostCharacters,
  },
  async (c) => {
    const back = { href: modelsPath(c.partnership.key), text: 'Ways of reviewing' }
    const again = () => c.redirect(c.path, { text: 'Choose the file again', tone: 'notice' })
    const store = c.form(storeFields, { name: 'store' })
    const upload = c.form(fileFields, { name: 'file' })
    const yaml = store.sent ? String(store.raw.yaml ?? '') : await textOf(upload)
    const read = yaml === undefined ? undefined : modelIn(yaml)
    if (store.sent && (!read || 'mistakes' in read || store.errors.some(({ field }) => field === 'yaml')))
      return again()
    if (!read || 'mistakes' in read) {
      const mistakes = read?.mistakes ?? []
      if (mistakes.length > 0)
        upload.refuse({
          field: 'file',
          message: `The file has ${plural(mistakes.length, 'problem')}, listed below. Nothing was stored`,
        })
      return c.view(
        'Load a way of reviewing',
        html`${chooseFile(upload)}${problemsInFile(mistakes, 'stages[0] is the first step')}`,
        { back },
      )
    }
    const editions = await editionsOf(c.db, c.actor, read.model.key)
    const taken = new Set(editions.map(({ edition }) => edition))
    if (store.value) {
      const stored = taken.has(store.value.edition)
        ? { refusal: editionTaken(store.value) }
        : await storeDraft(c.db, c.actor, { ...read.model, edition: store.value.edition }, c.now)
      if ('id' in stored) return c.redirect(modelPath(c.partnership.key, ownKey(stored.id)), 'Stored as a draft')
      store.refuse(stored.refusal)
    }
    // A form that was only now filled in is shown as it will be sent; one that was refused, as it was typed.
    const { edition } = read.model
    if (!store.sent) store.raw = { yaml, edition: taken.has(edition) ? nextEdition(edition, taken) : edition }
    return c.view('Check this before you store it', checkBody(read.model, editions, store, c.path), {
      back: { href: c.path, text: 'Choose another file' },
    })
  },
)

function chooseFile(form: Form<z.output<typeof fileFields>>): Html {
  return html`<p class="govuk-body">A way of reviewing is a text file in YAML. You can download each of them here as a file, change it in a text editor, and load it as a new draft. Nothing is stored until you have checked it.</p>
${form.start({ upload: true })}
${form.file('file', { label: 'Way of reviewing, as a file', hint: 'A .yaml file of up to 300 KB', accept: '.yaml,.yml,text/plain' })}
${form.end('Read the file')}`
}

function checkBody(
  model: ReviewModel,
  editions: readonly { edition: string; state: string }[],
  form: Form<z.output<typeof storeFields>>,
  again: string,
): Html {
  const known =
    editions.length > 0
      ? `There ${editions.length === 1 ? 'is' : 'are'} ${plural(editions.length, 'edition')} of this way already: ${sentenceList(editions.map(({ edition, state }) => `${edition} (${state})`))}. This will be a new one beside ${editions.length === 1 ? 'it' : 'them'}.`
      : 'You do not have this way of reviewing yet.'
  return html`<p class="govuk-body">“${model.name}” has no mistakes. ${known}</p>
<p class="govuk-body">${model.summary}</p>
${factsView(model)}
<p class="govuk-body">Its steps: ${sentenceList(model.stages.map(({ name }) => name))}.</p>
<p class="govuk-body">It will be stored as a draft. Only people who manage ways of reviewing see drafts. You can read it in full and change it before you publish it.</p>
${form.start()}${form.hidden('yaml', String(form.raw.yaml ?? ''))}
${form.input('edition', { label: 'Name of this edition', hint: 'Such as 2 or Autumn 2026. No two editions of a way may share a name.', width: 20 })}
${form.end('Store as a draft', { cancel: { href: again, text: 'Choose another file' } })}`
}
