/** Evidence: everything beside an evaluation's statements; adding, removing, bringing back, and opening files. */

import { z } from 'zod'
import { details } from '../../../design/components/details.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { dayOf } from '../../../lib/clock.ts'
import { longDate } from '../../../lib/words.ts'
import { acceptedEndings, acceptedInWords } from '../../../platform/files/file-types.ts'
import { downloadOf, storedFile } from '../../../platform/files/stored-file.ts'
import { choice, optionalFile, optionalLongText, optionalText } from '../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { findStatement } from '../../frameworks/public.ts'
import { page } from '../../page.ts'
import { type Evaluation, evaluationFor, frameworkOf } from '../evaluation.queries.ts'
import { addEvidence, evidenceFor, removeEvidence, restoreEvidence } from '../evidence.acts.ts'
import { type Evidence, evidenceOf, removedEvidenceOf } from '../evidence.queries.ts'
import { whyCannotChangeEvidence } from '../evidence.rules.ts'
import { partOf } from '../part.rules.ts'
import { evaluationPath } from '../paths.ts'
import { captionOf, evaluationNavigation, type PageContext } from './common.ts'
import { evidenceItem, evidenceList } from './evidence-list.ts'

const params = z.object({ partnership: z.string(), evaluation: z.uuid() })
const uploadLimit = 20_000_000

/** The evaluation, for those who judge in it or lead it. Others of the school see evidence with what is agreed, not before. */
async function evaluationWithEvidence(c: PageContext, id: string): Promise<Evaluation> {
  const evaluation = found(await evaluationFor(c.db, c.actor, id))
  return partOf(c.actor, evaluation).team ? evaluation : c.notFound()
}

export const evidence = page(
  { path: '/:partnership/self-evaluations/:evaluation/evidence', allow: 'member', params },
  async (c) => {
    const evaluation = await evaluationWithEvidence(c, c.params.evaluation)
    const framework = await frameworkOf(c.db, c.actor, evaluation)
    const byStatement = Map.groupBy(await evidenceOf(c.db, evaluation.id), (each) => each.statement_key)
    const mayAdd = !whyCannotChangeEvidence(evaluation, partOf(c.actor, evaluation))
    const removed = mayAdd ? await removedEvidenceOf(c.db, evaluation.id) : []
    const path = (rest: string) => evaluationPath(c.partnership, evaluation.id, rest)
    const sections = framework.areas.map((area) => {
      const statements = area.statements.filter((statement) => byStatement.has(statement.key))
      if (statements.length === 0) return nothing
      return html`<h2 class="govuk-heading-m">${area.title}</h2>${statements.map((statement) => html`<h3 class="govuk-heading-s">${statement.text}</h3>${evidenceList(c, evaluation, byStatement.get(statement.key) ?? [])}`)}`
    })
    return c.view(
      'Evidence',
      html`${evaluationNavigation(c, evaluation, 'evidence')}
    ${!evaluation.compared_at ? html`<p class="govuk-body">You see the evidence that you added. Everyone’s is shown together once the judgements are compared.</p>` : nothing}
    ${byStatement.size > 0 ? sections : emptyState(mayAdd ? 'No evidence yet. Add it beside a statement, where you judge it or agree it.' : 'No evidence was added.')}
    ${removed.length > 0 ? details({ summaryText: 'Removed evidence', html: html`<ul class="govuk-list">${removed.map((each) => html`<li><a class="govuk-link" href="${path(`evidence/${each.id}`)}">Bring back ${each.title}</a></li>`)}</ul>` }) : nothing}`,
      { caption: captionOf(evaluation), back: { href: path(''), text: 'Back to the self-evaluation' } },
    )
  },
)

/** Only places within the same evaluation can be returned to. */
function returnPath(c: PageContext, evaluationId: string, wanted: string | undefined): string {
  const root = evaluationPath(c.partnership, evaluationId)
  return wanted?.startsWith(`${root}/`) ? wanted : `${root}/evidence`
}

const newFields = z.object({
  kind: choice('Choose what you want to add', ['file', 'link', 'note']),
  title: optionalText({ max: 200 }),
  file: optionalFile(),
  url: optionalText({ max: 2000 }),
  note: optionalLongText({ max: 5000 }),
})

export const addEvidencePage = page(
  {
    path: '/:partnership/self-evaluations/:evaluation/evidence/new',
    allow: 'member',
    params,
    query: z.object({
      statement: z.string().max(80).optional().catch(undefined),
      return: z.string().optional().catch(undefined),
    }),
    upload: uploadLimit,
  },
  async (c) => {
    const evaluation = await evaluationWithEvidence(c, c.params.evaluation)
    const known = findStatement(await frameworkOf(c.db, c.actor, evaluation), c.query.statement ?? '')
    if (!known) return c.redirect(evaluationPath(c.partnership, evaluation.id, 'evidence'))
    const to = returnPath(c, evaluation.id, c.query.return)
    const form = c.form(newFields)
    if (form.value) {
      const { kind, title, file, url, note } = form.value
      const added = await addEvidence(
        c.db,
        c.actor,
        evaluation.id,
        {
          statement_key: known.statement.key,
          kind,
          title: title === '' && file ? file.filename : title,
          url,
          note,
          ...(file ? { file: { upload: file, store: c.services.files } } : {}),
        },
        c.now,
      )
      if (!added.refusal) return c.redirect(to, 'Evidence added')
      form.refuse(added.refusal)
    }
    const closed = whyCannotChangeEvidence(evaluation, partOf(c.actor, evaluation))
    if (closed && !form.sent)
      return c.view('Add evidence', insetText({ text: closed.message }), {
        caption: captionOf(evaluation),
        back: { href: to },
      })
    const suggestions = known.statement.evidence
    return c.view(
      'Add evidence',
      html`<p class="govuk-body-l">${known.statement.text}</p>
      ${suggestions.length > 0 ? details({ summaryText: 'Evidence that helps', html: html`<ul class="govuk-list govuk-list--bullet">${suggestions.map((each) => html`<li>${each}</li>`)}</ul>` }) : nothing}
      ${insetText({ text: 'Take out names of pupils and anything that shows who they are. What is here is shared with others when the school shares its self-evaluation.' })}
      ${form.start({ upload: true })}
      ${form.radios('kind', {
        legend: 'What do you want to add?',
        items: [
          {
            value: 'file',
            text: 'A file',
            conditional: form.file('file', {
              label: 'Choose a file',
              hint: `${acceptedInWords}, up to ${uploadLimit / 1_000_000} MB`,
              accept: acceptedEndings,
            }),
          },
          {
            value: 'link',
            text: 'A link',
            conditional: form.input('url', {
              label: 'Web address',
              hint: 'Starts with https://',
              type: 'url',
              spellcheck: false,
            }),
          },
          { value: 'note', text: 'A note', hint: 'Something that you saw, heard or counted' },
        ],
      })}
      ${form.input('title', { label: 'Name of the evidence', hint: 'For example: Governors’ minutes, March 2026' })}
      ${form.textarea('note', { label: 'What does it show?', hint: 'Needed for a note, helpful for a file or a link', rows: 4 })}
      ${form.end('Add evidence', { cancel: { href: to } })}`,
      { caption: captionOf(evaluation), back: { href: to } },
    )
  },
)

const oneParams = params.extend({ evidence: z.uuid() })

/** One piece of evidence: remove it, or bring it back. */
export const oneEvidence = page(
  { path: '/:partnership/self-evaluations/:evaluation/evidence/:evidence', allow: 'member', params: oneParams },
  async (c) => {
    const { evaluation, evidence: piece } = await pieceFor(c, c.params.evaluation, c.params.evidence)
    const here = evaluationPath(c.partnership, evaluation.id, `evidence/${piece.id}`)
    const remove = c.form(z.object({}), { name: 'remove' })
    const restore = c.form(z.object({}), { name: 'restore' })
    if (remove.value) {
      const refusal = await removeEvidence(c.db, c.actor, evaluation.id, piece.id, c.now)
      if (!refusal) return c.redirect(here, `Removed ${piece.title}`)
      remove.refuse(refusal)
    }
    if (restore.value) {
      const refusal = await restoreEvidence(c.db, c.actor, evaluation.id, piece.id)
      if (!refusal) return c.redirect(here, `Brought back ${piece.title}`)
      restore.refuse(refusal)
    }
    const known = findStatement(await frameworkOf(c.db, c.actor, evaluation), piece.statement_key)
    const closed = whyCannotChangeEvidence(
      evaluation,
      partOf(c.actor, evaluation),
      piece.added_by === c.actor.person_id,
    )
    return c.view(
      piece.title,
      html`<p class="govuk-body">Evidence for: ${known?.statement.text ?? ''}</p>${shown(piece, here)}
    <p class="govuk-hint">Added by ${piece.added_by_name} on ${longDate(dayOf(piece.added_at))}</p>
    ${closed ? nothing : piece.removed_at ? html`${insetText({ text: 'This is removed. Nobody sees it beside the statement any more.' })}${restore.start()}${restore.end('Undo: bring it back')}` : html`${remove.start()}${remove.end('Remove', { tone: 'warning' })}<p class="govuk-body">You can bring it back until the self-evaluation is agreed.</p>`}`,
      {
        caption: captionOf(evaluation),
        back: { href: evaluationPath(c.partnership, evaluation.id, 'evidence'), text: 'Back to the evidence' },
      },
    )
  },
)

function shown(piece: Evidence, here: string): Html {
  // A removed file cannot be opened until it is brought back.
  if (piece.removed_at && piece.kind === 'file') return html`<p class="govuk-body">${piece.file_name ?? ''}</p>`
  return html`<div class="govuk-body">${evidenceItem({ ...piece, file: piece.file_id ? { name: piece.file_name ?? '', bytes: piece.file_bytes ?? 0 } : null }, `${here}/file`)}</div>`
}

async function pieceFor(
  c: PageContext,
  evaluationId: string,
  id: string,
): Promise<{ evaluation: Evaluation; evidence: Evidence }> {
  const evaluation = await evaluationWithEvidence(c, evaluationId)
  return { evaluation, evidence: found(await evidenceFor(c.db, c.actor, evaluationId, id)).evidence }
}

/** The file of a piece of evidence, for those who may see it now. */
export const evidenceFile = page(
  { path: '/:partnership/self-evaluations/:evaluation/evidence/:evidence/file', allow: 'member', params: oneParams },
  async (c) => {
    const { evidence: piece } = await pieceFor(c, c.params.evaluation, c.params.evidence)
    const file = found(piece.file_id ? await storedFile(c.db, piece.file_id) : undefined)
    return c.download(await downloadOf(c.services.files, file))
  },
)
