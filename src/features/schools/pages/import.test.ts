import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { type TestApp, testApp } from '../../../../tests/support/app.ts'
import { deadLetters } from '../../../platform/jobs/enqueue.ts'
import { runRequestedJobs } from '../../../platform/jobs/run.ts'
import { forgetOldImports } from '../import.forget.ts'
import { readRegisterJob } from '../jobs.ts'
import { schoolRoutes } from '../routes.ts'
import { tasksFor } from '../tasks.ts'

const officer = 'north:partnership-officer'
const lead = 'north:partnership-lead'
const kentFile = new URL('../../../../../shared/data/schools/kent_open_schools_merged.csv', import.meta.url)

const heading =
  'URN,EstablishmentName,LA (code),LA (name),PhaseOfEducation (name),EstablishmentStatus (name),CloseDate,NumberOfPupils,HeadLastName,Easting,Northing\n'
/** The five schools of the north as a register of the day has them: one changed, one closed, one missing, one unreadable, one new. */
const register = `${heading}100001,Appleford Primary School,999,North,Primary,Open,,321,Quillfeather,615000,158000
100002,Birchwood Academy,999,North,Secondary,Closed,31-08-2026,,Quillfeather,,
100003,Cedar Lane School,999,North,Primary,Open,,many,Quillfeather,,
100004,Dunmere Community School,999,North,Secondary,Open,,,Quillfeather,,
100010,Fenwick Free School,999,North,Primary,Proposed to open,,,Quillfeather,615000,158500
100011,Other Place School,998,Elsewhere,Primary,Open,,,Quillfeather,,
`

const quiet = () => {}
async function runJobs(app: TestApp): Promise<{ ran: string[]; failed: { error: string }[] }> {
  const { database, clock, services } = app
  return runRequestedJobs({
    database,
    clock,
    services,
    jobs: [readRegisterJob],
    log: { info: quiet, warn: quiet, error: quiet },
  })
}

async function bring(app: TestApp, content: string | Buffer, who = officer, name = 'register.csv'): Promise<string> {
  const sent = await app.upload('/north/schools/import', {}, { field: 'register', name, content }, who)
  assert.equal(sent.status, 303, sent.text)
  await runJobs(app)
  return String(sent.location)
}

async function names(app: TestApp, key = 'north'): Promise<string[]> {
  const list = await app.get(`/${key}/schools?status=all`, `${key}:partnership-lead`)
  return list.page
    .querySelectorAll('#schools li')
    .map((item) =>
      [item.querySelector('a'), item.querySelector('.govuk-tag')]
        .flatMap((part) => (part ? [part.text.trim()] : []))
        .join(' '),
    )
}

test('importing a register', async (t) => {
  const app = await testApp(t, schoolRoutes([]))
  const before = await names(app)

  await t.test('a file that is no register is refused while it is still at hand', async () => {
    const path = '/north/schools/import'
    const answers: [string, Buffer | string, RegExp][] = [
      ['list.csv', 'School,Head\nA,B\n', /needs the headings URN, EstablishmentName/],
      ['list.csv', '', /empty|Choose the file/],
      ['list.xlsx', Buffer.from('PK\u0003\u0004'), /spreadsheet or a zip/],
      ['list.csv.gz', gzipSync('URN,x\n').subarray(0, 20), /cut short/],
    ]
    for (const [name, content, reason] of answers) {
      const refused = await app.upload(path, {}, { field: 'register', name, content }, officer)
      assert.equal(refused.status, 422, name)
      assert.match(refused.errors.join(), reason)
    }
    assert.match((await app.get(path, officer)).text, /Names of headteachers .* never read/)
  })

  await t.test('is read by a job that says how far it is', async () => {
    const sent = await app.upload(
      '/north/schools/import',
      {},
      { field: 'register', name: 'register.csv', content: register },
      officer,
    )
    const here = String(sent.location)
    const waiting = await app.get(here, officer)
    assert.match(waiting.text, /Waiting to be read/)
    assert.equal(waiting.headers.refresh, '5')
    assert.equal(
      waiting.page.querySelector('[data-progress-url]')?.getAttribute('data-progress-url'),
      `${here}/progress`,
    )
    const progress = JSON.parse((await app.get(`${here}/progress`, officer)).body)
    assert.equal(progress.done, false)
    await runJobs(app)
    assert.equal(JSON.parse((await app.get(`${here}/progress`, officer)).body).done, true)
    assert.match((await app.get('/north/schools/import', officer)).text, /register\.csv .* Waiting for you to check/)
    await app.submit(here, {}, officer, 'cancel')
  })

  await t.test('shows what is new, changed, closed, missing and unreadable before anything changes', async () => {
    const here = await bring(app, register)
    const check = await app.get(here, officer)
    assert.equal(
      check.page.querySelector('h1')?.structuredText.replace(/\s+/g, ' ').trim(),
      'register.csv Check what will change',
    )
    for (const said of [
      /6 rows read\. The schools of North are compared/,
      /New schools 1 They will be added/,
      /Fenwick Free School \(proposed\) 100010/,
      /Appleford Primary School 100001 .*Pupils: 320 → 321/,
      /Birchwood Academy 100002 .*Status: Open → Closed.*Closes: none → 31 August 2026/,
      /Elmstead Infant School 100005/,
      /4 NumberOfPupils many is not a whole number This cell/,
      /Local authority: none → North Pupils: 320 → 321 Easting and northing: none → 615000, 158000/,
    ])
      assert.match(check.text, said)
    assert.doesNotMatch(check.body, /Quillfeather|Other Place/)
    const titles = async (who: string) => (await app.as(who, tasksFor)).map(({ title }) => title)
    assert.deepEqual(await titles(officer), ['Check what “register.csv” would change'])
    assert.deepEqual([...(await titles(lead)), ...(await titles('north:a:senco'))], [])
    assert.deepEqual(await names(app), before)
    const csv = await app.get(`${here}/download`, officer)
    assert.match(csv.body, /Changed,,100001,Appleford Primary School,Pupils,320,321,/)
    assert.match(csv.body, /Cell left out,4,,,NumberOfPupils,many,,is not a whole number/)
    await app.submit(here, {}, officer, 'cancel')
  })

  await t.test('cancelled, it changes nothing and gives the file up', async () => {
    const here = await bring(app, register)
    const gone = await app.submit(here, {}, officer, 'cancel')
    assert.equal(gone.location, '/north/schools/import')
    assert.match((await app.get(here, officer)).text, /Import cancelled No school was changed/)
    assert.deepEqual(await names(app), before)
    const kept = await app.database.asOwner((db) =>
      sql<{ n: number }>`select count(*) as n from stored_file where removed_at is null`.execute(db),
    )
    assert.equal(kept.rows[0]?.n, 0, 'the file is kept no longer than it is needed')
  })

  await t.test('cancelled while it waits, it is never read', async () => {
    const sent = await app.upload(
      '/north/schools/import',
      {},
      { field: 'register', name: 'register.csv', content: register },
      officer,
    )
    await app.submit(String(sent.location), {}, officer, 'cancel')
    assert.deepEqual((await runJobs(app)).failed, [])
    assert.match((await app.get(String(sent.location), officer)).text, /Import cancelled/)
  })

  await t.test('two people at once: the second is asked to look again', async () => {
    const first = await bring(app, register)
    const second = await bring(app, gzipSync(register), lead, 'register.csv.gz')
    const opened = await app.get(second, lead)
    const once =
      opened.page.querySelector('form:has(input[value=apply]) input[name=_once]')?.getAttribute('value') ?? ''
    assert.equal((await app.submit(first, {}, officer, 'apply')).location, first)
    const late = await app.post(second, { _form: 'apply', _once: once }, lead)
    assert.equal(late.status, 422)
    assert.match(late.errors.join(), /Schools have changed since this file was compared/)
    assert.equal((await app.submit(second, {}, lead, 'again')).location, second)
    await runJobs(app)
    assert.match(
      (await app.get(second, lead)).text,
      /Your schools agree with this file already: there is nothing to apply/,
    )
  })

  await t.test('applied, the schools are as the register says, and nothing else of theirs is lost', async () => {
    assert.deepEqual(await names(app), [
      'Appleford Primary School',
      'Birchwood Academy Closed',
      'Cedar Lane School',
      'Dunmere Community School',
      'Elmstead Infant School',
      'Fenwick Free School Proposed',
    ])
    const a = await app.get(`/north/schools/${app.world.schools.a}`, officer)
    assert.match(a.text, /Trust Orchard Trust/)
    assert.match(a.text, /Pupils 321/)
    const audited = await app.database.asOwner((db) =>
      sql<{ detail: unknown }>`select detail from audit_entry where action = 'school:import'`.execute(db),
    )
    assert.deepEqual(audited.rows, [{ detail: { added: 1, changed: 4 - 1, closed: 1, reopened: 0 } }])
  })

  await t.test('the same file again changes nothing, and a double click applies once', async () => {
    const here = await bring(app, register)
    assert.match((await app.get(here, officer)).text, /nothing to apply/)
    assert.equal((await app.submit(here, {}, officer, 'cancel')).status, 303)
    assert.deepEqual((await app.submit('/north/schools/import', {}, officer)).errors, [
      'Choose the file with the list of schools',
    ])
  })

  await t.test('a school that opens again says so', async () => {
    const here = await bring(app, `${heading}100002,Birchwood Academy,999,North,Secondary,Open,,,,,\n`)
    assert.match(
      (await app.get(here, officer)).text,
      /Open again 1 .*Status: Closed → Open.*Closes: 31 August 2026 → none/,
    )
    const done = await app.submit(here, {}, officer, 'apply')
    assert.match((await app.get(String(done.location), officer)).text, /Schools imported 1 school opened again/)
    assert.ok((await names(app)).includes('Birchwood Academy'))
  })

  await t.test('a fault is said, and the file can be read again', async () => {
    const sent = await app.upload(
      '/north/schools/import',
      {},
      { field: 'register', name: 'register.csv', content: register },
      officer,
    )
    const here = String(sent.location)
    const file = await app.database.asOwner((db) =>
      sql<{ sha256: string }>`select sha256 from stored_file where removed_at is null`.execute(db),
    )
    await app.services.files.delete(file.rows[0]?.sha256 ?? '')
    assert.equal((await runJobs(app)).failed.length, 1)
    assert.equal((await app.as(lead, (db) => deadLetters(db))).length, 1)
    assert.match((await app.get(here, officer)).text, /not read to its end/)
    assert.equal((await app.submit(here, {}, officer, 'again')).status, 303)
    assert.match((await app.get(here, officer)).text, /Waiting to be read/)
    await app.submit(here, {}, officer, 'cancel')
    await runJobs(app)
  })

  await t.test('belongs to its partnership and its officers', async () => {
    const here = await bring(app, register)
    for (const path of ['', '/authority', '/progress', '/download']) {
      assert.equal((await app.get(`${here}${path}`, 'north:a:headteacher')).status, 403)
      assert.equal((await app.get(`${here.replace('/north', '/south')}${path}`, 'south:partnership-lead')).status, 404)
    }
    assert.equal((await app.get('/north/schools/import', 'north:a:headteacher')).status, 403)
    assert.equal((await app.get(here)).status, 303)
  })
})

test('an import that nobody decides about is let go after a month, with its file', async (t) => {
  const app = await testApp(t, schoolRoutes([]))
  const here = await bring(app, register)
  const started = await app.database.asOwner((db) =>
    sql<{ at: Temporal.Instant }>`select max(started_at) as at from school_import`.execute(db),
  )
  const at = started.rows[0]?.at ?? app.clock.now()
  assert.equal(await forgetOldImports(app.database, at.add({ hours: 29 * 24 })), 0)
  assert.equal(await forgetOldImports(app.database, at.add({ hours: 31 * 24 })), 1)
  assert.match((await app.get(here, officer)).text, /Import cancelled/)
  const files = await app.database.asOwner((db) =>
    sql<{ n: number }>`select count(*) as n from stored_file where removed_at is null`.execute(db),
  )
  assert.equal(files.rows[0]?.n, 0)
})

test('a partnership without an authority chooses from the file', async (t) => {
  const app = await testApp(t, schoolRoutes([]))
  await app.database.asOwner((db) => sql`update partnership set local_authority_codes = '{}'`.execute(db))
  const here = await bring(app, register)
  assert.equal((await app.get(here, officer)).location, `${here}/authority`)
  const choose = await app.get(`${here}/authority`, officer)
  assert.match(choose.text, /Elsewhere \(1 row\).*North \(5 rows\)/)
  assert.deepEqual((await app.submit(`${here}/authority`, {}, officer)).errors, ['Choose at least one local authority'])
  await app.submit(`${here}/authority`, { authorities: '998' }, officer)
  await runJobs(app)
  assert.match((await app.get(here, officer)).text, /The schools of Elsewhere are compared.*Other Place School/)
  await app.submit(here, {}, officer, 'apply')
  assert.match((await app.get('/north/schools/import', officer)).text, /The schools of Elsewhere are taken/)
  const only = await bring(app, `${heading}100012,Single School,997,Single,Primary,Open,,,,,\n`)
  assert.match((await app.get(only, officer)).text, /could not be used The file has no schools of “998”/)
})

test('the real list of Kent comes in whole and is the same the second time', {
  skip: existsSync(kentFile) ? false : 'the folder of real data is not here',
}, async (t) => {
  const app = await testApp(t, schoolRoutes([]))
  await app.database.asOwner((db) => sql`update partnership set local_authority_codes = '{886}'`.execute(db))
  const here = await bring(app, readFileSync(kentFile))
  const check = await app.get(here, officer)
  assert.match(check.text, /709 rows read\. The schools of Kent.*New schools 709/)
  assert.equal((await app.submit(here, {}, officer, 'apply')).status, 303)
  assert.match((await app.get('/north/schools', officer)).text, /714 schools/)
  assert.match((await app.get('/north/localities/from-districts', officer)).text, /Maidstone 61 61/)
  const again = await bring(app, readFileSync(kentFile))
  assert.match((await app.get(again, officer)).text, /709 schools in your list are the same.*nothing to apply/)
})
