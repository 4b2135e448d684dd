import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import { moreSchools, programmeToForm } from '../../../../../tests/support/forming-programme.ts'
import { jobBench } from '../../../../../tests/support/visit-calendar.ts'
import { runRequestedJobs } from '../../../../platform/jobs/run.ts'
import { routes } from '../../routes.ts'

const officer = 'north:partnership-officer'
const app = await testApp({ after }, routes)

/** A programme of twelve schools and the path of its forming. */
async function twelve(): Promise<{ programme: string; path: string }> {
  const programme = await programmeToForm(app, { letters: '' })
  await moreSchools(app, programme, 12)
  return { programme, path: `/north/programmes/${programme}/forming` }
}

async function search(path: string, query = ''): Promise<string> {
  const start = await app.submit(`${path}/search${query}`, { seconds: '3' }, officer)
  assert.equal(start.status, 303)
  return start.location ?? ''
}

async function versionsOf(programme: string) {
  const found = await app.database.asOwner((db) =>
    sql<{
      id: string
      number: number
      groups: { name: string; school_ids: string[] }[]
      bound: number | null
      score: { total: number }
      stopped_early: boolean
    }>`
      select id, number, groups, bound, score, stopped_early from arrangement where programme_id = ${programme} order by number`.execute(
      db,
    ),
  )
  return found.rows
}

test('an officer finds groups, sees that none are better, and every school is in one', async () => {
  const { programme, path } = await twelve()
  const empty = await app.get(path, officer)
  assert.match(empty.text, /No groups have been looked for yet/)
  assert.match(empty.text, /0 of 12 answered|Not asked yet/)
  const running = await search(path)
  assert.match((await app.get(running, officer)).text, /Finding groups.*Waiting to start/)
  assert.equal((await app.get(`${path}/search`, officer)).location, running)
  assert.deepEqual(await runRequestedJobs(jobBench(app)), { ran: ['find-groups'], failed: [] })
  const [version] = await versionsOf(programme)
  assert.ok(version)
  assert.equal((await app.get(running, officer)).location, `${path}/versions/${version.id}`)
  assert.equal(new Set(version.groups.flatMap(({ school_ids }) => school_ids)).size, 12)
  const page = await app.get(`${path}/versions/${version.id}`, officer)
  assert.match(page.text, /2 groups of 6 schools\. Two partners are \d+\.\d km apart on average\./)
  assert.match(page.text, /No groups that keep the rules are better: this is proved\./)
  assert.equal(page.page.querySelectorAll('.app-version-group').length, 2)
  assert.equal(page.page.querySelectorAll('svg text.app-place-map__number').length, 2)
  const list = await app.get(path, officer)
  assert.match(list.text, /Found by a search.*Best possible.*All kept/)
  const csv = await app.get(`${path}/versions/${version.id}/groups`, officer)
  assert.equal(csv.body.trim().split('\r\n').length, 13)
  const problem = JSON.parse((await app.get(`${path}/versions/${version.id}/problem`, officer)).body)
  assert.equal(problem.schools.length, 12)
})

test('rules that cannot be kept are told with the names of schools, and no version is made', async () => {
  const { programme, path } = await twelve()
  await app.database.asOwner((db) =>
    sql`update school set trust = 'Oak Trust' where id in (select school_id from programme_school where programme_id = ${programme} order by school_id limit 5)`.execute(
      db,
    ),
  )
  const running = await search(path)
  await runRequestedJobs(jobBench(app))
  const page = await app.get(running, officer)
  assert.match(page.text, /No groups can keep these rules/)
  assert.match(page.text, /oak trust/i)
  assert.doesNotMatch(page.text, /[0-9a-f]{8}-[0-9a-f]{4}/)
  assert.deepEqual(await versionsOf(programme), [])
})

test('a stopped search keeps the best so far, and a search that a dead process left is done again once', async () => {
  const programme = await programmeToForm(app, { letters: '' })
  await moreSchools(app, programme, 200)
  const path = `/north/programmes/${programme}/forming`
  const start = await app.submit(`${path}/search`, { seconds: '60' }, officer)
  const running = start.location ?? ''
  const working = runRequestedJobs(jobBench(app))
  while (!/Best so far/.test((await app.get(running, officer)).text)) await sleep(50)
  assert.equal((await app.submit(running, {}, officer, 'stop')).status, 303)
  await working
  const [version, ...others] = await versionsOf(programme)
  assert.equal(others.length, 0)
  assert.equal(version?.stopped_early, true)
  assert.equal(version?.groups.flatMap(({ school_ids }) => school_ids).length, 200)
  assert.match((await app.get(path, officer)).text, /stopped early/)
  // The same job again, as after a crash between its end and the queue's note of it.
  await app.database.asOwner((db) =>
    sql`insert into job_request (id, partnership_id, person_id, name, data) select gen_random_uuid(), partnership_id, started_by, 'find-groups', jsonb_build_object('search_id', id, 'programme_id', programme_id) from group_search where programme_id = ${programme}`.execute(
      db,
    ),
  )
  await runRequestedJobs(jobBench(app))
  assert.equal((await versionsOf(programme)).length, 1)
})

test('what is locked stays when groups are found again, and two versions are compared', async () => {
  const { programme, path } = await twelve()
  await search(path)
  await runRequestedJobs(jobBench(app))
  const [first] = await versionsOf(programme)
  const version = `${path}/versions/${first?.id}`
  const [moved] = first?.groups[0]?.school_ids ?? []
  const locked = await app.submit(`${version}?page=1`, { change: 'lock:group:1' }, officer, 'lock')
  assert.equal(locked.location, `${version}#group-1`)
  const district = encodeURIComponent('District 1')
  const school = await app.submit(
    `${version}?district=${district}`,
    { change: `lock:school:${moved}` },
    officer,
    'lock',
  )
  assert.equal(school.location, `${version}?district=District+1#school-${moved}`)
  assert.match(
    (await app.get(`${path}/search?from=${first?.id}`, officer)).text,
    /1 locked group .* and 1 locked school/,
  )
  await search(path, `?from=${first?.id}`)
  await runRequestedJobs(jobBench(app))
  const [, second] = await versionsOf(programme)
  const same = (name: string | undefined) =>
    second?.groups
      .find((group) => group.name === name)
      ?.school_ids.toSorted()
      .join()
  const lockedGroup = first?.groups[1]
  assert.equal(same(lockedGroup?.name), lockedGroup?.school_ids.toSorted().join())
  assert.ok(second && Math.abs((second.bound ?? 0) - second.score.total) < 1e-6)
  const compared = await app.get(`${path}/compare`, officer)
  assert.match(compared.text, /Every school has the same partners in both/)
  const chosen = await app.submit(`${path}/compare`, { one: first?.id ?? '', other: second.id }, officer)
  assert.equal(chosen.location, `${path}/compare?one=${first?.id}&other=${second.id}`)
})

test('a version and its groups are named; two of one name are refused, and a second officer sees both', async () => {
  const { programme, path } = await twelve()
  await search(path)
  await runRequestedJobs(jobBench(app))
  const [version] = await versionsOf(programme)
  const names = `${path}/versions/${version?.id}/names`
  const twice = await app.submit(names, { label: 'Short ways', name_1: 'East', name_2: 'east' }, officer)
  assert.equal(twice.status, 422)
  assert.match(twice.text, /Group 1 is called east too/)
  assert.equal(
    (await app.submit(names, { label: 'Short ways', name_1: 'East', name_2: 'West', _version: '1' }, officer)).status,
    303,
  )
  assert.match((await app.get(`${path}/versions/${version?.id}`, officer)).text, /Version 1: Short ways/)
  const late = await app.submit(
    names,
    { label: 'Best', name_1: 'A', name_2: 'B', _version: '1' },
    'north:partnership-lead',
  )
  assert.equal(late.status, 409)
  assert.match(late.text, /East/)
})

test('the groups as they are become a version; nothing to find is said; others stay out', async () => {
  const programme = await programmeToForm(app, { letters: '' })
  const path = `/north/programmes/${programme}/forming`
  assert.match((await app.get(`${path}/search`, officer)).text, /No open school takes part in the programme yet/)
  assert.equal((await app.get(path, 'north:a:headteacher')).status, 403)
  assert.equal((await app.get(path, 'south:partnership-officer')).status, 404)
  await moreSchools(app, programme, 12)
  await app.database.asOwner((db) =>
    sql`with g as (insert into review_group (partnership_id, programme_id, name) values (${app.world.partnerships.north}, ${programme}, 'Old') returning id)
      insert into review_group_school (partnership_id, group_id, school_id) select ${app.world.partnerships.north}, g.id, s.school_id from g, (select school_id from programme_school where programme_id = ${programme} limit 6) s`.execute(
      db,
    ),
  )
  const kept = await app.submit(path, {}, officer, 'present')
  assert.equal(kept.status, 303)
  const page = await app.get(kept.location ?? '', officer)
  assert.match(page.text, /The groups as they were/)
})
