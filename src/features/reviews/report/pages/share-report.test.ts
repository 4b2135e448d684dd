import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import {
  hostLead,
  hostSchool,
  lead,
  outsiders,
  type ReviewWorld,
  reviewAt,
} from '../../../../../tests/support/review-world.ts'
import { unzipped } from '../../../../../tests/support/unzip.ts'
import { routes as sharing } from '../../../sharing/routes.ts'
import { tasksFor } from '../../review.tasks.ts'
import { reportRoutes } from '../routes.ts'

const app = await testApp({ after }, [...reportRoutes, ...sharing])
const reader = 'north:e:headteacher'
const wanted = { purpose: 'To prepare our own visit', 'until-day': '1', 'until-month': '3', 'until-year': '2027' }

async function sharesOf(review: ReviewWorld) {
  const rows = await app.database.asOwner((db) =>
    sql<{ id: string; purpose: string; openings: number }>`
      select sh.id, sh.purpose, (select count(*)::int from share_opening o where o.share_id = sh.id) as openings
        from share sh join snapshot sn on sn.id = sh.snapshot_id
       where sn.subject_kind = 'review-report' and sn.subject_id = ${review.id} order by sh.shared_at`.execute(db),
  )
  return rows.rows
}

/** Shares with school e the way a head would, and gives the share's id. */
async function shareWithE(review: ReviewWorld): Promise<string> {
  const chosen = await app.submit(
    `${review.path}/report/share`,
    { with: `school:${app.world.schools.e}`, ...wanted },
    hostLead,
  )
  assert.equal(chosen.status, 303)
  const shared = await app.submit(chosen.location ?? '', {}, hostLead)
  assert.equal(shared.location, `${review.path}/report/share`)
  return (await sharesOf(review)).at(-1)?.id ?? ''
}

test('before anything is shared, the head reads who will see what, until when, and what the mail says', async () => {
  const review = await reviewAt(app, 'agreed')
  const page = await app.get(`${review.path}/report/share`, hostLead)
  assert.match(page.text, /Nobody outside your school and the visiting team can read the report/)
  const fields = { with: [`school:${app.world.schools.e}`, 'officers'], ...wanted }
  const chosen = await app.submit(`${review.path}/report/share`, fields, hostLead)
  const check = await app.get(chosen.location ?? '', hostLead)
  assert.match(check.text, /Elmstead Infant School and The partnership’s lead and officers/)
  assert.match(check.text, /The end of 1 March 2027/)
  assert.match(check.text, /4 findings with where each comes from/)
  assert.match(check.text, /E\. headteacher of north/)
  assert.match(check.text, /Cedar Lane School has shared its review report with/)
  assert.deepEqual(await sharesOf(review), [], 'looking shares nothing')
  const changing = await app.get((chosen.location ?? '').replace('/check?', '?'), hostLead)
  assert.ok(changing.page.querySelector('input[value="officers"][checked]'), 'going back keeps what was chosen')
  assert.match(changing.body, /To prepare our own visit/)
})

test('what a share lacks is said beside its field, and what was typed stays', async () => {
  const review = await reviewAt(app, 'agreed')
  const path = `${review.path}/report/share`
  assert.deepEqual((await app.submit(path, { purpose: '' }, hostLead)).errors, ['Enter what they may use it for'])
  const nobody = await app.submit(path, { ...wanted, purpose: 'Kept words' }, hostLead)
  assert.equal(nobody.status, 422)
  assert.match(nobody.errors[0] ?? '', /Choose at least one school/)
  assert.match(nobody.body, /Kept words/)
  const past = { ...wanted, with: 'officers', 'until-year': '2025' }
  assert.deepEqual((await app.submit(path, past, hostLead)).errors, ['The last day must be in the future'])
  const strange = await app.submit(path, { ...wanted, with: `school:${app.world.schools.b}` }, hostLead)
  assert.equal(strange.status, 422)
  // An address that somebody has made up leads back to the questions.
  assert.match(
    (await app.get(`${path}/check?with=school:${app.world.schools.b}`, hostLead)).location ?? '',
    /\/share\?with/,
  )
})

test('a reader opens what was frozen, which is written down; the host sees who opened it', async () => {
  const review = await reviewAt(app, 'agreed')
  const share = await shareWithE(review)
  await app.database.asOwner((db) =>
    sql`update next_step set text = 'Worded anew after sharing' where review_id = ${review.id}`.execute(db),
  )
  const toRead = async () =>
    (await app.as(reader, (db, actor) => tasksFor(db, actor, app.clock.today()))).filter((task) =>
      task.href.endsWith(share),
    )
  assert.deepEqual(
    (await toRead()).map((task) => task.title),
    ['Read the review report of Cedar Lane School'],
  )
  assert.equal((await app.get(`/north/shares/${share}`, reader)).location, `/north/reviews/shared/${share}`)
  const page = await app.get(`/north/reviews/shared/${share}`, reader)
  assert.equal(page.status, 200)
  assert.match(page.text, /Cedar Lane School shares this with Elmstead Infant School until the end of 1 March 2027/)
  assert.match(page.text, /To prepare our own visit/)
  assert.match(page.text, /In the upper years some pupils wait for an adult/)
  assert.doesNotMatch(page.text, /Worded anew/)
  assert.deepEqual(await toRead(), [], 'what was opened waits no more')
  assert.doesNotMatch(page.body, /Raw note/)
  const file = await app.get(`/north/reviews/shared/${share}/report.pdf`, reader)
  assert.equal(file.body.slice(0, 4), '%PDF')
  const word = await app.get(`/north/reviews/shared/${share}/report.docx`, reader)
  assert.match(unzipped(word.bytes).get('word/document.xml') ?? '', /In the upper years some pupils wait for an adult/)
  assert.equal((await sharesOf(review))[0]?.openings, 1, 'within a quarter of an hour it is one opening')
  const list = await app.get(`${review.path}/report/share`, hostLead)
  assert.match(list.text, /Opened by E\. headteacher of north \(24 November 2026 at 10am\)/)
  const own = await app.get(`/north/reviews/shared/${share}`, hostLead)
  assert.match(own.text, /This is what Elmstead Infant School sees/)
  assert.equal((await sharesOf(review))[0]?.openings, 1, 'the school itself does not count')
})

test('a share that was taken back opens no more, and says so', async () => {
  const review = await reviewAt(app, 'agreed')
  const share = await shareWithE(review)
  const list = await app.get(`${review.path}/report/share`, hostLead)
  const takeBack = list.page.querySelector(`a[href="/north/shares/${share}/revoke"]`)
  assert.ok(takeBack)
  const back = await app.submit(`/north/shares/${share}/revoke`, {}, hostLead)
  assert.equal(back.location, `${review.path}/report/share`)
  assert.equal((await app.get(`/north/reviews/shared/${share}`, reader)).location, `/north/shares/${share}`)
  const closed = await app.get(`/north/shares/${share}`, reader)
  assert.equal(closed.status, 410)
  assert.match(closed.text, /took it back on 24 November 2026/)
  for (const file of ['report.pdf', 'report.docx'])
    assert.equal((await app.get(`/north/reviews/shared/${share}/${file}`, reader)).status, 404)
  assert.match((await app.get(`${review.path}/report/share`, hostLead)).text, /Taken back/)
  const audited = await app.database.asOwner((db) =>
    sql<{ action: string; share: string }>`select action, detail ->> 'share' as share from audit_entry
      where subject_id = ${review.id} and action like 'review-report:%' order by at`.execute(db),
  )
  assert.deepEqual(audited.rows, [
    { action: 'review-report:share', share },
    { action: 'review-report:revoke-share', share },
  ])
})

test('a report is found by those with whom it is shared, and by nobody else', async () => {
  const review = await reviewAt(app, 'agreed')
  const share = await shareWithE(review)
  const choosing = (await app.get(`${review.path}/report/share`, hostLead)).text
  assert.match(choosing, /Elmstead Infant School Can open it already, until 1 March 2027/)
  assert.equal(choosing.match(/Can open it already/g)?.length, 1)
  for (const who of [lead, 'north:d:headteacher', 'north:partnership-lead', 'south:z:headteacher'])
    for (const path of [
      `reviews/shared/${share}`,
      `reviews/shared/${share}/report.pdf`,
      `reviews/shared/${share}/report.docx`,
      `shares/${share}`,
    ])
      assert.equal((await app.get(`/north/${path}`, who)).status, 404, `${path} as ${who}`)
  const evaluation = await app.database.asOwner((db) =>
    sql<{ id: string }>`select sh.id from share sh join snapshot sn on sn.id = sh.snapshot_id
      where sn.subject_kind = 'self-evaluation' and sh.with_school_id = ${app.world.schools.e} limit 1`.execute(db),
  )
  assert.equal((await app.get(`/north/reviews/shared/${evaluation.rows[0]?.id}`, reader)).status, 404)
})

test('only the leaders of the host school share, and only what is agreed', async () => {
  const review = await reviewAt(app, 'agreed')
  for (const path of ['report/share', 'report/share/check?with=officers']) {
    assert.equal((await app.get(`${review.path}/${path}`, lead)).status, 404, 'the lead reviewer is of another school')
    assert.equal((await app.get(`${review.path}/${path}`, hostSchool)).status, 403, 'a governor')
    for (const who of outsiders)
      assert.ok([403, 404].includes((await app.get(`${review.path}/${path}`, who)).status), `${path} as ${who}`)
  }
  const open = await reviewAt(app, 'host-agreed')
  assert.equal((await app.get(`${open.path}/report/share`, hostLead)).status, 404)
})
