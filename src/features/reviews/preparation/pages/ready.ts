/** The check before the visit: what is missing, and the button that says it is prepared. */
import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { dayAndTime, plural } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf, visitLinks } from '../../pages/visit-frame.ts'
import { reviewParams } from '../../paths.ts'
import { markPrepared, missingFor } from '../ready.queries.ts'
import type { Missing } from '../ready.rules.ts'
import { visitFor, whyCannotPrepare } from '../visit.queries.ts'

/** What the visit still lacks, each with the page that puts it right. */
export const prepareReady = page(
  { path: '/:partnership/reviews/:review/prepare/ready', allow: 'review:see', params: reviewParams },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    const missing = await missingFor(c.db, visit, c.today)
    const form = c.form(z.object({}), { name: 'prepared' })
    if (form.value) {
      const saved = await markPrepared(c.db, c.actor, visit, c.now)
      if (saved.kind === 'saved') return c.redirect(paths.prepare, 'The visit is prepared')
      if (saved.kind === 'refused') form.refuse(saved.refusal)
    }
    const hrefs: Record<Missing['part'], string> = {
      visit: paths.review,
      team: paths.review,
      evaluation: paths.review,
      meeting: paths.meeting,
      focus: paths.focus,
      questions: `${paths.prepare}#questions`,
      programme: paths.programme,
    }
    const may = whyCannotPrepare(visit) === undefined
    const list = (items: readonly Missing[]) =>
      html`<ul class="govuk-list govuk-list--bullet">${items.map((one) => html`<li>${may ? html`<a class="govuk-link" href="${hrefs[one.part]}">${one.message}</a>` : one.message}</li>`)}</ul>`
    const stops = missing.filter((one) => one.stops)
    const advice = missing.filter((one) => !one.stops)
    const finish = html`<p class="govuk-body">When you finish, the review moves on to the visit for everyone on the team and at ${visit.host_school_name}. Questions and programme can still be changed until the summary is sent.</p>
${form.start()}${form.end('Finish the preparation')}`
    return c.view(
      'Ready for the visit?',
      html`${visitLinks(c, visit, 'prepare')}
${verdict(stops.length, visit.prepared_at)}
${stops.length > 0 ? list(stops) : nothing}
${advice.length > 0 ? html`<h2 class="govuk-heading-m">Worth a look</h2><p class="govuk-body">These do not hold the visit up.</p>${list(advice)}` : nothing}
${may && stops.length === 0 && !visit.prepared_at ? finish : nothing}`,
      { caption: visit.host_school_name, back: { href: paths.prepare, text: 'Prepare the visit' } },
    )
  },
)

function verdict(stops: number, prepared_at: Temporal.Instant | null): Html {
  if (stops > 0) {
    const before = prepared_at
      ? html`The preparation was finished on ${dayAndTime(prepared_at)}, and since then `
      : nothing
    return html`<p class="govuk-body">${before}${prepared_at ? plural(stops, 'thing') : `${plural(stops, 'thing')}`} ${stops === 1 ? 'is' : 'are'} still to do before the visit.</p>`
  }
  if (prepared_at)
    return insetText({ text: `The preparation was finished on ${dayAndTime(prepared_at)}. Nothing is missing.` })
  return html`<p class="govuk-body">Nothing stands in the way of the visit.</p>`
}
