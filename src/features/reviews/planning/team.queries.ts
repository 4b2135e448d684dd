import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import type { MemberPart } from '../part.rules.ts'
import type { Review } from '../review.queries.ts'
import type { Candidate, TeamReview } from './team.rules.ts'

/** What the rules of a team read of a review. */
export function teamOf(review: Review): TeamReview {
  return {
    host_school_id: review.host_school_id,
    host_school_name: review.host_school_name,
    host_trust: review.host_trust,
    group_school_ids: review.group_schools.map((school) => school.id),
    group_ile_ids: review.group_leaders.filter((leader) => leader.part === 'ile').map((leader) => leader.person_id),
    members: review.members,
  }
}

export type CandidateRow = Candidate & { email: string; job_title: string }

/** The people who could be asked: the staff and governors of the group's schools, and its ILE. */
export async function candidatesOf(db: Db, actor: Actor, review: Review): Promise<CandidateRow[]> {
  const schools = review.group_schools.map((school) => school.id)
  const leaders = review.group_leaders.map((leader) => leader.person_id)
  return people(
    db,
    actor,
    sql`(p.id = any(${leaders}::uuid[]) or exists (
    select from role_grant r where r.person_id = p.id and r.removed_at is null and r.school_id = any(${schools}::uuid[])))`,
  )
}

/** One person as a candidate; undefined when they are not of this partnership. */
export async function candidateFor(db: Db, actor: Actor, personId: string): Promise<CandidateRow | undefined> {
  const [person] = await people(db, actor, sql`p.id = ${personId}`)
  return person
}

async function people(db: Db, actor: Actor, which: ReturnType<typeof sql>): Promise<CandidateRow[]> {
  const found = await sql<CandidateRow>`
    select p.id, p.name, p.email, p.job_title, p.left_at, coalesce(places.list, '[]') as places
      from person p
      left join lateral (
        select jsonb_agg(jsonb_build_object('school_id', s.id, 'school_name', s.name, 'trust', s.trust, 'role', r.role) order by s.name, r.role) as list
          from role_grant r join school s on s.id = r.school_id where r.person_id = p.id and r.removed_at is null
      ) places on true
     where p.partnership_id = ${actor.partnership.id} and p.left_at is null and ${which}
     order by p.name, p.id`.execute(db)
  return found.rows
}

export type NewMember = { person_id: string; part: MemberPart; school_id: string | null; accepted: boolean }

/** Asks a person, or asks somebody again who had declined or been taken out. */
export async function putMember(
  db: Db,
  actor: Actor,
  reviewId: string,
  member: NewMember,
  now: Temporal.Instant,
): Promise<void> {
  const answer = member.accepted ? 'accepted' : 'waiting'
  await sql`insert into review_member (partnership_id, review_id, person_id, part, school_id, invited_at, answer, answered_at)
    values (${actor.partnership.id}, ${reviewId}, ${member.person_id}, ${member.part}, ${member.school_id}, ${now}, ${answer}, ${member.accepted ? now : null})
    on conflict (review_id, person_id) do update set part = excluded.part, school_id = excluded.school_id, invited_at = excluded.invited_at,
      answer = excluded.answer, answered_at = excluded.answered_at, answer_note = '', declared_conflict = '',
      conflict_accepted_by = null, conflict_accepted_reason = '', removed_at = null`.execute(db)
}

export type Answer = { answer: 'accepted' | 'declined'; note: string; declared: string }

/** Writes down a person's own answer. */
export async function putAnswer(
  db: Db,
  actor: Actor,
  reviewId: string,
  answer: Answer,
  now: Temporal.Instant,
): Promise<void> {
  await db
    .updateTable('review_member')
    .set({ answer: answer.answer, answer_note: answer.note, declared_conflict: answer.declared, answered_at: now })
    .where('partnership_id', '=', actor.partnership.id)
    .where('review_id', '=', reviewId)
    .where('person_id', '=', actor.person_id)
    .where('removed_at', 'is', null)
    .execute()
}

export async function putInterestAccepted(db: Db, actor: Actor, memberId: string, reason: string): Promise<void> {
  await db
    .updateTable('review_member')
    .set({ conflict_accepted_by: actor.person_id, conflict_accepted_reason: reason })
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', memberId)
    .execute()
}

export async function putRemoved(db: Db, actor: Actor, memberId: string, now: Temporal.Instant): Promise<void> {
  await db
    .updateTable('review_member')
    .set({ removed_at: now })
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', memberId)
    .execute()
}

/** The partnership's lead and officers, who decide where a lead reviewer is concerned. */
export async function officersOf(db: Db, actor: Actor): Promise<{ id: string; name: string; email: string }[]> {
  return db
    .selectFrom('person')
    .innerJoin('role_grant', 'role_grant.person_id', 'person.id')
    .select(['person.id', 'person.name', 'person.email'])
    .distinct()
    .where('person.partnership_id', '=', actor.partnership.id)
    .where('person.left_at', 'is', null)
    .where('role_grant.removed_at', 'is', null)
    .where('role_grant.role', 'in', ['partnership-lead', 'partnership-officer'])
    .orderBy('person.name')
    .execute()
}
