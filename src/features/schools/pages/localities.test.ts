import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { schoolRoutes } from '../routes.ts'

const officer = 'north:partnership-officer'

test('localities', async (t) => {
  const app = await testApp(t, schoolRoutes([]))
  const { a = '', b = '', c = '', z = '' } = app.world.schools
  let here = ''

  await t.test('none yet', async () => {
    assert.match((await app.get('/north/localities', officer)).text, /no localities yet/)
    assert.doesNotMatch((await app.get('/north/localities', 'north:a:senco')).text, /Make a locality/)
  })

  await t.test('are made with a name and a kind', async () => {
    const empty = await app.submit('/north/localities/new', { name: '' }, officer)
    assert.equal(empty.status, 422)
    assert.deepEqual(empty.errors, ['Enter the name of the locality', 'Choose what kind of locality it is'])
    const other = await app.submit('/north/localities/new', { name: 'Coast', kind: 'another', other_kind: '' }, officer)
    assert.deepEqual(other.errors, ['Enter the kind of locality'])
    assert.match(other.body, /value="Coast"/)
    const made = await app.submit(
      '/north/localities/new',
      { name: 'Coast', kind: 'another', other_kind: 'Learning partnership' },
      officer,
    )
    assert.equal(made.status, 303)
    here = String(made.location).replace(/\/schools$/, '')
    const again = await app.submit('/north/localities/new', { name: 'Coast', kind: 'Learning partnership' }, officer)
    assert.deepEqual(again.errors, ['There is a locality of this kind with this name already. Choose another name'])
  })

  await t.test('take schools by choice, and only those of the partnership', async () => {
    const nothing = await app.submit(`${here}/schools`, {}, officer)
    assert.deepEqual(nothing.errors, ['Choose the schools to add'])
    const added = await app.submit(`${here}/schools`, { schools: [a, b, z] }, officer)
    assert.equal(added.location, here)
    const shown = await app.get(here, officer)
    assert.match(shown.text, /2 schools.*Appleford.*Birchwood/)
    assert.ok(shown.page.querySelector(`main a[href="/north/schools/${a}"]`), 'an officer too goes on to a school')
    assert.equal(shown.page.querySelector('main details')?.hasAttribute('open'), false)
    assert.doesNotMatch((await app.get(`${here}/schools`, officer)).text, /Appleford/)
    assert.match((await app.get(`${here}/schools?q=nowhere`, officer)).text, /or none matches/)
    assert.match((await app.get(`/north/schools/${a}`, 'north:a:senco')).text, /Learning partnership: Coast/)
    const reader = await app.get(here, 'north:a:senco')
    assert.ok(reader.page.querySelector('.app-scrollable table'), 'a phone scrolls the table, not the page')
    assert.equal(reader.page.querySelectorAll('input[type=checkbox]').length, 0)
    assert.match(reader.text, /Appleford/)
  })

  await t.test('give schools up again', async () => {
    const nothing = await app.submit(here, {}, officer, 'take-out')
    assert.deepEqual(nothing.errors, ['Choose the schools to take out'])
    assert.ok(nothing.page.querySelector('main details[open]'), 'the error is in sight')
    assert.equal((await app.submit(here, { schools: b }, officer, 'take-out')).status, 303)
    assert.doesNotMatch((await app.get(here, officer)).text, /Birchwood/)
    assert.equal((await app.post(here, { _form: 'take-out', schools: a }, 'north:a:senco')).status, 403)
  })

  await t.test('are renamed, unless somebody did so meanwhile', async () => {
    const opened = await app.get(`${here}/rename`, officer)
    const version = opened.page.querySelector('input[name="_version"]')?.getAttribute('value') ?? ''
    assert.equal((await app.submit(`${here}/rename`, { name: 'The coast' }, officer)).status, 303)
    const late = await app.submit(`${here}/rename`, { name: 'Seaside', _version: version }, officer)
    assert.equal(late.status, 422)
    assert.match(late.errors[0] ?? '', /now called The coast/)
    assert.match((await app.get(here, officer)).text, /The coast/)
  })

  await t.test('are made from the register’s districts, safely more than once', async () => {
    const check = await app.get('/north/localities/from-districts', officer)
    assert.match(check.text, /Northdale 5 5/)
    assert.doesNotMatch(check.text, /no district in the register/)
    assert.equal((await app.submit('/north/localities/from-districts', {}, officer)).status, 303)
    assert.match((await app.get('/north/localities', officer)).text, /District.*Northdale 5.*The coast 1/)
    const again = await app.post('/north/localities/from-districts', {}, officer)
    assert.equal(again.location, '/north/localities', 'by somebody who opened the page before')
    const done = await app.get('/north/localities/from-districts', officer)
    assert.match(done.text, /Northdale 5 0 Every school is in the locality of its district already/)
    assert.equal(done.page.querySelector('main form'), null, 'there is nothing to press')
    assert.match((await app.get(`/north/schools/${c}`, officer)).text, /District: Northdale/)
  })

  await t.test('leave out schools without a district, and say so', async () => {
    const setDistrict = (district: string, school: string) =>
      app.database.asOwner((db) => sql`update school set district = ${district} where id = ${school}`.execute(db))
    await setDistrict('', c)
    const page = await app.get('/north/localities/from-districts', officer)
    assert.match(page.text, /1 school has no district in the register and stays outside/)
    await setDistrict('Northdale', c)
    await setDistrict('', z)
    const none = await app.get('/south/localities/from-districts', 'south:partnership-lead')
    assert.match(none.text, /None of your schools has a district yet/)
    assert.ok(none.page.querySelector('main a[href="/south/schools/import"]'))
    await setDistrict('Southdale', z)
  })

  await t.test('go when an officer says so, and their schools stay', async () => {
    assert.match((await app.get(`${here}/remove`, officer)).text, /its list of 1 school will go/)
    assert.equal((await app.submit(`${here}/remove`, {}, officer)).location, '/north/localities')
    assert.equal((await app.get(here, officer)).status, 404)
    assert.equal((await app.get(`/north/schools/${a}`, officer)).status, 200)
  })

  await t.test('belong to their partnership and its officers', async () => {
    const made = await app.submit('/south/localities/new', { name: 'South', kind: 'Area' }, 'south:partnership-lead')
    const south = String(made.location)
      .replace('/south/', '/north/')
      .replace(/\/schools$/, '')
    for (const path of ['', '/schools', '/rename', '/remove'])
      assert.equal((await app.get(`${south}${path}`, officer)).status, 404)
    for (const path of ['/new', '/from-districts'])
      assert.equal((await app.get(`/north/localities${path}`, 'north:a:headteacher')).status, 403)
    assert.equal((await app.get('/north/localities')).status, 303)
  })
})
