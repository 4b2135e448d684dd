import { attachmentLink } from '../../../design/components/attachment-link.ts'
import { dayOf } from '../../../lib/clock.ts'
import { longDate } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import type { Evaluation } from '../evaluation.queries.ts'
import type { Evidence } from '../evidence.queries.ts'
import { whyCannotChangeEvidence } from '../evidence.rules.ts'
import { partOf } from '../part.rules.ts'
import { evaluationPath } from '../paths.ts'
import { type PageContext, paragraphs } from './common.ts'

/** "PDF", "Word document": the kind of a file by the end of its name, in letters people know. */
export function fileKind(name: string): string {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const words: Record<string, string> = {
    docx: 'Word document',
    xlsx: 'Excel workbook',
    pptx: 'PowerPoint presentation',
    jpg: 'picture',
    jpeg: 'picture',
    png: 'picture',
    webp: 'picture',
    txt: 'text',
    odt: 'OpenDocument text',
    ods: 'OpenDocument spreadsheet',
    odp: 'OpenDocument presentation',
  }
  return words[ending] ?? (ending === '' ? 'file' : ending.toUpperCase())
}

type Shown = {
  title: string
  kind: 'file' | 'link' | 'note'
  url: string
  note: string
  file: { name: string; bytes: number } | null
}

/** One piece of evidence: its name, which opens it, and what is said about it. */
export function evidenceItem(evidence: Shown, fileHref: string): Html {
  const name =
    evidence.kind === 'file' && evidence.file
      ? attachmentLink({
          href: fileHref,
          name: evidence.title,
          type: fileKind(evidence.file.name),
          bytes: evidence.file.bytes,
        })
      : evidence.kind === 'link'
        ? html`<a class="govuk-link" href="${evidence.url}" rel="noopener noreferrer external">${evidence.title}</a> <span class="govuk-hint">(${new URL(evidence.url).hostname})</span>`
        : html`<strong>${evidence.title}</strong>`
  return html`${name}${evidence.note === '' ? nothing : paragraphs(evidence.note)}`
}

/** The evidence beside one statement, each with a way to remove it where that is allowed. */
export function evidenceList(c: PageContext, evaluation: Evaluation, evidence: readonly Evidence[]): Html {
  if (evidence.length === 0) return html`<p class="govuk-body">None yet.</p>`
  const part = partOf(c.actor, evaluation)
  const items = evidence.map((each) => {
    const path = evaluationPath(c.partnership, evaluation.id, `evidence/${each.id}`)
    const file = each.file_id ? { name: each.file_name ?? '', bytes: each.file_bytes ?? 0 } : null
    const remove = whyCannotChangeEvidence(evaluation, part, each.added_by === c.actor.person_id)
      ? nothing
      : html` <a class="govuk-link" href="${path}">Remove<span class="govuk-visually-hidden"> ${each.title}</span></a>`
    return html`<li>${evidenceItem({ ...each, file }, `${path}/file`)}<p class="govuk-hint govuk-!-margin-bottom-0">Added by ${each.added_by_name}, ${longDate(dayOf(each.added_at))}${remove}</p></li>`
  })
  return html`<ul class="govuk-list govuk-list--spaced">${items}</ul>`
}
