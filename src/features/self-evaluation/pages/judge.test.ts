import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { type Answer, testApp } from '../../../../tests/support/app.ts'
import { openFramework } from '../../../../tests/support/self-evaluation-example.ts'
import { evaluationAt } from '../../../../tests/support/self-evaluations.ts'
import { markOf } from '../judgement.rules.ts'
import { routes } from '../routes.ts'

const app = await testApp({ after }, routes)

const head = 'north:a:headteacher'
const json = { accept: 'application/json' }

async function stored(id: string) {
  const { rows } = await app.database.asOwner((db) =>
    sql<{ statement_key: string; point: number | null; reason: string; version: number }>`
      select statement_key, point, reason, version from own_judgement where evaluation_id = ${id} order by statement_key`.execute(
      db,
    ),
  )
  return rows
}

/** What a browser sends of a judging page as it stands. */
function untouched({ page }: Answer): Record<string, string> {
  const boxes = page.querySelectorAll('main form input[type=hidden], main form input[checked]')
  const texts = page.querySelectorAll('main form textarea')
  return Object.fromEntries([
    ...boxes.map((box) => [box.getAttribute('name') ?? '', box.getAttribute('value') ?? '']),
    ...texts.map((box) => [box.getAttribute('name') ?? '', box.text.replace(/^\n/, '')]),
  ])
}

test('an area shows its statements with every description, saves them, and leads on', async () => {
  const { id, path } = await evaluationAt(app, 'judging')
  const opened = await app.get(`${path}/judge/leadership`, head)
  assert.equal(opened.status, 200)
  assert.match(opened.text, /Leaders set a direction\. Secure/)
  const saved = await app.submit(
    `${path}/judge/leadership`,
    { 's1[point]': '3', 's1[reason]': 'We check\r\nevery year', onward: 'next' },
    head,
  )
  assert.equal(saved.location, `${path}/judge/teaching`)
  assert.deepEqual(await stored(id), [{ statement_key: 'duty', point: 3, reason: 'We check\nevery year', version: 1 }])
  const again = await app.get(`${path}/judge/leadership`, head)
  assert.ok(again.page.querySelector('#s1-point-3')?.hasAttribute('checked'))
  assert.match(again.text, /We check every year/)
  assert.match((await app.get(`${path}/judge`, head)).text, /You have judged 1 of 5 statements.*1 of 3/)
})

test('what was not touched is not saved, and saying "I do not know" is', async () => {
  const { id, path } = await evaluationAt(app, 'judging')
  await app.submit(`${path}/judge/all`, { 's4[point]': '' }, head)
  assert.deepEqual(await stored(id), [{ statement_key: 'adapting', point: null, reason: '', version: 1 }])
  await app.submit(`${path}/judge/all`, {}, head)
  assert.equal((await stored(id)).length, 1)
  assert.ok((await app.get(`${path}/judge/all`, head)).page.querySelector('#s4-point-none')?.hasAttribute('checked'))
})

test('a script saves one statement and gets its new version', async () => {
  const { id, path } = await evaluationAt(app, 'judging')
  const save = (fields: Record<string, string>) => app.post(`${path}/judgements/vision`, fields, head, json)
  const shown = (point: number) => markOf({ point, reason: 'New' })
  const first = await save({ point: '2', reason: 'New', _version: '0' })
  assert.deepEqual(first.json(), { saved: true, at: '10am', fields: { _version: '1', _shown: shown(2) } })
  const second = { saved: true, at: '10am', fields: { _version: '2', _shown: shown(3) } }
  assert.deepEqual((await save({ point: '3', reason: 'New', _version: '1' })).json(), second)
  const again = await save({ point: '3', reason: 'New', _version: '1' })
  assert.deepEqual(again.json(), second, 'a lost answer: the same again is saved already')
  assert.deepEqual(await stored(id), [{ statement_key: 'vision', point: 3, reason: 'New', version: 2 }])
})

test('saving takes JSON too, and what is left out stays', async () => {
  const { id, path } = await evaluationAt(app, 'judging')
  const send = (payload: object) =>
    app.app.inject({
      method: 'POST',
      url: `${path}/judgements/vision`,
      payload,
      headers: { cookie: app.world.people.get(head)?.cookie ?? '', ...json },
    })
  assert.equal((await send({ point: 2, reason: 'Seen', _version: 0 })).statusCode, 200)
  assert.equal((await send({ reason: 'Seen twice', _version: 1 })).statusCode, 200)
  assert.deepEqual(await stored(id), [{ statement_key: 'vision', point: 2, reason: 'Seen twice', version: 2 }])
  assert.equal((await send({ point: 9, _version: 2 })).statusCode, 422)
  assert.equal((await send({})).statusCode, 422)
  assert.equal((await send({ reason: 'x'.repeat(20_001), _version: 2 })).statusCode, 422)
})

test('two devices of one person: both texts are shown, and the choice is kept', async () => {
  const { id, path } = await evaluationAt(app, 'judging')
  await app.submit(`${path}/judge/leadership`, { 's2[point]': '3', 's2[reason]': 'From the tablet' }, head)
  const stale = {
    _once: crypto.randomUUID(),
    's1[point]': '2',
    's1[_version]': '0',
    's2[point]': '1',
    's2[reason]': 'From the laptop',
    's2[_version]': '0',
  }
  const conflict = await app.post(`${path}/judge/leadership`, stale, head)
  assert.equal(conflict.status, 409)
  assert.match(conflict.text, /From the tablet.*From the laptop/)
  assert.deepEqual(
    (await stored(id)).map((row) => [row.statement_key, row.point]),
    [['vision', 3]],
    'nothing is saved before the choice',
  )
  const fields = Object.fromEntries(
    conflict.page
      .querySelectorAll('form input[type=hidden]')
      .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
  )
  const chosen = await app.post(`${path}/judge/leadership`, { ...fields, 's2[keep]': 'mine' }, head)
  assert.equal(chosen.location, `${path}/judge/leadership`)
  assert.deepEqual(
    await stored(id),
    [
      { statement_key: 'duty', point: 2, reason: '', version: 1 },
      { statement_key: 'vision', point: 1, reason: 'From the laptop', version: 2 },
    ],
    'the rest of the page is saved with it',
  )
})

test('a page that saves itself later than another device is led to both texts of that statement', async () => {
  const { id, path } = await evaluationAt(app, 'judging')
  const save = (fields: Record<string, string>) => app.post(`${path}/judgements/vision`, fields, head, json)
  await save({ point: '3', reason: 'From the tablet', _version: '0' })
  const late = { point: '1', reason: 'From the laptop', _version: '0' }
  const { saved, conflict } = (await save(late)).json() as { saved: boolean; conflict: string }
  assert.equal(saved, false)
  assert.deepEqual(await stored(id), [{ statement_key: 'vision', point: 3, reason: 'From the tablet', version: 1 }])
  const both = await app.get(conflict, head)
  assert.equal(both.status, 200)
  assert.match(both.text, /changed this on another device.*From the tablet.*From the laptop/s)
  assert.doesNotMatch((await app.get(conflict, 'north:a:senco')).text, /From the/, 'nobody else can follow the link')
  const chosen = await app.submit(conflict, { 's2[keep]': 'mine' }, head)
  assert.equal(chosen.location, `${path}/judge/leadership#s2`)
  assert.deepEqual(await stored(id), [{ statement_key: 'vision', point: 1, reason: 'From the laptop', version: 2 }])
  assert.doesNotMatch((await app.get(conflict, head)).text, /on another device/, 'the same text is no conflict')
})

test('an older tab leaves alone what its person did not touch there, and says nothing of it', async () => {
  const { id, path } = await evaluationAt(app, 'judging')
  const page = `${path}/judge/leadership`
  await app.submit(page, { 's1[point]': '2', 's2[point]': '2', 's2[reason]': 'First\r\nthoughts' }, head)
  const older = await app.get(page, head)
  await app.submit(page, { 's2[point]': '4', 's2[reason]': 'Second thoughts' }, head)
  const fields = untouched(older)
  const sent = await app.post(page, { ...fields, 's1[point]': '3' }, head)
  assert.equal(sent.status, 303, 'no conflict about a statement that was not touched')
  assert.deepEqual(await stored(id), [
    { statement_key: 'duty', point: 3, reason: '', version: 2 },
    { statement_key: 'vision', point: 4, reason: 'Second thoughts', version: 2 },
  ])
  const touched = { ...fields, _once: crypto.randomUUID(), 's2[reason]': 'Third thoughts' }
  const conflict = await app.post(page, touched, head)
  assert.equal(conflict.status, 409)
  assert.match(conflict.text, /Second thoughts.*Third thoughts/)
})

test('what was typed counts as typed when a refused page is sent again', async () => {
  const { id, path } = await evaluationAt(app, 'judging')
  const page = `${path}/judge/leadership`
  const refused = await app.submit(page, { 's1[point]': '3', 's2[reason]': 'x'.repeat(20_001) }, head)
  assert.equal(refused.status, 422)
  const fields = { ...untouched(refused), 's2[reason]': '' }
  assert.equal((await app.post(page, fields, head)).status, 303)
  assert.deepEqual(await stored(id), [{ statement_key: 'duty', point: 3, reason: '', version: 1 }])
})

test("finishing closes one's judgements until they are opened again", async () => {
  const { path } = await evaluationAt(app, 'judging')
  const none = await app.submit(`${path}/judge`, {}, head, 'finish')
  assert.deepEqual(none.errors, ['Judge at least one statement before you finish'])
  await app.post(`${path}/judgements/vision`, { point: '2', _version: '0' }, head, json)
  assert.equal((await app.submit(`${path}/judge`, {}, head, 'finish')).status, 303)
  const refused = await app.post(`${path}/judgements/vision`, { point: '3', _version: '1' }, head, json)
  assert.equal(refused.status, 422)
  assert.match(refused.body, /You have said that you are finished/)
  const page = await app.post(
    `${path}/judge/leadership`,
    { 's1[point]': '3', 's1[reason]': 'Typed too late', 's1[_version]': '0' },
    head,
  )
  assert.equal(page.status, 422)
  assert.match(page.text, /What you typed, not saved.*Typed too late/)
  assert.equal((await app.submit(`${path}/judge`, {}, head, 'reopen')).status, 303)
  assert.equal((await app.post(`${path}/judgements/vision`, { point: '3', _version: '1' }, head, json)).status, 200)
})

test('once judgements are compared nobody changes their own', async () => {
  const { path } = await evaluationAt(app, 'comparing')
  const refused = await app.post(`${path}/judgements/vision`, { point: '1', _version: '1' }, head, json)
  assert.equal(refused.status, 422)
  assert.match(refused.body, /being compared/)
  assert.match((await app.get(`${path}/judge/all`, head)).text, /no longer change/)
})

test('an open framework is answered in words', async () => {
  const { path } = await evaluationAt(app, 'judging', openFramework)
  await app.submit(`${path}/judge/teaching`, { 's4[answer]': '\n  Mostly, in mathematics' }, head)
  assert.match((await app.get(`${path}/judge/teaching`, head)).text, /Mostly, in mathematics/)
  const refused = await app.post(`${path}/judgements/vision`, { point: '1', _version: '0' }, head, json)
  assert.equal(refused.status, 422)
})

test('only those who were asked judge; an unknown statement or area is not found', async () => {
  const { path } = await evaluationAt(app, 'judging')
  for (const page of ['judge', 'judge/all', 'judge/leadership', 'judgements/vision']) {
    for (const who of ['north:a:governor', 'north:b:headteacher', 'north:partnership-lead', 'south:z:headteacher']) {
      assert.equal((await app.get(`${path}/${page}`, who)).status, 404, `${page} by ${who}`)
    }
  }
  assert.equal(
    (await app.post(`${path}/judgements/vision`, { point: '2', _version: '0' }, 'north:b:senco', json)).status,
    404,
  )
  assert.equal(
    (await app.post(`${path}/judgements/vision`, { point: '2', _version: '0' }, 'north:a:governor', json)).status,
    422,
  )
  assert.equal((await app.get(`${path}/judge/nowhere`, head)).status, 404)
  assert.equal((await app.get(`${path}/judgements/nothing`, head)).status, 404)
  assert.equal((await app.post(`${path}/judgements/nothing`, { point: '2' }, head, json)).status, 404)
})

test('strange input is kept or refused in words, never a fault', async () => {
  const { path } = await evaluationAt(app, 'judging')
  for (const fields of [
    { point: 'three' },
    { point: '-1' },
    { point: '3', _version: 'x' },
    { point: '3', _version: '99999999999' },
    { reason: '\u0000 \ud800' },
  ]) {
    const answer = await app.post(`${path}/judgements/vision`, { _version: '0', ...fields }, head, json)
    assert.ok(answer.status < 500, JSON.stringify(fields))
  }
  assert.ok((await app.post(`${path}/judge/all`, { s1: 'text', 's2[]': 'x', 's3[point][]': '2' }, head)).status < 500)
})
