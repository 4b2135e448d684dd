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
import { clearBytes } from '../../../../platform/files/stored-file.ts'
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

async function accountOf(who: string): Promise<string> {
  const found = await rows(
    app,
    sql<{ account_id: string }>`select account_id from person where id = ${app.world.people.get(who)?.id}`,
  )
  return found[0]?.account_id ?? ''
}

async function send(example: Example, who: string, sent: Sent, content: Buffer | string): Promise<Answer> {
  const fields = { owner: await accountOf(who), id: randomUUID(), description: 'Word wall in Year 2', ...sent }
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
  assert.equal(page.page.querySelector('.app-photograph')?.getAttribute('alt'), 'Word wall in Year 2')
  const small = await app.app.inject({ url: `${address}?size=small`, headers: { cookie: `session=token-${reviewer}` } })
  assert.equal((await sharp(small.rawPayload).metadata()).width, 320)
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

/** What a notebook sends when its person takes photographs back. */
const takesBack = async (example: Example, who: string, ...taken_back: { id: string; note: string }[]) =>
  app.post(
    `${example.path}/notebook/sync`,
    {
      owner: await accountOf(who),
      batch: JSON.stringify({ clock: app.clock.now().epochMilliseconds, notes: [], taken_back }),
    },
    who,
    { accept: 'application/json' },
  )

const photographsOf = (example: Example) =>
  rows(
    app,
    sql<{ id: string; description: string; sha256: string; removed: boolean; deleted: boolean }>`
      select h.id, h.description, coalesce(f.sha256, '') as sha256, h.removed_at is not null as removed, f.content_deleted_at is not null as deleted
        from visit_photograph h left join stored_file f on f.id = h.file_id where h.review_id = ${example.review} order by h.added_at, h.id`,
  )

/** Does what waits to be deleted, as the worker would. */
async function deletesBytes(): Promise<void> {
  const asked = await rows(
    app,
    sql<{ data: { keys: string[] } }>`select data from job_request where name = 'delete-file-bytes'`,
  )
  for (const { data } of asked) for (const key of data.keys) await clearBytes(app.database, app.services.files, key)
}

const entries = (example: Example) =>
  rows(
    app,
    sql<{
      detail: object
    }>`select detail from audit_entry where action = 'visit-photograph:take-back' and subject_id = ${example.review}`,
  )

test('its writer takes a photograph back: the page says first what happens, then the bytes are gone and it is written down', async () => {
  const example = await exampleReview(app)
  const note = await noteOf(example, lead)
  const id = randomUUID()
  await send(example, lead, { id, note }, await taken(210, 100))
  const [kept] = await photographsOf(example)
  const address = `${example.path}/notes/${note}/photographs/${id}`
  const list = await app.get(`${example.path}/notes`, lead)
  assert.match(list.text, /Take back the photograph “Word wall in Year 2”/)
  assert.doesNotMatch((await app.get(`${example.path}/notes/all`, reviewer)).text, /Take back/)
  for (const who of [reviewer, host, ...strangers])
    assert.ok([403, 404].includes((await app.get(`${address}/take-back`, who)).status), who)
  assert.match((await app.get(`${address}/take-back`, lead)).text, /deleted for everybody.*Nobody can bring it back/)
  assert.equal((await app.submit(`${address}/take-back`, {}, lead)).status, 303)
  assert.deepEqual(await photographsOf(example), [
    { id, description: '', sha256: kept?.sha256, removed: true, deleted: true },
  ])
  await deletesBytes()
  await assert.rejects(app.services.files.get(kept?.sha256 ?? ''), /ENOENT/)
  assert.deepEqual(await entries(example), [{ detail: { photograph: id } }])
  assert.equal((await app.get(address, lead)).status, 404)
  assert.equal((await app.get(`${address}/take-back`, lead)).status, 404)
  assert.doesNotMatch((await app.get(`${example.path}/notes`, lead)).body, /app-photograph/)
})

test('it can be taken back when the notes are closed, the report is agreed, or the review cancelled', async () => {
  for (const change of [
    sql`sent_to_host_at = now()`,
    sql`sent_to_host_at = now(), host_agreed_at = now(), team_agreed_at = now(), closed_at = now()`,
    sql`cancelled_at = now()`,
  ]) {
    const example = await exampleReview(app)
    const note = await noteOf(example, lead)
    const id = randomUUID()
    await send(example, lead, { id, note }, await taken(220, 100))
    await app.database.asOwner((db) => sql`update review set ${change} where id = ${example.review}`.execute(db))
    const address = `${example.path}/notes/${note}/photographs/${id}/take-back`
    assert.equal((await app.submit(address, {}, lead)).status, 303)
    assert.equal((await photographsOf(example))[0]?.removed, true)
  }
})

test('taken back from a device it stays gone, whoever sends it again and however often', async () => {
  const example = await exampleReview(app)
  const note = await noteOf(example, lead)
  const [id, picture] = [randomUUID(), await taken(230, 100)]
  await send(example, lead, { id, note }, picture)
  for (const _ of [1, 2]) {
    const told = (await takesBack(example, lead, { id, note })).json() as { notes: { photographs: unknown[] }[] }
    assert.deepEqual(told.notes[0]?.photographs, [])
  }
  assert.deepEqual((await send(example, lead, { id, note }, picture)).json(), { kind: 'gone' })
  assert.deepEqual(
    (await photographsOf(example)).map((one) => [one.id, one.removed]),
    [[id, true]],
  )
  assert.equal((await entries(example)).length, 1)
})

test('one that was taken back before it came is never taken, and no entry is written for it', async () => {
  const example = await exampleReview(app)
  const note = await noteOf(example, lead)
  const id = randomUUID()
  assert.equal((await takesBack(example, lead, { id, note })).status, 200)
  assert.deepEqual((await send(example, lead, { id, note }, await taken(240, 100))).json(), { kind: 'gone' })
  assert.deepEqual(await photographsOf(example), [{ id, description: '', sha256: '', removed: true, deleted: false }])
  assert.deepEqual(await entries(example), [])
})

test('sent and taken back at the same moment, it is gone, whichever comes first', async () => {
  const example = await exampleReview(app)
  const note = await noteOf(example, lead)
  const picture = await taken(245, 100)
  const ids = Array.from({ length: 6 }, () => randomUUID())
  await Promise.all(
    ids.flatMap((id) => [send(example, lead, { id, note }, picture), takesBack(example, lead, { id, note })]),
  )
  const kept = await photographsOf(example)
  assert.deepEqual(
    kept.map((one) => [one.removed, one.deleted || one.sha256 === '']),
    ids.map(() => [true, true]),
  )
})

test('nobody takes back what is another’s, from a device or on the page', async () => {
  const example = await exampleReview(app)
  const note = await noteOf(example, lead)
  const id = randomUUID()
  await send(example, lead, { id, note }, await taken(250, 100))
  assert.equal((await takesBack(example, reviewer, { id, note })).status, 200)
  assert.equal((await takesBack(example, strangers[0] ?? '', { id, note })).status, 404)
  assert.equal((await app.post(`${example.path}/notes/${note}/photographs/${id}/take-back`, {}, reviewer)).status, 404)
  assert.deepEqual(
    (await photographsOf(example)).map((one) => [one.id, one.removed, one.deleted]),
    [[id, false, false]],
  )
})

test('the same picture beside two notes keeps its bytes until both are taken back', async () => {
  const example = await exampleReview(app)
  const [one, other] = [await noteOf(example, lead), await noteOf(example, lead)]
  const [first, second, picture] = [randomUUID(), randomUUID(), await taken(260, 100)]
  await send(example, lead, { id: first, note: one }, picture)
  await send(example, lead, { id: second, note: other }, picture)
  await takesBack(example, lead, { id: first, note: one })
  await deletesBytes()
  const address = `${example.path}/notes/${other}/photographs/${second}`
  assert.equal((await app.get(address, lead)).status, 200)
  await takesBack(example, lead, { id: second, note: other })
  await deletesBytes()
  const [row] = await photographsOf(example)
  await assert.rejects(app.services.files.get(row?.sha256 ?? ''), /ENOENT/)
})
