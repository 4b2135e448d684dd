/** Triads as WE SEND works: a year of four of them, on the pages to which people's homes lead them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { modelWithKey } from '../../src/features/review-models/public.ts'
import { programmeThatLives } from '../support/years.ts'
import { livesThrough } from '../support/years-lived.ts'
import { allIsDone, countOf, nothingWasSkipped, reportsBelongToHosts, watching } from '../support/years-watched.ts'

test('four triads work through a year, with the meetings of the triad held once for all three', async (t) => {
  const dates = { starts_on: '2026-09-07', ends_on: '2027-07-20' }
  const year = await programmeThatLives(t, modelWithKey('inclusion-triads'), [3, 3, 3, 3], dates)
  const watch = watching(year)
  await livesThrough(year, dates.ends_on, watch)
  await allIsDone(year)
  nothingWasSkipped(year, watch.seen)
  await reportsBelongToHosts(year)
  const together = year.model.stages.filter(({ of }) => of === 'group').length
  assert.equal(await countOf(year, 'group_meeting'), 4 * together)
  const stories = await year.app.database.asOwner((db) =>
    sql<{ story: string }>`select record ->> 'story' as story from group_meeting where stage = 'celebration'`.execute(
      db,
    ),
  )
  assert.equal(stories.rows.filter(({ story }) => story !== '').length, 4, 'each triad tells one story')
})
