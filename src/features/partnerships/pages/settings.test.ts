import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../tests/support/app.ts'
import { routes } from '../routes.ts'

const app = await testApp({ after }, routes)
const lead = 'north:partnership-lead'
const path = '/north/settings'

test('the lead changes what stands on every page, and it is on record', async () => {
  const page = await app.get(path, lead)
  assert.ok(page.page.querySelector('input[name="name"][value="North Partnership"]'))
  const codes = { contact_name: 'Inclusion team', local_authority_codes: '886, 887' }
  const saved = await app.submit(path, codes, lead)
  assert.equal(saved.location, path)
  const again = await app.get(path, lead)
  assert.ok(again.page.querySelector('input[name="local_authority_codes"][value="886, 887"]'))
  assert.match(again.page.querySelector('footer')?.text ?? '', /team@north\.example/)
})

test('what is wrong is said beside its field, and what was typed stays', async () => {
  const refused = await app.submit(path, { name: '', contact_email: 'nobody', local_authority_codes: 'Kent' }, lead)
  assert.equal(refused.status, 422)
  assert.deepEqual(refused.errors, [
    'Enter the name of the partnership',
    'Enter an email address in the correct format, like name@example.com',
    'Enter codes of three digits, like 886',
  ])
  assert.ok(refused.page.querySelector('input[value="Kent"]'))
  assert.equal((await app.submit(path, { contact_email: '' }, lead)).status, 303, 'an address may be left out')
})

test('two people changing the details see both, and the same change is simply accepted', async () => {
  const opened = await app.get(path, lead)
  const version = String(opened.page.querySelector('input[name="_version"]')?.getAttribute('value'))
  assert.equal((await app.submit(path, { name: 'North Inclusion' }, lead)).status, 303)
  const late = await app.submit(path, { name: 'Inclusion North', _version: version }, lead)
  assert.equal(late.status, 409)
  assert.match(late.text, /North Inclusion/)
  assert.match(late.body, /Inclusion North/)
  assert.match(late.text, /partnership lead of north/)
  assert.equal((await app.submit(path, { name: 'North Inclusion', _version: version }, lead)).status, 303)
})

test('only a partnership lead changes the details', async () => {
  for (const who of ['north:partnership-officer', 'north:a:headteacher', 'north:ile'])
    assert.equal((await app.get(path, who)).status, 403, who)
  assert.equal((await app.get(path, 'south:partnership-lead')).status, 404)
})
