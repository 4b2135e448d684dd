/** Where notebooks send photographs, and where people who may see a note see those beside it. */
import { z } from 'zod'
import { downloadOf } from '../../../../platform/files/stored-file.ts'
import { file, optionalText } from '../../../../platform/web/fields.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { reviewParams } from '../../paths.ts'
import { visitFor } from '../../preparation/visit.queries.ts'
import { ownNotes } from '../notebook.queries.ts'
import { keepPhotograph, photographFor } from '../photograph.acts.ts'

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

export const showPhotograph = page(
  {
    path: '/:partnership/reviews/:review/notes/:note/photographs/:photograph',
    allow: 'review:see',
    params: reviewParams.extend({ note: z.uuid(), photograph: z.uuid() }),
  },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const { note, photograph } = c.params
    const picture = found(await photographFor(c.db, c.actor, visit, note, photograph))
    return c.download({ ...(await downloadOf(c.services.files, picture)), inline: true })
  },
)
