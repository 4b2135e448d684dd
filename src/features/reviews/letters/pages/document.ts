/** A document of the model, filled in for one review or one meeting of a group: to read, to print, and as a Word file. */
import { z } from 'zod'
import { word } from '../../../../platform/documents/word.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { filledBlocks, type LetterBlock, letterBody } from '../../../review-models/public.ts'
import { groupMeetingParams } from '../../group-meetings/pages/group-meeting.ts'
import { groupMeetingPath, reviewParams, reviewPath } from '../../paths.ts'
import { documentOfMeeting, documentOfReview, type OpenDocument } from '../documents.queries.ts'
import { blocksForWord } from '../letter.parts.ts'
import { valuesFor } from '../values.rules.ts'

const ofReview = reviewParams.extend({ document: z.string() })
const ofMeeting = groupMeetingParams.extend({ document: z.string() })

/** A document of a review as a page. */
export const reviewDocument = page(
  { path: '/:partnership/reviews/:review/documents/:document', allow: 'review:see', params: ofReview },
  async (c) => {
    const { review, ...one } = found(await documentOfReview(c.db, c.actor, c.params.review, c.params.document))
    const here = reviewPath(c.partnership, review.id)
    return c.view(one.document.name, bodyOf(one, `${here}/documents/${one.document.key}/word`), {
      caption: review.host_school_name,
      back: { href: here, text: 'The review' },
    })
  },
)

/** The same for word processors. */
export const reviewDocumentWord = page(
  { path: '/:partnership/reviews/:review/documents/:document/word', allow: 'review:see', params: ofReview },
  async (c) => {
    const one = found(await documentOfReview(c.db, c.actor, c.params.review, c.params.document))
    return c.download(await wordFile(one, one.review.host_school_name))
  },
)

/** A document of a meeting of the whole group as a page. */
export const meetingDocument = page(
  {
    path: '/:partnership/review-groups/:group/meetings/:stage/documents/:document',
    allow: 'group:see',
    params: ofMeeting,
  },
  async (c) => {
    const { group, stage, document } = c.params
    const { one, ...open } = found(await documentOfMeeting(c.db, c.actor, group, stage, document))
    const here = groupMeetingPath(c.partnership, one.group.id, one.stage.key)
    return c.view(open.document.name, bodyOf(open, `${here}/documents/${open.document.key}/word`), {
      caption: one.group.name,
      back: { href: here, text: one.stage.name },
    })
  },
)

/** The same for word processors. */
export const meetingDocumentWord = page(
  {
    path: '/:partnership/review-groups/:group/meetings/:stage/documents/:document/word',
    allow: 'group:see',
    params: ofMeeting,
  },
  async (c) => {
    const { group, stage, document } = c.params
    const { one, ...open } = found(await documentOfMeeting(c.db, c.actor, group, stage, document))
    return c.download(await wordFile(open, one.group.name))
  },
)

function blocksOfDocument({ document, stage, setting, calendar }: OpenDocument): LetterBlock[] {
  return filledBlocks(document.text, valuesFor(setting, stage, calendar))
}

function bodyOf(one: OpenDocument, word: string): Html {
  return html`<p class="govuk-body-l app-no-print">${one.document.purpose}</p>
<p class="govuk-body app-no-print">Change what you like in the Word file, or print this page from your browser: Ctrl and P, or Command and P on a Mac.</p>
<p class="govuk-body app-no-print"><a class="govuk-link" href="${word}">Download it as a Word file</a></p>
<div class="app-letter app-on-paper">${letterBody(blocksOfDocument(one), 2)}</div>`
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

async function wordFile(one: OpenDocument, of: string) {
  const { name } = one.document
  const content = blocksForWord(blocksOfDocument(one))
  const body = Buffer.from(await word({ title: name, subtitle: of, author: one.setting.partnership_name, content }))
  return { name: `${name}, ${of}.docx`, type: wordType, body, bytes: body.length }
}
