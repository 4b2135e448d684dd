import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../tests/support/app.ts'
import { lead, reviewAt } from '../../../../tests/support/review-world.ts'
import { correctTime } from '../public.ts'
import { routes } from '../routes.ts'

const app = await testApp({ after }, routes)
const path = (letter: string) => `/north/schools/${app.world.schools[letter]}/time`
const empty = await app.get(path('a'), lead)
const emptyOverview = await app.get('/north/time/schools', 'north:partnership-officer')
const review = await reviewAt(app, 'agreed')
const leadId = app.world.people.get(lead)?.id ?? ''
await app.as(lead, (db, actor) =>
  correctTime(
    db,
    actor,
    { person_id: leadId, occasion_id: review.id, stage: 'visit' },
    { half_days: 8, reason: 'A secret reason', version: 0 },
    { now: app.clock.now(), today: app.clock.today() },
  ),
)

test('a head and a senior leader see what the school gave and received, with a picture, its table and a file', async () => {
  assert.match(empty.text, /There is no time from 2026 to 2027 yet\. When colleagues have taken part/)
  const host = await app.get(path('c'), 'north:c:headteacher')
  assert.match(
    host.text,
    /Cedar Lane School gave 0 days to other schools and received 11 days, and [\d½¼]+ days went into hosting/,
  )
  assert.ok(host.page.querySelector('svg[role="img"][aria-label]'))
  assert.match(host.text, /C\. senco of north 1¼ 1¼/)
  const visitor = await app.get(path('a'), lead)
  assert.match(visitor.text, /Appleford Primary School gave 5 days to other schools/)
  assert.match(visitor.text, /1 colleague.*A\. headteacher of north 5 ½ 4 ½ Together 5 ½ 4 ½/)
  assert.ok(visitor.page.querySelector(`main a[href="/north/time/${leadId}?year=2026"]`))
  const deputy = await app.get(path('a'), 'north:a:senior-leader')
  assert.equal(deputy.status, 200)
  assert.equal(deputy.page.querySelector(`main a[href^="/north/time/"]`), null)
  assert.doesNotMatch(deputy.text, /secret reason/)
  const file = await app.get(`${path('a')}/download?year=2026`, 'north:a:senior-leader')
  assert.match(String(file.headers['content-type']), /text\/csv/)
  assert.match(file.body, /A\. headteacher of north,5,0\.5,4,0\.5,0,0,0\r\nAll colleagues together,5/)
})

test('a school’s time is the school’s: others do not find it, or may not look', async () => {
  for (const page of [path('a'), `${path('a')}/download`]) {
    for (const who of ['north:c:headteacher', 'north:e:senior-leader', 'south:z:headteacher'])
      assert.equal((await app.get(page, who)).status, 404, who)
    for (const who of ['north:a:senco', 'north:a:governor', 'north:partnership-lead', 'north:ile'])
      assert.equal((await app.get(page, who)).status, 403, who)
  }
})

test('the partnership sees sums and where one colleague carries much, never names or reasons', async () => {
  assert.match(emptyOverview.text, /There is no time from 2026 to 2027 yet/)
  for (const who of ['north:partnership-officer', 'north:partnership-lead']) {
    const page = await app.get('/north/time/schools', who)
    assert.match(page.text, /3 schools gave 9 days; Appleford Primary School gave most, 5 days/)
    assert.match(page.text, /At 1 school one colleague has given 4 days or more/)
    assert.match(page.text, /Cedar Lane School 0 [\d½¼]+ 11 /)
    assert.match(page.text, /Inclusion peer review \w+ \d 1[\d½¼]+ 2/)
    assert.doesNotMatch(page.body, /A\. headteacher of north|secret reason/)
  }
  const file = await app.get('/north/time/schools/download?year=2026', 'north:partnership-lead')
  assert.match(file.body, /Appleford Primary School,5,0,0,1,5/)
  assert.equal((await app.get('/north/time/schools', lead)).status, 403)
  assert.equal((await app.get('/north/time/schools', 'south:partnership-lead')).status, 404)
  assert.match((await app.get('/south/time/schools', 'south:partnership-lead')).text, /There is no time/)
  assert.match(
    (await app.get('/north/time/schools?year=2024&page=3', 'north:partnership-lead')).text,
    /no time from 2024/,
  )
})
