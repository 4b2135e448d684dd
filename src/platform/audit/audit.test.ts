import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../../tests/support/database.ts'
import { connectDatabase, type Database } from '../db/connect.ts'
import { auditEntries, record, verifyAudit } from './audit.ts'

let database: Database
let kent: string
let bury: string
let head: string

before(async () => {
  database = connectDatabase((await testDatabase()).connection)
  const made = await database.asOwner(async (db) => {
    const places = await sql<{
      id: string
    }>`insert into partnership (key, name) values ('kent', 'Kent'), ('bury', 'Bury') returning id`.execute(db)
    const person = await sql<{
      id: string
    }>`insert into person (partnership_id, email, name) values (${places.rows[0]?.id}, 'head@example.org', 'A Head') returning id`.execute(
      db,
    )
    return [places.rows[0]?.id, places.rows[1]?.id, person.rows[0]?.id].map(String)
  })
  ;[kent = '', bury = '', head = ''] = made
})
after(() => database.close())

const entry = { action: 'role:grant', subject_kind: 'person', subject_id: 'p1' }
const inKent = <T>(work: Parameters<typeof database.inPartnership<T>>[2]) => database.inPartnership(kent, head, work)

test('an entry says who did what, and the chain holds', async () => {
  await inKent((db) => record(db, {}, { ...entry, detail: { role: 'senco' } }))
  await inKent((db) => record(db, { partnership: { id: kent }, person: { id: head } }, entry))
  const rows = await inKent((db) => auditEntries(db, { limit: 10 }))
  assert.deepEqual(
    rows.map((row) => [row.number, row.action, row.person_id]),
    [
      [2, 'role:grant', head],
      [1, 'role:grant', head],
    ],
  )
  assert.deepEqual(rows[1]?.detail, { role: 'senco' })
  const verdict = await database.asOwner(verifyAudit)
  assert.equal(verdict.broken, undefined)
  assert.equal(verdict.entries, 2)
})

test('entries of one partnership are linked one after the other, however many arrive at once', async () => {
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      database.inPartnership(bury, undefined, (db) => record(db, {}, { ...entry, subject_id: String(index) })),
    ),
  )
  const rows = await database.inPartnership(bury, undefined, (db) => auditEntries(db, { limit: 100 }))
  assert.deepEqual(
    rows.map((row) => row.number),
    Array.from({ length: 40 }, (_, index) => 40 - index),
  )
  assert.equal((await database.asOwner(verifyAudit)).broken, undefined)
})

test('a long transaction that has recorded something does not hold up others', async () => {
  await inKent(async (db) => {
    await record(db, {}, entry)
    await database.inPartnership(kent, head, (other) => record(other, {}, entry))
  })
  assert.equal((await database.asOwner(verifyAudit)).broken, undefined)
})

test('what was undone leaves no entry and no gap', async () => {
  await assert.rejects(
    inKent(async (db) => {
      await record(db, {}, entry)
      throw new Error('changed my mind')
    }),
  )
  await inKent((db) => record(db, {}, entry))
  assert.equal((await database.asOwner(verifyAudit)).broken, undefined)
})

test('a request cannot record in another name or partnership, nor read another log', async () => {
  await assert.rejects(
    inKent((db) => record(db, { partnership: { id: bury } }, entry)),
    /row-level security/,
  )
  await assert.rejects(
    inKent((db) => record(db, { person: { id: randomUUID() } }, entry)),
    /row-level security/,
  )
  const rows = await inKent((db) =>
    sql<{ partnership_id: string }>`select distinct partnership_id from audit_entry`.execute(db),
  )
  assert.deepEqual(rows.rows, [{ partnership_id: kent }])
})

test('nobody changes, removes or empties the log', async () => {
  for (const change of [
    sql`update audit_entry set action = 'nothing:done'`,
    sql`update audit_entry set number = number + 1`,
    sql`delete from audit_entry`,
    sql`truncate audit_entry`,
  ]) {
    await assert.rejects(
      database.asOwner((db) => change.execute(db)),
      /only ever added to/,
    )
    await assert.rejects(
      inKent((db) => change.execute(db)),
      /permission denied/,
    )
  }
})

test('tampering past the triggers is found and named', async () => {
  const tampered = (change: ReturnType<typeof sql>) =>
    database
      .asOwner(async (db) => {
        await sql`alter table audit_entry disable trigger user`.execute(db)
        await change.execute(db)
        const verdict = await verifyAudit(db)
        throw Object.assign(new Error('undo'), { verdict })
      })
      .catch((error) => error.verdict.broken)
  const changed = await tampered(
    sql`update audit_entry set detail = '{"role": "governor"}' where chain = ${bury} and number = 7`,
  )
  assert.deepEqual(changed, { chain: bury, number: 7, what: 'was changed' })
  const removed = await tampered(sql`delete from audit_entry where chain = ${bury} and number = 9`)
  assert.equal(removed.number, 9)
  const cut = await tampered(sql`delete from audit_entry where chain = ${bury} and number > 38`)
  assert.match(cut.what, /last on record/)
  const added = await tampered(
    sql`insert into audit_entry (partnership_id, action, subject_kind, subject_id) values (${bury}, 'role:grant', 'person', 'x')`,
  )
  assert.equal(added.what, 'was never linked')
  assert.equal((await database.asOwner(verifyAudit)).broken, undefined)
})

test('what belongs to no partnership has a chain of its own', async () => {
  await database.asOwner((db) => record(db, {}, { action: 'audit:verify', subject_kind: 'service', subject_id: 'all' }))
  const verdict = await database.asOwner(verifyAudit)
  assert.equal(verdict.broken, undefined)
  assert.equal(verdict.heads.length, 3)
})
