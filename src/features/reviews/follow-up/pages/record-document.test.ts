import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { parse } from 'node-html-parser'
import { testApp, testNow } from '../../../../../tests/support/app.ts'
import {
  host,
  hostLead,
  hostSchool,
  lead,
  outsiders,
  reviewAt,
  reviewer,
} from '../../../../../tests/support/review-world.ts'
import { assurer, triadAt } from '../../../../../tests/support/triads.ts'
import { unzipped } from '../../../../../tests/support/unzip.ts'
import { routes as groupRoutes } from '../../../review-groups/routes.ts'
import { routes } from '../../routes.ts'

const app = await testApp({ after }, [...routes, ...groupRoutes])
beforeEach(() => app.clock.set(testNow))

const answers = {
  'best-hopes': 'That we see what already helps.',
  'works-already': 'Staff know each pupil’s plan.\n\nThe SENCO is in lessons every day.',
  scale: 'Six, because pupils say so.',
  'one-up': 'They would ask for help sooner.',
  'small-steps': 'Help cards in Year 4.',
}

/** A review of a triad on the day of its quality-assurance visit. */
async function onTheDay() {
  const review = await reviewAt(app, 'agreed')
  const meeting = randomUUID()
  await app.database.asOwner(async (db) => {
    await sql`update programme set model_key = 'inclusion-triads' where id = (select programme_id from review where id = ${review.id})`.execute(
      db,
    )
    await sql`delete from review_group_school where school_id = ${app.world.schools.e} and group_id = (select group_id from review where id = ${review.id})`.execute(
      db,
    )
    await sql`insert into review_group_leader (partnership_id, group_id, person_id, part)
      select partnership_id, group_id, ${app.world.people.get(assurer)?.id}, 'quality-assurer' from review where id = ${review.id}`.execute(
      db,
    )
    for (const [id, stage, held] of [
      [randomUUID(), 'coaching', testNow],
      [meeting, 'quality-visit', null],
    ] as const)
      await sql`insert into review_meeting (id, partnership_id, review_id, stage, starts_at, minutes, place, held_at, updated_by)
        select ${id}, partnership_id, id, ${stage}, ${testNow}, 180, 'The library', ${held}, created_by from review where id = ${review.id}`.execute(
        db,
      )
  })
  return { ...review, here: `${review.path}/meetings/${meeting}` }
}

const kinds = ['record', 'record.pdf', 'record.docx']

test('a quality-assurance report is a page, a tagged PDF and a Word file that say the same', async () => {
  const { here } = await onTheDay()
  for (const kind of kinds) assert.equal((await app.get(`${here}/${kind}`, assurer)).status, 404, 'before it was held')
  assert.equal((await app.submit(here, answers, assurer)).status, 303)
  const [visit] = [await app.get(here, hostLead)]
  assert.match(visit.text, /Read and download it as a document/)
  const page = await app.get(`${here}/record`, hostLead)
  assert.equal(page.page.querySelector('h1')?.text.trim(), 'Quality-assurance visit: Cedar Lane School')
  assert.match(page.text, /Held Tuesday 24 November 2026 Place The library Written by quality assurer of north/)
  const headings = page.page.querySelectorAll('.app-report h2').map((one) => one.text)
  assert.equal(headings.length, 5)
  assert.match(page.text, /What works already\? Staff know each pupil’s plan\. The SENCO is in lessons every day\./)
  assert.equal(page.page.querySelectorAll('main form').length, 0)

  const file = await app.get(`${here}/record.pdf`, assurer)
  assert.equal(file.headers['content-type'], 'application/pdf')
  assert.match(file.body, /Quality-assurance visit: Cedar Lane School/)
  assert.match(file.body, /StructTreeRoot/)

  const wordFile = await app.get(`${here}/record.docx`, lead)
  const document = parse(unzipped(wordFile.bytes).get('word/document.xml') ?? '')
  const told = (one: { querySelectorAll(of: string): { text: string }[] }) =>
    one
      .querySelectorAll('w\\:t')
      .map((run) => run.text)
      .join('')
  const paragraphs = document.querySelectorAll('w\\:p')
  const titled = paragraphs.filter((one) => one.querySelector('w\\:pstyle')?.getAttribute('w:val') === 'Heading1')
  assert.deepEqual(titled.map(told), headings)
  const words = paragraphs.map(told).join('\n')
  for (const answer of Object.values(answers))
    for (const part of answer.split('\n\n')) assert.ok(words.includes(part), part)
})

test('who was there or writes it reads the report; the partnership and others find nothing', async () => {
  const { here } = await onTheDay()
  await app.submit(here, answers, assurer)
  for (const kind of kinds) {
    for (const who of [lead, reviewer, host, hostLead, assurer])
      assert.equal((await app.get(`${here}/${kind}`, who)).status, 200, `${kind} ${who}`)
    for (const who of [hostSchool, ...outsiders])
      assert.equal((await app.get(`${here}/${kind}`, who)).status, 404, `${kind} ${who}`)
  }
  const other = await reviewAt(app, 'agreed')
  const meeting = here.split('/').at(-1)
  assert.equal((await app.get(`${other.path}/meetings/${meeting}/record`, lead)).status, 404)
})

test('what was agreed at the pre-review meeting is a document too', async () => {
  const review = await reviewAt(app, 'prepared')
  const prepare = await app.get(`${review.path}/prepare`, lead)
  const link = prepare.page.querySelector('a[href$="/record"]')?.getAttribute('href') ?? ''
  const page = await app.get(link, host)
  assert.match(page.text, /Pre-review meeting: Cedar Lane School/)
  assert.match(page.text, /What was said and decided\?/)
})

test('the story of a celebration is a document for the triad', async () => {
  const triad = await triadAt(app)
  const here = `${triad.path}/meetings/celebration`
  const put = (record: string | null) =>
    app.database.asOwner((db) =>
      sql`insert into group_meeting (partnership_id, group_id, stage, starts_at, minutes, held_at, record, updated_by)
        select partnership_id, id, 'celebration', ${testNow}, 150, ${record === null ? null : testNow}, ${record ?? '{}'}::jsonb, ${app.world.people.get(hostLead)?.id}
          from review_group where id = ${triad.id}
        on conflict (group_id, stage) do update set held_at = excluded.held_at, record = excluded.record`.execute(db),
    )
  await put(null)
  assert.equal((await app.get(`${here}/record`, hostLead)).status, 404, 'before it was held')
  await put(JSON.stringify({ story: 'We tried help cards.\n\nPupils ask sooner.' }))
  assert.match((await app.get(here, 'north:d:senco')).text, /Read and download it as a document/)
  const page = await app.get(`${here}/record`, 'north:d:senco')
  assert.match(page.text, /Celebration of learning: River triad/)
  assert.match(page.text, /The triad’s story We tried help cards\. Pupils ask sooner\./)
  assert.doesNotMatch(page.text, /What would you tell/, 'what nobody answered is not told')
  for (const kind of kinds) {
    assert.equal((await app.get(`${here}/${kind}`, assurer)).status, 200, kind)
    for (const who of [
      'north:partnership-officer',
      'north:c:governor',
      'north:b:headteacher',
      'south:z:headteacher',
    ] as const)
      assert.equal((await app.get(`${here}/${kind}`, who)).status, 404, `${kind} ${who}`)
  }
})
