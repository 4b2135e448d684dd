/** Changing or removing one of one's own notes. */
import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { savedNote } from '../../../../design/components/saved-note.ts'
import { twoTexts } from '../../../../design/components/two-texts.ts'
import { dayAndTime, timeOfDay } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf } from '../../pages/visit-frame.ts'
import { reviewParams } from '../../paths.ts'
import { statementsFor } from '../../preparation/shared-evaluation.queries.ts'
import { visitFor } from '../../preparation/visit.queries.ts'
import { allActivitiesOf } from '../../preparation/visit-programme.queries.ts'
import { type Note, noteFor, setNoteRemoved, whyCannotEditNote } from '../note.queries.ts'
import { keepNote } from './keep-note.ts'
import { smallPhotographs } from './note-photographs.ts'
import { adultsOf, noteControls, noteFields, noteFrom, pupilAdvice } from './notes-parts.ts'

const fields = z.object(noteFields)
const query = z.object({ beside: z.uuid().optional().catch(undefined) })

/** A note with everything that can be done to it. Somebody else's note has no page. */
export const noteEdit = page(
  {
    path: '/:partnership/reviews/:review/notes/:note',
    allow: 'review:see',
    params: reviewParams.extend({ note: z.uuid() }),
    query,
  },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    const note = found(await noteFor(c.db, c.actor, visit, c.params.note))
    if (note.author_id !== c.actor.person_id) return c.notFound()
    const form = c.form(fields, { initial: shown(note), version: note.version })
    const remove = c.form(z.object({}), { name: 'remove' })
    const back = c.form(z.object({}), { name: 'back' })
    if (form.value) {
      const changed = { id: note.id, ...noteFrom(form.value) }
      const answer = await keepNote(c, visit, form, changed, `${paths.notes}#note-${note.id}`)
      if (answer) return answer
    }
    if (c.wantsJson && form.sent) return c.json({ saved: false, errors: form.errors }, 422)
    const pressed = remove.value ? remove : back.value ? back : undefined
    if (pressed) {
      const saved = await setNoteRemoved(c.db, c.actor, visit, note.id, pressed === remove, c.now)
      if (saved.kind === 'saved' && pressed === remove) return c.redirect(paths.note(note.id), 'Note removed')
      if (saved.kind === 'saved') return c.redirect(paths.notes, 'Note put back')
      if (saved.kind === 'refused') pressed.refuse(saved.refusal)
    }
    const options = { caption: visit.host_school_name, back: { href: paths.notes, text: 'Visit notes' } }
    if (note.removed_at) {
      return c.view(
        'A removed note',
        html`<p class="govuk-body app-kept-lines">${note.text}</p><p class="govuk-body">You removed this note. Nobody else sees it.</p>${back.start()}${back.end('Put it back', { tone: 'secondary' })}`,
        options,
      )
    }
    const photographs = smallPhotographs(note.photographs, paths.note(note.id), { mayTakeBack: true })
    const refusal = whyCannotEditNote(c.actor, visit, note)
    if (refusal)
      return c.view(
        'Your note',
        html`${insetText({ text: `${refusal.message}.` })}<p class="govuk-body app-kept-lines">${note.text}</p>${photographs}`,
        options,
      )
    const activities = (await allActivitiesOf(c.db, visit.id)).filter(
      (one) => !one.removed_at || one.id === note.activity_id,
    )
    const statements = await statementsFor(c.db, c.actor, visit, c.today)
    const copy = c.query.beside ? await noteFor(c.db, c.actor, visit, c.query.beside) : undefined
    return c.view(
      'Change your note',
      html`${copy && !copy.removed_at ? besides(note, copy, paths.note(copy.id)) : nothing}
${pupilAdvice(note.text, adultsOf(visit), c.today)}
${form.start({ autosave: { url: paths.note(note.id), statusId: 'saved' } })}
<div class="app-big-controls">${noteControls(form, { visit, activities, statements })}</div>
${savedNote({ id: 'saved', savedAt: timeOfDay(note.updated_at) })}
${form.end('Save the note', { cancel: { href: paths.notes } })}
${photographs}
<hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible">
${remove.start()}${remove.end('Remove the note', { tone: 'secondary' })}`,
      options,
    )
  },
)

/** What the boxes of a note show at first. */
function shown({ text, tag, activity_id, question_id, statement_key }: Note) {
  return { text, tag, activity_id: activity_id ?? '', question_id: question_id ?? '', statement_key }
}

/** The same note was changed on two devices: both texts, each a note of its own until one is removed. */
function besides(note: Note, copy: Note, copyHref: string): Html {
  return html`<p class="govuk-body">You changed this note in two places. Both texts are kept, each as a note. Bring them together here, then <a class="govuk-link" href="${copyHref}">open the second one</a> to remove it.</p>
${twoTexts({
  first: { heading: 'This note', by: dayAndTime(note.updated_at), text: note.text },
  second: { heading: 'The second note', by: dayAndTime(copy.updated_at), text: copy.text },
})}`
}
