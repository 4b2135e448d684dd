import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { mayShare } from '../../../sharing/public.ts'
import { pdfFile, wordFile } from '../../document-files.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { type ReportContent, reportOf } from '../report.ts'
import { reportDocument } from '../report-parts.ts'
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
      html`<p class="govuk-body app-beside">${downloads(base)} ${sharing}</p>${reportBody(report)}`,
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

/** The report for word processors. */
export const reportWord = page(
  { path: '/:partnership/reviews/:review/report.docx', allow: 'member', params: reviewParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    return c.download(await wordOf(reportOf(writeUp)))
  },
)

/** The ways to take a report along. */
export function downloads(base: string): Html {
  return html`<a class="govuk-link" href="${base}/report.pdf">Download the report (PDF)</a> <a class="govuk-link" href="${base}/report.docx">Download the report (Word)</a>`
}

/** A report as a file to keep and to print. */
export const pdfOf = (report: ReportContent) => pdfFile(reportDocument(report))

/** A report as a file to go on working with. */
export const wordOf = (report: ReportContent) => wordFile(reportDocument(report))
