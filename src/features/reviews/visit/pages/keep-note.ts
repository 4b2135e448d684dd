import { timeOfDay } from '../../../../lib/words.ts'
import type { Form } from '../../../../platform/web/form.ts'
import type { Context, Reply } from '../../../../platform/web/page.ts'
import type { Services } from '../../../page.ts'
import type { Actor, Permission } from '../../../people/public.ts'
import { pathsOf } from '../../pages/visit-frame.ts'
import type { Visit } from '../../preparation/visit.queries.ts'
import { keepBeside, writeNote } from '../note.queries.ts'
import type { NewNote } from '../note.rules.ts'

type PageContext = Context<Actor, Permission, unknown, unknown, Services>

/** Stores a note that was sent, new or changed, and gives the answer; undefined when its form is to be shown again. */
export async function keepNote<Values>(
  c: PageContext,
  visit: Visit,
  form: Form<Values>,
  note: NewNote & { id: string },
  shownAt: string,
): Promise<Reply | undefined> {
  const saved = await writeNote(c.db, c.actor, visit, note, form.sentVersion, c.now)
  if (saved.kind === 'refused') {
    form.refuse(saved.refusal)
    return undefined
  }
  if (saved.kind === 'saved') {
    if (!c.wantsJson) return c.redirect(shownAt, 'Note saved')
    return c.json({ saved: true, at: timeOfDay(c.now), fields: { note: note.id, _version: String(saved.version) } })
  }
  if (!c.wantsJson) return c.conflict(form, { ...saved, labels: { text: 'Note' } })
  const copy = await keepBeside(c.db, c.actor, visit, note, form.sentVersion ?? 0, c.now)
  return c.json({ saved: false, conflict: `${pathsOf(c, visit.id).note(note.id)}?beside=${copy}` })
}
