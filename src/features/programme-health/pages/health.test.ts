import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import * as texts from '../../../../tests/support/review-world.texts.ts'
import { reviewAt } from '../../../../tests/support/review-world.ts'
import { routes } from '../routes.ts'

const app = await testApp({ after }, routes)
const officer = 'north:partnership-officer'
const review = await reviewAt(app, 'sent')
const programme = await app.database.asOwner(async (db) => {
  const found = await sql<{ id: string }>`select programme_id as id from review where id = ${review.id}`.execute(db)
  return found.rows[0]?.id ?? ''
})
const here = `/north/programmes/${programme}/health`

test('the partnership sees stage, dates and whom a review waits for, and nothing that was written', async () => {
  for (const who of [officer, 'north:partnership-lead'] as const) {
    const { text, status } = await app.get(here, who)
    assert.equal(status, 200)
    assert.match(text, /1 review under way/)
    assert.match(text, /Needs attention today/)
    assert.match(text, /Cedar Lane School/)
    assert.match(text, /Comment on the draft report and agree it/)
    assert.match(text, /Schools of groups without a review yet|This page knows stages/)
    for (const written of [texts.focus, texts.notes[0]?.text, texts.findings[0]?.text, texts.findings[0]?.title])
      assert.ok(written && !text.includes(written), `shows “${written}”`)
  }
})

test('filters keep what was chosen, and one that fits nothing says what to do', async () => {
  const none = await app.get(`${here}?school=nowhere&state=finished`, officer)
  assert.match(none.text, /No review fits what you chose/)
  assert.equal(none.page.querySelector('#filter-school')?.getAttribute('value'), 'nowhere')
  assert.match((await app.get(`${here}?school=cedar`, officer)).text, /1 review /)
})

test('the table is a file too', async () => {
  const { body } = await app.get(`${here}/download`, officer)
  assert.match(body, /School,Group,Stage,State,Why,Visit/)
  assert.match(body, /Cedar Lane School,Northdale group/)
})

test('only the lead and the officers of the partnership see it', async () => {
  for (const path of [here, `${here}/download`]) {
    assert.equal((await app.get(path, 'north:c:headteacher')).status, 403)
    assert.equal((await app.get(path, 'north:ile')).status, 403)
    assert.equal((await app.get(path, 'south:partnership-officer')).status, 404)
    const theirs = path.replace('/north/', '/south/')
    assert.equal((await app.get(theirs, 'south:partnership-officer')).status, 404)
  }
})

test('a programme without reviews says when they appear', async () => {
  const id = randomUUID()
  await app.database.asOwner((db) =>
    sql`insert into programme (id, partnership_id, name, model_key, starts_on, ends_on)
      values (${id}, ${app.world.partnerships.north}, 'New round', 'inclusion-peer-review', '2027-09-01', '2028-07-31')`.execute(
      db,
    ),
  )
  assert.match((await app.get(`/north/programmes/${id}/health`, officer)).text, /No review has been started yet/)
})

test('136 reviews come on pages of 50', async () => {
  await app.database.asOwner((db) =>
    sql`insert into review (partnership_id, programme_id, group_id, host_school_id, created_by, cancelled_at, cancel_reason)
      select partnership_id, programme_id, group_id, host_school_id, created_by, now(), 'Moved'
        from review, generate_series(1, 135) where id = ${review.id}`.execute(db),
  )
  const first = await app.get(here, officer)
  assert.match(first.text, /136 reviews/)
  assert.equal(first.page.querySelectorAll('table:last-of-type tbody tr').length >= 50, true)
  assert.match((await app.get(`${here}?page=3`, officer)).text, /Cancelled/)
})
