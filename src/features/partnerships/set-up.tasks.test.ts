import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../tests/support/app.ts'
import { routes } from './routes.ts'
import { tasksFor } from './set-up.tasks.ts'

const app = await testApp({ after }, routes)
const titles = async (who: string) => (await app.as(who, tasksFor)).map(({ title }) => title)
const { south = '' } = app.world.partnerships

test('a partnership that begins is led from its schools to a framework and on to a programme', async () => {
  const officer = 'south:partnership-officer'
  const withoutSchools = await app.as(officer, (db, actor) =>
    tasksFor(db, { ...actor, partnership: { ...actor.partnership, id: randomUUID() } }),
  )
  assert.deepEqual(
    withoutSchools.map(({ title, href }) => [title, href]),
    [['Bring in your schools', '/south/schools/import']],
  )
  assert.deepEqual(await titles(officer), ['Publish a framework'])
  await app.database.asOwner(async (db) => {
    await sql`insert into framework (partnership_id, key, edition, title, content, published_at)
      select ${south}, 'standard', '1', 'Standard', '{}', now()`.execute(db)
  })
  assert.deepEqual(await titles(officer), ['Start a programme'])
  await app.database.asOwner((db) =>
    sql`insert into programme (partnership_id, name, model_key, starts_on, ends_on)
      values (${south}, 'Peer review', 'kent', '2026-09-01', '2028-07-20')`.execute(db),
  )
  assert.deepEqual(await titles(officer), [], 'it runs')
})

test('people who do not run the partnership are not asked to set it up', async () => {
  for (const who of ['south:z:headteacher', 'south:ile', 'south:provider']) assert.deepEqual(await titles(who), [], who)
})
