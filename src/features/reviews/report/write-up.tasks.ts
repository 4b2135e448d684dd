/** What the report, and what comes after it, asks of people: comments to answer, next steps to see to, reports to read. */
import { sql } from 'kysely'
import { plural, sentenceList, shortened } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Task } from '../../home/task.ts'
import { type Actor, ownSchoolIds } from '../../people/public.ts'
import { sharedWithMySchools } from '../../sharing/public.ts'
import { isLate } from '../follow-up/next-step.rules.ts'
import { partMay } from '../part.rules.ts'
import { reviewPath } from '../paths.ts'
import type { Review } from '../review.queries.ts'
import { isOfTeam } from './agreement.rules.ts'

/** What is known of the reports that are with their hosts or teams, by review. */
export type Waiting = {
  /** How many comments wait for the team's answer, in the reports that this person may read. */
  unanswered: ReadonlyMap<string, number>
  /** Where this person has said whether they agree, and nothing was changed since. */
  heard: ReadonlySet<string>
  /** Where this person has challenged a finding of a draft that is not sent yet. */
  challenged: ReadonlySet<string>
}

/** Reads what waits in the write-ups of these reviews. One query, or none where nothing can wait. */
export async function waitingIn(db: Db, actor: Actor, reviews: readonly Review[]): Promise<Waiting> {
  const sent = reviews
    .filter((review) => review.sent_to_host_at && !review.host_agreed_at && partMay(review.part, 'see-sent-draft'))
    .map(({ id }) => id)
  const agreed = reviews.filter(waitsForWords).map(({ id }) => id)
  const drafted = reviews.filter(({ part, sent_to_host_at }) => part === 'ile' && !sent_to_host_at).map(({ id }) => id)
  if (sent.length + agreed.length + drafted.length === 0)
    return { unanswered: new Map(), heard: new Set(), challenged: new Set() }
  const found = await sql<{ what: 'unanswered' | 'heard' | 'challenged'; review_id: string; count: number }>`
    select 'unanswered' as what, review_id, count(*)::int as count from summary_comment
     where review_id = any(${sent}::uuid[]) and replied_at is null group by review_id
     union all
    select 'heard', a.review_id, 1 from report_agreement a
     where a.review_id = any(${agreed}::uuid[]) and a.person_id = ${actor.person_id}
       and (a.gone_on_at is not null or a.said = 'something-missing' or a.said_at >= (
         select greatest((select max(updated_at) from summary_section s where s.review_id = a.review_id),
                         (select max(greatest(updated_at, challenge_answer_at)) from finding f where f.review_id = a.review_id and f.removed_at is null))))
     union all
    select 'challenged', review_id, count(*)::int from finding
     where review_id = any(${drafted}::uuid[]) and challenge_by = ${actor.person_id} and challenge <> '' and removed_at is null group by review_id`.execute(
    db,
  )
  const of = (what: string) => found.rows.filter((row) => row.what === what)
  const ids = (what: string) => new Set(of(what).map(({ review_id }) => review_id))
  const unanswered = new Map(of('unanswered').map(({ review_id, count }) => [review_id, count]))
  return { unanswered, heard: ids('heard'), challenged: ids('challenged') }
}

/** The host has agreed, and each member of the team but its lead is asked whether they do. */
function waitsForWords(review: Review): boolean {
  const isOpen = review.host_agreed_at !== null && review.team_agreed_at === null
  return isOpen && isOfTeam(review.part) && review.part !== 'lead-reviewer'
}

/** Reports that the host has agreed and that this member of the team has not: the lead reviewer waits for each. */
export function wordTasks(actor: Actor, reviews: readonly Review[], { heard }: Waiting): Task[] {
  return reviews
    .filter((review) => waitsForWords(review) && !heard.has(review.id))
    .map((review) => ({
      title: 'Agree the report, or say what is missing',
      href: `${reviewPath(actor.partnership, review.id)}/write-up/my-word`,
      about: aboutOf(review),
      due: undefined,
      kind: 'now',
    }))
}

/** Whose turn it is while the draft is with the host: the team's when comments wait for an answer, else the host's. */
export function draftTasks(
  review: Review,
  actor: Actor,
  unanswered: number,
  due: Temporal.PlainDate | undefined,
): Task[] {
  const task = { href: `${reviewPath(actor.partnership, review.id)}/write-up`, about: aboutOf(review), due }
  const isHost = partMay(review.part, 'comment')
  if (isHost && unanswered > 0)
    return [{ ...task, title: 'The team answers your comments', kind: 'waiting', note: waits(review, 'lead-reviewer') }]
  if (partMay(review.part, 'agree-as-host'))
    return [{ ...task, title: 'Read the draft report: comment on it or agree it', kind: 'now' }]
  if (isHost) return [{ ...task, title: 'Read the draft report and comment on it', kind: 'now' }]
  if (partMay(review.part, 'draft') && unanswered > 0)
    return [{ ...task, title: `Answer ${plural(unanswered, 'comment')} on the draft report`, kind: 'now' }]
  if (!partMay(review.part, 'see-sent-draft')) return []
  return [{ ...task, title: 'The school reads the draft report', kind: 'waiting', note: waits(review, 'host-lead') }]
}

/** The ILE is asked to challenge the findings; once they have, they wait for the team as the others do. */
export function challengeTask(
  review: Review,
  actor: Actor,
  { challenged }: Waiting,
  due: Temporal.PlainDate | undefined,
): Task {
  const task = { href: `${reviewPath(actor.partnership, review.id)}/findings`, about: aboutOf(review), due }
  if (!challenged.has(review.id))
    return { ...task, title: 'Read the notes and findings, and challenge them', kind: 'now' }
  return { ...task, title: 'The team writes the report', kind: 'waiting', note: waits(review, 'lead-reviewer') }
}

function aboutOf(review: Review): string {
  return `Review of ${review.host_school_name}`
}

function waits(review: Review, part: 'lead-reviewer' | 'host-lead'): string {
  const names = review.members
    .filter((member) => member.state === 'on-team' && member.part === part)
    .map((member) => member.name)
  return `Waits for ${names.length > 0 ? sentenceList(names) : review.host_school_name}.`
}

/** How long before its day a next step is put in front of people. */
const beforeDue = Temporal.Duration.from({ weeks: 3 })

type DueStep = {
  id: string
  review_id: string
  school_name: string
  text: string
  owner_person_id: string | null
  owner: string
  due_on: Temporal.PlainDate
  progress: string
}

/**
 * Next steps that are due soon or late: for the colleague who sees to each, and for who leads for the host school. Also
 * of reviews that are finished, for a step may take longer than its review.
 */
export async function stepTasks(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  // Next steps are the host's: they are asked of nobody who belongs to no school.
  if (ownSchoolIds(actor).length === 0) return []
  const headOf = actor.roles.filter(({ role }) => role === 'headteacher').flatMap(({ school_id }) => school_id ?? [])
  const found = await sql<DueStep>`
    select n.id, r.id as review_id, s.name as school_name, n.text, n.owner_person_id, coalesce(p.name, n.owner_name) as owner, n.due_on, n.progress
      from next_step n
      join review r on r.id = n.review_id
      join school s on s.id = r.host_school_id
      left join person p on p.id = n.owner_person_id
      left join review_member m on m.review_id = r.id and m.person_id = ${actor.person_id} and m.removed_at is null
       and m.answer = 'accepted' and (m.declared_conflict = '' or m.conflict_accepted_by is not null)
     where n.partnership_id = ${actor.partnership.id} and n.removed_at is null and n.progress in ('not-started', 'under-way')
       and n.due_on <= ${today.add(beforeDue)} and r.sent_to_host_at is not null and r.cancelled_at is null
       and (r.host_school_id = any(${headOf}::uuid[]) or m.part = 'host-lead' or (m.part = 'host' and n.owner_person_id = ${actor.person_id}))
     order by n.due_on`.execute(db)
  return found.rows.map((step) => stepTask(step, actor, today))
}

function stepTask(step: DueStep, actor: Actor, today: Temporal.PlainDate): Task {
  const href = `${reviewPath(actor.partnership, step.review_id)}/next-steps/${step.id}/progress`
  const task = { title: shortened(step.text), href, about: `Next step of ${step.school_name}`, due: step.due_on }
  if (step.owner_person_id === actor.person_id) return { ...task, kind: 'now', note: 'Say how it is going.' }
  const isWithColleague = step.owner_person_id !== null && !isLate(step, today)
  return { ...task, kind: isWithColleague ? 'waiting' : 'now', note: `${step.owner} sees to it.` }
}

/** Reports that other schools have shared and that this person has not opened yet. */
export async function sharedReportTasks(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  const shared = await sharedWithMySchools(db, actor, today)
  return shared
    .filter((share) => share.subject_kind === 'review-report' && !share.opened_by_me)
    .map((share) => ({
      title: `Read the review report of ${share.school_name}`,
      href: `/${actor.partnership.key}/shares/${share.id}`,
      about: share.school_name,
      due: share.until_on,
      kind: 'now',
      note: `Shared with ${share.with_name}. You can open it until that day.`,
    }))
}
