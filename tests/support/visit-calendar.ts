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
import { versionFor } from '../../src/features/visit-calendar/calendar.queries.ts'
import type { PlannedVisit } from '../../src/features/visit-calendar/calendar.schema.ts'
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
