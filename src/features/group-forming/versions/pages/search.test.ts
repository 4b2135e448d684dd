import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import { moreSchools, programmeToForm } from '../../../../../tests/support/forming-programme.ts'
import { jobBench } from '../../../../../tests/support/visit-calendar.ts'
import { runJob, runRequestedJobs, type Ticket } from '../../../../platform/jobs/run.ts'
import { routes } from '../../routes.ts'

const officer = 'north:partnership-officer'
const app = await testApp({ after }, routes)

/** A programme of so many schools, with a search that waits for its turn. */
async function waitingSearch(schools: number): Promise<{ programme: string; path: string; search: string }> {
  const programme = await programmeToForm(app, { letters: '' })
  await moreSchools(app, programme, schools)
  const path = `/north/programmes/${programme}/forming`
  const start = await app.submit(`${path}/search`, { seconds: '3' }, officer)
  assert.equal(start.status, 303)
  return { programme, path, search: start.location ?? '' }
}

async function versions(programme: string): Promise<{ stopped_early: boolean }[]> {
  const found = await app.database.asOwner((db) =>
    sql<{
      stopped_early: boolean
    }>`select stopped_early from arrangement where programme_id = ${programme} order by number`.execute(db),
  )
  return found.rows
}

test('a search that is stopped before it began leaves nothing, and the next can be started at once', async () => {
  const { programme, path, search } = await waitingSearch(12)
  assert.equal((await app.submit(search, {}, officer, 'stop')).status, 303)
  assert.match((await app.get(search, officer)).text, /It is being stopped/)
  await runRequestedJobs(jobBench(app))
  assert.match((await app.get(search, officer)).text, /stopped before it had found any groups/)
  assert.match((await app.get(path, officer)).text, /No groups have been looked for yet/)
  const next = await app.submit(`${path}/search`, { seconds: '3' }, officer)
  assert.equal(next.status, 303)
  assert.notEqual(next.location, search)
  await runRequestedJobs(jobBench(app))
  assert.deepEqual(await versions(programme), [{ stopped_early: false }])
})

test('a search that failed for good says so, and does not stand in the way of the next', async () => {
  const { path, search } = await waitingSearch(12)
  await app.database.asOwner((db) =>
    sql`update job_progress set state = 'failed' where id = (select job_id from group_search where id = ${search.split('/').at(-1)})`.execute(
      db,
    ),
  )
  assert.match((await app.get(search, officer)).text, /A fault here stopped the search/)
  assert.notEqual((await app.submit(`${path}/search`, { seconds: '3' }, officer)).location, search)
  await runRequestedJobs(jobBench(app))
})

test('two officers do not search at once: the second is led to the search that goes on', async () => {
  const { path, search } = await waitingSearch(12)
  const lead = 'north:partnership-lead'
  assert.equal((await app.get(`${path}/search`, lead)).location, search)
  assert.match((await app.get(search, lead)).text, /partnership officer of north started this search/)
  assert.match((await app.get(path, lead)).text, /is searching for groups now/)
  await runRequestedJobs(jobBench(app))
})

test('a process that has to end in the middle of a search keeps no half version, and the search is made again', async () => {
  const { programme, search } = await waitingSearch(60)
  const ticket = await app.database.asOwner(
    async (db) =>
      (
        await sql<Ticket>`delete from job_request where name = 'find-groups' returning id, partnership_id, person_id, name, data`.execute(
          db,
        )
      ).rows[0],
  )
  assert.ok(ticket)
  const process = new AbortController()
  const working = runJob(jobBench(app), ticket, 1, process.signal)
  const ended = assert.rejects(working)
  while (!/Best so far/.test((await app.get(search, officer)).text)) await sleep(50)
  process.abort()
  await ended
  assert.deepEqual(await versions(programme), [])
  assert.match((await app.get(search, officer)).text, /Finding groups/)
  await runJob(jobBench(app), ticket, 2, new AbortController().signal)
  assert.deepEqual(await versions(programme), [{ stopped_early: false }])
})

test('an officer who left the page of a search finds on the overview that the rules cannot be kept', async () => {
  const { programme, path, search } = await waitingSearch(12)
  await app.database.asOwner((db) =>
    sql`update school set trust = 'Oak Trust' where id in (select school_id from programme_school where programme_id = ${programme} order by school_id limit 5)`.execute(
      db,
    ),
  )
  await runRequestedJobs(jobBench(app))
  const overview = await app.get(path, officer)
  assert.match(overview.text, /The last search found that no groups can keep the rules/)
  assert.ok(overview.page.querySelector(`a[href="${search}"]`))
})

test('school people and other partnerships see no search', async () => {
  const { search } = await waitingSearch(6)
  for (const path of [search, `${search}/progress`]) {
    assert.equal((await app.get(path, 'north:a:headteacher')).status, 403)
    assert.equal((await app.get(path, 'south:partnership-officer')).status, 404)
  }
  await runRequestedJobs(jobBench(app))
})
