import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import { type Actor, ownSchoolIds } from '../people/public.ts'

export type Place = { title: string; href: string; caption: string }

/** The schools where the actor holds a role and the review groups that they belong to: one query. */
export async function placesOf(db: Db, actor: Actor): Promise<Place[]> {
  const schools = ownSchoolIds(actor)
  const { id, key } = actor.partnership
  const found = await sql<{ id: string; title: string; caption: string; path: string }>`
    select id, name as title, 'School' as caption, 'schools' as path from school
    where partnership_id = ${id} and id = any(${schools}::uuid[])
    union all
    select g.id, g.name, 'Review group', 'review-groups' from review_group g
    where g.partnership_id = ${id} and g.published_at is not null and g.disbanded_at is null and (
      exists (select from review_group_school s where s.group_id = g.id and s.school_id = any(${schools}::uuid[]))
      or exists (select from review_group_leader l where l.group_id = g.id and l.person_id = ${actor.person_id}))
    order by caption desc, title`.execute(db)
  return found.rows.map((place) => ({
    title: place.title,
    href: `/${key}/${place.path}/${place.id}`,
    caption: place.caption,
  }))
}
