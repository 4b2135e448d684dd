import { z } from 'zod'
import { academicYearName, academicYearStart } from '../../../lib/school-days-usual-terms.ts'
import { date, text } from '../../../platform/web/fields.ts'
import type { FormView } from '../../../platform/web/form.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { addTerm, changeTerm, removeTerm, termsOf } from '../calendar.queries.ts'
import { termDatesPath } from '../paths.ts'
import { whyCannotBeTerm } from '../term.rules.ts'

const fields = z.object({
  academic_year: text('Enter the academic year, like 2026-27', { max: 7 }),
  name: text('Enter a name for the term, like Term 1', { max: 60 }),
  starts_on: date('Enter the first day of the term'),
  ends_on: date('Enter the last day of the term'),
})

function questions(form: FormView<keyof z.infer<typeof fields>>): Html {
  return html`${form.input('academic_year', { label: 'Academic year', hint: 'For example, 2026-27', width: 10 })}
    ${form.input('name', { label: 'Name of the term', hint: 'For example, Term 1 or Autumn term, first half', width: 20 })}
    ${form.date('starts_on', { legend: 'First day on which schools are open' })}
    ${form.date('ends_on', { legend: 'Last day on which schools are open' })}`
}

/** Adds a term. */
export const newTerm = page(
  { path: '/:partnership/term-dates/new', allow: 'calendar:manage', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const back = termDatesPath(c.partnership)
    const form = c.form(fields, { initial: { academic_year: academicYearName(academicYearStart(c.today)) } })
    if (form.value) {
      const refusal = whyCannotBeTerm(form.value, await termsOf(c.db, c.actor))
      if (!refusal && (await addTerm(c.db, c.actor, form.value)))
        return c.redirect(back, `${form.value.name} of ${form.value.academic_year} added`)
      form.refuse(refusal ?? { field: 'name', message: 'This year has a term of this name already' })
    }
    return c.view(
      'Add a term',
      html`${form.start()}${questions(form)}${form.end('Add the term', { cancel: { href: back } })}`,
      { back: { href: back, text: 'Term dates' } },
    )
  },
)

/** Changes or removes a term. */
export const editTerm = page(
  {
    path: '/:partnership/term-dates/:term/edit',
    allow: 'calendar:manage',
    params: z.object({ partnership: z.string(), term: z.uuid() }),
  },
  async (c) => {
    const back = termDatesPath(c.partnership)
    const terms = await termsOf(c.db, c.actor)
    const term = found(terms.find((one) => one.id === c.params.term))
    const { id, ...initial } = term
    const form = c.form(fields, { initial })
    if (form.value) {
      const refusal = whyCannotBeTerm(
        form.value,
        terms.filter((one) => one.id !== id),
      )
      if (!refusal && (await changeTerm(c.db, c.actor, id, form.value)))
        return c.redirect(back, `${form.value.name} of ${form.value.academic_year} changed`)
      form.refuse(refusal ?? { message: 'This term has been removed' })
    }
    const remove = c.form(z.object({}), { name: 'remove' })
    if (remove.value) {
      await removeTerm(c.db, c.actor, id)
      return c.redirect(back, `${term.name} of ${term.academic_year} removed`)
    }
    return c.view(
      `Change ${term.name} of ${term.academic_year}`,
      html`<p class="govuk-body">Visits and meetings that are arranged stay on their days. Dates that are counted from now on go by the new terms.</p>
      ${form.start()}${questions(form)}${form.end('Save', { cancel: { href: back } })}
      <h2 class="govuk-heading-m">Remove this term</h2><p class="govuk-body">Its days are then no school days, and no visit or meeting can be put on them. You can add the term again.</p>${remove.start()}${remove.end('Remove the term', { tone: 'warning' })}`,
      { back: { href: back, text: 'Term dates' } },
    )
  },
)
