import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import { testDatabase } from '../../../tests/support/database.ts'
import { movableClock } from '../../lib/clock.ts'
import { calendarInvite } from '../calendar/feed.ts'
import { connectDatabase, type Database } from '../db/connect.ts'
import { mailText } from './layout.ts'
import { forgetOldMail, type Mail, mailStatus, outbox, outboxMail, sendMail } from './outbox.ts'
import { type MailTransport, smtpTransport } from './transport.ts'
import { deliverMail, startMailWorker } from './worker.ts'

type Received = { to: string[]; source: string }

let database: Database
let kent: string
let demonstration: string
let server: SMTPServer
let transport: MailTransport
/** What the server answers to the next recipients: nothing special, or an error with this code. */
let answer: number | undefined
const received: Received[] = []
const logged: string[] = []
const clock = movableClock(Temporal.Now.instant().add({ hours: 1 }))

before(async () => {
  database = connectDatabase((await testDatabase()).connection)
  const places = await database.asOwner((db) =>
    sql<{ id: string }>`insert into partnership (key, name, contact_name, contact_email, is_demonstration)
      values ('kent', 'Kent', 'The inclusion team', 'inclusion@kent.sch.uk', false), ('wealdshire', 'Wealdshire', '', '', true) returning id`.execute(
      db,
    ),
  )
  kent = String(places.rows[0]?.id)
  demonstration = String(places.rows[1]?.id)
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(address, _session, done) {
      if (answer === undefined) return done()
      done(Object.assign(new Error(`no room for ${address.address}`), { responseCode: answer }))
    },
    onData(stream, session, done) {
      let source = ''
      stream.on('data', (chunk) => (source += chunk))
      stream.on('end', () => {
        received.push({ to: session.envelope.rcptTo.map((recipient) => recipient.address), source })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  transport = smtpTransport(`smtp://127.0.0.1:${port}`, 'Schoolfellow <schoolfellow@service.sch.uk>')
})
after(async () => {
  transport.close()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  await database.close()
})
beforeEach(async () => {
  answer = undefined
  received.length = 0
  logged.length = 0
  await database.asOwner((db) => sql`delete from outbox_mail`.execute(db))
})

const log = {
  info: (detail: object, message: string) => logged.push(JSON.stringify(detail) + message),
  warn: (detail: object, message: string) => logged.push(JSON.stringify(detail) + message),
}
const delivery = (over: Partial<Parameters<typeof deliverMail>[0]> = {}) => ({
  database,
  transport,
  clock,
  log,
  host: 'service.sch.uk',
  ...over,
})
const mail = {
  to: { address: 'sam@oakfield.sch.uk', name: 'Sam Reed' },
  subject: 'Your visit',
  text: 'Dear Sam,\n\nSee you on Monday – at 9am.\n',
  kind: 'visit-arranged',
}
const write = (over: Partial<Mail> = {}) =>
  database.inPartnership(kent, undefined, (db) => sendMail(db, { ...mail, ...over }))
const read = (id: string) => database.asOwner((db) => outboxMail(db, id))

test('a mail is sent once its transaction is kept', async () => {
  const id = await write()
  assert.equal(await deliverMail(delivery()), 1)
  assert.equal(await deliverMail(delivery()), 0)
  const [sent] = received
  assert.deepEqual(sent?.to, ['sam@oakfield.sch.uk'])
  assert.match(sent?.source ?? '', new RegExp(`Message-ID: <${id}@service.sch.uk>`, 'i'))
  assert.match(sent?.source ?? '', /To: "?Sam Reed"? <sam@oakfield.sch.uk>/)
  assert.match(sent?.source ?? '', /Reply-To: "?The inclusion team"? <inclusion@kent.sch.uk>/)
  assert.match(sent?.source ?? '', /From: "?Schoolfellow"? <schoolfellow@service.sch.uk>/)
  const row = await read(id)
  assert.equal(row && mailStatus(row), 'sent')
})

test('a mail of an undone transaction is never sent', async () => {
  await assert.rejects(
    database.inPartnership(kent, undefined, async (db) => {
      await sendMail(db, mail)
      throw new Error('changed my mind')
    }),
  )
  assert.equal(await deliverMail(delivery()), 0)
})

test('an invitation to a calendar travels with its mail', async () => {
  const start = Temporal.Instant.from('2027-01-11T09:00:00Z')
  const invite = calendarInvite(
    { uid: 'v1@schoolfellow', start, end: start.add({ hours: 6 }), summary: 'Visit' },
    { organiser: { name: 'Kent', email: 'a@kent.sch.uk' }, guests: [{ name: 'Sam', email: 'sam@oakfield.sch.uk' }] },
  )
  await write({ attachments: [invite] })
  await deliverMail(delivery())
  assert.match(received[0]?.source ?? '', /Content-Type: text\/calendar;.*method=REQUEST/s)
})

test('a busy server is tried again, later each time, with the same message id', async () => {
  const id = await write()
  answer = 451
  await deliverMail(delivery())
  assert.equal(await deliverMail(delivery()), 0)
  clock.set(clock.now().add({ minutes: 2 }))
  await deliverMail(delivery())
  const waiting = await read(id)
  assert.equal(waiting && mailStatus(waiting), 'trying again')
  assert.equal(waiting?.attempts, 2)
  answer = undefined
  clock.set(clock.now().add({ minutes: 3 }))
  await deliverMail(delivery())
  assert.equal((await read(id))?.sent_at === null, false)
  assert.match(received[0]?.source ?? '', new RegExp(id))
})

test('after the last try a mail has failed', async () => {
  const id = await write()
  answer = 451
  for (let attempt = 0; attempt < 12; attempt++) {
    await deliverMail(delivery())
    clock.set(clock.now().add({ hours: 24 }))
  }
  const row = await read(id)
  assert.equal(row && mailStatus(row), 'failed')
  assert.equal(row?.attempts, 9)
})

test('a final refusal is not tried again, and its reason names nobody', async () => {
  const id = await write()
  answer = 550
  await deliverMail(delivery())
  const row = await read(id)
  assert.equal(row && mailStatus(row), 'failed')
  assert.equal(row?.attempts, 1)
  assert.doesNotMatch(row?.last_error ?? '', /sam@/)
})

test('a mail whose worker died is taken up by another, and two workers never share one', async () => {
  const id = await write()
  await database.asOwner((db) =>
    sql`update outbox_mail set attempts = 1, claimed_until = ${clock.now().add({ minutes: 5 })}`.execute(db),
  )
  assert.equal(await deliverMail(delivery()), 0)
  clock.set(clock.now().add({ minutes: 6 }))
  const taken = await Promise.all([deliverMail(delivery()), deliverMail(delivery()), deliverMail(delivery())])
  assert.deepEqual(taken.sort(), [0, 0, 1])
  assert.equal(received.length, 1)
  assert.match(received[0]?.source ?? '', new RegExp(id))
})

test('without a server, in the demonstration, and at example addresses, mails are kept', async () => {
  const unsent = await write()
  await deliverMail(delivery({ transport: undefined }))
  const fictional = await database.inPartnership(demonstration, undefined, (db) => sendMail(db, mail))
  const example = await write({ to: { address: 'sam@oakfield.example' } })
  await deliverMail(delivery())
  for (const id of [unsent, fictional, example]) {
    const row = await read(id)
    assert.equal(row && mailStatus(row), 'kept')
  }
  assert.equal(received.length, 0)
})

test('a subject or name cannot smuggle in a header', async () => {
  await write({
    subject: 'Hello\r\nBcc: thief@evil.test',
    to: { address: 'sam@oakfield.sch.uk', name: 'Sam\r\nCc: x@evil.test' },
  })
  await deliverMail(delivery())
  assert.deepEqual(received[0]?.to, ['sam@oakfield.sch.uk'])
  assert.doesNotMatch(received[0]?.source ?? '', /^(bcc|cc):/im)
})

test('requests write mail for their own partnership only, and read none', async () => {
  await assert.rejects(write({ partnershipId: demonstration }), /row-level security/)
  await assert.rejects(
    database.inPartnership(kent, undefined, (db) => outbox(db, { limit: 5 })),
    /permission denied/,
  )
})

test('the log tells no address, name or text', async () => {
  await write()
  answer = 451
  await deliverMail(delivery())
  answer = undefined
  clock.set(clock.now().add({ minutes: 2 }))
  await deliverMail(delivery())
  assert.equal(logged.length, 2)
  for (const line of logged) assert.doesNotMatch(line, /sam|reed|oakfield|visit on|monday/i)
})

test('the worker sends what comes in and stops when told', async () => {
  const worker = startMailWorker(delivery(), 20)
  await write()
  while (received.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  await worker.stop()
  await write()
  await new Promise((resolve) => setTimeout(resolve, 60))
  assert.equal(received.length, 1)
})

test('settled mails are forgotten after a time', async () => {
  const id = await write()
  const waiting = await write({ notBefore: clock.now().add({ hours: 48 }) })
  await deliverMail(delivery())
  assert.equal(await database.asOwner((db) => forgetOldMail(db, clock.now().add({ hours: 1 }))), 1)
  assert.equal(await read(id), undefined)
  assert.notEqual(await read(waiting), undefined)
})

test('every mail greets, says its piece and names the partnership', () => {
  const text = mailText({
    greeting: 'Sam',
    paragraphs: ['Your visit is on Monday.'],
    sender: { name: 'Kent', contact_name: 'The team', contact_email: 'team@kent.sch.uk', contact_phone: '' },
    reason: 'You have this email because you lead the visit.',
  })
  assert.equal(
    text,
    'Dear Sam,\n\nYour visit is on Monday.\n\n-- \nKent\nThe team\nteam@kent.sch.uk\n\nYou have this email because you lead the visit.\n',
  )
  assert.equal(mailText({ paragraphs: ['Hi.'] }), 'Hello,\n\nHi.\n')
})
