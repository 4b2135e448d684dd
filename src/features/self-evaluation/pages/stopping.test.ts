/** A self-evaluation that was started by mistake is stopped: nothing goes on in it, nothing is lost, and it can go on. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { evaluationAt, judges } from '../../../../tests/support/self-evaluations.ts'
import { routes } from '../routes.ts'
import { tasksFor } from '../tasks.ts'

const app = await testApp({ after }, routes)
const [head, senco] = judges
const today = Temporal.PlainDate.from('2026-11-24')
const json = { accept: 'application/json' }
const reason = 'Started twice by mistake'

async function mailsOf(kind: string) {
  const { rows } = await app.database.asOwner((db) =>
    sql<{ to_address: string; text: string }>`select to_address, text from outbox_mail where kind = ${kind}
      order by created_at desc, to_address limit 2`.execute(db),
  )
  return rows
}

test('stopping asks for a reason, says what it does, tells the colleagues and leaves a trace', async () => {
  const { id, path } = await evaluationAt(app, 'judging')
  const opened = await app.get(`${path}/stop`, head)
  assert.match(opened.text, /nothing is deleted.*take it up again.*get an email about it/)
  const refused = await app.submit(`${path}/stop`, { reason: ' ' }, head)
  assert.equal(refused.status, 422)
  assert.deepEqual(refused.errors, ['Enter why you stop it'])
  assert.equal((await app.submit(`${path}/stop`, { reason }, head)).location, path)
  const overview = await app.get(path, senco)
  assert.match(overview.text, /Stopped.*A\. headteacher of north stopped this.*Started twice by mistake/s)
  const mails = await mailsOf('self-evaluation-stop')
  assert.deepEqual(
    mails.map((mail) => mail.to_address),
    ['north.a.senco@example.org', 'north.a.senior-leader@example.org'],
  )
  assert.match(mails[0]?.text ?? '', /The reason given: Started twice by mistake/)
  const { rows } = await app.database.asOwner((db) =>
    sql<{ action: string }>`select action from audit_entry where subject_id = ${id} order by action`.execute(db),
  )
  const actions = rows.map((row) => row.action)
  assert.ok(actions.includes('self-evaluation:stop'))
})

test('nothing goes on in a stopped self-evaluation, and what was judged blind stays its author’s', async () => {
  const { path } = await evaluationAt(app, 'judging')
  const save = (fields: Record<string, string>) => app.post(`${path}/judgements/duty`, fields, senco, json)
  await save({ point: '3', reason: 'Mine alone', _version: '0' })
  const tab = await app.get(`${path}/judge/leadership`, senco)
  await app.submit(`${path}/stop`, { reason }, head)
  const late = await save({ point: '1', _version: '1' })
  assert.equal(late.status, 422)
  assert.match(late.body, /was stopped/)
  const whole = await app.post(`${path}/judge/leadership`, { 's2[point]': '2', 's2[reason]': 'Typed late' }, senco)
  assert.equal(whole.status, 422)
  assert.match(whole.text, /was stopped.*What you typed, not saved.*Typed late/)
  assert.equal(tab.status, 200)
  assert.match((await app.get(`${path}/judge/leadership`, senco)).text, /is stopped.*Mine alone/)
  for (const page of ['', 'judge', 'colleagues', 'evidence'])
    assert.doesNotMatch((await app.get(page === '' ? path : `${path}/${page}`, head)).body, /Mine alone/)
  for (const page of ['compare', 'agree/duty', 'highlights', 'profile'])
    assert.equal((await app.get(`${path}/${page}`, head)).status, 404, page)
  assert.equal((await app.get(`${path}/compare/open`, head)).location, path)
  const asked = await app.post(
    `${path}/colleagues`,
    { _form: 'ask', people: app.world.people.get(senco)?.id ?? '' },
    head,
  )
  assert.equal(asked.status, 422)
  for (const who of judges)
    await app.as(who, async (db, actor) => {
      const hrefs = (await tasksFor(db, actor, today)).map((task) => task.href)
      assert.ok(
        hrefs.every((href) => !href.startsWith(path)),
        `a task for ${who}`,
      )
    })
  assert.match((await app.get('/north/self-evaluations', head)).text, /stopped self-evaluation/)
})

test('taken up again it goes on where it stood, also in the middle of agreeing', async () => {
  const { path } = await evaluationAt(app, 'comparing')
  await app.submit(`${path}/agree/duty`, { point: '3', reason: 'Together' }, head)
  await app.submit(`${path}/stop`, { reason }, head)
  const late = await app.post(`${path}/agree/duty`, { point: '2', reason: 'Typed late', _version: '1' }, senco)
  assert.equal(late.status, 422)
  assert.match(late.text, /was stopped/)
  assert.match(late.body, /Typed late/)
  assert.match((await app.get(`${path}/agree/duty`, senco)).text, /Together/)
  assert.equal((await app.post(`${path}/highlights`, { _form: 'change', change: 'strength s1' }, head)).status, 422)
  assert.equal((await app.get(`${path}/check`, head)).location, path)
  assert.equal((await app.submit(path, {}, head, 'take-up')).location, path)
  assert.equal((await mailsOf('self-evaluation-take-up')).length, 2)
  assert.match((await app.get(path, head)).text, /4 statements of 5 have no agreed judgement yet/)
  assert.equal((await app.submit(`${path}/agree/duty`, { point: '2', reason: 'Again' }, senco)).status, 303)
})

test('only its leaders stop it, only while it is not agreed, and only once', async () => {
  const { path } = await evaluationAt(app, 'agreed')
  assert.equal((await app.get(`${path}/stop`, head)).location, path)
  assert.equal((await app.post(`${path}/stop`, { reason }, head)).status, 422)
  const judging = await evaluationAt(app, 'judging')
  assert.equal((await app.get(`${judging.path}/stop`, 'north:a:governor')).status, 403)
  for (const who of ['north:b:headteacher', 'north:partnership-lead', 'south:z:headteacher'])
    assert.equal((await app.get(`${judging.path}/stop`, who)).status, 404, who)
  await app.submit(`${judging.path}/stop`, { reason }, head)
  assert.match((await app.post(`${judging.path}/stop`, { reason }, head)).text, /was stopped already/)
  assert.equal((await app.post(judging.path, { _form: 'take-up' }, 'north:a:governor')).status, 403)
  assert.doesNotMatch((await app.get(judging.path, 'north:a:governor')).text, /Take it up again/)
})
