/** The body of the `/design` page: every component in every state, for looking at and for tests. */
import { type Html, html } from '../platform/web/html.ts'
import { filters, lists, messages, typography, ways } from './design-page/content.ts'
import { buttons, choices, inputs, texts } from './design-page/forms.ts'
import { bothTexts, homeCards, profile, states, steps } from './design-page/patterns.ts'

const sections: readonly { id: string; title: string; body: () => Html }[] = [
  { id: 'typography', title: 'Words', body: typography },
  { id: 'buttons', title: 'Buttons', body: buttons },
  { id: 'inputs', title: 'Short answers', body: inputs },
  { id: 'texts', title: 'Long answers and files', body: texts },
  { id: 'choices', title: 'Choices', body: choices },
  { id: 'messages', title: 'Messages', body: messages },
  { id: 'ways', title: 'Ways around', body: ways },
  { id: 'lists', title: 'Answers, tasks and tables', body: lists },
  { id: 'filters', title: 'Filters', body: filters },
  { id: 'states', title: 'States', body: states },
  { id: 'cards', title: 'Cards', body: homeCards },
  { id: 'steps', title: 'Timeline', body: steps },
  { id: 'both-texts', title: 'Two versions of one text', body: bothTexts },
  { id: 'chart', title: 'Framework profile', body: profile },
]

/** Everything that pages are made of, one under another. */
export function designPage(): Html {
  const contents = html`<ul class="govuk-list">${sections.map(({ id, title }) => html`<li><a class="govuk-link" href="#${id}">${title}</a></li>`)}</ul>`
  return html`<nav aria-label="Contents">${contents}</nav>${sections.map(({ id, title, body }) => html`<section><h2 class="govuk-heading-l" id="${id}">${title}</h2>${body()}</section>`)}`
}
