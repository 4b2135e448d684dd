import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, describe, test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { testApp } from '../../../tests/support/app.ts'
import { held } from '../../features/home/pages/held.ts'
import { page, type Route } from '../../features/page.ts'
import { file, longText, text } from './fields.ts'
import { html } from './html.ts'
import { found } from './page.ts'

/** Pages made for these tests: a note on a school that is saved with its version, and one that takes a file. */
const params = z.object({ partnership: z.string(), school: z.uuid() })

const note = page({ path: '/:partnership/notes/:school', allow: 'member', params }, async (c) => {
  const school = found(
    await c.db
      .selectFrom('school')
      .select(['id', 'name', 'website', 'version'])
      .where('id', '=', c.params.school)
      .executeTakeFirst(),
  )
  const form = c.form(z.object({ website: longText('Enter a note') }), {
    initial: { website: school.website },
    version: school.version,
  })
  if (form.value) {
    if (form.value.website === 'forbidden') form.refuse({ field: 'website', message: 'Choose other words' })
    else if (form.sentVersion !== school.version) {
      return c.conflict(form, {
        version: school.version,
        by: 'Tom Okafor',
        at: c.now,
        theirs: { website: school.website },
        labels: { website: 'Note' },
      })
    } else {
      await c.db
        .updateTable('school')
        .set({ website: form.value.website, version: school.version + 1 })
        .where('id', '=', school.id)
        .execute()
      await c.db
        .insertInto('locality')
        .values({ partnership_id: c.partnership.id, kind: 'test', name: `${form.value.website} ${school.version}` })
        .execute()
      return c.redirect(`/${c.partnership.key}/notes/${school.id}`, 'Note saved')
    }
  }
  if (form.errors.length > 0)
    await c.db
      .insertInto('locality')
      .values({ partnership_id: c.partnership.id, kind: 'test', name: 'left by a refused form' })
      .execute()
  return c.view(school.name, html`${form.start()}${form.textarea('website', { label: 'Note' })}${form.end('Save')}`)
})

const upload = page(
  { path: '/:partnership/upload', allow: 'school:import', upload: 1000, params: z.object({ partnership: z.string() }) },
  async (c) => {
    const form = c.form(z.object({ title: text('Enter a title'), register: file('Choose a file') }))
    if (form.value)
      return c.redirect(`/${c.partnership.key}/upload`, `${form.value.title}: ${form.value.register.bytes} bytes`)
    return c.view(
      'Upload',
      html`${form.start({ upload: true })}${form.input('title', { label: 'Title' })}${form.file('register', { label: 'Register' })}${form.end('Send')}`,
    )
  },
)

const broken = page({ path: '/broken', allow: 'anyone' }, async (c) => {
  await sql`select * from a_table_that_is_not_there where name = ${'a person’s secret'}`.execute(c.db)
  return c.view('Never shown', html``)
})

let opened: Readable | undefined
/** Opens what it wants to send, in a transaction that cannot be kept. */
const unkept = page({ path: '/unkept', allow: 'anyone' }, async (c) => {
  await c.asOwner(async (db) => {
    await sql`create temp table twin (name text unique deferrable initially deferred) on commit drop`.execute(db)
    await sql`insert into twin values ('a'), ('a')`.execute(db)
  })
  opened = Readable.from('what it holds')
  return c.download({ name: 'a.txt', type: 'text/plain', body: opened })
})

const routes: Route[] = [note, upload, broken, held, unkept]

const app = await testApp({ after }, routes)

describe('a page', () => {
  const path = `/north/notes/${app.world.schools.c}`
  const who = 'north:c:senco'
  const notes = () =>
    app.as('north:c:senco', (db) => db.selectFrom('locality').select('name').where('kind', '=', 'test').execute())

  test('saves once when a form is sent twice at the same moment, and again later', async () => {
    const opened = await app.get(path, who)
    const fields = {
      _once: opened.page.querySelector('input[name=_once]')?.getAttribute('value') ?? '',
      _version: '1',
      _form: '',
      website: 'double click',
    }
    const answers = await Promise.all([1, 2, 3].map(() => app.post(path, fields, who)))
    answers.push(await app.post(path, fields, who))
    assert.deepEqual(
      answers.map(({ status, location }) => [status, location]),
      answers.map(() => [303, path]),
    )
    assert.equal((await notes()).filter(({ name }) => name.startsWith('double click')).length, 1)
  })

  test('keeps what was typed and writes nothing when a rule refuses', async () => {
    const refused = await app.submit(path, { website: 'forbidden' }, who)
    assert.equal(refused.status, 422)
    assert.deepEqual(refused.errors, ['Choose other words'])
    assert.match(refused.page.querySelector('title')?.text ?? '', /^Error: /)
    assert.equal(refused.page.querySelector('textarea')?.text.trim(), 'forbidden')
    assert.ok(!(await notes()).some(({ name }) => name === 'left by a refused form'))
    const mended = await app.post(
      path,
      {
        _once: refused.page.querySelector('input[name=_once]')?.getAttribute('value') ?? '',
        _version: refused.page.querySelector('input[name=_version]')?.getAttribute('value') ?? '',
        _form: '',
        website: 'mended',
      },
      who,
    )
    assert.equal(mended.status, 303, 'the same form can be sent again after it was mended')
  })

  test('shows both texts when somebody else saved first, and saves the one that is chosen', async () => {
    const mine = await app.get(path, who)
    await app.submit(path, { website: 'Theirs, saved first' }, 'north:c:headteacher')
    const hidden = (name: string, from = mine) =>
      from.page.querySelector(`input[name="${name}"]`)?.getAttribute('value') ?? ''
    const stale = await app.post(
      path,
      { _once: hidden('_once'), _version: hidden('_version'), _form: '', website: 'Mine, typed meanwhile' },
      who,
    )
    assert.equal(stale.status, 409)
    assert.match(stale.text, /Theirs, saved first/)
    assert.match(stale.text, /Mine, typed meanwhile/)
    assert.match(stale.text, /Tom Okafor/)
    const kept = await app.post(
      path,
      {
        _once: hidden('_once', stale),
        _version: hidden('_version', stale),
        _form: '',
        website: 'Mine, typed meanwhile',
        '_keep[website]': 'theirs',
        '_theirs[website]': 'Theirs, saved first',
      },
      who,
    )
    assert.equal(kept.status, 303)
    assert.match((await app.get(path, who)).body, /Theirs, saved first/)
  })

  test('is not there for another partnership, and asks the signed-out to sign in', async () => {
    assert.equal((await app.get(path, 'south:z:senco')).status, 404)
    assert.equal(
      (await app.get(`/south/notes/${app.world.schools.c}`, 'south:z:senco')).status,
      404,
      'row-level security hides the row',
    )
    assert.equal((await app.get(path)).location, `/sign-in?return=${encodeURIComponent(path)}`)
    assert.equal((await app.get('/north/upload', who)).status, 403)
  })

  test('refuses what another site sends in a visitor’s name', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
    ]) {
      const answer = await app.post(path, { _form: '', website: 'from elsewhere' }, who, headers)
      assert.equal(answer.status, 403)
    }
    assert.ok(!(await notes()).some(({ name }) => name.startsWith('from elsewhere')))
  })

  test('holds what was typed when the session has ended, and gives it back to the same account only', async () => {
    const person = app.world.people.get('north:d:senco')
    await app.database.asOwner((db) =>
      sql`update session set ended_at = now() where account_id = ${person?.accountId ?? ''}`.execute(db),
    )
    const sent = await app.post(path, { _form: '', _version: '1', website: 'typed after the end' }, 'north:d:senco')
    const back = decodeURIComponent(sent.location?.split('return=')[1] ?? '')
    assert.match(back, /^\/held\//)
    assert.equal((await app.get(back, 'north:c:senco')).status, 404)
    await app.database.asOwner((db) =>
      sql`update session set ended_at = null where account_id = ${person?.accountId ?? ''}`.execute(db),
    )
    const given = await app.get(back, 'north:d:senco')
    assert.match(given.text, /typed after the end/)
    assert.equal(
      given.page.querySelector('form[action^="/north/notes"] input[name=website]')?.getAttribute('value'),
      'typed after the end',
    )
  })

  test('shows what was typed to a visitor whose session was never known', async () => {
    const sent = await app.post(path, { _form: '', website: 'a long text' })
    assert.equal(sent.status, 401)
    assert.match(sent.body, /a long text/)
    const asked = await app.post(path, { website: 'x' }, undefined, { accept: 'application/json' })
    assert.deepEqual([asked.status, (asked.json() as { signedOut: boolean }).signedOut], [401, true])
  })

  test('takes a file of a fitting size and says when it is too large or missing', async () => {
    const good = await app.upload(
      '/north/upload',
      { title: 'Mine' },
      { field: 'register', name: 'a.csv', content: 'URN\n1' },
      'north:partnership-lead',
    )
    assert.equal(good.status, 303)
    const large = await app.upload(
      '/north/upload',
      { title: 'Mine' },
      { field: 'register', name: 'a.csv', content: 'x'.repeat(2000) },
      'north:partnership-lead',
    )
    assert.equal(large.status, 413)
    const none = await app.upload(
      '/north/upload',
      { title: 'Mine' },
      { field: 'register', name: '', content: '' },
      'north:partnership-lead',
    )
    assert.deepEqual([none.status, none.errors], [422, ['Choose a file']])
  })

  const part = (name: string, value: string, file = '') =>
    `--x\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`
  const sendParts = (payload: string, key: string) =>
    app.app.inject({
      method: 'POST',
      url: '/north/upload',
      headers: { 'content-type': 'multipart/form-data; boundary=x', cookie: app.world.people.get(key)?.cookie ?? '' },
      payload,
    })

  test('holds the texts of an upload too when the session has ended, and lets its file go', async () => {
    const officer = 'north:partnership-officer'
    const account = app.world.people.get(officer)?.accountId ?? ''
    await app.database.asOwner((db) =>
      sql`update session set ended_at = now() where account_id = ${account}`.execute(db),
    )
    const upload = `${part('title', 'typed beside a file')}${part('register', 'URN', '; filename="a.csv"')}${part('_form', '')}--x--\r\n`
    const sent = await sendParts(upload, officer)
    assert.match(decodeURIComponent(String(sent.headers.location)), /^\/sign-in\?return=\/held\//)
    const held = await app.database.asOwner((db) =>
      sql<{ body: unknown }>`select body from held_submission where account_id = ${account}`.execute(db),
    )
    assert.deepEqual(held.rows[0]?.body, { title: 'typed beside a file', _form: '' })
  })

  test('says that an upload which was cut off could not be read', async () => {
    const cut = await sendParts(part('title', 'never ended'), 'north:partnership-lead')
    assert.equal(cut.statusCode, 400)
    assert.match(cut.body, /could not be read/)
  })

  test('tells a visitor nothing of a fault but a reference', async () => {
    const failed = await app.get('/broken')
    assert.equal(failed.status, 500)
    assert.doesNotMatch(failed.body, /a_table_that_is_not_there|secret|at .*\.ts:/)
    assert.match(failed.text, /give this reference/)
    assert.equal((await app.get('/north/no-such-page', who)).status, 404)
  })

  test('closes what it has opened to send when its transaction fails at the end', async () => {
    assert.equal((await app.get('/unkept')).status, 500)
    assert.equal(opened?.destroyed, true)
  })

  test('sends the strict headers', async () => {
    const { headers } = await app.get(path, who)
    assert.match(String(headers['content-security-policy']), /default-src 'none'/)
    assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/)
    assert.equal(headers['cache-control'], 'no-store')
  })
})
