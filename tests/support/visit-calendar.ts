/** A programme whose calendar is planned, for tests of what comes after. */
import assert from 'node:assert/strict'
import {
  addLeader,
  createGroup,
  createProgramme,
  groupFor,
  joinProgramme,
  publishGroup,
} from '../../src/features/review-groups/public.ts'
import { addBlockedDate } from '../../src/features/visit-calendar/blocked.queries.ts'
import { endSearch, insertSearch, putPin, versionFor } from '../../src/features/visit-calendar/calendar.queries.ts'
import type { PlannedVisit } from '../../src/features/visit-calendar/calendar.schema.ts'
import { factsOf } from '../../src/features/visit-calendar/facts.queries.ts'
import { proposeChange } from '../../src/features/visit-calendar/plan.acts.ts'
import { planNow } from '../../src/features/visit-calendar/search.acts.ts'
import { jobs } from '../../src/jobs.ts'
import type { Bench } from '../../src/platform/jobs/run.ts'
import type { TestApp } from './app.ts'

const officer = 'north:partnership-officer'
let count = 0

const quiet = () => {}

/** What runs the jobs that an app's pages asked for. */
export function jobBench(app: TestApp): Bench {
  return {
    database: app.database,
    jobs,
    clock: app.clock,
    log: { info: quiet, warn: quiet, error: quiet },
    services: { baseUrl: 'http://localhost', files: app.services.files },
  }
}

export type ProgrammeAt = { programme: string; group: string; path: string }

/** A programme with one published group of the schools b, c, d and e, supported by the partnership's ILE. */
export async function programmeOf(app: TestApp, dates: { ends_on?: string } = {}): Promise<ProgrammeAt> {
  count += 1
  const schools = ['b', 'c', 'd', 'e'].map((letter) => app.world.schools[letter] ?? '')
  return app.as(officer, async (db, actor) => {
    const made = await createProgramme(db, actor, {
      name: `Programme of visits ${count}`,
      model_key: 'inclusion-peer-review',
      framework_id: undefined,
      starts_on: Temporal.PlainDate.from('2026-09-01'),
      ends_on: Temporal.PlainDate.from(dates.ends_on ?? '2028-07-20'),
    })
    assert.ok('id' in made)
    await joinProgramme(db, actor, made.id, schools, app.clock.today())
    const group = await createGroup(db, actor, { programme_id: made.id, name: 'River group', school_ids: schools })
    assert.ok('id' in group)
    const known = await groupFor(db, actor, group.id)
    assert.ok(known)
    await addLeader(db, actor, known, app.world.people.get('north:ile')?.id ?? '', 'ile')
    const refused = await publishGroup(db, actor, group.id, { now: app.clock.now(), baseUrl: 'http://localhost' })
    assert.equal(refused, undefined)
    return { programme: made.id, group: group.id, path: `/north/programmes/${made.id}` }
  })
}

/** The same with a calendar that nobody was told of yet. */
export async function plannedProgramme(
  app: TestApp,
): Promise<ProgrammeAt & { version: string; visits: PlannedVisit[] }> {
  const known = await programmeOf(app)
  return app.as(officer, async (db, actor) => {
    const at = { now: app.clock.now(), today: app.clock.today(), moves: 20_000 }
    const planned = await planNow(db, actor, known.programme, at)
    assert.ok('id' in planned, JSON.stringify(planned))
    const version = await versionFor(db, actor, known.programme, planned.id)
    assert.ok(version)
    return { ...known, version: planned.id, visits: version.visits }
  })
}

/**
 * A programme with a calendar, a change of it that waits to be taken, a search that has ended, a blocked date, and a date
 * that no longer fits and may move, whichever school's visit comes first.
 */
export async function calendarScene(app: TestApp): Promise<{ programme: string; ids: Record<string, string> }> {
  const known = await plannedProgramme(app)
  const now = app.clock.now()
  const ids = await app.as(officer, async (db, actor) => {
    const facts = await factsOf(db, actor, known.programme)
    const latest = await versionFor(db, actor, known.programme, known.version)
    assert.ok(facts && latest)
    const slipped = { school: app.world.schools.c ?? '' }
    const proposed = await proposeChange(db, actor, facts, latest, { slipped }, { now, today: app.clock.today() })
    assert.ok('id' in proposed)
    const search = await insertSearch(db, actor, known.programme, 5, now)
    await endSearch(db, actor, search, { calendar_id: known.version }, now)
    await putPin(db, actor, known.programme, slipped.school, true, now)
    const movable = latest.visits.find(({ school }) => school !== slipped.school)
    assert.ok(movable)
    const on = Temporal.PlainDate.from(movable.visit)
    const blocked = { school_id: movable.school, starts_on: on, ends_on: on, reason: 'exams' as const }
    await addBlockedDate(db, actor, blocked, now)
    return {
      'versions/:calendar': known.version,
      'calendar/proposals/:proposal': proposed.id,
      'calendar/searches/:search': search,
    }
  })
  const blocked = await app.as('north:a:senco', async (db, actor) => {
    const day = Temporal.PlainDate.from('2027-03-01')
    await addBlockedDate(db, actor, { school_id: null, starts_on: day, ends_on: day, reason: null }, now)
    const own = db.selectFrom('blocked_date').select('id').where('person_id', '=', actor.person_id)
    const added = await own.executeTakeFirstOrThrow()
    return added.id
  })
  return {
    programme: known.programme,
    ids: { ...ids, ':blocked': blocked, 'calendar/schools/:school': app.world.schools.c ?? '' },
  }
}
