/** Clusters as the Schools Partnership Programme works: one phase of one of them, on the pages to which people's homes lead them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modelWithKey } from '../../src/features/review-models/public.ts'
import { programmeThatLives } from '../support/years.ts'
import { livesThrough } from '../support/years-lived.ts'
import { allIsDone, countOf, nothingWasSkipped, reportsBelongToHosts, watching } from '../support/years-watched.ts'

test('one cluster reviews, holds its workshops and looks at what came of them in a year', async (t) => {
  const dates = { starts_on: '2026-09-07', ends_on: '2027-07-20' }
  const year = await programmeThatLives(t, modelWithKey('school-clusters'), [5], dates)
  const watch = watching(year)
  await livesThrough(year, dates.ends_on, watch)
  await allIsDone(year)
  nothingWasSkipped(year, watch.seen)
  await reportsBelongToHosts(year)
  assert.equal(watch.seen.size, 5)
  assert.equal(await countOf(year, 'group_meeting'), 0)
})
