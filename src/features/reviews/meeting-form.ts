/** What is asked about a meeting that is arranged. */
import { z } from 'zod'
import { date, optionalText, time, wholeNumber } from '../../platform/web/fields.ts'
import type { Form } from '../../platform/web/form.ts'
import { type Html, html } from '../../platform/web/html.ts'

const link = optionalText({ max: 500 }).refine(
  (text) => text === '' || /^https?:\/\/\S+$/.test(text),
  'Enter a full web address, starting with https://',
)

/** `checked` holds the day whose advice was read already. */
export const meetingFields = z.object({
  meets_on: date('Enter the day of the meeting'),
  starts: time('Enter when the meeting starts'),
  minutes: wholeNumber('Enter how long the meeting lasts', { min: 10, max: 480 }),
  place: optionalText({ max: 200 }),
  link,
  checked: optionalText(),
})

/** The form of a meeting; `told` says who hears of it. */
export function meetingQuestions(
  form: Form<z.infer<typeof meetingFields>>,
  about: { checked: string; told: string; back: string; save: string },
): Html {
  return html`${form.start()}
    ${form.date('meets_on', { legend: 'Day' })}
    ${form.time('starts', { label: 'Starts at' })}
    ${form.input('minutes', { label: 'How long does it last?', suffix: 'minutes', width: 3, numeric: true })}
    ${form.input('place', { label: 'Where? (optional)', width: 20 })}
    ${form.input('link', { label: 'Link to join online (optional)', type: 'url' })}
    ${form.hidden('checked', about.checked)}
    <p class="govuk-body">${about.told}</p>
    ${form.end(about.save, { cancel: { href: about.back } })}`
}
