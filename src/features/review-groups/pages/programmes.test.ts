import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { createGroup } from '../group.acts.ts'
import { tasksFor } from '../group.tasks.ts'
import { routes } from '../routes.ts'

const lead = 'north:partnership-lead'
const officer = 'north:partnership-officer'
const app = await testApp({ after }, routes)

const dates = (from: string, to: string) => {
  const [y1 = '', m1 = '', d1 = ''] = from.split('-')
  const [y2 = '', m2 = '', d2 = ''] = to.split('-')
  return {
    'starts_on-day': d1,
    'starts_on-month': m1,
    'starts_on-year': y1,
    'ends_on-day': d2,
    'ends_on-month': m2,
    'ends_on-year': y2,
  }
}
const good = {
  name: 'Inclusion review 2026 to 2028',
  model_key: 'inclusion-peer-review',
  ...dates('2026-09-01', '2028-07-20'),
}

/** Starts a programme and answers the path of its page. */
async function started(name: string): Promise<string> {
  const answer = await app.submit('/north/programmes/new', { ...good, name }, officer)
  assert.equal(answer.status, 303)
  return (answer.location ?? '').replace(/\/schools$/, '')
}

test('an officer starts a programme and sees it in the list', async () => {
  const empty = await app.get('/south/programmes', 'south:partnership-officer')
  assert.match(empty.text, /There is no programme yet/)
  const path = await started('First programme')
  assert.match((await app.get('/north/programmes', lead)).text, /First programme/)
  const opened = await app.get(path, 'north:c:senco')
  assert.match(opened.text, /1 September 2026 to 20 July 2028/)
  assert.match(opened.text, /4 to 6 schools, best 6, no two of one trust/)
  assert.doesNotMatch(opened.text, /Change the name/)
})

test('wrong dates, no model and a name in use are refused, and what was typed stays', async () => {
  await started('Taken name')
  const wrong = await app.submit('/north/programmes/new', { ...good, name: 'taken NAME' }, officer)
  assert.equal(wrong.status, 422)
  assert.deepEqual(wrong.errors, ['Another programme has this name. Choose a different one'])
  const backwards = await app.submit(
    '/north/programmes/new',
    { ...good, name: 'Backwards', ...dates('2026-09-01', '2026-09-01') },
    officer,
  )
  assert.deepEqual(backwards.errors, ['The last day must be after 1 September 2026'])
  assert.equal(backwards.page.querySelector('#name')?.getAttribute('value'), 'Backwards')
  const empty = await app.post('/north/programmes/new', {}, officer)
  assert.equal(empty.errors.length, 4)
})

test('only officers start programmes, and other partnerships do not find them', async () => {
  assert.equal((await app.get('/north/programmes/new', 'north:a:headteacher')).status, 403)
  const path = await started('Ours only')
  assert.equal((await app.get(path, 'south:partnership-lead')).status, 404)
  assert.equal((await app.get(path.replace('north', 'south'), 'south:partnership-lead')).status, 404)
  assert.equal((await app.get(`${path}/edit`, 'north:a:headteacher')).status, 403)
})

test('schools are found by name, added once, and leave', async () => {
  const path = await started('With schools')
  const found = await app.get(`${path}/schools?q=cedar`, officer)
  assert.match(found.text, /Cedar Lane School/)
  assert.doesNotMatch(found.text, /Dunmere/)
  const none = await app.submit(`${path}/schools`, {}, officer)
  assert.deepEqual(none.errors, ['Tick the schools to add'])
  await app.submit(`${path}/schools?q=cedar`, { school_ids: [app.world.schools.c ?? ''] }, officer)
  const all = await app.submit(`${path}/schools`, { all: 'yes' }, officer)
  assert.equal(all.status, 303)
  const page = await app.get(path, officer)
  assert.match(page.text, /5 schools are not in a group/)
  assert.match((await app.get(`${path}/schools`, officer)).text, /No other open school matches/)
  const leave = await app.submit(`${path}/schools/${app.world.schools.c}/leave`, {}, officer)
  assert.equal(leave.status, 303)
  assert.match((await app.get(path, officer)).text, /4 schools are not in a group/)
  assert.equal((await app.get(`${path}/schools/${app.world.schools.c}/leave`, officer)).status, 404)
  assert.equal((await app.get(`${path}/schools/${app.world.schools.z}/leave`, officer)).status, 404)
})

test('a school that is in a group leaves it with the programme, and the officer is led to fill the group again', async () => {
  const path = await started('With a group')
  await app.submit(`${path}/schools`, { all: 'yes' }, officer)
  const made = await app.as(officer, (db, actor) =>
    createGroup(db, actor, {
      programme_id: path.split('/').at(-1) ?? '',
      name: 'River group',
      school_ids: [...'bcde'].map((letter) => app.world.schools[letter] ?? ''),
    }),
  )
  assert.ok('id' in made)
  const leave = `${path}/schools/${app.world.schools.c}/leave`
  const page = await app.get(leave, officer)
  assert.match(page.text, /Cedar Lane School is in River group and leaves it as well\. River group then has 3 schools/)
  assert.match(page.text, /No email is sent, so tell Birchwood Academy, Dunmere Community School and Elmstead/)
  const rest = await app.get(`${path}/schools`, officer)
  assert.match(rest.text, /No other open school matches/)
  assert.equal((await app.submit(leave, {}, officer)).location, `${path}/forming/place`)
  const group = await app.get(`/north/review-groups/${made.id}`, officer)
  assert.doesNotMatch(group.text, /Cedar Lane School/)
})

test('a programme keeps its framework after that has been retired, whatever else changes', async () => {
  const path = await started('With a framework')
  const id = path.split('/').at(-1) ?? ''
  const framework = await app.database.asOwner(async (db) => {
    const added = await sql<{ id: string }>`
      insert into framework (partnership_id, key, title, edition, content, published_at, retired_at)
      values (${app.world.partnerships.north}, 'old', 'Old framework', '1', '{}'::jsonb, now(), now()) returning id`.execute(
      db,
    )
    await sql`update programme set framework_id = ${added.rows[0]?.id ?? ''} where id = ${id}`.execute(db)
    return added.rows[0]?.id ?? ''
  })
  assert.equal((await app.submit(`${path}/edit`, { name: 'Renamed with a framework' }, officer)).status, 303)
  assert.match((await app.get(path, officer)).text, /Old framework/)
  const other = await app.post(
    '/north/programmes/new',
    { ...good, name: 'Uses it anew', framework_id: framework },
    officer,
  )
  assert.deepEqual(other.errors, ['Choose a published framework'])
})

test('a school of another partnership never joins', async () => {
  const path = await started('Closed doors')
  await app.submit(`${path}/schools`, { school_ids: [app.world.schools.z ?? ''] }, officer)
  assert.match((await app.get(path, officer)).text, /No school takes part yet/)
})

test('a programme changes, unless somebody else changed it first', async () => {
  const path = await started('To be changed')
  const first = await app.submit(`${path}/edit`, { name: 'Changed once' }, officer)
  assert.equal(first.status, 303)
  const late = await app.submit(`${path}/edit`, { name: 'Changed twice', _version: '1' }, lead)
  assert.equal(late.status, 422)
  assert.match(late.errors[0] ?? '', /Somebody else changed this programme/)
  assert.match((await app.get(path, lead)).text, /1 September 2026/)
})

test('officers are asked to place schools and to enter term dates', async () => {
  const path = await started('Tasks')
  await app.submit(`${path}/schools`, { all: 'yes' }, officer)
  const tasks = await app.as(officer, (db, actor) => tasksFor(db, actor, app.clock.today()))
  assert.ok(tasks.some((task) => task.title === 'Put 5 schools into review groups' && task.about === 'Tasks'))
  assert.ok(tasks.some((task) => task.title === 'Enter the term dates'))
  assert.deepEqual(await app.as('north:a:headteacher', (db, actor) => tasksFor(db, actor, app.clock.today())), [])
})
