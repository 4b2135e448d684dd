import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { type Answer, testApp, testNow } from '../../../../tests/support/app.ts'
import * as texts from '../../../../tests/support/review-world.texts.ts'
import { lead, type ReviewWorld, reviewAt, reviewer, secondReviewer } from '../../../../tests/support/review-world.ts'
import { triadAt } from '../../../../tests/support/triads.ts'
import { startReview } from '../../reviews/public.ts'
import { routes as reviewRoutes } from '../../reviews/routes.ts'
import { routes } from '../routes.ts'

const app = await testApp({ after }, [...routes, ...reviewRoutes])
const officer = 'north:partnership-officer'
const otherOfficer = 'north:partnership-lead'
const writers = [lead, reviewer, secondReviewer]

beforeEach(() => app.clock.set(testNow))

const programmeOf = (review: { id: string }) =>
  one(sql<{ id: string }>`select programme_id as id from review where id = ${review.id}`)

async function one(query: ReturnType<typeof sql<{ id: string }>>): Promise<string> {
  const { rows } = await app.database.asOwner((db) => query.execute(db))
  return rows[0]?.id ?? ''
}

/** A review that waits for the team to write up, with the paths of its reminder. */
async function waiting(): Promise<{
  review: ReviewWorld
  health: string
  begin: string
  check: string
  thing: string
}> {
  const review = await reviewAt(app, 'drafted')
  const health = `/north/programmes/${await programmeOf(review)}/health`
  const thing = `${review.id}.write-up.send-draft`
  const begin = `${health}/remind?review=${review.id}`
  return { review, health, begin, check: `${health}/remind/check?review=${review.id}&thing=${thing}`, thing }
}

type Mail = { to_address: string; subject: string; text: string }
const mails = async () => {
  const query = sql<Mail>`select to_address, subject, text from outbox_mail where kind = 'review-reminder' order by created_at, to_name`
  return (await app.database.asOwner((db) => query.execute(db))).rows
}
const nudges = async (review: { id: string }) => {
  const query = sql<{ thing: string; stage: string; person_id: string; note: string }>`
    select thing, stage, person_id, note from review_nudge where review_id = ${review.id} order by sent_at, person_id`
  return (await app.database.asOwner((db) => query.execute(db))).rows
}
const valueIn = (page: Answer['page'], name: string) =>
  page.querySelector(`input[name="${name}"]`)?.getAttribute('value') ?? ''
/** What the next page says at its top. */
function said({ headers }: Answer): string {
  const cookie = [headers['set-cookie']].flat().find((one) => String(one).startsWith('flash='))
  const value = /^flash=([^;]+)/.exec(String(cookie))?.[1] ?? ''
  return String(JSON.parse(Buffer.from(value, 'base64url').toString()).text)
}
const idOf = (who: string) => app.world.people.get(who)?.id ?? ''
const nameOf = (who: string) => app.world.people.get(who)?.name ?? ''

test('an officer begins with whom a review waits for, adds words, reads every email and sends', async () => {
  const { review, begin, check, thing, health } = await waiting()
  const asked = await app.get(begin, officer)
  assert.match(asked.text, /Review of Cedar Lane School: Write up the findings and send the draft report to the host/)
  for (const who of writers) assert.ok(asked.text.includes(nameOf(who)), who)

  const chosen = await app.submit(begin, { note: 'We can help on Thursday.' }, officer)
  assert.equal(chosen.status, 303)
  assert.equal(chosen.location, `${check}&note=We+can+help+on+Thursday.`)
  const before = (await mails()).length
  const read = await app.get(chosen.location, officer)
  assert.match(read.text, /3 people get one email each/)
  assert.match(read.text, /This is a friendly reminder/)
  assert.match(read.text, /We can help on Thursday\./)
  assert.equal((await mails()).length, before)

  const sent = await app.submit(chosen.location, {}, officer)
  assert.equal(sent.location, health)
  assert.match(said(sent), /^3 emails are on the way, to .+ and .+$/)
  const went = (await mails()).slice(before)
  assert.equal(went.length, 3)
  for (const mail of went) {
    assert.equal(
      mail.subject,
      'Reminder: Write up the findings and send the draft report to the host (review of Cedar Lane School)',
    )
    assert.ok(mail.text.includes(`http://localhost${review.path}/write-up`), mail.text)
    assert.ok(read.text.includes(mail.text.replaceAll(/\s+/g, ' ').trim()), 'the email is what was read')
  }
  const kept = await nudges(review)
  assert.deepEqual(kept.map(({ person_id }) => person_id).toSorted(), writers.map(idOf).toSorted())
  assert.ok(kept.every((row) => `${review.id}.${row.stage}.${row.thing}` === thing))
  assert.ok(kept.every(({ note }) => note === 'We can help on Thursday.'))
  const audit = await one(
    sql<{
      id: string
    }>`select action || ' ' || school_id as id from audit_entry where subject_id = ${review.id} and action = 'review:remind'`,
  )
  assert.equal(audit, `review:remind ${review.school}`)
})

test('nobody is reminded of one thing twice within five school days, also not by a page that was opened before', async () => {
  const { review, begin, check, health } = await waiting()
  const opened = await app.get(check, otherOfficer)
  assert.equal((await app.submit(check, {}, officer)).status, 303)
  const count = (await mails()).length

  const again = await app.post(
    check,
    { _once: valueIn(opened.page, '_once'), shown: valueIn(opened.page, 'shown'), note: 'My own words' },
    otherOfficer,
  )
  assert.equal(again.status, 422)
  assert.match(again.errors.join(), /Nothing was sent/)
  assert.match(again.text, /My own words/)
  assert.equal((await mails()).length, count)
  assert.equal((await nudges(review)).length, 3)

  const told = await app.get(begin, officer)
  assert.match(told.text, /Nobody to remind now/)
  const again5 = new RegExp(`were reminded on 24 November 2026 by ${nameOf(officer)}; again from 1 December 2026`)
  assert.match(told.text, again5)
  assert.match((await app.get(health, officer)).text, again5)
  app.clock.set(Temporal.Instant.from('2026-11-30T10:00:00Z'))
  assert.match((await app.get(begin, officer)).text, /Nobody to remind now/)
  app.clock.set(Temporal.Instant.from('2026-12-01T10:00:00Z'))
  assert.equal((await app.submit(check, {}, officer)).status, 303)
  assert.equal((await nudges(review)).length, 6)
})

test('two who send at one moment send once', async () => {
  const { review, check } = await waiting()
  const opened = await Promise.all([app.get(check, officer), app.get(check, otherOfficer)])
  const forms = opened.map(({ page }) => ({ _once: valueIn(page, '_once'), shown: valueIn(page, 'shown') }))
  const both = await Promise.all([
    app.post(check, forms[0] ?? {}, officer),
    app.post(check, forms[1] ?? {}, otherOfficer),
  ])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [303, 422])
  assert.equal((await nudges(review)).length, 3)
})

test('what was done between reading and sending does not go, and the answer says so', async () => {
  const [first, second] = [await waiting(), await waiting()]
  // Both belong to one programme here, so that one person has two things.
  const programme = await programmeOf(first.review)
  await app.database.asOwner(async (db) => {
    const group = sql`select group_id from review where id = ${first.review.id}`
    await sql`update review set programme_id = ${programme}, group_id = (${group}) where id = ${second.review.id}`.execute(
      db,
    )
  })
  const check = `${first.check}&review=${second.review.id}&thing=${second.thing}`
  const read = await app.get(check, officer)
  assert.match(read.text, /Reminder: 2 things that peer reviews wait for/)
  assert.match(read.text, /3 people get one email each/)
  const shown = valueIn(read.page, 'shown')
  await app.database.asOwner((db) =>
    sql`update review set sent_to_host_at = now() where id = ${second.review.id}`.execute(db),
  )
  const before = (await mails()).length
  const sent = await app.submit(check, { shown }, officer)
  assert.match(said(sent), /3 emails are on the way, .+\. 3 reminders were left out: done meanwhile/)
  assert.equal((await nudges(second.review)).length, 0)
  assert.ok((await mails()).slice(before).every(({ text }) => !text.includes(second.review.path)))
  // A group reviews a school once at a time.
  await app.database.asOwner((db) =>
    sql`update review set cancelled_at = now() where id = ${second.review.id}`.execute(db),
  )
})

test('only what was shown is sent', async () => {
  const { review, check, thing } = await waiting()
  const mark = `${thing}/${idOf(lead)}/`
  const shown = valueIn((await app.get(check, officer)).page, 'shown')
  const own = shown.split(' ').find((one) => one.startsWith(mark)) ?? ''
  assert.notEqual(own, '')
  assert.equal((await app.submit(check, { shown: `${own} made-up/mark/` }, officer)).status, 303)
  assert.deepEqual(
    (await nudges(review)).map(({ person_id }) => person_id),
    [idOf(lead)],
  )
})

test('a refusal keeps the words, and too many words are refused', async () => {
  const { begin, review } = await waiting()
  const none = await app.submit(begin, { things: [], note: 'Kind words' }, officer)
  assert.equal(none.status, 422)
  assert.match(none.errors.join(), /Choose at least one thing/)
  assert.match(none.body, /Kind words<\/textarea>/)
  const long = await app.submit(begin, { note: 'x'.repeat(601) }, officer)
  assert.equal(long.status, 422)
  assert.match(long.errors.join(), /Use 600 characters or fewer/)
  assert.match(long.body, /x{601}<\/textarea>/)
  const strange = await app.submit(begin, { things: ['not-a-thing'] }, officer)
  assert.equal(strange.status, 422)
  assert.equal((await nudges(review)).length, 0)
})

test('without a choice, and where nothing waits, the page says what to do', async () => {
  const { health, check } = await waiting()
  assert.match((await app.get(`${health}/remind`, officer)).text, /No review was chosen\. Tick the reviews/)
  const nobody = await app.get(`${health}/remind?review=${crypto.randomUUID()}`, officer)
  assert.match(nobody.text, /Nothing in what you chose waits for somebody/)
  assert.match((await app.get(check.replace('send-draft', 'host-agree'), officer)).text, /Nobody to remind now/)
})

test('it never shows or sends what anybody wrote', async () => {
  const { begin, check } = await waiting()
  await app.submit(check, {}, officer)
  const pages = [(await app.get(begin, officer)).text, (await app.get(check, officer)).text]
  const all = [...pages, ...(await mails()).map(({ text }) => text)].join(' ')
  const written = [texts.focus, ...texts.notes.map(({ text }) => text), ...texts.findings.map(({ title }) => title)]
  for (const text of written) assert.ok(!all.includes(text), `shows “${text}”`)
})

test('who has left gets nothing, and the page says so', async () => {
  const { begin, check } = await waiting()
  const leave = (at: string | null) =>
    app.database.asOwner((db) =>
      sql`update person set left_at = ${at}::timestamptz where id = ${idOf(reviewer)}`.execute(db),
    )
  await leave('2026-11-20T10:00:00Z')
  assert.match((await app.get(begin, officer)).text, new RegExp(`${nameOf(reviewer)} has left the partnership\\.`))
  assert.match((await app.get(check, officer)).text, /2 people get one email each/)
  await leave(null)
})

test('where the host has named nobody, its head is reminded, and who was invited long ago', async () => {
  const review = await reviewAt(app, 'arranged')
  await app.database.asOwner(async (db) => {
    await sql`update review_member set removed_at = now() where review_id = ${review.id} and part in ('host', 'host-lead')`.execute(
      db,
    )
    await sql`update review_member set answer = 'waiting', invited_at = '2026-11-02T09:00:00Z' where review_id = ${review.id} and person_id = ${idOf(reviewer)}`.execute(
      db,
    )
  })
  const begin = `/north/programmes/${await programmeOf(review)}/health/remind?review=${review.id}`
  const things = [`${review.id}.visit.host-lead`, `${review.id}..answer-invitation`]
  const chosen = await app.submit(begin, { things }, officer)
  const before = (await mails()).length
  assert.equal((await app.submit(chosen.location ?? '', {}, officer)).status, 303)
  const went = (await mails()).slice(before).map(({ to_address, text }) => [to_address, text] as const)
  assert.deepEqual(
    went.map(([to]) => to),
    ['north.c.headteacher@example.org', 'north.d.senco@example.org'],
  )
  assert.match(went[0]?.[1] ?? '', /Say who leads for the host school\./)
  assert.match(went[1]?.[1] ?? '', /Say whether you can join the team\.[\s\S]+\/invitation\n/)
})

test('a row in which nothing waits for somebody has no tick', async () => {
  const programme = await programmeOf(await reviewAt(app, 'prepared'))
  await app.database.asOwner((db) =>
    sql`update programme set ends_on = '2027-01-15' where id = ${programme}`.execute(db),
  )
  const { page, text } = await app.get(`/north/programmes/${programme}/health`, officer)
  assert.match(page.querySelector('.app-attention li')?.text ?? '', /Cedar Lane School[\s\S]+The programme ends on/)
  assert.ok(!page.querySelector('.app-attention input'))
  assert.doesNotMatch(text, /Tick the reviews/)
})

test('rows of the health page are ticked, and say who was reminded', async () => {
  const { health, review, check } = await waiting()
  await app.database.asOwner((db) => sql`update review set visit_on = '2026-10-01' where id = ${review.id}`.execute(db))
  const { page } = await app.get(health, officer)
  const tick = page.querySelector('.app-attention input[name="review"]')
  assert.equal(tick?.getAttribute('value'), review.id)
  assert.equal(tick?.closest('form')?.getAttribute('action'), `${health}/remind`)
  assert.ok(page.querySelector(`table a[href="${health}/remind?review=${review.id}"]`))
  await app.submit(check, {}, officer)
  assert.match((await app.get(health, officer)).text, /were reminded on 24 November 2026/)
})

test('a meeting of a group is one email for each person, whatever the number of its reviews', async () => {
  const triad = await triadAt(app)
  const at = { now: app.clock.now(), baseUrl: 'http://localhost' }
  const reviews: string[] = []
  for (const school of ['c', 'd', 'e'])
    await app.as(officer, async (db, actor) => {
      const host_school_id = app.world.schools[school] ?? ''
      const made = await startReview(db, actor, { group_id: triad.id, host_school_id }, at)
      assert.ok('id' in made)
      reviews.push(made.id)
    })
  const thing = `${triad.id}.launch.book-meeting`
  const health = `/north/programmes/${triad.programme}/health`
  const begin = await app.get(`${health}/remind?${reviews.map((id) => `review=${id}`).join('&')}`, officer)
  assert.equal(begin.page.querySelectorAll(`input[value="${thing}"]`).length, 1)
  const check = `${health}/remind/check?thing=${thing}`
  const before = (await mails()).length
  assert.equal((await app.submit(check, {}, officer)).status, 303)
  const went = (await mails()).slice(before)
  assert.ok(went.length > 0)
  assert.equal(new Set(went.map(({ to_address }) => to_address)).size, went.length)
  assert.ok(went.every(({ text }) => text.includes(`http://localhost${triad.path}/meetings/launch`)))
  const kept = await one(
    sql<{
      id: string
    }>`select count(*)::text as id from review_nudge where group_id = ${triad.id} and review_id is null`,
  )
  assert.equal(Number(kept), went.length)
  assert.match((await app.get(`${health}/remind?review=${reviews[1]}`, officer)).text, /reminded on 24 November 2026/)
})

test('the page of a review leads officers to its reminder, and says to nobody else that there was one', async () => {
  const { review, begin, check } = await waiting()
  await app.submit(check, {}, officer)
  const { page } = await app.get(review.path, officer)
  assert.ok(page.querySelector(`a[href="${begin}"]`))
  for (const who of [...writers, 'north:c:headteacher', 'north:ile']) {
    const { status, text } = await app.get(review.path, who)
    assert.equal(status, 200, who)
    assert.doesNotMatch(text, /remind/i, who)
  }
})

test('only the lead and the officers of the partnership remind', async () => {
  const { begin, check } = await waiting()
  for (const path of [begin, check]) {
    assert.equal((await app.get(path, otherOfficer)).status, 200)
    for (const who of ['north:c:headteacher', 'north:ile', lead]) {
      assert.equal((await app.get(path, who)).status, 403, who)
      assert.equal((await app.post(path, { shown: 'x' }, who)).status, 403, who)
    }
    assert.equal((await app.get(path, 'south:partnership-officer')).status, 404)
    assert.equal((await app.get(path.replace('/north/', '/south/'), 'south:partnership-officer')).status, 404)
  }
})
