import { plural } from '../../../lib/words.ts'
import type { Task } from '../../home/task.ts'
import type { Actor } from '../../people/public.ts'
import type { AskedSchool, AskingProgramme } from './asking.queries.ts'
import { askPath, preferencesPath } from './paths.ts'

/** What the asking before groups are formed puts on home pages: of heads and SENCOs, and of officers. */
export function preferenceTasks(
  actor: Actor,
  { asked, asking }: { asked: readonly AskedSchool[]; asking: readonly AskingProgramme[] },
  today: Temporal.PlainDate,
): Task[] {
  const own = asked.flatMap((asked): Task[] => {
    const due = asked.preferences_until
    const about = `${asked.school_name}, ${asked.programme_name}`
    const href = preferencesPath(actor.partnership, asked.programme_id, asked.school_id)
    if (!asked.is_answered)
      return [{ title: 'Say what your school brings and looks for', href: `${href}/change`, about, due, kind: 'now' }]
    if (Temporal.PlainDate.compare(due, today) < 0) return []
    const note = 'Your school has answered. Until then you can change it.'
    return [{ title: 'Groups are formed from what schools said', href, about, due, kind: 'coming', note }]
  })
  const officers = asking.map((asking): Task => {
    const href = askPath(actor.partnership, asking.programme_id)
    const about = asking.programme_name
    const said = `${asking.answered} of ${plural(asking.schools, 'school')} have answered.`
    if (Temporal.PlainDate.compare(asking.preferences_until, today) < 0)
      return { title: 'Stop taking answers and form the groups', href, about, due: undefined, kind: 'now', note: said }
    const due = asking.preferences_until
    return { title: 'What schools bring and look for', href, about, due, kind: 'waiting', note: said }
  })
  return [...own, ...officers]
}
