import { pdf } from '../../../../platform/documents/pdf.ts'
import { html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { mayShare } from '../../../sharing/public.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { type ReportContent, reportDocument, reportOf } from '../report.ts'
import { reportBody } from '../report-view.ts'
import { writeUpFor } from '../summary.queries.ts'
import { writeUpStage } from '../summary.rules.ts'

/** The report as a page to read and to print. */
export const reportPage = page(
  { path: '/:partnership/reviews/:review/report', allow: 'member', params: reviewParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    const base = reviewPath(c.partnership, writeUp.id)
    const report = reportOf(writeUp)
    const sharing =
      writeUpStage(writeUp) === 'agreed' && mayShare(c.actor, 'review-report', writeUp.host_school_id)
        ? html`<a class="govuk-link" href="${base}/report/share">Share the report</a>`
        : nothing
    return c.view(
      report.title,
      html`<p class="govuk-body app-beside"><a class="govuk-link" href="${base}/report.pdf">Download the report (PDF)</a> ${sharing}</p>${reportBody(report)}`,
      { back: { href: base, text: 'The review' } },
    )
  },
)

/** The report as a tagged PDF. */
export const reportPdf = page(
  { path: '/:partnership/reviews/:review/report.pdf', allow: 'member', params: reviewParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    return c.download(await pdfOf(reportOf(writeUp)))
  },
)

/** A report as a file to keep and to print. */
export async function pdfOf(report: ReportContent) {
  const body = Buffer.from(await pdf(reportDocument(report)))
  return { name: `${report.title}.pdf`, type: 'application/pdf', body, bytes: body.length }
}
