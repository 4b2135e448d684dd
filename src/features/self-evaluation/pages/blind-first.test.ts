/** The first promise: what colleagues judge is theirs until it is compared, and the school's until it is shared. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testApp } from '../../../../tests/support/app.ts'
import { evaluationAt, judges, links } from '../../../../tests/support/self-evaluations.ts'
import { allJudgements } from '../comparison.queries.ts'
import { evaluationsOfSchool } from '../evaluation.queries.ts'
import { finishJudging, saveOwnJudgement } from '../own-judgement.acts.ts'
import { judgedStatements } from '../own-judgement.queries.ts'
import { routes } from '../routes.ts'
import { tasksFor } from '../tasks.ts'

const app = await testApp({ after }, routes)
const today = Temporal.PlainDate.from('2026-11-24')

/** Every page of one evaluation that is opened by its address. */
const pages = [
  '',
  'colleagues',
  'judge',
  'judge/all',
  'judge/leadership',
  'judgements/duty',
  'compare/open',
  'compare',
  'agree/duty',
  'highlights',
  'check',
  'evidence',
  'evidence/new?statement=duty',
  'profile',
  'profile/download',
  'share',
  'share/check',
  'shares',
]
const outsiders = [
  'north:partnership-lead',
  'north:partnership-officer',
  'north:ile',
  'north:facilitator',
  'north:quality-assurer',
  'north:provider',
  'north:b:headteacher',
  'north:b:senco',
  'north:c:governor',
  'south:z:headteacher',
  'south:partnership-lead',
]

for (const stage of ['judging', 'comparing', 'agreed'] as const) {
  test(`no page of an evaluation that is ${stage} exists for the partnership's officers or other schools`, async () => {
    const { path } = await evaluationAt(app, stage)
    for (const who of outsiders) {
      for (const page of pages) {
        const { status } = await app.get(`${path}${page === '' ? '' : `/${page}`}`, who)
        // The list of shares asks for a school role first; people without one are refused before anything is looked up.
        assert.ok(status === 404 || (page === 'shares' && status === 403), `${who} opens "${page}": ${status}`)
      }
    }
  })
}

test('before the comparison no page shows anyone what somebody else judged', async () => {
  const { id, path } = await evaluationAt(app, 'judging')
  for (const judge of judges) {
    await app.as(judge, (db, actor) =>
      saveOwnJudgement(db, actor, id, 'duty', { point: 4, reason: `words of ${judge}` }, app.clock.now()),
    )
  }
  for (const who of [...judges, 'north:a:governor']) {
    for (const page of pages) {
      const answer = await app.get(`${path}${page === '' ? '' : `/${page}`}`, who)
      for (const judge of judges)
        if (judge !== who) assert.ok(!answer.body.includes(`words of ${judge}`), `${who} reads ${judge} on "${page}"`)
    }
  }
})

test('the database itself keeps judgements blind, whatever a query asks', async () => {
  const { id } = await evaluationAt(app, 'judging')
  for (const judge of judges)
    await app.as(judge, (db, actor) =>
      saveOwnJudgement(db, actor, id, 'duty', { point: 4, reason: judge }, app.clock.now()),
    )
  await app.as(judges[0], async (db, actor) => {
    const seen = await sql<{ person_id: string }>`select * from own_judgement where evaluation_id = ${id}`.execute(db)
    assert.deepEqual(
      seen.rows.map((row) => row.person_id),
      [actor.person_id],
    )
    assert.deepEqual(
      (await allJudgements(db, id)).map((row) => row.person_id),
      [actor.person_id],
    )
    assert.equal((await judgedStatements(db, id)).length, 3, 'how many is known to everyone')
    const changed = await sql`update own_judgement set point = 1 where evaluation_id = ${id}`.execute(db)
    assert.equal(changed.numAffectedRows, 1n, 'nobody writes another person’s judgement')
  })
  await app.as('south:z:headteacher', async (db) => {
    assert.equal((await judgedStatements(db, id)).length, 0)
  })
})

test('a governor who was not asked sees what is agreed, never who judged what', async () => {
  const { path } = await evaluationAt(app, 'agreed')
  for (const page of ['', 'highlights', 'profile', 'shares']) {
    const answer = await app.get(`${path}/${page}`, 'north:a:governor')
    assert.equal(answer.status, 200, page)
    for (const judge of judges) assert.ok(!answer.body.includes(judge), page)
  }
  for (const page of ['compare', 'agree/duty', 'evidence', 'judge'])
    assert.equal((await app.get(`${path}/${page}`, 'north:a:governor')).status, 404, page)
})

test('tasks follow the evaluation: judge, finish, compare, agree', async () => {
  const tasks = (who: string) => app.as(who, (db, actor) => tasksFor(db, actor, today))
  const { id, path } = await evaluationAt(app, 'judging')
  const mine = async (who: string) =>
    (await tasks(who)).filter((task) => task.href.startsWith(path)).map((task) => `${task.kind}: ${task.title}`)
  assert.deepEqual(await mine('north:a:senior-leader'), [
    'now: Judge 5 statements on your own',
    'waiting: Colleagues are judging',
  ])
  assert.deepEqual(await mine('north:a:governor'), [])
  for (const judge of judges) {
    await app.as(judge, async (db, actor) => {
      await saveOwnJudgement(db, actor, id, 'duty', { point: 3 }, app.clock.now())
      await finishJudging(db, actor, id, app.clock.now())
    })
  }
  assert.deepEqual(await mine('north:a:senco'), ['now: Compare your colleagues’ judgements'])
  const comparing = await evaluationAt(app, 'comparing')
  assert.ok(
    (await tasks('north:a:senco')).some(
      (task) => task.href === `${comparing.path}/compare` && task.title === 'Agree the 5 statements that are left',
    ),
  )
  assert.deepEqual(await tasks('north:partnership-lead'), [])
  assert.equal(
    (await app.as('north:b:senco', (db, actor) => evaluationsOfSchool(db, actor, app.world.schools.a ?? ''))).length,
    0,
  )
  assert.ok(links)
})
