import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../tests/support/app.ts'
import { hostLead, ile, lead, reviewAt, reviewer } from '../../../../tests/support/review-world.ts'
import { planningRoutes } from '../planning/routes.ts'
import { answerInvitation, inviteMember } from '../planning/team.acts.ts'

const officer = 'north:partnership-officer'
const app = await testApp({ after }, planningRoutes)
const at = () => ({ now: app.clock.now(), baseUrl: 'http://localhost' })

async function linksOn(path: string, who: string): Promise<string[]> {
  const answer = await app.get(path, who)
  return answer.page.querySelectorAll('main a').map((link) => link.getAttribute('href') ?? '')
}

test('findings, draft and what came of a meeting are offered once they can be there, to those who can write them', async () => {
  const arranged = await reviewAt(app, 'arranged')
  for (const who of [ile, lead, reviewer]) {
    const links = await linksOn(arranged.path, who)
    assert.ok(!links.some((href) => /\/(findings|write-up|meetings)/.test(href)), who)
    assert.ok(links.includes(`${arranged.path}/visit-programme`), who)
  }
  const visited = await reviewAt(app, 'visited')
  for (const who of [ile, lead, reviewer])
    assert.ok((await linksOn(visited.path, who)).includes(`${visited.path}/findings`))
  const agreed = await reviewAt(app, 'agreed')
  const followUp = `${agreed.path}/meetings/${(await agreed.meeting('follow-up')).id}`
  assert.ok((await linksOn(agreed.path, lead)).includes(followUp))
  assert.ok(!(await linksOn(agreed.path, reviewer)).includes(followUp))
})

test('whoever declared an interest is told that it waits, and whoever decides is asked on the review itself', async () => {
  const review = await reviewAt(app, 'arranged')
  const who = 'north:e:headteacher'
  const person_id = app.world.people.get(who)?.id ?? ''
  await app.as(lead, (db, actor) => inviteMember(db, actor, review.id, { person_id, part: 'reviewer' }, at()))
  assert.match((await app.get(review.path, who)).text, /You are invited to this review/)
  await app.as(who, (db, actor) =>
    answerInvitation(db, actor, review.id, { accept: true, declared: 'My sister works there.' }, at()),
  )
  const own = await app.get(review.path, who)
  assert.match(own.text, /You declared an interest\. It waits for a decision/)
  assert.doesNotMatch(own.text, /You are invited/)
  for (const decider of [lead, officer])
    assert.match((await app.get(review.path, decider)).text, /Decide whether .* can take part\. This waits for you/)
  const host = await app.get(review.path, hostLead)
  assert.doesNotMatch(host.text, /Decide whether/)
  assert.match(host.text, /\(waits for a decision\)/)
  assert.doesNotMatch(host.text, /sister/)
})

test('only parts in which there is room are offered, and why not the others', async () => {
  const review = await reviewAt(app, 'arranged')
  const page = await app.get(`${review.path}/team/invite`, lead)
  const offered = page.page.querySelectorAll('.govuk-radios__label').map((label) => label.text.trim())
  assert.deepEqual(offered, ['Reviewer'])
  assert.match(page.text, /A\. headteacher of north is the lead reviewer already/)
  const forced = await app.post(`${review.path}/team/invite`, { _form: 'part', part: 'ile' }, lead)
  assert.deepEqual(forced.errors, ['ile of north is the ILE already'])
  const sent = await reviewAt(app, 'sent')
  assert.ok(!(await linksOn(`${sent.path}/team`, lead)).some((href) => href.endsWith('/invite')))
  assert.match((await app.get(`${sent.path}/team/invite`, lead)).text, /Nobody else can be invited/)
})
