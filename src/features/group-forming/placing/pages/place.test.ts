import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import { type FormingWorld, formingWorld, mailsOfKind, prefer } from '../../../../../tests/support/proposals.ts'
import { routes as groupRoutes } from '../../../review-groups/routes.ts'
import { proposePage } from '../../proposal/pages/propose.ts'
import { tasksFor } from '../../public.ts'
import { placingRoutes } from '../routes.ts'

const officer = 'north:partnership-officer'
const app = await testApp({ after }, [...placingRoutes, ...groupRoutes, proposePage])

const place = (world: FormingWorld) => `/north/programmes/${world.programme.id}/forming/place`
const tasks = async (world: FormingWorld) =>
  (await app.as(officer, (db, actor) => tasksFor(db, actor, app.clock.today())))
    .filter(({ about }) => about === world.programme.name)
    .map(({ title }) => title)
const groups = async (world: FormingWorld) => {
  const { rows } = await app.database.asOwner((db) =>
    sql<{ name: string; ids: string[] }>`
      select g.name, array(select school_id::text from review_group_school m where m.group_id = g.id) as ids
        from review_group g where g.programme_id = ${world.programme.id} and g.disbanded_at is null order by g.name`.execute(
      db,
    ),
  )
  return rows.map(({ name, ids }) => `${name} ${ids.map(world.letterOf).sort().join('')}`)
}
const versions = async (world: FormingWorld) => {
  const { rows } = await app.database.asOwner((db) =>
    sql<{
      origin: string
      summary: string
      groups: { name: string; review_group_id: string | null; school_ids: string[] }[]
    }>`
      select origin, summary, groups from arrangement where programme_id = ${world.programme.id} order by number`.execute(
      db,
    ),
  )
  return rows
}

test('a late joiner is shown the group with room, with what it costs, and is added at once with an email to the group', async () => {
  const world = await formingWorld(app)
  await prefer(app, world, { k: { strengths: ['leadership'] }, a: { priorities: ['leadership'] } })
  await world.reviewGroup('Hill', 'acdef')
  await world.reviewGroup('Vale', 'ghij')
  assert.deepEqual(await tasks(world), [`Place K. newcomer ${world.programme.name.split(' ')[1]}`])
  const opened = await app.get(place(world), officer)
  assert.match(opened.text, /A school waits for a group K\. newcomer \d+, Primary, Northdale/)
  assert.match(opened.text, /No school that has a group needs to move/)
  assert.match(opened.text, /would join Vale/)
  const links = opened.page.querySelectorAll('a').filter((link) => link.text.startsWith('add it now'))
  assert.ok(links.length >= 1)
  const add = links[0]?.getAttribute('href') ?? ''
  const check = await app.get(add, officer)
  assert.match(check.text, /K\. newcomer \d+ joins (Vale|Hill)\. It then has/)
  const added = await app.submit(add, {}, officer)
  assert.equal(added.location, `/north/programmes/${world.programme.id}`)
  const now = await groups(world)
  assert.equal(
    now
      .join()
      .replace(/[^a-k]/g, '')
      .includes('k'),
    true,
  )
  assert.equal(now.length, 2)
  assert.deepEqual(await tasks(world), [])
  assert.match((await app.get(place(world), officer)).text, /Every school has a group, and no group is too small/)
  const gone = await app.get(add, officer)
  assert.match(gone.text, /Schools or groups changed meanwhile/)
})

test('the group that a joiner comes to gets an email that names it', async () => {
  const world = await formingWorld(app)
  await world.reviewGroup('Hill', 'acde')
  await world.reviewGroup('Vale', 'fghijk')
  await world.join('b'.replace('b', 'l'))
  const before = (await mailsOfKind(app, 'group-published')).length
  const opened = await app.get(place(world), officer)
  const link = opened.page.querySelectorAll('a').find((one) => one.text.startsWith('add it now'))
  await app.submit(link?.getAttribute('href') ?? '', {}, officer)
  const mails = (await mailsOfKind(app, 'group-published')).slice(before)
  assert.equal(mails.length, 4)
  assert.match(mails[0]?.text ?? '', /L\. newcomer \d+ joins this review group\..*is in Hill/s)
})

test('a group that fell short gets schools back with the fewest changes, as a version that can be proposed', async () => {
  const world = await formingWorld(app)
  const hill = await world.reviewGroup('Hill', 'acde')
  const vale = await world.reviewGroup('Vale', 'fghijk')
  const leave = `/north/programmes/${world.programme.id}/schools/${world.schools.e}/leave`
  const asked = await app.get(leave, officer)
  assert.match(asked.text, /Elmstead Infant School is in Hill.*Hill then has 3 schools/)
  const left = await app.submit(leave, {}, officer)
  assert.equal(left.location, place(world))
  assert.deepEqual(await tasks(world), ['Hill has only 3 schools'])
  const opened = await app.get(place(world), officer)
  assert.match(opened.text, /Hill has 3 schools; groups have 4 to 6/)
  assert.match(opened.text, /1 school moves to another group\. No placement with fewer changes keeps the rules\./)
  const choices = opened.page.querySelectorAll('[name="choice"]').map((radio) => radio.getAttribute('value') ?? '')
  assert.ok(choices.length >= 1 && choices.length <= 3)
  assert.equal((await app.submit(place(world), {}, officer)).status, 422)
  assert.match((await app.submit(place(world), { choice: 'another' }, officer)).errors.join(), /changed meanwhile/)
  const made = await app.submit(place(world), { choice: choices[0] ?? '' }, officer)
  assert.match(made.location ?? '', /\/forming\/versions\/[0-9a-f-]+$/)
  const [version] = await versions(world)
  assert.equal(version?.origin, 'placement')
  assert.equal(version?.summary, 'A place for Hill: 1 school moves')
  assert.deepEqual(
    version?.groups.map(({ name, review_group_id, school_ids }) => [name, review_group_id, school_ids.length]),
    [
      ['Hill', hill, 4],
      ['Vale', vale, 5],
    ],
  )
  assert.deepEqual(await groups(world), ['Hill acd', 'Vale fghijk'], 'nothing changed yet')
  const propose = await app.get(`${made.location}/propose`, officer)
  assert.match(propose.text, /9 schools with other partners/)
})

test('a school that hosts a review cannot leave and is not moved', async () => {
  const world = await formingWorld(app)
  await world.reviewGroup('Hill', 'acd', true)
  const vale = await world.reviewGroup('Vale', 'efghij')
  await app.database.asOwner(async (db) => {
    for (const letter of 'efghi')
      await sql`insert into review (partnership_id, programme_id, group_id, host_school_id, created_by)
        values (${app.world.partnerships.north}, ${world.programme.id}, ${vale}, ${world.schools[letter]}, ${app.world.people.get(officer)?.id})`.execute(
        db,
      )
  })
  const leave = await app.get(`/north/programmes/${world.programme.id}/schools/${world.schools.e}/leave`, officer)
  assert.match(leave.text, /has a review in Vale/)
  const opened = await app.get(place(world), officer)
  assert.match(opened.text, /K\. newcomer \d+ would join Hill/)
  for (const letter of ['F', 'G', 'H', 'I'])
    assert.doesNotMatch(opened.text, new RegExp(`${letter}\\. newcomer \\d+ would go`))
})

test('rules that cannot be kept are named, and a programme without confirmed groups is sent elsewhere', async () => {
  const world = await formingWorld(app)
  assert.match((await app.get(place(world), officer)).text, /have not been confirmed yet/)
  await world.reviewGroup('Hill', 'ac')
  await app.database.asOwner((db) =>
    sql`update programme_school set left_on = '2026-11-01' where programme_id = ${world.programme.id} and school_id <> all(${[world.schools.a, world.schools.c]}::uuid[])`.execute(
      db,
    ),
  )
  const opened = await app.get(place(world), officer)
  assert.match(opened.text, /change the rules/)
  assert.equal(opened.page.querySelector('main form'), null)
})

test('only officers of the partnership place schools', async () => {
  const world = await formingWorld(app)
  for (const path of [place(world), `${place(world)}/add?choice=x`]) {
    assert.equal((await app.get(path, 'north:a:headteacher')).status, 403)
    assert.equal((await app.get(path.replace('/north/', '/south/'), 'south:partnership-officer')).status, 404)
  }
})
