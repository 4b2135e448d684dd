/** What officers have to do when dates of an adopted calendar no longer hold. */
import type { Db } from '../../platform/db/connect.ts'
import type { Task } from '../home/task.ts'
import { type Actor, can } from '../people/public.ts'
import { calendarPath } from '../review-groups/public.ts'
import { factsOfAdopted } from './facts.queries.ts'
import { troublesInWords, troublesOf } from './slips.rules.ts'

/** One task for each programme whose calendar no longer fits, and none for anybody but officers. */
export async function slipTasksFor(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  if (!can(actor, 'programme:manage')) return []
  return (await factsOfAdopted(db, actor, today)).flatMap((facts): Task[] => {
    const troubles = troublesOf(facts, facts.visits, today)
    if (troubles.length === 0) return []
    return [
      {
        title: 'Plan around what changed in the calendar of visits',
        href: `${calendarPath(actor.partnership, facts.programme.id)}/mend`,
        about: facts.programme.name,
        due: undefined,
        kind: 'now',
        note: `${troublesInWords(troubles)}.`,
      },
    ]
  })
}
