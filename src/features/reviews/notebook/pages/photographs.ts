/** Where notebooks send photographs, and where people who may see a note see those beside it. */
import { z } from 'zod'
import { shortened } from '../../../../lib/words.ts'
import { downloadOf } from '../../../../platform/files/stored-file.ts'
import { file, optionalText } from '../../../../platform/web/fields.ts'
import { html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf } from '../../pages/visit-frame.ts'
import { reviewParams } from '../../paths.ts'
import { visitFor } from '../../preparation/visit.queries.ts'
import { smallPhotographs } from '../../visit/pages/note-photographs.ts'
import { ownNotes } from '../notebook.queries.ts'
import { keepPhotograph, photographFor, takeBackPhotographs } from '../photograph.acts.ts'
import { smallPicture } from '../picture.ts'

const fields = z.object({
  owner: z.string().catch(''),
  id: z.uuid(),
  note: z.uuid(),
  description: optionalText({ max: 200 }),
  photograph: file('Choose a photograph'),
})

/** Devices make pictures smaller before they send them; this is for those that cannot. */
const largest = 12_000_000

export const sendPhotograph = page(
  {
    path: '/:partnership/reviews/:review/notebook/photographs',
    allow: 'review:see',
    params: reviewParams,
    upload: largest,
  },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    if (c.method === 'GET') {
      const notes = await ownNotes(c.db, c.actor, visit)
      return c.json(notes.map(({ id, photographs }) => ({ note: id, photographs })))
    }
    const form = c.form(fields)
    if (!form.value) return c.json({ saved: false, errors: form.errors }, 422)
    if (form.value.owner !== c.opened.session?.account_id) return c.json({ saved: false, errors: [] }, 409)
    const { photograph, ...wanted } = form.value
    const kept = await keepPhotograph(c.db, c.actor, visit, { ...wanted, upload: photograph }, c.services.files, c.now)
    return c.json(kept, kept.kind === 'refused' ? 422 : 200)
  },
)

const onePhotograph = reviewParams.extend({ note: z.uuid(), photograph: z.uuid() })

export const showPhotograph = page(
  {
    path: '/:partnership/reviews/:review/notes/:note/photographs/:photograph',
    allow: 'review:see',
    params: onePhotograph,
    query: z.object({ size: z.literal('small').optional().catch(undefined) }),
  },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const { note, photograph } = c.params
    const { file } = found(await photographFor(c.db, c.actor, visit, note, photograph))
    const whole = await downloadOf(c.services.files, file)
    if (c.query.size !== 'small') return c.download({ ...whole, inline: true })
    const body = await smallPicture(whole.body)
    return c.download({ ...whole, body, bytes: body.length, inline: true })
  },
)

/** Deleting a photograph that was sent. It is the writer's own to take back, whatever has become of the review. */
export const takeBackPhotograph = page(
  {
    path: '/:partnership/reviews/:review/notes/:note/photographs/:photograph/take-back',
    allow: 'review:see',
    params: onePhotograph,
  },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const { note, photograph: id } = c.params
    const picture = found(await photographFor(c.db, c.actor, visit, note, id))
    if (!picture.is_own) return c.notFound()
    const { notes, note: noteHref } = pathsOf(c, visit.id)
    const form = c.form(z.object({}))
    if (form.value) {
      await takeBackPhotographs(c.db, c.actor, visit, [{ id, note }], c.now)
      return c.redirect(`${notes}#note-${note}`, 'The photograph is deleted. Your note stays')
    }
    return c.view(
      'Take back a photograph',
      html`${smallPhotographs([{ id, description: picture.description }], noteHref(note))}
<p class="govuk-body">It stands beside your note: “${shortened(picture.note_text)}”</p>
<p class="govuk-body">If you take it back, the picture is deleted for everybody on the team, on this service and on your devices. <strong>Nobody can bring it back.</strong> Your note and the findings that use it stay as they are. No report has ever shown the picture.</p>
${form.start()}${form.end('Delete the photograph', { tone: 'warning', cancel: { href: notes, text: 'Keep it' } })}`,
      { caption: visit.host_school_name, back: { href: notes, text: 'Visit notes' } },
    )
  },
)
