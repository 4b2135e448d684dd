/** What is stored of reviews, their members, meetings and groups, before it is known who looks. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import { moment, rowsOf, rowsWithin } from '../../platform/db/rows-within.ts'
import { type Actor, isOfficer } from '../people/public.ts'
import type { StageKey } from '../review-models/public.ts'
import type { MemberPart } from './part.rules.ts'
import type { StageLeader } from './stage-leaders/leader.rules.ts'

/** Whoever looks at reviews: a signed-in person, or the person whose calendar asks. */
export type Viewer = Pick<Actor, 'person_id' | 'partnership' | 'roles'>

/** `open` leaves out what is closed or cancelled. */
export type Which = { ids?: readonly string[]; groupId?: string; programmeId?: string; open?: boolean }

export async function reviewRows(db: Db, actor: Viewer, which: Which) {
  let query = db
    .selectFrom('review')
    .innerJoin('programme', 'programme.id', 'review.programme_id')
    .innerJoin('review_group', 'review_group.id', 'review.group_id')
    .innerJoin('school', 'school.id', 'review.host_school_id')
    .selectAll('review')
    .select([
      'programme.name as programme_name',
      'programme.model_key',
      'programme.framework_id',
      'programme.starts_on as programme_starts_on',
      'programme.ends_on as programme_ends_on',
      'review_group.name as group_name',
      'school.name as host_school_name',
      'school.trust as host_trust',
      firstShareWithGroup.as('shared_evaluation'),
      hasNextSteps.as('has_next_steps'),
      rowsWithin(membersOfIt).as('member_rows'),
      rowsWithin(meetingsOfIt).as('meeting_rows'),
      rowsWithin(groupOfIt).as('group_rows'),
      rowsWithin(stageLeadersOfIt).as('leader_rows'),
    ])
    .where('review.partnership_id', '=', actor.partnership.id)
  if (which.ids) query = query.where('review.id', 'in', which.ids)
  if (which.groupId) query = query.where('review.group_id', '=', which.groupId)
  if (which.programmeId) query = query.where('review.programme_id', '=', which.programmeId)
  if (which.open) query = query.where('review.closed_at', 'is', null).where('review.cancelled_at', 'is', null)
  return query.where(concerns(actor)).orderBy(sql`review.visit_on nulls last`).orderBy('school.name').execute()
}

/** Holds a review until the transaction ends, so that two people cannot do at one moment what only one of them may. */
export async function holdReview(db: Db, actor: Viewer, reviewId: string): Promise<void> {
  await db
    .selectFrom('review')
    .select('id')
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', reviewId)
    .forUpdate()
    .execute()
}

/** Whether lists show a review as over: it is finished or was cancelled. */
const isOver = sql<boolean>`(review.closed_at is not null or review.cancelled_at is not null)`

/** How many of the reviews that concern the actor are under way, and how many are over. */
export async function countReviews(db: Db, actor: Viewer): Promise<{ under_way: number; over: number }> {
  return db
    .selectFrom('review')
    .select([
      sql<number>`count(*) filter (where not ${isOver})`.as('under_way'),
      sql<number>`count(*) filter (where ${isOver})`.as('over'),
    ])
    .where('partnership_id', '=', actor.partnership.id)
    .where(concerns(actor))
    .executeTakeFirstOrThrow()
}

/**
 * The ids of one page of a list of reviews. Those under way: first those in which the actor has a part,
 * then by the day of the visit. Those that are over: the last visit first.
 */
export async function reviewIds(
  db: Db,
  actor: Viewer,
  list: { over: boolean; limit: number; offset: number },
): Promise<string[]> {
  const headOf = actor.roles.flatMap((role) => (role.role === 'headteacher' && role.school_id ? [role.school_id] : []))
  const takesPart = sql<boolean>`(review.host_school_id = any(${headOf}::uuid[]) or exists (
    select from review_member m where m.review_id = review.id and m.person_id = ${actor.person_id}
       and m.removed_at is null and m.answer <> 'declined')
    or exists (select from stage_leader l where l.review_id = review.id and l.person_id = ${actor.person_id} and l.ended_at is null))`
  const order = list.over ? sql`review.visit_on desc nulls last` : sql`${takesPart} desc, review.visit_on nulls last`
  const rows = await db
    .selectFrom('review')
    .innerJoin('school', 'school.id', 'review.host_school_id')
    .select('review.id')
    .where('review.partnership_id', '=', actor.partnership.id)
    .where(concerns(actor))
    .where(list.over ? isOver : sql<boolean>`not ${isOver}`)
    .orderBy(order)
    .orderBy('school.name')
    .orderBy('review.id')
    .limit(list.limit)
    .offset(list.offset)
    .execute()
  return rows.map((row) => row.id)
}

/** Reads no more reviews than are the actor's business; which part they play, the rules decide. */
function concerns(actor: Viewer) {
  if (isOfficer(actor)) return sql<boolean>`true`
  const schools = actor.roles.flatMap((role) => role.school_id ?? [])
  return sql<boolean>`(review.host_school_id = any(${schools}::uuid[])
    or review.group_id in (select group_id from review_group_school where school_id = any(${schools}::uuid[]))
    or review.group_id in (select group_id from review_group_leader where person_id = ${actor.person_id})
    or review.id in (select review_id from review_member
      where person_id = ${actor.person_id} and removed_at is null and answer <> 'declined'))`
}

/** The first share of the host's self-evaluation with a school of the group, since the programme began. */
const firstShareWithGroup = sql<string | null>`(
  select share.id from share
    join snapshot on snapshot.id = share.snapshot_id
    join review_group_school visitor on visitor.school_id = share.with_school_id
   where visitor.group_id = review.group_id and snapshot.school_id = review.host_school_id
     and snapshot.subject_kind = 'self-evaluation' and share.shared_at >= programme.starts_on
   order by share.shared_at limit 1)`

const hasNextSteps = sql<boolean>`exists (
  select from next_step where next_step.review_id = review.id and next_step.removed_at is null)`

export type ReviewRow = Awaited<ReturnType<typeof reviewRows>>[number]

export type MemberRow = {
  id: string
  person_id: string
  name: string
  email: string
  job_title: string
  part: MemberPart
  school_id: string | null
  school_name: string | null
  answer: 'waiting' | 'accepted' | 'declined'
  answer_note: string
  declared_conflict: string
  conflict_accepted_by: string | null
  conflict_accepted_reason: string
  invited_at: Temporal.Instant
  answered_at: Temporal.Instant | null
  removed_at: Temporal.Instant | null
}

const membersOfIt = sql<MemberRow>`
  select m.id, m.person_id, p.name, p.email, p.job_title, m.part, m.school_id, s.name as school_name, m.answer, m.answer_note,
         m.declared_conflict, m.conflict_accepted_by, m.conflict_accepted_reason, m.invited_at, m.answered_at, m.removed_at
    from review_member m join person p on p.id = m.person_id left join school s on s.id = m.school_id
   where m.review_id = review.id
   order by array_position(array['host-lead', 'host', 'lead-reviewer', 'reviewer', 'ile'], m.part), p.name`

export function membersIn(row: ReviewRow): MemberRow[] {
  return rowsOf(row.member_rows, { invited_at: moment, answered_at: moment, removed_at: moment })
}

export type MeetingRow = {
  id: string
  /** The key of its stage in the model. */
  stage: StageKey
  /** A meeting of the review itself, or of its whole group. */
  of: 'review' | 'group'
  /** Which of its stage's meetings it is, from 1, where that can be held more than once. */
  number: number
  starts_at: Temporal.Instant
  minutes: number
  place: string
  link: string
  held_at: Temporal.Instant | null
  /** What came of it, by the keys of the stage's record. */
  record: Record<string, string>
  /** Who wrote that down last. */
  written_by: string
  sequence: number
  version: number
}

const writer = sql<string>`coalesce((select name from person where person.id = updated_by), '')`

const meetingsOfIt = sql<MeetingRow>`
  select id, stage, 'review' as of, number, starts_at, minutes, place, link, held_at, record, ${writer} as written_by, sequence, version
    from review_meeting where review_id = review.id
   union all
  select id, stage, 'group', 1, starts_at, minutes, place, link, held_at, record, ${writer}, sequence, version
    from group_meeting where group_id = review.group_id
   order by starts_at, number`

export function meetingsIn(row: ReviewRow): MeetingRow[] {
  return rowsOf(row.meeting_rows, { starts_at: moment, held_at: moment })
}

const stageLeadersOfIt = sql<StageLeader>`
  select l.id, l.stage, l.person_id, p.name, p.email, l.school_id, s.name as school_name, l.named_at, l.ended_at, l.end_reason,
         n.name as named_by_name, coalesce(e.name, '') as ended_by_name
    from stage_leader l join person p on p.id = l.person_id join school s on s.id = l.school_id join person n on n.id = l.named_by
    left join person e on e.id = l.ended_by
   where l.review_id = review.id order by l.named_at, l.id`

export function stageLeadersIn(row: ReviewRow): StageLeader[] {
  return rowsOf(row.leader_rows, { named_at: moment, ended_at: moment })
}

/** The schools and the leaders of the group: a school has no `part`, a leader no phase. */
const groupOfIt = sql<{ id: string; name: string; phase: string; trust: string; email: string; part: string }>`
  select s.id, s.name, s.phase, s.trust, '' as email, '' as part
    from review_group_school g join school s on s.id = g.school_id where g.group_id = review.group_id
   union all
  select p.id, p.name, '', '', p.email, l.part
    from review_group_leader l join person p on p.id = l.person_id where l.group_id = review.group_id
   order by name`
