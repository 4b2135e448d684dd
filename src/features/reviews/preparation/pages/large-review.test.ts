import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import { exampleReview, hostLead, lead, rows, snapshotOf } from '../../../../../tests/support/visit.ts'
import { preparationRoutes } from '../routes.ts'

// The app counts statements: a page that sent some for each judgement, person or activity would fail here.
const app = await testApp({ after }, preparationRoutes)

test('sixty judgements of twelve colleagues and forty activities fit their pages', async () => {
  const example = await exampleReview(app)
  const content = snapshotOf({ id: example.school, name: 'Appleford Primary School' })
  const [area] = content.areas
  const [statement] = area?.statements ?? []
  assert.ok(area && statement)
  area.statements = Array.from({ length: 60 }, (_, index) => ({
    ...statement,
    key: `teaching-${index}`,
    text: `Pupils of group ${index} take part in every lesson with their class.`,
    point: 1 + (index % 4),
    views: { judged: 12, asked: 12, lowest: 1 + (index % 2), highest: 1 + (index % 4) },
  }))
  const partnership = app.world.partnerships.north
  await rows(
    app,
    sql`update snapshot set content = ${JSON.stringify(content)}::jsonb where school_id = ${example.school}
      and id in (select snapshot_id from share where revoked_at is null)`,
  )
  const pairs = [lead, 'north:d:senco']
  for (let index = 0; index < 40; index++)
    await rows(
      app,
      sql`insert into visit_activity (id, partnership_id, review_id, starts, ends, kind, title, place, host_person_id, visitor_person_id, updated_by)
        values (${randomUUID()}, ${partnership}, ${example.review}, ${`09:00`}::time + ${index * 9} * interval '1 minute',
          ${`09:00`}::time + ${index * 9 + 9} * interval '1 minute', 'lesson-visit', ${`Lesson ${index}`}, ${`Room ${index}`},
          ${example.person(hostLead)}, ${example.person(pairs[index % 2] ?? lead)}, ${example.person(lead)})`,
    )
  for (const [path, shows] of [
    ['prepare', /judgements stand out/],
    ['agenda', /Show \d+ judgements/],
    ['agenda/print', /If there is time/],
    ['questions/from/teaching-0', /Other ways to ask it/],
    ['visit-programme', /nobody’s calendar yet/],
    ['visit-programme/print', /Lesson 39/],
    ['visit-programme/send', /A\. headteacher of north: 40 activities/],
    ['prepare/ready', /still to do/],
  ] as const) {
    const page = await app.get(`${example.path}/${path}`, lead)
    assert.equal(page.status, 200, path)
    assert.match(page.text, shows, path)
  }
  assert.equal((await app.submit(`${example.path}/visit-programme/send`, { message: '' }, lead)).status, 303)
  const sent = await rows(
    app,
    sql<{ count: number }>`select count(*)::int as count from sent_activity where review_id = ${example.review}`,
  )
  assert.equal(sent[0]?.count, 80)
})
