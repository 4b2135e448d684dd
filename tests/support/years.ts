/**
 * A programme that lives through its time in a test: schools with a head and a SENCO each, groups, reviews, and people who
 * do what the service says comes next, on the day on which it is due. Nothing here knows a model: it reads `whatNext`.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, actorFrom } from '../../src/features/people/actor.ts'
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
import { type Review, startReview } from '../../src/features/reviews/public.ts'
import { reviewFor, reviewsOfGroup } from '../../src/features/reviews/review.queries.ts'
import { stageOf } from '../../src/features/reviews/review.rules.ts'
import type { SchoolCalendar } from '../../src/lib/school-days.ts'
import type { Db } from '../../src/platform/db/connect.ts'
import type { TestApp } from './app.ts'

const officer = 'north:partnership-officer'

export type Year = {
  app: TestApp
  model: ReviewModel
  programme: string
  /** The groups, each with its schools in order. */
  groups: { id: string; school_ids: string[] }[]
  reviews: { id: string; group: string; school: string }[]
  calendar: SchoolCalendar
  today(): Temporal.PlainDate
  now(): Temporal.Instant
  at(): { now: Temporal.Instant; baseUrl: string }
  /** Does something as the head or the SENCO of a school, or as the leader of the groups. */
  as<T>(who: Who, work: (db: Db, actor: Actor) => Promise<T>): Promise<T>
  idOf(who: Who): string
  review(id: string): Promise<Review>
  stage(review: Review): string
}

export type Who = { school: string; role: 'headteacher' | 'senco' } | 'leader' | 'officer'

const nameOf = (who: Who) => (typeof who === 'string' ? who : `${who.school}:${who.role}`)

/** Makes a programme of a model with published groups of so many schools, whose reviews have been started. */
export async function programmeThatLives(
  app: TestApp,
  model: ReviewModel,
  groups: readonly number[],
  dates: { starts_on: string; ends_on: string },
): Promise<Year> {
  const schools = await addSchools(
    app,
    groups.reduce((sum, size) => sum + size, 0),
  )
  const people = await addPeople(app, schools, model)
  const partnership = (await app.world.actor(officer)).partnership
  const as: Year['as'] = async (who, work) => {
    const person = people.get(nameOf(who))
    if (!person) return app.as(officer, work)
    const session = { id: '', account_id: '' }
    const actor = actorFrom({ session, partnership, person, roles: person.roles, places: [] })
    assert.ok(actor)
    return app.database.inPartnership(partnership.id, person.id, (db) => work(db, actor))
  }
  app.clock.set(Temporal.PlainDate.from(dates.starts_on).toZonedDateTime('Europe/London').add({ hours: 9 }).toInstant())
  const at = () => ({ now: app.clock.now(), baseUrl: 'http://localhost' })
  const year: Year = {
    app,
    model,
    programme: '',
    groups: [],
    reviews: [],
    calendar: await app.as(officer, (db, actor) => calendarFor(db, actor)),
    today: () => app.clock.today(),
    now: () => app.clock.now(),
    at,
    as,
    idOf: (who) => people.get(nameOf(who))?.id ?? '',
    review: (id) =>
      app.as(officer, async (db, actor) => {
        const review = await reviewFor(db, actor, id)
        assert.ok(review)
        return review
      }),
    stage: (review) => stageOf(model, review, app.clock.today()),
  }
  await app.as(officer, (db, actor) => form(year, db, actor, schools, groups, dates))
  return year
}

async function form(
  year: Year,
  db: Db,
  actor: Actor,
  schools: readonly string[],
  sizes: readonly number[],
  dates: { starts_on: string; ends_on: string },
): Promise<void> {
  const made = await createProgramme(db, actor, {
    name: `A programme of ${year.model.name}`,
    model_key: year.model.key,
    framework_id: undefined,
    starts_on: Temporal.PlainDate.from(dates.starts_on),
    ends_on: Temporal.PlainDate.from(dates.ends_on),
  })
  assert.ok('id' in made)
  year.programme = made.id
  await joinProgramme(db, actor, made.id, schools, year.today())
  let from = 0
  for (const [index, size] of sizes.entries()) {
    const school_ids = schools.slice(from, from + size)
    from += size
    const group = await createGroup(db, actor, { programme_id: made.id, name: `Group ${index + 1}`, school_ids })
    assert.ok('id' in group, JSON.stringify(group))
    const known = await groupFor(db, actor, group.id)
    assert.ok(known)
    if (year.model.group.coach_school) {
      const to = { name: known.name, note: '', coach_school_id: school_ids[0] ?? null }
      assert.equal(await renameGroup(db, actor, known, to, known.version), 'saved')
    }
    const [leader] = year.model.group.leaders
    if (leader) assert.equal(await addLeader(db, actor, known, year.idOf('leader'), leader.part), undefined)
    assert.equal(await publishGroup(db, actor, group.id, year.at()), undefined)
    year.groups.push({ id: group.id, school_ids })
    for (const host_school_id of school_ids) {
      const review = await startReview(db, actor, { group_id: group.id, host_school_id }, year.at())
      assert.ok('id' in review, JSON.stringify(review))
      year.reviews.push({ id: review.id, group: group.id, school: host_school_id })
    }
    assert.equal((await reviewsOfGroup(db, actor, group.id)).length, size)
  }
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

type Person = { id: string; name: string; email: string; roles: { role: string; school_id: string | null }[] }

/** A head and a SENCO for each school, and somebody who leads every group as the model wants. */
async function addPeople(app: TestApp, schools: readonly string[], model: ReviewModel): Promise<Map<string, Person>> {
  const people = new Map<string, Person>()
  const [leader] = model.group.leaders
  const wanted: [Who, string, string | null][] = [
    ...(leader ? [['leader', leader.part, null] as [Who, string, null]] : []),
    ...schools.flatMap((school) =>
      (['headteacher', 'senco'] as const).map((role): [Who, string, string] => [{ school, role }, role, school]),
    ),
  ]
  await app.database.asOwner(async (db) => {
    for (const [index, [who, role, school_id]] of wanted.entries()) {
      const person = { id: randomUUID(), name: `Person ${index} (${role})`, email: `person-${index}@example.org` }
      const { north } = app.world.partnerships
      await sql`insert into person (id, partnership_id, email, name, job_title) values (${person.id}, ${north}, ${person.email}, ${person.name}, '')`.execute(
        db,
      )
      await sql`insert into role_grant (partnership_id, person_id, role, school_id, reason) values (${north}, ${person.id}, ${role}, ${school_id}, 'A person of this test')`.execute(
        db,
      )
      people.set(nameOf(who), { ...person, roles: [{ role, school_id }] })
    }
  })
  return people
}
