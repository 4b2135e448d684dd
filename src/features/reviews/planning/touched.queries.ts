import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import type { OtherMeeting } from './touched.rules.ts'

/** The meetings to come of other reviews to which people of this one's team go, the next one first. */
export async function otherMeetings(
  db: Db,
  actor: Actor,
  review: { id: string },
  now: Temporal.Instant,
): Promise<OtherMeeting[]> {
  const found = await sql<OtherMeeting>`
    select s.name as host_school_name, t.starts_at, array_agg(p.name order by p.name) as people
      from review_member own join review_member m on m.person_id = own.person_id and m.review_id <> own.review_id
      join review r on r.id = m.review_id and r.cancelled_at is null join school s on s.id = r.host_school_id
      join review_meeting t on t.review_id = r.id and t.held_at is null and t.starts_at > ${now} join person p on p.id = m.person_id
     where own.partnership_id = ${actor.partnership.id} and own.review_id = ${review.id} and own.removed_at is null and own.answer <> 'declined'
       and m.removed_at is null and m.answer <> 'declined'
     group by s.name, t.id, t.starts_at order by t.starts_at`.execute(db)
  return found.rows
}
