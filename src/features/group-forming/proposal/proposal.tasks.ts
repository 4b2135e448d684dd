import { sql } from 'kysely'
import { plural } from '../../../lib/words.ts'
import type { Task } from '../../home/task.ts'
import { type Actor, can, ownSchoolIds } from '../../people/public.ts'
import { proposalPath, schoolProposalPath } from './paths.ts'
import type { Answer } from './proposal.rules.ts'

export type ProposedSchool = {
  programme_id: string
  programme_name: string
  school_id: string
  school_name: string
  until: Temporal.PlainDate
  /** What the school said to the present groups; null for nothing. */
  answer: Answer | null
}

/** The actor's own schools for which a group is proposed, while they can answer. */
export function proposedSchools(actor: Actor, today: Temporal.PlainDate) {
  return sql<ProposedSchool>`
    select g.id as programme_id, g.name as programme_name, s.id as school_id, s.name as school_name,
           p.objections_until as until, x.answer
      from group_proposal p
      join programme g on g.id = p.programme_id
      join school s on s.id = any(p.asked_school_ids) and s.id = any(${ownSchoolIds(actor)}::uuid[])
      left join group_proposal_answer x
        on x.proposal_id = p.id and x.school_id = s.id and x.arrangement_id = p.arrangement_id
     where p.partnership_id = ${actor.partnership.id} and p.confirmed_at is null and p.withdrawn_at is null
       and p.objections_until >= ${today}
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

type Rows = { proposed: readonly ProposedSchool[]; proposals: readonly OpenProposal[] }

/** What an open proposal puts on home pages: of a school's own people, and of officers. */
export function proposalTasks(actor: Actor, { proposed, proposals }: Rows, today: Temporal.PlainDate): Task[] {
  return [...proposed.map((row) => schoolTask(actor, row)), ...proposals.map((row) => officerTask(actor, row, today))]
}

const said: Record<Answer, string> = { content: 'Your school is content.', objects: 'Your school objects.' }

function schoolTask(actor: Actor, row: ProposedSchool): Task {
  const href = schoolProposalPath(actor.partnership, row.programme_id, row.school_id)
  const about = `${row.school_name}, ${row.programme_name}`
  if (row.answer === null && can(actor, 'group-proposal:answer', row.school_id))
    return {
      title: 'Say whether the proposed review group suits your school',
      href,
      about,
      due: row.until,
      kind: 'now',
      note: 'If nobody answers by then, your school counts as content.',
    }
  const note = row.answer === null ? 'Your head or a senior leader can answer until then.' : said[row.answer]
  return { title: 'The review group proposed for your school', href, about, due: row.until, kind: 'coming', note }
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
