/**
 * Every form of the service with answers that succeed: sent twice, sent by people who may not, and with the ids of
 * others. What is sent is taken back each time, so that every form meets the same world.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { roleKeys } from '../../src/features/people/roles.policy.ts'
import { allRoutes } from '../../src/routes.ts'
import { fillPath, matrixWorld } from '../support/matrix-world.ts'
import { ask, isAllowed } from './access-matrix.ts'
import { type Filled, formsOf, twiceApp, uuids, ways } from './every-form.ts'

const { app, scenes } = await matrixWorld({ after }, allRoutes)
const trial = await twiceApp(app, allRoutes)
after(() => trial.app.close())

// Many heads lead two schools, and choose between them.
await app.as('north:b:headteacher', async (db, actor) => {
  const head = {
    partnership_id: actor.partnership.id,
    person_id: app.world.people.get('north:a:headteacher')?.id ?? '',
  }
  await db
    .insertInto('role_grant')
    .values({ ...head, role: 'headteacher', school_id: app.world.schools.b ?? '', reason: 'Leads both' })
    .execute()
})

/** Who fills in forms; together they can open every page. Those with the fewest schools to choose from come first. */
const insiders = [
  ...['a:headteacher', 'a:senco', 'c:headteacher', 'd:senco', 'partnership-officer', 'partnership-lead'],
  ...['c:senco', 'a:senior-leader', 'ile', 'd:headteacher', 'b:headteacher'],
].map((key) => `north:${key}`)

/** People who have little to do with most records, of both partnerships, and somebody who is signed out. */
const others = [
  ...[
    'partnership-lead',
    'partnership-officer',
    'b:headteacher',
    'e:headteacher',
    'e:senco',
    'a:governor',
    'c:governor',
  ],
  ...['ile', 'facilitator', 'provider'],
]
  .map((key) => `north:${key}`)
  .concat('south:partnership-lead', 'south:z:headteacher', 'signed out')

/** Forms that cannot succeed here, each with its reason; every other one has to. */
const neverSucceed: Readonly<Record<string, string>> = {
  '/display-settings ': 'only sets a cookie',
  '/account end-*': 'ends the session that asks',
  '/held/:held ': 'goes to another page',
  '/:partnership/programmes/:programme/forming/ask/new ': 'leads to the page that shows the email',
  '/:partnership/programmes/:programme/forming/rules ': 'would keep the same two schools together and apart',
  '/:partnership/programmes/:programme/forming/compare ': 'leads to the page that compares',
  '/:partnership/programmes/:programme/health/remind ': 'leads to the page that shows the emails',
  '/:partnership/programmes/:programme/review-groups/new start': 'leads to the choice of partners',
  '/:partnership/reviews/:review/plan/:stage ': 'was held already, in every review of this world',
  '/:partnership/reviews/:review/write-up/findings/:finding ': 'keeps the words as they are, which changes nothing',
  '/:partnership/reviews/:review/team/invite part': 'leads to the next page',
  '/:partnership/self-evaluations/:evaluation/judge finish': 'has nothing judged yet, in this world',
  '/:partnership/self-evaluations/:evaluation/compare/open ': 'has nothing judged yet, in this world',
  '/:partnership/reviews/:review/report/share ': 'leads to the page that asks to check the answers',
  '/:partnership/self-evaluations/:evaluation/share ': 'leads to the page that asks to check the answers',
}

const pdf = '%PDF-1.4\n%\u00e2\u00e3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'
const framework = readFileSync(
  new URL('../../src/features/frameworks/examples/open-questions.yaml', import.meta.url),
  'utf8',
)
const reviewModel = readFileSync(
  new URL('../../src/features/review-models/models/clusters.yaml', import.meta.url),
  'utf8',
)
/** What is uploaded, by a part of the path. */
const files: readonly (readonly [path: string, name: string, content: string])[] = [
  ['/evidence/', 'policy.pdf', pdf],
  ['/frameworks/', 'framework.yaml', framework],
  ['/review-models/', 'way.yaml', reviewModel],
  ['/travel-times', 'times.csv', 'URN,URN,Minutes\n100001,100003,20\n'],
  ['/term-dates/', 'terms.csv', 'academic_year,kind,label,start,end\n2028-29,term,Term 1,2028-09-01,2028-10-20\n'],
  [
    '/schools/',
    'register.csv',
    'URN,EstablishmentName,LA (code),LA (name),EstablishmentStatus (name)\n100021,New School,999,North,Open\n',
  ],
]

type Sent = { status: number; location: string; body: string; first: number; second: number; foreign: string[] }
/** A form that somebody succeeded with, and the ids that its page showed. */
type Success = { kind: string; key: string; form: Filled; sent: Sent; shown: Set<string> }

function cookieOf(key: string): string | undefined {
  return app.world.people.get(key)?.cookie
}

async function send(form: Filled, key: string): Promise<Sent> {
  const [type, body] = form.file ? multipart(form) : [undefined, new URLSearchParams(form.fields).toString()]
  const answer = await ask(trial.app, 'POST', form.action, cookieOf(key), body, type)
  return { ...answer, ...trial.effects() }
}

function multipart(form: Filled): [type: string, body: string] {
  const [, name, content] = files.find(([path]) => form.action.includes(path)) ?? ['', 'file.txt', 'Text']
  const part = (key: string, value: string) =>
    `--x\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`
  const head = `--x\r\ncontent-disposition: form-data; name="${form.file}"; filename="${name}"\r\n\r\n`
  const parts = form.fields.map(([key, value]) => part(key, value))
  return ['multipart/form-data; boundary=x', `${parts.join('')}${head}${content}\r\n--x--\r\n`]
}

/** A page that is shown after something was kept shows a secret once. */
const isSuccess = (sent: Sent) => sent.status < 400 && sent.first > 0
/** Forms for each row of a list are one kind of form. */
const kindOf = (path: string, name: string) => `${path} ${name.replace(uuids, '*').replace(/\d+/g, '#')}`

const successes: Success[] = []
const failures = new Map<string, string>()

/** Tries one form of a page in several ways, and the forms of the page that asks to check the answers. */
async function succeed(kind: string, page: string, path: string, index: number, key: string): Promise<boolean> {
  for (const way of ways) {
    const form = formsOf(page, path, way)[index]
    if (!form) return false
    const sent = await send(form, key)
    const next = sent.status === 200 || sent.status === 422 ? formsOf(sent.body, path, way) : []
    for (const tried of [undefined, ...next]) {
      const answer = tried ? await send(tried, key) : sent
      if (!isSuccess(answer)) continue
      const shown = new Set([...page.matchAll(uuids), ...sent.body.matchAll(uuids)].map(([id]) => id))
      successes.push({ kind, key, form: tried ?? form, sent: answer, shown })
      return true
    }
    const errors = [...sent.body.matchAll(/<a href="#[^"]*">([^<]+)<\/a>/g)].map((match) => match[1])
    failures.set(kind, `${sent.status} ${sent.location} ${errors.slice(0, 4).join('; ')}`)
  }
  return false
}

const [asUsual] = ways
assert.ok(asUsual)
/** How many people look at a page without a form before it is taken to have none in a scene. */
const enough = 3
const roleOf = (key: string) => roleKeys.find((role) => key.endsWith(`:${role}`)) ?? 'provider'

for (const route of allRoutes) {
  const done = new Set<string>()
  search: for (const scene of scenes) {
    const path = fillPath(route.path, scene)
    let without = 0
    for (const key of insiders.filter((one) => isAllowed(route, roleOf(one)))) {
      trial.times(1)
      const { status, body } = await ask(trial.app, 'GET', path, cookieOf(key))
      if (status !== 200) continue
      const forms = formsOf(body, path, asUsual)
      if (forms.length === 0) without += 1
      trial.times(2)
      for (const [index, form] of forms.entries()) {
        const kind = kindOf(route.path, form.name)
        if (done.has(kind) || neverSucceed[kind] || !(await succeed(kind, body, path, index, key))) continue
        done.add(kind)
        failures.delete(kind)
      }
      const waits = [...failures.keys()].some((kind) => kind.startsWith(`${route.path} `))
      if (forms.length > 0 && !waits) break search
      if (without === enough) break
    }
  }
}

test('every form can be filled in so that it succeeds, so that what follows says something', () => {
  assert.deepEqual([...failures], [])
  assert.ok(successes.length > 100, `only ${successes.length} forms`)
})

test('a form that is sent twice does one thing', () => {
  const faults = successes.filter(({ sent }) => sent.second > 0)
  assert.deepEqual(
    faults.map(({ kind, sent }) => `${kind} changed ${sent.first} rows, then ${sent.second}`),
    [],
  )
})

test('answers that succeed change nothing when they come from somebody who cannot open the page', async () => {
  trial.times(1)
  const faults: string[] = []
  for (const { kind, key, form } of successes) {
    for (const other of others.filter((one) => one !== key)) {
      const sent = await send(form, other)
      if (sent.first === 0) continue
      const page = await ask(trial.app, 'GET', form.action, cookieOf(other))
      if (page.status !== 200) faults.push(`${kind} as ${other}: ${sent.status}, ${sent.first} rows changed`)
    }
  }
  assert.deepEqual(faults, [])
})

/** Every id with its table, and the ids of each table. */
async function idsOfTables(): Promise<{ tableOf: Map<string, string>; idsIn: Map<string, string[]> }> {
  return app.database.asOwner(async (db) => {
    const tables = await sql<{ name: string }>`
      select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'id' and udt_name = 'uuid'`.execute(
      db,
    )
    const tableOf = new Map<string, string>()
    const idsIn = new Map<string, string[]>()
    for (const { name } of tables.rows) {
      const { rows } = await sql<{ id: string }>`select id from ${sql.table(name)}`.execute(db)
      idsIn.set(
        name,
        rows.map(({ id }) => id),
      )
      for (const { id } of rows) tableOf.set(id, name)
    }
    return { tableOf, idsIn }
  })
}

test('no form takes the id of something that its page did not offer', async () => {
  const { tableOf, idsIn } = await idsOfTables()
  const faults: string[] = []
  let tried = 0
  for (const { kind, key, form, shown } of successes) {
    for (const [index, [name, value]] of form.fields.entries()) {
      for (const [id] of name === '_once' ? [] : value.matchAll(uuids)) {
        const table = tableOf.get(id)
        // Whoever sends a form stands in what it writes.
        const own = app.world.people.get(key)?.id
        const foreign = (idsIn.get(table ?? '') ?? []).filter((other) => other !== own && !shown.has(other))
        // The last ones are of the other partnership.
        for (const other of [...foreign.slice(0, 2), ...foreign.slice(-1)]) {
          const fields = form.fields.with(index, [name, value.replace(id, other)])
          trial.lookFor([other])
          const sent = await send({ ...form, fields }, key)
          tried += 1
          if (isSuccess(sent) && sent.foreign.length > 0)
            faults.push(`${kind} takes ${name} with another ${table}: ${sent.foreign.join()}`)
        }
      }
    }
  }
  trial.lookFor([])
  assert.ok(tried > 50, `only ${tried} ids were tried`)
  assert.deepEqual([...new Set(faults)], [])
})

test('somebody who has left gets nothing of the partnership any more, by their session or their calendar address', async () => {
  const key = 'north:a:senco'
  await app.database.asOwner((db) =>
    sql`update person set left_at = now() where id = ${app.world.people.get(key)?.id}`.execute(db),
  )
  const faults: string[] = []
  for (const { path, allow } of allRoutes.filter((route) => route.path.startsWith('/:partnership'))) {
    const address = fillPath(path, scenes[0] ?? {})
    const { status } = await ask(trial.app, 'GET', address, cookieOf(key))
    if (status !== 404) faults.push(`${address} (${allow}): ${status}`)
  }
  assert.deepEqual(faults, [])
})
