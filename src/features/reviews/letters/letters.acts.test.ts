import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import {
  host,
  hostLead,
  ile,
  lead,
  reviewAt,
  reviewer,
  secondReviewer,
} from '../../../../tests/support/review-world.ts'
import { launchOn, triadAt } from '../../../../tests/support/triads.ts'
import { sendLettersJob } from '../jobs.ts'
import { lettersToSend, sendLetter } from './letters.acts.ts'
import { partnershipsWithProgrammes } from './letters.queries.ts'

const app = await testApp({ after }, [])
const quiet = { info() {}, warn() {}, error() {} }

/** One morning's run, as a worker does it. */
const run = () =>
  sendLettersJob.run({
    id: crypto.randomUUID(),
    data: {},
    attempt: 1,
    database: app.database,
    partnershipId: undefined,
    personId: undefined,
    inPartnership: () => Promise.reject(new Error('this job belongs to no partnership')),
    report: async () => true,
    signal: new AbortController().signal,
    services: app.services,
    clock: app.clock,
    log: quiet,
  })

type Mail = { to_address: string; subject: string; text: string; kind: string }

/** The emails of models that wait in the outbox, which is then emptied. */
const mails = () =>
  app.database.asOwner(async (db) => {
    const { rows } = await sql<Mail>`
      delete from outbox_mail where kind = 'review-letter' returning to_address, subject, text, kind`.execute(db)
    return rows.sort((a, b) => a.subject.localeCompare(b.subject) || a.to_address.localeCompare(b.to_address))
  })

const write = (query: ReturnType<typeof sql>) => app.database.asOwner((db) => query.execute(db))
const addressOf = (who: string) => `${who.replaceAll(':', '.')}@example.org`
/** A review whose visit is five school days away. */
const reviewNextWeek = async () => {
  const made = await reviewAt(app, 'arranged')
  await write(sql`update review set visit_on = '2026-12-01' where id = ${made.id}`)
  return made
}
const startAgain = async () => {
  await write(sql`delete from review_letter_sent`)
  await write(sql`update review set cancelled_at = coalesce(cancelled_at, now())`)
  await mails()
}

test('on its morning an email goes once to each who takes part, filled in and with the page where it is done', async () => {
  await startAgain()
  const { path } = await reviewNextWeek()
  await run()
  const sent = await mails()
  const about = (subject: RegExp) => sent.filter((mail) => subject.test(mail.subject))
  const visit = about(/^The visit to Cedar Lane School on Tuesday 1 December 2026$/)
  assert.deepEqual(
    visit.map(({ to_address }) => to_address),
    [lead, reviewer, secondReviewer, ile, hostLead, host].map(addressOf).sort(),
  )
  const toLead = visit.find(({ to_address }) => to_address === addressOf(lead))?.text ?? ''
  assert.match(
    toLead,
    /^Dear A\. headteacher of north,\n\nThe visit to Cedar Lane School is on Tuesday 1 December 2026, 8:45am to 3:30pm\./,
  )
  assert.match(toLead, new RegExp(`Open it here:\nhttp://localhost${path}/visit-programme\n`))
  assert.match(toLead, /You get this because you take part in the peer review of Cedar Lane School\.\n$/)
  assert.doesNotMatch(toLead, /[{}]/)
  assert.equal(sent.length, visit.length)
  await run()
  assert.deepEqual(await mails(), [])
})

test('who leads is reminded of the preparation, and finds the page of it', async () => {
  await startAgain()
  const { path } = await reviewNextWeek()
  const now = app.clock.now()
  app.clock.set(Temporal.Instant.from('2026-11-18T07:23:00Z'))
  await run()
  app.clock.set(now)
  const sent = await mails()
  assert.deepEqual(
    sent.map(({ to_address, subject }) => [to_address, subject]),
    [lead, hostLead]
      .map(addressOf)
      .sort()
      .map((address) => [address, 'Preparing the visit to Cedar Lane School is due on Tuesday 24 November 2026']),
  )
  assert.ok(sent.every(({ text }) => text.includes(`http://localhost${path}/prepare`)))
})

test('two workers at one moment send one email, and what a crash took back goes when it runs again', async () => {
  await startAgain()
  await reviewNextWeek()
  const at = { now: app.clock.now(), baseUrl: 'http://localhost' }
  const [partnership] = await app.database.asOwner((db) => partnershipsWithProgrammes(db, app.clock.today()))
  assert.ok(partnership)
  const inNorth = <T>(work: Parameters<typeof app.database.inPartnership<T>>[2]) =>
    app.database.inPartnership(partnership.id, undefined, work)
  const waiting = await inNorth((db) => lettersToSend(db, partnership, app.clock.today()))
  assert.equal(waiting.length > 0, true)
  const crash = new Error('the process ended')
  for (const letter of waiting)
    await assert.rejects(
      inNorth(async (db) => {
        assert.ok((await sendLetter(db, partnership, letter, at)) > 0)
        throw crash
      }),
      crash,
    )
  assert.deepEqual(await mails(), [])
  await Promise.all([run(), run(), run()])
  const sent = await mails()
  const each = sent.map(({ to_address, subject }) => `${to_address} ${subject}`)
  assert.equal(new Set(each).size, each.length)
  assert.equal(each.length, 6)
  const rows = await app.database.asOwner((db) =>
    sql<{ number: number }>`select count(*) as number from review_letter_sent`.execute(db),
  )
  assert.equal(rows.rows[0]?.number, waiting.length)
})

test('nobody gets one who was taken out of the team, has not answered, or has left', async () => {
  await startAgain()
  const { id } = await reviewNextWeek()
  const person = (who: string) => app.world.people.get(who)?.id ?? ''
  await write(
    sql`update review_member set removed_at = now() where review_id = ${id} and person_id = ${person(reviewer)}`,
  )
  await write(
    sql`update review_member set answer = 'waiting' where review_id = ${id} and person_id = ${person(secondReviewer)}`,
  )
  await write(sql`update person set left_at = now() where id = ${person(ile)}`)
  await run()
  await write(sql`update person set left_at = null where id = ${person(ile)}`)
  const to = new Set((await mails()).map(({ to_address }) => to_address))
  assert.deepEqual([...to].sort(), [lead, hostLead, host].map(addressOf).sort())
})

test('nothing goes for a review that is cancelled or finished, or when the programme has ended or not begun to be due', async () => {
  for (const end of [
    sql`update review set cancelled_at = now() where cancelled_at is null`,
    sql`update review set closed_at = now() where cancelled_at is null`,
    sql`update programme set ends_on = '2026-11-23'`,
    sql`update review set visit_on = visit_on + 60 where cancelled_at is null`,
  ]) {
    await startAgain()
    await reviewNextWeek()
    await write(end)
    await run()
    assert.deepEqual(await mails(), [])
    await write(sql`update review set closed_at = null`)
    await write(sql`update programme set ends_on = '2028-07-31'`)
  }
})

test('a triad is reminded of its meetings until they have their day: heads, SENCOs and who supports it', async () => {
  await startAgain()
  await write(sql`update review_group set disbanded_at = now()`)
  const triad = await triadAt(app)
  // The programme began on Monday 2 November; the day after, somebody should choose the day of the launch.
  const now = app.clock.now()
  app.clock.set(Temporal.Instant.from('2026-11-03T07:23:00Z'))
  await run()
  const sent = await mails()
  assert.equal(sent.length, 7, 'three heads, three SENCOs and the quality assurer')
  assert.ok(sent.every(({ subject }) => subject === 'Please choose a day for the launch of River triad'))
  assert.ok(sent.every(({ text }) => text.includes(`http://localhost${triad.path}/meetings/launch`)))
  assert.match(sent[0]?.text ?? '', /should be on a day from 2 November 2026 to \d+ November 2026/)
  await write(sql`delete from review_letter_sent`)
  await launchOn(app, triad, '2026-11-24')
  await run()
  assert.deepEqual(await mails(), [])
  app.clock.set(now)
})

test('whom the host named to lead a meeting is reminded of it, and finds where it is arranged', async () => {
  await startAgain()
  const { id, path } = await reviewAt(app, 'agreed')
  const champion = 'north:e:headteacher'
  await write(
    sql`update programme set model_key = 'school-clusters' where id = (select programme_id from review where id = ${id})`,
  )
  await write(sql`delete from review_meeting where review_id = ${id}`)
  await write(sql`insert into stage_leader (partnership_id, review_id, stage, person_id, school_id, named_by, named_at)
    select partnership_id, id, 'workshop', ${app.world.people.get(champion)?.id}::uuid, ${app.world.schools.e}::uuid, created_by, now()
      from review where id = ${id}`)
  // Its window opens five school days after the visit, so the reminder goes on the second.
  await write(sql`update review set visit_on = '2026-11-20' where id = ${id}`)
  await run()
  const sent = await mails()
  assert.deepEqual(
    sent.map(({ to_address }) => to_address),
    [lead, hostLead, champion].map(addressOf).sort(),
  )
  assert.ok(sent.every(({ subject }) => subject === 'Please choose a day for the improvement workshop'))
  assert.ok(sent.every(({ text }) => text.includes(`http://localhost${path}/plan/workshop`)))
  await write(sql`update stage_leader set ended_at = now(), ended_by = named_by, end_reason = 'Away'`)
  await write(sql`delete from review_letter_sent`)
  await run()
  assert.equal((await mails()).length, 2)
})

test('one partnership that fails keeps nobody else waiting, and the job is tried again', async () => {
  await startAgain()
  await reviewNextWeek()
  // It comes first.
  await write(sql`update partnership set key = 'ahead' where key = 'south'`)
  await write(sql`insert into programme (partnership_id, name, model_key, starts_on, ends_on)
    select id, 'Gone', 'no-such-model', '2026-09-01', '2027-07-31' from partnership where key = 'ahead'`)
  await write(sql`insert into review_group (partnership_id, programme_id, name, published_at)
    select partnership_id, id, 'Lost', now() from programme where name = 'Gone'`)
  await assert.rejects(run(), /no review model "no-such-model"/)
  const sent = await mails()
  await write(sql`update partnership set key = 'south' where key = 'ahead'`)
  await write(sql`delete from review_group where name = 'Lost'`)
  await write(sql`delete from programme where name = 'Gone'`)
  assert.equal(sent.length, 6)
})
