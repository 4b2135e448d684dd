import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../../tests/support/app.ts'
import {
  host,
  hostLead,
  hostSchool,
  ile,
  lead,
  outsiders,
  type ReviewWorld,
  reviewAt,
  reviewer,
} from '../../../../../tests/support/review-world.ts'
import { reportRoutes } from '../routes.ts'

const app = await testApp({ after }, reportRoutes)
const writeUp = (review: ReviewWorld, who: string) => app.get(`${review.path}/write-up`, who)

test('an empty report says what is missing, with a way to each part', async () => {
  const review = await reviewAt(app, 'visited')
  const page = await writeUp(review, lead)
  assert.equal(page.status, 200)
  assert.match(page.text, /Being drafted by the team/)
  assert.match(page.text, /Write the section “Introduction”/)
  assert.match(page.text, /Add at least one strength/)
  assert.match(page.text, /Nothing written yet/)
  assert.ok(page.page.querySelector(`a[href="${review.path}/write-up/sections/introduction"]`))
  assert.equal(page.page.querySelector('a[href$="/write-up/send"]'), null)
})

test('nobody but the visiting team sees a draft before it is sent', async () => {
  const review = await reviewAt(app, 'drafted')
  for (const who of [host, hostLead, hostSchool, ...outsiders])
    for (const path of [
      'write-up',
      'write-up/sections/overall',
      'report',
      'report.pdf',
      'next-steps',
      'write-up/comment?section=overall',
    ])
      assert.equal((await app.get(`${review.path}/${path}`, who)).status, 404, `${path} as ${who}`)
  for (const who of [lead, reviewer, ile]) assert.equal((await writeUp(review, who)).status, 200, who)
})

test('a whole draft can be sent by the lead reviewer, and by nobody else', async () => {
  const review = await reviewAt(app, 'drafted')
  assert.match((await writeUp(review, lead)).text, /The draft is whole\. Read it once more, then send it\./)
  const others = await writeUp(review, reviewer)
  assert.match(others.text, /The lead reviewer sends it to Cedar Lane School/)
  assert.equal(others.page.querySelector('a[href$="/write-up/send"]'), null)
  assert.ok(others.page.querySelector(`a[href="${review.path}/findings/${review.finding_ids[0]}"]`))
  const leader = await writeUp(review, ile)
  assert.equal(leader.page.querySelector('a[href*="/sections/"]'), null)
  assert.match(leader.text, /Challenge from ile of north/)
})

test('the host reads the whole draft once it is sent, with where each finding comes from and no note', async () => {
  const review = await reviewAt(app, 'sent')
  const page = await writeUp(review, host)
  assert.equal(page.status, 200)
  assert.match(page.text, /Younger pupils know what to try before they ask/)
  assert.match(page.text, /Where this comes from: seen in lessons or around the school, said by pupils/)
  assert.match(page.text, /Question: To what extent do pupils with SEND start/)
  assert.match(page.text, /Is it the assistants who need something different here, or the tasks\?/)
  assert.doesNotMatch(page.body, /Raw note|Seen twice|I had not noticed/)
  assert.ok(page.page.querySelector('a[href$="/write-up/comment?section=overall"]'))
  assert.ok(page.page.querySelector('a[href$="/next-steps/new"]'))
  assert.equal(page.page.querySelector('a[href*="/sections/"]'), null)
})

test('the head is told what stands against agreeing; the rest of the school and outsiders find nothing', async () => {
  const review = await reviewAt(app, 'commented')
  const page = await writeUp(review, hostLead)
  assert.match(page.text, /1 comment waits for the team’s answer/)
  assert.match(page.text, /The report can be agreed when all are answered/)
  assert.equal(page.page.querySelector('a[href$="/write-up/agree"]'), null)
  for (const who of [hostSchool, ...outsiders]) assert.equal((await writeUp(review, who)).status, 404, who)
  const team = await writeUp(review, reviewer)
  const way = team.page.querySelector('.app-now li a')
  assert.equal(way?.textContent, 'In the upper years some pupils wait for an adult')
  assert.ok(
    team.page.querySelector(way?.getAttribute('href') ?? 'none'),
    'the link leads to the part that was commented on',
  )
  assert.match(team.text, /1 comment waits for an answer/)
  assert.ok(team.page.querySelector(`a[href="${review.path}/write-up/comments/${review.comment_id}"]`))
})

test('after agreement the report belongs to the host, and no link changes its text', async () => {
  const review = await reviewAt(app, 'agreed')
  const page = await writeUp(review, hostLead)
  assert.match(page.text, /Agreed by both/)
  assert.match(page.text, /The report belongs to Cedar Lane School/)
  assert.ok(page.page.querySelector(`a[href="${review.path}/report/share"]`))
  assert.equal((await writeUp(review, hostSchool)).location, `${review.path}/report`, 'what was agreed, no comments')
  for (const who of [lead, reviewer, host]) {
    const seen = await writeUp(review, who)
    assert.equal(seen.status, 200, who)
    assert.equal(seen.page.querySelector('a[href*="/sections/"], a[href*="/write-up/findings/"]'), null, who)
  }
  for (const who of outsiders) assert.equal((await writeUp(review, who)).status, 404, who)
})
