import { z } from 'zod'
import { date, optionalId, text } from '../../../platform/web/fields.ts'
import type { FormView } from '../../../platform/web/form.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import type { ModelToChoose } from '../../review-models/public.ts'

/** The questions about a programme, for starting one and for changing it. */
export const programmeFields = z.object({
  name: text('Enter a name for the programme', { max: 120 }),
  model_key: text('Choose how the programme reviews', { max: 100 }),
  framework_id: optionalId('Choose a published framework'),
  starts_on: date('Enter the first day of the programme'),
  ends_on: date('Enter the last day of the programme'),
})

/** `models` are those that a new programme chooses from; one that has started keeps its own. */
export function programmeQuestions(
  form: FormView<keyof z.infer<typeof programmeFields>>,
  frameworks: readonly { id: string; title: string; edition: string }[],
  models: readonly ModelToChoose[] | { kept: string },
): Html {
  return html`
    ${form.input('name', { label: 'Name of the programme', hint: 'People see it in emails and on their home page.', width: 20 })}
    ${
      'kept' in models
        ? form.hidden('model_key', models.kept)
        : form.radios('model_key', {
            legend: 'How does the programme review?',
            items: models.map(({ model_key, title, summary }) => ({ value: model_key, text: title, hint: summary })),
          })
    }
    ${form.select('framework_id', {
      label: 'Which framework do schools use?',
      hint:
        frameworks.length === 0
          ? 'No framework is published yet. You can choose one later.'
          : 'Schools evaluate themselves against it before they are visited.',
      items: frameworks.map((framework) => ({
        value: framework.id,
        text: `${framework.title}, edition ${framework.edition}`,
      })),
      empty: 'Not decided yet',
    })}
    ${form.date('starts_on', { legend: 'First day' })}
    ${form.date('ends_on', { legend: 'Last day', hint: `The last meeting should be on or before this day. ${'kept' in models ? '' : models.map(({ title, length_months }) => `${title}: about ${length_months} months.`).join(' ')}` })}`
}
