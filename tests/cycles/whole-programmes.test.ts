/** Every model that ships, from its first day to its last, lived through by the people of its groups. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { modelWithKey } from '../../src/features/review-models/public.ts'
import type { Review } from '../../src/features/reviews/public.ts'
import { stageOf } from '../../src/features/reviews/review.rules.ts'
import { windowFor } from '../../src/features/reviews/timing.rules.ts'
import { dayOf } from '../../src/lib/clock.ts'
import { testApp } from '../support/app.ts'
import { programmeThatLives, type Year } from '../support/years.ts'
import { livesThrough } from '../support/years-lived.ts'

/** Watches that no review ever goes back, and gives the stages that each went through. */
function watching(year: Year) {
  const seen = new Map<string, string[]>()
  const watch = (review: Review) => {
    const stage = stageOf(year.model, review, year.today())
    const before = seen.get(review.id) ?? []
    if (before.at(-1) !== stage) seen.set(review.id, [...before, stage])
  }
  return { seen, watch }
}

/** Every meeting of every review was held, in its window, and everything that its stage asks for was written. */
async function allIsDone(year: Year): Promise<void> {
  for (const { id } of year.reviews) {
    const review = await year.review(id)
    assert.ok(review.closed_at, `${review.host_school_name} is at ${year.stage(review)}`)
    assert.ok(review.visit_on && review.prepared_at && review.host_agreed_at && review.team_agreed_at)
    for (const stage of year.model.stages.filter(({ kind }) => kind === 'meeting')) {
      const meeting = review.meetings.find((one) => one.stage === stage.key)
      assert.ok(meeting?.held_at, `${stage.key} was not held`)
      assert.equal(meeting.of, stage.of)
      const window = windowFor(year.model, stage.key, review, year.calendar)
      const on = dayOf(meeting.starts_at)
      assert.ok(window && Temporal.PlainDate.compare(window.opens, on) <= 0, `${stage.key} on ${on} is too early`)
    }
  }
}

const countOf = async (year: Year, table: string) => {
  const found = await year.app.database.asOwner((db) =>
    sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(db),
  )
  return found.rows[0]?.count
}

test('six schools review one another over two years', async (t) => {
  const app = await testApp(t, [])
  const model = modelWithKey('inclusion-peer-review')
  const dates = { starts_on: '2026-09-07', ends_on: '2028-07-20' }
  const year = await programmeThatLives(app, model, [6], dates)
  const { seen, watch } = watching(year)
  await livesThrough(year, dates.ends_on, watch)
  await allIsDone(year)
  const stages = model.stages.map(({ key }) => key)
  for (const went of seen.values()) {
    assert.deepEqual(
      went.filter((stage) => stage !== 'closed'),
      stages,
    )
  }
  const visits = await Promise.all(year.reviews.map(async ({ id }) => String((await year.review(id)).visit_on)))
  assert.equal(new Set(visits).size, 6, 'each school is visited on a day of its own')
})

test('four triads work through a year, with the meetings of the triad held once for all three', async (t) => {
  const app = await testApp(t, [])
  const dates = { starts_on: '2026-09-07', ends_on: '2027-07-20' }
  const year = await programmeThatLives(app, modelWithKey('inclusion-triads'), [3, 3, 3, 3], dates)
  const { watch } = watching(year)
  await livesThrough(year, dates.ends_on, watch)
  await allIsDone(year)
  const together = year.model.stages.filter(({ of }) => of === 'group').length
  assert.equal(await countOf(year, 'group_meeting'), 4 * together)
  const stories = await app.database.asOwner((db) =>
    sql<{ story: string }>`select record ->> 'story' as story from group_meeting where stage = 'celebration'`.execute(
      db,
    ),
  )
  assert.equal(stories.rows.filter(({ story }) => story !== '').length, 4, 'each triad tells one story')
})

test('one cluster reviews, holds its workshops and looks at what came of them in a year', async (t) => {
  const app = await testApp(t, [])
  const dates = { starts_on: '2026-09-07', ends_on: '2027-07-20' }
  const year = await programmeThatLives(app, modelWithKey('school-clusters'), [5], dates)
  const { seen, watch } = watching(year)
  await livesThrough(year, dates.ends_on, watch)
  await allIsDone(year)
  assert.equal(seen.size, 5)
  assert.equal(await countOf(year, 'group_meeting'), 0)
})
