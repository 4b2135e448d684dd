import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../tests/support/app.ts'
import { evaluationAt } from '../../../../tests/support/self-evaluations.ts'
import { routes } from '../routes.ts'

const app = await testApp({ after }, routes)
const head = 'north:a:headteacher'
const senco = 'north:a:senco'
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n')

async function addLink(path: string, who: string, title = 'Information report') {
  const answer = await app.submit(
    `${path}/evidence/new?statement=duty`,
    { kind: 'link', title, url: 'https://appleford.example/sen', note: '' },
    who,
  )
  assert.equal(answer.status, 303, answer.errors.join())
}

async function firstPiece(path: string, who: string): Promise<string> {
  const opened = await app.get(`${path}/evidence`, who)
  return (
    opened.page
      .querySelector('a[href*="/evidence/"]')
      ?.getAttribute('href')
      ?.replace(/\/file$/, '') ?? ''
  )
}

test('a link, a note and a file are added beside a statement and come back to where one was', async () => {
  const { path } = await evaluationAt(app, 'judging')
  const form = `${path}/evidence/new?statement=duty&return=${encodeURIComponent(`${path}/judge/leadership`)}`
  assert.deepEqual((await app.submit(form, {}, senco)).errors, ['Choose what you want to add'])
  assert.deepEqual(
    (await app.submit(form, { kind: 'link', title: 'Report', url: 'http://appleford.example' }, senco)).errors,
    ['Enter an address that starts with https://, so that the page opens safely'],
  )
  assert.deepEqual((await app.submit(form, { kind: 'note', title: 'Walk', note: '' }, senco)).errors, [
    'Enter what you saw or know',
  ])
  assert.deepEqual((await app.submit(form, { kind: 'file', title: 'Minutes' }, senco)).errors, ['Choose a file'])
  assert.equal(
    (await app.submit(form, { kind: 'note', title: 'Walk', note: 'Seen in <b>Year 4</b>' }, senco)).location,
    `${path}/judge/leadership`,
  )
  assert.match((await app.get(`${path}/judge/leadership`, senco)).text, /Your evidence: Walk/)
  const uploaded = await app.upload(
    form,
    { kind: 'file', title: '' },
    { field: 'file', name: 'minutes.pdf', content: pdf },
    senco,
  )
  assert.equal(uploaded.status, 303)
  const list = await app.get(`${path}/evidence`, senco)
  assert.match(list.text, /Seen in <b>Year 4<\/b>/)
  assert.match(list.text, /minutes\.pdf \(PDF, 1 KB\)/)
  const file = list.page.querySelector('a[href$="/file"]')?.getAttribute('href') ?? ''
  const download = await app.get(file, senco)
  assert.equal(download.headers['content-type'], 'application/pdf')
  assert.match(String(download.headers['content-disposition']), /^attachment/)
})

test('a program with the name of a document is refused, and what was typed is kept', async () => {
  const { path } = await evaluationAt(app, 'judging')
  const refused = await app.upload(
    `${path}/evidence/new?statement=duty`,
    { kind: 'file', title: 'Minutes of May' },
    { field: 'file', name: 'minutes.pdf', content: 'MZ\x90\x00 not a document' },
    senco,
  )
  assert.equal(refused.status, 422)
  assert.match(refused.body, /value="Minutes of May"/)
})

test("nobody sees a colleague's evidence before the comparison, the headteacher included", async () => {
  const { path } = await evaluationAt(app, 'judging')
  await app.upload(
    `${path}/evidence/new?statement=duty`,
    { kind: 'file', title: 'Secret minutes' },
    { field: 'file', name: 'minutes.pdf', content: pdf },
    senco,
  )
  const piece = await firstPiece(path, senco)
  assert.doesNotMatch((await app.get(`${path}/evidence`, head)).body, /Secret minutes/)
  for (const page of [piece, `${piece}/file`]) assert.equal((await app.get(page, head)).status, 404)
  assert.equal((await app.get(`${path}/evidence`, 'north:a:governor')).status, 404)
})

test('evidence is removed and brought back', async () => {
  const { path } = await evaluationAt(app, 'judging')
  await addLink(path, senco)
  const { page } = await app.get(`${path}/evidence`, senco)
  const piece =
    page
      .querySelectorAll('a')
      .find((link) => link.text.startsWith('Remove'))
      ?.getAttribute('href') ?? ''
  assert.equal((await app.submit(piece, {}, senco, 'remove')).status, 303)
  assert.match((await app.get(`${path}/evidence`, senco)).text, /No evidence yet.*Bring back Information report/)
  assert.equal((await app.submit(piece, {}, senco, 'restore')).status, 303)
  assert.match((await app.get(`${path}/evidence`, senco)).text, /Information report/)
})

test('a removed file cannot be opened until it is brought back', async () => {
  const { path } = await evaluationAt(app, 'judging')
  await app.upload(
    `${path}/evidence/new?statement=duty`,
    { kind: 'file', title: 'Minutes' },
    { field: 'file', name: 'minutes.pdf', content: pdf },
    senco,
  )
  const piece = await firstPiece(path, senco)
  await app.submit(piece, {}, senco, 'remove')
  assert.equal((await app.get(`${piece}/file`, senco)).status, 404)
  await app.submit(piece, {}, senco, 'restore')
  assert.equal((await app.get(`${piece}/file`, senco)).status, 200)
})

test('after the comparison the team changes evidence together; once agreed nobody does', async () => {
  const comparing = await evaluationAt(app, 'comparing')
  await addLink(comparing.path, senco)
  const opened = await app.get(`${comparing.path}/agree/duty`, head)
  const piece =
    opened.page
      .querySelectorAll('a')
      .find((link) => link.text.startsWith('Remove'))
      ?.getAttribute('href') ?? ''
  assert.equal((await app.submit(piece, {}, head, 'remove')).status, 303)
  const agreed = await evaluationAt(app, 'agreed')
  assert.match((await app.get(`${agreed.path}/evidence/new?statement=duty`, head)).text, /no longer changes/)
  assert.match((await app.get(`${agreed.path}/evidence`, senco)).text, /Our information report/)
})

test('adding without a statement leads to the list, and never away from the evaluation', async () => {
  const { path } = await evaluationAt(app, 'judging')
  assert.equal((await app.get(`${path}/evidence/new?statement=nothing`, senco)).location, `${path}/evidence`)
  const away = await app.get(`${path}/evidence/new?statement=duty&return=https%3A%2F%2Felsewhere.example`, senco)
  assert.equal(away.page.querySelector('.govuk-back-link')?.getAttribute('href'), `${path}/evidence`)
  assert.equal((await app.get(`${path}/evidence/new?statement=duty`, 'north:b:senco')).status, 404)
})
