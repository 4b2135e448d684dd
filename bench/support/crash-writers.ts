/** People who save judgements for the crash drill, remember what was acknowledged, and look for it afterwards. */
import { Client } from 'pg'
import { z } from 'zod'
import { runningCluster } from '../../src/platform/db/cluster/join.ts'
import { type Ground, type Judge, pathsOf } from './ground.ts'

/** Somebody who writes about one statement, one save after the other. */
export type Writer = {
  judge: Judge
  statement: string
  path: string
  /** What was acknowledged last; version 0 is "nothing yet". */
  version: number
  reason: string
  /** What was sent and not answered. */
  sent?: string | undefined
  count: number
  acknowledged: number
}

const answerShape = z.object({ saved: z.literal(true), fields: z.object({ _version: z.string() }) })
const rowShape = z.object({ version: z.number(), reason: z.string() })
const statementsEach = 4

/** Four people, each busy with four statements. */
export function makeWriters(ground: Ground): Writer[] {
  const paths = pathsOf(ground)
  return ground.judges.flatMap((judge) =>
    ground.statements.slice(0, statementsEach).map((statement) => ({
      judge,
      statement,
      path: paths.judgement(statement),
      version: 0,
      reason: '',
      count: 0,
      acknowledged: 0,
    })),
  )
}

/** Saves once more, or sends again what was not answered. False when no answer came; then nobody knows whether it is kept. */
export async function save(url: string, writer: Writer): Promise<boolean> {
  if (writer.sent === undefined) {
    writer.count += 1
    writer.sent = `What we saw, number ${writer.count}`
  }
  let answer: Response
  let body: unknown
  try {
    answer = await fetch(url + writer.path, {
      method: 'POST',
      headers: { cookie: writer.judge.cookie, accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ point: (writer.count % 4) + 1, reason: writer.sent, _version: String(writer.version) }),
      signal: AbortSignal.timeout(10_000),
    })
    body = await answer.json()
  } catch {
    return false
  }
  if (answer.status >= 500) return false
  const read = answerShape.safeParse(body)
  if (!read.success) throw new Error(`A save was answered with ${answer.status} ${JSON.stringify(body)}`)
  writer.version = Number(read.data.fields._version)
  writer.reason = writer.sent
  writer.sent = undefined
  writer.acknowledged += 1
  return true
}

/**
 * Counts the acknowledged saves that are not there. What stands in the database must be the last acknowledged text, or
 * the one that was on its way when the kill came.
 */
export async function countLost(ground: Ground, writers: readonly Writer[]): Promise<number> {
  const rows = await rowsOf(ground, writers)
  return writers.filter((writer, index) => {
    const row = rows[index] ?? { version: 0, reason: '' }
    const isLast = row.version === writer.version && row.reason === writer.reason
    const isOnItsWay = writer.sent !== undefined && row.version === writer.version + 1 && row.reason === writer.sent
    return !isLast && !isOnItsWay
  }).length
}

/**
 * Sends again what was not answered, as a browser does, and counts what is then stored twice: each save raises the
 * version by one, so one that was kept before the kill and once more now shows as one too many.
 */
export async function countTwice(url: string, ground: Ground, writers: readonly Writer[]): Promise<number> {
  const wanted = writers.map((writer) => writer.version + (writer.sent === undefined ? 0 : 1))
  for (const writer of writers) {
    if (writer.sent !== undefined && !(await save(url, writer)))
      throw new Error(`A save fails after the restart: ${writer.path}`)
  }
  const rows = await rowsOf(ground, writers)
  return writers.filter((_, index) => (rows[index]?.version ?? 0) !== wanted[index]).length
}

async function rowsOf(ground: Ground, writers: readonly Writer[]): Promise<(z.infer<typeof rowShape> | undefined)[]> {
  const client = new Client(runningCluster(ground.dataDir))
  await client.connect()
  try {
    const rows = []
    for (const { judge, statement } of writers) {
      const found = await client.query(
        'select version, reason from own_judgement where evaluation_id = $1 and person_id = $2 and statement_key = $3',
        [ground.evaluation, judge.personId, statement],
      )
      rows.push(found.rows[0] === undefined ? undefined : rowShape.parse(found.rows[0]))
    }
    return rows
  } finally {
    await client.end()
  }
}
