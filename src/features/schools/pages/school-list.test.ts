import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { type Answer, testApp } from '../../../../tests/support/app.ts'
import { addToLocality, makeLocality } from '../locality.queries.ts'
import { schoolRoutes } from '../routes.ts'
import { searchSchools } from '../school.queries.ts'
import { phaseText } from '../school.rules.ts'

const names = (list: Answer) => list.page.querySelectorAll('#schools li a').map((link) => link.text)

test('the list of schools', async (t) => {
  const app = await testApp(t, schoolRoutes([]))

  await t.test('shows the schools of the partnership and no others', async () => {
    const list = await app.get('/north/schools', 'north:a:senco')
    assert.deepEqual(names(list), [
      'Appleford Primary School',
      'Birchwood Academy',
      'Cedar Lane School',
      'Dunmere Community School',
      'Elmstead Infant School',
    ])
    assert.match(list.text, /5 schools/)
    assert.doesNotMatch(list.text, /Import schools/)
    assert.match((await app.get('/north/schools', 'north:partnership-officer')).text, /Import schools from a register/)
  })

  await t.test('finds by name, URN and postcode, and narrows by phase and trust', async () => {
    const searches: [string, string[]][] = [
      ['q=birch', ['Birchwood Academy']],
      ['q=100003', ['Cedar Lane School']],
      ['q=ND1+1AA+infant', ['Elmstead Infant School']],
      [
        'q=nd11',
        [
          'Appleford Primary School',
          'Birchwood Academy',
          'Cedar Lane School',
          'Dunmere Community School',
          'Elmstead Infant School',
        ],
      ],
      ['phase=Secondary', ['Birchwood Academy', 'Dunmere Community School']],
      ['trust=Orchard+Trust&phase=Primary', ['Appleford Primary School']],
      ['status=closed', []],
      ['q=100%25', []],
      [
        'status=nonsense&page=-4&q=birch&q=birch',
        [
          'Appleford Primary School',
          'Birchwood Academy',
          'Cedar Lane School',
          'Dunmere Community School',
          'Elmstead Infant School',
        ],
      ],
    ]
    for (const [query, expected] of searches) {
      assert.deepEqual(names(await app.get(`/north/schools?${query}`, 'north:a:senco')), expected, query)
    }
    const none = await app.get('/north/schools?q=nothing+like+this', 'north:a:senco')
    assert.match(none.text, /No school matches/)
  })

  await t.test('narrows by locality', async () => {
    const id = await app.as('north:partnership-lead', async (db, actor) => {
      const locality = await makeLocality(db, actor, { kind: 'Area', name: 'East' })
      assert.ok(locality)
      await addToLocality(db, actor, locality, [app.world.schools.c ?? '', app.world.schools.z ?? ''])
      return locality
    })
    const list = await app.get(`/north/schools?locality=${id}`, 'north:a:senco')
    assert.deepEqual(names(list), ['Cedar Lane School'])
    assert.match(list.text, /Remove this filter East/)
    assert.deepEqual(names(await app.get('/north/schools?locality=not-an-id', 'north:a:senco')), [])
    assert.deepEqual(names(await app.get(`/south/schools?locality=${id}`, 'south:z:senco')), [])
  })

  await t.test('the download has the same schools, and hides small numbers', async () => {
    await app.database.asOwner(async (db) => {
      await sql`update school set ehc_plans = 3, sen_support = 40, name = '=Birchwood' where id = ${app.world.schools.b ?? ''}`.execute(
        db,
      )
    })
    const csv = await app.get('/north/schools/export?phase=Secondary', 'north:a:senco')
    assert.match(String(csv.headers['content-disposition']), /schools-north-2026-11-24\.csv/)
    assert.equal(csv.body.split('\r\n').length, 4)
    assert.match(csv.body, /100002,'=Birchwood,Secondary/)
    assert.match(csv.body, /320,40,fewer than 5,/)
    await app.database.asOwner((db) =>
      sql`update school set name = 'Birchwood Academy' where id = ${app.world.schools.b ?? ''}`.execute(db),
    )
  })

  await t.test('a thousand schools come in pages', async () => {
    await app.database.asOwner((db) =>
      sql`insert into school (partnership_id, urn, name, phase)
        select ${app.world.partnerships.south}, 200000 + n, 'School ' || lpad(n::text, 4, '0'), 'Primary' from generate_series(1, 1000) n`.execute(
        db,
      ),
    )
    const first = await app.get('/south/schools', 'south:partnership-lead')
    assert.match(first.text, /1,001 schools, 1 to 50 shown/)
    assert.equal(names(first).length, 50)
    const last = await app.get('/south/schools?page=21', 'south:partnership-lead')
    assert.deepEqual(names(last), ['Zeal Park School'])
    assert.match((await app.get('/south/schools?page=99', 'south:partnership-lead')).text, /past the end/)
    assert.equal((await app.get('/south/schools/export', 'south:partnership-lead')).body.split('\r\n').length, 1003)
  })

  await t.test('the phases of the filter are those on the page', async () => {
    const types = [
      '',
      'Community special school',
      'Pupil referral unit',
      'Other independent school',
      'Other independent special school',
      'Free schools',
    ]
    const kinds = types.flatMap((type) =>
      ['', 'Not applicable', 'Primary', '16 plus'].map((phase) => ({ type, phase })),
    )
    await app.database.asOwner(async (db) => {
      for (const [index, { type, phase }] of kinds.entries()) {
        await sql`insert into school (partnership_id, urn, name, phase, type) values
          (${app.world.partnerships.south}, ${300_000 + index}, 'Kind of school', ${phase}, ${type})`.execute(db)
      }
    })
    await app.as('south:partnership-lead', async (db, actor) => {
      for (const phase of new Set(kinds.map(phaseText))) {
        const { schools } = await searchSchools(db, actor, { q: 'kind of school', phase })
        assert.ok(schools.length > 0 && schools.every((school) => phaseText(school) === phase), phase)
      }
    })
  })

  await t.test('who may open it', async () => {
    assert.equal((await app.get('/north/schools')).location, '/sign-in?return=%2Fnorth%2Fschools')
    assert.equal((await app.get('/north/schools', 'south:z:senco')).status, 404)
    assert.equal((await app.get('/north/schools/export', 'south:z:senco')).status, 404)
    assert.equal((await app.get('/north/schools', 'north:provider')).status, 200)
  })

  await t.test('a partnership without schools is told what comes next', async () => {
    await app.database.asOwner(async (db) => {
      await sql`delete from role_grant where school_id = ${app.world.schools.z ?? ''}`.execute(db)
      await sql`delete from school where partnership_id = ${app.world.partnerships.south}`.execute(db)
    })
    assert.match((await app.get('/south/schools', 'south:partnership-lead')).text, /No schools have been added yet/)
  })
})
