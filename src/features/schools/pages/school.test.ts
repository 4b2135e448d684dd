import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { html } from '../../../platform/web/html.ts'
import { kilometresBetweenSchools, schoolById, schoolName, schoolOptions, schoolsByIds } from '../public.ts'
import { schoolRoutes } from '../routes.ts'

test('the page of a school', async (t) => {
  const app = await testApp(
    t,
    schoolRoutes([
      {
        heading: 'Reviews',
        show: async (_, school) => html`<p class="govuk-body">${school.name} takes part in one review</p>`,
      },
      { heading: 'Nothing here', show: async () => undefined },
    ]),
  )
  const a = `/north/schools/${app.world.schools.a}`

  await t.test('says what the register says, who works there and what other features add', async () => {
    await app.database.asOwner(async (db) => {
      await sql`update school set sen_unit = true, ehc_plans = 2, sen_support = 41, website = 'http://www.appleford.example', age_low = 4, age_high = 11,
        opened_on = '1998-09-01' where id = ${app.world.schools.a ?? ''}`.execute(db)
      await sql`insert into school_link (partnership_id, school_id, linked_urn, kind) values
        (${app.world.partnerships.north}, ${app.world.schools.a ?? ''}, 100003, 'predecessor'),
        (${app.world.partnerships.north}, ${app.world.schools.a ?? ''}, 999999, 'predecessor')`.execute(db)
    })
    const shown = await app.get(a, 'north:b:senco')
    assert.equal(shown.page.querySelector('h1')?.text, 'Appleford Primary School')
    for (const fact of [
      /URN 100001/,
      /4 to 11/,
      /A SEN unit/,
      /fewer than 5/,
      /SEN support 41/,
      /Opened 1 September 1998/,
      /www\.appleford\.example/,
      /Came after Cedar Lane School/,
      /URN 999999, which is not/,
      /takes part in one review/,
      /A\. headteacher of north, Headteacher/,
      /in no locality yet/,
    ]) {
      assert.match(shown.text, fact)
    }
    assert.doesNotMatch(shown.text, /Nothing here/)
  })

  await t.test('a school of another partnership, one that is not there, and an odd address are not found', async () => {
    assert.equal((await app.get(`/north/schools/${app.world.schools.z}`, 'north:partnership-lead')).status, 404)
    assert.equal((await app.get(a, 'south:z:senco')).status, 404)
    assert.equal((await app.get(`/north/schools/${crypto.randomUUID()}`, 'north:a:senco')).status, 404)
    assert.equal((await app.get('/north/schools/not-an-id', 'north:a:senco')).status, 404)
    assert.equal((await app.get(a)).status, 303)
  })

  await t.test('a website that is not one is not linked, and a closed school says so', async () => {
    await app.database.asOwner((db) =>
      sql`update school set website = 'javascript:alert(1)', status = 'closed', closed_on = '2026-08-31' where id = ${app.world.schools.c ?? ''}`.execute(
        db,
      ),
    )
    const shown = await app.get(`/north/schools/${app.world.schools.c}`, 'north:a:senco')
    assert.doesNotMatch(shown.body, /javascript:/)
    assert.match(shown.text, /^Cedar Lane School Closed/)
    assert.match(shown.text, /Closed 31 August 2026/)
  })

  await t.test('what other features are given', async () => {
    await app.as('north:a:senco', async (db, actor) => {
      const { a: idA = '', b: idB = '', z: idZ = '' } = app.world.schools
      assert.equal(await schoolName(db, actor, idA), 'Appleford Primary School')
      assert.equal(await schoolName(db, actor, idZ), undefined)
      assert.equal(await schoolById(db, actor, idZ), undefined)
      const both = await schoolsByIds(db, actor, [idB, idA, idZ])
      assert.deepEqual(
        both.map(({ name }) => name),
        ['Appleford Primary School', 'Birchwood Academy'],
      )
      const options = await schoolOptions(db, actor)
      assert.deepEqual(options[0], { value: idA, text: 'Appleford Primary School (ND1 1AA)' })
      assert.equal(options.length, 4, 'closed schools are not offered')
      const [one, two] = both
      assert.ok(one && two)
      assert.ok((kilometresBetweenSchools(one, two) ?? 0) > 0.5)
      assert.equal(kilometresBetweenSchools({ latitude: null, longitude: null }, two), undefined)
    })
  })
})
