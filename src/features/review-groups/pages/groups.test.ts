import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { createGroup } from '../group.acts.ts'
import { groupOf, membersOf } from '../group.queries.ts'
import { createProgramme, joinProgramme } from '../programme.acts.ts'
import { routes } from '../routes.ts'

const officer = 'north:partnership-officer'
const app = await testApp({ after }, routes)
let count = 0

const ids = (letters: string) => [...letters].map((letter) => app.world.schools[letter] ?? '')

/** A programme of the five schools; answers its id. */
async function programme(): Promise<string> {
  count += 1
  return app.as(officer, async (db, actor) => {
    const made = await createProgramme(db, actor, {
      name: `Programme ${count}`,
      model_key: 'inclusion-peer-review',
      framework_id: undefined,
      starts_on: Temporal.PlainDate.from('2026-09-01'),
      ends_on: Temporal.PlainDate.from('2028-07-20'),
    })
    assert.ok('id' in made)
    await joinProgramme(db, actor, made.id, ids('abcde'), app.clock.today())
    return made.id
  })
}

/** A programme with a group of c, d, e and b; answers the path of its page. */
async function group(): Promise<{ id: string; path: string; programme: string }> {
  const programmeId = await programme()
  const made = await app.as(officer, (db, actor) =>
    createGroup(db, actor, { programme_id: programmeId, name: 'River group', school_ids: ids('bcde') }),
  )
  assert.ok('id' in made)
  return { id: made.id, path: `/north/review-groups/${made.id}`, programme: programmeId }
}

/** Another group of a programme, of schools that the rules were not asked about; answers its id. */
async function otherGroup(programmeId: string, name: string, schoolIds: readonly string[]): Promise<string> {
  return app.database.asOwner(async (db) => {
    const { north } = app.world.partnerships
    const made = await sql<{ id: string }>`
      insert into review_group (partnership_id, programme_id, name) values (${north}, ${programmeId}, ${name}) returning id`.execute(
      db,
    )
    const id = made.rows[0]?.id ?? ''
    for (const school of schoolIds) {
      await sql`insert into review_group_school (partnership_id, group_id, school_id) values (${north}, ${id}, ${school})`.execute(
        db,
      )
    }
    return id
  })
}

/** Three more schools of the partnership, in a programme; answers their ids. */
async function newcomers(programmeId: string): Promise<string[]> {
  const { rows } = await app.database.asOwner((db) =>
    sql<{ id: string }>`
      insert into school (id, partnership_id, urn, name, phase, type, trust, district, postcode, latitude, longitude, pupils)
      select gen_random_uuid(), ${app.world.partnerships.north}, ${200000 + count * 10} + n, 'Newcomer ' || n, 'Primary', 'Community school', '', 'Northdale', 'ND1 1AA', 51.3, 0.6 + n / 100.0, 200
        from generate_series(1, 3) n returning id`.execute(db),
  )
  const added = rows.map((row) => row.id)
  await app.as(officer, (db, actor) => joinProgramme(db, actor, programmeId, added, app.clock.today()))
  return added
}

const mails = () =>
  app.database.asOwner(
    async (db) =>
      (
        await sql<{
          to_address: string
          text: string
        }>`select to_address, text from outbox_mail where kind = 'group-published' order by to_address`.execute(db)
      ).rows,
  )

test('a group is made by hand: a first school, partners by distance, the checks, then the group', async () => {
  const path = `/north/programmes/${await programme()}/review-groups/new`
  const first = await app.submit(path, { start: app.world.schools.c ?? '' }, officer, 'start')
  assert.equal(first.location, `${path}?start=${app.world.schools.c}`)
  const picker = await app.get(first.location ?? '', officer)
  const offered = picker.page.querySelectorAll('.govuk-checkboxes__label').map((label) => label.text.trim())
  assert.equal(offered[0], 'Cedar Lane School')
  assert.equal(offered.length, 5)
  const warned = await app.submit(
    first.location ?? '',
    { name: 'Downland group', school_ids: ids('bcde') },
    officer,
    'group',
  )
  assert.equal(warned.status, 200)
  assert.match(warned.text, /The best size is 6; this group has 4/)
  assert.match(warned.text, /Furthest apart:/)
  const checked = warned.page.querySelector('input[name=checked]')?.getAttribute('value') ?? ''
  const made = await app.submit(
    first.location ?? '',
    { name: 'Downland group', school_ids: ids('bcde'), checked },
    officer,
    'group',
  )
  assert.equal(made.status, 303)
  const page = await app.get(made.location ?? '', officer)
  assert.match(page.text, /Only officers see this group until it is published/)
  assert.match(page.text, /km from its nearest partner/)
  assert.ok(page.page.querySelector('svg[role=img]')?.getAttribute('aria-label')?.includes('furthest apart'))
})

test('the rules refuse: too few, two of one trust, a school of another group', async () => {
  const { programme: id } = await group()
  const path = `/north/programmes/${id}/review-groups/new?start=${app.world.schools.a}`
  const few = await app.submit(path, { name: 'Small', school_ids: ids('ac') }, officer, 'group')
  assert.equal(few.status, 422)
  assert.ok(few.errors.some((error) => error.includes('this one has only 2. Choose 2 more.')))
  assert.ok(few.errors.some((error) => error === 'Cedar Lane School is already in River group. Move it from there.'))
  assert.equal(few.page.querySelector('#group-name')?.getAttribute('value'), 'Small')
  const trusts = await app.submit(path, { name: 'Trusts', school_ids: ids('abcd') }, officer, 'group')
  assert.ok(
    trusts.errors.some((error) =>
      error.startsWith('Appleford Primary School and Birchwood Academy belong to one trust, Orchard Trust.'),
    ),
  )
})

test('schools change with the checks shown first, and a school moves with the effect on both groups shown', async () => {
  const one = await group()
  const swapped = await app.submit(`${one.path}/schools`, { school_ids: ids('acde') }, officer)
  assert.equal(swapped.status, 200)
  const checked = swapped.page.querySelector('input[name=checked]')?.getAttribute('value') ?? ''
  assert.equal((await app.submit(`${one.path}/schools`, { school_ids: ids('acde'), checked }, officer)).status, 303)
  const members = await app.as(officer, (db, actor) => membersOf(db, actor, one.id))
  assert.deepEqual(
    members.map((school) => school.name[0]),
    ['A', 'C', 'D', 'E'],
  )
  const alone = await app.get(`${one.path}/schools/${app.world.schools.a}/move`, officer)
  assert.match(alone.text, /The programme has no other group/)
  assert.equal((await app.get(`${one.path}/schools/${app.world.schools.b}/move`, officer)).status, 404)
  const other = await otherGroup(one.programme, 'Hill group', ids('b'))
  const trust = await app.submit(`${one.path}/schools/${app.world.schools.a}/move`, { to: other }, officer)
  assert.ok(trust.errors.some((error) => error.includes('belong to one trust')))
  assert.match(trust.text, /This stops the group from being published/)
  const forced = await app.post(
    `${one.path}/schools/${app.world.schools.a}/move`,
    { to: other, checked: other },
    officer,
  )
  assert.ok(forced.errors.some((error) => error.includes('belong to one trust')))
})

test('a school moves to another group, and both groups say what that means', async () => {
  const one = await group()
  await app.database.asOwner((db) => sql`update review_group set published_at = now() where id = ${one.id}`.execute(db))
  const other = await otherGroup(one.programme, 'Hill group', await newcomers(one.programme))
  const move = `${one.path}/schools/${app.world.schools.b}/move`
  const shown = await app.submit(move, { to: other }, officer)
  assert.equal(shown.status, 200)
  assert.match(shown.text, /River group Now 4 schools\..*After the move 3 schools\..*this group breaks a rule/)
  assert.match(shown.text, /Hill group Now 3 schools\..*After the move 4 schools\./)
  assert.match(shown.text, /see the change at once\. No email is sent/)
  const checked = shown.page.querySelector('input[name=checked]')?.getAttribute('value') ?? ''
  const moved = await app.submit(move, { to: other, checked }, officer)
  assert.equal(moved.location, `/north/review-groups/${other}`)
  const names = async (id: string) =>
    (await app.as(officer, (db, actor) => membersOf(db, actor, id))).map((school) => school.name[0])
  assert.deepEqual(await names(one.id), ['C', 'D', 'E'])
  assert.deepEqual(await names(other), ['B', 'N', 'N', 'N'])
  const short = await app.get(one.path, officer)
  assert.match(short.text, /This group breaks a rule .*this one has only 3\. Choose 1 more\./)
  assert.doesNotMatch((await app.get(one.path, 'north:c:headteacher')).text, /breaks a rule/)
  // Other tests ask for the one published group of these schools.
  await app.database.asOwner((db) => sql`update review_group set disbanded_at = now() where id = ${one.id}`.execute(db))
})

test('a school with a review stays in its group, and a group with reviews goes on: the pages say so at once', async () => {
  const one = await group()
  await app.database.asOwner((db) =>
    sql`insert into review (partnership_id, programme_id, group_id, host_school_id, created_by, created_at)
      values (${app.world.partnerships.north}, ${one.programme}, ${one.id}, ${app.world.schools.b ?? ''}, ${app.world.people.get(officer)?.id ?? ''}, now())`.execute(
      db,
    ),
  )
  const move = await app.get(`${one.path}/schools/${app.world.schools.b}/move`, officer)
  assert.match(move.text, /Birchwood Academy has a review in this group, so it stays/)
  const [extra = '', ...others] = await newcomers(one.programme)
  const other = await otherGroup(one.programme, 'Hill group', others)
  for (const checked of ['', other]) {
    const forced = await app.post(`${one.path}/schools/${app.world.schools.b}/move`, { to: other, checked }, officer)
    assert.notEqual(forced.status, 303)
  }
  const without = [...ids('cde'), extra]
  const checked = [...without].sort().join(' ')
  const out = await app.submit(`${one.path}/schools`, { school_ids: without, checked }, officer)
  assert.equal(out.status, 422)
  assert.deepEqual(out.errors, ['Birchwood Academy has a review in this group, so it stays'])
  assert.equal((await app.as(officer, (db, actor) => membersOf(db, actor, one.id))).length, 4)
  const end = await app.get(`${one.path}/disband`, officer)
  assert.match(end.text, /This group has reviews, so it cannot end/)
  assert.equal(end.page.querySelector('main form'), null)
  assert.equal((await app.post(`${one.path}/disband`, {}, officer)).status, 422)
})

test('an ILE from outside is added; nobody without the role, and nobody from the group', async () => {
  const { path } = await group()
  const page = await app.get(`${path}/leaders`, officer)
  assert.match(page.text, /ile of north/)
  const wrong = await app.submit(
    `${path}/leaders`,
    { person_id: app.world.people.get('north:facilitator')?.id ?? '', part: 'ile' },
    officer,
    'add-ile',
  )
  assert.deepEqual(wrong.errors, ['Choose a person who is Inclusion Leader of Education'])
  assert.equal(
    (
      await app.submit(
        `${path}/leaders`,
        { person_id: app.world.people.get('north:ile')?.id ?? '', part: 'ile' },
        officer,
        'add-ile',
      )
    ).status,
    303,
  )
  assert.match((await app.get(path, officer)).text, /Inclusion Leader of Education: ile of north/)
  const removed = await app.submit(`${path}/leaders`, {}, officer, `remove-${app.world.people.get('north:ile')?.id}`)
  assert.equal(removed.status, 303)
  await app.database.asOwner((db) =>
    sql`insert into role_grant (partnership_id, person_id, role, school_id, reason) values (${app.world.partnerships.north}, ${app.world.people.get('north:ile')?.id ?? ''}, 'governor', ${app.world.schools.c ?? ''}, 'Test')`.execute(
      db,
    ),
  )
  const barred = await app.get(`${path}/leaders`, officer)
  assert.match(barred.text, /ile of north is a governor of Cedar Lane School, which is in this group/)
})

test('a group is published: its people see it, its heads get a mail, and not twice', async () => {
  const { path, id } = await group()
  assert.equal((await app.get(path, 'north:c:headteacher')).status, 404)
  assert.equal(
    await app.as('north:c:headteacher', (db, actor) => groupOf(db, actor, app.world.schools.c ?? '')),
    undefined,
  )
  const asked = await app.get(`${path}/publish`, officer)
  assert.match(asked.text, /C\. headteacher of north, Cedar Lane School/)
  assert.match(asked.text, /Your partners are Cedar Lane School, Dunmere Community School and Elmstead Infant School/)
  await app.database.asOwner((db) =>
    sql`insert into review_group_leader (partnership_id, group_id, person_id, part)
      values (${app.world.partnerships.north}, ${id}, ${app.world.people.get('north:facilitator')?.id ?? ''}, 'facilitator')`.execute(
      db,
    ),
  )
  assert.equal((await app.submit(`${path}/publish`, {}, officer)).status, 303)
  assert.equal((await app.get(path, 'north:c:senco')).status, 200)
  assert.equal((await app.get(path, 'north:a:senco')).status, 404)
  assert.equal((await app.get(path, 'south:partnership-lead')).status, 404)
  assert.equal((await mails()).length, 5, 'four heads, and who supports the group')
  assert.ok((await mails()).some((mail) => /Dear facilitator of north[\s\S]*You support/.test(mail.text)))
  assert.match((await mails())[1]?.text ?? '', /Dear C\. headteacher of north/)
  assert.equal((await app.as('north:c:senco', (db, actor) => groupOf(db, actor, app.world.schools.c ?? '')))?.id, id)
  assert.deepEqual(
    (await app.as('north:c:senco', (db, actor) => membersOf(db, actor, id))).map((school) => school.name[0]),
    ['B', 'C', 'D', 'E'],
  )
  const again = await app.submit(`${path}/publish`, {}, officer)
  assert.deepEqual(again.errors, ['This group has been published already'])
})

test('each group is found at its own address only, by members and supporters alike, once it is published', async () => {
  const [ours, other] = [await group(), await group()]
  await app.submit(`${ours.path}/publish`, {}, officer)
  const ile = { person_id: app.world.people.get('north:ile')?.id ?? '', part: 'ile' }
  for (const made of [ours, other])
    await app.database.asOwner((db) =>
      sql`insert into review_group_leader (partnership_id, group_id, person_id, part)
        values (${app.world.partnerships.north}, ${made.id}, ${ile.person_id}, ${ile.part})`.execute(db),
    )
  for (const who of ['north:d:headteacher', 'north:ile']) {
    assert.equal((await app.get(ours.path, who)).status, 200, who)
    assert.equal((await app.get(other.path, who)).status, 404, who)
    assert.equal((await app.get('/north/review-groups/00000000-0000-4000-8000-000000000000', who)).status, 404, who)
    const programme = await app.get(`/north/programmes/${other.programme}`, who)
    assert.match(programme.text, /No review group that you belong to has been published yet/, who)
  }
})

test('lists: officers see every group, others their own, and a newcomer is told what happens next', async () => {
  await group()
  assert.match((await app.get('/north/review-groups', officer)).text, /River group/)
  assert.match((await app.get('/south/review-groups', 'south:z:senco')).text, /not in a published review group yet/)
  assert.equal((await app.get('/north/review-groups', 'south:z:senco')).status, 404)
})

test('a group is renamed and ended; only officers manage groups', async () => {
  const { path, programme: id } = await group()
  assert.equal(
    (await app.submit(`${path}/edit`, { name: 'Meadow group', note: 'Near the river' }, officer)).status,
    303,
  )
  assert.match((await app.get(path, officer)).text, /Near the river/)
  for (const end of ['edit', 'schools', 'leaders', 'publish', 'disband'])
    assert.equal((await app.get(`${path}/${end}`, 'north:c:headteacher')).status, 403)
  assert.equal((await app.submit(`${path}/disband`, {}, officer)).location, `/north/programmes/${id}`)
  assert.match((await app.get(path, officer)).text, /This group has ended/)
  assert.deepEqual((await app.post(`${path}/publish`, {}, officer)).errors, ['This group has ended'])
  assert.deepEqual((await app.post(`${path}/disband`, {}, officer)).errors, ['This group has ended already'])
})

test('a triad has a coach school: chosen before it is published, and no more when the school leaves', async () => {
  const programmeId = await app.as(officer, async (db, actor) => {
    const made = await createProgramme(db, actor, {
      name: 'Triads',
      model_key: 'inclusion-triads',
      framework_id: undefined,
      starts_on: Temporal.PlainDate.from('2026-09-01'),
      ends_on: Temporal.PlainDate.from('2027-07-20'),
    })
    assert.ok('id' in made)
    await joinProgramme(db, actor, made.id, ids('bcde'), app.clock.today())
    return made.id
  })
  const made = await app.as(officer, (db, actor) =>
    createGroup(db, actor, { programme_id: programmeId, name: 'River triad', school_ids: ids('cde') }),
  )
  assert.ok('id' in made)
  const path = `/north/review-groups/${made.id}`
  assert.match((await app.get(path, officer)).text, /The group has no coach school yet\. Choose it/)
  assert.match((await app.submit(`${path}/publish`, {}, officer)).text, /Choose the coach school of the group first/)
  const [stranger, coach] = ids('bd')
  const wrong = await app.submit(`${path}/edit`, { coach_school_id: stranger ?? '' }, officer)
  assert.deepEqual(wrong.errors, ['Choose a school of this group, or none'])
  assert.equal((await app.submit(`${path}/edit`, { coach_school_id: coach ?? '' }, officer)).status, 303)
  assert.match((await app.get(path, officer)).text, /Dunmere Community School Coach school/)
  assert.equal((await app.submit(`${path}/publish`, {}, officer)).status, 303)
  await app.database.asOwner((db) => sql`delete from review_group_school where school_id = ${coach}`.execute(db))
  assert.match((await app.get(path, officer)).text, /The group has no coach school yet/)
})
