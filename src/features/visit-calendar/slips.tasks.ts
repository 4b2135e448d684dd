/** What officers have to do when dates of an adopted calendar no longer hold. */
import type { Db } from '../../platform/db/connect.ts'
import type { Task } from '../home/task.ts'
import { type Actor, can } from '../people/public.ts'
import { calendarPath } from '../review-groups/public.ts'
import { latestVersions } from './calendar.queries.ts'
import { factsOfAdopted } from './facts.queries.ts'
import { troublesInWords, troublesOf } from './slips.rules.ts'

/** One task for each programme whose calendar no longer fits, and none for anybody but officers. */
export async function slipTasksFor(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  if (!can(actor, 'programme:manage')) return []
  const programmes = await factsOfAdopted(db, actor, today)
  if (programmes.length === 0) return []
  const ids = programmes.map(({ programme }) => programme.id)
  const latest = await latestVersions(db, actor, ids)
  return programmes.flatMap((facts): Task[] => {
    const version = latest.get(facts.programme.id)
    const troubles = version ? troublesOf(facts, version.visits, today) : []
    if (!version || troubles.length === 0) return []
    const calendar = calendarPath(actor.partnership, facts.programme.id)
    return [
      {
        title: 'Plan around what changed in the calendar of visits',
        href: `${calendar}/mend`,
        about: facts.programme.name,
        due: undefined,
        kind: 'now',
        note: `${troublesInWords(troubles)}.`,
      },
    ]
  })
}
