/** The reviews that a headteacher has to start, before which nothing of a review can be on anybody's home page. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import type { Task } from '../../home/task.ts'
import { type Actor, schoolIdsWhere } from '../../people/public.ts'
import { planned } from '../../visit-calendar/public.ts'
import { reviewsPath } from '../paths.ts'

/** How long before its planned day a review is started; without a calendar, when the programme begins. */
const beforeVisit = Temporal.Duration.from({ weeks: 18 })

type ToStart = { group_id: string; group_name: string; school_name: string; visit_on: Temporal.PlainDate | null }

/** One task for each of a head's schools in a published group of a running programme that never had a review there. */
export async function startTasks(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  const own = schoolIdsWhere(actor, 'review:schedule')
  if (own.length === 0) return []
  const found = await sql<ToStart>`
    select g.id as group_id, g.name as group_name, s.name as school_name, d.visit_on
      from review_group_school m
      join review_group g on g.id = m.group_id and g.published_at is not null and g.disbanded_at is null
      join programme p on p.id = g.programme_id and p.starts_on <= ${today} and p.ends_on >= ${today}
      join school s on s.id = m.school_id
      left join (${planned(actor.partnership.id)}) d on d.group_id = g.id and d.school_id = s.id and d.visit_on >= ${today}
     where g.partnership_id = ${actor.partnership.id} and m.school_id = any(${own}::uuid[]) and not exists (
       select from review r where r.group_id = g.id and r.host_school_id = s.id)
     order by g.name, s.name`.execute(db)
  return found.rows.flatMap((one): Task[] => {
    const from = one.visit_on?.subtract(beforeVisit)
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
