/** A world in which every parameter of every path has a real value, for going through all routes at once. */

import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { addTime, correctTime } from '../../src/features/effort/public.ts'
import type { Route } from '../../src/features/page.ts'
import { writeUpFor } from '../../src/features/reviews/public.ts'
import { reportOf } from '../../src/features/reviews/report/report.ts'
import {
  agreeEvaluation,
  highlight,
  saveAgreedJudgement,
  shareEvaluation,
} from '../../src/features/self-evaluation/public.ts'
import { shareSnapshot, takeSnapshot } from '../../src/features/sharing/public.ts'
import { type TestApp, testApp } from './app.ts'
import { failedJob, ground, idOf, people, register, type Scene, tokens } from './matrix-ground.ts'
import { proposalScenes } from './proposals.ts'
import { type ReviewWorld, reviewAt } from './review-world.ts'
import { statementKeys } from './self-evaluation-example.ts'
import { evaluationAt, links } from './self-evaluations.ts'
import { launchOn, triadAt } from './triads.ts'
import { calendarScene } from './visit-calendar.ts'

export type MatrixWorld = { app: TestApp; scenes: Scene[] }

const until = Temporal.PlainDate.from('2027-07-31')

/** Makes the world: an app with these routes, and the scenes that their paths can be filled from. */
export async function matrixWorld(
  t: { after(cleanUp: () => Promise<void>): void },
  routes: readonly Route[],
): Promise<MatrixWorld> {
  const app = await testApp(t, routes)
  const common: Record<string, string> = {
    ':partnership': 'north',
    ...(await ground(app)),
    ...(await people(app)),
    ...(await tokens(app)),
    ':import': await register(app, 'Fernleigh School'),
    ':document': 'note-to-staff',
    ':stage/documents/:document': 'launch-plan',
  }
  const calendar = await calendarScene(app)
  const [proposed, ...proposals] = await proposalScenes(app)
  Object.assign(common, calendar.ids, { ...proposed, ...common })
  // Mails can be read on a page in a demonstration only.
  await app.database.asOwner((db) =>
    sql`update partnership set is_demonstration = true where key = 'north'`.execute(db),
  )
  const agreed = { ...common, ...(await agreedScene(app)) }
  // What a stage does not have yet keeps the value of the first scene: there the page is not found.
  const comparing = { ...agreed, ...common, ...(await comparingScene(app)) }
  const judging = { ...agreed, ...common, ...(await judgingScene(app)) }
  const drafted = { ...agreed, ...(await reviewParts(app, await reviewAt(app, 'drafted'))) }
  const waiting = { ...agreed, ...(await waitingScene(app)) }
  const nearlyAgreed = { ...agreed, ...(await reviewParts(app, await reviewAt(app, 'team-heard'))) }
  const clustered = { ...agreed, ...(await clusterScene(app)) }
  // Making a review takes the unfinished ones before it out of the way; here they go on side by side.
  await app.database.asOwner((db) => sql`update review set cancelled_at = null`.execute(db))
  await failedJob(app)
  await besideReviews(app)
  const planned = { ...agreed, ':programme': calendar.programme }
  const reminding = { ...drafted, ':programme': await programmeToRemindIn(app, drafted[':review']) }
  const triad = await triadAt(app)
  await launchOn(app, triad, '2026-11-24')
  const together = { ...agreed, ':group': triad.id, 'meetings/:stage': 'launch' }
  const told = { ...together, ':group': await celebrated(app), 'meetings/:stage': 'celebration' }
  const formed = [proposed, ...proposals].map((scene) => ({ ...agreed, ...scene }))
  return {
    app,
    scenes: [
      agreed,
      comparing,
      judging,
      drafted,
      waiting,
      nearlyAgreed,
      planned,
      reminding,
      clustered,
      together,
      told,
      ...formed,
    ],
  }
}

/** The programme of a review of which people were reminded some weeks ago, and whose limits were changed. */
async function programmeToRemindIn(app: TestApp, review: string | undefined): Promise<string> {
  await app.database.asOwner(async (db) => {
    await sql`insert into review_nudge (partnership_id, group_id, review_id, stage, thing, person_id, sent_by, sent_at)
      select r.partnership_id, r.group_id, r.id, 'write-up', 'send-draft', m.person_id, r.created_by, '2026-11-02T09:00:00Z'
        from review r join review_member m on m.review_id = r.id where r.id = ${review}`.execute(db)
    await sql`insert into programme_health_limits (partnership_id, programme_id, preparation, team, window_opens, invitation, visit_before_end, updated_by, updated_at)
      select partnership_id, programme_id, 12, 15, 10, 10, 70, created_by, '2026-11-02T09:00:00Z' from review where id = ${review}`.execute(
      db,
    )
  })
  return idOf(app, sql`select programme_id as id from review where id = ${review}`)
}

/** What reviews gather beside their pages: who writes where, what was sent to calendars, what came from a notebook. */
async function besideReviews(app: TestApp): Promise<void> {
  await app.database.asOwner(async (db) => {
    await sql`insert into text_writer (partnership_id, review_id, place, person_id, seen_at)
      select partnership_id, review_id, 'section:thanks', person_id, now() from review_member where part = 'reviewer'`.execute(
      db,
    )
    await sql`insert into visit_slip (partnership_id, programme_id, school_id, review_id, moved_from, moved_to, moved_by, moved_at)
      select partnership_id, programme_id, host_school_id, id, visit_on, visit_on, created_by, now() from review`.execute(
      db,
    )
    await sql`insert into agenda_set_aside (partnership_id, review_id, statement_key, reason, updated_by, updated_at)
      select partnership_id, id, 'outcomes-belonging', 'Talked about on the telephone', created_by, now() from review`.execute(
      db,
    )
    await sql`insert into sent_activity (partnership_id, review_id, activity_id, person_id, visit_on, starts, ends, title, place, about, sent_by, sent_at)
      select a.partnership_id, r.id, a.id, a.visitor_person_id, r.visit_on, a.starts, a.ends, a.title, a.place, '', r.created_by, now()
        from visit_activity a join review r on r.id = a.review_id where a.visitor_person_id is not null`.execute(db)
    await sql`insert into notebook_receipt (partnership_id, review_id, note_id, edit_id, version, device_at, device_behind_ms, received_at)
      select partnership_id, review_id, id, gen_random_uuid(), version, now(), 0, now() from visit_note`.execute(db)
    await sql`insert into review_letter_sent (partnership_id, group_id, review_id, email_key, due_on, person_ids, sent_at)
      select partnership_id, group_id, id, 'draft-report', '2026-11-02', array[created_by], '2026-11-02T07:23:00Z' from review`.execute(
      db,
    )
  })
}

/** What some pages are told in their address besides: they send people elsewhere without it. */
const queries: Readonly<Record<string, string>> = {
  '/:partnership/programmes/:programme/forming/ask/send': 'until=2026-12-11',
  '/:partnership/programmes/:programme/forming/versions/:arrangement/move': 'school=:school&to=0',
  '/:partnership/programmes/:programme/health/remind': 'review=:review',
  '/:partnership/programmes/:programme/health/remind/check': 'thing=:review.write-up.send-draft',
  '/:partnership/reviews/:review/write-up/comment': 'section=introduction',
  '/:partnership/reviews/:review/report/share/check': 'with=officers&purpose=To+learn&until=2027-03-31',
  '/:partnership/self-evaluations/:evaluation/evidence/new': 'statement=duty',
  '/:partnership/self-evaluations/:evaluation/share/check': 'with=officers&purpose=To+learn&until=2027-03-31',
}

/** Fills the parameters of a path; fails with where to add the value of a new one. */
export function fillPath(path: string, scene: Scene): string {
  const segments = path.split('/')
  const filled = segments.map((segment, index) => {
    const name = /^:(\w+)/.exec(segment)?.[0]
    if (!name) return segment
    const [before, parent] = [segments[index - 2], segments[index - 1]]
    const value = scene[`${before}/${parent}/${name}`] ?? scene[`${parent}/${name}`] ?? scene[name]
    assert.ok(
      value !== undefined,
      `${path} has a parameter without a value: add “${name}” to a scene in tests/support/matrix-world.ts`,
    )
    return segment.replace(name, value)
  })
  const query = queries[path]?.replace(/:\w+/g, (name) => scene[name] ?? name)
  return filled.join('/') + (query ? `?${query}` : '')
}

/** Everything is agreed: an evaluation of school a, shared with b; a review of c, whose report is shared with b. */
async function agreedScene(app: TestApp): Promise<Scene> {
  const now = app.clock.now()
  const recipients = [{ kind: 'school' as const, school_id: app.world.schools.b ?? '' }]
  const wanted = { recipients, purpose: 'To learn from one another', until_on: until }
  const evaluation = await evaluationAt(app, 'comparing')
  await addFile(app, evaluation.path)
  await agreeAll(app, evaluation.id)
  const shared = await app.as('north:a:headteacher', (db, actor) =>
    shareEvaluation(db, actor, evaluation.id, wanted, links, now),
  )
  const review = await reviewAt(app, 'agreed')
  const report = await app.as('north:c:headteacher', async (db, actor) => {
    const writeUp = await writeUpFor(db, actor, review.id)
    assert.ok(writeUp)
    const content = reportOf(writeUp)
    const frozen = { school_id: review.school, subject: { kind: 'review-report' as const, id: review.id }, content }
    return shareSnapshot(db, actor, await takeSnapshot(db, actor, frozen, now), wanted, links, now)
  })
  assert.ok('share_ids' in shared && 'share_ids' in report)
  const [share, reportShare] = [shared.share_ids[0], report.share_ids[0]]
  assert.ok(share && reportShare)
  assert.equal((await app.get(`/north/self-evaluations/shared/${share}`, 'north:b:headteacher')).status, 200)
  return {
    ...(await evaluationParts(app, evaluation.id)),
    ...(await reviewParts(app, review)),
    ...(await timeParts(app, review)),
    ':share': share,
    'reviews/shared/:share': reportShare,
    ':framework': await idOf(
      app,
      sql`select id from framework where published_at is not null and retired_at is null limit 1`,
    ),
    ':person': await idOf(app, sql`select id from person where email = 'priya@appleford.example'`),
  }
}

/** The time that the lead reviewer gave: a visit that they corrected, and other work that they added. */
async function timeParts(app: TestApp, review: ReviewWorld): Promise<Scene> {
  const [now, today] = [app.clock.now(), app.clock.today()]
  const id = crypto.randomUUID()
  const person = await app.as('north:a:headteacher', async (db, actor) => {
    const key = { person_id: actor.person_id, occasion_id: review.id, stage: 'visit' }
    const said = { half_days: 1, reason: 'Left at midday', version: 0 }
    assert.equal((await correctTime(db, actor, key, said, { now, today })).kind, 'saved')
    const work = { school_id: app.world.schools.a ?? '', done_on: today, half_days: 1, what: 'Trained reviewers' }
    assert.equal((await addTime(db, actor, { person_id: actor.person_id, id }, work, now)).kind, 'saved')
    return actor.person_id
  })
  return { 'time/:person': person, ':occasion': review.id, 'stages/:occasion/:stage': 'visit', ':addition': id }
}

async function addFile(app: TestApp, evaluationPath: string): Promise<void> {
  const file = {
    field: 'file',
    name: 'policy.pdf',
    content: '%PDF-1.4\n%\u00e2\u00e3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n',
  }
  const path = `${evaluationPath}/evidence/new?statement=duty`
  const added = await app.upload(path, { kind: 'file', title: 'Our policy' }, file, 'north:a:senco')
  assert.equal(added.status, 303, added.errors.join())
}

async function agreeAll(app: TestApp, id: string): Promise<void> {
  const now = app.clock.now()
  await app.as('north:a:senco', async (db, actor) => {
    for (const key of statementKeys) {
      const { kind } = await saveAgreedJudgement(db, actor, id, key, { point: 3, reason: 'We looked together' }, now)
      assert.equal(kind, 'saved')
    }
    await highlight(db, actor, id, { statement_key: 'duty', kind: 'strength', comment: '' }, now)
    await highlight(db, actor, id, { statement_key: 'adapting', kind: 'priority', comment: '' }, now)
    assert.deepEqual(await agreeEvaluation(db, actor, id, now), [])
  })
}

/** The evaluation is being compared; the host comments on the draft report. */
async function comparingScene(app: TestApp): Promise<Scene> {
  const evaluation = await evaluationAt(app, 'comparing')
  await addFile(app, evaluation.path)
  const review = await reviewAt(app, 'commented')
  return { ...(await evaluationParts(app, evaluation.id)), ...(await reviewParts(app, review)) }
}

/** Colleagues are judging; the visit is being prepared. */
async function judgingScene(app: TestApp): Promise<Scene> {
  const evaluation = await evaluationAt(app, 'judging')
  const review = await reviewAt(app, 'prepared')
  const group = await idOf(app, sql`select group_id as id from review where id = ${review.id}`)
  return { ':evaluation': evaluation.id, ...(await reviewParts(app, review)), ':group': group }
}

async function evaluationParts(app: TestApp, id: string): Promise<Scene> {
  return {
    ':evaluation': id,
    ':evidence': await idOf(app, sql`select id from evidence where evaluation_id = ${id} limit 1`),
  }
}

/** The host has agreed, and one member of the team has not answered yet. */
async function waitingScene(app: TestApp): Promise<Scene> {
  const review = await reviewAt(app, 'host-agreed')
  const silent = sql<{
    id: string
  }>`select id from review_member where review_id = ${review.id} and part = 'reviewer' limit 1`
  return { ...(await reviewParts(app, review)), 'go-on/:member': await idOf(app, silent) }
}

/** A judgement of the self-evaluation that the review was prepared from. */
const onAgenda = { 'agenda/:statement': 'teaching-adapting', 'from/:statement': 'teaching-adapting' }

/** A review of a cluster whose workshop was held, led by one of its visitors. */
async function clusterScene(app: TestApp): Promise<Scene> {
  const review = await reviewAt(app, 'agreed')
  await app.database.asOwner(async (db) => {
    await sql`update programme set model_key = 'school-clusters' where id = (select programme_id from review where id = ${review.id})`.execute(
      db,
    )
    await sql`update review_meeting set stage = 'workshop', held_at = now(), record = '{"changes": "Plan together."}'
      where review_id = ${review.id} and stage = 'follow-up'`.execute(db)
    await sql`delete from review_meeting where review_id = ${review.id} and stage <> 'workshop'`.execute(db)
    await sql`insert into stage_leader (partnership_id, review_id, stage, person_id, school_id, named_by, named_at)
      select partnership_id, review_id, 'workshop', person_id, school_id, person_id, now() from review_member
       where review_id = ${review.id} and part = 'lead-reviewer'`.execute(db)
  })
  const workshop = sql<{ id: string }>`select id from review_meeting where review_id = ${review.id}`
  const parts = await reviewParts(app, review)
  return { ...parts, ':stage': 'workshop', ':meeting': await idOf(app, workshop) }
}

/** A triad that told its story at the celebration. */
async function celebrated(app: TestApp): Promise<string> {
  const { id } = await triadAt(app)
  await app.database.asOwner((db) =>
    sql`insert into group_meeting (partnership_id, group_id, stage, starts_at, minutes, held_at, record, updated_by)
      select g.partnership_id, g.id, 'celebration', now(), 150, now(), '{"story": "Pupils ask sooner."}', p.id
        from review_group g join person p on p.partnership_id = g.partnership_id where g.id = ${id} limit 1`.execute(
      db,
    ),
  )
  return id
}

/** Whatever the review has come to have by its stage. */
async function reviewParts(app: TestApp, review: ReviewWorld): Promise<Scene> {
  const tables = {
    ':member': 'review_member',
    ':question': 'enquiry_question',
    ':activity': 'visit_activity',
    ':note': 'visit_note',
    ':finding': 'finding',
    ':comment': 'summary_comment',
    ':step': 'next_step',
  }
  const parts: Record<string, string> = {
    ':review': review.id,
    ':section': 'introduction',
    ':stage': 'follow-up',
    ...onAgenda,
  }
  const [, , challenged] = review.finding_ids
  if (challenged) parts['findings/:finding'] = challenged
  for (const [name, table] of Object.entries(tables)) {
    const found = await app.database.asOwner((db) =>
      sql<{
        id: string
      }>`select id from ${sql.table(table)} where review_id = ${review.id} order by id limit 1`.execute(db),
    )
    parts[name] = found.rows[0]?.id ?? crypto.randomUUID()
  }
  parts[':photograph'] = await photographBeside(app, review, parts[':note'] ?? '')
  // Only these two are written down on their own page.
  const later = await app.database.asOwner((db) =>
    sql<{ id: string }>`select id from review_meeting where review_id = ${review.id} and stage = 'follow-up'`.execute(
      db,
    ),
  )
  return { ...parts, ':meeting': later.rows[0]?.id ?? crypto.randomUUID() }
}

/** A photograph beside a note of a review, where there is one. */
async function photographBeside(app: TestApp, review: ReviewWorld, note: string): Promise<string> {
  const id = crypto.randomUUID()
  const { sha256, bytes } = await app.services.files.put(Readable.from([Buffer.from('a picture')]))
  await app.database.asOwner((db) =>
    sql`with noted as (select partnership_id, id, author_id from visit_note where id = ${note}),
             kept as (insert into stored_file (partnership_id, name, type, bytes, sha256, uploaded_by)
                      select partnership_id, 'photograph.jpg', 'image/jpeg', ${bytes}, ${sha256}, author_id from noted returning id)
        insert into visit_photograph (id, partnership_id, review_id, note_id, file_id, description, added_by, added_at)
        select ${id}, n.partnership_id, ${review.id}, n.id, k.id, 'A word wall', n.author_id, now() from noted n, kept k`.execute(
      db,
    ),
  )
  return id
}
