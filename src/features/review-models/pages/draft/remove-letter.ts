import { z } from 'zod'
import { html } from '../../../../platform/web/html.ts'
import type { Reply } from '../../../../platform/web/page.ts'
import { withoutLetter } from '../../letter-form.rules.ts'
import { type DraftContext, draftName, draftRecord, editPath, saveAndGo, whyClosed } from './change-part.ts'

/** Removes a document or an email from a draft, after asking. */
export async function removeLetter(c: DraftContext, list: 'documents' | 'emails', key: string): Promise<Reply> {
  const record = await draftRecord(c)
  const closed = whyClosed(c, record)
  if (closed) return closed
  const { content } = record
  const what = list === 'documents' ? 'document' : 'email'
  const name =
    list === 'documents'
      ? content.documents.find((one) => one.key === key)?.name
      : content.emails.find((one) => one.key === key)?.subject
  const back = `${editPath(c)}#${list}`
  if (name === undefined) return c.redirect(back, { text: `Someone has removed that ${what} already`, tone: 'notice' })
  const form = c.form(z.object({}))
  if (form.value) return saveAndGo(c, record, withoutLetter(content, list, key), back, `Removed “${name}”`)
  return c.view(
    `Remove this ${what}`,
    html`<p class="govuk-body">“${name}” goes from this draft. Published editions keep it.</p>
${form.start()}${form.end(`Remove this ${what}`, { tone: 'warning', cancel: { href: back } })}`,
    { back: { href: back }, caption: draftName(content) },
  )
}
