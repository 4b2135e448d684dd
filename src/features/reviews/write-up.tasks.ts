/** What the report, and what comes after it, asks of people: comments to answer, next steps to see to, reports to read. */
import { sql } from 'kysely'
import { plural, sentenceList } from '../../lib/words.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { Task } from '../home/task.ts'
import type { Actor } from '../people/public.ts'
import { sharedWithMySchools } from '../sharing/public.ts'
import { isLate } from './next-step.rules.ts'
import { partMay } from './part.rules.ts'
import { reviewPath } from './paths.ts'
import type { Review } from './review.queries.ts'

export type DueStep = {
  id: string
  text: string
  owner_person_id: string | null
  owner: string
  due_on: string
  progress: string
}

/** What waits in the report of one review. */
export type ReportWork = { unanswered: number; steps: DueStep[] }

/** How long before its day a next step is put in front of people. */
const beforeDue = Temporal.Duration.from({ weeks: 3 })

/** What waits in the reports that this person may read, by review: one query, and none where nothing is sent yet. */
export async function reportWorkOf(
  db: Db,
  reviews: readonly Review[],
  today: Temporal.PlainDate,
): Promise<Map<string, ReportWork>> {
  const ids = reviews
    .filter((review) => review.sent_to_host_at && partMay(review.part, 'see-sent-draft'))
    .map((review) => review.id)
  if (ids.length === 0) return new Map()
  const found = await sql<ReportWork & { id: string }>`
    select r.id, (select count(*)::int from summary_comment c where c.review_id = r.id and c.replied_at is null) as unanswered,
      (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'text', n.text, 'owner_person_id', n.owner_person_id,
                'owner', coalesce(p.name, n.owner_name), 'due_on', n.due_on, 'progress', n.progress) order by n.due_on), '[]')
         from next_step n left join person p on p.id = n.owner_person_id
        where n.review_id = r.id and n.removed_at is null and n.progress in ('not-started', 'under-way')
          and n.due_on <= ${today.add(beforeDue)}) as steps
      from review r where r.id = any(${ids}::uuid[])`.execute(db)
  return new Map(found.rows.map(({ id, ...work }) => [id, work]))
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

function aboutOf(review: Review): string {
  return `Review of ${review.host_school_name}`
}

function waits(review: Review, part: 'lead-reviewer' | 'host-lead'): string {
  const names = review.members
    .filter((member) => member.state === 'on-team' && member.part === part)
    .map((member) => member.name)
  return `Waits for ${names.length > 0 ? sentenceList(names) : review.host_school_name}.`
}

/** Next steps that are due soon or late: for the person who sees to each, and for the head who answers for all of them. */
export function stepTasks(
  review: Review,
  actor: Actor,
  work: ReportWork | undefined,
  today: Temporal.PlainDate,
): Task[] {
  if (!work || !partMay(review.part, 'edit-next-steps')) return []
  return work.steps.flatMap((step): Task[] => {
    const due = Temporal.PlainDate.from(step.due_on)
    const own = step.owner_person_id === actor.person_id
    if (!own && review.part !== 'host-lead') return []
    const path = `${reviewPath(actor.partnership, review.id)}/next-steps/${step.id}/progress`
    const task = { title: shortened(step.text), href: path, about: `Next step of ${review.host_school_name}`, due }
    if (own) return [{ ...task, kind: 'now', note: 'Say how it comes along.' }]
    const isWithColleague = step.owner_person_id !== null && !isLate({ due_on: due, progress: step.progress }, today)
    return [{ ...task, kind: isWithColleague ? 'waiting' : 'now', note: `${step.owner} sees to it.` }]
  })
}

const longestTitle = 120

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length <= longestTitle ? line : `${line.slice(0, longestTitle).replace(/\s\S*$/, '')} …`
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
