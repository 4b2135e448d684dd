import type { Db } from '../../platform/db/connect.ts'
import { type LeaderPart, leaderParts, modelsFor, type ReviewModel, type StageKey } from '../review-models/public.ts'
import { type MemberState, type Part, partMay, partOf, type ReviewPerson, stateOfMember } from './part.rules.ts'
import { mayWriteRecord, type Place } from './record.rules.ts'
import { maySeeReport } from './report/summary.rules.ts'
import type { ReviewFacts } from './review.rules.ts'
import { maySeeNaming, type StageLeader, stagesLedBy } from './stage-leaders/leader.rules.ts'
import {
  type MeetingRow,
  type MemberRow,
  meetingsIn,
  membersIn,
  type ReviewRow,
  reviewRows,
  stageLeadersIn,
  type Viewer,
  type Which,
} from './stored-reviews.queries.ts'

/** A person on, or asked to join, a visit team. What they declared is empty for those who may not read it. */
export type ReviewMember = MemberRow & { state: MemberState }

export type ReviewMeeting = MeetingRow

export type GroupSchool = { id: string; name: string; phase: string; trust: string }
export type GroupLeader = { person_id: string; name: string; email: string; part: string }

/** A review as one person sees it: `part` is theirs, and what their part may not see is empty. */
export type Review = Omit<ReviewFacts, 'meetings'> & {
  id: string
  version: number
  part: Part
  /** The parts in which the reader leads the group. */
  leads_as: LeaderPart[]
  /** The stages that the reader was named to lead. */
  leads_stages: StageKey[]
  /** Everybody who was ever named to lead a stage; why that ended is for host and team, and for those who were named. */
  stage_leaders: StageLeader[]
  /** The stages for which somebody is named now. */
  led_stages: StageKey[]
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

/** Who the actor is to the rules of a review. */
export function asReviewPerson(actor: Viewer): ReviewPerson {
  return { id: actor.person_id, roles: actor.roles }
}

/** One review, if it is any business of the actor's; undefined for everybody else. One query. */
export async function reviewFor(db: Db, actor: Viewer, id: string): Promise<Review | undefined> {
  const [review] = await reviewsWhere(db, actor, { ids: [id] })
  return review
}

/** The reviews among those asked for that the actor may see, the next visit first. One query, however many. */
export async function reviewsWhere(db: Db, actor: Viewer, which: Which): Promise<Review[]> {
  const rows = await reviewRows(db, actor, which)
  const modelWith = await modelsFor(
    db,
    actor,
    rows.map(({ model_key }) => model_key),
  )
  return rows.flatMap((row) => assembled(row, modelWith(row.model_key), actor) ?? [])
}

/** These reviews, as far as the actor may see them, in the order of their ids. */
export async function reviewsInOrder(db: Db, actor: Viewer, ids: readonly string[]): Promise<Review[]> {
  const reviews = ids.length === 0 ? [] : await reviewsWhere(db, actor, { ids })
  return reviews.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

function assembled(row: ReviewRow, model: ReviewModel, actor: Viewer): Review | undefined {
  const {
    model_key: _k,
    shared_evaluation,
    partnership_id: _,
    member_rows: _m,
    meeting_rows: _t,
    group_rows,
    leader_rows: _l,
    ...review
  } = row
  const members = membersIn(row).map((member) => ({ ...member, state: stateOfMember(member) }))
  const group_schools = group_rows
    .filter((one) => one.part === '')
    .map(({ id, name, phase, trust }) => ({ id, name, phase, trust }))
  const group_leaders = group_rows
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
  const leads_as = leaderParts.filter((own) =>
    group_leaders.some((leader) => leader.person_id === actor.person_id && leader.part === own),
  )
  const leaders = stageLeadersIn(row)
  const leads_stages = stagesLedBy(leaders, actor.person_id)
  return {
    ...review,
    evaluation_share_id: row.evaluation_share_id ?? shared_evaluation,
    model,
    part,
    leads_as,
    leads_stages,
    stage_leaders: leaders.map((leader) => leaderAsSeenBy(leader, part, leads_stages)),
    led_stages: leaders.filter(({ ended_at }) => !ended_at).map(({ stage }) => stage),
    // Whoever may read the report reads in it what the review looked at.
    focus: partMay(part, 'see-preparation') || maySeeReport(part, row) ? row.focus : '',
    members: members.map((member) => asSeenBy(member, part, actor)),
    meetings: meetingsIn(row).map((meeting) => meetingAsSeenBy(meeting, model, { part, leads_as, leads_stages })),
    group_schools,
    group_leaders,
  }
}

/** A declared interest is read by who declared it and by who decides about it. */
function asSeenBy(member: ReviewMember, part: Part, actor: Viewer): ReviewMember {
  if (partMay(part, 'read-interests') || member.person_id === actor.person_id) return member
  return { ...member, declared_conflict: '', conflict_accepted_reason: '', answer_note: '' }
}

/** Why somebody leads no longer is read where it is changed. */
function leaderAsSeenBy(leader: StageLeader, part: Part, leads: readonly StageKey[]): StageLeader {
  return maySeeNaming({ part, leads_stages: leads }, leader.stage) ? leader : { ...leader, end_reason: '' }
}

/** What was said at a meeting is for the host and the team, and for whoever writes it down. */
function meetingAsSeenBy(meeting: ReviewMeeting, model: ReviewModel, place: Place): ReviewMeeting {
  const stage = model.stages.find(({ key }) => key === meeting.stage)
  if (partMay(place.part, 'see-preparation') || (stage && mayWriteRecord(place, stage))) return meeting
  return { ...meeting, place: '', link: '', record: {}, written_by: '' }
}

/** The reviews of a group that the actor may see, the next visit first. */
export async function reviewsOfGroup(db: Db, actor: Viewer, groupId: string): Promise<Review[]> {
  return reviewsWhere(db, actor, { groupId })
}
