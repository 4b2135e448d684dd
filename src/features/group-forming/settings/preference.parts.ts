/** What several pages say about a school's answer. */
import { insetText } from '../../../design/components/inset-text.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { dayAndTime } from '../../../lib/words.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import type { ChosenFramework, Given } from './preference.queries.ts'

/** The areas' titles; an area that a newer edition of the framework lacks is named as such. */
export function areaTitles(framework: Pick<ChosenFramework, 'areas'> | undefined, keys: readonly string[]): string[] {
  return keys.map(
    (key) => framework?.areas.find((area) => area.key === key)?.title ?? `${key} (not in the framework now)`,
  )
}

/** Who will see an answer, and for what: said before it is sent. */
export function whoSeesIt(schoolName: string): Html {
  return insetText({
    html: html`<p>Only the partnership’s officers see this, and the head, senior leaders and SENCO of ${schoolName}. It is used to form the groups.</p><p>Your partners will be told which of your strengths led to the match, and only after the groups are proposed.</p>`,
  })
}

/** "Sam Ahmed, an officer of the partnership, on 24 November 2026 at 10am" */
export function givenBy(given: Given): string {
  return `${given.given_by_name}${given.by_officer ? ', for the partnership,' : ''} on ${dayAndTime(given.given_at)}`
}

/** What a school said, with who said it. */
export function givenList(given: Given, framework: ChosenFramework | undefined): Html {
  const list = (texts: readonly string[]) =>
    texts.length === 0
      ? { text: 'Nothing named' }
      : { html: html`<ul class="govuk-list">${texts.map((text) => html`<li>${text}</li>`)}</ul>` }
  return summaryList({
    rows: [
      { key: { text: 'Can help others with' }, value: list(areaTitles(framework, given.strengths)) },
      { key: { text: 'Looks for help with' }, value: list(areaTitles(framework, given.priorities)) },
      { key: { text: 'Would like to work with' }, value: list(given.wished.map(({ name }) => name)) },
      {
        key: { text: 'Note for the officers' },
        value: given.note === '' ? { text: 'None' } : { html: html`<div class="app-kept-lines">${given.note}</div>` },
      },
      { key: { text: 'Said by' }, value: { text: givenBy(given) } },
    ],
  })
}
