import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../../tests/support/app.ts'
import { handMadeVersion } from '../../../../../tests/support/hand-made-version.ts'
import { arrangementFor } from '../../arrangement.queries.ts'
import { putPreference } from '../../settings/preference.queries.ts'
import { movePath, whyPath } from '../paths.ts'
import { byHandRoutes } from '../routes.ts'

const app = await testApp({ after }, byHandRoutes)
const officer = 'north:partnership-officer'

type Said = { strengths?: string[]; priorities?: string[]; wished_school_ids?: string[] }
const say = (programme: string, school: string, said: Said) =>
  app.as(officer, (db, actor) =>
    putPreference(
      db,
      actor,
      { programme_id: programme, school_id: school, by_officer: true },
      { strengths: [], priorities: [], wished_school_ids: [], note: '', ...said },
      0,
      app.clock.now(),
    ),
  )

test('why a school is where it is: partners, what is met by whom, wishes, rules, and the best other places', async () => {
  const made = await handMadeVersion(app, { rules: { phases: 'any' } })
  const [first = '', second = '', third = ''] = made.schools.slice(5)
  await say(made.programme, first, {
    strengths: ['outcomes'],
    priorities: ['leadership', 'teaching'],
    wished_school_ids: [second, made.schools[0] ?? ''],
  })
  await say(made.programme, second, { strengths: ['leadership'], priorities: ['outcomes'] })
  const { text, page } = await app.get(whyPath(made.path, first), officer)
  assert.match(text, /Why School 006 is in Row 2/)
  assert.match(
    text,
    /with 4 other schools\. It is 2\.5 km from a partner on average in a straight line: nearest is School 007 \(1\.0 km\), furthest School 010 \(4\.0 km\)/,
  )
  assert.match(text, /leadership[^:]*: met by School 007/i)
  assert.match(text, /: no partner is strong in this/)
  assert.match(text, /With School 007: met With School 001: not met/)
  assert.match(text, /The best other places School 006 to Row 1/)
  const links = page
    .querySelectorAll('main .app-place a')
    .map((link) => link.getAttribute('href')?.replaceAll('&amp;', '&'))
  assert.equal(links.length, 2)
  assert.ok(links.includes(movePath(made.path, { school: first, to: 0 })))
  assert.match((await app.get(whyPath(made.path, third), officer)).text, /has not said what it brings and looks for/)
})

test('a lock keeps a school, and says what that means', async () => {
  const made = await handMadeVersion(app)
  const school = made.schools[5] ?? ''
  const path = whyPath(made.path, school)
  const pressed =
    (await app.get(path, officer)).page.querySelector('button[name="change"]')?.getAttribute('value') ?? ''
  assert.equal(pressed, `lock:school:${school}`)
  const answer = await app.submit(path, { change: pressed }, officer, 'lock')
  assert.deepEqual([answer.status, answer.location], [303, path])
  const locked = await app.get(path, officer)
  assert.match(locked.text, /School 006 is locked in Row 2\. A locked school stays in its group/)
  assert.match(locked.text, /The best other places School 006 is locked in Row 2\. Unlock it first\./)
  await app.submit(path, { change: `unlock:school:${school}` }, officer, 'lock')
  const version = await app.as(officer, (db, actor) => arrangementFor(db, actor, made.programme, made.version))
  assert.deepEqual(version?.locked_school_ids, [])
  for (const change of [
    '',
    'lock:everything',
    'lock:group:0',
    `lock:school:${made.schools[6]}`,
    `lock:school:${app.world.schools.z}`,
    'lock:group:99',
  ])
    assert.equal((await app.submit(path, { change }, officer, 'lock')).status, 422, change)
})

test('a school that has left is explained, and one that was never there is not found', async () => {
  const made = await handMadeVersion(app)
  const school = made.schools[5] ?? ''
  await app.database.asOwner((db) =>
    db
      .updateTable('programme_school')
      .set({ left_on: app.clock.today() })
      .where('programme_id', '=', made.programme)
      .where('school_id', '=', school)
      .execute(),
  )
  assert.match((await app.get(whyPath(made.path, school), officer)).text, /School 006 is no longer an open school/)
  assert.equal((await app.get(whyPath(made.path, app.world.schools.a ?? ''), officer)).status, 404)
  assert.equal((await app.get(whyPath(made.path, app.world.schools.z ?? ''), officer)).status, 404)
})

test('only officers of the partnership', async () => {
  const made = await handMadeVersion(app)
  const path = whyPath(made.path, made.schools[0] ?? '')
  assert.equal((await app.get(path, 'north:a:headteacher')).status, 403)
  assert.equal((await app.get(path, 'south:partnership-officer')).status, 404)
  assert.equal((await app.get(path.replace('north', 'south'), 'south:partnership-officer')).status, 404)
})
