import { sql } from 'kysely'
import { plural } from '../../lib/words.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { Task } from '../home/task.ts'
import { type Actor, can } from '../people/public.ts'
import { groupPath, programmePath, termDatesPath } from './paths.ts'

/** What programmes and groups ask of a partnership's officers: groups to publish, schools to place, terms to enter. */
export async function tasksFor(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  if (!can(actor, 'group:manage')) return []
  const found = await sql<{
    id: string
    name: string
    ends_on: Temporal.PlainDate
    free: number
    waiting: { id: string; name: string }[]
    terms: boolean
  }>`
    select p.id, p.name, p.ends_on,
      -- where groups are published or proposed, the forming of groups says what is to be done
      (select count(*) from programme_school s where s.programme_id = p.id and s.left_on is null and not exists (
         select from review_group g where g.programme_id = p.id and g.published_at is not null and g.disbanded_at is null) and not exists (
         select from group_proposal o where o.programme_id = p.id and o.confirmed_at is null and o.withdrawn_at is null) and not exists (
         select from review_group_school m join review_group g on g.id = m.group_id and g.disbanded_at is null
          where g.programme_id = p.id and m.school_id = s.school_id)) as free,
      (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name), '[]') from review_group g
        where g.programme_id = p.id and g.published_at is null and g.disbanded_at is null) as waiting,
      exists (select from term t where t.partnership_id = p.partnership_id and t.ends_on >= ${today}) as terms
      from programme p where p.partnership_id = ${actor.partnership.id} and p.ends_on >= ${today} order by p.starts_on`.execute(
    db,
  )
  const tasks = found.rows.flatMap((programme): Task[] => {
    const about = programme.name
    const publish = programme.waiting.map(
      (group): Task => ({
        title: `Publish ${group.name}`,
        href: groupPath(actor.partnership, group.id),
        about,
        due: undefined,
        kind: 'now',
      }),
    )
    if (programme.free === 0) return publish
    const place: Task = {
      title: `Put ${plural(programme.free, 'school')} into review groups`,
      href: programmePath(actor.partnership, programme.id),
      about,
      due: undefined,
      kind: 'now',
    }
    return [...publish, place]
  })
  if (found.rows.length > 0 && !found.rows[0]?.terms) {
    tasks.push({
      title: 'Enter the term dates',
      href: termDatesPath(actor.partnership),
      about: 'Term dates and closed days',
      due: undefined,
      kind: 'now',
      note: 'Until then visits are counted with the usual terms in England.',
    })
  }
  return tasks
}
