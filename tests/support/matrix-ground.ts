/** What the matrix world has before anybody evaluates or reviews: terms, groups, frameworks, people, secrets, an import. */
import assert from 'node:assert/strict'
import { type RawBuilder, sql } from 'kysely'
import { gateVersion } from '../../src/features/frameworks/draft.rules.ts'
import { shippedFile } from '../../src/features/frameworks/framework.life.ts'
import { frameworkRecord } from '../../src/features/frameworks/framework.queries.ts'
import { loadFramework, shipDefaultFramework } from '../../src/features/frameworks/public.ts'
import { askSchools } from '../../src/features/group-forming/settings/asking.acts.ts'
import { givePreference } from '../../src/features/group-forming/settings/preference.acts.ts'
import { putTravelTimes } from '../../src/features/group-forming/settings/travel.queries.ts'
import { giveAnswer } from '../../src/features/leaders/answer.acts.ts'
import { sectors } from '../../src/features/leaders/answer.rules.ts'
import { workOut } from '../../src/features/leaders/match.acts.ts'
import { invitePerson } from '../../src/features/people/public.ts'
import { makeSignInLink } from '../../src/features/people/sign-in.queries.ts'
import {
  addClosedDays,
  createGroup,
  createProgramme,
  joinProgramme,
  programmeFor,
  putTerms,
} from '../../src/features/review-groups/public.ts'
import { publishModel, storeDraft } from '../../src/features/review-models/model.life.ts'
import { modelWithKey } from '../../src/features/review-models/public.ts'
import { putFeed } from '../../src/features/reviews/planning/calendar.queries.ts'
import { readRegisterJob } from '../../src/features/schools/jobs.ts'
import { addToLocality, makeLocality } from '../../src/features/schools/public.ts'
import { dayOf } from '../../src/lib/clock.ts'
import { usualTerms } from '../../src/lib/school-days.ts'
import { buryJob, runRequestedJobs } from '../../src/platform/jobs/run.ts'
import { holdSubmission } from '../../src/platform/web/held.ts'
import { newToken, tokenHash } from '../../src/platform/web/session.ts'
import type { TestApp } from './app.ts'
import { links } from './self-evaluations.ts'
import { testSecret } from './world.ts'

/**
 * Values for the parameters of paths, by `:param`, or with the segments before it (`judge/:area`) where the same name
 * stands for different things. A route is tried with each scene until somebody can open it.
 */
export type Scene = Readonly<Record<string, string>>

const officer = 'north:partnership-officer'
const lead = 'north:partnership-lead'

/** The id of one row, looked up as the owner of the tables. */
export async function idOf(app: TestApp, query: RawBuilder<{ id: string }>): Promise<string> {
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
export async function ground(app: TestApp): Promise<Scene> {
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
    await beforeGroups(app, db, actor, programme.id, schools)
    const draft = await loadFramework(db, actor, shippedFile('three-point'), now)
    assert.ok('id' in draft)
    const record = await frameworkRecord(db, actor, draft.id)
    await shipDefaultFramework(db, actor, now)
    const gate = record?.content.gates[0]
    const area = record?.content.areas[0]
    assert.ok(gate && area)
    const found = await programmeFor(db, actor, programme.id)
    assert.ok(found)
    const conflict = { school_id: schools[0] ?? '', kind: 'family' as const, reason: 'A cousin' }
    const answer = { days: 12, sectors: [...sectors], areas: [], from_school_id: null, note: '', conflicts: [conflict] }
    const given = await giveAnswer(db, actor, found, personOf(app, 'north:ile'), answer, 0, now)
    assert.equal(given.kind, 'saved')
    const match = await workOut(db, actor, found, { made_from_id: null, wishes: [] }, now)
    assert.ok('id' in match)
    return {
      ':school': app.world.schools.a ?? '',
      ':term': await only(db, sql`select id from term limit 1`),
      ':day': await only(db, sql`select id from closed_day limit 1`),
      ':locality': locality,
      ':programme': programme.id,
      ':group': group.id,
      ':match': match.id,
      'leaders/:person': personOf(app, 'north:ile'),
      ...(await ownModels(db, actor, now)),
      ':framework': draft.id,
      ':gate': String(gateVersion(gate)),
      'areas/:area': area.key,
      'statements/:statement': area.statements[0]?.key ?? '',
      'judge/:area': 'leadership',
      ':statement': 'duty',
    }
  })
}

type Work = Parameters<TestApp['as']>[1]

/** The partnership's own ways of reviewing: one that is published, and a draft of the next. */
async function ownModels(db: Parameters<Work>[0], actor: Parameters<Work>[1], now: Temporal.Instant): Promise<Scene> {
  const model = modelWithKey('inclusion-triads')
  const [edition, next] = [
    await storeDraft(db, actor, { ...model, edition: '2' }, now, model.key),
    await storeDraft(db, actor, { ...model, edition: '3' }, now, model.key),
  ]
  assert.ok('id' in edition && 'id' in next)
  assert.equal(await publishModel(db, actor, edition.id, now), undefined)
  return {
    ':model': edition.id,
    ':edition': edition.id,
    ':draft': next.id,
    'edit/stages/:stage': 'coaching',
    'edit/documents/:document': 'coaching-prompts',
    'edit/emails/:email': 'book-coaching',
  }
}

/** Schools are asked what they bring and look for, long enough ago to be reminded; one has answered. */
async function beforeGroups(
  app: TestApp,
  db: Parameters<Work>[0],
  actor: Parameters<Work>[1],
  id: string,
  [one = '', other = '', , last = '']: readonly string[],
) {
  const now = app.clock.now().subtract({ hours: 24 })
  const at = { now, today: dayOf(now), baseUrl: links.baseUrl }
  const programme = { id, name: 'Inclusion peer review', model_key: 'inclusion-peer-review' }
  const asked = await askSchools(db, actor, programme, Temporal.PlainDate.from('2026-12-11'), at)
  assert.ok('sent' in asked)
  const said = { strengths: [], priorities: [], wished_school_ids: [one], note: 'By bus if we can' }
  const gave = await givePreference(db, actor, { programme_id: id, school_id: last }, said, 0, now)
  assert.equal(gave.kind, 'saved')
  await putTravelTimes(db, actor, id, [{ one, other, minutes: 20 }])
}

async function only(db: Parameters<Parameters<TestApp['as']>[1]>[0], query: RawBuilder<unknown>): Promise<string> {
  const { rows } = await (query as RawBuilder<{ id: string }>).execute(db)
  assert.ok(rows[0])
  return rows[0].id
}

/** Somebody who was invited and has not come yet, and the role of somebody who has. */
export async function people(app: TestApp): Promise<Scene> {
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
export async function tokens(app: TestApp): Promise<Scene> {
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
export async function register(app: TestApp, newSchool: string): Promise<string> {
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

/** A job that has failed for good. */
export async function failedJob(app: TestApp): Promise<void> {
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
