/** A report that a school has shared, as its readers see it. */
import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { longDate } from '../../../../lib/words.ts'
import { html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { openShare, readerInSentence, whatReadersSee } from '../../../sharing/public.ts'
import { prose } from '../../document-view.ts'
import { type ReportContent, reportContent } from '../report.ts'
import { reportBody } from '../report-view.ts'
import { downloads, pdfOf, wordOf } from './report.ts'

const params = z.object({ partnership: z.string(), share: z.uuid() })

/** Shows the report as it was when it was shared, and writes down that it was opened. People of the school itself see it without. */
export const sharedReportPage = page(
  { path: '/:partnership/reviews/shared/:share', allow: 'member', params },
  async (c) => {
    const opened = found(await openShare(c.db, c.actor, c.params.share, c.now))
    const { share, as, status } = opened
    if (share.subject_kind !== 'review-report') c.notFound()
    if (status !== 'active' && as === 'reader') return c.redirect(`/${c.partnership.key}/shares/${share.id}`)
    const report = reportFrom(opened.content)
    const note =
      as === 'owner'
        ? html`${whatReadersSee(share.with_name, status === 'active')}`
        : html`${report.school.name} shares this with ${readerInSentence(share.with_name)} until the end of ${longDate(share.until_on)}. The school sees that you opened it. Please use it only for this purpose:`
    return c.view(
      report.title,
      html`${insetText({ html: html`${note}${as === 'reader' ? prose(share.purpose) : nothing}` })}
<p class="govuk-body app-beside">${downloads(`/${c.partnership.key}/reviews/shared/${share.id}`)}</p>
${reportBody(report)}`,
      as === 'owner'
        ? { back: { href: `/${c.partnership.key}/reviews/${share.subject_id}/report/share`, text: 'Sharing' } }
        : { back: { href: `/${c.partnership.key}`, text: 'Your home page' } },
    )
  },
)

/** The same as a PDF, as long as it is shared. */
export const sharedReportPdf = page(
  { path: '/:partnership/reviews/shared/:share/report.pdf', allow: 'member', params },
  async (c) => {
    const { share, content } = found(await openShare(c.db, c.actor, c.params.share, c.now))
    if (share.subject_kind !== 'review-report' || content === undefined) c.notFound()
    return c.download(await pdfOf(reportFrom(content)))
  },
)

/** The same for word processors, as long as it is shared. */
export const sharedReportWord = page(
  { path: '/:partnership/reviews/shared/:share/report.docx', allow: 'member', params },
  async (c) => {
    const { share, content } = found(await openShare(c.db, c.actor, c.params.share, c.now))
    if (share.subject_kind !== 'review-report' || content === undefined) c.notFound()
    return c.download(await wordOf(reportFrom(content)))
  },
)

/** Reads a stored report. Snapshots are ours, written by `reportOf`; one of another form is a fault of ours. */
function reportFrom(content: unknown): ReportContent {
  return reportContent.parse(content)
}
