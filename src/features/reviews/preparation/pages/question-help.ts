import { details } from '../../../../design/components/details.ts'
import { html } from '../../../../platform/web/html.ts'

/** What makes a good enquiry question, for whoever writes one. */
export const questionHelp = details({
  summaryText: 'What makes a good enquiry question',
  html: html`<ul class="govuk-list govuk-list--bullet">
<li>It starts with “To what extent”, “How” or “What”, so that yes or no is not an answer.</li>
<li>Either answer would be welcome: it does not say what the team should find.</li>
<li>One day of looking, listening and reading can answer it.</li>
<li>The school will do something different when it knows the answer.</li>
</ul>`,
})
