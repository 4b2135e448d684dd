/** What came of a meeting of a whole group, as a page to read, a PDF and a Word file: a celebration's story, for example. */
import type { z } from 'zod'
import { sentenceList } from '../../../../lib/words.ts'
import type { Db } from '../../../../platform/db/connect.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import type { Actor } from '../../../people/public.ts'
import { pdfFile, wordFile } from '../../document-files.ts'
import { groupMeetingPath } from '../../paths.ts'
import { documentOfRecord, fileOfRecord } from '../../record.document.ts'
import { recordPage } from '../../record.parts.ts'
import { groupStageFor } from '../group-meeting.queries.ts'
import { mayRead } from '../group-meeting.rules.ts'
import { groupMeetingParams as params } from './group-meeting.ts'

/** The record, for those who may read it once the meeting was held; not found for everybody else. */
async function recordFor(db: Db, actor: Actor, { group, stage }: z.infer<typeof params>) {
  const one = found(await groupStageFor(db, actor, group, stage))
  const meeting = found(one.meeting?.held_at && mayRead(one.place) ? one.meeting : undefined)
  const record = documentOfRecord(one.stage, meeting, one.group.name, [
    { term: 'Group', description: one.group.name },
    { term: 'Schools', description: sentenceList(one.school_names) },
    { term: 'Programme', description: one.group.programme_name },
  ])
  return { one, record }
}

export const groupRecordPage = page(
  { path: '/:partnership/review-groups/:group/meetings/:stage/record', allow: 'group:see', params },
  async (c) => {
    const { one, record } = await recordFor(c.db, c.actor, c.params)
    const here = groupMeetingPath(c.partnership, one.group.id, one.stage.key)
    return c.view(record.title, recordPage(record, `${here}/record`), { back: { href: here, text: one.stage.name } })
  },
)

export const groupRecordPdf = page(
  { path: '/:partnership/review-groups/:group/meetings/:stage/record.pdf', allow: 'group:see', params },
  async (c) => c.download(await pdfFile(fileOfRecord((await recordFor(c.db, c.actor, c.params)).record))),
)

export const groupRecordWord = page(
  { path: '/:partnership/review-groups/:group/meetings/:stage/record.docx', allow: 'group:see', params },
  async (c) => c.download(await wordFile(fileOfRecord((await recordFor(c.db, c.actor, c.params)).record))),
)
