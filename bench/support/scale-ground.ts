/** Fills the test world with what a large partnership has after five years, in bulk: only its amount is like life. */
import { sql } from 'kysely'
import { shipDefaultFramework } from '../../src/features/frameworks/public.ts'
import { shareEvaluation } from '../../src/features/self-evaluation/public.ts'
import type { TestApp } from '../../tests/support/app.ts'

export const amounts = { schools: 600, programmes: 5, notesPerReview: 17, findingsPerReview: 5 }

/** Grows the partnership `north`: every school hosts one review a programme, in groups of six, after a self-evaluation. */
export async function growLarge(app: TestApp): Promise<void> {
  const { north } = app.world.partnerships
  const framework = await app.as('north:partnership-lead', (db, actor) =>
    shipDefaultFramework(db, actor, app.clock.now()),
  )
  await app.database.asOwner(async (db) => {
    // Checks of single rows and the audit's chain would take most of the time, and are not what is measured.
    await sql`set local session_replication_role = replica`.execute(db)
    for (const step of [...schoolsAndPeople(north), ...groups(north, framework), ...evaluations(north, framework)])
      await step.execute(db)
    for (const step of reviews(north)) await step.execute(db)
  })
  const content = await shareOne(app)
  await app.database.asOwner(async (db) => {
    await sql`set local session_replication_role = replica`.execute(db)
    for (const step of shares(north, content)) await step.execute(db)
  })
  await app.database.pool.query('analyze')
}

const { schools, programmes, notesPerReview, findingsPerReview } = amounts

function schoolsAndPeople(north: string) {
  return [
    sql`insert into school (partnership_id, urn, name, phase, type, trust, district, postcode, latitude, longitude, pupils)
      select ${north}, 200000 + n, 'School ' || n || ' of the county', case n % 3 when 0 then 'Secondary' else 'Primary' end,
        'Community school', case when n % 4 = 0 then 'Trust ' || n % 20 else '' end, 'District ' || n % 12, 'ND1 1AA',
        51 + n / 1000.0, 0.1 + n / 900.0, 100 + n from generate_series(1, ${schools}) n`,
    sql`insert into person (partnership_id, email, name, job_title)
      select ${north}, 'p' || n || '@county.example', 'Person ' || n, '' from generate_series(1, ${schools * 4}) n`,
    sql`create temp table county on commit drop as
      select id as school_id, row_number() over (order by urn) - 1 as n from school where partnership_id = ${north}`,
    sql`insert into role_grant (partnership_id, person_id, role, school_id, reason)
      select ${north}, p.id, (array['headteacher', 'senior-leader', 'senco', 'governor'])[1 + p.n % 4], c.school_id, 'Works there'
        from (select id, row_number() over (order by email) - 1 as n from person where email like '%@county.example') p
        join county c on c.n = 5 + p.n / 4`,
    sql`create temp table staff on commit drop as
      select c.n as school_n, g.school_id, g.person_id, row_number() over (partition by g.school_id order by g.role <> 'headteacher', g.role) as place
        from role_grant g join county c using (school_id)
       where g.role in ('headteacher', 'senior-leader', 'senco', 'governor')`,
  ]
}

function groups(north: string, framework: string) {
  return [
    sql`insert into programme (partnership_id, name, model_key, framework_id, starts_on, ends_on)
      select ${north}, 'Peer review ' || 2021 + k, 'inclusion-peer-review', ${framework}, make_date(2021 + k, 9, 1), make_date(2022 + k, 8, 31)
        from generate_series(1, ${programmes}) k`,
    sql`create temp table era on commit drop as
      select id as programme_id, starts_on, row_number() over (order by starts_on) as k from programme where partnership_id = ${north}`,
    sql`insert into programme_school (partnership_id, programme_id, school_id, joined_on)
      select ${north}, programme_id, school_id, starts_on from era, county`,
    sql`insert into review_group (partnership_id, programme_id, name, published_at)
      select ${north}, programme_id, 'Group ' || g, starts_on from era, generate_series(0, (select max(n) / 6 from county)) g`,
    sql`create temp table circle on commit drop as
      select g.id as group_id, e.programme_id, e.starts_on, e.k, substr(g.name, 7)::int as g
        from review_group g join era e using (programme_id)`,
    sql`insert into review_group_school (partnership_id, group_id, school_id)
      select ${north}, circle.group_id, county.school_id from circle join county on county.n / 6 = circle.g`,
    sql`insert into review_group_leader (partnership_id, group_id, person_id, part)
      select ${north}, circle.group_id, r.person_id, r.role from circle, role_grant r
       where r.partnership_id = ${north} and r.role in ('ile', 'facilitator') and circle.g % 20 = 0`,
  ]
}

function evaluations(north: string, framework: string) {
  return [
    sql`create temp table statement on commit drop as
      select s ->> 'key' as key from framework, jsonb_array_elements(content -> 'areas') a, jsonb_array_elements(a -> 'statements') s
       where id = ${framework}`,
    sql`insert into self_evaluation (partnership_id, school_id, framework_id, title, started_by, started_at, compared_at, agreed_at)
      select ${north}, county.school_id, ${framework}, 'Self-evaluation', s.person_id, era.starts_on,
        case when era.k < ${programmes} then era.starts_on + 30 end, case when era.k < ${programmes} then era.starts_on + 40 end
        from era, county join staff s on s.school_n = county.n and s.place = 1`,
    sql`insert into self_evaluation_colleague (partnership_id, evaluation_id, person_id, invited_by, finished_at)
      select ${north}, e.id, s.person_id, e.started_by, e.compared_at from self_evaluation e join staff s using (school_id)`,
    sql`insert into own_judgement (partnership_id, evaluation_id, person_id, statement_key, point, reason)
      select ${north}, e.id, s.person_id, statement.key, 1 + s.place % 3, 'What we saw in lessons, in a sentence or two of an ordinary length.'
        from self_evaluation e join staff s using (school_id), statement
       where e.agreed_at is null or s.place = 1`,
    sql`insert into agreed_judgement (partnership_id, evaluation_id, statement_key, point, reason, updated_by)
      select ${north}, e.id, statement.key, 3, 'We looked at it together and agreed on this.', e.started_by
        from self_evaluation e, statement where e.agreed_at is not null`,
  ]
}

function reviews(north: string) {
  const written = sql`r.closed_at is not null`
  return [
    sql`insert into review (partnership_id, programme_id, group_id, host_school_id, visit_on, focus, created_by, visited_at,
        sent_to_host_at, host_agreed_at, team_agreed_at, closed_at)
      select ${north}, c.programme_id, c.group_id, g.school_id, c.starts_on + 90 + c.g % 60, 'How we look after transitions', s.person_id,
        done, done, done, done, done
        from circle c join review_group_school g using (group_id) join staff s on s.school_id = g.school_id and s.place = 1,
        lateral (select case when c.k < ${programmes} then (c.starts_on + 150)::timestamptz end as done) over_by`,
    sql`insert into review_member (partnership_id, review_id, person_id, part, school_id, answer, answered_at)
      select ${north}, r.id, s.person_id,
        case when s.school_id = r.host_school_id then case s.place when 1 then 'host-lead' else 'host' end
             when row_number() over (partition by r.id, s.school_id = r.host_school_id order by s.school_id, s.place) = 1 then 'lead-reviewer' else 'reviewer' end,
        s.school_id, 'accepted', r.created_at
        from review r join review_group_school g on g.group_id = r.group_id join staff s on s.school_id = g.school_id
       where s.place = 1 or (s.place = 2 and s.school_id = r.host_school_id)`,
    sql`insert into review_meeting (partnership_id, review_id, stage, starts_at, minutes, updated_by, held_at)
      select ${north}, r.id, stage, r.visit_on + days, 60, r.created_by, r.closed_at
        from review r, (values ('pre-review', -21), ('follow-up', 60), ('check-in', 150)) m (stage, days)`,
    sql`insert into enquiry_question (partnership_id, review_id, position, text, updated_by)
      select ${north}, r.id, n, 'How do pupils know what comes next?', r.created_by from review r, generate_series(1, 3) n`,
    sql`insert into visit_note (partnership_id, review_id, text, author_id)
      select ${north}, r.id, 'A note of the visit, number ' || n, m.person_id
        from review r join review_member m on m.review_id = r.id and m.part = 'lead-reviewer', generate_series(1, ${notesPerReview}) n
       where ${written} or r.visit_on < '2026-12-20'`,
    sql`insert into finding (partnership_id, review_id, kind, title, text, position, updated_by)
      select ${north}, r.id, case when n % 2 = 0 then 'strength' else 'area-to-develop' end, 'Finding ' || n, 'What the team found, in some words.', n, r.created_by
        from review r, generate_series(1, ${findingsPerReview}) n where ${written}`,
    sql`insert into finding_note (partnership_id, finding_id, note_id)
      select distinct ${north}::uuid, f.id, n.id from finding f
        join lateral (select id from visit_note v where v.review_id = f.review_id order by v.id offset f.position limit 2) n on true`,
    sql`insert into next_step (partnership_id, review_id, text, owner_person_id, due_on, updated_by)
      select ${north}, r.id, 'Next step ' || n, r.created_by, r.visit_on + 120 + n, r.created_by from review r, generate_series(1, 3) n where ${written}`,
    sql`insert into summary_section (partnership_id, review_id, section, text, updated_by)
      select ${north}, r.id, section, repeat('What the team says about the school. ', 20), r.created_by
        from review r, (values ('introduction'), ('how-we-worked'), ('overall')) s (section) where ${written}`,
  ]
}

/** A share as a school makes it, and the snapshot that every other share here shows too. */
async function shareOne(app: TestApp): Promise<string> {
  const { a = '', b = '' } = app.world.schools
  const evaluation = await app.database.pool.query<{ id: string }>(
    'select id from self_evaluation where school_id = $1 and agreed_at is not null order by agreed_at limit 1',
    [a],
  )
  const wanted = {
    recipients: [{ kind: 'school' as const, school_id: b }],
    purpose: 'To prepare the visit',
    until_on: app.clock.today().add({ months: 6 }),
  }
  const now = app.clock.now()
  const shared = await app.as('north:a:headteacher', (db, actor) =>
    shareEvaluation(db, actor, evaluation.rows[0]?.id ?? '', wanted, { baseUrl: 'http://localhost' }, now),
  )
  if (!('share_ids' in shared)) throw new Error('school a cannot share')
  const found = await app.database.pool.query<{ id: string }>('select id from snapshot')
  return found.rows[0]?.id ?? ''
}

function shares(north: string, like: string) {
  return [
    sql`insert into snapshot (partnership_id, school_id, subject_kind, subject_id, content, taken_by)
      select ${north}, e.school_id, 'self-evaluation', e.id, (select content from snapshot where id = ${like}), e.started_by
        from self_evaluation e where e.agreed_at is not null`,
    sql`insert into share (partnership_id, snapshot_id, with_school_id, purpose, until_on, shared_by, shared_at)
      select ${north}, n.id, other.school_id, 'To prepare the visit', e.agreed_at::date + 500, n.taken_by, e.agreed_at
        from snapshot n join self_evaluation e on e.id = n.subject_id
        join review r on r.host_school_id = n.school_id and r.visit_on between e.agreed_at::date and e.agreed_at::date + 300
        join review_group_school other on other.group_id = r.group_id and other.school_id <> n.school_id
       where n.id <> ${like}`,
  ]
}
