import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { addLeader, createGroup, createProgramme, joinProgramme, publishGroup } from '../../review-groups/public.ts'
import { tasksFor } from '../leader.tasks.ts'
import { routes } from '../routes.ts'

const app = await testApp({ after }, routes)
const officer = 'north:partnership-officer'
const ile = 'north:ile'
const school = (letter: string) => app.world.schools[letter] ?? ''
const person = (key: string) => app.world.people.get(key)?.id ?? ''
const day = (text: string) => Temporal.PlainDate.from(text)

/** Cedar Lane, Dunmere, Elmstead and Appleford in one published group; Birchwood is of Appleford's trust. */
const { programme, group } = await app.as(officer, async (db, actor) => {
  const made = await createProgramme(db, actor, {
    name: 'Peer review',
    model_key: 'inclusion-peer-review',
    framework_id: undefined,
    starts_on: day('2026-09-01'),
    ends_on: day('2028-07-31'),
  })
  assert.ok('id' in made)
  const members = ['a', 'c', 'd', 'e'].map(school)
  await joinProgramme(db, actor, made.id, members, day('2026-09-01'))
  const hill = await createGroup(db, actor, { programme_id: made.id, name: 'Hill group', school_ids: members })
  assert.ok('id' in hill)
  const at = { now: app.clock.now(), baseUrl: 'http://localhost' }
  assert.equal(await publishGroup(db, actor, hill.id, at), undefined)
  return { programme: made.id, group: hill.id }
})
const here = `/north/programmes/${programme}/leaders`
const own = `${here}/${person(ile)}`

const secondLeader = await app.database.asOwner(async (db) => {
  const found = await sql<{ id: string }>`
    insert into person (partnership_id, email, name) values (${app.world.partnerships.north}, 'second@example.org', 'Second Leader') returning id`.execute(
    db,
  )
  const id = found.rows[0]?.id ?? ''
  await sql`insert into role_grant (partnership_id, person_id, role, reason) values (${app.world.partnerships.north}, ${id}, 'ile', 'A leader of the test')`.execute(
    db,
  )
  await sql`insert into role_grant (partnership_id, person_id, role, school_id, reason) values (${app.world.partnerships.north}, ${id}, 'governor', ${school('b')}, 'A governor of the test')`.execute(
    db,
  )
  return id
})

const rows = <T>(query: ReturnType<typeof sql<T>>) => app.database.asOwner(async (db) => (await query.execute(db)).rows)
const supporters = async () =>
  (await rows(sql<{ person_id: string }>`select person_id from review_group_leader where group_id = ${group}`)).map(
    ({ person_id }) => person_id,
  )
const answer = { days: '12', sectors: ['primary', 'secondary'], from_school_id: school('b') }

test('officers only see the matching; others are refused and other partnerships find nothing', async () => {
  assert.equal((await app.get(here, ile)).status, 403)
  assert.equal((await app.get(here, 'south:partnership-officer')).status, 404)
  const page = await app.get(here, officer)
  assert.equal(page.status, 200)
  assert.match(page.text, /A group of 6 takes 12 days of its leader: 6 visits at 2 days each/)
  assert.match(page.text, /all of a leader’s funded minimum of 12 days/)
  assert.match(page.text, /The groups need 8 days; the leaders who have answered give 0/)
  assert.match(page.text, /has not said how many days they can give/)
})

test('a leader is asked, answers for themselves only, and what is wrong is said and kept', async () => {
  const tasks = () => app.as(ile, (db, actor) => tasksFor(db, actor, app.clock.today()))
  assert.equal((await tasks()).length, 1)
  assert.deepEqual(await app.as('north:facilitator', (db, actor) => tasksFor(db, actor, app.clock.today())), [])
  assert.equal((await app.get(`${here}/${secondLeader}`, ile)).status, 404)
  assert.equal((await app.get(own, 'north:facilitator')).status, 404)
  assert.equal((await app.get(own, 'north:a:headteacher')).status, 403)
  assert.equal((await app.get(own, 'south:ile')).status, 404)

  const wrong = await app.submit(own, { days: 'many', note: 'Not on Fridays' }, ile)
  assert.equal(wrong.status, 422)
  assert.deepEqual(wrong.errors, ['Enter a number in digits, like 6', 'Choose at least one kind of school'])
  assert.match(wrong.body, /Not on Fridays/)
  const half = await app.submit(own, { ...answer, 'conflicts[0][school_id]': school('c') }, ile)
  assert.deepEqual(half.errors, ['Choose what you have to do with the school'])
  const vague = { 'conflicts[0][school_id]': school('z'), 'conflicts[0][kind]': 'other' }
  const foreign = await app.submit(own, { ...answer, ...vague }, ile)
  assert.deepEqual(foreign.errors, ['Choose a school of the partnership', 'Say in a few words what it is'])

  assert.equal((await app.submit(own, answer, ile)).status, 303)
  assert.deepEqual(
    (await tasks()).map(({ kind, title }) => [kind, title]),
    [['waiting', 'The officers match you to a review group']],
  )
  const kept = await rows(sql`select days, sectors, version from leader_answer where person_id = ${person(ile)}`)
  assert.deepEqual(kept, [{ days: 12, sectors: ['primary', 'secondary'], version: 1 }])
})

test('two people who change an answer see both', async () => {
  const opened = await app.get(own, ile)
  const field = (name: string) => opened.page.querySelector(`input[name="${name}"]`)?.getAttribute('value') ?? ''
  assert.equal((await app.submit(own, { days: '14' }, officer)).status, 303)
  const stale = await app.post(
    own,
    { _once: field('_once'), _version: field('_version'), _form: '', ...answer, days: '10' },
    ile,
  )
  assert.equal(stale.status, 409)
  assert.match(stale.text, /14 days/)
  assert.match(stale.text, /10 days/)
})

test('a match is worked out, changed by hand, and holds for nobody until it is adopted', async () => {
  const made = await app.submit(here, {}, officer, 'work-out')
  assert.equal(made.status, 303)
  const first = await app.get(made.location ?? '', officer)
  assert.match(first.text, /1 of 1 place filled/)
  assert.match(first.text, /ile of north New/)
  assert.match(first.text, /nobody else could/)
  assert.deepEqual(await supporters(), [])
  assert.equal((await app.get(made.location ?? '', 'south:partnership-officer')).status, 404)

  const place = `${group} ile`
  const refused = await app.submit(
    made.location ?? '',
    { place, kind: 'fix', person_id: secondLeader },
    officer,
    'again',
  )
  assert.equal(refused.status, 422)
  assert.match(refused.errors.join(), /Second Leader is a governor of Birchwood Academy, .* same trust as Appleford/)
  const forbid = { place, kind: 'forbid', person_id: person(ile) }
  const again = await app.submit(made.location ?? '', forbid, officer, 'again')
  const second = await app.get(again.location ?? '', officer)
  assert.match(second.text, /version 2/)
  assert.match(second.text, /0 of 1 place filled/)
  assert.match(
    second.text,
    /No leader has 8 days left for a group of primary and secondary schools outside Orchard Trust/,
  )
  assert.match(second.text, /was ruled out here/)
  assert.match(second.text, /One more leader with the usual days, .* would fill the empty place/)

  const adopt = `${made.location}/adopt`
  const check = await app.get(adopt, officer)
  assert.match(check.text, /1 leader: ile of north/)
  assert.match(check.text, /4 headteachers of the schools in Hill group/)
  assert.equal((await app.submit(adopt, {}, officer)).status, 303)
  assert.deepEqual(await supporters(), [person(ile)])
  assert.deepEqual(await app.as(ile, (db, actor) => tasksFor(db, actor, app.clock.today())), [])
  const mails = await rows(sql`select to_address from outbox_mail where kind = 'leaders-changed'`)
  assert.equal(mails.length, 5)
  const audit = await rows(
    sql`select action from audit_entry where action in ('group:add-leader', 'leader-match:adopt')`,
  )
  assert.equal(audit.length, 2)
  assert.match((await app.get(adopt, officer)).text, /adopted already/)
})

test('a match that was overtaken is not adopted', async () => {
  const found = await rows(sql<{ id: string }>`
    insert into leader_match (partnership_id, programme_id, number, result, created_by, created_at)
    select partnership_id, programme_id, 3, result, created_by, created_at from leader_match where number = 1 returning id`)
  const late = `${here}/matches/${found[0]?.id}/adopt`
  const refused = await app.submit(late, {}, officer)
  assert.equal(refused.status, 422)
  assert.deepEqual(refused.errors, ['Somebody changed who supports Hill group meanwhile. Work the match out again'])
  assert.deepEqual(await supporters(), [person(ile)])
})

test('a declared conflict keeps a leader from a group, also when somebody chooses by hand', async () => {
  const conflict = { 'conflicts[0][school_id]': school('c'), 'conflicts[0][kind]': 'family' }
  assert.equal((await app.submit(own, conflict, ile)).status, 303)
  const made = await app.submit(here, {}, officer, 'work-out')
  const page = await app.get(made.location ?? '', officer)
  assert.match(page.text, /has family at Cedar Lane School/)
  assert.match(page.text, /Hill group: ile of north → nobody/)
  assert.equal((await app.submit(`${made.location}/adopt`, {}, officer)).status, 303)
  assert.deepEqual(await supporters(), [])
  const refused = await app.as(officer, (db, actor) =>
    addLeader(db, actor, { id: group, model_key: 'inclusion-peer-review' }, person(ile), 'ile'),
  )
  assert.match(refused?.refused.message ?? '', /has family at Cedar Lane School/)
})
