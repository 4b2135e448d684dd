import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../../tests/support/app.ts'
import { handMadeVersion, versionWith } from '../../../../../tests/support/hand-made-version.ts'
import { arrangementFor } from '../../arrangement.queries.ts'
import { changeLock } from '../lock.queries.ts'
import { boardPath } from '../paths.ts'
import { byHandRoutes } from '../routes.ts'

const app = await testApp({ after }, byHandRoutes)
const officer = 'north:partnership-officer'
const lead = 'north:partnership-lead'

test('each school has a card with a link to move it, and comes back to the board as it was filtered', async () => {
  const made = await handMadeVersion(app)
  const path = `${boardPath(made.path)}?groups=0&groups=2`
  const { page, text } = await app.get(path, officer)
  assert.equal(page.querySelectorAll('[data-board] > [data-group]').length, 2)
  assert.equal(page.querySelectorAll('[data-school]').length, 10)
  assert.match(text, /Row 1 Lock Row 1 5 schools, 2\.0 km from one to another on average/)
  const link = page.querySelector(`#school-${made.schools[0]} .app-board__move`)?.getAttribute('href') ?? ''
  assert.match(link, new RegExp(`${made.path}/move\\?school=${made.schools[0]}&back=board%3Fgroups%3D0%26groups%3D2`))
  assert.equal(page.querySelector('[data-board]')?.getAttribute('data-back'), 'board?groups=0&groups=2')
})

test('a district shows the groups with its schools; nothing there says so', async () => {
  const made = await handMadeVersion(app, { schools: 24, groups: 4 })
  const shown = await app.get(`${boardPath(made.path)}?district=District+1`, officer)
  assert.match(shown.text, /All 4 groups are shown/)
  const none = await app.get(`${boardPath(made.path)}?district=Elsewhere`, officer)
  assert.match(none.text, /No group has a school there/)
  assert.match(none.text, /0 groups of 4 are shown/)
})

test('locks of two officers stand beside each other, and a locked school has no link to move it', async () => {
  const made = await handMadeVersion(app)
  const path = boardPath(made.path)
  const [school = '', other = ''] = made.schools
  const answer = await app.submit(path, { change: `lock:school:${school}` }, officer, 'lock')
  assert.equal(answer.location, `${path}#school-${school}`)
  await app.submit(path, { change: `lock:school:${other}` }, lead, 'lock')
  await app.submit(path, { change: 'lock:group:2' }, lead, 'lock')
  await app.submit(path, { change: 'lock:group:2' }, officer, 'lock')
  const version = await app.as(officer, (db, actor) => arrangementFor(db, actor, made.programme, made.version))
  assert.deepEqual([version?.locked_school_ids, version?.locked_groups], [[school, other], [2]])
  const { page, text } = await app.get(path, officer)
  assert.match(text, /Locked: Row 3, School 001 and School 002/)
  assert.match(
    page.querySelector(`#school-${school}`)?.getAttribute('data-stays') ?? '',
    /School 001 is locked in Row 1/,
  )
  assert.equal(page.querySelector(`#school-${school} .app-board__move`), null)
  assert.ok(page.querySelector(`a[href$="/forming/search?from=${made.version}"]`))
  await app.submit(path, { change: `unlock:school:${school}` }, officer, 'lock')
  assert.ok((await app.get(path, officer)).page.querySelector(`#school-${school} .app-board__move`))
})

test('two locks at the same moment are both kept', async () => {
  const made = await handMadeVersion(app)
  await Promise.all(
    made.schools
      .slice(0, 4)
      .map((id) =>
        app.as(officer, (db, actor) => changeLock(db, actor, { id: made.version }, { kind: 'school', id }, true)),
      ),
  )
  const version = await app.as(officer, (db, actor) => arrangementFor(db, actor, made.programme, made.version))
  assert.deepEqual(new Set(version?.locked_school_ids), new Set(made.schools.slice(0, 4)))
})

test('a version says where it comes from, and when there is a newer one', async () => {
  const made = await handMadeVersion(app)
  const groups = [made.schools.slice(0, 5), made.schools.slice(5, 10), made.schools.slice(10)]
  const next = await versionWith(app, made.programme, groups, {
    origin: 'move',
    summary: 'School 001 moved',
    made_from_id: made.version,
  })
  const { page, text } = await app.get(boardPath(made.path.replace(made.version, next)), officer)
  assert.match(text, /Version 2 \(.*\): School 001 moved\. .* Undo: back to version 1/)
  assert.ok(page.querySelector(`a[href="${boardPath(made.path)}"]`))
  assert.match(
    (await app.get(boardPath(made.path), officer)).text,
    /There is a newer version: .* made version 2 from this one/,
  )
})

test('a version from before the rules were changed says so', async () => {
  const made = await handMadeVersion(app)
  assert.doesNotMatch((await app.get(boardPath(made.path), officer)).text, /have changed since/)
  const strict = await handMadeVersion(app, { rules: { fewest: 3 } })
  assert.match(
    (await app.get(boardPath(strict.path), officer)).text,
    /rules or aims of the programme have changed since/,
  )
})

test('schools in no group have a card, empty groups say so, and a programme without schools says what to do', async () => {
  const made = await handMadeVersion(app)
  const id = await versionWith(app, made.programme, [made.schools.slice(0, 6), [], made.schools.slice(7)])
  const path = boardPath(made.path.replace(made.version, id))
  const { text, page } = await app.get(path, officer)
  assert.match(text, /Row 2 Lock Row 2 no schools Nobody is in this group/)
  assert.match(text, /In no group School 007/)
  assert.match(text, /Rule broken Row 3 has eight schools, which is too many/)
  assert.equal(page.querySelectorAll('[data-school]').length, 15)
  await app.database.asOwner((db) =>
    db
      .updateTable('programme_school')
      .set({ left_on: app.clock.today() })
      .where('programme_id', '=', made.programme)
      .execute(),
  )
  assert.match((await app.get(path, officer)).text, /No school of the programme is open any more/)
})

test('150 schools: all groups of 25, and only officers of the partnership', async () => {
  const made = await handMadeVersion(app, { schools: 150, groups: 25 })
  const { page } = await app.get(boardPath(made.path), officer)
  assert.equal(page.querySelectorAll('[data-school]').length, 150)
  assert.equal((await app.get(boardPath(made.path), 'north:a:headteacher')).status, 403)
  assert.equal((await app.get(boardPath(made.path), 'south:partnership-officer')).status, 404)
})
