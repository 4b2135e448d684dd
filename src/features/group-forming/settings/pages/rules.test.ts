import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../../tests/support/app.ts'
import { moreSchools, programmeToForm } from '../../../../../tests/support/forming-programme.ts'
import { settingsFor } from '../../settings.queries.ts'
import { settingsRoutes } from '../routes.ts'

const app = await testApp({ after }, settingsRoutes)
const officer = 'north:partnership-officer'
const lead = 'north:partnership-lead'
const school = (letter: string) => app.world.schools[letter] ?? ''
const pathOf = (programme: string) => `/north/programmes/${programme}/forming/rules`
const saved = (id: string) =>
  app.as(officer, (db, actor) => settingsFor(db, actor, { id, model_key: 'inclusion-peer-review' }))

test('rules begin as the review model has them, and are saved with what they make', async () => {
  const programme = await programmeToForm(app, { letters: 'abcde' })
  await moreSchools(app, programme, 12)
  const page = await app.get(pathOf(programme), officer)
  assert.equal(page.page.querySelector('#ideal')?.getAttribute('value'), '6')
  assert.match(page.text, /17 schools make 2 groups of 6 and 1 of 5/)
  const answer = await app.submit(
    pathOf(programme),
    {
      ideal: '4',
      phases: 'mixed',
      at_least_secondary: '1',
      'together[0][one]': school('a'),
      'together[0][other]': school('c'),
    },
    officer,
  )
  assert.equal(answer.location, `/north/programmes/${programme}/forming`)
  const { rules, rules_version } = await saved(programme)
  assert.equal(rules_version, 1)
  assert.deepEqual(rules.together, [[school('a'), school('c')]])
  assert.deepEqual([rules.ideal, rules.phases, rules.at_least], [4, 'mixed', [{ phase: 'secondary', number: 1 }]])
  const removed = await app.submit(pathOf(programme), { 'together[0][remove]': 'yes' }, officer)
  assert.equal(removed.status, 303)
  assert.deepEqual((await saved(programme)).rules.together, [])
})

test('rules that cannot be kept are refused with the names of schools and trusts, and stay as entered', async () => {
  const programme = await programmeToForm(app)
  const both = {
    'together[0][one]': school('a'),
    'together[0][other]': school('b'),
    'apart[0][one]': school('c'),
    'apart[0][other]': school('d'),
  }
  const refused = await app.submit(pathOf(programme), both, officer)
  assert.equal(refused.status, 422)
  assert.match(refused.errors.join(), /2 schools of Orchard Trust \(Appleford Primary School and Birchwood Academy\)/)
  assert.equal(refused.page.querySelector('.govuk-error-summary__list a')?.getAttribute('href'), '#together')
  assert.doesNotMatch(refused.text, /[0-9a-f]{8}-[0-9a-f]{4}/)
  assert.match(refused.page.querySelector('#apart-0-one')?.toString() ?? '', new RegExp(`${school('c')}"[^>]*selected`))
  assert.equal((await saved(programme)).rules_version, 0)
  const special = await app.submit(pathOf(programme), { separate_trusts: '', at_least_special: '1' }, officer)
  assert.match(special.errors.join(), /needs 1 special school, which makes 1, but there are only 0/)
  const sizes = await app.submit(pathOf(programme), { fewest: '6' }, officer)
  assert.match(sizes.errors.join(), /5 schools cannot be shared out into groups of 6 to 6/)
})

test('what was entered wrongly is said at its field', async () => {
  const programme = await programmeToForm(app)
  const wrong = await app.submit(pathOf(programme), { ideal: '3', 'apart[0][one]': school('a') }, officer)
  assert.equal(wrong.status, 422)
  assert.deepEqual(wrong.errors, ['The best size must be the fewest or more', 'Choose both schools of the pair'])
  assert.ok(wrong.page.querySelector('#apart-0-other-error'))
  assert.equal((await app.submit(pathOf(programme), { ideal: 'six' }, officer)).errors.length, 1)
})

test('two officers: the later one chooses, rule by rule', async () => {
  const programme = await programmeToForm(app)
  await moreSchools(app, programme, 12)
  const opened = await app.get(pathOf(programme), lead)
  const once = opened.page.querySelector('main form input[name="_once"]')?.getAttribute('value') ?? ''
  await app.submit(
    pathOf(programme),
    { most: '5', ideal: '5', 'apart[0][one]': school('a'), 'apart[0][other]': school('c') },
    officer,
  )
  const mine = {
    fewest: '4',
    ideal: '6',
    most: '6',
    phases: 'one',
    separate_trusts: '',
    at_least_primary: '0',
    at_least_secondary: '0',
    at_least_special: '0',
  }
  const late = await app.post(
    pathOf(programme),
    { ...mine, _once: once, _form: '', _version: '0', phases: 'any' },
    lead,
  )
  assert.equal(late.status, 409)
  assert.match(late.text, /4 to 5 schools, best 5/)
  assert.match(late.text, /Appleford Primary School and Cedar Lane School/)
  const fields = Object.fromEntries(
    late.page
      .querySelectorAll('main form input[type="hidden"]')
      .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
  )
  const keep = Object.fromEntries(
    late.page
      .querySelectorAll('input[type="radio"][value="theirs"]')
      .map((input) => [input.getAttribute('name') ?? '', 'theirs']),
  )
  assert.equal((await app.post(pathOf(programme), { ...fields, ...keep }, lead)).status, 303)
  const { rules } = await saved(programme)
  assert.deepEqual([rules.most, rules.apart.length], [5, 1])
})

test('coaches are ticked on a page of their own, enough for every group', async () => {
  const programme = await programmeToForm(app, { letters: 'acde' })
  await moreSchools(app, programme, 8)
  const path = `${pathOf(programme)}/coaches`
  const few = await app.submit(path, { coaches: [school('a')] }, officer)
  assert.match(few.errors.join(), /Each of 2 groups needs a coach, but there are only 1/)
  assert.ok(few.page.querySelector(`input[value="${school('a')}"][checked]`))
  await app.submit(path, { coaches: [school('a'), school('c')] }, officer)
  assert.match((await app.get(pathOf(programme), officer)).text, /one of 2 schools as its coach/)
  await app.submit(pathOf(programme), { phases: 'any' }, officer)
  assert.equal((await saved(programme)).rules.coaches.length, 2, 'the other page keeps them')
})

test('a programme without schools, and one with 150 and long names', async () => {
  const empty = await programmeToForm(app, { letters: '' })
  assert.equal((await app.submit(pathOf(empty), { ideal: '5' }, officer)).status, 303)
  const many = await programmeToForm(app, { letters: 'a' })
  await moreSchools(app, many, 149)
  assert.match((await app.get(pathOf(many), officer)).text, /150 schools make 25 groups of 6/)
})

test('rules that can no longer be kept are named when the page is opened', async () => {
  const programme = await programmeToForm(app, { letters: 'abcde' })
  await moreSchools(app, programme, 3)
  assert.equal((await app.submit(pathOf(programme), { ideal: '4' }, officer)).status, 303)
  await app.database.asOwner((db) =>
    db
      .updateTable('programme_school')
      .set({ left_on: app.clock.today() })
      .where('programme_id', '=', programme)
      .where('school_id', 'in', [school('c'), school('d'), school('e')])
      .execute(),
  )
  assert.match(
    (await app.get(pathOf(programme), officer)).text,
    /cannot all be kept any more: Orchard Trust has 2 schools/,
  )
})

test('only officers of the partnership', async () => {
  const programme = await programmeToForm(app)
  for (const path of [pathOf(programme), `${pathOf(programme)}/coaches`]) {
    assert.equal((await app.get(path, 'north:a:headteacher')).status, 403)
    assert.equal((await app.get(path, 'south:partnership-officer')).status, 404)
    assert.equal((await app.get(path.replace('north', 'south'), 'south:partnership-officer')).status, 404)
  }
})
