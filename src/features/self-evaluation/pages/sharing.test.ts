import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { type Example, evaluationAt, links } from '../../../../tests/support/self-evaluations.ts'
import { activeShareCounts, sharedWithMySchools } from '../../sharing/public.ts'
import { routes as sharingRoutes } from '../../sharing/routes.ts'
import { routes } from '../routes.ts'
import { shareEvaluation } from '../share.acts.ts'
import { latestSharedWith } from '../shared.queries.ts'
import { tasksFor } from '../tasks.ts'

const app = await testApp({ after }, [...routes, ...sharingRoutes])
const head = 'north:a:headteacher'
const schoolId = (letter: string) => app.world.schools[letter] ?? ''
const today = Temporal.PlainDate.from('2026-11-24')

async function shared(
  example: Example,
  recipients: Parameters<typeof shareEvaluation>[3]['recipients'],
  until = '2027-03-31',
): Promise<string> {
  const made = await app.as(head, (db, actor) =>
    shareEvaluation(
      db,
      actor,
      example.id,
      { recipients, purpose: 'To prepare our review', until_on: Temporal.PlainDate.from(until) },
      links,
      app.clock.now(),
    ),
  )
  assert.ok(!made.refusal)
  return made.share_ids[0] ?? ''
}

const withB = () => [{ kind: 'school' as const, school_id: schoolId('b') }]

test('sharing asks with whom, what for and until when, then shows who will see what before it happens', async () => {
  const { path } = await evaluationAt(app, 'agreed')
  const none = await app.submit(`${path}/share`, { purpose: '' }, head)
  assert.deepEqual(none.errors, ['Enter what they may use it for'])
  const nobody = await app.submit(`${path}/share`, { purpose: 'To prepare our review' }, head)
  assert.deepEqual(nobody.errors, ['Choose at least one school or person to share with'])
  const late = await app.submit(
    `${path}/share`,
    { with: 'officers', 'until-day': '1', 'until-month': '1', 'until-year': '2030' },
    head,
  )
  assert.match(late.errors[0] ?? '', /within 18 months/)
  const chosen = await app.submit(
    `${path}/share`,
    { with: 'officers', school: schoolId('b'), purpose: 'To prepare our review' },
    head,
  )
  assert.match(chosen.location ?? '', /share\/check\?/)
  const check = await app.get(chosen.location ?? '', head)
  assert.match(
    check.text,
    /Birchwood Academy.*To prepare our review.*24 May 2027.*0 files, 1 link and 0 notes.*They do not see what any colleague judged.*B\. headteacher of north.*What the email says/,
  )
  const sent = await app.submit(chosen.location ?? '', {}, head)
  assert.equal(sent.location, `${path}/shares`)
  const list = await app.get(`${path}/shares`, head)
  assert.match(list.text, /Birchwood Academy.*Nobody yet/)
  const again = await app.get(`${path}/share`, head)
  assert.match(again.text, /lead and officers Can open it already, until 24 May 2027/)
  const { rows } = await app.database.asOwner((db) =>
    sql<{
      to_address: string
      text: string
    }>`select to_address, text from outbox_mail where kind = 'share' order by to_address`.execute(db),
  )
  assert.deepEqual(
    rows.map((row) => row.to_address),
    [
      'north.b.headteacher@example.org',
      'north.b.senco@example.org',
      'north.b.senior-leader@example.org',
      'north.partnership-lead@example.org',
      'north.partnership-officer@example.org',
    ],
  )
  assert.match(rows[0]?.text ?? '', /To prepare our review.*24 May 2027.*http:\/\/localhost\/north\/shares\//s)
  assert.equal((await app.get(`${path}/share/check?until=2027-13-45`, head)).status, 303)
})

test('only what is agreed is shared, by those who may, and never with the school itself', async () => {
  const comparing = await evaluationAt(app, 'comparing')
  assert.equal((await app.get(`${comparing.path}/share`, head)).status, 404)
  const early = await app.as(head, (db, actor) =>
    shareEvaluation(
      db,
      actor,
      comparing.id,
      { recipients: withB(), purpose: 'x', until_on: today.add({ days: 9 }) },
      links,
      app.clock.now(),
    ),
  )
  assert.match(early.refusal?.message ?? '', /Agree the self-evaluation first/)
  const agreed = await evaluationAt(app, 'agreed')
  assert.equal((await app.get(`${agreed.path}/share`, 'north:a:governor')).status, 403)
  assert.equal((await app.get(`${agreed.path}/share`, 'north:b:headteacher')).status, 404)
  const own = await app.as(head, (db, actor) =>
    shareEvaluation(
      db,
      actor,
      agreed.id,
      { recipients: [{ kind: 'school', school_id: schoolId('a') }], purpose: 'x', until_on: today.add({ days: 9 }) },
      links,
      app.clock.now(),
    ),
  )
  assert.match(own.refusal?.message ?? '', /sees it already/)
})

test('a reader opens it once and the school sees who did when; readers never see who judged what', async () => {
  const example = await evaluationAt(app, 'agreed')
  const id = await shared(example, withB())
  const link = `/north/shares/${id}`
  const opened = await app.get((await app.get(link, 'north:b:senco')).location ?? '', 'north:b:senco')
  assert.equal(opened.status, 200)
  assert.match(
    opened.text,
    /Appleford Primary School shares this with Birchwood Academy until the end of 31 March 2027.*To prepare our review.*Strengths.*Come and see.*Agreed on duty.*from 2 to 3.*Our information report/,
  )
  assert.doesNotMatch(opened.body, /north:a:senco|A\. senco of north/)
  await app.get(`/north/self-evaluations/shared/${id}`, 'north:b:senco')
  const list = await app.get(`${example.path}/shares`, head)
  assert.equal(
    list.text.match(/B\. senco of north, 24 November 2026 at 10am/g)?.length,
    1,
    'a reload is no second opening',
  )
  assert.match(
    (await app.get(`/north/self-evaluations/shared/${id}`, head)).text,
    /This is what Birchwood Academy sees/,
  )
  assert.doesNotMatch(
    (await app.get(`${example.path}/shares`, head)).text,
    /A\. headteacher of north, 24 November 2026 at/,
  )
})

test('a share is only for those it names', async () => {
  const example = await evaluationAt(app, 'agreed')
  const withSchool = await shared(example, withB())
  const withOfficers = await shared(example, [{ kind: 'officers' }])
  const withPerson = await shared(example, [{ kind: 'person', person_id: app.world.people.get('north:ile')?.id ?? '' }])
  const may: Record<string, string[]> = {
    [withSchool]: ['north:b:headteacher', 'north:b:senco', 'north:b:senior-leader', 'north:b:governor'],
    [withOfficers]: ['north:partnership-lead', 'north:partnership-officer'],
    [withPerson]: ['north:ile'],
  }
  const everyone = [
    'north:b:headteacher',
    'north:b:senco',
    'north:b:senior-leader',
    'north:b:governor',
    'north:c:headteacher',
    'north:partnership-lead',
    'north:partnership-officer',
    'north:ile',
    'north:facilitator',
    'north:provider',
    'south:z:headteacher',
    'south:partnership-lead',
  ]
  for (const [id, readers] of Object.entries(may)) {
    for (const who of everyone) {
      const expected = readers.includes(who) ? 200 : 404
      assert.equal((await app.get(`/north/self-evaluations/shared/${id}`, who)).status, expected, `${who} reads`)
      assert.equal(
        (await app.get(`/north/shares/${id}`, who)).status,
        readers.includes(who) ? 303 : 404,
        `${who} follows the link`,
      )
      assert.equal((await app.get(`/north/shares/${id}/revoke`, who)).status, 404, `${who} cannot take it back`)
    }
  }
})

test('a share ends with its last day and says so; taking it back closes it at once', async () => {
  const example = await evaluationAt(app, 'agreed')
  const start = app.clock.now()
  const id = await shared(example, withB(), '2026-11-25')
  const page = `/north/self-evaluations/shared/${id}`
  app.clock.set(Temporal.Instant.from('2026-11-25T23:30:00Z'))
  assert.equal((await app.get(page, 'north:b:senco')).status, 200, 'the last day is open to its end')
  app.clock.set(Temporal.Instant.from('2026-11-26T00:30:00Z'))
  assert.equal((await app.get(page, 'north:b:senco')).location, `/north/shares/${id}`)
  const over = await app.get(`/north/shares/${id}`, 'north:b:senco')
  assert.equal(over.status, 410)
  assert.match(over.text, /The time to read this is over.*until 25 November 2026/)
  app.clock.set(start)
  const second = await shared(example, withB())
  const asked = await app.get(`/north/shares/${second}/revoke`, head)
  assert.match(asked.text, /Nobody has opened it.*closes at once/)
  assert.equal((await app.get(`/north/shares/${second}/revoke`, 'north:a:governor')).status, 403)
  assert.equal((await app.submit(`/north/shares/${second}/revoke`, {}, head)).location, `${example.path}/shares`)
  assert.match(
    (await app.get(`/north/shares/${second}`, 'north:b:senco')).text,
    /no longer shared with you.*took it back on 24 November 2026/,
  )
  assert.match((await app.get(`${example.path}/shares`, head)).text, /Taken back/)
  assert.match((await app.get(`/north/shares/${second}/revoke`, head)).text, /taken back already/)
})

test('a shared file opens for readers as long as it is shared, and only files of that evaluation', async () => {
  const example = await evaluationAt(app, 'comparing')
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n')
  await app.upload(
    `${example.path}/evidence/new?statement=duty`,
    { kind: 'file', title: 'Minutes' },
    { field: 'file', name: 'minutes.pdf', content: pdf },
    head,
  )
  for (const key of ['duty', 'vision', 'governors', 'adapting', 'support'])
    await app.submit(`${example.path}/agree/${key}`, { point: '3', reason: 'Together' }, head)
  for (const change of ['strength s1', 'priority s4'])
    await app.post(`${example.path}/highlights`, { _form: 'change', change }, head)
  await app.submit(`${example.path}/check`, { sure: 'yes' }, head)
  const id = await shared(example, withB())
  const opened = await app.get(`/north/self-evaluations/shared/${id}`, 'north:b:senco')
  const file = opened.page.querySelector('a[href*="/files/"]')?.getAttribute('href') ?? ''
  assert.equal((await app.get(file, 'north:b:senco')).headers['content-type'], 'application/pdf')
  assert.equal((await app.get(file, 'north:c:senco')).status, 404)
  assert.equal((await app.get(file.replace(/[^/]+$/, id), 'north:b:senco')).status, 404)
  await app.submit(`/north/shares/${id}/revoke`, {}, head)
  assert.equal((await app.get(file, 'north:b:senco')).status, 404)
})

test('readers find it on their page and among their tasks', async () => {
  const example = await evaluationAt(app, 'agreed')
  const id = await shared(example, [{ kind: 'school', school_id: schoolId('d') }])
  assert.match(
    (await app.get('/north/self-evaluations', 'north:d:senco')).text,
    /Autumn term 2026.*For Dunmere Community School, until 31 March 2027 New/,
  )
  await app.as('north:d:senco', async (db, actor) => {
    const [task] = await tasksFor(db, actor, today)
    assert.equal(task?.title, 'Read the self-evaluation of Appleford Primary School')
    const latest = await latestSharedWith(db, actor, schoolId('a'), today)
    assert.equal(latest?.share_id, id)
    assert.equal((await sharedWithMySchools(db, actor, today)).length, 1)
  })
  await app.as('north:e:senco', async (db, actor) => {
    assert.equal(await latestSharedWith(db, actor, schoolId('a'), today), undefined)
    assert.equal((await activeShareCounts(db, actor, 'self-evaluation', today)).size, 0)
  })
})
