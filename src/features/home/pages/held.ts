import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { hiddenFields } from '../../../design/frame.ts'
import { dayAndTime } from '../../../lib/words.ts'
import { isRecord, isUuid, type RawValues } from '../../../platform/web/form.ts'
import { heldSubmission } from '../../../platform/web/held.ts'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'

/** Gives back what somebody sent after their session had ended, once they have signed in again. */
export const held = page(
  { path: '/held/:held', allow: 'signed-in', params: z.object({ held: z.uuid() }) },
  async (c) => {
    const accountId = found(c.opened.session).account_id
    const submission = found(await c.asOwner((db) => heldSubmission(db, c.params.held, accountId)))
    const typed = textsIn(submission.body)
    return c.view(
      'You were signed out before this was saved',
      html`<p class="govuk-body">You sent this on ${dayAndTime(submission.held_at)}, after your session had ended. Nothing is lost: save it now, or leave it and it is forgotten after a day.</p>
<dl class="govuk-summary-list">${typed.map((text) => html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">You typed</dt><dd class="govuk-summary-list__value app-kept-lines">${text}</dd></div>`)}</dl>
<form method="post" action="${submission.path}">${hiddenFields(submission.body)}<div class="govuk-button-group">${button({ text: 'Save what you typed', preventDoubleClick: true })}<a class="govuk-link" href="${submission.path}">Open the page without it</a></div></form>`,
    )
  },
)

/** Every text of a body, also of those parts that are grouped under one name; what begins with _ is the page's own, and an id is no text. */
function textsIn(body: RawValues): string[] {
  return Object.entries(body).flatMap(([name, value]) => {
    if (name.startsWith('_')) return []
    if (typeof value === 'string') return value === '' || isUuid(value) ? [] : [value]
    return isRecord(value) ? textsIn(value) : []
  })
}
