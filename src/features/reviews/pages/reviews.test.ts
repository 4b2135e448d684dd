import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { ile, lead, reviewAt } from '../../../../tests/support/review-world.ts'
import { planningRoutes } from '../planning/routes.ts'

const officer = 'north:partnership-officer'
const app = await testApp({ after }, planningRoutes)

const path = '/north/reviews'
type Answer = Awaited<ReturnType<typeof app.get>>
const rows = (answer: Answer) => answer.page.querySelectorAll('main tbody tr')
const links = (answer: Answer) => answer.page.querySelectorAll('main a').map((link) => link.getAttribute('href'))

/** Copies of a review of the world, each in a group of its own, so that a list is long. */
async function copies(id: string, count: number, set: { over: boolean }): Promise<void> {
  await app.database.asOwner((db) =>
    sql`with groups as (
      insert into review_group (partnership_id, programme_id, name, published_at)
      select r.partnership_id, r.programme_id, 'Copy ' || gen_random_uuid(), now() from review r, generate_series(1, ${count}) where r.id = ${id}
      returning id, partnership_id, programme_id)
    insert into review (partnership_id, programme_id, group_id, host_school_id, visit_on, created_by, created_at, cancelled_at)
    select g.partnership_id, g.programme_id, g.id, r.host_school_id, r.visit_on + (row_number() over ())::int, r.created_by, now(), ${set.over ? sql`now()` : null}
      from groups g, review r where r.id = ${id}`.execute(db),
  )
}

test('what is late is marked, for the officers who ask by Friday and for the team', async () => {
  const review = await reviewAt(app, 'visited')
  const late = review.visit_on.add({ days: 40 }).toZonedDateTime('Europe/London').toInstant()
  for (const who of [officer, lead]) {
    assert.doesNotMatch((await app.get(path, who)).text, /\bLate\b/)
    assert.doesNotMatch((await app.get(review.path, who)).text, /\bLate\b/)
  }
  const now = app.clock.now()
  app.clock.set(late)
  for (const who of [officer, lead]) {
    assert.match((await app.get(path, who)).text, /Report Late Write up the findings/)
    assert.match((await app.get(review.path, who)).text, /Write up the findings .* Late/)
  }
  app.clock.set(now)
})

test('a person’s own reviews come first, with their part, and a school of which every review runs starts none', async () => {
  const review = await reviewAt(app, 'arranged')
  const list = await app.get(path, ile)
  assert.match(list.text, /Reviews that you take part in .*Your part: Inclusion Leader of Education \(ILE\)/)
  await copies(review.id, 1, { over: false })
  const head = await app.get(path, 'north:c:headteacher')
  assert.ok(!links(head).includes(`${path}/new`), 'nothing is left to start')
  assert.ok(links(await app.get(path, officer)).includes(`${path}/new`))
})

test('hundreds of reviews are read page by page, each once, and those that are over have a list of their own', async () => {
  const review = await reviewAt(app, 'arranged')
  await copies(review.id, 120, { over: false })
  await copies(review.id, 60, { over: true })
  const seen: (string | null | undefined)[] = []
  let next: string | undefined = path
  let pages = 0
  while (next) {
    const answer: Answer = await app.get(next, officer)
    pages += 1
    assert.ok(rows(answer).length <= 50)
    seen.push(...rows(answer).map((row) => row.querySelector('a')?.getAttribute('href')))
    next = answer.page.querySelector('a[rel=next]')?.getAttribute('href')
  }
  const count = async (where: ReturnType<typeof sql>) =>
    app.database.asOwner(
      async (db) => (await sql<{ n: number }>`select count(*) as n from review where ${where}`.execute(db)).rows[0]?.n,
    )
  assert.equal(pages, 3)
  assert.equal(seen.length, Number(await count(sql`cancelled_at is null and closed_at is null`)))
  assert.equal(new Set(seen).size, seen.length)
  const over = await app.get(`${path}?show=over`, officer)
  assert.equal(rows(over).length, 50)
  assert.match(over.text, /Cancelled/)
  assert.equal(rows(await app.get(`${path}?show=over&page=2`, officer)).length, 10)
  assert.equal(rows(await app.get(`${path}?page=9999`, officer)).length, 0)
  assert.match((await app.get(path, officer)).text, /Finished and cancelled reviews \(60\)/)
})
