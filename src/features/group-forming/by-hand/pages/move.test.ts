import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../../tests/support/app.ts'
import { handMadeVersion, versionWith } from '../../../../../tests/support/hand-made-version.ts'
import { arrangementFor, arrangementsOf } from '../../arrangement.queries.ts'
import { changeLock } from '../lock.queries.ts'
import { movePath } from '../paths.ts'
import { byHandRoutes } from '../routes.ts'

const app = await testApp({ after }, byHandRoutes)
const officer = 'north:partnership-officer'
const lead = 'north:partnership-lead'

const versions = (programme: string) => app.as(officer, (db, actor) => arrangementsOf(db, actor, programme))
async function newest(programme: string) {
  const [{ id } = { id: '' }] = await versions(programme)
  const version = await app.as(officer, (db, actor) => arrangementFor(db, actor, programme, id))
  assert.ok(version)
  return version
}

test('a move shows what it does to whom, and then makes the next version', async () => {
  const made = await handMadeVersion(app)
  const school = made.schools[5] ?? ''
  const path = movePath(made.path, { school, to: 0 })
  const seen = await app.get(path, officer)
  assert.match(seen.text, /Move School 006 to Row 1/)
  assert.match(seen.text, /Row 1 would have six schools instead of five, with 15\.0 km more/)
  assert.match(seen.text, /Now: 5 schools, 2\.0 km from one to another on average/)
  assert.match(seen.text, /School 006 \(joins from Row 2\)/)
  assert.equal((await versions(made.programme)).length, 1, 'looking changes nothing')
  const answer = await app.submit(path, {}, officer)
  const version = await newest(made.programme)
  assert.equal(answer.location, `/north/programmes/${made.programme}/forming/versions/${version.id}`)
  assert.deepEqual(
    [version.origin, version.summary, version.made_from_number, version.number],
    ['move', 'School 006 moved from Row 2 to Row 1', 1, 2],
  )
  assert.deepEqual(version.groups[0]?.school_ids, made.schools.slice(0, 6))
  assert.equal(version.score.travel, 20 + 15 + 10 + 20)
  assert.deepEqual(version.violations, [])
  const before = await app.as(officer, (db, actor) => arrangementFor(db, actor, made.programme, made.version))
  assert.equal(before?.groups[0]?.school_ids.length, 5, 'the version that it was made from is as it was')
})

test('a swap, and the choice of another school in return', async () => {
  const made = await handMadeVersion(app)
  const [school = '', other = ''] = [made.schools[5], made.schools[4]]
  const page = await app.get(movePath(made.path, { school, to: 0 }), officer)
  const first = page.page.querySelector('#with option:nth-child(2)')
  assert.equal(first?.getAttribute('value'), other, 'the best school in return comes first')
  const path = `${made.path}/move?school=${school}&to=0&with=${other}`
  assert.match((await app.get(path, officer)).text, /Swap School 006 and School 005/)
  assert.equal((await app.submit(path, {}, officer)).status, 303)
  const version = await newest(made.programme)
  assert.equal(version.summary, 'School 006 (Row 2) and School 005 (Row 1) swapped')
  assert.ok(version.groups[0]?.school_ids.includes(school) && version.groups[1]?.school_ids.includes(other))
})

test('a move that breaks a rule is made only when one says that one knows, and the version says so', async () => {
  const made = await handMadeVersion(app, { schools: 18 })
  const path = movePath(made.path, { school: made.schools[6] ?? '', to: 0 })
  assert.match(
    (await app.get(path, officer)).text,
    /A rule would be broken: Row 1 has seven schools, which is too many/,
  )
  const refused = await app.submit(path, {}, officer)
  assert.deepEqual([refused.status, refused.errors], [422, ['Tick that you know which rule this breaks']])
  assert.equal((await app.submit(path, { know: 'yes' }, officer)).status, 303)
  const { violations } = await newest(made.programme)
  assert.deepEqual(
    violations.map(({ rule, group, reason }) => [rule, group, reason]),
    [['groups', 0, 'Row 1 has seven schools, which is too many']],
  )
})

test('what somebody else moved meanwhile is said, and both moves are kept', async () => {
  const made = await handMadeVersion(app)
  const path = movePath(made.path, { school: made.schools[5] ?? '', to: 0 })
  const opened = await app.get(path, officer)
  const fields = Object.fromEntries(
    opened.page
      .querySelectorAll('form[method="post"] input')
      .filter((input) => input.closest('[data-effect]'))
      .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
  )
  await app.submit(movePath(made.path, { school: made.schools[9] ?? '', to: 2 }), {}, lead)
  const late = await app.post(path, fields, officer)
  assert.equal(late.status, 422)
  assert.match(late.errors.join(), /A newer version was made meanwhile/)
  assert.match(late.text, /There is a newer version: .* made version 2 from this one/)
  assert.equal((await app.submit(path, {}, officer)).status, 303)
  const third = await newest(made.programme)
  assert.deepEqual([third.number, third.made_from_number], [3, 1])
  assert.ok(third.groups[1]?.school_ids.includes(made.schools[9] ?? ''), 'the other move is in version 2 only')
})

test('locks are carried over, and who is locked or has a review stays', async () => {
  const made = await handMadeVersion(app)
  const [school = '', other = ''] = [made.schools[5], made.schools[12]]
  const lock = (locked: boolean) =>
    app.as(officer, (db, actor) => changeLock(db, actor, { id: made.version }, { kind: 'school', id: school }, locked))
  await lock(true)
  const path = movePath(made.path, { school, to: 0 })
  const opened = await app.get(path, officer)
  assert.match(opened.text, /This move cannot be made\. School 006 is locked in Row 2\. Unlock it first\./)
  assert.equal(opened.page.querySelector('[data-effect] form'), null)
  await lock(false)
  const ready = await app.get(path, officer)
  const once = ready.page.querySelector('[data-effect] input[name="_once"]')?.getAttribute('value') ?? ''
  await lock(true)
  const late = await app.post(path, { _once: once, _form: '', _version: '1' }, officer)
  assert.match(late.errors.join(), /School 006 is locked in Row 2/)
  await app.as(officer, (db, actor) => changeLock(db, actor, { id: made.version }, { kind: 'group', number: 0 }, true))
  assert.match((await app.get(movePath(made.path, { school: other, to: 0 }), officer)).text, /Row 1 is locked/)
  assert.equal((await app.submit(movePath(made.path, { school: other, to: 1 }), {}, officer)).status, 303)
  const { locked_groups, locked_school_ids } = await newest(made.programme)
  assert.deepEqual([locked_groups, locked_school_ids], [[0], [school]])
})

test('a school that joined since is placed, and one that left is left out', async () => {
  const made = await handMadeVersion(app)
  const first = made.schools.slice(1, 5)
  await versionWith(app, made.programme, [first, made.schools.slice(5, 10), made.schools.slice(10)])
  const { id } = await newest(made.programme)
  await app.database.asOwner((db) =>
    db
      .updateTable('programme_school')
      .set({ left_on: app.clock.today() })
      .where('programme_id', '=', made.programme)
      .where('school_id', '=', made.schools[4] ?? '')
      .execute(),
  )
  const path = `${made.path.replace(made.version, id)}/move?school=${made.schools[0]}`
  assert.match((await app.get(path, officer)).text, /School 001 is in no group of this version/)
  const effect = await app.get(`${path}&to=0`, officer)
  assert.match(effect.text, /Place School 001 in Row 1/)
  assert.match(effect.text, /The next version leaves out School 005/)
  assert.equal((await app.submit(`${path}&to=0`, {}, officer)).status, 303)
  const version = await newest(made.programme)
  assert.equal(version.summary, 'School 001 placed in Row 1')
  assert.deepEqual(new Set(version.groups[0]?.school_ids), new Set([made.schools[0], ...first.slice(0, 3)]))
})

test('back to the board as it was filtered, never elsewhere', async () => {
  const made = await handMadeVersion(app)
  const school = made.schools[5] ?? ''
  const back = 'board?district=District+1&groups=0'
  const answer = await app.submit(movePath(made.path, { school, to: 0, back }), {}, officer)
  const { id } = await newest(made.programme)
  assert.equal(answer.location, `/north/programmes/${made.programme}/forming/versions/${id}/${back}#school-${school}`)
  for (const wrong of ['//elsewhere.example', 'board/../../x', 'board?x=<b>'])
    assert.equal((await app.get(movePath(made.path, { school, to: 0, back: wrong }), officer)).status, 404)
})

test('who may: officers of the partnership, for what is there', async () => {
  const made = await handMadeVersion(app)
  const school = made.schools[5] ?? ''
  const path = movePath(made.path, { school, to: 0 })
  assert.equal((await app.get(path, 'north:a:headteacher')).status, 403)
  assert.equal((await app.get(path, 'south:partnership-officer')).status, 404)
  assert.equal((await app.get(path.replace('north', 'south'), 'south:partnership-officer')).status, 404)
  for (const wrong of [
    movePath(made.path, { school: app.world.schools.a ?? '', to: 0 }),
    movePath(made.path, { school, to: 3 }),
    movePath(made.path, { school, to: 0, with: made.schools[12] }),
    `${made.path}/move?school=${school}&to=-1`,
    `${made.path}/move`,
  ])
    assert.equal((await app.get(wrong, officer)).status, 404, wrong)
  assert.match((await app.get(movePath(made.path, { school, to: 1 }), officer)).text, /School 006 is in Row 2/)
})
