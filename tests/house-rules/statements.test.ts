/** Proves that the count of statements, which every page test makes, sees what it should. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { page } from '../../src/features/page.ts'
import { html } from '../../src/platform/web/html.ts'
import { testApp } from '../support/app.ts'
import { faultOf, mostAlike, mostStatements } from '../support/statements.ts'

const asking = page(
  { path: '/asking', allow: 'signed-in', query: z.object({ times: z.coerce.number(), alike: z.string().optional() }) },
  async (c) => {
    for (let index = 0; index < c.query.times; index += 1)
      await (c.query.alike ? sql`select 1` : sql`select ${sql.raw(String(index))}`).execute(c.db)
    const form = c.form(z.object({}))
    return form.value ? c.redirect('/asking?times=0') : c.view('Asking', html`${form.start()}${form.end('Ask')}`)
  },
)

const app = await testApp({ after }, [asking])
const who = 'north:a:senco'
/** A page's transaction is opened and ended, which counts. */
const frame = 2

test('a page may send so many statements and no more, opening and end included', async () => {
  await app.get(`/asking?times=${mostStatements - frame}`, who)
  app.statements.check()
  await app.get(`/asking?times=${mostStatements - frame + 1}`, who)
  assert.throws(
    () => app.statements.check(),
    /GET \/asking \(\/asking\?times=11\) sends 13 statements[\s\S]*1 × select 7/,
  )
  app.statements.check()
})

test('an act may send as many besides what frames every act', async () => {
  await app.submit(`/asking?times=${mostStatements - frame}`, {}, who)
  app.statements.check()
  assert.match(
    faultOf(
      'POST /x',
      Array.from({ length: 13 }, (_, n) => `select ${n}`),
    ) ?? '',
    /sends 13 statements/,
  )
})

test('a query in a loop is seen, however few statements there are', async () => {
  await app.get(`/asking?times=${mostAlike}&alike=yes`, who)
  app.statements.check()
  await app.get(`/asking?times=${mostAlike + 1}&alike=yes`, who)
  assert.throws(() => app.statements.check(), /sends one statement 4 times/)
})
