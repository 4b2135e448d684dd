import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import {
  type Example,
  exampleReview,
  host,
  hostLead,
  ile,
  lead,
  reviewer,
  rows,
  strangers,
} from '../../../../../tests/support/visit.ts'
import { addQuestion } from '../../preparation/question.queries.ts'
import { addActivity } from '../../preparation/visit-programme.queries.ts'
import type { ActivityKind } from '../../preparation/visit-programme.rules.ts'
import { findingsOf } from '../finding.queries.ts'
import { writeNote } from '../note.queries.ts'
import { visitRoutes } from '../routes.ts'

const app = await testApp({ after }, visitRoutes)

const idOf = (saved: { kind: string; id?: string }) => {
  assert.equal(saved.kind, 'saved')
  return saved.id ?? ''
}

async function noteFrom(
  example: Example,
  kind: ActivityKind | undefined,
  text: string,
  question_id: string | null = null,
): Promise<string> {
  return app.as(lead, async (db, actor) => {
    const activity = {
      title: kind ?? '',
      place: '',
      starts: Temporal.PlainTime.from('09:15'),
      ends: Temporal.PlainTime.from('10:00'),
      host_person_id: null,
      visitor_person_id: null,
      question_id: null,
    }
    const activity_id = kind
      ? idOf(await addActivity(db, actor, example.review, { ...activity, on_day: 1, kind }, app.clock.now()))
      : null
    return idOf(
      await writeNote(
        db,
        actor,
        example.review,
        { id: randomUUID(), text, tag: '', activity_id, question_id, statement_key: '' },
        undefined,
        app.clock.now(),
      ),
    )
  })
}

const stored = (example: Example) => app.as(lead, (db) => findingsOf(db, example.review))
const make = (example: Example, values: Record<string, string | string[]>, who = lead) =>
  app.submit(
    `${example.path}/findings/new`,
    { kind: 'strength', title: 'Pupils help themselves first', ...values },
    who,
  )

test('a finding is made of chosen notes, and says so when it has one source', async () => {
  const example = await exampleReview(app)
  const empty = await app.get(`${example.path}/findings`, lead)
  assert.match(empty.text, /No strength yet\./)
  const [first, second] = [
    await noteFrom(example, 'learning-walk', 'Help-yourself shelves in every room'),
    await noteFrom(example, 'book-study', 'Pupils mark where they used a scaffold'),
  ]
  assert.equal((await make(example, { note_ids: first })).status, 303)
  assert.match(
    (await app.get(`${example.path}/findings`, lead)).text,
    /This finding rests on one kind of source: seen in lessons or around the school/,
  )
  const [finding] = await stored(example)
  assert.equal(
    (await app.submit(`${example.path}/findings/${finding?.id}`, { note_ids: [first, second] }, reviewer)).status,
    303,
  )
  const page = await app.get(`${example.path}/findings`, reviewer)
  assert.doesNotMatch(page.text, /One source/)
  assert.match(page.text, /Evidence: 2 notes/)
  assert.match(page.text, /Pupils mark where they used a scaffold/)
})

test('what is changed in a finding is kept, all of it', async () => {
  const example = await exampleReview(app)
  const question_id = await app.as(lead, async (db, actor) =>
    idOf(await addQuestion(db, actor, example.review, { text: 'Who helps whom?', drawn_from: [] }, app.clock.now())),
  )
  await make(example, { note_ids: await noteFrom(example, 'learning-walk', 'Shelves in every room') })
  const [made] = await stored(example)
  const changed = {
    kind: 'area-to-develop',
    title: 'Pupils wait for help',
    text: 'In two rooms they waited for minutes.',
    question_id,
    statement_key: 'teaching-adapting',
  }
  assert.equal((await app.submit(`${example.path}/findings/${made?.id}`, changed, reviewer)).status, 303)
  const [after] = await stored(example)
  assert.deepEqual({ ...after, ...changed }, after)
})

test('an agreed judgement can be the evidence, and is shown with the school’s own point', async () => {
  const example = await exampleReview(app)
  assert.equal((await make(example, { kind: 'area-to-develop', statement_key: 'teaching-adapting' })).status, 303)
  const page = await app.get(`${example.path}/findings`, lead)
  assert.match(page.text, /This finding rests on the school’s own judgement alone/)
  assert.match(page.text, /the school agreed on 2, developing/)
})

test('a finding without evidence or without its line is refused, and what was typed stays', async () => {
  const example = await exampleReview(app)
  await noteFrom(example, 'learning-walk', 'Help-yourself shelves')
  const bare = await make(example, { text: 'They do.' })
  assert.equal(bare.status, 422)
  assert.deepEqual(bare.errors, ['Choose the notes, or the agreed judgement, that show this'])
  assert.match(bare.body, /They do\./)
  assert.deepEqual((await make(example, { title: '', kind: '' })).errors, [
    'Choose whether it is a strength or an area to develop',
    'Enter the finding in one line',
    'Choose the notes, or the agreed judgement, that show this',
  ])
  assert.deepEqual((await make(example, { note_ids: randomUUID() })).errors, [
    'One of these notes has been removed: choose again',
  ])
})

test('notes are gathered by question, and their finding starts with them', async () => {
  const example = await exampleReview(app)
  const question = await app.as(lead, async (db, actor) =>
    idOf(
      await addQuestion(
        db,
        actor,
        example.review,
        { text: 'How do pupils find help?', drawn_from: [] },
        app.clock.now(),
      ),
    ),
  )
  await noteFrom(example, 'learning-walk', 'About the question', question)
  await noteFrom(example, undefined, 'About nothing')
  const page = await app.get(`${example.path}/findings`, lead)
  assert.match(page.text, /How do pupils find help\? 1 note, 1 not used yet/)
  assert.match(page.text, /Notes without a question 1 note/)
  const start = await app.get(`${example.path}/findings/new?question=${question}`, lead)
  assert.match(start.text, /Which notes show this\? About the question/)
  assert.match(start.text, /Choose from the other notes \(1\)/)
  assert.equal(start.page.querySelector('select[name="question_id"] option[selected]')?.getAttribute('value'), question)
})

test('findings are put in order, removed and put back', async () => {
  const example = await exampleReview(app)
  const note = await noteFrom(example, 'learning-walk', 'Shelves')
  for (const title of ['One', 'Two', 'Three']) await make(example, { title, note_ids: note })
  const titles = async () => (await stored(example)).map((finding) => finding.title)
  const [one, two] = await stored(example)
  await app.submit(`${example.path}/findings`, { move: `up:${two?.id}` }, lead, 'change')
  assert.deepEqual(await titles(), ['Two', 'One', 'Three'])
  await app.submit(`${example.path}/findings`, { move: `remove:${one?.id}` }, lead, 'change')
  assert.deepEqual(await titles(), ['Two', 'Three'])
  assert.match((await app.get(`${example.path}/findings`, lead)).text, /Removed: 1 finding/)
  await app.submit(`${example.path}/findings`, { move: `back:${one?.id}` }, lead, 'change')
  assert.deepEqual((await titles()).sort(), ['One', 'Three', 'Two'])
})

test('two people changing one finding see both texts, and no note is lost', async () => {
  const example = await exampleReview(app)
  const [first, second] = [
    await noteFrom(example, 'learning-walk', 'Shelves'),
    await noteFrom(example, 'book-study', 'Books'),
  ]
  await make(example, { note_ids: first })
  const [finding] = await stored(example)
  const path = `${example.path}/findings/${finding?.id}`
  await app.submit(path, { text: 'The text of the lead', note_ids: [first, second] }, lead)
  const other = { text: 'The text of the reviewer', kind: 'area-to-develop', note_ids: first, _version: '1' }
  const late = await app.submit(path, other, reviewer)
  assert.equal(late.status, 409)
  assert.match(late.text, /The text of the lead/)
  assert.match(late.body, /The text of the reviewer/)
  assert.equal(late.page.querySelectorAll('input[name="note_ids"]').length, 2)
  assert.match(
    late.text,
    /Is it a strength or an area to develop\? Strength .* chose this Area to develop You chose this/,
  )
})

test('only the ILE challenges, and the challenge stands beside the finding as such', async () => {
  const example = await exampleReview(app)
  const note = await noteFrom(example, 'learning-walk', 'Shelves')
  await make(example, { note_ids: note })
  const [finding] = await stored(example)
  const path = `${example.path}/findings/${finding?.id}/challenge`
  for (const who of [lead, reviewer]) assert.equal((await app.get(path, who)).status, 403)
  assert.deepEqual((await app.submit(path, { challenge: '' }, ile)).errors, [
    'Enter what the team should look at again, and why',
  ])
  assert.equal((await app.submit(path, { challenge: 'Is this true at lunchtime?' }, ile)).status, 303)
  const page = await app.get(`${example.path}/findings`, lead)
  assert.match(page.text, /Challenge by ile of north, Inclusion Leader of Education, 24 November 2026 at 10am/)
  assert.match(page.text, /Is this true at lunchtime\?/)
  assert.equal((await app.get(`${example.path}/findings/new`, ile)).status, 403)
  assert.match((await app.get(`${example.path}/findings`, ile)).text, /you can challenge any of them/)
})

test('advice stands beside a finding that seems to name a pupil', async () => {
  const example = await exampleReview(app)
  const note = await noteFrom(example, 'learning-walk', 'Shelves')
  await make(example, { note_ids: note, text: 'A pupil called Maya showed us.' })
  assert.match((await app.get(`${example.path}/findings`, lead)).text, /Advice: This may identify a pupil: “Maya”/)
})

test('the host and everybody else find no findings before they are sent, and then not here', async () => {
  const example = await exampleReview(app)
  const note = await noteFrom(example, 'learning-walk', 'Shelves')
  await make(example, { note_ids: note })
  const [finding] = await stored(example)
  for (const path of ['findings', 'findings/new', `findings/${finding?.id}`, `findings/${finding?.id}/challenge`]) {
    for (const who of [...strangers, hostLead, host])
      assert.equal((await app.get(`${example.path}/${path}`, who)).status, 404, `${path} as ${who}`)
  }
  await rows(app, sql`update review set sent_to_host_at = now() where id = ${example.review}`)
  assert.equal((await app.get(`${example.path}/findings`, host)).status, 404)
  assert.equal((await app.get(`${example.path}/findings/new`, lead)).status, 403)
  assert.match((await app.get(`${example.path}/findings`, lead)).text, /changed in answer to the host’s comments/)
})
