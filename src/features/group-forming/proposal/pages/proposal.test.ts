import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import { type FormingWorld, formingWorld, mailsOfKind, prefer } from '../../../../../tests/support/proposals.ts'
import { tasksFor } from '../../public.ts'
import { answerProposal } from '../answer.acts.ts'
import { confirmProposal } from '../confirm.acts.ts'
import { propose } from '../propose.acts.ts'
import { proposalRoutes } from '../routes.ts'

const officer = 'north:partnership-officer'
const app = await testApp({ after }, proposalRoutes)
const lastDay = { 'objections_until-day': '8', 'objections_until-month': '12', 'objections_until-year': '2026' }
const day = Temporal.PlainDate.from
const at = () => ({ now: app.clock.now(), today: app.clock.today(), baseUrl: 'http://localhost' })
const start = Temporal.Instant.from('2026-11-24T10:00:00Z')

const forming = (world: FormingWorld) => `/north/programmes/${world.programme.id}/forming`
const schoolPage = (world: FormingWorld, letter: string) =>
  `/north/programmes/${world.programme.id}/schools/${world.schools[letter]}/proposal`

async function propose10(world: FormingWorld, groups = ['acfgh', 'deijk']): Promise<string> {
  app.clock.set(start)
  const arrangement_id = await world.version(groups)
  const done = await app.as(officer, (db, actor) =>
    propose(
      db,
      actor,
      { programme_id: world.programme.id, arrangement_id },
      { objections_until: day('2026-12-08'), message: '' },
      at(),
    ),
  )
  assert.ok('id' in done, JSON.stringify('refused' in done ? done.refused : ''))
  return arrangement_id
}

async function says(world: FormingWorld, letter: string, answer: 'content' | 'objects', reason = ''): Promise<void> {
  const outcome = await app.as(`north:${letter}:headteacher`, (db, actor) =>
    answerProposal(
      db,
      actor,
      { programme_id: world.programme.id, school_id: world.schools[letter] ?? '' },
      { answer, reason },
      { version: 0 },
      at(),
    ),
  )
  assert.equal(outcome.kind, 'saved', JSON.stringify(outcome))
}

const groupsNow = async (world: FormingWorld) => {
  const { rows } = await app.database.asOwner((db) =>
    sql<{ name: string; ended: boolean; published: boolean; ids: string[] }>`
      select g.name, g.disbanded_at is not null as ended, g.published_at is not null as published,
             array(select school_id::text from review_group_school m where m.group_id = g.id) as ids
        from review_group g where g.programme_id = ${world.programme.id} order by g.name`.execute(db),
  )
  return rows.map(({ name, ended, published, ids }) => ({
    name,
    state: ended ? 'ended' : published ? 'published' : 'waiting',
    letters: ids.map(world.letterOf).sort().join(''),
  }))
}

const proposalRow = (world: FormingWorld) =>
  app.database.asOwner((db) =>
    sql<{ number: number; until: string; confirmed: boolean; withdrawn: boolean }>`
      select a.number, p.objections_until::text as until, p.confirmed_at is not null as confirmed, p.withdrawn_at is not null as withdrawn
        from group_proposal p join arrangement a on a.id = p.arrangement_id
       where p.programme_id = ${world.programme.id} order by p.published_at`.execute(db),
  )

test('before anything is sent an officer sees until when, who gets an email, what it says, and who must be told otherwise', async () => {
  const world = await formingWorld(app)
  await prefer(app, world, {
    a: { priorities: ['leadership'] },
    c: { strengths: ['leadership'], priorities: ['outcomes'] },
  })
  const version = await world.version(['acfgh', 'deijk'])
  const path = `${forming(world)}/versions/${version}/propose`
  const opened = await app.get(path, officer)
  assert.match(opened.text, /2 groups of 10 schools/)
  assert.match(opened.text, /Propose and send 4 emails/)
  assert.match(opened.text, /No headteacher is known at F\. newcomer/)
  // Ten school days after Tuesday 24 November; the training day of nobody lies between.
  assert.equal(opened.page.querySelector('[name="objections_until-day"]')?.getAttribute('value'), '8')
  assert.match(
    opened.text,
    /You look for help with .*[Ll]eadership.*: Cedar Lane School is strong in it/,
    'the head of a is told what c brings',
  )
  const typed = await app.submit(
    path,
    { ...lastDay, message: 'Thank you for your patience.', preview: world.schools.c ?? '' },
    officer,
  )
  assert.equal(typed.status, 200)
  assert.match(typed.text, /Thank you for your patience\. Until Tuesday 8 December 2026/)
  assert.doesNotMatch(typed.text, /outcomes.*is strong/i)
  assert.equal((await proposalRow(world)).rows.length, 0, 'looking sends nothing')
})

test('a day that is no school day or too early is refused with the text kept; then it is sent, and nothing else changes', async () => {
  const world = await formingWorld(app)
  const path = `${forming(world)}/versions/${await world.version(['acfgh', 'deijk'])}/propose`
  const message = 'Please look at the map.'
  for (const [when, says] of [
    ['6', /Schools are closed on Sunday 6 December 2026/],
    ['24', /Choose Tuesday 25 November 2026|Choose Wednesday 25 November 2026 or later/],
  ] as const) {
    const refused = await app.submit(
      path,
      {
        ...lastDay,
        'objections_until-day': when,
        'objections_until-month': when === '24' ? '11' : '12',
        message,
        send: 'yes',
      },
      officer,
    )
    assert.equal(refused.status, 422)
    assert.match(refused.errors.join(), says)
    assert.match(refused.body, /Please look at the map\./)
  }
  const before = (await mailsOfKind(app, 'group-proposal-published')).length
  const sent = await app.submit(path, { ...lastDay, message, send: 'yes' }, officer)
  assert.equal(sent.location, `${forming(world)}/proposal`)
  const mails = (await mailsOfKind(app, 'group-proposal-published')).slice(before)
  assert.deepEqual(
    mails.map(({ to }) => to),
    ['a', 'c', 'd', 'e'].map((letter) => `north.${letter}.headteacher@example.org`),
  )
  assert.match(mails[0]?.text ?? '', /Appleford Primary School would be in Northdale 1.*Cedar Lane School \(2\.0 km\)/s)
  assert.match(mails[0]?.text ?? '', /Please look at the map\./)
  assert.match(mails[0]?.text ?? '', new RegExp(`http://localhost${schoolPage(world, 'a')}`))
  assert.deepEqual(await groupsNow(world), [])
  const again = await app.submit(path, lastDay, officer).catch(String)
  assert.match(String(again), /has no form/, 'the version that is proposed is not proposed again')
})

test('a version that breaks a rule, or has a school that left, cannot be sent, and says what to do', async () => {
  const world = await formingWorld(app)
  const version = await world.version(['acf', 'deghijk'])
  const path = `${forming(world)}/versions/${version}/propose`
  const opened = await app.get(path, officer)
  assert.match(opened.text, /Northdale 1: A review group has 4 to 6 schools; this one has only 3/)
  assert.equal(opened.page.querySelector('main form'), null)
  const good = await world.version(['acfgh', 'deijk'])
  await app.database.asOwner((db) =>
    sql`update programme_school set left_on = '2026-11-20' where programme_id = ${world.programme.id} and school_id = ${world.schools.f}`.execute(
      db,
    ),
  )
  const left = await app.get(`${forming(world)}/versions/${good}/propose`, officer)
  assert.match(left.text, /F\. newcomer \d+, in Northdale 1, has left the programme/)
  await world.join('l')
  const missing = await app.get(`${forming(world)}/versions/${await world.version(['acgh', 'deijk'])}/propose`, officer)
  assert.match(missing.text, /L\. newcomer \d+ takes part in the programme but is missing in this version/)
  assert.ok(missing.page.querySelector('main form'), 'that is advice')
})

test('the school sees its group with the reasons, the head answers, and can change the answer until the last day', async () => {
  const world = await formingWorld(app)
  await prefer(app, world, {
    a: { priorities: ['leadership', 'outcomes'], wishes: 'd' },
    c: { strengths: ['leadership'] },
  })
  await propose10(world)
  for (const who of ['headteacher', 'senior-leader', 'senco', 'governor']) {
    const seen = await app.get(schoolPage(world, 'a'), `north:a:${who}`)
    assert.equal(seen.status, 200, who)
    assert.match(seen.text, /Cedar Lane School, 2\.0 km away/)
    assert.match(seen.text, /none of your partners named it as a strength/)
    assert.match(seen.text, /You wished to work with Dunmere Community School\. This wish could not be met/)
    assert.match(seen.text, /If nobody says anything by then, your school counts as content/)
    assert.equal(seen.body.includes('/proposal/answer'), who === 'headteacher' || who === 'senior-leader', who)
  }
  const path = `${schoolPage(world, 'a')}/answer`
  const tasks = async () =>
    (await app.as('north:a:headteacher', (db, actor) => tasksFor(db, actor, app.clock.today()))).filter(({ href }) =>
      href.includes(world.programme.id),
    )
  assert.equal((await tasks())[0]?.due?.toString(), '2026-12-08')
  assert.equal((await tasks())[0]?.kind, 'now')
  const empty = await app.submit(path, { answer: 'objects' }, 'north:a:headteacher')
  assert.equal(empty.status, 422)
  assert.match(empty.errors.join(), /Say why you object/)
  const objected = await app.submit(
    path,
    { answer: 'objects', reason: 'The lane floods in winter.' },
    'north:a:headteacher',
  )
  assert.equal(objected.location, schoolPage(world, 'a'))
  assert.equal((await tasks())[0]?.kind, 'coming')
  assert.match((await app.get(schoolPage(world, 'a'), 'north:a:governor')).text, /The lane floods in winter\./)
  await app.submit(path, { answer: 'content' }, 'north:a:senior-leader')
  assert.match((await app.get(schoolPage(world, 'a'), 'north:a:senco')).text, /Your school is content/)
  app.clock.set(Temporal.Instant.from('2026-12-09T09:00:00Z'))
  const late = await app.get(path, 'north:a:headteacher')
  assert.match(late.text, /The last day to answer was 8 December 2026/)
  assert.match((await app.get(schoolPage(world, 'a'), 'north:a:headteacher')).text, /The last day to answer was/)
  app.clock.set(start)
})

test('two leaders of a school who answer at once see both answers, and nothing typed is lost', async () => {
  const world = await formingWorld(app)
  await propose10(world)
  const path = `${schoolPage(world, 'c')}/answer`
  const opened = await app.get(path, 'north:c:senior-leader')
  const once = opened.page.querySelector('[name="_once"]')?.getAttribute('value') ?? ''
  const arrangement = opened.page.querySelector('[name="arrangement"]')?.getAttribute('value') ?? ''
  await app.submit(path, { answer: 'objects', reason: 'Too far by bus.' }, 'north:c:headteacher')
  const mine = { answer: 'objects', reason: 'We were with them before.', arrangement, _once: once, _version: '0' }
  const both = await app.post(path, mine, 'north:c:senior-leader')
  assert.equal(both.status, 409)
  assert.match(both.text, /Too far by bus\./)
  assert.match(both.text, /We were with them before\./)
})

test('an answer to groups that changed while the page was open is not taken for the new ones', async () => {
  const world = await formingWorld(app)
  await propose10(world)
  const path = `${schoolPage(world, 'c')}/answer`
  const opened = await app.get(path, 'north:c:headteacher')
  const value = (name: string) => opened.page.querySelector(`[name="${name}"]`)?.getAttribute('value') ?? ''
  await propose10(world, ['adfgh', 'ceijk'])
  const sent = await app.post(
    path,
    { answer: 'objects', reason: 'Kept', arrangement: value('arrangement'), _once: value('_once'), _version: '0' },
    'north:c:headteacher',
  )
  assert.equal(sent.status, 422)
  assert.match(sent.errors.join(), /changed after you opened this page/)
  assert.match(sent.body, /Kept/)
})

test('officers see who says what, decide an objection, and the school gets the reply', async () => {
  const world = await formingWorld(app)
  const version = await propose10(world)
  await says(world, 'a', 'content')
  await says(world, 'c', 'objects', 'The ferry does not run before nine.')
  const here = `${forming(world)}/proposal`
  const seen = await app.get(here, officer)
  assert.match(seen.text, /1 content, 1 objecting and 8 not answered, of 10 schools/)
  assert.match(seen.text, /The ferry does not run before nine\./)
  assert.ok(seen.body.includes(`${forming(world)}/versions/${version}/schools/${world.schools.c}`))
  const only = await app.get(`${here}?show=content`, officer)
  assert.deepEqual(
    only.page.querySelectorAll('tbody th').map((cell) => cell.text.trim()),
    ['Appleford Primary School'],
  )
  const decide = `${here}/schools/${world.schools.c}`
  const noReason = await app.submit(decide, { decision: 'stays' }, officer)
  assert.match(noReason.errors.join(), /Say why the school stays/)
  const tooSoon = await app.submit(decide, { decision: 'changed' }, officer)
  assert.match(tooSoon.errors.join(), /has not changed since it objected/)
  await app.submit(decide, { decision: 'stays', because: 'Visits begin at half past nine.' }, officer)
  const [mail] = await mailsOfKind(app, 'group-proposal-reply')
  assert.equal(mail?.to, 'north.c.headteacher@example.org')
  assert.match(mail?.text ?? '', /The ferry does not run before nine\..*stays in the group.*half past nine/s)
  assert.match((await app.get(schoolPage(world, 'c'), 'north:c:headteacher')).text, /Visits begin at half past nine\./)
  assert.match((await app.get(here, officer)).text, /Decided: the school stays in this group/)
})

test('reminders go once a day to those who have not answered; more time is told to all; a withdrawal says why', async () => {
  const world = await formingWorld(app)
  await propose10(world)
  await says(world, 'a', 'content')
  const here = `${forming(world)}/proposal`
  await app.submit(`${here}/remind`, {}, officer)
  assert.deepEqual(
    (await mailsOfKind(app, 'group-proposal-reminder')).map(({ to }) => to),
    ['c', 'd', 'e'].map((letter) => `north.${letter}.headteacher@example.org`),
  )
  assert.match((await app.get(`${here}/remind`, officer)).text, /Wait a day before you remind them again/)
  const earlier = await app.submit(`${here}/last-day`, { ...lastDay, 'objections_until-day': '7' }, officer)
  assert.match(earlier.errors.join(), /Choose a day after Tuesday 8 December 2026/)
  await app.submit(`${here}/last-day`, { ...lastDay, 'objections_until-day': '11' }, officer)
  assert.equal((await proposalRow(world)).rows[0]?.until, '2026-12-11')
  assert.equal((await mailsOfKind(app, 'group-proposal-later')).length, 4)
  assert.match((await app.submit(`${here}/withdraw`, { reason: '' }, officer)).errors.join(), /Say why/)
  await app.submit(`${here}/withdraw`, { reason: 'A school closes in spring.' }, officer)
  assert.equal((await proposalRow(world)).rows[0]?.withdrawn, true)
  assert.match((await mailsOfKind(app, 'group-proposal-withdrawn'))[0]?.text ?? '', /A school closes in spring\./)
  assert.match((await app.get(schoolPage(world, 'a'), 'north:a:senco')).text, /A school closes in spring\./)
  await propose10(world)
  assert.equal((await proposalRow(world)).rows.length, 2, 'groups can be proposed again')
})

test('a changed version tells only those with other partners, asks them again, and keeps the other answers', async () => {
  const world = await formingWorld(app)
  const first = await propose10(world, ['acfg', 'dehijk'])
  await says(world, 'a', 'content')
  await says(world, 'd', 'objects', 'Too many schools.')
  app.clock.set(Temporal.Instant.from('2026-12-04T10:00:00Z'))
  const version = await world.version(['acfg', 'dhijk', 'e'].slice(0, 1).concat(['dehij']))
  const path = `${forming(world)}/versions/${version}/propose`
  assert.match((await app.get(path, officer)).text, /K\. newcomer \d+ takes part in the programme but is missing/)
  const changed = await world.version(['acfgk', 'dehij'])
  const check = await app.get(`${forming(world)}/versions/${changed}/propose`, officer)
  assert.match(check.text, /Version 1 is proposed to the schools now\. This version replaces it: 10 schools/)
  const same = await world.version(['fgca', 'kjihed'])
  assert.match(
    (await app.get(`${forming(world)}/versions/${same}/propose`, officer)).text,
    /No school’s partners would be different/,
  )
  assert.ok(first)
  const two = await formingWorld(app)
  await two.join('lmno')
  await propose10(two, ['acfgh', 'deij', 'klmno'])
  await says(two, 'a', 'content')
  await says(two, 'd', 'objects', 'Not with them.')
  app.clock.set(Temporal.Instant.from('2026-12-04T10:00:00Z'))
  const next = `${forming(two)}/versions/${await two.version(['acfgh', 'deijk', 'lmno'])}/propose`
  const opened = await app.get(next, officer)
  assert.match(opened.text, /9 schools would have other partners than proposed before/)
  // Five school days after Friday 4 December.
  assert.equal(opened.page.querySelector('[name="objections_until-day"]')?.getAttribute('value'), '11')
  const before = (await mailsOfKind(app, 'group-proposal-changed')).length
  const refused = await app.submit(next, { ...lastDay, send: 'yes' }, officer)
  assert.match(refused.errors.join(), /at least 5 school days/)
  await app.submit(next, { send: 'yes' }, officer)
  const told = (await mailsOfKind(app, 'group-proposal-changed')).slice(before)
  assert.deepEqual(
    told.map(({ to }) => to),
    ['d', 'e'].map((letter) => `north.${letter}.headteacher@example.org`),
  )
  assert.match(told[0]?.text ?? '', /has changed\. New: K\. newcomer/)
  const officers = await app.get(`${forming(two)}/proposal`, officer)
  assert.match(officers.text, /1 content, 0 objecting and 13 not answered/)
  assert.match((await app.get(schoolPage(two, 'd'), 'north:d:headteacher')).text, /Please answer again/)
  await app.submit(`${forming(two)}/proposal/schools/${two.schools.d}`, { decision: 'changed' }, officer)
  assert.match((await app.get(`${forming(two)}/proposal`, officer)).text, /Decided: the group was changed/)
  app.clock.set(start)
})

test('confirming waits for the last day and for decisions, then makes and publishes all groups, once', async () => {
  const world = await formingWorld(app)
  const waiting = await world.reviewGroup('Old group', 'acfg', false)
  await world.reviewGroup('Other group', 'hi')
  app.clock.set(start)
  const arrangement_id = await world.version(['acfgh', 'deijk'], [waiting, null])
  await app.as(officer, (db, actor) =>
    propose(
      db,
      actor,
      { programme_id: world.programme.id, arrangement_id },
      { objections_until: day('2026-12-08'), message: '' },
      at(),
    ),
  )
  await says(world, 'c', 'objects', 'Too far.')
  const path = `${forming(world)}/proposal/confirm`
  assert.match((await app.get(path, officer)).text, /1 objection waits for a decision/)
  await app.submit(
    `${forming(world)}/proposal/schools/${world.schools.c}`,
    { decision: 'stays', because: 'It is the nearest.' },
    officer,
  )
  assert.match((await app.get(path, officer)).text, /Schools can object until 8 December 2026/)
  app.clock.set(Temporal.Instant.from('2026-12-09T10:00:00Z'))
  const check = await app.get(path, officer)
  assert.match(check.text, /Old group Changes/)
  assert.match(check.text, /Northdale 2 New/)
  assert.match(check.text, /Other group Ends/)
  const fields = { _once: check.page.querySelector('[name="_once"]')?.getAttribute('value') ?? '', _form: '' }
  const [one, two] = await Promise.all([app.post(path, fields, officer), app.post(path, fields, officer)])
  assert.equal(one.location, `/north/programmes/${world.programme.id}`)
  assert.equal(two.location, one.location, 'a double click does it once')
  assert.deepEqual(await groupsNow(world), [
    { name: 'Northdale 2', state: 'published', letters: 'deijk' },
    { name: 'Old group', state: 'published', letters: 'acfgh' },
    { name: 'Other group', state: 'ended', letters: 'hi' },
  ])
  const mails = await mailsOfKind(app, 'group-published')
  assert.equal(mails.length, 4)
  assert.match((await app.get(path, officer)).text, /These groups have been confirmed already/)
  assert.match(
    (await app.get(schoolPage(world, 'a'), 'north:a:senco')).text,
    /The groups were confirmed on 9 December 2026/,
  )
  app.clock.set(start)
})

test('when something changed meanwhile, confirming changes nothing at all', async () => {
  const world = await formingWorld(app)
  await propose10(world)
  app.clock.set(Temporal.Instant.from('2026-12-09T10:00:00Z'))
  const path = `${forming(world)}/proposal/confirm`
  const opened = await app.get(path, officer)
  await app.database.asOwner((db) =>
    sql`update programme_school set left_on = '2026-12-09' where programme_id = ${world.programme.id} and school_id = ${world.schools.f}`.execute(
      db,
    ),
  )
  const refused = await app.post(
    path,
    { _once: opened.page.querySelector('[name="_once"]')?.getAttribute('value') ?? '', _form: '' },
    officer,
  )
  assert.equal(refused.status, 422)
  assert.match(refused.errors.join(), /Northdale 1: 1 of its schools has left the programme/)
  assert.deepEqual(await groupsNow(world), [])
  assert.equal((await proposalRow(world)).rows[0]?.confirmed, false)
  assert.match((await app.get(path, officer)).text, /F\. newcomer \d+, in Northdale 1, has left the programme/)
  app.clock.set(start)
})

test('a school that hosts a review stays in its group', async () => {
  const world = await formingWorld(app)
  const group = await world.reviewGroup('Hill', 'acfg')
  await world.reviewGroup('Vale', 'dehi')
  await app.database.asOwner((db) =>
    sql`insert into review (partnership_id, programme_id, group_id, host_school_id, created_by)
        values (${app.world.partnerships.north}, ${world.programme.id}, ${group}, ${world.schools.a}, ${app.world.people.get(officer)?.id})`.execute(
      db,
    ),
  )
  const moved = await world.version(['dcfgk', 'aehij'], [group, null])
  const opened = await app.get(`${forming(world)}/versions/${moved}/propose`, officer)
  assert.match(opened.text, /Appleford Primary School has a review in Hill, so it stays there/)
  const kept = await world.version(['acfgk', 'dehij'])
  assert.ok((await app.get(`${forming(world)}/versions/${kept}/propose`, officer)).page.querySelector('main form'))
})

test('early, when every school is content; a group that stays as it is asks nobody', async () => {
  const world = await formingWorld(app)
  await world.reviewGroup('Far', 'fghi')
  await world.join('l')
  app.clock.set(start)
  await propose10(world, ['fghi', 'acdej'])
  const here = `${forming(world)}/proposal`
  assert.match((await app.get(here, officer)).text, /of 5 schools that were asked/)
  assert.equal((await app.get(schoolPage(world, 'f'), officer)).status, 404)
  for (const letter of 'acde') await says(world, letter, 'content')
  assert.match((await app.get(here, officer)).text, /You cannot confirm the groups yet/)
  await app.database.asOwner((db) =>
    sql`insert into group_proposal_answer (partnership_id, proposal_id, school_id, arrangement_id, answer, answered_by, answered_at)
        select partnership_id, id, ${world.schools.j}, arrangement_id, 'content', published_by, now() from group_proposal where programme_id = ${world.programme.id}`.execute(
      db,
    ),
  )
  const confirm = (who: string) => app.as(who, (db, actor) => confirmProposal(db, actor, world.programme, at()))
  const both = await Promise.all([confirm(officer), confirm('north:partnership-lead')])
  const [done, ...others] = both.filter((one) => 'made' in one)
  assert.deepEqual([done?.made, done?.changed, done?.ended], [1, 0, 0], JSON.stringify(both))
  assert.equal(others.length, 0, 'of two officers at the same moment one confirms')
  assert.deepEqual(
    (await groupsNow(world)).map(({ letters }) => letters),
    ['fghi', 'acdej'],
  )
})

test('nobody else gets in: other schools, other roles, another partnership, and nothing proposed', async () => {
  const world = await formingWorld(app)
  assert.equal((await app.get(schoolPage(world, 'a'), 'north:a:headteacher')).status, 404)
  assert.match(
    (await app.get(`${forming(world)}/proposal`, officer)).text,
    /No groups have been proposed to the schools yet/,
  )
  const version = await propose10(world)
  const paths = ['', '/remind', '/last-day', '/withdraw', '/confirm', `/schools/${world.schools.a}`].map(
    (end) => `${forming(world)}/proposal${end}`,
  )
  for (const path of [...paths, `${forming(world)}/versions/${version}/propose`]) {
    assert.equal((await app.get(path, 'north:a:headteacher')).status, 403, path)
    assert.equal((await app.get(path.replace('/north/', '/south/'), 'south:partnership-officer')).status, 404, path)
  }
  assert.equal((await app.get(schoolPage(world, 'a'), 'north:c:headteacher')).status, 404)
  assert.equal((await app.get(`${schoolPage(world, 'a')}/answer`, 'north:c:headteacher')).status, 404)
  assert.equal((await app.get(`${schoolPage(world, 'a')}/answer`, 'north:a:senco')).status, 403)
  assert.equal((await app.get(`${schoolPage(world, 'a')}/answer`, officer)).status, 403)
  assert.equal((await app.get(schoolPage(world, 'a'), 'north:ile')).status, 404)
  assert.equal((await app.get(schoolPage(world, 'a').replace('/north/', '/south/'), 'south:z:headteacher')).status, 404)
})
