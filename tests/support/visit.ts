/** A review of the test world, prepared by nobody yet: school a is visited by c and d with the group's ILE. For tests of what comes of it. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { SnapshotContent } from '../../src/features/self-evaluation/public.ts'
import type { TestApp } from './app.ts'

export const lead = 'north:c:headteacher'
export const reviewer = 'north:d:senco'
export const ile = 'north:ile'
export const hostLead = 'north:a:headteacher'
export const host = 'north:a:senco'

/** People who must not find the review's preparation: another school of the group, outsiders, officers, another partnership. */
export const strangers = [
  'north:e:headteacher',
  'north:b:senco',
  'north:a:governor',
  'north:partnership-lead',
  'north:partnership-officer',
  'south:z:headteacher',
]

const statement = (
  key: string,
  text: string,
  point: number,
  extra: Partial<SnapshotContent['areas'][number]['statements'][number]> = {},
) => ({
  key,
  text,
  point,
  descriptor: '',
  answer: '',
  reason: '',
  views: { judged: 3, asked: 3, lowest: point, highest: point },
  evidence: [],
  ...extra,
})

/** A small shared self-evaluation: one low judgement, one on which colleagues differed. */
export function snapshotOf(school: { id: string; name: string }): SnapshotContent {
  return {
    form: 1,
    evaluation_id: randomUUID(),
    title: 'Self-evaluation, autumn 2026',
    school,
    agreed_on: '2026-10-20',
    framework: {
      id: randomUUID(),
      key: 'inclusion',
      title: 'Inclusion framework',
      edition: '1',
      points: ['Starting', 'Developing', 'Secure', 'Leading practice'].map((label, index) => ({
        value: index + 1,
        label,
        meaning: '',
      })),
    },
    areas: [
      {
        key: 'teaching',
        title: 'Quality of teaching',
        summary: '',
        statements: [
          statement('teaching-adapting', 'Teachers change their teaching in the light of what pupils can do.', 2),
          statement('teaching-assistants', 'Teaching assistants help pupils to become independent.', 3, {
            views: { judged: 3, asked: 3, lowest: 1, highest: 4 },
          }),
        ],
      },
      {
        key: 'outcomes',
        title: 'Outcomes',
        summary: '',
        statements: [statement('outcomes-belonging', 'Pupils with SEND feel safe and have friends.', 4)],
      },
    ],
    highlights: [{ kind: 'priority', statement_key: 'teaching-adapting', comment: '' }],
  }
}

export type Example = { review: string; path: string; school: string; person: (key: string) => string }

/** Puts the review into the database; `shared: false` leaves the self-evaluation unshared. */
export async function exampleReview(app: TestApp, options: { shared?: boolean } = {}): Promise<Example> {
  const { world } = app
  const [partnership, school] = [world.partnerships.north, world.schools.a ?? '']
  const [review, programme, group, snapshot, share] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ]
  const person = (key: string) => world.people.get(key)?.id ?? ''
  await app.database.asOwner(async (db) => {
    await sql`insert into programme (id, partnership_id, name, model_key, starts_on, ends_on)
      values (${programme}, ${partnership}, ${`Peer review ${programme}`}, 'inclusion-peer-review', '2026-09-01', '2028-07-31')`.execute(
      db,
    )
    await sql`insert into review_group (id, partnership_id, programme_id, name) values (${group}, ${partnership}, ${programme}, 'Northdale group')`.execute(
      db,
    )
    for (const letter of ['a', 'c', 'd', 'e']) {
      await sql`insert into review_group_school (partnership_id, group_id, school_id) values (${partnership}, ${group}, ${world.schools[letter]})`.execute(
        db,
      )
    }
    await sql`insert into review_group_leader (partnership_id, group_id, person_id, part) values (${partnership}, ${group}, ${person(ile)}, 'ile')`.execute(
      db,
    )
    // The tests of one file share a school: what an earlier one shared is taken back.
    await sql`update share set revoked_at = now(), revoked_by = ${person(hostLead)} where revoked_at is null`.execute(
      db,
    )
    if (options.shared !== false) {
      const content = snapshotOf({ id: school, name: 'Appleford Primary School' })
      await sql`insert into snapshot (id, partnership_id, school_id, subject_kind, subject_id, content, taken_by)
        values (${snapshot}, ${partnership}, ${school}, 'self-evaluation', ${content.evaluation_id}, ${JSON.stringify(content)}::jsonb, ${person(hostLead)})`.execute(
        db,
      )
      const shareWith = (id: string, withSchool: string | null, withPerson: string | null) =>
        sql`
        insert into share (id, partnership_id, snapshot_id, with_school_id, with_person_id, purpose, until_on, shared_by)
        values (${id}, ${partnership}, ${snapshot}, ${withSchool}, ${withPerson}, 'The peer review', '2027-07-31', ${person(hostLead)})`.execute(
          db,
        )
      await shareWith(share, world.schools.c ?? null, null)
      await shareWith(randomUUID(), world.schools.d ?? null, null)
      await shareWith(randomUUID(), null, person(ile))
    }
    await sql`insert into review (id, partnership_id, programme_id, group_id, host_school_id, evaluation_share_id, visit_on, created_by)
      values (${review}, ${partnership}, ${programme}, ${group}, ${school}, ${options.shared === false ? null : share}, '2026-12-03', ${person('north:partnership-lead')})`.execute(
      db,
    )
    const members = [
      [lead, 'lead-reviewer', world.schools.c],
      [reviewer, 'reviewer', world.schools.d],
      [ile, 'ile', null],
      [hostLead, 'host-lead', school],
      [host, 'host', school],
    ] as const
    for (const [key, part, from] of members) {
      await sql`insert into review_member (partnership_id, review_id, person_id, part, school_id, answer, answered_at)
        values (${partnership}, ${review}, ${person(key)}, ${part}, ${from ?? null}, 'accepted', now())`.execute(db)
    }
  })
  return { review, path: `/north/reviews/${review}`, school, person }
}

/** Runs SQL as the owner, to set a stage or to look at rows. */
export function rows<T>(app: TestApp, query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return app.database.asOwner(async (db) => (await query.execute(db)).rows)
}

/** Puts many notes of the whole team into a review: about both questions and none, from activities of four kinds and none. */
export async function manyNotes(app: TestApp, example: Example, count: number): Promise<void> {
  const partnership = app.world.partnerships.north
  const by = example.person(lead)
  const kinds = ['learning-walk', 'pupil-conversation', 'staff-meeting', 'book-study']
  await app.database.asOwner(async (db) => {
    await sql`insert into enquiry_question (partnership_id, review_id, position, text, updated_by)
      select ${partnership}, ${example.review}, n, 'To what extent do pupils find help by themselves, part ' || n, ${by} from generate_series(1, 4) n`.execute(
      db,
    )
    await sql`insert into visit_activity (partnership_id, review_id, starts, ends, kind, title, updated_by)
      select ${partnership}, ${example.review}, '09:00'::time + n * interval '40 minutes', '09:40'::time + n * interval '40 minutes', kind, 'Activity ' || n, ${by}
        from unnest(${kinds}::text[]) with ordinality as k (kind, n)`.execute(db)
    await sql`insert into visit_note (partnership_id, review_id, activity_id, question_id, statement_key, text, author_id)
      select ${partnership}, ${example.review},
             (select id from visit_activity where review_id = ${example.review} order by starts offset n % 5 limit 1),
             (select id from enquiry_question where review_id = ${example.review} order by position offset n % 5 limit 1),
             case when n % 3 = 0 then 'teaching-adapting' else '' end,
             'Note ' || n || ': pupils in the lower years fetched what they needed from the shelf, looked at the steps on the wall and began, before an adult came. Two asked a partner first. ' || repeat('The adult waited and watched. ', n % 7),
             case when n % 2 = 0 then ${by}::uuid else ${example.person(reviewer)}::uuid end
        from generate_series(1, ${count}) n`.execute(db)
  })
}
