import { z } from 'zod'
import { optionalText, text } from '../../platform/web/fields.ts'
import type { FormView } from '../../platform/web/form.ts'
import { type Html, html } from '../../platform/web/html.ts'
import { districtKind } from './locality.queries.ts'

/** The kinds that most partnerships have; a partnership may name others. */
const usualKinds = [districtKind, 'Area', 'Community of schools']
const another = 'another'

/** What a locality is called and what kind of place it is. */
export const localityFields = z
  .object({
    name: text('Enter the name of the locality', { max: 100 }),
    kind: text('Choose what kind of locality it is', { max: 60 }),
    other_kind: optionalText({ max: 60 }),
  })
  .transform(({ name, kind, other_kind }, context) => {
    if (kind !== another) return { name, kind }
    if (other_kind === '')
      context.addIssue({ code: 'custom', path: ['other_kind'], message: 'Enter the kind of locality' })
    return { name, kind: other_kind }
  })

/** The questions about a locality, with the partnership's own kinds among the usual ones. */
export function localityQuestions(
  form: FormView<'name' | 'kind'>,
  kindsInUse: readonly string[],
  otherKind: Html,
): Html {
  const kinds = [...new Set([...usualKinds, ...kindsInUse])]
  return html`${form.input('name', { label: 'Name', hint: 'For example, Northdale' })}${form.radios('kind', {
    legend: 'What kind of locality is it?',
    hint: 'Localities of different kinds can overlap: a school is in one district and perhaps also in one area',
    items: [
      ...kinds.map((kind) => ({ value: kind, text: kind })),
      { value: another, text: 'Another kind', conditional: otherKind },
    ],
  })}`
}

/** The box for a kind that is not on the list. */
export function otherKindBox(form: FormView<string>): Html {
  return form.input('other_kind', { label: 'Kind of locality', hint: 'For example, Learning partnership', width: 20 })
}
