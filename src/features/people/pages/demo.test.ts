import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { sendMail } from '../../../platform/mail/outbox.ts'
import { routes } from '../routes.ts'

test('the demonstration', async (t) => {
  const app = await testApp(t, routes)
  const id = (key: string) => app.world.people.get(key)?.id ?? ''

  await t.test('says so while it has no people', async () => {
    assert.match((await app.get('/demo')).text, /has no people yet/)
    assert.match((await app.get('/demo/outbox')).text, /No email has been written yet/)
  })

  await app.database.asOwner(async (db) => {
    await sql`update partnership set is_demonstration = true where key = 'north'`.execute(db)
    await sql`update person set demonstration_key = 'senco', job_title = 'Class teacher' where id = ${id('north:a:senco')}`.execute(
      db,
    )
    await sql`update person set demonstration_key = 'partnership-lead' where id = ${id('north:partnership-lead')}`.execute(
      db,
    )
    await sql`update person set demonstration_key = 'other-ile' where id = ${id('south:ile')}`.execute(db)
  })

  await t.test('lists its people by role, with what they will find, and nobody of a real partnership', async () => {
    const page = await app.get('/demo')
    for (const words of [
      'North Partnership',
      'A. senco of north',
      'Class teacher',
      'Class teacher; Appleford Primary School.',
      'Notes of a visit to write up',
    ])
      assert.ok(page.text.includes(words), words)
    assert.doesNotMatch(page.text, /south/)
  })

  await t.test('signs in as one of them, from the page or a script', async () => {
    const answer = await app.post('/demo/sign-in', { person: 'senco' })
    assert.deepEqual([answer.status, answer.location], [303, '/north'])
    const cookie =
      String([answer.headers['set-cookie']].flat().find((line) => String(line).startsWith('session='))).split(';')[0] ??
      ''
    const account = await app.app.inject({ url: '/account', headers: { cookie } })
    assert.match(account.body, /with the demonstration/)
    const next = await app.post('/demo/sign-in', { person: 'partnership-lead' }, undefined, { cookie })
    assert.equal(next.status, 303)
    assert.equal((await app.app.inject({ url: '/account', headers: { cookie } })).statusCode, 303)
  })

  await t.test('never signs in as somebody of a real partnership', async () => {
    assert.equal((await app.post('/demo/sign-in', { person: 'other-ile' })).status, 404)
    assert.equal((await app.post('/demo/sign-in', { person: 'nobody' })).status, 404)
    assert.equal((await app.post('/demo/sign-in', {})).location, '/demo')
    assert.equal((await app.get('/demo/sign-in')).location, '/demo')
  })

  await t.test(
    'its outbox shows its mail, opens it and leads on through its links, and shows no real mail',
    async () => {
      await app.submit('/sign-in', { email: 'north.a.senco@example.org' })
      await app.submit('/sign-in', { email: 'south.ile@example.org' })
      const real = await app.as('south:ile', (db) =>
        sendMail(db, { to: { address: 'head@south.example' }, subject: 'Private', text: 'x', kind: 'test' }),
      )
      await app.as('north:a:senco', (db) =>
        sendMail(db, {
          to: { address: 'gil@north.example', name: 'Gil' },
          subject: 'Your visit',
          text: 'See https://evil.example/x',
          kind: 'test',
          attachments: [{ filename: 'invite.ics', type: 'text/calendar', content: '' }],
        }),
      )
      const list = await app.get('/demo/outbox')
      assert.match(list.text, /Your visit/)
      assert.match(list.text, /Your link to sign in/)
      assert.doesNotMatch(list.text, /south|Private/)
      assert.equal((await app.get(`/demo/outbox/${real}`)).status, 404)
      const one = await app.get('/demo/outbox?to=gil%40north.example')
      assert.doesNotMatch(one.text, /Your link to sign in/)
      const visit = await app.get(
        one.page
          .querySelectorAll('main a')
          .find((link) => link.text === 'Your visit')
          ?.getAttribute('href') ?? '',
      )
      assert.match(visit.text, /invite\.ics/)
      assert.equal(visit.page.querySelectorAll('main a[href*=evil]').length, 0)
      const signIn = await app.get(
        list.page
          .querySelectorAll('main a')
          .find((link) => link.text.startsWith('Your link'))
          ?.getAttribute('href') ?? '',
      )
      const link = signIn.page
        .querySelectorAll('main a')
        .map((found) => found.getAttribute('href') ?? '')
        .find((href) => href.startsWith('/sign-in/link/'))
      assert.equal((await app.submit(link ?? '', {})).status, 303)
    },
  )

  await t.test('takes no address that could be somebody’s, since everybody reads its mail', async () => {
    const invitee = { name: 'Ann Real', role: 'facilitator', message: '' }
    const real = { ...invitee, email: 'head@school.sch.uk' }
    const refused = await app.submit('/north/people/invite', real, 'north:partnership-lead')
    assert.match(refused.errors.join(), /made-up address that ends in \.example/)
    const skipped = await app.post('/north/people/invite', { ...real, _form: 'send' }, 'north:partnership-lead')
    assert.equal(skipped.status, 422)
    const madeUp = { ...invitee, email: 'ann@school.example', _form: 'send' }
    assert.equal((await app.post('/north/people/invite', madeUp, 'north:partnership-lead')).status, 303)
    const elsewhere = await app.submit('/south/people/invite', { ...real, school_id: '' }, 'south:partnership-lead')
    assert.deepEqual([elsewhere.errors, elsewhere.status], [[], 200])
  })
})
