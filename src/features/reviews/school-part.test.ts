import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../tests/support/app.ts'
import { exampleReview } from '../../../tests/support/visit.ts'
import { schoolRoutes } from '../schools/routes.ts'
import { schoolPart } from './school-part.ts'

const app = await testApp({ after }, schoolRoutes([schoolPart]))

test('a school’s page tells the group and the reviews to those whose business they are, and to nobody else', async () => {
  await exampleReview(app)
  const path = `/north/schools/${app.world.schools.a}`
  assert.doesNotMatch(
    (await app.get(path, 'north:a:headteacher')).text,
    /Review group/,
    'a group that is not published is not told',
  )
  await app.database.asOwner((db) => sql`update review_group set published_at = now()`.execute(db))
  assert.match((await app.get(path, 'north:a:headteacher')).text, /Review group: .*visit on/)
  assert.doesNotMatch(
    (await app.get(`/north/schools/${app.world.schools.b}`, 'north:b:headteacher')).text,
    /Review group:/,
  )
  assert.equal((await app.get(path, 'south:z:headteacher')).status, 404)
})
