/** A world in which every parameter of every path has a real value, for going through all routes at once. */
import assert from 'node:assert/strict'
import { type RawBuilder, sql } from 'kysely'
import { gateVersion } from '../../src/features/frameworks/draft.rules.ts'
import { shippedFile } from '../../src/features/frameworks/framework.life.ts'
import { frameworkRecord } from '../../src/features/frameworks/framework.queries.ts'
import { loadFramework, shipDefaultFramework } from '../../src/features/frameworks/public.ts'
import type { Route } from '../../src/features/page.ts'
import { invitePerson } from '../../src/features/people/public.ts'
import { makeSignInLink } from '../../src/features/people/sign-in.queries.ts'
import {
  addClosedDays,
  createGroup,
  createProgramme,
  joinProgramme,
  putTerms,
} from '../../src/features/review-groups/public.ts'
import { putFeed } from '../../src/features/reviews/calendar.queries.ts'
import { writeUpFor } from '../../src/features/reviews/public.ts'
import { reportOf } from '../../src/features/reviews/report.ts'
import { readRegisterJob } from '../../src/features/schools/jobs.ts'
import { addToLocality, makeLocality } from '../../src/features/schools/public.ts'
import {
  agreeEvaluation,
  highlight,
  saveAgreedJudgement,
  shareEvaluation,
} from '../../src/features/self-evaluation/public.ts'
import { shareSnapshot, takeSnapshot } from '../../src/features/sharing/public.ts'
import { usualTerms } from '../../src/lib/school-days.ts'
import { buryJob, runRequestedJobs } from '../../src/platform/jobs/run.ts'
import { holdSubmission } from '../../src/platform/web/held.ts'
import { newToken, tokenHash } from '../../src/platform/web/session.ts'
import { type TestApp, testApp } from './app.ts'
import { type ReviewWorld, reviewAt } from './review-world.ts'
import { statementKeys } from './self-evaluation-example.ts'
import { evaluationAt, links } from './self-evaluations.ts'
import { testSecret } from './world.ts'

/**
 * Values for the parameters of paths, by `:param`, or with the segments before it (`judge/:area`) where the same name
 * stands for different things. A route is tried with each scene until somebody can open it.
 */
export type Scene = Readonly<Record<string, string>>

export type MatrixWorld = { app: TestApp; scenes: Scene[] }

const officer = 'north:partnership-officer'
const lead = 'north:partnership-lead'
const until = Temporal.PlainDate.from('2027-07-31')

/** Makes the world: an app with these routes, and the scenes that their paths can be filled from. */
export async function matrixWorld(
  t: { after(cleanUp: () => Promise<void>): void },
  routes: readonly Route[],
): Promise<MatrixWorld> {
  const app = await testApp(t, routes)
  const common = {
    ':partnership': 'north',
    ...(await ground(app)),
    ...(await people(app)),
    ...(await tokens(app)),
    ':import': await register(app, 'Fernleigh School'),
  }
  // Mails can be read on a page in a demonstration only.
  await app.database.asOwner((db) =>
    sql`update partnership set is_demonstration = true where key = 'north'`.execute(db),
  )
  const agreed = { ...common, ...(await agreedScene(app)) }
  // What a stage does not have yet keeps the value of the first scene: there the page is not found.
  const comparing = { ...agreed, ...common, ...(await comparingScene(app)) }
  const judging = { ...agreed, ...common, ...(await judgingScene(app)) }
  const drafted = { ...agreed, ...(await reviewParts(app, await reviewAt(app, 'drafted'))) }
  const nearlyAgreed = { ...agreed, ...(await reviewParts(app, await reviewAt(app, 'host-agreed'))) }
  // Making a review takes the unfinished ones before it out of the way; here they go on side by side.
  await app.database.asOwner((db) => sql`update review set cancelled_at = null`.execute(db))
  await failedJob(app)
  return { app, scenes: [agreed, comparing, judging, drafted, nearlyAgreed] }
}

/** What some pages are told in their address besides: they send people elsewhere without it. */
const queries: Readonly<Record<string, string>> = {
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
  return filled.join('/') + (queries[path] ? `?${queries[path]}` : '')
}

async function idOf(app: TestApp, query: RawBuilder<{ id: string }>): Promise<string> {
  const found = await app.database.asOwner((db) => query.execute(db))
  const [row] = found.rows
  assert.ok(row, 'the matrix world lacks something that it made')
  return row.id
}

function personOf(app: TestApp, key: string): string {
  const person = app.world.people.get(key)
  assert.ok(person, key)
  return person.id
}

/** What a partnership has before anybody reviews anyone: terms, localities, a programme with its groups, frameworks. */
async function ground(app: TestApp): Promise<Scene> {
  const now = app.clock.now()
  const schools = ['a', 'c', 'd', 'e'].map((letter) => app.world.schools[letter] ?? '')
  return app.as(officer, async (db, actor) => {
    await putTerms(db, actor, usualTerms(2026))
    await addClosedDays(db, actor, [{ closed_on: Temporal.PlainDate.from('2026-12-07'), reason: 'Training' }])
    const locality = await makeLocality(db, actor, { kind: 'District', name: 'Northdale' })
    assert.ok(locality)
    await addToLocality(db, actor, locality, schools)
    const dates = { starts_on: Temporal.PlainDate.from('2026-09-01'), ends_on: Temporal.PlainDate.from('2028-07-31') }
    const programme = await createProgramme(db, actor, {
      name: 'Inclusion peer review',
      model_key: 'inclusion-peer-review',
      framework_id: undefined,
      ...dates,
    })
    assert.ok('id' in programme)
    await joinProgramme(db, actor, programme.id, schools, Temporal.PlainDate.from('2026-09-01'))
    const group = await createGroup(db, actor, { programme_id: programme.id, name: 'Hill group', school_ids: schools })
    assert.ok('id' in group)
    const draft = await loadFramework(db, actor, shippedFile('three-point'), now)
    assert.ok('id' in draft)
    const record = await frameworkRecord(db, actor, draft.id)
    await shipDefaultFramework(db, actor, now)
    const gate = record?.content.gates[0]
    const area = record?.content.areas[0]
    assert.ok(gate && area)
    return {
      ':school': app.world.schools.a ?? '',
      ':term': await only(db, sql`select id from term limit 1`),
      ':day': await only(db, sql`select id from closed_day limit 1`),
      ':locality': locality,
      ':programme': programme.id,
      ':group': group.id,
      ':framework': draft.id,
      ':gate': String(gateVersion(gate)),
      'areas/:area': area.key,
      'statements/:statement': area.statements[0]?.key ?? '',
      'judge/:area': 'leadership',
      ':statement': 'duty',
    }
  })
}

async function only(db: Parameters<Parameters<TestApp['as']>[1]>[0], query: RawBuilder<unknown>): Promise<string> {
  const { rows } = await (query as RawBuilder<{ id: string }>).execute(db)
  assert.ok(rows[0])
  return rows[0].id
}

/** Somebody who was invited and has not come yet, and the role of somebody who has. */
async function people(app: TestApp): Promise<Scene> {
  const person = personOf(app, 'north:a:senco')
  const invited = await app.as(lead, (db, actor) =>
    // Two scenes differ in whose page it is: somebody at work, somebody who has not come yet.
    invitePerson(
      db,
      actor,
      {
        name: 'Priya Anand',
        email: 'priya@appleford.example',
        role: 'senior-leader',
        school_id: app.world.schools.a ?? '',
        message: '',
      },
      { now: app.clock.now(), secret: testSecret, ...links },
    ),
  )
  assert.ok('person_id' in invited)
  return {
    ':person': person,
    ':grant': await idOf(app, sql`select id from role_grant where person_id = ${person}`),
    ':mail': await idOf(app, sql`select id from outbox_mail limit 1`),
  }
}

/** Addresses that carry a secret, and a form that somebody sent when their session had ended. */
async function tokens(app: TestApp): Promise<Scene> {
  const now = app.clock.now()
  const senco = app.world.people.get('north:a:senco')
  assert.ok(senco)
  const feed = newToken()
  await app.as('north:a:senco', (db, actor) => putFeed(db, actor, tokenHash(testSecret, feed), now))
  const link = await app.database.asOwner((db) =>
    makeSignInLink(db, { secret: testSecret, accountId: senco.accountId, returnTo: '/north', now }),
  )
  const held = await holdSubmission(app.database, {
    tokenHash: tokenHash(testSecret, 'token-north:a:senco'),
    path: '/north',
    body: { text: 'Kept' },
  })
  const mail = await app.database.asOwner((db) =>
    sql<{ text: string }>`select text from outbox_mail where kind = 'invitation'`.execute(db),
  )
  const invitation = /\/join\/([\w-]+)/.exec(mail.rows[0]?.text ?? '')?.[1]
  assert.ok(held && invitation)
  return { 'link/:token': link, 'join/:token': invitation, 'calendar/:token': `${feed}.ics`, ':held': held }
}

/** An import of a register that was read and waits for somebody to decide. */
async function register(app: TestApp, newSchool: string): Promise<string> {
  const content = `URN,EstablishmentName,LA (code),LA (name),PhaseOfEducation (name),EstablishmentStatus (name)\n100020,${newSchool},999,North,Primary,Open\n`
  const sent = await app.upload(
    '/north/schools/import',
    {},
    { field: 'register', name: 'register.csv', content },
    officer,
  )
  assert.equal(sent.status, 303, sent.text)
  const quiet = () => {}
  const { database, clock, services } = app
  const { failed } = await runRequestedJobs({
    database,
    clock,
    services,
    jobs: [readRegisterJob],
    log: { info: quiet, warn: quiet, error: quiet },
  })
  assert.deepEqual(failed, [])
  return idOf(app, sql`select id from school_import order by started_at desc limit 1`)
}

async function failedJob(app: TestApp): Promise<void> {
  const ticket = {
    id: crypto.randomUUID(),
    partnership_id: app.world.partnerships.north,
    person_id: null,
    name: 'read-register',
    data: {},
  }
  await app.database.asOwner((db) =>
    buryJob(db, ticket, { error: 'The file has gone', attempts: 6, at: app.clock.now() }),
  )
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
    const content = reportOf(writeUp, (part) => part)
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
    ':share': share,
    'reviews/shared/:share': reportShare,
    ':framework': await idOf(
      app,
      sql`select id from framework where published_at is not null and retired_at is null limit 1`,
    ),
    ':person': await idOf(app, sql`select id from person where email = 'priya@appleford.example'`),
  }
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
  const parts: Record<string, string> = { ':review': review.id, ':section': 'introduction' }
  for (const [name, table] of Object.entries(tables)) {
    const found = await app.database.asOwner((db) =>
      sql<{
        id: string
      }>`select id from ${sql.table(table)} where review_id = ${review.id} order by id limit 1`.execute(db),
    )
    parts[name] = found.rows[0]?.id ?? crypto.randomUUID()
  }
  // Only these two are written down on their own page.
  const later = await app.database.asOwner((db) =>
    sql<{ id: string }>`select id from review_meeting where review_id = ${review.id} and kind = 'follow-up'`.execute(
      db,
    ),
  )
  return { ...parts, ':meeting': later.rows[0]?.id ?? crypto.randomUUID() }
}
