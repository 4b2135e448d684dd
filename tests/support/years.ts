/**
 * A programme that lives through its time in a test: schools with a head and a SENCO each, in published groups. From there
 * on its people do what their home pages tell them, on the pages to which these lead. Nothing here knows a model.
 */
import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import {
  addLeader,
  calendarFor,
  createGroup,
  createProgramme,
  groupFor,
  joinProgramme,
  publishGroup,
  renameGroup,
} from '../../src/features/review-groups/public.ts'
import type { ReviewModel } from '../../src/features/review-models/public.ts'
import type { Review } from '../../src/features/reviews/public.ts'
import { reviewsWhere } from '../../src/features/reviews/review.queries.ts'
import { stageOf } from '../../src/features/reviews/review.rules.ts'
import type { SchoolCalendar } from '../../src/lib/school-days.ts'
import { routes } from '../../src/routes.ts'
import { type TestApp, testApp } from './app.ts'
import { type PersonKey, testSecret } from './world.ts'
import { yearsFramework } from './years-texts.ts'
import { type Visitor, visitorOf } from './years-visitor.ts'

const officer = 'north:partnership-officer'

export type Group = { id: string; name: string; schools: string[]; people: Visitor[] }

export type Year = {
  app: TestApp
  model: ReviewModel
  groups: Group[]
  calendar: SchoolCalendar
  officer: Visitor
  /** Everybody who has a part in it, the heads first. */
  people: Visitor[]
  today(): Temporal.PlainDate
  head(school: string): Visitor
  senco(school: string): Visitor
  idOf(visitor: Visitor): string
  nameOf(school: string): string
  /** Every review of the programme as it stands. */
  reviews(): Promise<Review[]>
  stage(review: Review): string
}

export type Dates = { starts_on: string; ends_on: string }

type Owner = { after(cleanUp: () => Promise<void>): void }

/** The whole application with a programme of a model, whose groups of so many schools are published on its first day. */
export async function programmeThatLives(
  t: Owner,
  model: ReviewModel,
  sizes: readonly number[],
  dates: Dates,
): Promise<Year> {
  const app = await testApp(t, routes({ demonstration: false, production: true }), { pagesChecked: 'new' })
  app.clock.set(Temporal.PlainDate.from(dates.starts_on).toZonedDateTime('Europe/London').add({ hours: 9 }).toInstant())
  await publishFramework(app)
  const schools = await addSchools(
    app,
    sizes.reduce((sum, size) => sum + size, 0),
  )
  const names = await addPeople(app, schools)
  const visitors = new Map<PersonKey, Visitor>()
  const visitor = (key: PersonKey) => {
    const found = visitors.get(key) ?? visitorOf(app, key, names.get(key) ?? key)
    visitors.set(key, found)
    return found
  }
  const year: Year = {
    app,
    model,
    groups: [],
    calendar: await app.as(officer, (db, actor) => calendarFor(db, actor)),
    officer: visitor(officer),
    people: [],
    today: () => app.clock.today(),
    head: (school) => visitor(keyOf(school, 'headteacher')),
    senco: (school) => visitor(keyOf(school, 'senco')),
    idOf: ({ who }) => app.world.people.get(who)?.id ?? assert.fail(`nobody is called ${who}`),
    nameOf: (school) => names.get(school) ?? '',
    reviews: () => app.as(officer, (db, actor) => reviewsWhere(db, actor, {})),
    stage: (review) => stageOf(model, review, app.clock.today()),
  }
  await formGroups(year, schools, sizes, dates)
  const [leader] = model.group.leaders
  const leaders = leader ? [visitor(`north:${leader.part}`)] : []
  for (const group of year.groups) {
    group.people = [...group.schools.map(year.head), ...group.schools.map(year.senco), ...leaders]
  }
  year.people = [...new Set([...year.groups.flatMap(({ people }) => people), year.officer])]
  return year
}

const keyOf = (school: string, role: 'headteacher' | 'senco'): PersonKey => `north:${school}:${role}`

async function formGroups(year: Year, schools: readonly string[], sizes: readonly number[], dates: Dates) {
  const { app, model } = year
  await app.as(officer, async (db, actor) => {
    const made = await createProgramme(db, actor, {
      name: `A programme of ${model.name}`,
      model_key: model.key,
      framework_id: undefined,
      starts_on: Temporal.PlainDate.from(dates.starts_on),
      ends_on: Temporal.PlainDate.from(dates.ends_on),
    })
    assert.ok('id' in made)
    await joinProgramme(db, actor, made.id, schools, year.today())
    let from = 0
    for (const [index, size] of sizes.entries()) {
      const own = schools.slice(from, from + size)
      from += size
      const name = `Group ${index + 1}`
      const group = await createGroup(db, actor, { programme_id: made.id, name, school_ids: own })
      assert.ok('id' in group, JSON.stringify(group))
      const known = await groupFor(db, actor, group.id)
      assert.ok(known)
      if (model.group.coach_school) {
        const to = { name, note: '', coach_school_id: own[0] ?? null }
        assert.equal(await renameGroup(db, actor, known, to, known.version), 'saved')
      }
      const [leader] = model.group.leaders
      const leads = app.world.people.get(`north:${leader?.part}`)?.id
      if (leader && leads) assert.equal(await addLeader(db, actor, known, leads, leader.part), undefined)
      const at = { now: app.clock.now(), baseUrl: 'http://localhost' }
      assert.equal(await publishGroup(db, actor, group.id, at), undefined)
      year.groups.push({ id: group.id, name, schools: own, people: [] })
    }
  })
}

async function publishFramework(app: TestApp): Promise<void> {
  const { key, title, edition } = yearsFramework
  await app.database.asOwner((db) =>
    sql`insert into framework (id, partnership_id, key, title, edition, content, published_at)
      values (${randomUUID()}, ${app.world.partnerships.north}, ${key}, ${title}, ${edition}, ${JSON.stringify(yearsFramework)}::jsonb, now())`.execute(
      db,
    ),
  )
}

/** Schools of no trust, near one another, of two phases. */
async function addSchools(app: TestApp, count: number): Promise<string[]> {
  const found = await app.database.asOwner((db) =>
    sql<{ id: string }>`
      insert into school (id, partnership_id, urn, name, phase, type, trust, district, postcode, latitude, longitude, pupils)
      select gen_random_uuid(), ${app.world.partnerships.north}, 300000 + n, 'School number ' || n,
             case when n % 2 = 0 then 'Primary' else 'Secondary' end, 'Community school', '', 'Northdale', 'ND1 1AA', 51.3 + n / 400.0, 0.6, 200
        from generate_series(1, ${count}) n returning id`.execute(db),
  )
  return found.rows.map(({ id }) => id)
}

/** A head and a SENCO for each school, signed in like the other people of the world. Gives names of people and schools. */
async function addPeople(app: TestApp, schools: readonly string[]): Promise<Map<string, string>> {
  const names = new Map(schools.map((school, index) => [school, `School number ${index + 1}`]))
  const { north } = app.world.partnerships
  const people = schools.flatMap((school, index) =>
    (['headteacher', 'senco'] as const).map((role) => {
      const key = keyOf(school, role)
      const name = `${role === 'senco' ? 'Sen' : 'Head'} Number ${index + 1}`
      return {
        key,
        role,
        school,
        name,
        id: randomUUID(),
        account: randomUUID(),
        email: `${role}-${index + 1}@example.org`,
      }
    }),
  )
  await app.database.asOwner(async (db) => {
    for (const { key, role, school, name, id, account, email } of people) {
      const token = `token-${key}`
      const hash = createHmac('sha256', testSecret).update(token).digest()
      await sql`with a as (insert into account (id, email) values (${account}, ${email})),
        p as (insert into person (id, partnership_id, account_id, email, name, job_title) values (${id}, ${north}, ${account}, ${email}, ${name}, '')),
        s as (insert into session (token_hash, account_id, expires_at) values (${hash}, ${account}, now() + interval '3 years'))
        insert into role_grant (partnership_id, person_id, role, school_id, reason) values (${north}, ${id}, ${role}, ${school}, 'A person of this test')`.execute(
        db,
      )
      app.world.people.set(key, { id, accountId: account, cookie: `session=${token}`, name })
      names.set(key, name)
    }
  })
  return names
}
