/**
 * What the database does for each page of a large partnership: 600 schools, 3,000 reviews, 190,000 judgements and 45,000
 * notes. Every statement of a page is explained; a slow one, or one that reads a whole large table, is shown.
 * Run: node bench/scale.ts [verbose]
 */
import pg from 'pg'
import { z } from 'zod'
import { allRoutes } from '../src/routes.ts'
import { testApp } from '../tests/support/app.ts'
import { growLarge } from './support/scale-ground.ts'
import { printTable } from './support/table.ts'

/** The milliseconds that one statement may take, and the rows of a table that is read whole without anybody minding. */
const budget = { statement: 20, rows: 5000 }

type Sent = { text: string; values: readonly unknown[] }
type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  Plans?: Node[]
}
type Explained = { text: string; milliseconds: number; wholeTables: string[] }

const planShape = z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: z.unknown(), 'Execution Time': z.number() })]) })

const faultOf = ({ text, milliseconds, wholeTables: tables }: Explained) =>
  `${milliseconds.toFixed(0)} ms${tables.length > 0 ? ` reads all of ${tables.join(', ')}` : ''}: ${text.slice(0, 60)}`

const sum = (explained: readonly Explained[]) => explained.reduce((total, one) => total + one.milliseconds, 0)
const kindOf = (path: string) => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')

let sent: Sent[] = []
watch()

const cleanUps: (() => Promise<void>)[] = []
const app = await testApp({ after: (cleanUp) => cleanUps.push(cleanUp) }, allRoutes)
try {
  await growLarge(app)
  await app.database.pool.query('analyze')
  const rows = []
  let broken = 0
  for (const [who, path] of await pages()) {
    sent = []
    const { status } = await app.get(path, who)
    if (status !== 200) throw new Error(`${path} answers ${status} to ${who}`)
    const explained = await explain(sent)
    const faults = explained.filter((one) => one.milliseconds > budget.statement || one.wholeTables.length > 0)
    broken += faults.length
    rows.push([kindOf(path), who, explained.length, sum(explained).toFixed(1), faults.map(faultOf).join('; ')])
    for (const { milliseconds, text } of process.argv[2] === 'verbose' ? faults : [])
      console.log(`${milliseconds.toFixed(1)} ms ${text}\n`)
  }
  printTable(['page', 'as', 'statements', 'ms in the database', 'slow, or whole tables read'], rows)
  if (broken > 0) process.exitCode = 1
} finally {
  // The first clean-up checks the invariants of a world that features made; this one was made in bulk.
  for (const cleanUp of cleanUps.slice(1)) await cleanUp()
}

function watch(): void {
  const { query } = pg.Client.prototype
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, first: unknown, ...rest: unknown[]) {
      if (typeof first === 'string') sent.push({ text: first, values: [] })
      else if (first instanceof Object && 'text' in first)
        sent.push({
          text: String(first.text),
          values: 'values' in first && Array.isArray(first.values) ? first.values : [],
        })
      return Reflect.apply(query, this, [first, ...rest])
    },
  })
}

/** Who opens what: the pages whose lists and look-ups grow with the partnership. */
async function pages(): Promise<[who: string, path: string][]> {
  const id = async (text: string) => {
    const found = await app.database.pool.query(text, [app.world.schools.a])
    return z.object({ id: z.string() }).parse(found.rows[0]).id
  }
  const old = await id(
    `select id from review where host_school_id = $1 and closed_at is not null order by visit_on limit 1`,
  )
  const now = await id(`select id from review where host_school_id = $1 and closed_at is null limit 1`)
  const evaluation = await id(`select id from self_evaluation where school_id = $1 and agreed_at is null limit 1`)
  const past = await id(`select id from self_evaluation where school_id = $1 and agreed_at is not null limit 1`)
  const group = await id(`select group_id as id from review where host_school_id = $1 and closed_at is null limit 1`)
  const programme = await id(
    `select programme_id as id from review where host_school_id = $1 and closed_at is null limit 1`,
  )
  const head = ['', '/self-evaluations', `/self-evaluations/${evaluation}`, `/self-evaluations/${evaluation}/judge`]
  head.push(
    `/self-evaluations/${evaluation}/judge/all`,
    `/self-evaluations/${past}/compare`,
    `/self-evaluations/${past}/profile`,
  )
  head.push(
    `/self-evaluations/history/${app.world.schools.a}`,
    '/reviews',
    `/reviews/${now}`,
    `/reviews/${now}/prepare`,
  )
  head.push(`/reviews/${now}/notes`, `/reviews/${old}/write-up`, `/reviews/${old}/report`)
  head.push('/schools', `/schools/${app.world.schools.a}`, '/people', `/review-groups/${group}`, '/calendar')
  const officer = [
    '',
    '/reviews',
    '/programmes',
    `/programmes/${programme}`,
    '/review-groups',
    `/review-groups/${group}`,
  ]
  officer.push('/schools', '/people', '/frameworks', '/localities', '/term-dates', `/reviews/${now}`)
  officer.push(`/programmes/${programme}/schools`)
  return [
    ...head.map((path): [string, string] => ['north:a:headteacher', `/north${path}`]),
    ...officer.map((path): [string, string] => ['north:partnership-officer', `/north${path}`]),
    ['north:b:headteacher', `/north/reviews/${now}/notes`],
    ['north:b:headteacher', `/north/reviews/${now}/findings`],
    ['north:ile', '/north'],
    ['north:ile', '/north/reviews'],
  ]
}

/** Explains what one request sent, in a transaction that is opened as that request's was. */
async function explain([opening, ...statements]: readonly Sent[]): Promise<Explained[]> {
  if (!opening) return []
  const client = await app.database.pool.connect()
  const explained: Explained[] = []
  try {
    await client.query(opening.text)
    for (const { text, values } of statements) {
      if (!/^\s*(select|with)\b/i.test(text)) continue
      const found = await client.query(`explain (analyze, timing off, format json) ${text}`, [...values])
      const [{ Plan, 'Execution Time': milliseconds }] = planShape.parse(found.rows[0])['QUERY PLAN']
      explained.push({ text: text.replace(/\s+/g, ' '), milliseconds, wholeTables: wholeTables(Plan as Node) })
    }
  } finally {
    await client.query('rollback')
    client.release()
  }
  return explained
}

/** The large tables that a plan reads from one end to the other. */
function wholeTables(node: Node): string[] {
  const { 'Node Type': type, 'Relation Name': table, Plans = [] } = node
  const below = Plans.flatMap(wholeTables)
  const large = new Set([
    'own_judgement',
    'agreed_judgement',
    'visit_note',
    'finding',
    'finding_note',
    'review_member',
    'share',
  ])
  return type === 'Seq Scan' && table && large.has(table) ? [table, ...below] : below
}
