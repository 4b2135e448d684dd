/**
 * How long the server takes for the pages of a review with 400 notes and 20 findings: the whole request as the app answers
 * it, without a network. Run: node bench/notes.ts [TIMES]
 */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { allRoutes } from '../src/routes.ts'
import { testApp } from '../tests/support/app.ts'
import { exampleReview, lead, manyNotes } from '../tests/support/visit.ts'
import { percentile, printTable } from './support/table.ts'

const times = Number(process.argv[2] ?? 60)
/** Milliseconds of server time for a review page with 400 notes. */
const budget = 100

const cleanUps: (() => Promise<void>)[] = []
const world = await testApp({ after: (cleanUp) => cleanUps.push(cleanUp) }, allRoutes)
try {
  const example = await exampleReview(world)
  await manyNotes(world, example, 400)
  const finding = await twentyFindings()
  await world.database.pool.query('analyze')
  const pages = [
    ['all notes, by question', `${example.path}/notes/all`],
    ['all notes, by activity', `${example.path}/notes/all?by=activity`],
    ['notes of the visit day', `${example.path}/notes`],
    ['sort notes into findings', `${example.path}/findings/notes`],
    ['findings', `${example.path}/findings`],
    ['change a finding', `${example.path}/findings/${finding}`],
    ['make a finding', `${example.path}/findings/new`],
    ['the draft', `${example.path}/write-up`],
    ['the review', example.path],
  ] as const
  const rows = []
  for (const [name, path] of pages) {
    const { middle, slow, bytes } = await measured(path)
    if (slow > budget) process.exitCode = 1
    rows.push([
      name,
      middle.toFixed(1),
      slow.toFixed(1),
      Math.round(bytes / 1000),
      slow > budget ? 'too slow' : 'in time',
    ])
  }
  printTable(['page with 400 notes', 'ms, middle', 'ms, slowest of 20', 'kB', `budget ${budget} ms`], rows)

  async function twentyFindings(): Promise<string> {
    const made = Array.from({ length: 20 }, () => randomUUID())
    await world.database.asOwner(async (db) => {
      await sql`insert into finding (id, partnership_id, review_id, kind, title, text, updated_by)
        select id, ${world.world.partnerships.north}, ${example.review}, case when n % 2 = 0 then 'strength' else 'area-to-develop' end,
               'Finding ' || n || ' of many', repeat('What was seen, and what it means. ', 8), ${example.person(lead)}
          from unnest(${made}::uuid[]) with ordinality as f (id, n)`.execute(db)
      await sql`insert into finding_note (partnership_id, finding_id, note_id)
        select n.partnership_id, (${made}::uuid[])[1 + (row_number() over (order by n.id))::int % 20], n.id
          from visit_note n where n.review_id = ${example.review}`.execute(db)
    })
    return made[0] ?? ''
  }
} finally {
  for (const cleanUp of cleanUps.slice(1)) await cleanUp()
}

/** Asks for a page again and again, straight from the app: no test looks at the answer meanwhile. */
async function measured(path: string): Promise<{ middle: number; slow: number; bytes: number }> {
  const cookie = world.world.people.get(lead)?.cookie ?? ''
  const taken: number[] = []
  let bytes = 0
  for (let time = 0; time < times + 5; time += 1) {
    const started = performance.now()
    const answer = await world.app.inject({ method: 'GET', url: path, headers: { cookie } })
    const milliseconds = performance.now() - started
    if (answer.statusCode !== 200) throw new Error(`${path} answers ${answer.statusCode}`)
    bytes = answer.rawPayload.byteLength
    // The first few load what every later one has at hand.
    if (time >= 5) taken.push(milliseconds)
  }
  return { middle: percentile(taken, 0.5), slow: percentile(taken, 0.95), bytes }
}
