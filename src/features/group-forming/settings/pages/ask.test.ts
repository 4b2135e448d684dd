import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import { moreSchools, programmeToForm } from '../../../../../tests/support/forming-programme.ts'
import { tasksFor } from '../../public.ts'
import { settingsRoutes } from '../routes.ts'

const app = await testApp({ after }, settingsRoutes)
const head = 'north:a:headteacher'
const officer = 'north:partnership-officer'
const school = (letter: string) => app.world.schools[letter] ?? ''
const askOf = (programme: string) => `/north/programmes/${programme}/forming/ask`
const day = (year: number, month: number, date: number) => ({
  'until-day': String(date),
  'until-month': String(month),
  'until-year': String(year),
})

async function mailsAbout(programme: string, kind: string) {
  const found = await app.database.asOwner((db) =>
    sql<{ to_address: string; text: string }>`
      select to_address, text from outbox_mail where kind = ${kind} and text like ${`%${programme}%`} order by to_address`.execute(
      db,
    ),
  )
  return found.rows
}

/** Asks the schools of a new programme through the pages. */
async function asked(letters = 'abc'): Promise<string> {
  const programme = await programmeToForm(app, { letters })
  const next = await app.submit(`${askOf(programme)}/new`, day(2026, 12, 11), officer)
  assert.equal(next.location, `${askOf(programme)}/send?until=2026-12-11`)
  const sent = await app.submit(next.location ?? '', {}, officer)
  assert.equal(sent.location, askOf(programme))
  return programme
}

const tasksOf = (who: string) => app.as(who, (db, actor) => tasksFor(db, actor, app.clock.today()))

test('an officer asks the schools: the mail is shown first, then every head gets it, and heads and SENCOs find it at home', async () => {
  const programme = await programmeToForm(app, { letters: 'abc' })
  const here = askOf(programme)
  assert.match((await app.get(here, officer)).text, /Nobody has been asked yet/)
  const preview = await app.get(`${here}/send?until=2026-12-11`, officer)
  assert.match(preview.text, /Please say by 11 December 2026 where Appleford Primary School can help/)
  assert.equal((await mailsAbout(programme, 'group-preference-ask')).length, 0)
  await app.submit(`${here}/send?until=2026-12-11`, {}, officer)
  const mails = await mailsAbout(programme, 'group-preference-ask')
  assert.equal(mails.length, 3)
  assert.match(mails[0]?.text ?? '', new RegExp(`/schools/${school('a')}/preferences/change`))
  for (const who of [head, 'north:a:senco']) {
    const [task] = (await tasksOf(who)).filter(({ href }) => href.includes(programme))
    assert.equal(task?.title, 'Say what your school brings and looks for')
    assert.equal(task?.due?.toString(), '2026-12-11')
  }
  for (const who of ['north:a:governor', 'north:ile', 'north:d:headteacher', 'south:z:headteacher'])
    assert.deepEqual(await tasksOf(who), [], who)
})

test('only a school day that comes is a day to answer by', async () => {
  const programme = await programmeToForm(app)
  const path = `${askOf(programme)}/new`
  assert.deepEqual((await app.submit(path, {}, officer)).errors, ['Enter the day by which schools should answer'])
  assert.deepEqual((await app.submit(path, day(2026, 11, 24), officer)).errors, ['Choose a day after today'])
  const saturday = await app.submit(path, day(2026, 12, 12), officer)
  assert.equal(saturday.status, 422)
  assert.match(saturday.errors.join(), /it is a Saturday/)
  const sent = await app.post(
    `${askOf(programme)}/send`,
    { _form: '', _once: crypto.randomUUID(), until: '2026-12-12' },
    officer,
  )
  assert.equal(sent.status, 422)
  assert.equal((await app.get(`${askOf(programme)}/send?until=soon`, officer)).location, path)
})

test('who answered is counted and listed, and those who did not are reminded once a day', async () => {
  const programme = await asked()
  const here = askOf(programme)
  const path = `/north/programmes/${programme}/schools/${school('a')}/preferences/change`
  await app.submit(path, { strengths: ['outcomes'], note: 'Yes' }, head)
  const all = await app.get(here, officer)
  assert.match(all.text, /1 of 3 schools has answered/)
  assert.match(all.text, /1 strength, 0 priorities, a note/)
  assert.match(all.text, /had an email about this today/)
  const waiting = await app.get(`${here}?show=waiting`, officer)
  assert.doesNotMatch(waiting.page.querySelector('table')?.text ?? '', /Appleford/)
  assert.match(waiting.page.querySelector('table')?.text ?? '', /Birchwood/)
  await app.submit(path, { priorities: ['teaching'] }, head)
  const areas = await app.get(`${here}?show=areas`, officer)
  assert.match(areas.text, /Nobody can help yet with Quality of teaching/)
  assert.match(areas.text, /Outcomes 0 1/)
  assert.match((await app.get(`${here}/remind`, officer)).text, /Remind them tomorrow/)
  const [coming] = (await tasksOf(head)).filter(({ href }) => href.includes(programme))
  assert.equal(coming?.kind, 'coming')

  app.clock.set(app.clock.now().add({ hours: 24 }))
  assert.match((await app.get(`${here}/remind`, officer)).text, /2 schools have not answered/)
  assert.equal((await app.submit(`${here}/remind`, {}, officer)).location, here)
  const reminders = await mailsAbout(programme, 'group-preference-reminder')
  assert.deepEqual(
    reminders.map(({ to_address }) => to_address),
    ['north.b.headteacher@example.org', 'north.c.headteacher@example.org'],
  )
  const again = await app.post(`${here}/remind`, { _form: '', _once: crypto.randomUUID() }, officer)
  assert.equal(again.status, 422)
  assert.equal((await mailsAbout(programme, 'group-preference-reminder')).length, 2)
})

test('the day moves, answers are no longer taken and taken again', async () => {
  const programme = await asked('ab')
  const here = askOf(programme)
  await app.submit(`${here}/day`, day(2026, 12, 16), officer)
  assert.match((await app.get(here, officer)).text, /Wednesday 16 December 2026/)
  assert.equal((await app.submit(here, {}, officer, 'close')).status, 303)
  assert.match((await app.get(here, officer)).text, /have not been taken since/)
  assert.deepEqual(
    (await tasksOf(head)).filter(({ href }) => href.includes(programme)),
    [],
  )
  const twice = await app.post(here, { _form: 'close', _once: crypto.randomUUID() }, officer)
  assert.deepEqual(twice.errors, ['Schools are not being asked now'])
  await app.submit(`${here}/day`, day(2026, 12, 17), officer)
  assert.equal((await tasksOf(head)).filter(({ href }) => href.includes(programme)).length, 1)
})

test('an officer is told how many have answered, and after the day to close it', async () => {
  const programme = await asked('ab')
  const own = async () => (await tasksOf(officer)).filter(({ href }) => href.includes(programme))
  assert.deepEqual(
    (await own()).map(({ kind, note }) => [kind, note]),
    [['waiting', '0 of 2 schools have answered.']],
  )
  app.clock.set(Temporal.Instant.from('2026-12-14T10:00:00Z'))
  assert.deepEqual(
    (await own()).map(({ title }) => title),
    ['Stop taking answers and form the groups'],
  )
  assert.match((await app.get(askOf(programme), officer)).text, /Answers still count/)
  app.clock.set(Temporal.Instant.from('2026-11-24T10:00:00Z'))
})

test('a programme without schools, and one with 150', async () => {
  const empty = await programmeToForm(app, { letters: '' })
  assert.match((await app.get(askOf(empty), officer)).text, /No open school takes part/)
  const many = await programmeToForm(app, { letters: 'a' })
  await moreSchools(app, many, 149)
  assert.match((await app.get(`${askOf(many)}/send?until=2026-12-11`, officer)).text, /Ask 150 schools.*other schools/)
  await app.submit(`${askOf(many)}/send?until=2026-12-11`, {}, officer)
  assert.equal((await app.get(askOf(many), officer)).page.querySelectorAll('tbody tr').length, 150)
})

test('only officers of the partnership ask', async () => {
  const programme = await programmeToForm(app)
  for (const page of ['', '/new', '/send?until=2026-12-11', '/remind', '/day']) {
    const path = `${askOf(programme)}${page}`
    assert.equal((await app.get(path, head)).status, 403)
    assert.equal((await app.get(path, 'south:partnership-officer')).status, 404)
    assert.equal((await app.get(path.replace('north', 'south'), 'south:partnership-officer')).status, 404)
  }
})
