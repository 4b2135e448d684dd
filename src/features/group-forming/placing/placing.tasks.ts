import { sql } from 'kysely'
import { plural, sentenceList } from '../../../lib/words.ts'
import type { Task } from '../../home/task.ts'
import { type Actor, can } from '../../people/public.ts'
import { placingPath } from '../../review-groups/public.ts'
import type { ReviewModel } from '../../review-models/public.ts'

export type ToPlace = {
  id: string
  name: string
  model_key: string
  fewest: number | null
  waiting: string[]
  groups: { name: string; schools: number }[]
}

/** Schools without a group, and the sizes of the groups, in programmes whose groups are published and none proposed. */
export function programmesToPlaceIn(actor: Actor, today: Temporal.PlainDate) {
  return sql<ToPlace>`
    select p.id, p.name, p.model_key,
      (select (f.rules ->> 'fewest')::integer from group_forming f where f.programme_id = p.id and f.rules_version > 0) as fewest,
      array(select s.name from programme_school t join school s on s.id = t.school_id and s.status = 'open'
         where t.programme_id = p.id and t.left_on is null and not exists (
           select from review_group_school m join review_group g on g.id = m.group_id and g.disbanded_at is null
            where g.programme_id = p.id and m.school_id = t.school_id) order by s.name) as waiting,
      (select coalesce(jsonb_agg(jsonb_build_object('name', g.name, 'schools', (
           select count(*) from review_group_school m join school s on s.id = m.school_id and s.status = 'open'
             join programme_school t on t.programme_id = p.id and t.school_id = m.school_id and t.left_on is null
            where m.group_id = g.id)) order by g.name), '[]')
         from review_group g where g.programme_id = p.id and g.disbanded_at is null and g.published_at is not null) as groups
      from programme p
     where p.partnership_id = ${actor.partnership.id} and p.ends_on >= ${today} and ${can(actor, 'programme:manage')}
       and exists (select from review_group g where g.programme_id = p.id and g.disbanded_at is null and g.published_at is not null)
       and not exists (select from group_proposal x where x.programme_id = p.id and x.confirmed_at is null and x.withdrawn_at is null)
     order by p.starts_on, p.name`
}

/** Late joiners to place, and groups to fill again. */
export function placingTasks(
  actor: Actor,
  rows: readonly ToPlace[],
  modelWith: (modelKey: string) => ReviewModel,
): Task[] {
  return rows.flatMap((row): Task[] => {
    const task = (title: string): Task => ({
      title,
      href: placingPath(actor.partnership, row.id),
      about: row.name,
      due: undefined,
      kind: 'now',
    })
    const fewest = row.fewest ?? modelWith(row.model_key).group.fewest
    const names = row.waiting.length > 3 ? plural(row.waiting.length, 'school') : sentenceList(row.waiting)
    return [
      ...(row.waiting.length > 0 ? [task(`Place ${names}`)] : []),
      ...row.groups
        // A group without schools asks nothing of anybody; the next placement ends it.
        .filter(({ schools }) => schools > 0 && schools < fewest)
        .map(({ name, schools }) => task(`${name} has only ${plural(schools, 'school')}`)),
    ]
  })
}
