import assert from 'node:assert/strict'
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
  manyNotes,
  reviewer,
  rows,
  strangers,
} from '../../../../../tests/support/visit.ts'
import { findingsOf } from '../finding.queries.ts'
import { visitRoutes } from '../routes.ts'

const app = await testApp({ after }, visitRoutes)
const sort = (example: Example, query = '') => `${example.path}/findings/notes${query}`
const stored = (example: Example) => app.as(lead, (db) => findingsOf(db, example.review))
const ticks = (page: {
  page: { querySelectorAll(of: string): { getAttribute(name: string): string | undefined }[] }
}) => page.page.querySelectorAll('input[name="note_ids"]').map((box) => box.getAttribute('value') ?? '')

async function withFinding(count = 20): Promise<{ example: Example; finding: string; notes: string[] }> {
  const example = await exampleReview(app)
  await manyNotes(app, example, count)
  const notes = await rows(
    app,
    sql<{ id: string }>`
    select n.id from visit_note n left join visit_activity a on a.id = n.activity_id where n.review_id = ${example.review} order by a.kind nulls last, n.text`,
  )
  const ids = notes.map((note) => note.id)
  const [first = ''] = ids
  await app.submit(
    `${example.path}/findings/new`,
    { kind: 'strength', title: 'They help themselves', note_ids: first },
    lead,
  )
  const [made] = await stored(example)
  return { example, finding: made?.id ?? '', notes: ids }
}

test('400 notes are shown one group and 50 at a time, each once, by question, activity and statement', async () => {
  const { example } = await withFinding(400)
  for (const by of ['question', 'activity', 'statement']) {
    const start = await app.get(sort(example, `?by=${by}`), lead)
    const links = start.page.querySelectorAll('.app-sort__groups a').map((link) => link.getAttribute('href') ?? '')
    const seen: string[] = []
    for (const href of [sort(example, `?by=${by}`), ...links]) {
      let next: string | undefined = href
      while (next) {
        const page = await app.get(next, lead)
        const shown = ticks(page)
        assert.ok(shown.length <= 50)
        seen.push(...shown)
        next = page.page.querySelector('.govuk-pagination__next a')?.getAttribute('href')?.replaceAll('&amp;', '&')
      }
    }
    assert.deepEqual([seen.length, new Set(seen).size], [400, 400], by)
  }
})

test('all notes are folded in the same way on the page that reads them', async () => {
  const { example } = await withFinding(400)
  const page = await app.get(`${example.path}/notes/all?by=activity`, reviewer)
  assert.match(page.text, /400 notes\. Gathered by activity/)
  assert.equal(page.page.querySelectorAll('.app-note').length, 50)
  assert.ok(page.page.querySelector('.govuk-pagination__next'))
})

test('chosen notes go into a finding, which says what kinds of source it rests on', async () => {
  const { example, finding, notes } = await withFinding()
  const before = await app.get(`${example.path}/findings`, lead)
  assert.match(before.text, /This finding rests on one kind of source/)
  const sent = await app.submit(sort(example), { note_ids: notes.slice(0, 20), finding }, reviewer)
  assert.equal(sent.location, sort(example))
  const [changed] = await stored(example)
  assert.deepEqual([changed?.notes.length, changed?.version], [20, 2])
  assert.doesNotMatch((await app.get(`${example.path}/findings`, lead)).text, /rests on one kind/)
  assert.match(
    (await app.get(sort(example), lead)).text,
    /Strength\. 20 notes: seen in lessons or around the school, said by pupils, said by staff and read in documents/,
  )
  assert.match((await app.get(sort(example, '?unused=yes'), lead)).text, /No note here that is not used yet/)
})

test('a colleague who has the finding open is asked before the added notes are taken out again', async () => {
  const { example, finding, notes } = await withFinding()
  await app.submit(sort(example), { note_ids: notes.slice(1, 3), finding }, lead)
  const late = { title: 'Mine', kind: 'strength', note_ids: notes.slice(0, 1), _version: '1' }
  const answer = await app.submit(`${example.path}/findings/${finding}`, late, reviewer)
  assert.equal(answer.status, 409)
  assert.equal(answer.page.querySelectorAll('input[name="note_ids"]').length, 3)
})

test('chosen notes make a new finding on the next page', async () => {
  const { example, notes } = await withFinding()
  const sent = await app.submit(sort(example), { note_ids: notes.slice(3, 5), finding: 'new' }, lead)
  assert.equal(sent.location, `${example.path}/findings/new?notes=${notes.slice(3, 5).join(',')}`)
  const next = await app.get(sent.location ?? '', lead)
  const chosen = next.page
    .querySelectorAll('input[name="note_ids"][checked]')
    .map((box) => box.getAttribute('value') ?? '')
  assert.deepEqual(chosen.sort(), notes.slice(3, 5).sort())
})

test('without a note or a finding nothing is sorted, and what was ticked stays', async () => {
  const { example, finding, notes } = await withFinding()
  const noNote = await app.submit(sort(example), { finding }, lead)
  assert.deepEqual([noNote.status, noNote.errors], [422, ['Choose at least one note']])
  const [one] = ticks(await app.get(sort(example), lead))
  const noFinding = await app.submit(sort(example), { note_ids: one ?? '' }, lead)
  assert.deepEqual([noFinding.status, noFinding.errors], [422, ['Choose the finding into which they go']])
  assert.equal(noFinding.page.querySelectorAll('input[name="note_ids"][checked]').length, 1)
  await rows(app, sql`update visit_note set removed_at = now() where id = ${notes[5]}`)
  const gone = await app.submit(sort(example), { note_ids: notes[5] ?? '', finding }, lead)
  assert.deepEqual([gone.status, gone.errors], [422, ['One of these notes has been removed: choose again']])
  assert.equal((await stored(example))[0]?.notes.length, 1)
})

test('the kind of source of a note follows its activity until somebody says another', async () => {
  const { example, finding, notes } = await withFinding()
  const path = `${example.path}/notes/${notes[0]}/source`
  assert.match((await app.get(path, reviewer)).text, /As usual for “Looking at pupils’ work”: read in documents/)
  assert.equal((await app.submit(path, { source: 'figures' }, reviewer)).status, 303)
  assert.deepEqual(
    (await stored(example)).map((one) => one.notes.map((note) => note.source)),
    [['figures']],
  )
  assert.match((await app.get(sort(example, `?note=${notes[0]}`), lead)).text, /Figures Change/)
  await app.submit(path, { source: '' }, lead)
  assert.equal((await stored(example))[0]?.notes[0]?.source, 'documents')
  assert.equal((await app.submit(path, { source: 'gossip' }, lead)).status, 422)
  const [written] = await rows(app, sql<{ version: number }>`select version from visit_note where id = ${notes[0]}`)
  assert.equal(written?.version, 1, 'its writer may be changing its words')
  assert.ok(finding)
})

test('why a finding rests on one kind of source stands beside it', async () => {
  const { example, finding, notes } = await withFinding()
  const change = { kind: 'strength', title: 'They help themselves', note_ids: notes[0] ?? '' }
  const why = { ...change, one_source_reason: 'No parents could come.' }
  assert.equal((await app.submit(`${example.path}/findings/${finding}`, why, lead)).status, 303)
  assert.match((await app.get(`${example.path}/findings`, lead)).text, /Why there is one: No parents could come\./)
  const long = await app.submit(
    `${example.path}/findings/${finding}`,
    { ...why, one_source_reason: 'long '.repeat(120) },
    lead,
  )
  assert.equal(long.status, 422)
})

test('a review without notes says what comes next; only the reviewers sort, and nobody else finds the page', async () => {
  const empty = await exampleReview(app)
  assert.match((await app.get(sort(empty), lead)).text, /There are no notes yet/)
  const { example, notes } = await withFinding()
  assert.equal((await app.get(sort(example), ile)).status, 403)
  for (const who of [...strangers, host, hostLead]) {
    assert.equal((await app.get(sort(example), who)).status, 404, who)
    assert.equal((await app.get(`${example.path}/notes/${notes[0]}/source`, who)).status, 404, who)
  }
  assert.equal((await app.get(`${example.path}/notes/${notes[0]}/source`, ile)).location, `${example.path}/notes/all`)
  await rows(app, sql`update review set sent_to_host_at = now() where id = ${example.review}`)
  assert.equal((await app.get(sort(example), lead)).status, 403)
  assert.equal((await app.get(`${example.path}/notes/${notes[0]}/source`, lead)).location, `${example.path}/notes/all`)
})
