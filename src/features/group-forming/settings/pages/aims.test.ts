import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../../tests/support/app.ts'
import { programmeToForm } from '../../../../../tests/support/forming-programme.ts'
import { settingsFor } from '../../settings.queries.ts'
import { settingsRoutes } from '../routes.ts'

const app = await testApp({ after }, settingsRoutes)
const officer = 'north:partnership-officer'
const lead = 'north:partnership-lead'
const pathOf = (programme: string) => `/north/programmes/${programme}/forming/aims`
const saved = (id: string) =>
  app.as(officer, (db, actor) => settingsFor(db, actor, { id, model_key: 'inclusion-peer-review' }))

test('each aim shows what there is to go by, and its number is kept', async () => {
  const programme = await programmeToForm(app, { letters: 'abc' })
  const a = app.world.schools.a ?? ''
  await app.submit(
    `/north/programmes/${programme}/schools/${a}/preferences/change`,
    { strengths: ['outcomes'], priorities: ['teaching'], wish_1: app.world.schools.b ?? '' },
    'north:a:senco',
  )
  await app.database.asOwner((db) =>
    db
      .updateTable('school')
      .set({ latitude: null, longitude: null })
      .where('id', '=', app.world.schools.c ?? '')
      .execute(),
  )
  const page = await app.get(pathOf(programme), officer)
  assert.match(page.text, /1 of 3 schools has said what they look for, and 1 where they can help/)
  assert.match(page.text, /1 of 3 schools has named schools/)
  assert.match(page.text, /lacks the place of 1 school/)
  assert.match(page.text, /Balanced \(as saved\)/)
  const answer = await app.submit(
    pathOf(programme),
    { unmet_priorities: '25', past_partners_way: 'new', past_partners_worth: '8' },
    officer,
  )
  assert.equal(answer.location, `/north/programmes/${programme}/forming`)
  const { aims } = await saved(programme)
  assert.deepEqual([aims.unmet_priorities, aims.past_partners, aims.profile], [25, 8, 0])
})

test('a set of numbers fills the page without being saved', async () => {
  const programme = await programmeToForm(app)
  const filled = await app.get(`${pathOf(programme)}?fill=mix`, officer)
  assert.match(filled.text, /“Mix schools” are filled in below\. Nothing is saved yet/)
  assert.ok(filled.page.querySelector('input[name="profile_way"][value="different"][checked]'))
  assert.equal((await saved(programme)).aims_version, 0)
  assert.equal((await app.submit(`${pathOf(programme)}?fill=mix`, {}, officer)).status, 303)
  assert.deepEqual((await saved(programme)).aims.profile, -3)
  assert.match((await app.get(pathOf(programme), officer)).text, /Mix schools \(as saved\)/)
  assert.equal((await app.get(`${pathOf(programme)}?fill=nonsense`, officer)).status, 200)
})

test('a number that is none, and an aim that counts nothing, are refused at their fields', async () => {
  const programme = await programmeToForm(app)
  const wrong = await app.submit(pathOf(programme), { unmet_priorities: 'ten', unmet_wishes: '1001' }, officer)
  assert.equal(wrong.status, 422)
  assert.equal(wrong.errors.length, 2)
  assert.equal(wrong.page.querySelector('#unmet_priorities')?.getAttribute('value'), 'ten')
  const empty = await app.submit(pathOf(programme), { profile_way: 'alike', profile_worth: '0' }, officer)
  assert.deepEqual(empty.errors, ['Enter 1 or more, or choose that it does not count'])
})

test('two officers: the later one chooses aim by aim; rules saved meanwhile are no conflict', async () => {
  const programme = await programmeToForm(app, { letters: 'acde' })
  const open = async () =>
    (await app.get(pathOf(programme), lead)).page
      .querySelector('main form input[name="_once"]')
      ?.getAttribute('value') ?? ''
  const mine = {
    unmet_priorities: '10',
    unmet_wishes: '10',
    profile_way: 'none',
    profile_worth: '3',
    same_district_way: 'none',
    same_district_worth: '5',
    past_partners_way: 'none',
    past_partners_worth: '10',
    _form: '',
    _version: '0',
  }
  const [first, second] = [await open(), await open()]
  assert.equal(
    (await app.submit(`/north/programmes/${programme}/forming/rules`, { phases: 'mixed' }, officer)).status,
    303,
  )
  await app.submit(pathOf(programme), { unmet_priorities: '30', profile_way: 'alike' }, officer)
  const same = { ...mine, unmet_priorities: '30', profile_way: 'alike', _once: first }
  assert.equal((await app.post(pathOf(programme), same, lead)).status, 303, 'both entered the same')
  const late = await app.post(pathOf(programme), { ...mine, unmet_wishes: '50', _once: second }, lead)
  assert.equal(late.status, 409)
  assert.match(late.text, /30 km.*10 km.*Similar schools, 3 km.*Does not count/)
  assert.equal(late.page.querySelectorAll('input[type="radio"][value="theirs"]').length, 3)
})

test('only officers of the partnership', async () => {
  const path = pathOf(await programmeToForm(app))
  assert.equal((await app.get(path, 'north:a:headteacher')).status, 403)
  assert.equal((await app.get(path, 'south:partnership-officer')).status, 404)
})
