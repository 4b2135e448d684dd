/** The workspace in which the team puts its notes into findings: by ticking and choosing, or by dragging. */
import { z } from 'zod'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { pageLinks } from '../../../../design/components/pagination.ts'
import { plural, timeOfDay } from '../../../../lib/words.ts'
import { choice, ids, ticked } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf, visitLinks } from '../../pages/visit-frame.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams } from '../../paths.ts'
import { statementsFor } from '../../preparation/shared-evaluation.queries.ts'
import { isWrittenUp, visitFor } from '../../preparation/visit.queries.ts'
import { allActivitiesOf } from '../../preparation/visit-programme.queries.ts'
import { type Finding, findingsOf } from '../finding.queries.ts'
import { findingKinds, whyCannotWorkOnFindings } from '../finding.rules.ts'
import { type Note, notesFor } from '../note.queries.ts'
import { noteTags } from '../note.rules.ts'
import { type By, opened } from '../note-groups.rules.ts'
import { addNotes } from '../sort.queries.ts'
import { kindsAmong, sourceKinds, sourceOf, sourcesInWords } from '../source.rules.ts'
import { smallPhotographs } from './note-photographs.ts'
import { groupLinks, groupQuery, groupsOfNotes, waysToGather } from './notes-groups.ts'

const query = groupQuery.extend({ unused: ticked() })
type Query = z.output<typeof query>

const newOne = 'new'
type Values = { note_ids: string[]; finding: string }

export const sortNotes = page(
  { path: '/:partnership/reviews/:review/findings/notes', allow: 'review:see', params: reviewParams, query },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    if (!partMay(visit.part, 'see-draft')) return c.notFound()
    if (whyCannotWorkOnFindings(visit.part, isWrittenUp(visit))) return c.forbidden()
    const paths = pathsOf(c, visit.id)
    const list = await findingsOf(c.db, visit.id)
    const fields = z.object({
      note_ids: ids('Choose at least one note'),
      finding: choice('Choose the finding into which they go', [newOne, ...list.map((one) => one.id)]),
    })
    const form = c.form(fields)
    const here = (changed: Partial<Query>) => hrefWith(paths.sortNotes, { ...c.query, note: undefined, ...changed })
    if (form.value) {
      const { note_ids, finding } = form.value
      if (finding === newOne) return c.redirect(`${paths.newFinding}?notes=${note_ids.join(',')}`)
      const saved = await addNotes(c.db, c.actor, visit, finding, note_ids, c.now)
      const title = list.find((one) => one.id === finding)?.title ?? ''
      if (saved.kind === 'saved') return c.redirect(here({}), `${plural(note_ids.length, 'note')} put into “${title}”`)
      if (saved.kind === 'refused') form.refuse(saved.refusal)
    }
    const all = (await notesFor(c.db, c.actor, visit)).filter((note) => !note.removed_at)
    const notes = c.query.unused ? all.filter((note) => note.evidence_of.length === 0) : all
    const things = {
      visit,
      activities: await allActivitiesOf(c.db, visit.id),
      statements: await statementsFor(c.db, c.actor, visit, c.today),
    }
    const groups = groupsOfNotes(notes, c.query.by, things)
    const { group, shown, number, last } = opened(groups, c.query)
    const unused = all.filter((note) => note.evidence_of.length === 0).length
    const open = { group: group?.key, page: undefined }
    const gather = html`<p class="govuk-body">${plural(all.length, 'note')}, ${unused === 0 ? 'all of them used' : `${unused} not used yet`}. ${waysToGather(c.query.by, (by) => here({ by, group: undefined, page: undefined }))}
${c.query.unused ? html`<a class="govuk-link" href="${here({ unused: false, page: undefined })}">Show used notes too</a>` : html`<a class="govuk-link" href="${here({ unused: true, ...open })}">Show only those not used yet</a>`}</p>`
    return c.view(
      'Sort notes into findings',
      html`${visitLinks(c, visit, 'findings')}
${
  all.length === 0
    ? emptyState('There are no notes yet. They are written during the visit, and can then be put into findings here.', {
        href: paths.notes,
        text: 'Write a note',
      })
    : html`<p class="govuk-body">Tick notes that show the same thing, choose the finding, and put them in. With a mouse you can also drag a note onto a finding. A note may show more than one finding.</p>${gather}
${groupLinks(groups, group, (key) => here({ group: key, page: undefined }))}
<p class="govuk-visually-hidden" role="status" data-sorted></p>
<h2 class="govuk-heading-m" id="notes">${group?.title ?? 'Notes'}</h2>
${form.start({ action: here({ group: group?.key, page: number }), id: 'sort' })}
<div class="app-sort" data-sort-notes>${shown.length === 0 ? html`<p class="govuk-body">No note here${c.query.unused ? ' that is not used yet' : ''}.</p>` : noteList(shown, form, paths)}
${targets(form, list)}</div></form>
${pageLinks({ label: 'Pages of notes', number, last, hrefOf: (other) => here({ group: group?.key, page: other }) })}`
}`,
      { caption: visit.host_school_name, back: { href: paths.findings, text: 'Findings' } },
    )
  },
)

/** The address of this page with what is chosen on it. */
function hrefWith(path: string, chosen: Partial<Query>): string {
  const { by, group, page: number, unused } = chosen
  const search = new URLSearchParams({
    ...(by && by !== ('question' satisfies By) ? { by } : {}),
    ...(group === undefined ? {} : { group }),
    ...(number === undefined || number === 1 ? {} : { page: String(number) }),
    ...(unused ? { unused: 'yes' } : {}),
  }).toString()
  return search === '' ? path : `${path}?${search}`
}

function noteList(notes: readonly Note[], form: Form<Values>, paths: ReturnType<typeof pathsOf>): Html {
  const chosen = [form.raw.note_ids].flat()
  const error = form.errors.find((one) => one.field === 'note_ids')
  const items = notes.map((note, index) => {
    // The error summary leads to the first box.
    const id = index === 0 ? 'note_ids' : `tick-${note.id}`
    const kind = sourceOf(note)
    const facts = [
      note.author_name,
      timeOfDay(note.written_at),
      note.tag === '' ? '' : noteTags[note.tag],
      note.evidence_of.length > 0 ? `In “${note.evidence_of.join('”, “')}”` : '',
    ].filter((fact) => fact !== '')
    return html`<li class="app-sort__note" id="note-${note.id}" data-note><div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" id="${id}" name="note_ids" value="${note.id}"${chosen.includes(note.id) ? html` checked` : nothing}><label class="govuk-label govuk-checkboxes__label app-kept-lines" for="${id}">${note.text}</label></div></div>
<p class="app-note__facts">${facts.join(', ')}<br><strong>${kind === '' ? 'Kind of source not said' : sourceKinds[kind]}</strong> <a class="govuk-link" href="${paths.noteSource(note.id)}">Change<span class="govuk-visually-hidden"> the kind of source of the note of ${note.author_name}, ${timeOfDay(note.written_at)}</span></a></p>${smallPhotographs(note.photographs, paths.note(note.id))}</li>`
  })
  return html`<fieldset class="govuk-fieldset app-sort__notes"><legend class="govuk-visually-hidden">Which notes?</legend>${error ? html`<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${error.message}</p>` : nothing}
<p class="govuk-body app-sort__down"><a class="govuk-link" href="#put-into">Go to the findings</a></p><ul class="app-plain-list">${items}</ul></fieldset>`
}

function targets(form: Form<Values>, findings: readonly Finding[]): Html {
  return html`<div class="app-sort__targets" id="put-into">${form.radios('finding', {
    legend: 'Put them into',
    items: [
      ...findings.map((finding) => ({ value: finding.id, text: finding.title, hint: aboutFinding(finding) })),
      { value: newOne, text: 'A new finding', hint: 'You write it on the next page' },
    ],
    small: true,
  })}${putIn}</div>`
}

const putIn = html`<button type="submit" class="govuk-button" data-module="govuk-button">Put the notes in</button>`

/** "Strength. 3 notes: said by pupils and figures. One kind of source only." */
function aboutFinding(finding: Finding): string {
  const kinds = finding.notes.map((note) => note.source)
  const words = sourcesInWords(kinds)
  const known = kindsAmong(kinds).length
  const narrow = known >= 2 ? '' : known === 1 ? ' One kind of source only.' : ' No kind of source said yet.'
  return `${findingKinds[finding.kind]}. ${plural(kinds.length, 'note')}${words === '' ? '' : `: ${words}`}.${narrow}`
}
