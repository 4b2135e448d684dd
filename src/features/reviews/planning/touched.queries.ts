import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import type { OtherMeeting } from './touched.rules.ts'

/** The meetings to come of other reviews and of groups to which people of this one's team go, the next one first. */
export async function otherMeetings(
  db: Db,
  actor: Actor,
  review: { id: string },
  now: Temporal.Instant,
): Promise<OtherMeeting[]> {
  const found = await sql<OtherMeeting>`
    with own as (select m.person_id, p.name from review_member m join person p on p.id = m.person_id
                  where m.partnership_id = ${actor.partnership.id} and m.review_id = ${review.id} and m.removed_at is null and m.answer <> 'declined')
    select 'a meeting about ' || s.name as what, t.starts_at, array_agg(own.name order by own.name) as people
      from own join review_member m on m.person_id = own.person_id and m.review_id <> ${review.id} and m.removed_at is null and m.answer <> 'declined'
      join review r on r.id = m.review_id and r.cancelled_at is null join school s on s.id = r.host_school_id
      join review_meeting t on t.review_id = r.id and t.held_at is null and t.starts_at > ${now}
     group by s.name, t.id, t.starts_at
    union all
    select 'a meeting of ' || g.name, t.starts_at, array_agg(own.name order by own.name)
      from own cross join review_group g join group_meeting t on t.group_id = g.id and t.held_at is null and t.starts_at > ${now}
     where g.partnership_id = ${actor.partnership.id} and g.disbanded_at is null
       and (exists (select from review_group_leader l where l.group_id = g.id and l.person_id = own.person_id)
         or exists (select from role_grant h join review_group_school m on m.school_id = h.school_id and m.group_id = g.id
                     where h.person_id = own.person_id and h.role in ('headteacher', 'senior-leader', 'senco') and h.removed_at is null))
     group by g.name, t.id, t.starts_at
     order by starts_at, what`.execute(db)
  return found.rows
}
