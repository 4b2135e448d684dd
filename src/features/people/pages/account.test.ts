import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp, testNow } from '../../../../tests/support/app.ts'
import { tokenHash } from '../../../platform/web/session.ts'
import { routes } from '../routes.ts'

test('your account', async (t) => {
  const app = await testApp(t, routes)
  const me = app.world.people.get('north:a:headteacher')
  assert.ok(me)
  const addSession = (token: string, userAgent: string, accountId = me.accountId) =>
    app.database.asOwner((db) =>
      sql`insert into session (token_hash, account_id, user_agent, created_at, last_seen_at, expires_at)
        values (${tokenHash(app.services.secret, token)}, ${accountId}, ${userAgent}, ${testNow}, ${testNow}, ${testNow.add({ hours: 24 * 400 })})`.execute(
        db,
      ),
    )
  const open = async () =>
    (
      await app.database.asOwner((db) =>
        sql<{
          id: string
          user_agent: string
        }>`select id, user_agent from session where account_id = ${me.accountId} and ended_at is null order by user_agent`.execute(
          db,
        ),
      )
    ).rows

  await t.test('shows name, roles and this device', async () => {
    const page = await app.get('/account', 'north:a:headteacher')
    assert.equal(page.status, 200)
    for (const words of [
      'North Partnership',
      me.name,
      'Headteacher at Appleford Primary School',
      'This device',
      'a link by email',
    ])
      assert.ok(page.text.includes(words), words)
    assert.ok(!page.text.includes('on all other devices'))
  })

  await t.test('signed-out people are asked to sign in first', async () => {
    const answer = await app.get('/account')
    assert.deepEqual([answer.status, answer.location], [303, '/sign-in?return=%2Faccount'])
  })

  await t.test('ends one other session, also one that was not used for a while', async () => {
    await addSession('laptop', 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36')
    await app.database.asOwner((db) => sql`update session set last_seen_at = now() - interval '1 hour'`.execute(db))
    const other = (await open()).find((row) => row.user_agent !== '')
    const page = await app.get('/account', 'north:a:headteacher')
    assert.match(page.text, /Sign out of Chrome on Windows/)
    const ended = await app.submit('/account', {}, 'north:a:headteacher', `end-${other?.id}`)
    assert.deepEqual([ended.status, ended.location], [303, '/account'])
    assert.equal((await open()).length, 1)
  })

  await t.test('ends all others at once, and nobody else’s', async () => {
    await addSession('phone', 'phone')
    await addSession('tablet', 'tablet')
    const ended = await app.submit('/account', {}, 'north:a:headteacher', 'end-others')
    assert.equal(ended.status, 303)
    assert.deepEqual(
      (await open()).map((row) => row.user_agent),
      [''],
    )
    assert.equal((await app.get('/account', 'north:b:headteacher')).status, 200)
  })

  await t.test('the session of somebody else cannot be ended', async () => {
    const theirs = app.world.people.get('north:b:senco')
    assert.ok(theirs)
    const rows = await app.database.asOwner((db) =>
      sql<{ id: string }>`select id from session where account_id = ${theirs.accountId}`.execute(db),
    )
    const answer = await app.post('/account', { _form: `end-${rows.rows[0]?.id}` }, 'north:a:headteacher')
    assert.equal(answer.status, 200)
    assert.equal((await app.get('/account', 'north:b:senco')).status, 200)
  })

  await t.test('ending this session signs out', async () => {
    const [mine] = await open()
    const ended = await app.submit('/account', {}, 'north:a:headteacher', `end-${mine?.id}`)
    assert.equal(ended.location, '/signed-out')
    assert.equal((await app.get('/account', 'north:a:headteacher')).status, 303)
  })

  await t.test('somebody with an account and no place is told what to do', async () => {
    await app.database.asOwner((db) =>
      sql`update person set left_at = now() where id = ${app.world.people.get('north:c:governor')?.id}`.execute(db),
    )
    assert.match((await app.get('/account', 'north:c:governor')).text, /no place in a partnership yet/)
  })
})
