import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../tests/support/app.ts'
import { host, ile, lead, reviewAt, reviewer, secondReviewer } from '../../../tests/support/review-world.ts'
import { type Occasion, type WhoseWork, whatHappened } from './happened.queries.ts'

const app = await testApp({ after }, [])
const idOf = (who: string) => app.world.people.get(who)?.id ?? ''
const review = await reviewAt(app, 'agreed')

function happened(whose: WhoseWork, who = 'north:partnership-officer'): Promise<Occasion[]> {
  return app.as(who, (db, actor) => whatHappened(db, actor, whose, app.clock.today()))
}
const kinds = (occasions: readonly Occasion[]) => occasions.map(({ kind }) => kind)
const whoIn = (occasion: Occasion | undefined) => occasion?.people.map(({ person_id }) => person_id).sort()
const owner = (statement: ReturnType<typeof sql>) => app.database.asOwner((db) => statement.execute(db))

test('what happened comes with everybody who took part, for a person, a school and everybody', async () => {
  const all = await happened('everybody')
  assert.deepEqual(kinds(all), ['preparation', 'visit', 'report'])
  const team = [lead, reviewer, secondReviewer, ile, host].map(idOf)
  const visit = all.find(({ kind }) => kind === 'visit')
  for (const id of team) assert.ok(whoIn(visit)?.includes(id))
  assert.deepEqual(await happened({ person_id: idOf(reviewer) }), all)
  for (const letter of ['a', 'c', 'd'])
    assert.deepEqual(await happened({ school_id: app.world.schools[letter] ?? '' }), all)
  assert.deepEqual(await happened({ school_id: app.world.schools.b ?? '' }), [])
  assert.deepEqual(await happened({ person_id: idOf('north:e:headteacher') }), [])
  assert.deepEqual(await happened('everybody', 'south:partnership-officer'), [])
  const sides = visit?.people.map(({ side, school_name }) => `${side} ${school_name ?? 'none'}`)
  for (const side of ['visitor Appleford Primary School', 'visitor none', 'host Cedar Lane School'])
    assert.ok(sides?.includes(side), side)
})

test('who left before, was never accepted or came after is not among those who took part', async () => {
  const day = review.visit_on
  const change = (who: string, columns: ReturnType<typeof sql>) =>
    owner(sql`update review_member set ${columns} where review_id = ${review.id} and person_id = ${idOf(who)}`)
  await change(reviewer, sql`removed_at = ${day.subtract({ days: 1 }).toString()}::date + interval '9 hours'`)
  await change(secondReviewer, sql`declared_conflict = 'My sister teaches there'`)
  await change(ile, sql`answered_at = ${day.add({ days: 1 }).toString()}::date + interval '9 hours'`)
  const [preparation, visit, report] = await happened('everybody')
  const was = (who: string) => [preparation, visit, report].map((one) => whoIn(one)?.includes(idOf(who)))
  assert.deepEqual(was(lead), [true, true, true])
  assert.deepEqual(was(reviewer), [true, false, false])
  assert.deepEqual(was(secondReviewer), [false, false, false])
  assert.deepEqual(was(ile), [false, false, true])
})

test('a meeting of a whole group happens once, with the people of its teams and its leaders', async () => {
  const [group] = await app.database.asOwner(async (db) => {
    const found = await sql<{ group_id: string; programme_id: string }>`
      select group_id, programme_id from review where id = ${review.id}`.execute(db)
    return found.rows
  })
  assert.ok(group)
  await owner(sql`update programme set model_key = 'inclusion-triads' where id = ${group.programme_id}`)
  await owner(sql`insert into group_meeting (partnership_id, group_id, stage, starts_at, minutes, held_at, updated_by)
    values (${app.world.partnerships.north}, ${group.group_id}, 'launch', '2026-11-12T14:00:00Z', 180, '2026-11-13T09:00:00Z', ${idOf(lead)}),
           (${app.world.partnerships.north}, ${group.group_id}, 'first-triad', '2026-12-12T14:00:00Z', 150, null, ${idOf(lead)})`)
  const meetings = (await happened('everybody')).filter(({ of }) => of === 'group')
  assert.deepEqual(
    meetings.map(({ stage, on, minutes }) => `${stage} ${on} ${minutes}`),
    ['launch 2026-11-12 180'],
  )
  const [launch] = meetings
  const team = whoIn(launch) ?? []
  assert.equal(new Set(team).size, team.length)
  for (const who of [lead, host, ile]) assert.ok(team.includes(idOf(who)), who)
  assert.equal(team.includes(idOf(reviewer)), false, 'had left')
  assert.ok(launch?.people.every(({ side }) => side === 'group'))
  for (const whose of [{ person_id: idOf(ile) }, { school_id: app.world.schools.a ?? '' }])
    assert.equal((await happened(whose)).filter(({ of }) => of === 'group').length, 1)
  await owner(sql`update programme set model_key = 'inclusion-peer-review' where id = ${group.programme_id}`)
})
