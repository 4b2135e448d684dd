import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import sharp from 'sharp'
import { type Answer, testApp } from '../../../../../tests/support/app.ts'
import {
  type Example,
  exampleReview,
  host,
  lead,
  reviewer,
  rows,
  strangers,
} from '../../../../../tests/support/visit.ts'
import { writeNote } from '../../visit/note.queries.ts'
import { visitRoutes } from '../../visit/routes.ts'
import { notebookRoutes } from '../routes.ts'

const app = await testApp({ after }, [...notebookRoutes, ...visitRoutes])

const noteOf = async (example: Example, who: string) => {
  const id = randomUUID()
  const note = { id, text: 'A word wall', tag: '' as const, activity_id: null, question_id: null, statement_key: '' }
  await app.as(who, (db, actor) => writeNote(db, actor, example.review, note, 0, app.clock.now()))
  return id
}

/** A big picture with a place, a camera and a comment in it. */
const taken = (width = 3000, height = 2000) =>
  sharp({ create: { width, height, channels: 3, background: '#336699' } })
    .withExif({ IFD0: { Model: 'Secret camera' }, IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer()

type Sent = { id?: string; note: string; description?: string; owner?: string }

async function send(example: Example, who: string, sent: Sent, content: Buffer | string): Promise<Answer> {
  const { rows: accounts } = await app.database.asOwner((db) =>
    sql<{ account_id: string }>`select account_id from person where id = ${app.world.people.get(who)?.id}`.execute(db),
  )
  const fields = { owner: accounts[0]?.account_id ?? '', id: randomUUID(), description: 'Word wall in Year 2', ...sent }
  const boundary = '----photograph'
  const texts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="photograph"; filename="photograph.jpg"\r\n\r\n`
  const payload = Buffer.concat([
    Buffer.from(texts.join('') + head),
    Buffer.from(content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  const response = await app.app.inject({
    method: 'POST',
    url: `${example.path}/notebook/photographs`,
    headers: {
      accept: 'application/json',
      cookie: `session=token-${who}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload,
  })
  return { status: response.statusCode, body: response.body, json: () => response.json() } as unknown as Answer
}

test('a photograph is kept once, smaller, without its place and its camera, beside its note', async () => {
  const example = await exampleReview(app)
  const note = await noteOf(example, lead)
  const id = randomUUID()
  const picture = await taken()
  const first = await send(example, lead, { id, note }, picture)
  assert.deepEqual([first.status, first.json()], [200, { kind: 'stored' }], first.body)
  assert.deepEqual((await send(example, lead, { id, note }, picture)).json(), { kind: 'already' })
  const address = `${example.path}/notes/${note}/photographs/${id}`
  const shown = await app.app.inject({ url: address, headers: { cookie: `session=token-${reviewer}` } })
  assert.equal(shown.statusCode, 200)
  assert.match(String(shown.headers['content-type']), /^image\/jpeg/)
  assert.equal(shown.headers['cache-control'], 'no-store')
  const kept = await sharp(shown.rawPayload).metadata()
  assert.deepEqual([kept.width, kept.exif, kept.xmp, kept.icc], [1600, undefined, undefined, undefined])
  assert.equal(shown.rawPayload.includes('Secret camera'), false)
  const page = await app.get(`${example.path}/notes/all`, reviewer)
  assert.equal(page.page.querySelector('.app-note__photograph')?.getAttribute('alt'), 'Word wall in Year 2')
})

test('only whoever may see the note may see its photograph', async () => {
  const example = await exampleReview(app)
  const note = await noteOf(example, lead)
  const other = await noteOf(example, host)
  const id = randomUUID()
  await send(example, lead, { id, note }, await taken(200, 100))
  const address = `${example.path}/notes/${note}/photographs/${id}`
  for (const who of [host, ...strangers]) assert.ok([403, 404].includes((await app.get(address, who)).status), who)
  assert.equal((await app.get(address)).status, 303, 'signed out')
  assert.equal(
    (await app.get(`${example.path}/notes/${other}/photographs/${id}`, host)).status,
    404,
    'not of that note',
  )
})

test('what is no picture, is of another’s note or comes too late is refused in words; what is early waits', async () => {
  const example = await exampleReview(app)
  const note = await noteOf(example, lead)
  const picture = await taken(200, 100)
  const reason = async (answer: Promise<Answer>) => {
    const { status, json } = await answer
    assert.equal(status, 422)
    return (json() as { reason: string }).reason
  }
  assert.match(await reason(send(example, lead, { note }, 'no picture at all')), /not a photograph that can be read/)
  assert.match(
    await reason(send(example, lead, { note }, '<svg xmlns="http://www.w3.org/2000/svg"/>')),
    /not a photograph/,
  )
  assert.match(await reason(send(example, lead, { note }, picture.subarray(0, 300))), /not a photograph/)
  assert.match(await reason(send(example, reviewer, { note }, picture)), /somebody else/)
  assert.match(await reason(send(example, lead, { note, description: ' ' }, picture)), /what the photograph shows/)
  assert.deepEqual((await send(example, lead, { note: randomUUID() }, picture)).json(), { kind: 'again' })
  assert.equal((await send(example, lead, { note, owner: randomUUID() }, picture)).status, 409)
  assert.equal((await send(example, strangers[0] ?? '', { note }, picture)).status, 404)
  await app.database.asOwner((db) =>
    sql`update review set sent_to_host_at = now() where id = ${example.review}`.execute(db),
  )
  assert.match(await reason(send(example, lead, { note }, picture)), /notes are closed/)
  assert.deepEqual(await rows(app, sql`select id from visit_photograph where review_id = ${example.review}`), [])
})
