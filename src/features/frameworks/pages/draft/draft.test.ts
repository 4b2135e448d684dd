import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'
import { type TestApp, testApp, testNow } from '../../../../../tests/support/app.ts'
import { publishFramework, shippedFile, storeDraft } from '../../framework.life.ts'
import { frameworkRecord } from '../../framework.queries.ts'
import { type Framework, findStatement } from '../../framework.rules.ts'
import { readFramework } from '../../framework.schema.ts'
import { routes } from '../../routes.ts'

const officer = 'north:partnership-officer'
const lead = 'north:partnership-lead'
let app: TestApp
let id: string
let edit: string
let number = 0

before(async (t) => {
  assert.ok('after' in t)
  app = await testApp(t, routes)
})

beforeEach(async () => {
  id = await app.as(officer, async (db, actor) => {
    const read = readFramework(shippedFile('three-point'))
    assert.ok('framework' in read)
    const stored = await storeDraft(db, actor, { ...read.framework, edition: `${number++}` }, testNow)
    assert.ok('id' in stored)
    return stored.id
  })
  edit = `/north/frameworks/${id}/edit`
})

async function content(): Promise<Framework> {
  const record = await app.as(officer, (db, actor) => frameworkRecord(db, actor, id))
  assert.ok(record)
  return record.content
}

const statement = async (key: string) => findStatement(await content(), key)?.statement ?? assert.fail(`no ${key}`)

test('a draft shows its parts and that nothing is missing', async () => {
  const page = await app.get(edit, officer)
  assert.match(
    page.text,
    /Complete Nothing is missing.*Social times for everyone.*1 Not yet, 2 Partly and 3 Fully.*1\. Places 2 statements/,
  )
  assert.match(
    (await app.get(`${edit}/areas/places`, officer)).text,
    /There is a calm place.*3 of 3 written.*1 prompt, 1 suggestion for evidence/,
  )
})

test('the texts of a draft are changed one thing a page', async () => {
  assert.equal((await app.submit(`${edit}/details`, { description: 'Shorter.' }, officer)).location, edit)
  assert.equal((await app.submit(`${edit}/scale`, { label_1: 'Never' }, officer)).location, edit)
  await app.submit(`${edit}/areas/places/heading`, { title: 'Where pupils go' }, officer)
  await app.submit(`${edit}/statements/places-calm/wording`, { text: 'There is a calm place.' }, officer)
  await app.submit(`${edit}/statements/places-calm/descriptors`, { point_2: 'Open on Mondays.' }, officer)
  await app.submit(
    `${edit}/statements/places-calm/prompts`,
    { look_for: '- Who is there?\r\n\r\n• Who is not?' },
    officer,
  )
  const { description, scale, areas } = await content()
  assert.equal(description, 'Shorter.')
  assert.equal(scale.kind === 'points' && scale.points[0]?.label, 'Never')
  assert.equal(areas[0]?.title, 'Where pupils go')
  const changed = await statement('places-calm')
  assert.equal(changed.text, 'There is a calm place.')
  assert.equal(changed.descriptors[2], 'Open on Mondays.')
  assert.deepEqual(changed.look_for, ['Who is there?', 'Who is not?'])
  assert.deepEqual(changed.evidence, ["Rota and a week's register of the calm place"])
})

test('what is empty, too long or cannot be printed is refused with the text kept', async () => {
  const page = `${edit}/statements/places-calm/wording`
  assert.deepEqual((await app.submit(page, { text: ' ' }, officer)).errors, ['Enter the statement'])
  const long = await app.submit(page, { text: 'x'.repeat(501) }, officer)
  assert.equal(long.status, 422)
  assert.match(long.body, /x{501}/)
  assert.deepEqual((await app.submit(page, { text: 'a\u0001b' }, officer)).errors, [
    'Remove the character that cannot be printed',
  ])
  const lines = `${edit}/statements/places-calm/prompts`
  assert.deepEqual((await app.submit(lines, { look_for: 'a\n'.repeat(21) }, officer)).errors, ['Use 20 lines or fewer'])
  assert.match(
    (await app.submit(`${edit}/details`, { edition: '0' }, officer)).errors[0] ?? '',
    number > 1 ? /There is an edition “0”/ : /^$/,
  )
  assert.equal(
    (await statement('places-calm')).text,
    'There is a calm place that any pupil can use at break and lunch.',
  )
})

test('two people who change the same text see both, and the choice is theirs', async () => {
  const page = `${edit}/statements/places-calm/wording`
  const opened = await app.get(page, officer)
  const version = opened.page.querySelector('input[name=_version]')?.getAttribute('value') ?? ''
  await app.submit(page, { text: 'What the lead wrote.' }, lead)
  const clash = await app.post(page, { _form: '', _version: version, text: 'What the officer wrote.' }, officer)
  assert.equal(clash.status, 409)
  assert.match(clash.text, /partnership lead of north saved a change.*What the lead wrote\..*What the officer wrote\./)
  assert.equal((await statement('places-calm')).text, 'What the lead wrote.')
  const now = clash.page.querySelector('input[name=_version]')?.getAttribute('value') ?? ''
  const chosen = await app.post(
    page,
    { _form: '', _version: now, text: 'What the officer wrote.', '_keep[text]': 'mine' },
    officer,
  )
  assert.equal(chosen.status, 303)
  assert.equal((await statement('places-calm')).text, 'What the officer wrote.')
})

test('people who change different parts, or write the same, do not clash', async () => {
  const page = `${edit}/statements/places-calm/descriptors`
  const opened = await app.get(page, officer)
  const version = opened.page.querySelector('input[name=_version]')?.getAttribute('value') ?? ''
  await app.submit(`${edit}/statements/places-calm/wording`, { text: 'Another wording.' }, lead)
  await app.submit(`${edit}/statements/people-adults/descriptors`, { point_1: 'Another point.' }, lead)
  const texts = { point_1: 'One.', point_2: 'Two.', point_3: 'Three.' }
  assert.equal((await app.post(page, { _form: '', _version: version, ...texts }, officer)).status, 303)
  assert.equal((await app.post(page, { _form: '', _version: version, ...texts }, officer)).status, 303)
  assert.deepEqual((await statement('places-calm')).descriptors, { 1: 'One.', 2: 'Two.', 3: 'Three.' })
  assert.equal((await statement('places-calm')).text, 'Another wording.')
})

test('a text that has nowhere to go any more is shown to be copied', async () => {
  const page = `${edit}/statements/places-calm/wording`
  await app.submit(`${edit}/statements/places-calm/remove`, {}, lead)
  const gone = await app.post(page, { _form: '', text: 'Half an hour of thought.' }, officer)
  assert.equal(gone.status, 409)
  assert.match(gone.text, /someone removed this part of the draft.*Half an hour of thought\./)
  assert.equal((await app.get(page, officer)).location, edit)
  await app.as(lead, async (db, actor) => assert.equal(await publishFramework(db, actor, id, testNow), undefined))
  const late = await app.post(
    `${edit}/details`,
    { _form: '', title: 'A title', edition: '9', description: 'A description of it.' },
    officer,
  )
  assert.equal(late.status, 409)
  assert.match(late.text, /was published.*A description of it\./)
  for (const path of [
    '',
    '/areas/people',
    '/order',
    '/areas/people/order',
    '/areas/people/remove',
    '/gates/new',
    '/scale',
  ]) {
    assert.equal((await app.get(`${edit}${path}`, officer)).location, `/north/frameworks/${id}`, path)
  }
})

test('areas and statements are added, completed, moved and removed', async () => {
  const area = await app.submit(`${edit}/new-area`, { title: 'Clubs & trips', summary: 'After lessons.' }, officer)
  assert.equal(area.location, `${edit}/areas/clubs-trips`)
  assert.match(
    (await app.get(edit, officer)).text,
    /Not complete 1 thing must be put right.*Area “Clubs & trips” has no statement/,
  )
  const added = await app.submit(`${area.location}/new-statement`, { text: 'Every pupil can join a club.' }, officer)
  const key = 'clubs-trips-every-pupil-can-join-a-club'
  assert.equal(added.location, `${edit}/statements/${key}/descriptors`)
  assert.match((await app.get(`/north/frameworks/${id}/publish`, officer)).text, /3 things must be put right/)
  await app.submit(added.location ?? '', { point_1: 'None can.', point_2: 'Some can.', point_3: 'All can.' }, officer)
  assert.match((await app.get(edit, officer)).text, /Nothing is missing/)
  await app.submit(`${edit}/order`, { move: 'up:clubs-trips' }, officer)
  await app.submit(`${edit}/areas/people/order`, { move: 'down:people-adults' }, officer)
  const { areas } = await content()
  assert.deepEqual(
    areas.map((each) => each.key),
    ['places', 'clubs-trips', 'people'],
  )
  assert.deepEqual(
    areas[2]?.statements.map((each) => each.key),
    ['people-friends', 'people-adults'],
  )
  assert.deepEqual((await app.submit(`${edit}/order`, {}, officer)).errors, ['Choose what to move'])
  assert.deepEqual((await app.submit(`${edit}/order`, { move: 'up:nowhere' }, officer)).errors, [
    'Someone has removed what you wanted to move',
  ])
  assert.equal((await app.submit(`${edit}/areas/clubs-trips/remove`, {}, officer)).location, edit)
  assert.deepEqual(
    (await content()).areas.map((each) => each.key),
    ['places', 'people'],
  )
})

test('a gate goes with what it rests on, after saying so', async () => {
  const page = `${edit}/statements/people-adults/remove`
  assert.match((await app.get(page, officer)).text, /This gate goes with it.*until the adults there know how to help/)
  await app.submit(page, {}, officer)
  assert.deepEqual((await content()).gates, [])
})

test('gates are added, refused when they could hold nothing back, and removed', async () => {
  const gate = { statement: 'places-calm', at_least: '2', areas: ['people'], at: '2', reason: 'A place comes first.' }
  const made = await app.submit(`${edit}/gates/new`, gate, officer)
  assert.equal(made.location, edit, made.errors.join())
  assert.deepEqual((await content()).gates[1], {
    statement: 'places-calm',
    at_least: 2,
    caps: { areas: ['people'], statements: [], at: 2 },
    reason: 'A place comes first.',
  })
  const idle = await app.submit(`${edit}/gates/new`, { ...gate, areas: [], statements: ['places-calm'] }, officer)
  assert.deepEqual(idle.errors, ['This gate holds back no other statement'])
  assert.equal((await app.submit(`${edit}/gates/new`, {}, officer)).status, 422)
  const link = (await app.get(edit, officer)).page.querySelectorAll('a[href$="/remove"]')[1]?.getAttribute('href') ?? ''
  assert.match((await app.get(link, officer)).text, /A place comes first/)
  assert.equal((await app.submit(link, {}, officer)).location, edit)
  assert.equal((await content()).gates.length, 1)
  assert.equal((await app.get(link, officer)).location, edit)
})

test('only those who manage frameworks change drafts, and only their own partnership’s', async () => {
  const paths = [
    '',
    '/details',
    '/scale',
    '/order',
    '/new-area',
    '/areas/places',
    '/areas/places/heading',
    '/areas/places/order',
  ]
  const more = ['/areas/places/new-statement', '/areas/places/remove', '/gates/new', '/gates/1/remove']
  const statements = ['wording', 'descriptors', 'prompts', 'remove'].map((page) => `/statements/places-calm/${page}`)
  for (const path of [...paths, ...more, ...statements]) {
    assert.equal((await app.get(`${edit}${path}`, 'north:a:headteacher')).status, 403, path)
    assert.equal((await app.get(`/south/frameworks/${id}/edit${path}`, 'south:partnership-lead')).status, 404, path)
    const status = (await app.get(`${edit}${path}`, lead)).status
    assert.equal(status, path.startsWith('/gates/1') ? 303 : 200, path)
  }
})
