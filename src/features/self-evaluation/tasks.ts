/** What waits for somebody in self-evaluation, for their home page. */
import { sql } from 'kysely'
import { plural } from '../../lib/words.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { Task } from '../home/task.ts'
import { type Actor, ownSchoolIds, schoolIdsWhere } from '../people/public.ts'
import { sharedWithMySchools } from '../sharing/public.ts'
import { evaluationPath, sharePath } from './paths.ts'

type Row = {
  id: string
  title: string
  school_name: string
  judge_by: Temporal.PlainDate | null
  compared_at: Temporal.Instant | null
  takes_part: boolean
  has_finished: boolean
  is_lead: boolean
  statements: number
  judged: number
  agreed: number
  still_judging: number
  people: number
}

/** Unfinished evaluations in which this person has something to do, and what other schools have shared with them. */
export async function tasksFor(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  const own = ownSchoolIds(actor).length === 0 ? [] : await ownTasks(db, actor, today)
  return [...own, ...(await readingTasks(db, actor, today))]
}

/** Colleagues are asked at their own school: nobody else leads an evaluation or judges in it. */
async function ownTasks(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  const leads = schoolIdsWhere(actor, 'self-evaluation:lead')
  const found = await sql<Row>`
    select e.id, e.title, s.name as school_name, e.judge_by, e.compared_at, me.person_id is not null as takes_part,
      me.finished_at is not null as has_finished, e.school_id = any(${leads}::uuid[]) as is_lead,
      (select sum(jsonb_array_length(a -> 'statements')) from framework f, jsonb_array_elements(f.content -> 'areas') a where f.id = e.framework_id)::int as statements,
      (select count(*) from own_judgement j where j.evaluation_id = e.id and j.person_id = ${actor.person_id} and (j.point is not null or j.answer <> ''))::int as judged,
      (select count(*) from agreed_judgement j where j.evaluation_id = e.id)::int as agreed,
      (select count(*) from self_evaluation_colleague c where c.evaluation_id = e.id and c.removed_at is null and c.finished_at is null)::int as still_judging,
      (select count(*) from self_evaluation_colleague c where c.evaluation_id = e.id and c.removed_at is null)::int as people
    from self_evaluation e join school s on s.id = e.school_id
    left join self_evaluation_colleague me on me.evaluation_id = e.id and me.person_id = ${actor.person_id} and me.removed_at is null
    where e.partnership_id = ${actor.partnership.id} and e.agreed_at is null and e.stopped_at is null
      and (e.school_id = any(${leads}::uuid[]) or (me.person_id is not null and not exists (select 1 from role_grant ended
        where ended.person_id = ${actor.person_id} and ended.school_id = e.school_id and ended.removed_at is not null)))
    order by e.started_at`.execute(db)
  return found.rows.flatMap((row) => (row.compared_at ? agreeingTasks(actor, row) : judgingTasks(actor, row, today)))
}

function about(row: Row): string {
  return `${row.school_name}: ${row.title}`
}

function judgingTasks(actor: Actor, row: Row, today: Temporal.PlainDate): Task[] {
  const path = (rest: string) => evaluationPath(actor.partnership, row.id, rest)
  const due = row.judge_by ?? undefined
  const tasks: Task[] = []
  if (row.takes_part && !row.has_finished) {
    const left = row.statements - row.judged
    const title =
      left === 0
        ? 'Say that you have finished your judgements'
        : row.judged === 0
          ? `Judge ${plural(row.statements, 'statement')} on your own`
          : `Judge the ${plural(left, 'statement')} that ${left === 1 ? 'is' : 'are'} left`
    tasks.push({ title, href: path('judge'), about: about(row), due, kind: 'now' })
  }
  if (!row.is_lead) return tasks
  const isOver = row.judge_by !== null && Temporal.PlainDate.compare(today, row.judge_by) > 0
  if (row.people === 0)
    tasks.push({ title: 'Choose who judges', href: path('colleagues'), about: about(row), due, kind: 'now' })
  else if (row.still_judging === 0)
    tasks.push({
      title: 'Compare your colleagues’ judgements',
      href: path('compare/open'),
      about: about(row),
      due: undefined,
      kind: 'now',
      note: 'Everyone has finished',
    })
  else if (isOver)
    tasks.push({
      title: 'Compare your colleagues’ judgements',
      href: path('compare/open'),
      about: about(row),
      due: undefined,
      kind: 'now',
      note: `The date to judge by has passed; ${plural(row.still_judging, 'colleague')} still judging`,
    })
  // Waiting for nobody but oneself is no waiting.
  else if (row.still_judging > Number(row.takes_part && !row.has_finished)) {
    tasks.push({
      title: 'Colleagues are judging',
      href: path(''),
      about: about(row),
      due,
      kind: 'waiting',
      note: `${row.people - row.still_judging} of ${row.people} have finished`,
    })
  }
  return tasks
}

function agreeingTasks(actor: Actor, row: Row): Task[] {
  const path = (rest: string) => evaluationPath(actor.partnership, row.id, rest)
  const left = row.statements - row.agreed
  if (left > 0)
    return [
      {
        title: `Agree the ${plural(left, 'statement')} that ${left === 1 ? 'is' : 'are'} left`,
        href: path('compare'),
        about: about(row),
        due: undefined,
        kind: 'now',
      },
    ]
  if (row.is_lead)
    return [
      {
        title: 'Check and agree the self-evaluation',
        href: path('check'),
        about: about(row),
        due: undefined,
        kind: 'now',
      },
    ]
  return [
    {
      title: 'The self-evaluation is about to be agreed',
      href: path(''),
      about: about(row),
      due: undefined,
      kind: 'waiting',
      note: 'Your school’s leaders agree the whole',
    },
  ]
}

async function readingTasks(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  const shared = await sharedWithMySchools(db, actor, today)
  return shared
    .filter((share) => share.subject_kind === 'self-evaluation' && !share.opened_by_me)
    .map((share) => ({
      title: `Read the self-evaluation of ${share.school_name}`,
      href: sharePath(actor.partnership, share.id),
      about: share.school_name,
      due: share.until_on,
      kind: 'now',
      note: `Shared with ${share.with_name}; you can open it until then`,
    }))
}
