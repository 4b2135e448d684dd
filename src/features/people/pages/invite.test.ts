import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { type Answer, type TestApp, testApp, testNow } from '../../../../tests/support/app.ts'
import { outbox } from '../../../platform/mail/outbox.ts'
import { type Invitee, invitePerson } from '../invitation.queries.ts'
import { routes } from '../routes.ts'

const path = '/north/people/invite'
const address = 'new.senco@appleford.example.org'

async function mailsTo(app: TestApp, to = address) {
  return app.database.asOwner((db) => outbox(db, { limit: 20, to }))
}

async function linkTo(app: TestApp, to = address): Promise<string> {
  const [mail] = await mailsTo(app, to)
  return /http:\/\/localhost(\/join\/\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
}

async function personCalled(app: TestApp, email = address) {
  const found = await app.database.asOwner((db) =>
    sql<{
      id: string
      account_id: string | null
      left_at: unknown
    }>`select id, account_id, left_at from person where email = ${email}`.execute(db),
  )
  return found.rows[0]
}

/** Clears away what a test invited. */
async function forget(app: TestApp) {
  await app.database.asOwner(async (db) => {
    await sql`delete from outbox_mail`.execute(db)
    const ids = sql`(select id from person where email like '%appleford.example.org')`
    await sql`delete from invitation where person_id in ${ids}`.execute(db)
    await sql`delete from role_grant where person_id in ${ids}`.execute(db)
    await sql`delete from person where email like '%appleford.example.org'`.execute(db)
  })
}

/** What the form with this button sends along unseen. */
function hiddenOf({ page }: Answer, button: string): Record<string, string> {
  const form = page.querySelectorAll('main form').find(({ text }) => text.includes(button))
  const inputs = form?.querySelectorAll('input[type=hidden]') ?? []
  return Object.fromEntries(inputs.map((one) => [String(one.getAttribute('name')), one.getAttribute('value') ?? '']))
}

test('inviting somebody', async (t) => {
  const app = await testApp(t, routes)
  const a = app.world.schools.a ?? ''
  const b = app.world.schools.b ?? ''
  const details = {
    name: 'Ola Nowak',
    email: address,
    role: 'senco',
    school_id: a,
    message: 'Glad that you join us.\nSee you on Monday.',
  }
  const invite = async (who = 'north:a:headteacher') => {
    const sent = await app.post(path, { ...details, _form: 'send' }, who)
    assert.equal(sent.status, 303, sent.errors.join())
    return linkTo(app)
  }
  t.beforeEach(async () => {
    app.clock.set(testNow)
    await forget(app)
  })

  await t.test('a headteacher sees only school roles and their own school', async () => {
    const page = await app.get(path, 'north:a:headteacher')
    assert.equal(page.status, 200)
    assert.match(page.text, /Appleford Primary School/)
    assert.doesNotMatch(page.text, /Birchwood|Partnership lead|Facilitator/)
  })

  await t.test('an officer sees every school, and cannot make leads', async () => {
    const page = await app.get(`${path}?school=${b}`, 'north:partnership-officer')
    assert.match(page.text, /Birchwood/)
    assert.match(page.text, /Facilitator/)
    assert.doesNotMatch(page.text, /Partnership lead/)
    assert.equal(page.page.querySelector('option[selected]')?.getAttribute('value'), b)
  })

  await t.test('the email is shown before it goes, and nothing is kept yet', async () => {
    const check = await app.submit(path, details, 'north:a:headteacher')
    assert.equal(check.status, 200)
    for (const words of [
      'Check the invitation',
      'Ola Nowak <new.senco@appleford.example.org>',
      'invites you to North Partnership as SENCO at Appleford Primary School',
      'Glad that you join us.',
      'until 8 December 2026',
    ])
      assert.ok(check.text.includes(words), words)
    assert.equal(await personCalled(app), undefined)
    assert.equal((await mailsTo(app)).length, 0)
    const fields = hiddenOf(check, 'Send the invitation')
    const sent = await app.post(path, { ...fields, message: details.message }, 'north:a:headteacher')
    assert.equal(sent.status, 303)
    const person = await personCalled(app)
    assert.equal(sent.location, `/north/people/${person?.id}`)
    assert.equal((await mailsTo(app)).length, 1)
    assert.match((await mailsTo(app))[0]?.text ?? '', /They write:\s+Glad that you join us\.\s+See you on Monday\./)
    const twice = await app.post(path, { ...fields, message: details.message }, 'north:a:headteacher')
    assert.equal(twice.location, sent.location)
    assert.equal((await mailsTo(app)).length, 1)
    const shown = await app.get(`/north/people/${person?.id}`, 'north:a:headteacher')
    assert.match(shown.text, /Invited on 24 November 2026 by A\. headteacher of north/)
  })

  await t.test('missing answers are errors at their fields, and what was typed stays', async () => {
    const answer = await app.submit(
      path,
      { name: 'Ola', email: 'nonsense', message: 'Hello' },
      'north:partnership-lead',
    )
    assert.equal(answer.status, 422)
    assert.deepEqual(answer.errors, [
      'Enter an email address in the correct format, like name@example.com',
      'Choose their role',
    ])
    assert.match(answer.body, /value="Ola"/)
    const noSchool = await app.submit(path, { ...details, school_id: '' }, 'north:partnership-lead')
    assert.deepEqual(noSchool.errors, ['Choose the school for the role SENCO'])
  })

  await t.test('nobody raises themselves or reaches into another school, whatever they send', async () => {
    const lead = await app.post(
      path,
      { ...details, role: 'partnership-lead', school_id: '', _form: 'send' },
      'north:partnership-officer',
    )
    assert.equal(lead.status, 422)
    assert.match(lead.errors[0] ?? '', /Only a partnership lead/)
    const elsewhere = await app.post(path, { ...details, school_id: b, _form: 'send' }, 'north:a:headteacher')
    assert.deepEqual(elsewhere.errors, ['Choose a school of your own'])
    assert.match(elsewhere.body, /value="Ola Nowak"/)
    const south = await app.post(
      path,
      { ...details, school_id: app.world.schools.z ?? '', _form: 'send' },
      'north:partnership-lead',
    )
    assert.deepEqual(south.errors, ['Choose a school of the partnership'])
    assert.equal(await personCalled(app), undefined)
  })

  await t.test('somebody who is there already is not invited again', async () => {
    const answer = await app.submit(path, { ...details, email: 'north.b.senco@example.org' }, 'north:partnership-lead')
    assert.equal(answer.status, 422)
    assert.match(answer.errors[0] ?? '', /is in the partnership already/)
  })

  await t.test('roles that may not invite are refused, another partnership finds nothing', async () => {
    assert.equal((await app.get(path, 'north:a:senco')).status, 403)
    assert.equal((await app.get(path, 'south:partnership-lead')).status, 404)
    assert.equal((await app.get(path)).status, 303)
  })

  await t.test('the link joins and signs in; opening it alone does not', async () => {
    const link = await invite()
    for (let opened = 0; opened < 2; opened++) {
      const page = await app.get(link)
      assert.equal(page.status, 200)
      assert.match(page.text, /SENCO at Appleford Primary School/)
    }
    assert.equal((await personCalled(app))?.account_id, null)
    const joined = await app.submit(link, {})
    assert.deepEqual([joined.status, joined.location], [303, '/north'])
    assert.notEqual((await personCalled(app))?.account_id, null)
    const cookie =
      String([joined.headers['set-cookie']].flat().find((line) => String(line).startsWith('session='))).split(';')[0] ??
      ''
    const people = await app.app.inject({ url: '/north/people', headers: { cookie } })
    assert.equal(people.statusCode, 200)
    const again = await app.get(link)
    assert.equal(again.status, 410)
    assert.match(again.text, /You have joined North Partnership with it already/)
    const signedIn = await app.app.inject({ url: link, headers: { cookie } })
    assert.equal(signedIn.headers.location, '/north', 'whoever is inside already goes in')
  })

  await t.test('whoever changes something on the check page has lost nothing', async () => {
    const check = await app.submit(path, details, 'north:a:headteacher')
    const sent = hiddenOf(check, 'Change something')
    const form = await app.post(path, sent, 'north:a:headteacher')
    assert.deepEqual([form.status, form.errors], [200, []])
    for (const typed of [
      `input[value="${details.name}"]`,
      `input[value="${details.email}"]`,
      'input[value="senco"][checked]',
    ])
      assert.ok(form.page.querySelector(typed), typed)
    assert.match(form.page.querySelector('textarea')?.text ?? '', /Glad that you join us/)
    assert.equal(await personCalled(app), undefined, 'nobody is invited')
  })

  await t.test('an invited person may also just sign in', async () => {
    await invite()
    await app.submit('/sign-in', { email: address })
    const [mail] = await app.database.asOwner((db) =>
      sql<{ text: string }>`select text from outbox_mail where kind = 'sign-in' and to_address = ${address}`
        .execute(db)
        .then(({ rows }) => rows),
    )
    const link = /http:\/\/localhost(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
    assert.equal((await app.submit(link, {})).status, 303)
    const accepted = await app.database.asOwner((db) =>
      sql<{ accepted_at: unknown }>`select accepted_at from invitation`.execute(db),
    )
    assert.notEqual(accepted.rows[0]?.accepted_at, null)
  })

  await t.test('an invitation runs out after two weeks', async () => {
    const link = await invite()
    app.clock.set(testNow.add({ hours: 14 * 24 + 1 }))
    const page = await app.get(link)
    assert.equal(page.status, 410)
    assert.match(page.text, /Ask the person who invited you/)
    assert.equal((await app.post(link, {})).status, 410)
    const shown = await app.get(`/north/people/${(await personCalled(app))?.id}`, 'north:partnership-lead')
    assert.match(shown.text, /Invitation has run out/)
  })

  await t.test('sending it again makes a new link and ends the old one', async () => {
    const first = await invite()
    const person = (await personCalled(app))?.id
    const preview = await app.get(`/north/people/${person}/invite-again`, 'north:a:headteacher')
    assert.match(preview.text, /Glad that you join us/)
    app.clock.set(testNow.add({ hours: 1 }))
    assert.equal(
      (await app.submit(`/north/people/${person}/invite-again`, {}, 'north:partnership-officer')).status,
      303,
    )
    const second = await linkTo(app)
    assert.equal((await mailsTo(app)).length, 2)
    const links = (await mailsTo(app)).map((mail) => /http:\/\/localhost(\/join\/\S+)/.exec(mail.text)?.[1] ?? '')
    assert.ok(links.includes(first) && links.includes(second))
    assert.equal((await app.get(first)).status, 410)
    assert.equal((await app.get(links.find((link) => link !== first) ?? '')).status, 200)
    assert.equal((await app.get(`/north/people/${person}/invite-again`, 'north:b:headteacher')).status, 403)
  })

  await t.test('taking it back ends the link and the place; they can be invited again', async () => {
    const link = await invite()
    const person = (await personCalled(app))?.id
    assert.equal((await app.get(`/north/people/${person}/withdraw`, 'north:b:headteacher')).status, 403)
    assert.equal((await app.submit(`/north/people/${person}/withdraw`, {}, 'north:a:headteacher')).status, 303)
    assert.equal((await app.get(link)).status, 410)
    assert.notEqual((await personCalled(app))?.left_at, null)
    await app.submit('/sign-in', { email: address })
    assert.equal((await mailsTo(app)).filter(({ kind }) => kind === 'sign-in').length, 0)
    const again = await app.post(path, { ...details, name: 'Aleksandra Nowak', _form: 'send' }, 'north:a:headteacher')
    assert.equal(again.status, 303)
    assert.deepEqual([(await personCalled(app))?.id, (await personCalled(app))?.left_at], [person, null])
  })

  await t.test('who has joined has no invitation to send or take back', async () => {
    const member = app.world.people.get('north:a:senco')?.id
    assert.equal((await app.get(`/north/people/${member}/invite-again`, 'north:partnership-lead')).status, 404)
    assert.equal((await app.get(`/north/people/${member}/withdraw`, 'north:partnership-lead')).status, 404)
  })

  await t.test('somebody with a place elsewhere keeps one account', async () => {
    const email = 'south.ile@example.org'
    const invitee: Invitee = { name: 'South ILE', email, role: 'facilitator', school_id: undefined, message: '' }
    await app.as('north:partnership-lead', (db, actor) =>
      invitePerson(db, actor, invitee, { now: testNow, secret: app.services.secret, baseUrl: 'http://localhost' }),
    )
    assert.equal((await app.submit(await linkTo(app, email), {})).location, '/north')
    const people = await app.database.asOwner((db) =>
      sql<{
        accounts: number
        places: number
      }>`select count(distinct account_id) as accounts, count(*) as places from person where email = ${email}`.execute(
        db,
      ),
    )
    assert.deepEqual(people.rows, [{ accounts: 1, places: 2 }])
    assert.match((await app.get('/account', 'south:ile')).text, /North Partnership.*South Partnership/)
  })
})

test('where no email leaves, people are told before they send one', async (t) => {
  const app = await testApp(t, routes)
  const told = async () => {
    const pages = [await app.get('/north/people/invite', 'north:partnership-lead'), await app.get('/sign-in')]
    return pages.map(({ text }) => text.includes('No email leaves this installation yet'))
  }
  assert.deepEqual(await told(), [false, false])
  Object.assign(app.services, { sendsMail: false })
  assert.deepEqual(await told(), [false, false], 'a demonstration has its outbox')
  Object.assign(app.services, { demonstration: false })
  assert.deepEqual(await told(), [true, true])
})
