/** The reviews that a headteacher has to start, before which nothing of a review can be on anybody's home page. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import type { Task } from '../../home/task.ts'
import { type Actor, schoolIdsWhere } from '../../people/public.ts'
import { plannedFor } from '../../visit-calendar/public.ts'
import { reviewsPath } from '../paths.ts'

/** How long before its planned day a review is started; without a calendar, when the programme begins. */
const beforeVisit = Temporal.Duration.from({ weeks: 18 })

type ToStart = { group_id: string; group_name: string; school_id: string; school_name: string }

/** One task for each of a head's schools in a published group of a running programme that never had a review there. */
export async function startTasks(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  const own = schoolIdsWhere(actor, 'review:schedule')
  if (own.length === 0) return []
  const found = await sql<ToStart>`
    select g.id as group_id, g.name as group_name, s.id as school_id, s.name as school_name
      from review_group_school m
      join review_group g on g.id = m.group_id and g.published_at is not null and g.disbanded_at is null
      join programme p on p.id = g.programme_id and p.starts_on <= ${today} and p.ends_on >= ${today}
      join school s on s.id = m.school_id
     where g.partnership_id = ${actor.partnership.id} and m.school_id = any(${own}::uuid[]) and not exists (
       select from review r where r.group_id = g.id and r.host_school_id = s.id)
     order by g.name, s.name`.execute(db)
  if (found.rows.length === 0) return []
  const planned = await plannedFor(db, actor, today)
  return found.rows.flatMap((one): Task[] => {
    const visit = planned.find(({ school_id, group_id }) => school_id === one.school_id && group_id === one.group_id)
    const from = visit?.visit_on.subtract(beforeVisit)
    if (from && Temporal.PlainDate.compare(today, from) < 0) return []
    return [
      {
        title: `Start the review of ${one.school_name}`,
        href: `${reviewsPath(actor.partnership)}/new?group=${one.group_id}`,
        about: one.group_name,
        due: undefined,
        kind: 'now',
        note: 'The day of the visit and the team come next.',
      },
    ]
  })
}
