import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../tests/support/app.ts'
import { exampleReview } from '../../../tests/support/visit.ts'
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
    (await officers()).filter((task) => task.note?.includes('late')),
    [],
    'a report has ten school days',
  )
  await visited('2026-10-15')
  const [late] = (await officers()).filter((task) => task.note?.includes('late'))
  assert.match(late?.title ?? '', /Write up the findings/)
  assert.match(late?.note ?? '', /^\d+ days late\. Waits for /)
  assert.equal(late?.kind, 'waiting')
})

test('the Inclusion Leader of Education is asked to challenge while the team writes up', async () => {
  const tasks = await app.as('north:ile', (db, actor) => tasksFor(db, actor, today))
  assert.ok(
    tasks.some((task) => task.kind === 'now' && task.title.includes('challenge') && task.href.endsWith('/findings')),
  )
})
