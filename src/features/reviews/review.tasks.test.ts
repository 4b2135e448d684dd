import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../tests/support/app.ts'
import { assurer, launchOn, triadAt } from '../../../tests/support/triads.ts'
import { exampleReview } from '../../../tests/support/visit.ts'
import { startReview } from './public.ts'
import { tasksFor } from './review.tasks.ts'

const app = await testApp({ after }, [])
const today = Temporal.PlainDate.from('2026-11-24')
const officers = () => app.as('north:partnership-officer', (db, actor) => tasksFor(db, actor, today))

test('officers learn which reviews are late and whom they wait for, and no more', async () => {
  await exampleReview(app)
  const visited = (day: string) =>
    app.database.asOwner((db) =>
      sql`update review set visit_on = ${Temporal.PlainDate.from(day)}, prepared_at = now(), visited_at = now()`.execute(
        db,
      ),
    )
  await visited('2026-11-20')
  assert.deepEqual(
    (await officers()).filter((task) => task.note?.startsWith('Its day was')),
    [],
    'a report has ten school days',
  )
  await visited('2026-10-15')
  const [late] = (await officers()).filter((task) => task.note?.startsWith('Its day was'))
  assert.match(late?.title ?? '', /Write up the findings/)
  assert.match(late?.note ?? '', /^Its day was \d+ days ago\. Waits for /)
  assert.equal(late?.kind, 'waiting')
})

test('the Inclusion Leader of Education is asked to challenge while the team writes up', async () => {
  const tasks = await app.as('north:ile', (db, actor) => tasksFor(db, actor, today))
  assert.ok(
    tasks.some((task) => task.kind === 'now' && task.title.includes('challenge') && task.href.endsWith('/findings')),
  )
})

test('heads of a group are asked to start the review of their school, once', async () => {
  const { id } = await triadAt(app)
  const asked = async (who: string) =>
    (await app.as(who, (db, actor) => tasksFor(db, actor, today))).filter(({ href }) => href.endsWith(`?group=${id}`))
  const [first, ...others] = await asked('north:d:headteacher')
  assert.equal(others.length, 0)
  assert.deepEqual([first?.title, first?.kind], ['Start the review of Dunmere Community School', 'now'])
  for (const who of ['north:d:senco', 'north:b:headteacher', 'north:partnership-officer', 'south:z:headteacher'])
    assert.deepEqual(await asked(who), [], who)
  const at = { now: app.clock.now(), baseUrl: 'http://localhost' }
  const wanted = { group_id: id, host_school_id: app.world.schools.d ?? '' }
  await app.as('north:d:headteacher', (db, actor) => startReview(db, actor, wanted, at))
  assert.deepEqual(await asked('north:d:headteacher'), [])
  assert.equal((await asked('north:e:headteacher')).length, 1)
})

test('who leads a group is asked for what only they write', async () => {
  const triad = await triadAt(app)
  await launchOn(app, triad, '2026-11-24')
  const at = { now: app.clock.now(), baseUrl: 'http://localhost' }
  const wanted = { group_id: triad.id, host_school_id: app.world.schools.c ?? '' }
  await app.as('north:c:headteacher', (db, actor) => startReview(db, actor, wanted, at))
  const tasks = await app.as(assurer, (db, actor) => tasksFor(db, actor, today))
  const launch = tasks.find(
    ({ href }) => href.endsWith(`${triad.id}/meetings/launch`) && href.includes('/review-groups/'),
  )
  assert.equal(launch?.kind, 'now')
})
