import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import { programmeToForm } from '../../../../../tests/support/forming-programme.ts'
import { evaluationAt } from '../../../../../tests/support/self-evaluations.ts'
import { saveAsking } from '../../settings.queries.ts'
import { settingsRoutes } from '../routes.ts'

const app = await testApp({ after }, settingsRoutes)
const head = 'north:a:headteacher'
const senco = 'north:a:senco'
const officer = 'north:partnership-officer'
const school = (letter: string) => app.world.schools[letter] ?? ''
const pathOf = (programme: string, letter = 'a') =>
  `/north/programmes/${programme}/schools/${school(letter)}/preferences`

async function rowOf(programme: string, letter = 'a') {
  return app.database.asOwner((db) =>
    db
      .selectFrom('group_preference')
      .selectAll()
      .where('programme_id', '=', programme)
      .where('school_id', '=', school(letter))
      .executeTakeFirst(),
  )
}

test('a school says what it brings and looks for, sees it in a summary, and changes it', async () => {
  const path = pathOf(await programmeToForm(app))
  assert.match((await app.get(path, senco)).text, /has not said yet/)
  const asked = await app.get(`${path}/change`, senco)
  assert.match(asked.text, /Only the partnership’s officers see this/)
  assert.doesNotMatch(asked.text, /We ticked/)
  const answer = await app.submit(
    `${path}/change`,
    {
      strengths: ['outcomes', 'leadership'],
      priorities: ['teaching'],
      wish_1: school('c'),
      wish_3: school('e'),
      note: 'By bus',
    },
    senco,
  )
  assert.equal(answer.location, path)
  const summary = await app.get(path, head)
  assert.match(summary.text, /Can help others with Outcomes Leadership/)
  assert.match(summary.text, /Cedar Lane School Elmstead Infant School/)
  assert.match(summary.text, /A\. senco of north on 24 November 2026/)
  const changed = await app.submit(`${path}/change`, { strengths: ['outcomes'], wish_1: '' }, head)
  assert.equal(changed.status, 303)
  assert.doesNotMatch((await app.get(path, officer)).text, /Leadership|Cedar Lane/)
})

test('too many areas, one area in both questions, wishes that cannot be and nothing at all are refused, and the text stays', async () => {
  const programme = await programmeToForm(app, { letters: 'abc' })
  const path = `${pathOf(programme)}/change`
  const wrong = await app.submit(
    path,
    {
      strengths: ['outcomes', 'leadership', 'teaching', 'provision'],
      priorities: ['outcomes'],
      wish_1: school('b'),
      wish_2: school('b'),
      wish_3: school('d'),
      note: 'Kept',
    },
    senco,
  )
  assert.equal(wrong.status, 422)
  assert.equal(wrong.errors.length, 3)
  assert.match(wrong.errors.join(), /up to three areas.*Outcomes in both.*takes part/)
  assert.match(wrong.body, /Kept/)
  const nothing = await app.submit(path, {}, senco)
  assert.deepEqual(nothing.errors, ['Answer at least one question before you send it'])
  assert.equal(await rowOf(programme), undefined)
})

test('two colleagues: the later one sees both answers and chooses', async () => {
  const programme = await programmeToForm(app)
  const path = `${pathOf(programme)}/change`
  const opened = await app.get(path, head)
  const once = opened.page.querySelector('main form input[name="_once"]')?.getAttribute('value') ?? ''
  await app.submit(path, { strengths: ['outcomes', 'leadership'], note: 'From the SENCO' }, senco)
  const late = await app.post(
    path,
    { _once: once, _form: '', _version: '0', strengths: 'teaching', note: 'From the head' },
    head,
  )
  assert.equal(late.status, 409)
  assert.match(late.text, /Outcomes, Leadership/)
  assert.match(late.text, /From the SENCO/)
  const fields = Object.fromEntries(
    late.page
      .querySelectorAll('main form input[type="hidden"]')
      .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
  )
  const others = late.page
    .querySelectorAll('input[name="_others[choice-1][strengths]"]')
    .map((input) => input.getAttribute('value') ?? '')
  const kept = await app.post(
    path,
    {
      ...fields,
      '_others[choice-1][strengths]': others,
      '_keep[choice-1]': 'theirs',
      '_keep[note]': 'mine',
      note: 'From the head',
    },
    head,
  )
  assert.equal(kept.status, 303)
  const row = await rowOf(programme)
  assert.deepEqual(row?.strengths, ['outcomes', 'leadership'])
  assert.equal(row?.note, 'From the head')
})

test('an agreed self-evaluation suggests areas to the school only, and nothing is sent by that', async () => {
  const example = await evaluationAt(app, 'agreed')
  const programme = await programmeToForm(app, { framework_id: example.framework_id })
  const path = pathOf(programme)
  const suggested = await app.get(`${path}/change`, senco)
  assert.match(suggested.text, /self-evaluation “Autumn term 2026”.*Nothing was sent yet/)
  const ticked = suggested.page
    .querySelectorAll('input[checked]')
    .map((input) => `${input.getAttribute('name')} ${input.getAttribute('value')}`)
  assert.deepEqual(ticked, ['strengths leadership', 'priorities teaching'])
  const phoned = await app.get(`${path}/change`, officer)
  assert.equal(phoned.page.querySelectorAll('input[checked]').length, 0)
  assert.doesNotMatch(phoned.text, /self-evaluation/)
  assert.match((await app.get(path, officer)).text, /has not said yet/)
  assert.equal(await rowOf(programme), undefined)
})

test('an officer writes down what a school said on the phone, and the school sees who did', async () => {
  const programme = await programmeToForm(app)
  await app.submit(`${pathOf(programme)}/change`, { priorities: ['outcomes'] }, officer)
  assert.match((await app.get(pathOf(programme), head)).text, /partnership officer of north, for the partnership, on/)
  const audit = await app.database.asOwner((db) =>
    sql<{
      by: string
    }>`select detail ->> 'by' as by from audit_entry where action = 'group-preference:give' and subject_id = ${programme}`.execute(
      db,
    ),
  )
  assert.deepEqual(audit.rows, [{ by: 'officer' }])
})

test('once closed only officers change it; once proposed nobody does, until schools are asked again', async () => {
  const programme = await programmeToForm(app)
  const path = `${pathOf(programme)}/change`
  const at = app.clock.now()
  const asking = (change: Parameters<typeof saveAsking>[3]) =>
    app.as(officer, (db, actor) =>
      saveAsking(db, actor, { id: programme, model_key: 'inclusion-peer-review' }, change, at),
    )
  const opened = await app.get(path, senco)
  const once = opened.page.querySelector('main form input[name="_once"]')?.getAttribute('value') ?? ''
  await asking({ preferences_closed_at: at })
  const late = await app.post(path, { _once: once, _form: '', _version: '0', note: 'Too late' }, senco)
  assert.equal(late.status, 422)
  assert.match(late.errors.join(), /The officers have closed this/)
  assert.match(late.body, /Too late/)
  assert.equal((await app.get(path, senco)).page.querySelector('main form'), null)
  assert.equal((await app.submit(path, { note: 'By phone' }, officer)).status, 303)
})

test('without a framework the page says who has to choose one', async () => {
  await app.database.asOwner((db) => sql`update framework set retired_at = now()`.execute(db))
  const path = `${pathOf(await programmeToForm(app, { framework_id: null }))}/change`
  assert.match((await app.get(path, senco)).text, /officers have to choose one first/)
  assert.ok((await app.get(path, officer)).page.querySelector('a[href$="/edit"]'))
  await app.database.asOwner((db) => sql`update framework set retired_at = null where key = 'inclusion'`.execute(db))
  assert.ok((await app.get(path, senco)).page.querySelector('input[value="outcomes"]'))
})

test('other schools and partnerships do not find it, and a governor may not', async () => {
  const programme = await programmeToForm(app, { letters: 'ab' })
  for (const path of [pathOf(programme), `${pathOf(programme)}/change`]) {
    assert.equal((await app.get(path, 'north:b:headteacher')).status, 404)
    assert.equal((await app.get(path, 'south:z:headteacher')).status, 404)
    assert.equal((await app.get(path.replace('north', 'south'), 'south:partnership-officer')).status, 404)
    assert.equal((await app.get(path, 'north:a:governor')).status, 403)
  }
  assert.equal((await app.get(pathOf(programme, 'c'), 'north:c:headteacher')).status, 404, 'it takes no part')
})
