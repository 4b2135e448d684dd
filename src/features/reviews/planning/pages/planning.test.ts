import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../../tests/support/app.ts'
import {
  addClosedDays,
  addLeader,
  createGroup,
  createProgramme,
  joinProgramme,
  publishGroup,
} from '../../../review-groups/public.ts'
import { reviewFor } from '../../review.queries.ts'
import { tasksFor } from '../../review.tasks.ts'
import { scheduleVisit } from '../review.acts.ts'
import { planningRoutes } from '../routes.ts'
import { startReview } from '../start.acts.ts'
import { answerInvitation, inviteMember } from '../team.acts.ts'

const officer = 'north:partnership-officer'
const hostHead = 'north:c:headteacher'
const lead = 'north:d:headteacher'
const reviewer = 'north:e:senco'
const ile = 'north:ile'

const app = await testApp({ after }, planningRoutes)
const { world } = app
const school = (letter: string) => world.schools[letter] ?? ''
const person = (key: string) => world.people.get(key)?.id ?? ''
const at = () => ({ now: app.clock.now(), baseUrl: 'http://localhost' })
let count = 0

/** A published group of b, c, d and e with its ILE; answers its id. */
async function group(): Promise<string> {
  count += 1
  return app.as(officer, async (db, actor) => {
    const programme = await createProgramme(db, actor, {
      name: `Programme ${count}`,
      model_key: 'inclusion-peer-review',
      framework_id: undefined,
      starts_on: Temporal.PlainDate.from('2026-09-01'),
      ends_on: Temporal.PlainDate.from('2028-07-20'),
    })
    assert.ok('id' in programme)
    await joinProgramme(db, actor, programme.id, ['b', 'c', 'd', 'e'].map(school), app.clock.today())
    const made = await createGroup(db, actor, {
      programme_id: programme.id,
      name: 'River group',
      school_ids: ['b', 'c', 'd', 'e'].map(school),
    })
    assert.ok('id' in made)
    assert.equal(
      await addLeader(db, actor, { id: made.id, model_key: 'inclusion-peer-review' }, person(ile), 'ile'),
      undefined,
    )
    assert.equal(await publishGroup(db, actor, made.id, at()), undefined)
    return made.id
  })
}

/** A review of school c; answers the path of its page. */
async function review(): Promise<{ id: string; path: string; group: string }> {
  const groupId = await group()
  const id = await app.as(officer, async (db, actor) => {
    const started = await startReview(db, actor, { group_id: groupId, host_school_id: school('c') }, at())
    assert.ok('id' in started)
    return started.id
  })
  return { id, path: `/north/reviews/${id}`, group: groupId }
}

/** The same with d's head leading, e's SENCO and the ILE on the team. */
async function withTeam() {
  const made = await review()
  await app.as(officer, async (db, actor) => {
    for (const [key, part] of [
      [lead, 'lead-reviewer'],
      [reviewer, 'reviewer'],
      [ile, 'ile'],
    ] as const) {
      assert.equal(await inviteMember(db, actor, made.id, { person_id: person(key), part }, at()), undefined)
    }
  })
  for (const key of [lead, reviewer, ile]) {
    await app.as(key, async (db, actor) =>
      assert.equal(await answerInvitation(db, actor, made.id, { accept: true }, at()), undefined),
    )
  }
  return made
}

const schedule = (id: string, day: string) =>
  app.as(officer, (db, actor) =>
    scheduleVisit(
      db,
      actor,
      id,
      {
        visit_on: Temporal.PlainDate.from(day),
        visit_starts: Temporal.PlainTime.from('08:45'),
        visit_ends: Temporal.PlainTime.from('15:30'),
        arrange_meetings: true,
      },
      at(),
    ),
  )

function day(field: string, text: string) {
  const [year = '', month = '', date = ''] = text.split('-')
  return { [`${field}-day`]: date, [`${field}-month`]: month, [`${field}-year`]: year }
}

type Mail = { to_address: string; subject: string; text: string; attachments: { content: string; type: string }[] }
async function mails(kind: string): Promise<Mail[]> {
  const found = await app.database.asOwner((db) =>
    sql<Mail>`delete from outbox_mail where kind = ${kind} returning to_address, subject, text, attachments`.execute(
      db,
    ),
  )
  return found.rows.sort((a, b) => a.to_address.localeCompare(b.to_address))
}

test('a headteacher starts the review of their own school only, and once', async () => {
  const groupId = await group()
  const page = await app.get(`/north/reviews/new?group=${groupId}`, hostHead)
  assert.deepEqual(
    page.page.querySelectorAll('.govuk-radios__label').map((label) => label.text.trim()),
    ['Cedar Lane School'],
  )
  const started = await app.submit(`/north/reviews/new?group=${groupId}`, { host_school_id: school('c') }, hostHead)
  assert.equal(started.status, 303)
  const review = await app.get(started.location ?? '', hostHead)
  assert.match(review.text, /Find a lead reviewer/)
  assert.match(review.text, /Host lead: C\. headteacher of north/)
  const again = await app.get(`/north/reviews/new?group=${groupId}`, hostHead)
  assert.match(again.text, /Every school for which you can start a review has one/)
  const others = await app.as(hostHead, (db, actor) =>
    startReview(db, actor, { group_id: groupId, host_school_id: school('d') }, at()),
  )
  assert.ok('refused' in others)
  assert.equal((await app.get('/north/reviews/new', 'north:c:senco')).status, 403)
})

test('the head of the host hears of a review that an officer starts', async () => {
  await mails('review-started')
  await review()
  const [mail] = await mails('review-started')
  assert.equal(mail?.to_address, 'north.c.headteacher@example.org')
})

test('a review is found by those whose business it is, with what their part may see', async () => {
  const { path, id } = await withTeam()
  assert.match((await app.get(path, lead)).text, /Your part Lead reviewer/)
  assert.match((await app.get(path, 'north:b:senco')).text, /Your group\. You see dates and team\./)
  const officers = await app.get(path, officer)
  assert.match(officers.text, /never what the team and the school write/)
  assert.doesNotMatch(officers.body, /\/prepare"|\/notes"|\/findings"|\/write-up"/)
  assert.equal((await app.get(path, 'north:a:headteacher')).status, 404)
  assert.equal((await app.get(path, 'south:partnership-lead')).status, 404)
  assert.equal((await app.get(path.replace('north', 'south'), 'south:partnership-lead')).status, 404)
  await app.database.asOwner((db) => sql`update review set focus = 'Reading in year 7' where id = ${id}`.execute(db))
  assert.equal((await app.as(officer, (db, actor) => reviewFor(db, actor, id)))?.focus, '')
  assert.equal((await app.as(reviewer, (db, actor) => reviewFor(db, actor, id)))?.focus, 'Reading in year 7')
})

test('the day of a visit is checked, its windows are shown, then it is saved and everybody is told', async () => {
  const { path } = await withTeam()
  const refused = await app.submit(`${path}/schedule`, day('visit_on', '2026-12-25'), lead)
  assert.equal(refused.status, 422)
  assert.match(
    refused.errors[0] ?? '',
    /Cedar Lane School is not open on Friday 25 December 2026, because it is a bank holiday/,
  )
  assert.equal(refused.page.querySelector('#visit_on-day')?.getAttribute('value'), '25')
  const wanted = day('visit_on', '2027-01-21')
  const shown = await app.submit(`${path}/schedule`, wanted, lead)
  assert.equal(shown.status, 200)
  assert.match(shown.text, /Follow-up meeting: from 4 March 2027 to 18 March 2027/)
  assert.match(shown.text, /Check-in: Friday 30 April 2027/)
  assert.match(shown.text, /C\. headteacher of north, D\. headteacher of north, E\. senco of north and ile of north/)
  await mails('visit-arranged')
  const saved = await app.submit(`${path}/schedule`, { ...wanted, checked: '2027-01-21' }, lead)
  assert.equal(saved.status, 303)
  const sent = await mails('visit-arranged')
  assert.deepEqual(
    sent.map((mail) => mail.to_address),
    [
      'north.c.headteacher@example.org',
      'north.d.headteacher@example.org',
      'north.e.senco@example.org',
      'north.ile@example.org',
    ],
  )
  assert.equal(sent[0]?.attachments.length, 4)
  assert.match(sent[0]?.attachments[0]?.content ?? '', /DTSTART:20270121T084500Z/)
  const page = await app.get(path, hostHead)
  assert.match(page.text, /Thursday 21 January 2027, from 8:45am to 3:30pm/)
  assert.match(page.text, /7 January 2027 at 3:45pm/)
})

test('a visit that moves takes its meetings with it and says so', async () => {
  const { path, id } = await withTeam()
  assert.ok(!('refused' in (await schedule(id, '2027-01-19'))))
  await mails('visit-arranged')
  const shown = await app.submit(`${path}/schedule`, day('visit_on', '2027-03-11'), lead)
  assert.match(shown.text, /Follow-up meeting: from 9 March 2027 to Monday 10 May 2027/)
  await app.submit(`${path}/schedule`, { ...day('visit_on', '2027-03-11'), checked: '2027-03-11' }, lead)
  const [mail] = await mails('visit-arranged')
  assert.match(mail?.subject ?? '', /New day: visit to Cedar Lane School, 11 March 2027/)
  assert.match(mail?.text ?? '', /has moved from 19 January 2027\. It is now on Thursday 11 March 2027/)
  assert.match(
    mail?.text ?? '',
    /With it move the follow-up meeting from 9 March 2027 to 10 May 2027 and the check-in from 28 April 2027 to 21 June 2027/,
  )
  assert.match(mail?.attachments[0]?.content ?? '', /SEQUENCE:3/)
})

test('two visits of a group, and two visits of one person, are never on one day', async () => {
  const first = await withTeam()
  assert.ok(!('refused' in (await schedule(first.id, '2027-01-27'))))
  const second = await app.as(officer, (db, actor) =>
    startReview(db, actor, { group_id: first.group, host_school_id: school('d') }, at()),
  )
  assert.ok('id' in second)
  const clash = await app.submit(`/north/reviews/${second.id}/schedule`, day('visit_on', '2027-01-27'), officer)
  assert.deepEqual(clash.errors, ['The group visits Cedar Lane School on that day. Choose another day.'])
  assert.match(clash.text, /Days that are taken .*Wednesday 27 January 2027: visit to Cedar Lane School, same group/)
  const third = await withTeam()
  const busy = await app.submit(`${third.path}/schedule`, day('visit_on', '2027-01-27'), officer)
  assert.match(busy.errors[0] ?? '', /on the visit to Cedar Lane School on that day/)
})

test("the host's own closed day is no day for a visit", async () => {
  const { path } = await review()
  await app.as(officer, (db, actor) =>
    addClosedDays(db, actor, [{ closed_on: Temporal.PlainDate.from('2028-02-01'), reason: 'Boiler' }], school('c')),
  )
  const refused = await app.submit(`${path}/schedule`, day('visit_on', '2028-02-01'), officer)
  assert.match(refused.errors[0] ?? '', /because schools are closed \(Boiler\)/)
})

test('who may not choose the day is told so', async () => {
  const { path } = await withTeam()
  assert.equal((await app.get(`${path}/schedule`, reviewer)).status, 403)
  assert.equal((await app.get(`${path}/schedule`, 'north:b:headteacher')).status, 403)
  assert.equal((await app.get(`${path}/schedule`, 'north:a:headteacher')).status, 404)
})

test('a meeting is arranged: outside its window only after a second look', async () => {
  const { path, id } = await withTeam()
  assert.match((await app.get(`${path}/plan/follow-up`, lead)).text, /The visit has no day yet/)
  await app.as(officer, (db, actor) =>
    scheduleVisit(
      db,
      actor,
      id,
      {
        visit_on: Temporal.PlainDate.from('2027-01-28'),
        visit_starts: Temporal.PlainTime.from('08:45'),
        visit_ends: Temporal.PlainTime.from('15:30'),
      },
      at(),
    ),
  )
  const page = await app.get(`${path}/plan/follow-up`, lead)
  assert.equal(page.page.querySelector('#meets_on-day')?.getAttribute('value'), '18')
  const early = await app.submit(`${path}/plan/follow-up`, day('meets_on', '2027-02-03'), lead)
  assert.equal(early.status, 200)
  assert.match(early.text, /Wednesday 3 February 2027 is before the proposed time, 11 March 2027 to 25 March 2027/)
  await mails('meeting-arranged')
  const saved = await app.submit(
    `${path}/plan/follow-up`,
    { ...day('meets_on', '2027-02-03'), checked: '2027-02-03', place: 'Cedar Lane School', link: '' },
    lead,
  )
  assert.equal(saved.status, 303)
  const [mail] = await mails('meeting-arranged')
  assert.match(mail?.text ?? '', /on Wednesday 3 February 2027 at 3:45pm, for 60 minutes: Cedar Lane School/)
  const bad = await app.submit(
    `${path}/plan/check-in`,
    { ...day('meets_on', '2027-01-20'), starts: 'soon', link: 'nonsense' },
    lead,
  )
  assert.deepEqual(bad.errors, [
    'Enter a time like 9:30am or 14:30',
    'Enter a full web address, starting with https://',
  ])
  const order = await app.submit(`${path}/plan/check-in`, day('meets_on', '2027-01-20'), lead)
  assert.deepEqual(order.errors, ['The check-in must be after the visit on 28 January 2027'])
})

test('people are invited by part; those who cannot take it are named with the reason', async () => {
  const { path } = await review()
  const which = await app.submit(`${path}/team/invite`, { part: 'lead-reviewer' }, officer, 'part')
  assert.equal(which.location, `${path}/team/invite?part=lead-reviewer`)
  const people = await app.get(which.location ?? '', officer)
  const offered = people.page.querySelectorAll('.govuk-radios__label').map((label) => label.text.trim())
  assert.ok(offered.includes('D. headteacher of north') && offered.includes('E. senior leader of north'))
  assert.ok(
    !offered.some(
      (name) => name.startsWith('C.') || name.startsWith('A.') || name.includes('senco') || name.includes('ile'),
    ),
  )
  assert.match(people.text, /D\. senco of north cannot lead this review/)
  await mails('review-invitation')
  const sent = await app.submit(
    which.location ?? '',
    { person_ids: person(lead), message: 'We would value your eye for reading.' },
    officer,
    'people',
  )
  assert.equal(sent.location, `${path}/team`)
  const [mail] = await mails('review-invitation')
  assert.match(mail?.text ?? '', /invited to take part as lead reviewer in the peer review of Cedar Lane School/)
  assert.match(mail?.text ?? '', /We would value your eye for reading/)
  const taken = await app.post(
    which.location ?? '',
    { _form: 'people', person_ids: person('north:e:headteacher') },
    officer,
  )
  assert.deepEqual(taken.errors, ['D. headteacher of north is the lead reviewer already'])
  assert.match(
    (await app.get(`${path}/team`, officer)).text,
    /D\. headteacher of north Dunmere Community School Lead reviewer Invited/,
  )
  const own = await app.submit(
    `${path}/team/invite?part=reviewer`,
    { person_ids: person('north:c:senco') },
    officer,
    'people',
  )
  assert.deepEqual(own.errors, ['C. senco of north works at Cedar Lane School. Choose somebody from another school.'])
})

test('a head of another school who is a governor of the host is named with that reason', async () => {
  const { path } = await review()
  await app.database.asOwner((db) =>
    sql`insert into role_grant (partnership_id, person_id, role, school_id, reason)
      values (${world.partnerships.north}, ${person('north:b:headteacher')}, 'governor', ${school('c')}, 'Elected by the parents')`.execute(
      db,
    ),
  )
  const people = await app.get(`${path}/team/invite?part=lead-reviewer`, officer)
  assert.match(people.text, /B\. headteacher of north is a governor of Cedar Lane School/)
})

test('an invited person accepts and gets the dates; until then they see no more than dates and team', async () => {
  const { path, id } = await review()
  assert.ok(!('refused' in (await schedule(id, '2027-02-04'))))
  await app.as(officer, (db, actor) =>
    inviteMember(db, actor, id, { person_id: person(lead), part: 'lead-reviewer' }, at()),
  )
  assert.match((await app.get(path, lead)).text, /You are invited to this review/)
  assert.equal((await app.get(`${path}/schedule`, lead)).status, 403)
  assert.deepEqual((await app.submit(`${path}/invitation`, {}, lead)).errors, ['Choose whether you take part'])
  await mails('review-team')
  assert.equal((await app.submit(`${path}/invitation`, { answer: 'accept' }, lead)).status, 303)
  const [welcome] = await mails('review-team')
  assert.equal(welcome?.attachments.length, 4)
  assert.equal((await app.get(`${path}/schedule`, lead)).status, 200)
  assert.equal((await app.get(`${path}/invitation`, 'north:e:headteacher')).status, 404)
})

test('a declared interest is decided by somebody else, with a reason, and read by few', async () => {
  const { path, id } = await withTeam()
  await app.as(lead, (db, actor) =>
    inviteMember(db, actor, id, { person_id: person('north:b:senco'), part: 'reviewer' }, at()),
  )
  const bare = await app.submit(`${path}/invitation`, { answer: 'accept', interests: ['family'] }, 'north:b:senco')
  assert.deepEqual(bare.errors, ['Describe it in a sentence, so that somebody can decide'])
  await mails('review-answer')
  const said = await app.submit(
    `${path}/invitation`,
    { answer: 'accept', interests: ['family'], interest: 'My nephew is in year 3.' },
    'north:b:senco',
  )
  assert.equal(said.status, 303)
  assert.equal((await mails('review-answer'))[0]?.to_address, 'north.d.headteacher@example.org')
  const team = await app.get(`${path}/team`, lead)
  assert.match(team.text, /Declared: A member of my family works or learns at this school\. My nephew is in year 3\./)
  assert.doesNotMatch((await app.get(`${path}/team`, hostHead)).text, /nephew/)
  assert.doesNotMatch((await app.get(`${path}/team`, reviewer)).text, /nephew/)
  const link =
    team.page
      .querySelectorAll('a')
      .find((one) => one.text.startsWith('Decide'))
      ?.getAttribute('href') ?? ''
  assert.equal((await app.get(link, reviewer)).status, 403)
  assert.equal((await app.get(link, hostHead)).status, 403)
  assert.deepEqual((await app.submit(link, {}, lead, 'accept')).errors, [
    'Enter why this interest does not make the person unfair',
  ])
  assert.equal((await app.submit(link, { reason: 'Year 3 is not in the focus.' }, lead, 'accept')).status, 303)
  assert.equal((await app.as('north:b:senco', (db, actor) => reviewFor(db, actor, id)))?.part, 'reviewer')
})

test('a decline is told to the lead, a removal to the member; the dates leave their calendar', async () => {
  const { path, id } = await withTeam()
  assert.ok(!('refused' in (await schedule(id, '2027-02-09'))))
  await mails('review-answer')
  assert.equal(
    (await app.submit(`${path}/invitation`, { answer: 'decline', note: 'We are short of staff.' }, reviewer)).status,
    303,
  )
  assert.match((await mails('review-answer'))[0]?.text ?? '', /cannot take part as reviewer[\s\S]*short of staff/)
  const team = await app.get(`${path}/team`, officer)
  const link =
    team.page
      .querySelectorAll('a')
      .find((one) => one.text.includes('Take out D.'))
      ?.getAttribute('href') ?? ''
  assert.equal((await app.submit(link, { reason: 'You lead another review.' }, officer)).status, 303)
  const [mail] = await mails('review-removal')
  assert.match(mail?.attachments[0]?.content ?? '', /METHOD:CANCEL/)
  assert.equal((await app.get(link, officer)).status, 404)
  assert.equal((await app.as(lead, (db, actor) => reviewFor(db, actor, id)))?.part, 'group')
})

test('a review is cancelled by the partnership with a reason, and can be started again', async () => {
  const { path, id, group: groupId } = await withTeam()
  await schedule(id, '2027-02-10')
  assert.equal((await app.get(`${path}/cancel`, lead)).status, 403)
  assert.deepEqual((await app.submit(`${path}/cancel`, {}, officer)).errors, ['Enter why the review is cancelled'])
  assert.equal(
    (await app.submit(`${path}/cancel`, { reason: 'The school moves to a new building.' }, officer)).status,
    303,
  )
  const sent = await mails('review-cancelled')
  assert.equal(sent.length, 4)
  assert.match(sent[0]?.attachments[0]?.content ?? '', /STATUS:CANCELLED/)
  assert.match((await app.get(path, lead)).text, /This review was cancelled: The school moves to a new building\./)
  assert.ok(
    'id' in
      (await app.as(officer, (db, actor) =>
        startReview(db, actor, { group_id: groupId, host_school_id: school('c') }, at()),
      )),
  )
})

test("the lists: own reviews first, nobody else's", async () => {
  await withTeam()
  assert.match((await app.get('/north/reviews', lead)).text, /Reviews that you take part in/)
  assert.match((await app.get('/south/reviews', 'south:z:senco')).text, /No review concerns you yet/)
  assert.doesNotMatch((await app.get('/north/reviews', 'north:a:senco')).text, /Cedar Lane/)
  assert.doesNotMatch((await app.get('/north/reviews', 'north:a:senco')).text, /Start a review/)
})

test('tasks: invitations, decisions, what comes next for whom, and dates ahead', async () => {
  const { id } = await review()
  const titles = async (who: string, kind?: string) =>
    (await app.as(who, (db, actor) => tasksFor(db, actor, app.clock.today())))
      .filter((task) => task.href.includes(id) || kind === undefined)
      .filter((task) => kind === undefined || task.kind === kind)
      .map((task) => task.title)
  assert.ok((await titles(officer, 'now')).includes('Find a lead reviewer'))
  await app.as(officer, (db, actor) =>
    inviteMember(db, actor, id, { person_id: person(lead), part: 'lead-reviewer' }, at()),
  )
  assert.ok((await titles(lead, 'now')).includes('Answer the invitation to the team'))
  assert.ok(!(await titles(officer, 'now')).includes('Find a lead reviewer'), 'somebody is asked already')
  assert.ok((await titles(hostHead, 'now')).includes('Choose the day of the visit'))
  assert.ok(!(await titles(officer, 'now')).includes('Choose the day of the visit'))
  await app.as(lead, (db, actor) => answerInvitation(db, actor, id, { accept: true }, at()))
  await schedule(id, '2027-02-25')
  assert.deepEqual(await titles(lead, 'coming'), [
    'Visit from 8:45am',
    'Pre-review meeting at 3:45pm',
    'Follow-up meeting at 3:45pm',
    'Check-in at 3:45pm',
  ])
  assert.ok((await titles(lead, 'waiting')).includes('Share the self-evaluation with the schools of the team'))
  assert.deepEqual(await titles('north:a:headteacher'), [])
  assert.deepEqual(await titles('north:provider'), [])
})

test('a calendar address is shown once, serves the visits and meetings, and ends', async () => {
  const { id } = await withTeam()
  await schedule(id, '2027-05-20')
  assert.match((await app.get('/north/calendar', reviewer)).text, /You have no calendar address yet/)
  const made = await app.submit('/north/calendar', {}, reviewer, 'make')
  assert.equal(made.status, 200)
  const address = /http:\/\/localhost(\S+\.ics)/.exec(made.text)?.[1] ?? ''
  const feed = await app.get(address)
  assert.equal(feed.status, 200)
  assert.match(String(feed.headers['content-type']), /^text\/calendar/)
  assert.match(feed.body, /SUMMARY:Review visit: Cedar Lane School/)
  assert.match(feed.body, /DTSTART:20270520T074500Z/)
  assert.match(feed.body, /UID:visit-/)
  assert.equal((await app.get(address.replace('north', 'south'))).status, 404)
  assert.equal((await app.get(`${address.slice(0, -10)}aaaaaa.ics`)).status, 404)
  assert.equal((await app.submit('/north/calendar', {}, reviewer, 'end')).status, 303)
  assert.equal((await app.get(address)).status, 404)
})
