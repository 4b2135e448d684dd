import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import {
  host,
  hostLead,
  hostSchool,
  ile,
  lead,
  outsiders,
  reviewAt,
  reviewer,
} from '../../../../../tests/support/review-world.ts'
import { launchOn, triadAt } from '../../../../../tests/support/triads.ts'
import { routes } from '../../routes.ts'

const app = await testApp({ after }, routes)
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

test('a document is filled in from the review: who comes, when, and what they ask', async () => {
  const { path } = await reviewAt(app, 'prepared')
  const { text, page } = await app.get(`${path}/documents/note-to-staff`, hostLead)
  assert.match(
    text,
    /On Tuesday 1 December 2026, from 8:45am to 3:30pm, colleagues from other schools of our group, Northdale group, visit us/,
  )
  assert.match(text, /A\. headteacher of north \(.+\), D\. senco of north \(.+\)/)
  assert.equal(page.querySelectorAll('.app-letter ol > li').length, 2, 'both enquiry questions')
  assert.doesNotMatch(text, /[{}]/)
  const families = await app.get(`${path}/documents/letter-to-families`, host)
  assert.match(families.text, /They do not inspect, test or assess any child/)
})

test('what is not known yet is said plainly', async () => {
  const { id, path } = await reviewAt(app, 'arranged')
  await app.database.asOwner((db) => sql`update review set visit_on = null where id = ${id}`.execute(db))
  await app.database.asOwner((db) =>
    sql`update review_member set removed_at = now() where review_id = ${id} and part <> 'host-lead'`.execute(db),
  )
  const { text } = await app.get(`${path}/documents/note-to-staff`, hostLead)
  assert.match(text, /On \(the day is not set yet\), from \(the day is not set yet\)/)
  assert.match(text, /\(the visitors are not named yet\)/)
  assert.match(text, /\(no enquiry questions yet\)/)
  const list = await app.get(`${path}/documents`, hostLead)
  assert.match(list.text, /4 school days before the preparation of the visit is due\./)
})

test('it comes as a Word file too, and what somebody typed is text in both', async () => {
  const { id, path } = await reviewAt(app, 'prepared')
  const nasty = 'To what extent is <b>“reading” & {group}</b> # for all?'
  await app.database.asOwner((db) =>
    sql`update enquiry_question set text = ${nasty} where review_id = ${id} and position = 1`.execute(db),
  )
  const page = await app.get(`${path}/documents/learning-walk`, reviewer)
  assert.ok(page.text.includes(nasty), page.text)
  const file = await app.get(`${path}/documents/learning-walk/word`, reviewer)
  assert.equal(file.headers['content-type'], docx)
  assert.match(String(file.headers['content-disposition']), /Learning%20walk%20sheet%2C%20Cedar%20Lane%20School\.docx/)
  assert.equal(file.bytes.subarray(0, 2).toString(), 'PK')
})

test('each finds the documents of their part at its step, and nobody else opens them', async () => {
  const { path } = await reviewAt(app, 'arranged')
  const linked = async (who: string) => {
    const { page } = await app.get(path, who)
    return page.querySelectorAll('a[href*="/documents/"]').map((link) => link.getAttribute('href')?.split('/').at(-1))
  }
  assert.deepEqual(await linked(hostLead), [
    'note-to-staff',
    'letter-to-families',
    'welcome-sheet',
    'pupil-conversation',
    'learning-walk',
    'follow-up-sheet',
  ])
  assert.deepEqual(await linked(ile), ['welcome-sheet', 'pupil-conversation', 'learning-walk'])
  for (const who of [hostSchool, 'north:partnership-officer']) assert.deepEqual(await linked(who), [])
  for (const who of [lead, reviewer, ile, hostSchool, ...outsiders]) {
    for (const end of ['', '/word'])
      assert.equal((await app.get(`${path}/documents/note-to-staff${end}`, who)).status, 404, who)
  }
  assert.equal((await app.get(`${path}/documents/no-such`, hostLead)).status, 404)
})

test('the list says which emails go when; the partnership sees that too, and no documents', async () => {
  const { id, path } = await reviewAt(app, 'arranged')
  await app.database.asOwner((db) =>
    sql`insert into review_letter_sent (partnership_id, group_id, review_id, email_key, due_on, person_ids, sent_at)
      select partnership_id, group_id, id, 'share-self-evaluation', '2026-10-20', array[${app.world.people.get(hostLead)?.id}::uuid], '2026-10-20T07:23:00Z'
        from review where id = ${id}`.execute(db),
  )
  const officer = await app.get(`${path}/documents`, 'north:partnership-officer')
  assert.match(officer.text, /There are no documents for your part/)
  assert.match(
    officer.text,
    /What came of the check-in at Cedar Lane School\? To the lead reviewer and the host lead, 2 school days after the check-in: \w+day \d+ \w+ 2027\./,
  )
  assert.match(officer.text, /20 October 2026: Self-evaluation, to C\. headteacher of north/)
  const governor = await app.get(`${path}/documents`, hostSchool)
  assert.doesNotMatch(governor.text, /Emails that go by themselves/)
  assert.equal((await app.get(`${path}/documents`, 'north:b:senco')).status, 404)
  assert.equal((await app.get(`${path}/documents`, 'south:z:headteacher')).status, 404)
})

test('a meeting of the group has its documents for the heads and SENCOs of its schools', async () => {
  const triad = await triadAt(app)
  const here = `${triad.path}/meetings/launch`
  const open = await app.get(here, 'north:d:senco')
  assert.ok(open.page.querySelector(`a[href="${here}/documents/launch-plan"]`))
  assert.match(
    open.text,
    /Who takes part: the headteachers of the group and the SENCOs of the group\. About 1 half-day each\./,
  )
  const early = await app.get(`${here}/documents/launch-plan`, 'north:quality-assurer')
  assert.match(early.text, /River triad: .+ and .+\. \(the meeting has no day yet\)\./)
  const first = await app.get(`${triad.path}/meetings/first-triad`, 'north:d:senco')
  assert.match(
    first.text,
    /An email reminds the SENCOs of the group 5 school days before the time for the first triad meeting begins: \w+day \d+ \w+ 202\d\./,
  )
  await launchOn(app, triad, '2026-11-24')
  const later = await app.get(`${here}/documents/launch-plan`, 'north:c:headteacher')
  assert.match(later.text, /Tuesday 24 November 2026 at 8:30am/)
  const file = await app.get(`${here}/documents/launch-plan/word`, 'north:e:senco')
  assert.equal(file.headers['content-type'], docx)
  for (const who of ['north:c:senior-leader', 'north:partnership-officer', 'north:a:senco', 'south:z:headteacher'])
    assert.equal((await app.get(`${here}/documents/launch-plan`, who)).status, 404, who)
  assert.equal((await app.get(`${triad.path}/meetings/celebration/documents/launch-plan`, 'north:d:senco')).status, 404)
})
