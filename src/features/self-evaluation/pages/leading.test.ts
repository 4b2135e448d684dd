import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { evaluationAt, judges, published } from '../../../../tests/support/self-evaluations.ts'
import { routes } from '../routes.ts'

const app = await testApp({ after }, routes)

const head = 'north:a:headteacher'
const personId = (key: string) => app.world.people.get(key)?.id ?? ''

async function mails(kind: string) {
  const { rows } = await app.database.asOwner((db) =>
    sql<{
      to_address: string
      subject: string
      text: string
    }>`select to_address, subject, text from outbox_mail where kind = ${kind} order by to_address`.execute(db),
  )
  return rows
}

test('before a framework is published nothing can be started', async () => {
  const opened = await app.get('/north/self-evaluations/new', 'north:b:senco')
  assert.match(opened.text, /No framework is published yet/)
  assert.match(
    (await app.get('/north/self-evaluations', 'north:b:senco')).text,
    /Your school has no self-evaluation yet/,
  )
})

test('a leader starts an evaluation and is asked to judge in it', async () => {
  const framework = await published(app)
  const form = '/north/self-evaluations/new'
  const refused = await app.submit(form, { framework: '', title: '' }, head)
  assert.equal(refused.status, 422)
  assert.deepEqual(refused.errors, ['Choose a framework', 'Enter a name for this self-evaluation'])
  const late = await app.submit(
    form,
    { framework, title: 'Autumn', 'judge_by-day': '1', 'judge_by-month': '1', 'judge_by-year': '2026' },
    head,
  )
  assert.deepEqual(late.errors, ['The date to judge by must be today or later'])
  const started = await app.submit(
    form,
    { framework, title: 'Autumn', 'judge_by-day': '4', 'judge_by-month': '12', 'judge_by-year': '2026' },
    head,
  )
  assert.equal(started.status, 303)
  assert.match(started.location ?? '', /\/colleagues$/)
  const list = await app.get('/north/self-evaluations', head)
  assert.match(list.text, /Waiting for your judgements.*Autumn.*Judging until 4 December 2026/)
  assert.equal((await app.get(form, 'north:a:governor')).status, 403)
  assert.equal((await app.get(form, 'north:partnership-lead')).status, 403)
})

test('colleagues are asked by name and told by email, and can be left out and asked again', async () => {
  const { path } = await evaluationAt(app, 'judging')
  const before = (await mails('self-evaluation-invitation')).length
  const opened = await app.get(`${path}/colleagues`, 'north:a:senco')
  assert.match(opened.text, /What the email says/)
  assert.deepEqual((await app.submit(`${path}/colleagues`, {}, 'north:a:senco', 'ask')).errors, [
    'Choose at least one colleague',
  ])
  const asked = await app.submit(`${path}/colleagues`, { people: personId('north:a:governor') }, 'north:a:senco', 'ask')
  assert.equal(asked.status, 303)
  const sent = await mails('self-evaluation-invitation')
  assert.equal(sent.length, before + 1)
  assert.match(
    sent.find((mail) => mail.to_address === 'north.a.governor@example.org')?.text ?? '',
    /Nobody sees what you judge, the headteacher included.*4 December 2026.*\/north\/self-evaluations\//s,
  )
  assert.equal((await app.get(`${path}/judge`, 'north:a:governor')).status, 200)
  await app.submit(`${path}/colleagues`, { person: personId('north:a:governor') }, head, 'leave')
  assert.equal((await app.get(`${path}/judge`, 'north:a:governor')).status, 404)
  const stranger = await app.submit(`${path}/colleagues`, { people: personId('north:b:senco') }, head, 'ask')
  assert.equal(stranger.status, 303)
  assert.equal((await app.get(path, 'north:b:senco')).status, 404, 'nobody of another school is ever asked')
})

test('a headteacher invites somebody new, who finds the evaluation', async () => {
  const { id, path } = await evaluationAt(app, 'judging')
  assert.deepEqual((await app.submit(`${path}/colleagues`, { name: '', email: 'x' }, head, 'invite')).errors.length, 3)
  const made = await app.submit(
    `${path}/colleagues`,
    { name: 'Nia Price', email: 'nia.price@appleford.example', role: 'senior-leader' },
    head,
    'invite',
  )
  assert.equal(made.status, 303)
  assert.match((await mails('invitation'))[0]?.text ?? '', /Autumn term 2026/)
  const { rows } = await app.database.asOwner((db) =>
    sql<{
      name: string
    }>`select p.name from self_evaluation_colleague c join person p on p.id = c.person_id where c.evaluation_id = ${id}`.execute(
      db,
    ),
  )
  assert.ok(rows.some((row) => row.name === 'Nia Price'))
  assert.match((await app.get(`${path}/colleagues`, 'north:a:senco')).text, /Your headteacher can invite them/)
})

test('the day to judge by can be changed, and only to a day that makes sense', async () => {
  const { path } = await evaluationAt(app, 'judging')
  const date = (year: string) => ({ 'judge_by-day': '10', 'judge_by-month': '12', 'judge_by-year': year })
  assert.deepEqual((await app.submit(`${path}/colleagues`, date('2020'), head, 'date')).errors, [
    'The date to judge by must be today or later',
  ])
  assert.equal((await app.submit(`${path}/colleagues`, date('2026'), head, 'date')).status, 303)
  assert.match((await app.get(path, head)).text, /Until 10 December 2026/)
})

test('the first page shows how far each colleague is and nothing of what they judged', async () => {
  const { id, path } = await evaluationAt(app, 'judging')
  await app.post(
    `/north/self-evaluations/${id}/judgements/duty`,
    { point: '4', reason: 'My secret reason', _version: '0' },
    'north:a:senco',
    { accept: 'application/json' },
  )
  for (const who of [head, 'north:a:governor']) {
    const opened = await app.get(path, who)
    assert.match(opened.text, /1 of 5/)
    assert.doesNotMatch(opened.body, /My secret reason|Leading practice/)
  }
})

test('the comparison opens early only with a reason, tells what it reveals, and cannot be opened by others', async () => {
  const { path } = await evaluationAt(app, 'judging')
  const open = `${path}/compare/open`
  assert.deepEqual((await app.submit(open, {}, head)).errors, [
    'Nobody has judged a statement yet, so there is nothing to compare',
  ])
  await app.post(`${path}/judgements/duty`, { point: '3', _version: '0' }, head, { accept: 'application/json' })
  assert.match(
    (await app.get(open, head)).text,
    /You cannot undo this.*You, A\. senco of north and A\. senior leader of north have not finished/,
  )
  assert.deepEqual((await app.submit(open, {}, head)).errors, [
    'Enter why you are not waiting for 3 colleagues to finish',
  ])
  assert.equal((await app.get(open, 'north:a:governor')).status, 403)
  assert.equal((await app.get(open, 'north:b:headteacher')).status, 404)
  assert.equal((await app.submit(open, { reason: 'The governors meet tomorrow' }, head)).status, 303)
  const told = await mails('self-evaluation-compare')
  assert.deepEqual(
    told.map((mail) => mail.to_address),
    ['north.a.senco@example.org', 'north.a.senior-leader@example.org'],
  )
  assert.match(told[0]?.text ?? '', /The governors meet tomorrow/)
  assert.match(
    (await app.get(path, head)).text,
    /Opened before everyone had finished\. Reason: The governors meet tomorrow/,
  )
  assert.equal((await app.get(open, head)).status, 303)
  assert.match((await app.get(`${path}/colleagues`, head)).text, /nobody can join or leave/)
})

test('somebody whose role at the school has ended is out, though they were asked to judge', async () => {
  const { path } = await evaluationAt(app, 'judging')
  const leader = judges[2]
  assert.equal((await app.get(`${path}/judge`, leader)).status, 200)
  await app.database.asOwner((db) =>
    sql`update role_grant set removed_at = now() where person_id = ${personId(leader)}`.execute(db),
  )
  assert.equal((await app.get(`${path}/judge`, leader)).status, 404)
  const saved = await app.post(`${path}/judgements/duty`, { point: '3', _version: '0' }, leader, {
    accept: 'application/json',
  })
  assert.equal(saved.status, 404)
  await app.database.asOwner((db) =>
    sql`update role_grant set removed_at = null where person_id = ${personId(leader)}`.execute(db),
  )
})
