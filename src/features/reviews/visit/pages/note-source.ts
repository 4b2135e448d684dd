/** Saying what kind of source a note is, where it is another than its activity's. */
import { z } from 'zod'
import { optionalChoice } from '../../../../platform/web/fields.ts'
import { html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf } from '../../pages/visit-frame.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams } from '../../paths.ts'
import { isWrittenUp, visitFor } from '../../preparation/visit.queries.ts'
import { activityKinds } from '../../preparation/visit-programme.rules.ts'
import { noteFor, setNoteSource } from '../note.queries.ts'
import { whyCannotSaySource } from '../note.rules.ts'
import { sourceKeys, sourceKinds, sourceOf } from '../source.rules.ts'
import { smallPhotographs } from './note-photographs.ts'

const fields = z.object({ source: optionalChoice(sourceKeys) })

export const noteSource = page(
  {
    path: '/:partnership/reviews/:review/notes/:note/source',
    allow: 'review:see',
    params: reviewParams.extend({ note: z.uuid() }),
  },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const note = found(await noteFor(c.db, c.actor, visit, c.params.note))
    if (note.removed_at) return c.notFound()
    const paths = pathsOf(c, visit.id)
    const back = partMay(visit.part, 'draft') && !isWrittenUp(visit) ? paths.sortNotes : paths.allNotes
    const form = c.form(fields, { initial: { source: note.source } })
    const refusal = whyCannotSaySource(visit.part, note, c.actor.person_id, isWrittenUp(visit))
    if (refusal && !form.sent) return c.redirect(back, { text: refusal.message, tone: 'notice' })
    if (form.value) {
      const saved = await setNoteSource(c.db, c.actor, visit, note.id, form.value.source ?? '')
      if (saved.kind === 'saved')
        return c.redirect(`${back}?note=${note.id}#note-${note.id}`, 'The kind of source is kept')
      if (saved.kind === 'refused') form.refuse(saved.refusal)
    }
    const usual = sourceOf({ ...note, source: '' })
    const follows =
      note.activity_kind === ''
        ? 'Nobody has said: the note belongs to no activity'
        : usual === ''
          ? `Nobody has said: “${activityKinds[note.activity_kind]}” can be any of these`
          : `As usual for “${activityKinds[note.activity_kind]}”: ${sourceKinds[usual].toLowerCase()}`
    return c.view(
      'What kind of source is it?',
      html`<p class="govuk-body app-kept-lines">${note.text}</p>${smallPhotographs(note.photographs, paths.note(note.id))}
${form.start()}${form.radios('source', {
  legend: 'Where does this note come from?',
  hint: 'A finding is the stronger the more kinds of source agree.',
  items: [{ value: '', text: follows }, ...sourceKeys.map((key) => ({ value: key, text: sourceKinds[key] }))],
})}${form.end('Save the kind of source', { cancel: { href: back } })}`,
      { caption: visit.host_school_name, back: { href: back, text: 'The notes' } },
    )
  },
)
