/** One review as the people who prepare it and take part in its visit see it: its day, its people, its questions. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { isHostPart, partMay } from '../part.rules.ts'
import { type Review, type ReviewMeeting, type ReviewMember, reviewFor } from '../review.queries.ts'
import { meetingOf, stageOfKind } from '../review.rules.ts'
import { daysOf } from '../visit-days.rules.ts'
import type { DrawnFrom } from './question.rules.ts'
import type { Observer, VisitDay } from './visit-programme.rules.ts'

export type Question = {
  id: string
  position: number
  text: string
  drawn_from: DrawnFrom[]
  version: number
  updated_at: Temporal.Instant
  updated_by_name: string
}

/** The review for one of its team or of the host's team, with what a visit needs. */
export type Visit = Review & { questions: Question[]; meeting: ReviewMeeting | undefined; day: VisitDay }

/** What came of a change: saved, refused in words, or somebody else had changed the same thing first. */
export type Saved =
  | { kind: 'saved'; id: string; version: number }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'conflict'; version: number; by: string; at: Temporal.Instant; theirs: Record<string, string> }

/** The same, where a conflict brings all of what the other person left. */
export type SavedOver<Current> =
  | Exclude<Saved, { kind: 'conflict' }>
  | { kind: 'conflict'; version: number; by: string; at: Temporal.Instant; current: Current }

/** The questions of a review, in order; those taken out when `removed` is true. */
export async function questionsOf(db: Db, review_id: string, removed = false): Promise<Question[]> {
  return (await questionsQuery(review_id, removed).execute(db)).rows
}

export function questionsQuery(review_id: string, removed = false) {
  return sql<Question>`
    select q.id, q.position, q.text, q.drawn_from, q.version, q.updated_at, coalesce(p.name, '') as updated_by_name
      from enquiry_question q
      left join person p on p.id = q.updated_by
     where q.review_id = ${review_id} and (q.removed_at is not null) = ${removed}
     order by q.position, q.updated_at`
}

const isPlanned = (member: ReviewMember) => member.state === 'on-team' || member.state === 'invited'

function observers(members: readonly ReviewMember[]): Observer[] {
  return members.map(({ person_id, name, school_id }) => ({ person_id, name, school_id }))
}

/** The review, for people who may see its preparation; undefined for everyone else. Five queries. */
export async function visitFor(db: Db, actor: Actor, review_id: string): Promise<Visit | undefined> {
  const review = await reviewFor(db, actor, review_id)
  if (!review || !partMay(review.part, 'see-preparation')) return undefined
  const questions = await questionsOf(db, review_id)
  const planned = review.members.filter(isPlanned)
  return {
    ...review,
    questions,
    meeting: meetingOf(review, stageOfKind(review.model, 'preparation')?.key ?? ''),
    day: {
      days: daysOf(review),
      starts: Temporal.PlainTime.from(review.visit_starts),
      ends: Temporal.PlainTime.from(review.visit_ends),
      host_school_id: review.host_school_id,
      host_school_name: review.host_school_name,
      hosts: observers(planned.filter((member) => isHostPart(member.part))),
      visitors: observers(planned.filter((member) => !isHostPart(member.part))),
      questions,
      question_limits: review.model.enquiry_questions,
    },
  }
}

/** A review that is at hand already, or its id: a page that has read it need not read it again to change it. */
export type VisitOrId = Visit | string

/** The review of a `VisitOrId`; "not found" for people who may not see its preparation. */
export async function visitOf(db: Db, actor: Actor, review: VisitOrId): Promise<Visit> {
  return typeof review === 'string' ? found(await visitFor(db, actor, review)) : review
}

/** Whether the summary has gone to the host, which closes notes, programme and findings. */
export const isWrittenUp = (visit: Visit) => visit.sent_to_host_at !== null

/** Why the reader cannot change the preparation of the visit, if they cannot. */
export function whyCannotPrepare(visit: Visit): Refusal | undefined {
  if (!partMay(visit.part, 'prepare')) {
    return {
      message: `The reviewers and the lead of ${visit.host_school_name} prepare the visit. Ask one of them to change this`,
    }
  }
  if (visit.cancelled_at) return { message: 'This review was cancelled' }
  if (isWrittenUp(visit)) {
    return { message: 'The visit has been written up, so its preparation can no longer be changed' }
  }
  return undefined
}

/** The review as `visitOf` gives it, with why the reader cannot change its preparation, if they cannot. */
export async function visitToPrepare(db: Db, actor: Actor, review: VisitOrId) {
  const visit = await visitOf(db, actor, review)
  return { visit, review_id: visit.id, refusal: whyCannotPrepare(visit) }
}
