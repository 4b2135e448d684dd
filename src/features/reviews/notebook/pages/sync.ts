/** Where notebooks send notes and learn what the server has. It answers their scripts only, with JSON. */
import { z } from 'zod'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { reviewParams } from '../../paths.ts'
import { visitFor } from '../../preparation/visit.queries.ts'
import { batchFrom } from '../batch.schema.ts'
import { keepBatch, type OwnNote, ownNotes, whyClosed } from '../notebook.queries.ts'
import { takeBackPhotographs } from '../photograph.acts.ts'

const fields = z.object({ owner: z.string().catch(''), batch: z.string().catch('') })
const query = z.object({ owner: z.string().catch('') })

const unreadable =
  'What the notebook sent could not be read. Load the notebook again: your notes are kept on this device'

const somebodyElse = {
  saved: false,
  errors: [{ field: 'owner', message: 'Somebody else has signed in on this device. Sign in as yourself to send' }],
}

export const syncNotebook = page(
  { path: '/:partnership/reviews/:review/notebook/sync', allow: 'review:see', params: reviewParams, query },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const now = c.now.epochMilliseconds
    const closed = whyClosed(visit)
    // Another person may have signed in on the device since: what waits there is not theirs to send or to read.
    const isTheirs = (owner: string) => owner === c.opened.session?.account_id
    if (c.method === 'GET') {
      if (c.query.owner !== '' && !isTheirs(c.query.owner)) return c.json(somebodyElse, 409)
      const notes = await ownNotes(c.db, c.actor, visit)
      return c.json({ now, closed: closed ?? '', answers: [], notes: notes.map(shown) })
    }
    const form = c.form(fields)
    if (form.value && !isTheirs(form.value.owner)) return c.json(somebodyElse, 409)
    const batch = batchFrom(form.value?.batch ?? '')
    if (!batch) return c.json({ saved: false, errors: [{ field: 'batch', message: unreadable }] }, 422)
    const sent = { notes: batch.notes, behind: Math.round(now - batch.clock) }
    const told = await keepBatch(c.db, c.actor, visit, sent, c.now)
    await takeBackPhotographs(c.db, c.actor, visit, batch.taken_back, c.now)
    const notes = await ownNotes(c.db, c.actor, visit)
    const byId = new Map(notes.map((note) => [note.id, shown(note)]))
    const answers = told.map((one) => {
      const note = byId.get(one.id)
      if (one.result === 'elsewhere') return { ...one, note, beside: byId.get(one.beside) }
      return { ...one, note }
    })
    return c.json({ now, closed: closed ?? '', answers, notes: notes.map(shown) })
  },
)

function shown({ written_at, removed_at, ...note }: OwnNote) {
  return { ...note, at: written_at.epochMilliseconds, removed: removed_at !== null }
}
