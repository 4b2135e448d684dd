import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testApp, testNow } from '../../../../tests/support/app.ts'
import { auditEntries, verifyAudit } from '../../../platform/audit/audit.ts'
import { peopleAtSchool, peopleWithRole, personNames, personOptions } from '../person.queries.ts'
import { grantRole } from '../role.queries.ts'
import { routes } from '../routes.ts'

test('people and their roles', async (t) => {
  const app = await testApp(t, routes)
  const { schools } = app.world
  const id = (key: string) => app.world.people.get(key)?.id ?? ''
  const pathOf = (key: string) => `/north/people/${id(key)}`
  const grantsOf = async (key: string) =>
    (
      await app.database.asOwner((db) =>
        sql<{
          id: string
          role: string
          removed_at: unknown
          removal_reason: string | null
        }>`select id, role, removed_at, removal_reason from role_grant where person_id = ${id(key)} order by granted_at, id`.execute(
          db,
        ),
      )
    ).rows
  const lastEntry = async () => (await app.as('north:partnership-lead', (db) => auditEntries(db, { limit: 1 })))[0]

  await t.test('the list finds people by words, role and school, and none of another partnership', async () => {
    const all = await app.get('/north/people', 'north:provider')
    assert.equal(all.status, 200)
    assert.match(all.text, /26 people/)
    assert.doesNotMatch(all.text, /south/)
    assert.match((await app.get('/north/people?q=ile', 'north:provider')).text, /1 person/)
    assert.match((await app.get('/north/people?role=senco', 'north:provider')).text, /5 people/)
    const both = await app.get(`/north/people?role=senco&school=${schools.b}`, 'north:partnership-officer')
    assert.match(both.text, /1 person/)
    assert.match(both.text, /north\.b\.senco@example\.org/)
    assert.match(both.text, /Birchwood Academy/)
  })

  await t.test('odd questions are answered, and nobody found is said in words', async () => {
    assert.match((await app.get('/north/people?q=%25%5F%5C&page=9', 'north:ile')).text, /Nobody matches/)
    assert.match((await app.get('/north/people?page=9', 'north:ile')).text, /past the end .* Go to the first page/)
    assert.equal((await app.get('/north/people?role=king&school=x&page=-1', 'north:ile')).status, 200)
  })

  await t.test('addresses are shown to those who work with the person', async () => {
    assert.match((await app.get(pathOf('north:b:senco'), 'north:b:governor')).text, /north\.b\.senco@example\.org/)
    assert.doesNotMatch((await app.get(pathOf('north:b:senco'), 'north:a:governor')).text, /@example\.org/)
    assert.doesNotMatch((await app.get('/north/people', 'north:a:governor')).text, /north\.b\.senco@/)
  })

  await t.test('somebody of another partnership is not found, nor is the list', async () => {
    assert.equal((await app.get(`/north/people/${id('south:ile')}`, 'north:partnership-lead')).status, 404)
    assert.equal((await app.get('/north/people', 'south:partnership-lead')).status, 404)
    assert.equal((await app.get('/north/people/not-an-id', 'north:partnership-lead')).status, 404)
  })

  await t.test('a school’s people, with the invitation for who may', async () => {
    const page = await app.get(`/north/schools/${schools.a}/people`, 'north:a:headteacher')
    assert.match(page.text, /4 people/)
    assert.match(page.text, /Invite somebody to this school/)
    assert.doesNotMatch((await app.get(`/north/schools/${schools.a}/people`, 'north:b:headteacher')).text, /Invite/)
    assert.equal((await app.get(`/north/schools/${schools.z}/people`, 'north:partnership-lead')).status, 404)
    await app.database.asOwner((db) =>
      sql`insert into school (partnership_id, urn, name) values (${app.world.partnerships.north}, 199999, 'Fern School')`.execute(
        db,
      ),
    )
    const empty = await app.database.asOwner((db) =>
      sql<{ id: string }>`select id from school where urn = 199999`.execute(db),
    )
    assert.match(
      (await app.get(`/north/schools/${empty.rows[0]?.id}/people`, 'north:partnership-lead')).text,
      /Nobody at this school/,
    )
  })

  await t.test('you change your own details; a conflict shows both', async () => {
    const path = `${pathOf('north:a:senco')}/change`
    const saved = await app.submit(
      path,
      { name: 'Asha Mistry', job_title: 'SENCO and class teacher', phone: '01632 960001' },
      'north:a:senco',
    )
    assert.deepEqual([saved.status, saved.location], [303, pathOf('north:a:senco')])
    const kept = await app.get(pathOf('north:a:senco'), 'north:a:headteacher')
    for (const text of ['Asha Mistry', 'SENCO and class teacher', '01632 960001'])
      assert.ok(kept.text.includes(text), text)
    const conflict = await app.submit(path, { name: 'Asha M', _version: '1' }, 'north:a:senco')
    assert.equal(conflict.status, 409)
    assert.match(conflict.text, /Asha Mistry/)
    const refused = await app.submit(path, { name: '', job_title: 'Kept' }, 'north:a:senco')
    assert.deepEqual([refused.status, refused.errors], [422, ['Enter the name']])
    assert.match(refused.body, /value="Kept"/)
  })

  await t.test('a headteacher changes details at their own school only', async () => {
    assert.equal(
      (await app.submit(`${pathOf('north:a:governor')}/change`, { name: 'Gil Stone' }, 'north:a:headteacher')).status,
      303,
    )
    assert.equal((await lastEntry())?.action, 'person:change')
    assert.equal((await app.get(`${pathOf('north:b:governor')}/change`, 'north:a:headteacher')).status, 403)
    assert.equal((await app.get(`${pathOf('north:a:governor')}/change`, 'north:a:senco')).status, 403)
    assert.equal((await app.get(`${pathOf('north:partnership-lead')}/change`, 'north:partnership-officer')).status, 403)
  })

  await t.test('a role is given with its reason and recorded', async () => {
    const path = `${pathOf('north:a:senior-leader')}/roles/new`
    const form = await app.get(path, 'north:a:headteacher')
    assert.doesNotMatch(form.text, /Facilitator|Birchwood/)
    const given = await app.submit(
      path,
      { role: 'senco', school_id: schools.a ?? '', reason: 'Covers from January' },
      'north:a:headteacher',
    )
    assert.equal(given.status, 303)
    assert.match(
      (await app.get(pathOf('north:a:senior-leader'), 'north:a:governor')).text,
      /SENCO at Appleford Primary School.*Covers from January/,
    )
    const entry = await lastEntry()
    assert.deepEqual(
      [entry?.action, entry?.subject_id, entry?.school_id, entry?.detail],
      ['role:grant', id('north:a:senior-leader'), schools.a, { role: 'senco' }],
    )
    const twice = await app.submit(
      path,
      { role: 'senco', school_id: schools.a ?? '', reason: 'Again' },
      'north:a:headteacher',
    )
    assert.match(twice.errors[0] ?? '', /holds this role already/)
    const empty = await app.submit(path, {}, 'north:a:headteacher')
    assert.deepEqual(empty.errors, ['Choose the role', 'Enter why'])
  })

  await t.test('who may not give roles, or not there, cannot', async () => {
    const path = `${pathOf('north:a:senior-leader')}/roles/new`
    assert.equal((await app.get(path, 'north:a:senco')).status, 403)
    assert.equal((await app.get(path, 'north:partnership-officer')).status, 403)
    const elsewhere = await app.post(
      path,
      { role: 'senco', school_id: schools.b ?? '', reason: 'x' },
      'north:a:headteacher',
    )
    assert.deepEqual(elsewhere.errors, ['Choose a school of your own'])
    const higher = await app.post(path, { role: 'partnership-lead', school_id: '', reason: 'x' }, 'north:a:headteacher')
    assert.equal(higher.status, 422)
    const south = await app.post(
      path,
      { role: 'senco', school_id: schools.z ?? '', reason: 'x' },
      'north:partnership-lead',
    )
    assert.deepEqual(south.errors, ['Choose a school of the partnership'])
  })

  await t.test('a role is removed with its reason, kept in the history and recorded', async () => {
    const grant = (await grantsOf('north:a:senior-leader')).find(({ role }) => role === 'senco')
    const path = `${pathOf('north:a:senior-leader')}/roles/${grant?.id}/remove`
    assert.match((await app.get(path, 'north:a:headteacher')).text, /What they wrote stays/)
    const refused = await app.submit(path, { reason: '' }, 'north:a:headteacher')
    assert.deepEqual(refused.errors, ['Enter why'])
    assert.equal((await app.get(path, 'north:b:headteacher')).status, 403)
    assert.equal((await app.submit(path, { reason: 'The colleague is back' }, 'north:a:headteacher')).status, 303)
    assert.equal((await lastEntry())?.action, 'role:remove')
    assert.match((await app.get(pathOf('north:a:senior-leader'), 'north:a:headteacher')).text, /Roles held before/)
    assert.equal((await app.get(path, 'north:a:headteacher')).status, 404)
  })

  await t.test('the last partnership lead cannot be removed, nor two of them at the same moment', async () => {
    const [only] = await grantsOf('north:partnership-lead')
    const path = `${pathOf('north:partnership-lead')}/roles/${only?.id}/remove`
    const refused = await app.submit(path, { reason: 'Moving on' }, 'north:partnership-lead')
    assert.equal(refused.status, 422)
    assert.match(refused.errors[0] ?? '', /last partnership lead/)
    assert.match(refused.body, /value="Moving on"/)
    await app.as('north:partnership-lead', (db, actor) =>
      grantRole(
        db,
        actor,
        {
          person_id: id('north:partnership-officer'),
          role: 'partnership-lead',
          school_id: undefined,
          reason: 'Shares the lead',
        },
        testNow,
      ),
    )
    const second = (await grantsOf('north:partnership-officer')).find(({ role }) => role === 'partnership-lead')
    const answers = await Promise.all([
      app.post(path, { reason: 'Moving on' }, 'north:partnership-officer'),
      app.post(
        `${pathOf('north:partnership-officer')}/roles/${second?.id}/remove`,
        { reason: 'Moving on' },
        'north:partnership-lead',
      ),
    ])
    // Whoever comes second is refused: as the last lead, or as a lead no longer.
    assert.equal(answers.filter(({ status }) => status === 303).length, 1)
    const left = await app.database.asOwner((db) =>
      sql`select from role_grant where role = 'partnership-lead' and removed_at is null and partnership_id = ${app.world.partnerships.north}`.execute(
        db,
      ),
    )
    assert.equal(left.rows.length, 1)
    await app.database.asOwner(async (db) => {
      await sql`update role_grant set removed_at = null, removed_by = null, removal_reason = null where id = ${only?.id}`.execute(
        db,
      )
      await sql`update role_grant set removed_at = now() where id = ${second?.id}`.execute(db)
    })
  })

  await t.test('a place ends with its roles; the person can open nothing, and what they did stays', async () => {
    const path = `${pathOf('north:c:governor')}/leave`
    assert.equal((await app.get(path, 'north:b:headteacher')).status, 403)
    assert.equal((await app.get(path, 'north:a:senco')).status, 403)
    assert.equal((await app.get('/north/people', 'north:c:governor')).status, 200)
    assert.equal((await app.submit(path, { reason: 'Moved away' }, 'north:c:headteacher')).status, 303)
    assert.equal((await app.get('/north/people', 'north:c:governor')).status, 404)
    assert.match(
      (await app.get(pathOf('north:c:governor'), 'north:partnership-lead')).text,
      /left the partnership on 24 November 2026.*Moved away/,
    )
    const own = await app.submit(
      `${pathOf('north:partnership-lead')}/leave`,
      { reason: 'Tired' },
      'north:partnership-lead',
    )
    assert.match(own.errors[0] ?? '', /your own place/)
  })

  await t.test('other features find people by school, role and id', async () => {
    await app.as('north:a:senco', async (db, actor) => {
      assert.equal((await peopleAtSchool(db, actor, schools.b ?? '')).length, 4)
      assert.deepEqual(
        (await peopleWithRole(db, actor, 'ile')).map((person) => person.id),
        [id('north:ile')],
      )
      assert.equal((await peopleWithRole(db, actor, 'senco', { schoolId: schools.d ?? '' })).length, 1)
      assert.equal((await personOptions(db, actor, { schoolId: schools.b ?? '' })).length, 4)
      assert.match(
        (await personOptions(db, actor, { roles: ['headteacher'] })).map(({ text }) => text).join(),
        /\(Birchwood Academy\)/,
      )
      assert.equal((await personNames(db, actor, [id('north:ile'), id('south:ile')])).size, 1)
      assert.equal((await personNames(db, actor, [])).size, 0)
    })
  })

  await t.test('the record of changes shows who did what, to the lead alone', async () => {
    const page = await app.get('/north/audit', 'north:partnership-lead')
    assert.equal(page.status, 200)
    for (const words of [
      'Gave a role',
      'Removed a role',
      'Ended a place in the partnership',
      'A. headteacher of north',
      'Appleford Primary School',
      'as SENCO',
    ])
      assert.ok(page.text.includes(words), words)
    const one = await app.get(`/north/audit?person=${id('north:c:headteacher')}`, 'north:partnership-lead')
    assert.match(one.text, /Only what C\. headteacher of north did/)
    assert.doesNotMatch(one.text, /Gave a role/)
    assert.equal((await app.get('/north/audit', 'north:partnership-officer')).status, 403)
    assert.equal((await app.get('/north/audit', 'south:partnership-lead')).status, 404)
    assert.match((await app.get('/south/audit', 'south:partnership-lead')).text, /Nothing has been recorded/)
    assert.equal((await app.database.asOwner(verifyAudit)).broken, undefined)
  })
})

test('a long record of changes goes on to earlier entries', async (t) => {
  const app = await testApp(t, routes)
  await app.database.asOwner((db) =>
    sql`insert into audit_entry (partnership_id, action, subject_kind, subject_id) select ${app.world.partnerships.north}, 'share:make', 'share', n::text from generate_series(1, 60) n`.execute(
      db,
    ),
  )
  const first = await app.get('/north/audit', 'north:partnership-lead')
  const next = first.page
    .querySelectorAll('main a')
    .find((link) => link.text === 'Earlier entries')
    ?.getAttribute('href')
  const second = await app.get(next ?? '', 'north:partnership-lead')
  assert.equal(second.page.querySelectorAll('.app-tasks__item').length, 10)
})
