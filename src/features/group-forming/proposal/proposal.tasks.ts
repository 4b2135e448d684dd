import { sql } from 'kysely'
import { plural } from '../../../lib/words.ts'
import type { Task } from '../../home/task.ts'
import { type Actor, can, schoolIdsWhere } from '../../people/public.ts'
import { proposalPath, schoolProposalPath } from './paths.ts'

export type UnansweredSchool = {
  programme_id: string
  programme_name: string
  school_id: string
  school_name: string
  until: Temporal.PlainDate
}

/** The schools for which this person can still answer a proposal, and nobody has. */
export function unansweredSchools(actor: Actor, today: Temporal.PlainDate) {
  const schools = schoolIdsWhere(actor, 'group-proposal:answer')
  return sql<UnansweredSchool>`
    select g.id as programme_id, g.name as programme_name, s.id as school_id, s.name as school_name, p.objections_until as until
      from group_proposal p
      join programme g on g.id = p.programme_id
      join school s on s.id = any(p.asked_school_ids) and s.id = any(${schools}::uuid[])
     where p.partnership_id = ${actor.partnership.id} and p.confirmed_at is null and p.withdrawn_at is null
       and p.objections_until >= ${today}
       and not exists (select from group_proposal_answer x
            where x.proposal_id = p.id and x.school_id = s.id and x.arrangement_id = p.arrangement_id)
     order by p.objections_until, s.name`
}

export type OpenProposal = {
  programme_id: string
  name: string
  until: Temporal.PlainDate
  asked: number
  content: number
  answered: number
  undecided: number
}

/** The open proposals of the partnership with what schools answered, for officers. */
export function openProposals(actor: Actor) {
  return sql<OpenProposal>`
    select g.id as programme_id, g.name, p.objections_until as until, cardinality(p.asked_school_ids) as asked,
           count(x.school_id) filter (where x.answer = 'content' and x.arrangement_id = p.arrangement_id) as content,
           count(x.school_id) filter (where x.arrangement_id = p.arrangement_id) as answered,
           count(x.school_id) filter (where x.answer = 'objects' and x.decision is null) as undecided
      from group_proposal p
      join programme g on g.id = p.programme_id
      left join group_proposal_answer x on x.proposal_id = p.id and x.school_id = any(p.asked_school_ids)
     where p.partnership_id = ${actor.partnership.id} and p.confirmed_at is null and p.withdrawn_at is null
       and ${can(actor, 'programme:manage')}
     group by g.id, g.name, p.id
     order by p.objections_until`
}

type Rows = { unanswered: readonly UnansweredSchool[]; proposals: readonly OpenProposal[] }

/** What an open proposal puts on home pages: of those who answer for a school, and of officers. */
export function proposalTasks(actor: Actor, { unanswered, proposals }: Rows, today: Temporal.PlainDate): Task[] {
  const own = unanswered.map(
    (row): Task => ({
      title: 'Say whether the proposed review group suits your school',
      href: schoolProposalPath(actor.partnership, row.programme_id, row.school_id),
      about: `${row.school_name}, ${row.programme_name}`,
      due: row.until,
      kind: 'now',
      note: 'If nobody answers by then, your school counts as content.',
    }),
  )
  return [...own, ...proposals.map((row) => officerTask(actor, row, today))]
}

function officerTask(actor: Actor, row: OpenProposal, today: Temporal.PlainDate): Task {
  const href = proposalPath(actor.partnership, row.programme_id)
  const about = row.name
  const isOver = Temporal.PlainDate.compare(row.until, today) < 0
  const note = `${row.answered} of ${plural(row.asked, 'school')} ${row.answered === 1 ? 'has' : 'have'} answered.`
  if (row.undecided > 0) {
    const title = `Decide ${plural(row.undecided, 'objection')} to the proposed groups`
    return { title, href, about, due: undefined, kind: 'now', note }
  }
  if (isOver || row.content === row.asked)
    return { title: 'Confirm the groups', href: `${href}/confirm`, about, due: undefined, kind: 'now', note }
  return { title: 'Schools look at the proposed groups', href, about, due: row.until, kind: 'waiting', note }
}
