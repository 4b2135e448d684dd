import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyDatabase } from '../../tests/support/database.ts'
import { createPartnership } from '../features/partnerships/public.ts'
import { connectDatabase } from '../platform/db/connect.ts'
import { migrate } from '../platform/db/migrate.ts'
import { clearHalfGrown, markGrowing, markGrown } from './half-grown.ts'

test('a half-grown demonstration is cleared away, a whole one and anything real never', async (t) => {
  const { connection } = await emptyDatabase(t)
  const log = () => {}
  await migrate(connection, { log })
  const begin = async (partnership: Parameters<typeof createPartnership>[1]) => {
    const database = connectDatabase(connection, { size: 1 })
    await database.asOwner(async (db) => markGrowing(db, await createPartnership(db, partnership)))
    return database
  }
  const demonstration = { key: 'wealdshire', name: 'Wealdshire', is_demonstration: true }
  assert.equal(await clearHalfGrown(connection), false, 'an empty database is left as it is')
  await (await begin(demonstration)).close()
  assert.equal(await clearHalfGrown(connection), true)
  await migrate(connection, { log })
  const whole = await begin(demonstration)
  await whole.asOwner(markGrown)
  assert.equal(await clearHalfGrown(connection), false, 'a whole demonstration stays')
  await whole.asOwner((db) => createPartnership(db, { key: 'kent', name: 'Kent' }))
  await whole.asOwner((db) =>
    createPartnership(db, { key: 'calderfell', name: 'Calderfell', is_demonstration: true }).then((id) =>
      markGrowing(db, id),
    ),
  )
  await whole.close()
  assert.equal(await clearHalfGrown(connection), false, 'real work is never touched')
})
