import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type TestApp, testApp, testNow } from '../../../../tests/support/app.ts'
import { outbox } from '../../../platform/mail/outbox.ts'
import { routes } from '../routes.ts'

let app: TestApp

const endings: (() => Promise<void>)[] = []
before(async () => {
  app = await testApp({ after: (end) => void endings.push(end) }, routes)
})
after(async () => {
  for (const end of endings.reverse()) await end()
})
beforeEach(async () => {
  app.clock.set(testNow)
  await app.database.asOwner((db) => sql`delete from sign_in_attempt`.execute(db))
  await app.database.asOwner((db) => sql`delete from outbox_mail`.execute(db))
})

const address = 'north.a.senco@example.org'
const mails = (to = address) => app.database.asOwner((db) => outbox(db, { limit: 10, to }))
const sessions = async () =>
  (
    await app.database.asOwner((db) =>
      sql<{ count: number }>`select count(*) as count from session where ended_at is null`.execute(db),
    )
  ).rows[0]?.count ?? 0

/** Asks for a link and gives the path in the mail. */
async function askForLink(query = ''): Promise<string> {
  await app.submit(`/sign-in${query}`, { email: address })
  const [mail] = await mails()
  const path = /http:\/\/localhost(\/sign-in\/link\/\S+)/.exec(mail?.text ?? '')?.[1]
  assert.ok(path, 'the mail holds a link')
  return path
}

function cookieOf(headers: Record<string, unknown>): string {
  const [cookie] = [headers['set-cookie']]
    .flat()
    .map(String)
    .filter((line) => line.startsWith('session='))
  return cookie?.split(';')[0] ?? ''
}

describe('asking for a link', () => {
  test('the page asks for one thing', async () => {
    const page = await app.get('/sign-in')
    assert.equal(page.status, 200)
    assert.match(page.text, /You need no password/)
  })

  test('a known and an unknown address get the same answer, and only the known one a mail', async () => {
    const known = await app.submit('/sign-in', { email: address.toUpperCase() })
    const unknown = await app.submit('/sign-in', { email: 'stranger@example.org' })
    assert.deepEqual([known.status, known.location], [303, '/sign-in/sent'])
    assert.deepEqual([unknown.status, unknown.location], [303, '/sign-in/sent'])
    assert.equal((await mails()).length, 1)
    assert.equal((await mails('stranger@example.org')).length, 0)
    const accounts = await app.database.asOwner((db) =>
      sql`select from account where email = 'stranger@example.org'`.execute(db),
    )
    assert.equal(accounts.rows.length, 0)
    assert.match((await app.get('/sign-in/sent')).text, /works once, for 30 minutes/)
  })

  test('an empty or broken address is an error at the field', async () => {
    const empty = await app.submit('/sign-in', { email: ' ' })
    assert.equal(empty.status, 422)
    assert.deepEqual(empty.errors, ['Enter your email address'])
    const broken = await app.submit('/sign-in', { email: 'sam@' })
    assert.deepEqual(broken.errors, ['Enter an email address in the correct format, like name@example.com'])
    assert.match(broken.body, /value="sam@"/)
  })

  for (const email of [address, 'stranger@example.org']) {
    test(`${email} gets five links in a quarter of an hour, then is told when to try again`, async () => {
      for (let asked = 0; asked < 5; asked++) assert.equal((await app.submit('/sign-in', { email })).status, 303)
      const refused = await app.submit('/sign-in', { email })
      assert.equal(refused.status, 422)
      assert.match(refused.errors[0] ?? '', /5 links in 15 minutes/)
      app.clock.set(testNow.add({ minutes: 16 }))
      assert.equal((await app.submit('/sign-in', { email })).status, 303)
    })
  }

  test('many requests at one moment bring no more than five mails', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => app.post('/sign-in', { email: address })))
    assert.equal(answers.filter(({ status }) => status === 303).length, 5)
    assert.equal((await mails()).length, 5)
  })

  test('somebody who keeps asking for another person’s address does not keep that person out', async () => {
    for (let minute = 0; minute < 60; minute++) {
      app.clock.set(testNow.add({ minutes: minute }))
      await app.post('/sign-in', { email: address })
    }
    const [newest] = await mails()
    const link = /http:\/\/localhost(\/sign-in\/link\/\S+)/.exec(newest?.text ?? '')?.[1] ?? ''
    assert.equal((await app.get(link)).status, 200, 'a link that works is in the mailbox')
  })

  test('one network that asks for many addresses is stopped', async () => {
    for (let asked = 0; asked < 60; asked++) {
      const answer = await app.post('/sign-in', { email: `person${asked}@example.org` })
      assert.equal(answer.status, 303)
    }
    const refused = await app.post('/sign-in', { email: 'one.more@example.org' })
    assert.equal(refused.status, 422)
    assert.match(refused.errors[0] ?? '', /from your network/)
  })

  test('whoever is signed in already goes on', async () => {
    const answer = await app.get('/sign-in?return=%2Fnorth%2Fpeople', 'north:a:senco')
    assert.deepEqual([answer.status, answer.location], [303, '/north/people'])
  })
})

describe('following the link', () => {
  test('opening it any number of times uses nothing up; the button signs in, once', async () => {
    const link = await askForLink()
    for (let opened = 0; opened < 3; opened++) {
      const page = await app.get(link)
      assert.equal(page.status, 200)
      assert.match(page.text, /sign in as north\.a\.senco@example\.org/)
    }
    const before = await sessions()
    const signedIn = await app.submit(link, {})
    assert.deepEqual([signedIn.status, signedIn.location], [303, '/'])
    assert.equal(await sessions(), before + 1)
    const account = await app.app.inject({ url: '/account', headers: { cookie: cookieOf(signedIn.headers) } })
    assert.equal(account.statusCode, 200)
    const again = await app.get(link)
    assert.equal(again.status, 410)
    assert.match(again.text, /It has been used/)
    const posted = await app.post(link, {})
    assert.equal(posted.status, 410)
    assert.equal(await sessions(), before + 1)
  })

  test('of many clicks on one link at the same moment, one signs in', async () => {
    const link = await askForLink()
    const answers = await Promise.all(Array.from({ length: 6 }, () => app.post(link, {})))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 410, 410, 410, 410, 410])
  })

  test('a link of half an hour ago does not work any more', async () => {
    const link = await askForLink()
    app.clock.set(testNow.add({ minutes: 31 }))
    const page = await app.get(link)
    assert.equal(page.status, 410)
    assert.match(page.text, /Its time is over/)
    assert.equal((await app.post(link, {})).status, 410)
  })

  test('a link that we never sent says no more than an old one', async () => {
    assert.equal((await app.get('/sign-in/link/AAAA')).status, 410)
  })

  test('it leads to the page that the person wanted, and never to another site', async () => {
    assert.equal((await app.submit(await askForLink('?return=%2Fnorth%2Fpeople'), {})).location, '/north/people')
    await app.database.asOwner((db) => sql`delete from outbox_mail`.execute(db))
    assert.equal((await app.submit(await askForLink('?return=%2F%2Fevil.example'), {})).location, '/')
  })

  test('a request from another site cannot sign anybody in', async () => {
    const link = await askForLink()
    assert.equal((await app.post(link, {}, undefined, { 'sec-fetch-site': 'cross-site' })).status, 403)
    assert.equal((await app.post(link, {}, undefined, { origin: 'https://evil.example' })).status, 403)
  })

  test('signing in replaces the session that the visitor came with', async () => {
    const first = cookieOf((await app.submit(await askForLink(), {})).headers)
    await app.database.asOwner((db) => sql`delete from outbox_mail`.execute(db))
    // Somebody else's link, opened in the same browser.
    await app.submit('/sign-in', { email: 'north.b.senco@example.org' })
    const [mail] = await mails('north.b.senco@example.org')
    const link = /http:\/\/localhost(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
    const second = await app.post(link, {}, undefined, { cookie: first })
    assert.equal(second.status, 303)
    assert.notEqual(cookieOf(second.headers), first)
    const old = await app.app.inject({ url: '/account', headers: { cookie: first } })
    assert.equal(old.statusCode, 303)
  })

  test('a double click gives the same answer to both', async () => {
    const link = await askForLink()
    const first = await app.post(link, {})
    const second = await app.post(link, {}, undefined, { cookie: cookieOf(first.headers) })
    assert.deepEqual([second.status, second.location], [303, first.location])
  })
})

test('a person who has left gets no link', async () => {
  await app.database.asOwner((db) =>
    sql`update person set left_at = now() where email = ${'north.e.governor@example.org'}`.execute(db),
  )
  await app.submit('/sign-in', { email: 'north.e.governor@example.org' })
  assert.equal((await mails('north.e.governor@example.org')).length, 0)
})

describe('signing out', () => {
  test('ends the session, also one that has not been used for a while', async () => {
    const cookie = cookieOf((await app.submit(await askForLink(), {})).headers)
    await app.database.asOwner((db) => sql`update session set last_seen_at = now() - interval '1 hour'`.execute(db))
    const asked = await app.app.inject({ url: '/sign-out', headers: { cookie } })
    assert.match(asked.body, /Do you want to sign out/)
    const out = await app.post('/sign-out', {}, undefined, { cookie })
    assert.deepEqual([out.status, out.location], [303, '/signed-out'])
    assert.equal((await app.app.inject({ url: '/account', headers: { cookie } })).statusCode, 303)
    assert.equal((await app.get('/signed-out')).status, 200)
  })

  test('does nothing for who is signed out already', async () => {
    assert.equal((await app.get('/sign-out')).location, '/signed-out')
  })
})
