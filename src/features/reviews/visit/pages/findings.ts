/** The findings of a visit, and the notes that wait to be used. */
import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { details } from '../../../../design/components/details.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { plural } from '../../../../lib/words.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf, visitLinks } from '../../pages/visit-frame.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams } from '../../paths.ts'
import { statementsFor } from '../../preparation/shared-evaluation.queries.ts'
import { isWrittenUp, type Visit, visitFor } from '../../preparation/visit.queries.ts'
import { type Finding, findingsOf, moveFinding, setFindingRemoved } from '../finding.queries.ts'
import { type FindingKind, whyCannotWorkOnFindings } from '../finding.rules.ts'
import { type Note, notesFor } from '../note.queries.ts'
import { gathered } from '../note.rules.ts'
import { rest } from '../note-groups.rules.ts'
import { type FindingContext, findingList } from './findings-parts.ts'
import { adultsOf } from './notes-parts.ts'

const changeFields = z.object({ move: z.string().regex(/^(up|down|remove|back):[0-9a-f-]{36}$/) })

export const findings = page(
  { path: '/:partnership/reviews/:review/findings', allow: 'review:see', params: reviewParams },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    if (!partMay(visit.part, 'see-draft')) return c.notFound()
    const paths = pathsOf(c, visit.id)
    const change = c.form(changeFields, { name: 'change' })
    if (change.value) {
      const [act, id = ''] = change.value.move.split(':')
      const removing = act === 'remove' || act === 'back'
      const saved = removing
        ? await setFindingRemoved(c.db, c.actor, visit, id, act === 'remove', c.now)
        : await moveFinding(c.db, c.actor, visit, id, act === 'up' ? 'up' : 'down')
      const said =
        act === 'remove'
          ? 'Finding removed. You can put it back below the list'
          : act === 'back'
            ? 'Finding put back'
            : 'Finding moved'
      if (saved.kind === 'saved') return c.redirect(paths.findings, said)
      if (saved.kind === 'refused') change.refuse(saved.refusal)
    }
    const list = await findingsOf(c.db, visit.id)
    const refusal = whyCannotWorkOnFindings(visit.part, isWrittenUp(visit))
    const may = refusal === undefined
    const removed = may ? await findingsOf(c.db, visit.id, true) : []
    const notes = (await notesFor(c.db, c.actor, visit)).filter((note) => !note.removed_at)
    const mayChallenge = partMay(visit.part, 'challenge') && !isWrittenUp(visit)
    const about: FindingContext = {
      statements: await statementsFor(c.db, c.actor, visit, c.today),
      adults: adultsOf(visit),
      today: c.today,
      noteHref: paths.note,
      actions: (finding, index, count) =>
        may
          ? ownActions(finding, index, count, paths.finding(finding.id), paths.answer(finding.id))
          : mayChallenge
            ? challengeLink(finding, paths.challenge(finding.id))
            : nothing,
    }
    const ofKind = (kind: FindingKind) => list.filter((finding) => finding.kind === kind)
    const group = (title: string, kind: FindingKind, none: string) =>
      html`<h2 class="govuk-heading-m">${title}</h2>${ofKind(kind).length === 0 ? html`<p class="govuk-body">${none}</p>` : findingList(ofKind(kind), about)}`
    const groups = html`${group('Strengths', 'strength', 'No strength yet.')}${group('Areas to develop', 'area-to-develop', 'No area to develop yet.')}`
    return c.view(
      'Findings',
      html`${visitLinks(c, visit, 'findings')}
${refusal ? insetText({ text: `${refusal.message}.` }) : html`<p class="govuk-body">A finding says what several notes show together. ${visit.host_school_name} sees it when the draft is sent.</p>${button({ text: 'Sort notes into findings', href: paths.sortNotes })} ${button({ text: 'Make a finding', href: paths.newFinding, classes: 'govuk-button--secondary' })}`}
${may && list.length > 0 ? html`${change.start()}${groups}</form>` : groups}
${may ? removedFindings(removed, change) : nothing}
${may ? notesToUse(notes, visit, paths.sortNotes) : nothing}`,
      { caption: visit.host_school_name, back: { href: paths.review, text: 'The review' } },
    )
  },
)

const small = 'govuk-button--secondary app-button-small'

function ownActions(finding: Finding, index: number, count: number, href: string, answerHref: string): Html {
  const hidden = html`<span class="govuk-visually-hidden">: ${finding.title}</span>`
  const one = (act: string, text: string) =>
    button({
      html: html`${text}${hidden}`,
      name: 'move',
      value: `${act}:${finding.id}`,
      classes: small,
      preventDoubleClick: true,
    })
  return html`<div class="app-actions"><a class="govuk-link" href="${href}">Change${hidden}</a>${finding.challenge === '' ? nothing : html` <a class="govuk-link" href="${answerHref}">${finding.challenge_answer === '' ? 'Answer the challenge' : 'Change the answer'}${hidden}</a>`}${index > 0 ? one('up', 'Move up') : nothing}${index < count - 1 ? one('down', 'Move down') : nothing}${one('remove', 'Remove')}</div>`
}

function challengeLink(finding: Finding, href: string): Html {
  return html`<p class="govuk-body"><a class="govuk-link" href="${href}">${finding.challenge === '' ? 'Challenge' : 'Change the challenge to'} this finding<span class="govuk-visually-hidden">: ${finding.title}</span></a></p>`
}

function removedFindings(removed: readonly Finding[], form: Form<{ move: string }>): Html {
  if (removed.length === 0) return nothing
  const rows = removed.map(
    (finding) =>
      html`<li class="app-question"><p class="govuk-body govuk-!-margin-bottom-2">${finding.title}</p>${button({
        html: html`Put back<span class="govuk-visually-hidden">: ${finding.title}</span>`,
        name: 'move',
        value: `back:${finding.id}`,
        classes: small,
        preventDoubleClick: true,
      })}</li>`,
  )
  return details({
    summaryText: `Removed: ${plural(removed.length, 'finding')}`,
    html: html`${form.start()}<ul class="app-plain-list">${rows}</ul></form>`,
  })
}

/** The notes of each question, with how many no finding uses yet. */
function notesToUse(notes: readonly Note[], visit: Visit, sortNotes: string): Html {
  if (notes.length === 0)
    return html`<h2 class="govuk-heading-m">Notes to draw on</h2><p class="govuk-body">There are no notes yet. They are written during the visit.</p>`
  const groups = gathered(notes, visit.questions, (note, question) => note.question_id === question.id)
  const rows = groups.map(({ thing, notes: own }) => {
    const unused = own.filter((note) => note.evidence_of.length === 0).length
    const counts =
      own.length === 0
        ? 'No notes'
        : `${plural(own.length, 'note')}, ${unused === 0 ? 'all used' : `${unused} not used yet`}`
    const title = thing ? thing.text : 'Notes without a question'
    const link =
      own.length === 0
        ? nothing
        : html`<br><a class="govuk-link" href="${sortNotes}?group=${thing ? thing.id : rest}">Sort these<span class="govuk-visually-hidden">: ${title}</span></a>`
    return html`<li class="app-question"><p class="app-question__text">${title}</p><p class="govuk-body govuk-!-margin-bottom-0">${counts}${link}</p></li>`
  })
  return html`<h2 class="govuk-heading-m">Notes to draw on</h2><ul class="app-plain-list">${rows}</ul>`
}
