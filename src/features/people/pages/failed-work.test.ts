import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { auditEntries } from '../../../platform/audit/audit.ts'
import { routes } from '../routes.ts'

test('work that failed', async (t) => {
  const app = await testApp(t, routes)
  const bury = async (partnership: string) => {
    const made = await app.database.asOwner((db) =>
      sql<{ id: string }>`insert into dead_letter (id, partnership_id, name, data, error, attempts, failed_at)
        values (gen_random_uuid(), ${partnership}, 'read-school-register', '{"import": "x"}', 'The file has gone', 6, now()) returning id`.execute(
        db,
      ),
    )
    return made.rows[0]?.id ?? ''
  }

  await t.test('an empty page says so', async () => {
    assert.match((await app.get('/north/failed-work', 'north:partnership-lead')).text, /Nothing has failed/)
  })

  await t.test('is shown to its own partnership’s lead, and tried again once', async () => {
    const id = await bury(app.world.partnerships.north)
    const page = await app.get('/north/failed-work', 'north:partnership-lead')
    for (const words of [
      'Reading a list of schools',
      'Try again: reading a list of schools',
      'after 6 tries',
      'The file has gone',
    ])
      assert.ok(page.text.includes(words), words)
    assert.match((await app.get('/south/failed-work', 'south:partnership-lead')).text, /Nothing has failed/)
    assert.equal((await app.submit('/north/failed-work', {}, 'north:partnership-lead', `retry-${id}`)).status, 303)
    const asked = await app.database.asOwner((db) =>
      sql<{ id: string; name: string; person_id: string }>`select id, name, person_id from job_request`.execute(db),
    )
    assert.deepEqual(asked.rows, [
      { id, name: 'read-school-register', person_id: app.world.people.get('north:partnership-lead')?.id },
    ])
    assert.match((await app.get('/north/failed-work', 'north:partnership-lead')).text, /Nothing has failed/)
  })

  await t.test('can be let go, which is recorded', async () => {
    const id = await bury(app.world.partnerships.north)
    assert.equal((await app.submit('/north/failed-work', {}, 'north:partnership-lead', `dismiss-${id}`)).status, 303)
    const [entry] = await app.as('north:partnership-lead', (db) => auditEntries(db, { limit: 1 }))
    assert.deepEqual([entry?.action, entry?.subject_id], ['job:dismiss', id])
  })

  await t.test('another role is refused, another partnership finds nothing', async () => {
    assert.equal((await app.get('/north/failed-work', 'north:partnership-officer')).status, 403)
    assert.equal((await app.get('/north/failed-work', 'south:partnership-lead')).status, 404)
    const theirs = await bury(app.world.partnerships.south)
    await app.post('/north/failed-work', { _form: `retry-${theirs}` }, 'north:partnership-lead')
    const settled = await app.database.asOwner((db) =>
      sql<{ settled_at: unknown }>`select settled_at from dead_letter where id = ${theirs}`.execute(db),
    )
    assert.equal(settled.rows[0]?.settled_at, null)
  })
})
