import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp, testNow } from '../../../tests/support/app.ts'
import { importFramework, shippedFile } from './framework.life.ts'
import { frameworksFor } from './framework.queries.ts'

test('a framework is imported by command into one partnership, as a draft, once', async (t) => {
  const app = await testApp(t, [])
  const command = { yamlText: shippedFile('open-questions'), partnership: 'north', now: testNow }
  const done = await importFramework(app.database, command)
  assert.ok('id' in done)
  assert.equal(done.title, 'Enquiry questions for a cluster review')
  const rows = await app.as('north:partnership-lead', (db, actor) => frameworksFor(db, actor))
  assert.deepEqual(
    rows.map((row) => [row.id, row.published_at, row.statements]),
    [[done.id, null, 8]],
  )
  assert.deepEqual(await app.as('south:partnership-lead', (db, actor) => frameworksFor(db, actor)), [])
  assert.deepEqual(await importFramework(app.database, command), {
    problems: ['There is an edition “1” of this framework already. Enter another name'],
  })
  assert.deepEqual(await importFramework(app.database, { ...command, partnership: 'nowhere' }), {
    problems: ['There is no partnership with the key “nowhere”'],
  })
  const broken = await importFramework(app.database, { ...command, yamlText: 'key: Not A Key' })
  assert.ok('problems' in broken)
  assert.match(broken.problems[0] ?? '', /^Line 1: key may have only/)
})
