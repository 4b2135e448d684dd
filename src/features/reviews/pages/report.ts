import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { longDate } from '../../../lib/words.ts'
import { pdf } from '../../../platform/documents/pdf.ts'
import { date, ids, longText, ticked } from '../../../platform/web/fields.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import {
  mayShare,
  openingsOf,
  type Recipient,
  revokeShare,
  shareSnapshot,
  shareStatus,
  sharesOf,
  takeSnapshot,
} from '../../sharing/public.ts'
import { partName } from '../part.rules.ts'
import { reportDocument, reportOf } from '../report.ts'
import { reportBody } from '../report-view.ts'
import { type WriteUp, writeUpFor } from '../summary.queries.ts'
import { writeUpStage } from '../summary.rules.ts'
import { reviewParams, reviewPath } from './write-up.ts'

/** The report as a page to read and to print. */
export const reportPage = page(
  { path: '/:partnership/reviews/:review/report', allow: 'member', params: reviewParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    const base = reviewPath(c.partnership.key, writeUp.id)
    const report = reportOf(writeUp, partName)
    return c.view(
      report.title,
      html`<p class="govuk-body app-no-print"><a class="govuk-link" href="${base}/report.pdf">Download the report (PDF)</a>${mayShareReport(writeUp, c.can('review:share', writeUp.host_school_id)) ? html` <a class="govuk-link" href="${base}/report/share">Share the report</a>` : nothing}</p>${reportBody(report)}`,
      { back: { href: base, text: 'Back to the review' } },
    )
  },
)

function mayShareReport(writeUp: WriteUp, permitted: boolean): boolean {
  return permitted && writeUpStage(writeUp) === 'agreed'
}

/** The report as a tagged PDF. */
export const reportPdf = page(
  { path: '/:partnership/reviews/:review/report.pdf', allow: 'member', params: reviewParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    const report = reportOf(writeUp, partName)
    const body = Buffer.from(await pdf(reportDocument(report)))
    return c.download({ name: `${report.title}.pdf`, type: 'application/pdf', body, bytes: body.length })
  },
)

const shareFields = z.object({
  schools: ids('Choose the schools', 0),
  officers: ticked(),
  purpose: longText('Enter what they may use it for', { max: 500 }),
  until: date('Enter the last day'),
})

/** The host shares its agreed report by name, for a purpose, until a day; sees who opened it; takes it back. */
export const shareReportPage = page(
  { path: '/:partnership/reviews/:review/report/share', allow: 'review:share', params: reviewParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    if (!mayShare(c.actor, 'review-report', writeUp.host_school_id) || writeUpStage(writeUp) !== 'agreed') c.notFound()
    const path = `${reviewPath(c.partnership.key, writeUp.id)}/report/share`
    const subject = { kind: 'review-report', id: writeUp.id } as const
    const shares = await sharesOf(c.db, c.actor, subject)
    for (const share of shares) {
      const takeBack = c.form(z.object({}), { name: `take-back-${share.id}` })
      if (!takeBack.value) continue
      const refusal = await revokeShare(c.db, c.actor, share.id, c.now)
      if (!refusal) return c.redirect(path, `${share.with_name} can no longer open the report`)
      takeBack.refuse(refusal)
    }
    const form = c.form(shareFields, { initial: { until: c.today.add({ months: 6 }) } })
    if (form.value) {
      const { schools, officers, purpose, until } = form.value
      const recipients: Recipient[] = [
        ...schools.map((school_id) => ({ kind: 'school' as const, school_id })),
        ...(officers ? [{ kind: 'officers' as const }] : []),
      ]
      const snapshot = await takeSnapshot(
        c.db,
        c.actor,
        { school_id: writeUp.host_school_id, subject, content: reportOf(writeUp, partName) },
        c.now,
      )
      const shared = await shareSnapshot(
        c.db,
        c.actor,
        snapshot,
        { recipients, purpose, until_on: until },
        c.services,
        c.now,
      )
      if (!shared.refusal) return c.redirect(path, 'The report is shared')
      form.refuse({
        ...shared.refusal,
        field: shared.refusal.field === 'with' ? 'schools' : (shared.refusal.field ?? ''),
      })
    }
    const openings = await openingsOf(c.db, c.actor, subject)
    const partners = writeUp.group_schools.filter((school) => school.id !== writeUp.host_school_id)
    return c.view(
      'Share the report',
      html`${insetText({ text: 'They see the report as it is now, until the day that you choose. You see who opens it, and can take it back at any time. The email that tells them holds a link and nothing of the report.' })}
${form.start()}
${form.checkboxes('schools', { legend: 'Schools of your review group', hint: 'Their headteachers, senior leaders and SENCOs can open it', items: partners.map((school) => ({ value: school.id, text: school.name })) })}
${form.tick('officers', { text: `The lead and officers of ${c.partnership.name}` })}
${form.textarea('purpose', { label: 'What is it for?', hint: 'For example, to prepare the visit to your own school', rows: 2 })}
${form.date('until', { legend: 'Until which day?' })}
${form.end('Share the report', { cancel: { href: reviewPath(c.partnership.key, writeUp.id) } })}
<h2 class="govuk-heading-m">Who can open it</h2>
${
  shares.length === 0
    ? html`<p class="govuk-body">Nobody outside the two teams yet.</p>`
    : html`<ul class="app-tasks">${shares.map((share) => {
        const status = shareStatus(share, c.today)
        const opened = openings.filter((opening) => opening.share_id === share.id)
        const takeBack = c.form(z.object({}), { name: `take-back-${share.id}` })
        return html`<li class="app-tasks__item"><div class="app-tasks__what"><strong>${share.with_name}</strong><span class="app-tasks__about">${share.purpose}</span><span class="app-tasks__note">${opened.length === 0 ? 'Not opened yet' : `Opened by ${[...new Set(opened.map((opening) => opening.name))].join(', ')}`}</span></div><div class="app-tasks__when">${status === 'active' ? html`<span class="app-tasks__day">Until ${longDate(share.until_on)}</span>${takeBack.start()}${takeBack.end('Take back', { tone: 'secondary' })}` : html`<span class="app-tasks__day">${status === 'revoked' ? 'Taken back' : `Ended on ${longDate(share.until_on)}`}</span>`}</div></li>`
      })}</ul>`
}
<p class="govuk-body">${button({ text: 'Read the report', href: `${reviewPath(c.partnership.key, writeUp.id)}/report`, classes: 'govuk-button--secondary' })}</p>`,
      {
        caption: writeUp.host_school_name,
        back: { href: reviewPath(c.partnership.key, writeUp.id), text: 'Back to the review' },
      },
    )
  },
)
