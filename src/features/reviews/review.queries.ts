import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import { type Actor, isOfficer } from '../people/public.ts'
import { modelWithKey, type ReviewModel } from '../review-groups/public.ts'
import {
  type MemberPart,
  type MemberState,
  type Part,
  partMay,
  partOf,
  type ReviewPerson,
  stateOfMember,
} from './part.rules.ts'
import type { MeetingKind, ReviewFacts } from './review.rules.ts'

/** A person on, or asked to join, a visit team. What they declared is empty for those who may not read it. */
export type ReviewMember = {
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
  state: MemberState
}

export type ReviewMeeting = {
  id: string
  kind: MeetingKind
  starts_at: Temporal.Instant
  minutes: number
  place: string
  link: string
  held_at: Temporal.Instant | null
  note: string
  celebrate: string
  develop: string
  sequence: number
  version: number
}

export type GroupSchool = { id: string; name: string; phase: string; trust: string }
export type GroupLeader = { person_id: string; name: string; email: string; part: string }

/** A review as one person sees it: `part` is theirs, and what their part may not see is empty. */
export type Review = Omit<ReviewFacts, 'meetings'> & {
  id: string
  version: number
  part: Part
  model: ReviewModel
  programme_id: string
  programme_name: string
  programme_starts_on: Temporal.PlainDate
  programme_ends_on: Temporal.PlainDate
  framework_id: string | null
  group_id: string
  group_name: string
  host_school_id: string
  host_school_name: string
  host_trust: string
  /** "08:45:00", UK time. */
  visit_starts: string
  visit_ends: string
  focus: string
  focus_version: number
  focus_by: string | null
  focus_at: Temporal.Instant | null
  host_agreed_by: string | null
  team_agreed_by: string | null
  cancel_reason: string
  created_by: string
  created_at: Temporal.Instant
  /** Everybody who was ever asked, in the order of their parts; `state` says where each stands. */
  members: ReviewMember[]
  meetings: ReviewMeeting[]
  /** The schools of the group, the host among them, by name. */
  group_schools: GroupSchool[]
  group_leaders: GroupLeader[]
}

/** Whoever looks at reviews: a signed-in person, or the person whose calendar asks. */
export type Viewer = Pick<Actor, 'person_id' | 'partnership' | 'roles'>

/** Who the actor is to the rules of a review. */
export function asReviewPerson(actor: Viewer): ReviewPerson {
  return { id: actor.person_id, roles: actor.roles }
}

/** One review, if it is any business of the actor's; undefined for everybody else. Four queries. */
export async function reviewFor(db: Db, actor: Viewer, id: string): Promise<Review | undefined> {
  const [review] = await reviewsWhere(db, actor, { ids: [id] })
  return review
}

/**
 * `open` leaves out what is closed or cancelled; `waitingForPartnership` shows an officer, besides the reviews they
 * take part in, only those that lack a lead reviewer or where an interest waits for a decision.
 */
type Which = { ids?: readonly string[]; groupId?: string; open?: boolean; waitingForPartnership?: boolean }

/** The reviews among those asked for that the actor may see, the next visit first. Four queries, however many. */
export async function reviewsWhere(db: Db, actor: Viewer, which: Which): Promise<Review[]> {
  const rows = await reviewRows(db, actor, which)
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const groupIds = [...new Set(rows.map((row) => row.group_id))]
  const members = Map.groupBy(await memberRows(db, actor, ids), (row) => row.review_id)
  const meetings = Map.groupBy(await meetingRows(db, actor, ids), (row) => row.review_id)
  const around = Map.groupBy(await groupRows(db, actor, groupIds), (row) => row.group_id)
  return rows.flatMap((row) => {
    const group = around.get(row.group_id) ?? []
    const review = assembled(row, members.get(row.id) ?? [], meetings.get(row.id) ?? [], group, actor)
    return review ? [review] : []
  })
}

async function reviewRows(db: Db, actor: Viewer, which: Which) {
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
    ])
    .where('review.partnership_id', '=', actor.partnership.id)
  if (which.ids) query = query.where('review.id', 'in', which.ids)
  if (which.groupId) query = query.where('review.group_id', '=', which.groupId)
  if (which.open) query = query.where('review.closed_at', 'is', null).where('review.cancelled_at', 'is', null)
  return query.where(concerns(actor, which)).orderBy(sql`review.visit_on nulls last`).orderBy('school.name').execute()
}

/** Reads no more reviews than could be the actor's business; which part they play, the rules decide. */
function concerns(actor: Viewer, which: Which) {
  const schools = actor.roles.flatMap((role) => role.school_id ?? [])
  const own = sql<boolean>`(review.host_school_id = any(${schools}::uuid[])
    or review.group_id in (select group_id from review_group_school where school_id = any(${schools}::uuid[]))
    or review.group_id in (select group_id from review_group_leader where person_id = ${actor.person_id})
    or review.id in (select review_id from review_member where person_id = ${actor.person_id}))`
  if (!isOfficer(actor)) return own
  if (!which.waitingForPartnership) return sql<boolean>`true`
  return sql<boolean>`(${own} or exists (select from review_member m where m.review_id = review.id and m.removed_at is null
      and m.answer = 'accepted' and m.declared_conflict <> '' and m.conflict_accepted_by is null)
    or (review.visited_at is null and not exists (select from review_member m where m.review_id = review.id
      and m.part = 'lead-reviewer' and m.removed_at is null and m.answer = 'accepted')))`
}

/** The first share of the host's self-evaluation with a school of the group, since the programme began. */
const firstShareWithGroup = sql<string | null>`(
  select share.id from share
    join snapshot on snapshot.id = share.snapshot_id
    join review_group_school visitor on visitor.school_id = share.with_school_id
   where visitor.group_id = review.group_id and snapshot.school_id = review.host_school_id
     and snapshot.subject_kind = 'self-evaluation' and share.shared_at >= programme.starts_on
   order by share.shared_at limit 1)`

type ReviewRow = Awaited<ReturnType<typeof reviewRows>>[number]

async function memberRows(db: Db, actor: Viewer, reviewIds: readonly string[]) {
  return db
    .selectFrom('review_member')
    .innerJoin('person', 'person.id', 'review_member.person_id')
    .leftJoin('school', 'school.id', 'review_member.school_id')
    .select([
      'review_member.review_id',
      'review_member.id',
      'review_member.person_id',
      'person.name',
      'person.email',
      'person.job_title',
      'review_member.part',
      'review_member.school_id',
      'school.name as school_name',
      'review_member.answer',
      'review_member.answer_note',
      'review_member.declared_conflict',
      'review_member.conflict_accepted_by',
      'review_member.conflict_accepted_reason',
      'review_member.invited_at',
      'review_member.answered_at',
      'review_member.removed_at',
    ])
    .where('review_member.partnership_id', '=', actor.partnership.id)
    .where('review_member.review_id', 'in', reviewIds)
    .orderBy(sql`array_position(array['host-lead', 'host', 'lead-reviewer', 'reviewer', 'ile'], review_member.part)`)
    .orderBy('person.name')
    .execute()
}
type MemberRow = Awaited<ReturnType<typeof memberRows>>[number]

async function meetingRows(db: Db, actor: Viewer, reviewIds: readonly string[]) {
  return db
    .selectFrom('review_meeting')
    .select([
      'review_id',
      'id',
      'kind',
      'starts_at',
      'minutes',
      'place',
      'link',
      'held_at',
      'note',
      'celebrate',
      'develop',
      'sequence',
      'version',
    ])
    .where('partnership_id', '=', actor.partnership.id)
    .where('review_id', 'in', reviewIds)
    .orderBy('starts_at')
    .execute()
}
type MeetingRow = Awaited<ReturnType<typeof meetingRows>>[number]

/** The schools and the leaders of groups: a school has no `part`, a leader no phase. */
async function groupRows(db: Db, actor: Viewer, groupIds: readonly string[]) {
  const schools = db
    .selectFrom('review_group_school')
    .innerJoin('school', 'school.id', 'review_group_school.school_id')
    .select([
      'review_group_school.group_id',
      'school.id',
      'school.name',
      'school.phase',
      'school.trust',
      sql<string>`''`.as('email'),
      sql<string>`''`.as('part'),
    ])
    .where('review_group_school.partnership_id', '=', actor.partnership.id)
    .where('review_group_school.group_id', 'in', groupIds)
  const leaders = db
    .selectFrom('review_group_leader')
    .innerJoin('person', 'person.id', 'review_group_leader.person_id')
    .select([
      'review_group_leader.group_id',
      'person.id',
      'person.name',
      sql<string>`''`.as('phase'),
      sql<string>`''`.as('trust'),
      'person.email',
      'review_group_leader.part',
    ])
    .where('review_group_leader.partnership_id', '=', actor.partnership.id)
    .where('review_group_leader.group_id', 'in', groupIds)
  return schools.unionAll(leaders).orderBy('name').execute()
}
type GroupRow = Awaited<ReturnType<typeof groupRows>>[number]

/** The database checks these words; the types of its columns only say that they are text. */
function memberOf({ review_id: _, part, answer, ...row }: MemberRow): ReviewMember {
  const member = { ...row, part: part as MemberPart, answer: answer as ReviewMember['answer'] }
  return { ...member, state: stateOfMember(member) }
}

function assembled(
  row: ReviewRow,
  memberRowsOfIt: readonly MemberRow[],
  meetingRowsOfIt: readonly MeetingRow[],
  group: readonly GroupRow[],
  actor: Viewer,
): Review | undefined {
  const { model_key, shared_evaluation, partnership_id: _, ...review } = row
  const members = memberRowsOfIt.map(memberOf)
  const group_schools = group
    .filter((one) => one.part === '')
    .map(({ id, name, phase, trust }) => ({ id, name, phase, trust }))
  const group_leaders = group
    .filter((one) => one.part !== '')
    .map(({ id, name, email, part }) => ({ person_id: id, name, email, part }))
  const part = partOf(
    {
      host_school_id: row.host_school_id,
      group_school_ids: group_schools.map((school) => school.id),
      group_leader_ids: group_leaders.map((leader) => leader.person_id),
      members,
    },
    asReviewPerson(actor),
  )
  if (!part) return undefined
  return {
    ...review,
    evaluation_share_id: row.evaluation_share_id ?? shared_evaluation,
    model: modelWithKey(model_key),
    part,
    focus: partMay(part, 'see-preparation') ? row.focus : '',
    members: members.map((member) => asSeenBy(member, part, actor)),
    meetings: meetingRowsOfIt.map((meeting) => meetingAsSeenBy(meeting, part)),
    group_schools,
    group_leaders,
  }
}

/** A declared interest is read by who declared it and by who decides about it. */
function asSeenBy(member: ReviewMember, part: Part, actor: Viewer): ReviewMember {
  if (partMay(part, 'read-interests') || member.person_id === actor.person_id) return member
  return { ...member, declared_conflict: '', conflict_accepted_reason: '', answer_note: '' }
}

/** What was said at a meeting is for the host and the team. */
function meetingAsSeenBy({ review_id: _, ...row }: MeetingRow, part: Part): ReviewMeeting {
  const meeting = { ...row, kind: row.kind as MeetingKind }
  if (partMay(part, 'see-preparation')) return meeting
  return { ...meeting, place: '', link: '', note: '', celebrate: '', develop: '' }
}

/** The reviews of a group that the actor may see, the next visit first. */
export async function reviewsOfGroup(db: Db, actor: Viewer, groupId: string): Promise<Review[]> {
  return reviewsWhere(db, actor, { groupId })
}
