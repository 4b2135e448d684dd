import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Answer, testApp } from '../../../../tests/support/app.ts'
import { host, ile, lead, reviewAt, reviewer } from '../../../../tests/support/review-world.ts'
import { routes as home } from '../../home/routes.ts'
import { correctTime } from '../public.ts'
import { routes } from '../routes.ts'

const app = await testApp({ after }, [...routes, ...home])
const idOf = (who: string) => app.world.people.get(who)?.id ?? ''
const empty = await app.get('/north/time', lead)
const review = await reviewAt(app, 'agreed')
const entry = (who: string, stage: string) => `/north/time/${idOf(who)}/stages/${review.id}/${stage}`

/** What the form of a page would send as it stands. */
function entered(page: Answer['page']): Record<string, string> {
  const fields = page.querySelectorAll('main form input[type="hidden"], main form textarea')
  return Object.fromEntries(
    fields.map((field) => [field.getAttribute('name'), field.getAttribute('value') ?? field.text]),
  )
}

test('an empty year says what will appear there, and other years say that there is nothing', async () => {
  assert.match(
    empty.text,
    /There is no time from 2026 to 2027 yet\. When you take part in a review, its preparation, visit/,
  )
  assert.match((await app.get('/north/time?year=2024', lead)).text, /There is no time from 2024 to 2025\./)
  assert.match((await app.get('/north/time?year=never', lead)).text, /2026 to 2027/)
  assert.match((await app.get('/north/time', 'north:b:governor')).text, /no time from 2026 to 2027 yet/)
})

test('a visitor, a host and a leader find what they did, without having written anything down', async () => {
  const visitor = await app.get('/north/time', lead)
  assert.match(visitor.text, /You gave 2 days to peer review/)
  assert.match(
    visitor.text,
    /Pre-review meeting ½ day, 20 October 2026 .*Visit 1 day, 10 November 2026 .*Report ½ day, 20 November 2026/,
  )
  assert.match((await app.get('/north/time', ile)).text, /You gave 2 days to peer review/)
  const atHost = await app.get('/north/time', host)
  assert.match(atHost.text, /You gave 1¼ days.*Cedar Lane School, as host/)
  assert.match((await app.get('/north', lead)).page.querySelector('main')?.toString() ?? '', /href="\/north\/time"/)
})

test('the effect on the total is shown first, then a correction counts, and what was said stays', async () => {
  const path = entry(reviewer, 'visit')
  const asked = await app.submit(path, { days: '½', reason: 'I left at midday' }, reviewer)
  assert.equal(asked.status, 200)
  assert.match(asked.text, /For you, the total for 2026 to 2027 goes from 2 days to 1½ days/)
  assert.match((await app.get('/north/time', reviewer)).text, /You gave 2 days/, 'nothing is saved by asking')
  const token = asked.page.querySelector('input[name="checked"]')?.getAttribute('value') ?? ''
  assert.equal(token, '1')
  const saved = await app.submit(path, { days: '½', reason: 'I left at midday', checked: token }, reviewer)
  assert.equal(saved.status, 303, saved.errors.join())
  const mine = await app.get('/north/time', reviewer)
  assert.match(mine.text, /You gave 1½ days/)
  assert.match(mine.text, /Worked out: 1 day\. Corrected by D\. senco of north on 24 November 2026: I left at midday/)
  const undone = await app.submit(path, {}, reviewer, 'take-back')
  assert.equal(undone.status, 303, undone.errors.join())
  assert.match((await app.get('/north/time', reviewer)).text, /You gave 2 days/)
  assert.match((await app.get(path, reviewer)).text, /took the correction back .*½ day: I left at midday/)
})

test('what does not fit is refused with what was typed', async () => {
  const path = entry(lead, 'visit')
  const cases = [
    [{ days: 'a morning', reason: 'Short' }, /Enter days in figures, in steps of an eighth/],
    [{ days: '1.3', reason: 'Short' }, /in steps of an eighth/],
    [{ days: '21', reason: 'Long' }, /Enter 20 days or fewer/],
    [{ days: '', reason: 'Short' }, /Enter how many days it took/],
    [{ days: '1', reason: '' }, /Say in a sentence what was different/],
  ] as const
  for (const [fields, message] of cases) {
    const refused = await app.submit(path, fields, lead)
    assert.equal(refused.status, 422)
    assert.match(refused.errors.join(), message)
    assert.equal(refused.page.querySelector('input[name="days"]')?.getAttribute('value') ?? '', fields.days)
    assert.equal(refused.page.querySelector('textarea[name="reason"]')?.text.trim(), fields.reason)
  }
  const changed = await app.submit(path, { days: '0.75', reason: 'Less', checked: '1' }, lead)
  assert.match(changed.text, /goes from 2 days to 1¾ days/, 'another number has to be checked again')
})

test('a head corrects for a colleague, who sees by whom; nobody else may, and nothing is written over', async () => {
  const path = entry(reviewer, 'write-up')
  const head = 'north:d:headteacher'
  const before = await app.get(path, reviewer)
  const old = before.page.querySelector('input[name="_version"]')?.getAttribute('value') ?? ''
  const page = await app.get(`/north/time/${idOf(reviewer)}`, head)
  assert.match(page.text, /Time of D\. senco of north/)
  const saved = await app.submit(path, { days: '1', reason: 'Wrote two sections', checked: '2' }, head)
  assert.equal(saved.status, 303, saved.errors.join())
  assert.match(
    (await app.get('/north/time', reviewer)).text,
    /Corrected by D\. headteacher of north on .*: Wrote two sections/,
  )
  const late = await app.submit(
    path,
    { days: '0.25', reason: 'I wrote little', checked: '0.5', _version: old },
    reviewer,
  )
  assert.equal(late.status, 409)
  assert.match(late.text, /Wrote two sections/)
  assert.match(late.text, /I wrote little/)
  assert.match((await app.get('/north/time', reviewer)).text, /Wrote two sections/)
  const chosen = await app.post(path, { ...entered(late.page), '_keep[choice-1]': 'mine' }, reviewer)
  assert.equal(chosen.status, 303)
  assert.match(
    (await app.get(path, reviewer)).text,
    /D\. senco of north: ¼ day: I wrote little .*: 1 day: Wrote two sections/,
  )
  const strangers = ['north:a:headteacher', 'north:d:senior-leader', 'north:partnership-lead', 'north:ile', host]
  for (const who of [...strangers, 'south:z:headteacher']) {
    assert.equal((await app.get(path, who)).status, 404, who)
    assert.equal((await app.get(`/north/time/${idOf(reviewer)}`, who)).status, 404, who)
    assert.equal((await app.get(`/north/time/${idOf(reviewer)}/add`, who)).status, 404, who)
  }
  assert.equal((await app.get(entry(lead, 'self-evaluation'), lead)).status, 404)
  assert.equal((await app.get(entry(ile, 'visit'), head)).status, 404, 'a leader of no school answers to no head')
  const audit = await app.get('/north/time', head)
  assert.equal(audit.status, 200)
  const own = await app.get(`/north/time/${idOf(head)}`, head)
  assert.match(own.text, /Your time/)
})

test('two who correct at one moment: the second sees the first', async () => {
  const said = { half_days: 0.5, reason: 'At once', version: 0 }
  const at = { now: app.clock.now(), today: app.clock.today() }
  const key = { person_id: idOf(lead), occasion_id: review.id, stage: 'write-up' }
  const correct = (reason: string) => app.as(lead, (db, actor) => correctTime(db, actor, key, { ...said, reason }, at))
  const both = await Promise.all([correct('One'), correct('Two')])
  assert.deepEqual(both.map(({ kind }) => kind).sort(), ['conflict', 'saved'])
})
