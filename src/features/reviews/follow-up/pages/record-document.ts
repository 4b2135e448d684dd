/** What came of a meeting of a review, as a page to read, a PDF and a Word file. */
import { z } from 'zod'
import type { Db } from '../../../../platform/db/connect.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import type { Actor } from '../../../people/public.ts'
import { pdfFile, wordFile } from '../../document-files.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { documentOfRecord, fileOfRecord } from '../../record.document.ts'
import { recordPage } from '../../record.parts.ts'
import { maySeeRecord } from '../../record.rules.ts'
import { reviewFor } from '../../review.queries.ts'
import { stageIn } from '../../review.rules.ts'

const params = reviewParams.extend({ meeting: z.uuid() })

/** The record, for those who may read it once the meeting was held; not found for everybody else. */
async function recordFor(db: Db, actor: Actor, { review: id, meeting: meetingId }: z.infer<typeof params>) {
  const review = found(await reviewFor(db, actor, id))
  const meeting = found(review.meetings.find((one) => one.id === meetingId && one.of === 'review' && one.held_at))
  const stage = stageIn(review.model, meeting.stage)
  found(maySeeRecord(review, stage) ? stage : undefined)
  return {
    review,
    stage,
    meeting,
    record: documentOfRecord(stage, meeting, review.host_school_name, [
      { term: 'School', description: review.host_school_name },
      { term: 'Programme', description: review.programme_name },
      { term: 'Group', description: review.group_name },
    ]),
  }
}

export const recordDocumentPage = page(
  { path: '/:partnership/reviews/:review/meetings/:meeting/record', allow: 'member', params },
  async (c) => {
    const { review, stage, meeting, record } = await recordFor(c.db, c.actor, c.params)
    const here = reviewPath(c.partnership, review.id)
    const back =
      stage.kind === 'meeting'
        ? { href: `${here}/meetings/${meeting.id}`, text: stage.name }
        : { href: `${here}/prepare`, text: 'Prepare' }
    return c.view(record.title, recordPage(record, `${here}/meetings/${meeting.id}/record`), { back })
  },
)

export const recordPdf = page(
  { path: '/:partnership/reviews/:review/meetings/:meeting/record.pdf', allow: 'member', params },
  async (c) => c.download(await pdfFile(fileOfRecord((await recordFor(c.db, c.actor, c.params)).record))),
)

export const recordWord = page(
  { path: '/:partnership/reviews/:review/meetings/:meeting/record.docx', allow: 'member', params },
  async (c) => c.download(await wordFile(fileOfRecord((await recordFor(c.db, c.actor, c.params)).record))),
)
