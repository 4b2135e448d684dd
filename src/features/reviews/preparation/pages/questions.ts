/** Writing a new enquiry question, and wording one anew. */
import { z } from 'zod'
import { longText } from '../../../../platform/web/fields.ts'
import { html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf } from '../../pages/visit-frame.ts'
import { reviewParams } from '../../paths.ts'
import { addQuestion, changeQuestion, questionIn } from '../question.queries.ts'
import { adviceOnQuestion } from '../question.rules.ts'
import { visitFor, whyCannotPrepare } from '../visit.queries.ts'
import { questionHelp } from './question-help.ts'

const fields = z.object({ text: longText('Enter the question', { max: 400 }) })

const question = {
  label: 'Question',
  hint: 'Open, about one thing, and about what pupils experience. For example: To what extent do pupils with SEND take part in lessons with their class?',
  rows: 3,
  maxLength: 400,
}

/** Said after saving, so that advice is seen while the question is fresh. */
function saidAfter(done: string, text: string): string {
  return adviceOnQuestion(text).length > 0 ? `${done}. There is advice beside it` : done
}

export const newQuestion = page(
  { path: '/:partnership/reviews/:review/questions/new', allow: 'review:see', params: reviewParams },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    if (whyCannotPrepare(visit)) return c.forbidden()
    const form = c.form(fields)
    if (form.value) {
      const saved = await addQuestion(c.db, c.actor, visit, { text: form.value.text, drawn_from: [] }, c.now)
      if (saved.kind === 'saved')
        return c.redirect(`${paths.prepare}#questions`, saidAfter('Question added', form.value.text))
      if (saved.kind === 'refused') form.refuse(saved.refusal)
    }
    return c.view(
      'Write a question',
      html`${form.start()}${form.textarea('text', question)}${questionHelp}${form.end('Add the question', { cancel: { href: paths.prepare } })}`,
      {
        caption: visit.host_school_name,
        back: { href: paths.prepare, text: 'Prepare the visit' },
      },
    )
  },
)

export const editQuestion = page(
  {
    path: '/:partnership/reviews/:review/questions/:question',
    allow: 'review:see',
    params: reviewParams.extend({ question: z.uuid() }),
  },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    if (whyCannotPrepare(visit)) return c.forbidden()
    const before = found(questionIn(visit, c.params.question))
    const form = c.form(fields, { initial: { text: before.text }, version: before.version })
    if (form.value) {
      const saved = await changeQuestion(
        c.db,
        c.actor,
        visit,
        { id: before.id, text: form.value.text },
        form.sentVersion,
        c.now,
      )
      if (saved.kind === 'saved')
        return c.redirect(`${paths.prepare}#questions`, saidAfter('Question saved', form.value.text))
      if (saved.kind === 'conflict') return c.conflict(form, { ...saved, labels: { text: 'Question' } })
      form.refuse(saved.refusal)
    }
    return c.view(
      'Change a question',
      html`${form.start()}${form.textarea('text', question)}${questionHelp}${form.end('Save the question', { cancel: { href: paths.prepare } })}`,
      {
        caption: visit.host_school_name,
        back: { href: paths.prepare, text: 'Prepare the visit' },
      },
    )
  },
)
