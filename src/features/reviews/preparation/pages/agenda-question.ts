/** Making an enquiry question of a judgement on the agenda. */
import { z } from 'zod'
import { details } from '../../../../design/components/details.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { choices, longText } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf } from '../../pages/visit-frame.ts'
import { reviewParams } from '../../paths.ts'
import { type AgendaItem, whyOf } from '../agenda.rules.ts'
import { addQuestion } from '../question.queries.ts'
import { adviceOnQuestion } from '../question.rules.ts'
import { visitFor, whyCannotPrepare } from '../visit.queries.ts'
import { agendaOf } from './agenda.ts'
import { aboutItem, type Placed } from './agenda-parts.ts'
import { questionHelp } from './question-help.ts'

const fieldsFor = (keys: readonly string[]) =>
  z.object({ text: longText('Enter the question', { max: 400 }), also: choices('Choose from the list', keys, 0) })

/** A question drawn from a judgement: prefilled, meant to be changed, and linked to every judgement that it is about. */
export const questionFromAgenda = page(
  {
    path: '/:partnership/reviews/:review/questions/from/:statement',
    allow: 'review:see',
    params: reviewParams.extend({ statement: z.string() }),
    query: z.object({ start: z.coerce.number().int().min(0).max(20).optional().catch(undefined) }),
  },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    if (whyCannotPrepare(visit)) return c.forbidden()
    const { all } = await agendaOf(c.db, c.actor, visit, c.today)
    const own = found(all.find(({ item }) => item.statement_key === c.params.statement))
    const { item } = own
    const others = all.map((one) => one.item).filter((one) => one !== item)
    const asked = own.outcome.kind === 'asked' ? own.outcome.questions : []
    const opening = item.openings[c.query.start ?? 0] ?? item.openings[0] ?? ''
    // The version is how many questions were drawn from it already: two people seldom mean to ask the same twice.
    const form = c.form(fieldsFor(others.map((one) => one.statement_key)), {
      initial: { text: opening },
      version: asked.length,
    })
    if (form.value && form.sentVersion !== undefined && form.sentVersion < asked.length) {
      const [newest] = asked.toReversed()
      form.refuse({
        message: `${newest?.updated_by_name ?? 'Somebody'} made a question of this judgement after you opened the page: “${newest?.text ?? ''}”. Yours is still in the form. Add it as well if both are needed`,
      })
    }
    if (form.value) {
      const { text, also } = form.value
      const drawn_from = [item, ...others.filter((one) => also.includes(one.statement_key))].map((one) => ({
        statement_key: one.statement_key,
        why: whyOf(one),
      }))
      const saved = await addQuestion(c.db, c.actor, visit, { text, drawn_from }, c.now)
      if (saved.kind === 'saved')
        return c.redirect(
          paths.agenda,
          adviceOnQuestion(text).length > 0
            ? 'Question added. There is advice beside it among the questions'
            : 'Question added',
        )
      if (saved.kind === 'refused') form.refuse(saved.refusal)
    }
    return c.view(
      'Make a question',
      html`<h2 class="govuk-heading-s">${item.statement}</h2>${aboutItem(item)}
${asked.length > 0 ? insetText({ text: `Asked about it already: ${asked.map((one) => `“${one.text}”`).join(' ')}` }) : nothing}
${form.start()}${form.textarea('text', { label: 'Question', hint: 'This is a start. Change its words until everyone at the meeting can work with it.', rows: 3, maxLength: 400 })}
${otherOpenings(item, opening, paths.questionFrom(item.statement_key))}${questionHelp}
${alsoAbout(form, others, all)}
${form.end('Add the question', { cancel: { href: paths.agenda } })}`,
      { caption: visit.host_school_name, back: { href: paths.agenda, text: 'Agenda' } },
    )
  },
)

const shownOpenings = 5

function otherOpenings(item: AgendaItem, current: string, href: string): Html {
  const rest = item.openings.map((text, index) => ({ text, index })).filter(({ text }) => text !== current)
  if (rest.length === 0) return nothing
  const rows = rest
    .slice(0, shownOpenings)
    .map(({ text, index }) => html`<li><a class="govuk-link" href="${href}?start=${index}">${text}</a></li>`)
  return details({
    summaryText: 'Other ways to ask it',
    html: html`<p class="govuk-body">Choose one to begin with it. It takes the place of what is in the box.</p><ul class="govuk-list govuk-list--bullet">${rows}</ul>`,
  })
}

function alsoAbout(
  form: Form<{ text: string; also: string[] }>,
  others: readonly AgendaItem[],
  all: readonly Placed[],
): Html {
  if (others.length === 0) return nothing
  const isOpen = (item: AgendaItem) => all.some((one) => one.item === item && one.outcome.kind === 'open')
  const items = others
    .filter(isOpen)
    .map((one) => ({ value: one.statement_key, text: one.statement, hint: one.area_title }))
  if (items.length === 0) return nothing
  return details({
    summaryText: 'Is it about other judgements too?',
    html: form.checkboxes('also', { legend: 'The question is also drawn from', items, small: true }),
  })
}
