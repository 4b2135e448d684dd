/** What the forms of documents and of emails ask alike. */
import { details } from '../../../../design/components/details.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import { placeholders } from '../../letters.schema.ts'
import { peopleInWords } from '../../letters.words.ts'
import type { ReviewModel } from '../../model.schema.ts'
import { leaderParts, type Participant, participants } from '../../people.schema.ts'

const ofEachSchool = 'Of the host school; in a meeting of the whole group, of each of its schools'

/** The step to which a letter belongs. */
export function stageQuestion(form: Form<{ stage: string }>, model: ReviewModel, hint: string): Html {
  const items = model.stages.map(({ key, name }) => ({ value: key, text: name }))
  return form.select('stage', { label: 'Which step does it belong to?', hint, items, empty: 'Choose a step' })
}

/** The people whom a letter of this model can be for. */
export function peopleItems({ group, stages }: ReviewModel) {
  const isThere = (one: Participant) => {
    if (one === 'named-leader') return stages.some(({ led_by }) => led_by)
    return !leaderParts.some((part) => part === one) || group.leaders.some(({ part }) => part === one)
  }
  return participants
    .filter(isThere)
    .map((one) => ({ value: one, text: nameOf(one), ...(isRole(one) ? { hint: ofEachSchool } : {}) }))
}

const isRole = (one: Participant) => one === 'headteacher' || one === 'senco'

function nameOf(one: Participant): string {
  if (one === 'headteacher') return 'The headteacher'
  if (one === 'senco') return 'The SENCO'
  const words = peopleInWords([one], { of: 'review' })
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** What a text may name, to look up while writing. */
export function placeholderList(): Html {
  return details({
    summaryText: 'What can be filled in',
    html: html`<p class="govuk-body">Write these in braces, such as {host school}. Each review puts its own there.</p>
<ul class="govuk-list govuk-list--bullet">${Object.entries(placeholders).map(([name, meaning]) => html`<li>{${name}}: ${meaning}</li>`)}</ul>`,
  })
}
