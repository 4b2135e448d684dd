import type { Db } from '../../platform/db/connect.ts'
import type { Task } from '../home/task.ts'
import { type Actor, can } from '../people/public.ts'
import { groupPath } from '../review-groups/public.ts'
import { plannedFor } from './planned.queries.ts'
import { slipTasksFor } from './slips.tasks.ts'

/** Planned visits ahead: to the school for everybody in it, and to its partners for heads and the leaders of groups. */
async function plannedTasksFor(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  if (!can(actor, 'blocked-dates:keep')) return []
  const own = new Set(actor.roles.map(({ school_id }) => school_id))
  const joins = actor.roles.some(({ role, school_id }) => role === 'headteacher' || school_id === null)
  return (await plannedFor(db, actor, today))
    .filter(({ school_id }) => joins || own.has(school_id))
    .map((one) => ({
      title: own.has(one.school_id) ? 'Planned visit to your school' : `Planned visit to ${one.school_name}`,
      href: groupPath(actor.partnership, one.group_id),
      about: own.has(one.school_id) ? one.school_name : one.group_name,
      due: one.visit_on,
      kind: 'coming',
      note: 'Planned in the calendar, not arranged yet.',
    }))
}

/** What the calendar of visits puts on somebody's home page. */
export async function tasksFor(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  return [...(await slipTasksFor(db, actor, today)), ...(await plannedTasksFor(db, actor, today))]
}
