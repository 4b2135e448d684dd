import { z } from 'zod'
import { summaryList } from '../../../design/components/summary-list.ts'
import { nextEdition } from '../../../lib/draft-parts.ts'
import { plural, sentenceList } from '../../../lib/words.ts'
import { choice, file, text } from '../../../platform/web/fields.ts'
import type { Form } from '../../../platform/web/form.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { problemsInFile, textOf } from '../../yaml-upload.ts'
import { type ShippedName, shippedFile, shippedFrameworks, storeDraft } from '../framework.life.ts'
import { editionsOf } from '../framework.queries.ts'
import { type Framework, statementsOf } from '../framework.rules.ts'
import { mostCharacters, readFramework } from '../framework.schema.ts'
import { frameworkPath, gatesInWords } from './framework-view.ts'

const shippedNames = shippedFrameworks.map((each): ShippedName => each.name)
const fileFields = z.object({ file: file('Choose a framework file') })
const shippedFields = z.object({ name: choice('Choose one of the frameworks', shippedNames) })
const storeFields = z.object({
  // As it was read, down to the spaces before its first line.
  yaml: z.string('Choose the file again').max(mostCharacters, 'Choose the file again'),
  edition: text('Enter a name for this edition', { max: 40 }),
})

/**
 * Loads a framework in two steps: the file is read and everything wrong in it listed with its line,
 * then what was read is shown before it is stored as a draft. Between the steps the page holds the text.
 */
export const loadFramework = page(
  {
    path: '/:partnership/frameworks/load',
    allow: 'framework:manage',
    params: z.object({ partnership: z.string() }),
    upload: 2_000_000,
  },
  async (c) => {
    const back = { href: `/${c.partnership.key}/frameworks`, text: 'Frameworks' }
    const store = c.form(storeFields, { name: 'store' })
    if (store.value) {
      const result = readFramework(store.value.yaml)
      if ('problems' in result) return c.redirect(c.path, { text: 'Choose the file again', tone: 'notice' })
      const stored = await storeDraft(c.db, c.actor, { ...result.framework, edition: store.value.edition }, c.now)
      if ('id' in stored) return c.redirect(frameworkPath(c.partnership.key, stored.id), 'Stored as a draft')
      store.refuse(stored.refusal)
    }
    // The text went missing or was tampered with on the way: nothing can be shown but the first step.
    if (store.errors.some(({ field }) => field === 'yaml'))
      return c.redirect(c.path, { text: 'Choose the file again', tone: 'notice' })
    const upload = c.form(fileFields, { name: 'file' })
    const shipped = c.form(shippedFields, { name: 'shipped' })
    const yaml = store.sent
      ? String(store.raw.yaml ?? '')
      : shipped.value
        ? shippedFile(shipped.value.name)
        : await textOf(upload)
    const result = yaml === undefined ? undefined : readFramework(yaml)
    if (result && 'framework' in result && yaml !== undefined) {
      const editions = await editionsOf(c.db, c.partnership.id, result.framework.key)
      // A form that was only now filled in is shown as it will be sent; one that was refused, as it was typed.
      if (!store.sent) store.raw = { yaml, edition: editionFor(result.framework, editions) }
      return c.view('Check this framework before you store it', checkBody(result.framework, editions, store, c.path), {
        back: { href: c.path, text: 'Choose another file' },
      })
    }
    if (store.sent) return c.redirect(c.path, { text: 'Choose the file again', tone: 'notice' })
    const problems = result && 'problems' in result ? result.problems : []
    if (problems.length > 0)
      upload.refuse({
        field: 'file',
        message: `The file has ${plural(problems.length, 'problem')}, listed below. Nothing was stored`,
      })
    return c.view(
      'Load a framework',
      html`${chooseFile(upload)}${problemsInFile(problems, 'areas[0] is the first area')}${chooseShipped(shipped)}`,
      {
        back,
      },
    )
  },
)

/** The edition's own name when it is free, or a suggestion. */
function editionFor(framework: Framework, editions: { edition: string }[]): string {
  const taken = new Set(editions.map((each) => each.edition))
  return taken.has(framework.edition) ? nextEdition(framework.edition, taken) : framework.edition
}

function chooseFile(form: Form<z.output<typeof fileFields>>): Html {
  return html`<h2 class="govuk-heading-m">From a file</h2>
<p class="govuk-body">A framework is a text file in YAML. You can download any framework here as a file, change it in a text editor, and load it as a new draft. Nothing is stored until you have checked it.</p>
${form.start({ upload: true })}
${form.file('file', { label: 'Framework file', hint: 'A .yaml file of up to 2 MB', accept: '.yaml,.yml,text/plain' })}
${form.end('Read the file')}`
}

function chooseShipped(form: Form<z.output<typeof shippedFields>>): Html {
  return html`<h2 class="govuk-heading-m">Or start with one that comes with Schoolfellow</h2>
${form.start()}
${form.radios('name', { legend: 'Which framework?', items: shippedFrameworks.map(({ name, title }) => ({ value: name, text: title })) })}
${form.end('Use this framework', { tone: 'secondary' })}`
}

function checkBody(
  framework: Framework,
  editions: { edition: string; state: string }[],
  form: Form<z.output<typeof storeFields>>,
  again: string,
): Html {
  const scale =
    framework.scale.kind === 'open'
      ? 'Open: answered in words'
      : sentenceList(framework.scale.points.map(({ value, label }) => `${value} ${label}`))
  const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } })
  const known =
    editions.length > 0
      ? `You have ${plural(editions.length, 'edition')} of this framework already: ${sentenceList(editions.map(({ edition, state }) => `${edition} (${state})`))}. This will be a new one beside ${editions.length === 1 ? 'it' : 'them'}.`
      : 'You do not have this framework yet.'
  return html`<p class="govuk-body">The file has no problems. ${known}</p>
${summaryList({
  rows: [
    row('Title', framework.title),
    row('What it is for', framework.description),
    row('Scale', scale),
    row('Areas', sentenceList(framework.areas.map((area) => `${area.title} (${area.statements.length})`))),
    row('Statements', String(statementsOf(framework).length)),
    row('What must come first', gatesInWords(framework)),
  ],
})}
<p class="govuk-body">It will be stored as a draft. Only people who manage frameworks see drafts. You can read it in full and change it before you publish it.</p>
${form.start()}${form.hidden('yaml', String(form.raw.yaml ?? ''))}
${form.input('edition', { label: 'Name of this edition', hint: 'Such as 2 or Autumn 2026. No two editions of a framework may share a name.', width: 20 })}
${form.end('Store as a draft', { cancel: { href: again, text: 'Choose another file' } })}`
}
