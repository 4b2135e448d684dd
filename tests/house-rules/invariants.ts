/** What must hold in every database, whatever people do: each rule finds the rows that break it. */

import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { modelShape } from '../../src/features/review-models/model.schema.ts'
import { ownIdOf } from '../../src/features/review-models/paths.ts'
import { modelWithKey } from '../../src/features/review-models/public.ts'
import { verifyAudit } from '../../src/platform/audit/audit.ts'
import type { Database, Db } from '../../src/platform/db/connect.ts'

type Invariant = { broken: string; rows: string }

/** The statements of a framework, as rows of evaluation and key. */
const statements = `
  select e.id as evaluation_id, e.partnership_id, jsonb_path_query(f.content, '$.areas[*].statements[*].key') #>> '{}' as key
    from self_evaluation e join framework f on f.id = e.framework_id`

/** Parts of a review that name another part, which must be of the same review. */
const sameReview = [
  ['visit_note', 'activity_id', 'visit_activity'],
  ['visit_note', 'question_id', 'enquiry_question'],
  ['visit_activity', 'question_id', 'enquiry_question'],
  ['finding', 'question_id', 'enquiry_question'],
  ['next_step', 'finding_id', 'finding'],
  ['summary_comment', 'finding_id', 'finding'],
] as const

const selfEvaluation: Invariant[] = [
  {
    broken: 'an agreed self-evaluation lacks a judgement',
    rows: `select s.evaluation_id, s.key from (${statements}) s join self_evaluation e on e.id = s.evaluation_id
      left join agreed_judgement a on a.evaluation_id = s.evaluation_id and a.statement_key = s.key and (a.point is not null or a.answer <> '')
      where e.agreed_at is not null and a.evaluation_id is null`,
  },
  {
    broken: 'a self-evaluation was agreed before it was compared',
    rows: 'select id from self_evaluation where agreed_at is not null and (compared_at is null or agreed_at < compared_at)',
  },
  ...['own_judgement', 'agreed_judgement', 'evidence', 'self_evaluation_highlight'].map((table) => ({
    broken: `${table} is about a statement that its framework does not have`,
    rows: `select t.evaluation_id, t.statement_key from ${table} t
      where not exists (select 1 from (${statements}) s where s.evaluation_id = t.evaluation_id and s.key = t.statement_key)`,
  })),
  {
    broken: 'somebody judged who was never asked to',
    rows: `select j.evaluation_id, j.person_id from own_judgement j
      left join self_evaluation_colleague c on c.evaluation_id = j.evaluation_id and c.person_id = j.person_id where c.person_id is null`,
  },
  {
    broken: 'a file of evidence is not a file of that school',
    rows: `select v.id from evidence v join self_evaluation e on e.id = v.evaluation_id
      left join stored_file f on f.id = v.file_id and f.partnership_id = v.partnership_id and f.school_id = e.school_id
      where v.file_id is not null and f.id is null`,
  },
]

const sharing: Invariant[] = [
  {
    broken: 'a share shows a snapshot of another partnership',
    rows: 'select s.id from share s join snapshot n on n.id = s.snapshot_id where n.partnership_id <> s.partnership_id',
  },
  {
    broken: 'a school shares with itself',
    rows: 'select s.id from share s join snapshot n on n.id = s.snapshot_id where s.with_school_id = n.school_id',
  },
  {
    broken: 'a snapshot is of something that another school owns',
    rows: `select n.id from snapshot n
      left join self_evaluation e on n.subject_kind = 'self-evaluation' and e.id = n.subject_id
      left join review r on n.subject_kind = 'review-report' and r.id = n.subject_id
      where n.school_id <> coalesce(e.school_id, r.host_school_id, n.school_id)`,
  },
  {
    broken: 'somebody of the other schools opened a share after it was taken back',
    rows: `select o.id from share_opening o join share s on s.id = o.share_id where o.opened_at > s.revoked_at`,
  },
]

const groups: Invariant[] = [
  {
    broken: 'a school is in two groups of one programme',
    rows: `select g.programme_id, m.school_id from review_group g join review_group_school m on m.group_id = g.id
      where g.disbanded_at is null group by 1, 2 having count(*) > 1`,
  },
  {
    broken: 'a school is in a group of a programme that it does not take part in',
    rows: `select g.id, m.school_id from review_group g join review_group_school m on m.group_id = g.id
      left join programme_school p on p.programme_id = g.programme_id and p.school_id = m.school_id and p.left_on is null
      where g.disbanded_at is null and p.school_id is null
        and exists (select 1 from programme_school any_school where any_school.programme_id = g.programme_id)`,
  },
]

const reviews: Invariant[] = [
  ...sameReview.map(([table, column, target]) => ({
    broken: `${table}.${column} is of another review`,
    rows: `select t.id from ${table} t join ${target} o on o.id = t.${column} where o.review_id <> t.review_id`,
  })),
  {
    broken: 'a finding is made of notes of another review',
    rows: `select l.finding_id, l.note_id from finding_note l join finding f on f.id = l.finding_id join visit_note n on n.id = l.note_id
      where n.review_id <> f.review_id`,
  },
  ...(['lead-reviewer', 'host-lead'] as const).map((part) => ({
    broken: `a review has two people as ${part}`,
    rows: `select review_id from review_member where part = '${part}' and removed_at is null and answer <> 'declined' group by 1 having count(*) > 1`,
  })),
  {
    broken: 'somebody is twice in one review',
    rows: 'select review_id, person_id from review_member group by 1, 2 having count(*) > 1',
  },
  {
    broken: 'somebody reviews their own school',
    rows: `select m.id from review_member m join review r on r.id = m.review_id
      where m.part in ('lead-reviewer', 'reviewer') and m.school_id = r.host_school_id and m.removed_at is null`,
  },
  {
    broken: 'a review is in a group of another programme',
    rows: 'select r.id from review r join review_group g on g.id = r.group_id where g.programme_id <> r.programme_id',
  },
  {
    broken: 'an email of a review is noted for another group, or before its day',
    rows: `select l.id from review_letter_sent l left join review r on r.id = l.review_id
      where r.group_id <> l.group_id or l.due_on > (l.sent_at at time zone 'Europe/London')::date`,
  },
  {
    broken: 'a school is reviewed twice at once by its group',
    rows: 'select group_id, host_school_id from review where cancelled_at is null group by 1, 2 having count(*) > 1',
  },
  {
    broken: 'a report was agreed before it was sent, or by the team before the host',
    rows: `select id from review where (host_agreed_at is not null and sent_to_host_at is null)
      or (team_agreed_at is not null and host_agreed_at is null)`,
  },
  {
    broken: 'a review uses a self-evaluation that another school shared',
    rows: `select r.id from review r join share s on s.id = r.evaluation_share_id join snapshot n on n.id = s.snapshot_id
      where n.school_id <> r.host_school_id or n.subject_kind <> 'self-evaluation'`,
  },
]

const service: Invariant[] = [
  {
    broken: 'an invitation was taken up and withdrawn',
    rows: 'select id from invitation where accepted_at is not null and withdrawn_at is not null',
  },
  {
    broken: 'a place was taken up by the account of another address',
    rows: 'select p.id from person p join account a on a.id = p.account_id where p.email <> a.email',
  },
  {
    broken: 'a job is over without an end, or has an end and is not over',
    rows: `select id from job_progress where (state in ('done', 'cancelled', 'failed')) <> (finished_at is not null)`,
  },
]

const all = [...selfEvaluation, ...sharing, ...groups, ...reviews, ...service]

/** The invariants that a database breaks, each with some of the rows; none in a sound one. */
export async function brokenInvariants(database: Database): Promise<string[]> {
  return database.asOwner(async (db) => {
    const parts = all.map(
      ({ rows }, index) => sql`select ${sql.lit(index)} as rule, to_jsonb(t)::text as found from (${sql.raw(rows)}) t`,
    )
    const found = await sql<{ rule: number; found: string }>`${sql.join(parts, sql` union all `)}`.execute(db)
    const faults = found.rows.map((row) => `${all[row.rule]?.broken}: ${row.found}`)
    const { broken } = await verifyAudit(db)
    if (broken) faults.push(`the audit log does not hold: entry ${broken.number} ${broken.what}`)
    return [...faults, ...(await wrongSizes(db))].slice(0, 20)
  })
}

/** How large a group may be is data of its programme's model. */
async function wrongSizes(db: Db): Promise<string[]> {
  const groupsNow = await sql<{ id: string; model_key: string; schools: number; own: unknown }>`
    select g.id, p.model_key, count(m.school_id) as schools, o.content as own from review_group g
      join programme p on p.id = g.programme_id left join review_model o on o.id = p.review_model_id
      left join review_group_school m on m.group_id = g.id
     where g.disbanded_at is null group by 1, 2, 4`.execute(db)
  return groupsNow.rows.flatMap(({ id, model_key, schools, own }) => {
    const { most } = (ownIdOf(model_key) ? modelShape.parse(own) : modelWithKey(model_key)).group
    return schools > most ? [`group ${id} has ${schools} schools, and its model takes ${most}`] : []
  })
}

/** Fails when a database breaks an invariant. */
export async function assertInvariants(database: Database): Promise<void> {
  assert.deepEqual(await brokenInvariants(database), [])
}
