import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../../tests/support/database.ts'
import { temporaryFolder } from '../../../tests/support/folders.ts'
import { connectDatabase, type Database } from '../db/connect.ts'
import { pdf } from '../documents/pdf.ts'
import { localFiles } from './local.ts'
import { acceptUpload, clearUnusedFiles, downloadOf, removeFile, restoreFile, storedFile } from './stored-file.ts'

let database: Database
let kent: string
let bury: string
const root = temporaryFolder({ after })
const store = localFiles(join(root, 'store'))
const now = Temporal.Now.instant()

before(async () => {
  database = connectDatabase((await testDatabase()).connection)
  const places = await database.asOwner((db) =>
    sql<{
      id: string
    }>`insert into partnership (key, name) values ('kent', 'Kent'), ('bury', 'Bury') returning id`.execute(db),
  )
  kent = String(places.rows[0]?.id)
  bury = String(places.rows[1]?.id)
})
after(() => database.close())

let count = 0
function uploadOf(filename: string, content: string | Uint8Array) {
  const path = join(root, `upload-${count++}`)
  writeFileSync(path, content)
  return { filename, path, bytes: content.length }
}
const accept = (filename: string, content: string | Uint8Array, options = {}) =>
  database.inPartnership(kent, undefined, (db) => acceptUpload(db, store, uploadOf(filename, content), options))

test('a file comes back as it was, under a safe name', async () => {
  const content = await pdf({ title: 'Notes', content: [] })
  const accepted = await accept('C:\\Users\\Sam\\Provision map.pdf', content)
  assert.ok('file' in accepted)
  assert.equal(accepted.file.name, 'Provision map.pdf')
  const kept = await database.inPartnership(kent, undefined, (db) => storedFile(db, accepted.file.id))
  assert.ok(kept)
  const download = await downloadOf(store, kept)
  assert.equal(download.type, 'application/pdf')
  assert.equal(download.bytes, content.length)
  assert.deepEqual(Buffer.concat(await Array.fromAsync(download.body)), Buffer.from(content))
})

test('another partnership does not see it', async () => {
  const accepted = await accept('notes.txt', 'Visit notes')
  assert.ok('file' in accepted)
  assert.equal(await database.inPartnership(bury, undefined, (db) => storedFile(db, accepted.file.id)), undefined)
})

test('text files of every usual encoding are taken', async () => {
  for (const content of [
    'a,b\n1,2\n',
    Buffer.from([0xef, 0xbb, 0xbf, 0x61]),
    Buffer.from('£5, naïve', 'latin1'),
    Buffer.from('\ufeffhello', 'utf16le'),
    'He said <b>no</b>\n',
  ]) {
    assert.ok('file' in (await accept('table.csv', content)))
  }
})

const refused: [string, string | Uint8Array, RegExp][] = [
  ['page.html', '<html></html>', /one of these kinds/],
  ['picture.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', /one of these kinds/],
  ['run.exe', 'MZ', /one of these kinds/],
  ['archive.zip', 'PK', /one of these kinds/],
  ['report', 'hello', /one of these kinds/],
  ['report.pdf', '<!doctype html><script>alert(1)</script>', /is not a PDF/],
  ['report.docx', '%PDF-1.7\n', /is not a Word document/],
  ['photo.png', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0]), /is not a PNG/],
  ['notes.txt', '  <!DOCTYPE html><p>', /does not hold plain text/],
  ['notes.txt', Buffer.from([0x4d, 0x5a, 0x90, 0x00, 0x03]), /does not hold plain text/],
  ['notes.csv', '<svg onload=alert(1)>', /does not hold plain text/],
  ['old.doc', 'x', /Save the file as \.docx/],
  ['macro.xlsm', 'x', /Save the file as \.xlsx/],
  ['locked.docx', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), /password/],
  ['empty.pdf', '', /empty/],
]
for (const [name, content, message] of refused) {
  test(`${name} holding ${
    String(content)
      .slice(0, 20)
      .replace(/[^ -~]/g, '·') || 'nothing'
  } is refused in words`, async () => {
    const answer = await accept(name, content)
    assert.ok('refusal' in answer)
    assert.match(answer.refusal.message, message)
  })
}

test('a file above the limit is refused', async () => {
  const answer = await accept('notes.txt', 'x'.repeat(2_000_001), { limit: 2_000_000 })
  assert.deepEqual(answer, { refusal: { message: 'The file must be smaller than 2 MB' } })
})

test('a key that is not a hash names nothing', async () => {
  await assert.rejects(store.get('../../etc/passwd'), /sha256/)
  await assert.rejects(store.get('0'.repeat(64)), { code: 'ENOENT' })
})

test('a put that breaks off leaves nothing behind', async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('half')
      throw new Error('connection lost')
    })(),
  )
  await assert.rejects(store.put(broken), /connection lost/)
  assert.deepEqual(await readdir(join(root, 'store', 'incoming')), [])
})

test('removed files can be brought back for 30 days, then their bytes go, unless another row needs them', async () => {
  const shared = await accept('a.txt', 'the same words')
  const twin = await accept('b.txt', 'the same words')
  const alone = await accept('c.txt', 'other words')
  assert.ok('file' in shared && 'file' in twin && 'file' in alone)
  await database.inPartnership(kent, undefined, (db) => removeFile(db, shared.file.id, now))
  await database.inPartnership(kent, undefined, (db) => removeFile(db, alone.file.id, now))
  assert.equal(await database.inPartnership(kent, undefined, (db) => storedFile(db, alone.file.id)), undefined)
  assert.equal(await database.inPartnership(kent, undefined, (db) => restoreFile(db, alone.file.id)), true)
  await database.inPartnership(kent, undefined, (db) => removeFile(db, alone.file.id, now))
  await clearUnusedFiles(database, store, now.add({ hours: 29 * 24 }))
  assert.equal(await text(await store.get(alone.file.sha256)), 'other words')
  await clearUnusedFiles(database, store, now.add({ hours: 31 * 24 }))
  await assert.rejects(store.get(alone.file.sha256), /ENOENT/)
  assert.equal(await text(await store.get(twin.file.sha256)), 'the same words')
  assert.equal(await database.inPartnership(kent, undefined, (db) => restoreFile(db, alone.file.id)), false)
})

test('the bytes of an upload whose transaction was undone are cleared a day later', async () => {
  let sha256 = ''
  await assert.rejects(
    database.inPartnership(kent, undefined, async (db) => {
      const accepted = await acceptUpload(db, store, uploadOf('gone.txt', 'never mind'))
      assert.ok('file' in accepted)
      sha256 = accepted.file.sha256
      throw new Error('undone')
    }),
    /undone/,
  )
  const stale = join(root, 'store', 'incoming', 'left-over')
  await mkdir(join(root, 'store', 'incoming'), { recursive: true })
  await writeFile(stale, 'x')
  await utimes(stale, 0, 0)
  await clearUnusedFiles(database, store, now)
  assert.equal(await text(await store.get(sha256)), 'never mind')
  assert.deepEqual(await readdir(join(root, 'store', 'incoming')), [])
  await clearUnusedFiles(database, store, now.add({ hours: 25 }))
  await assert.rejects(store.get(sha256), /ENOENT/)
})
