/** The inclusion peer review as Kent runs it: six schools and two years, on the pages to which people's homes lead them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modelWithKey } from '../../src/features/review-models/public.ts'
import { programmeThatLives } from '../support/years.ts'
import { livesThrough } from '../support/years-lived.ts'
import { allIsDone, nothingWasSkipped, reportsBelongToHosts, watching } from '../support/years-watched.ts'

test('six schools review one another over two years', async (t) => {
  const dates = { starts_on: '2026-09-07', ends_on: '2028-07-20' }
  const year = await programmeThatLives(t, modelWithKey('inclusion-peer-review'), [6], dates)
  const watch = watching(year)
  await livesThrough(year, dates.ends_on, watch)
  await allIsDone(year)
  nothingWasSkipped(year, watch.seen)
  await reportsBelongToHosts(year)
  const visits = (await year.reviews()).map(({ visit_on }) => String(visit_on))
  assert.equal(new Set(visits).size, 6, 'each school is visited on a day of its own')
})
