/** A self-evaluation of the test world's school a, grown to a stage by the feature's own functions. For tests. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Framework } from '../../src/features/frameworks/public.ts'
import { saveAgreedJudgement } from '../../src/features/self-evaluation/agreed-judgement.acts.ts'
import { inviteColleagues } from '../../src/features/self-evaluation/colleague.acts.ts'
import { agreeEvaluation, openComparison, startEvaluation } from '../../src/features/self-evaluation/evaluation.acts.ts'
import type { Stage } from '../../src/features/self-evaluation/evaluation.rules.ts'
import { addEvidence } from '../../src/features/self-evaluation/evidence.acts.ts'
import { highlight } from '../../src/features/self-evaluation/highlight.acts.ts'
import { finishJudging, saveOwnJudgement } from '../../src/features/self-evaluation/own-judgement.acts.ts'
import type { Ground } from './ground.ts'
import { smallFramework, statementKeys } from './self-evaluation-example.ts'

export const judges = ['north:a:headteacher', 'north:a:senco', 'north:a:senior-leader'] as const
export const links = { baseUrl: 'http://localhost' }

/** Publishes a framework in the partnership `north` and gives its id. */
export async function published(app: Ground, framework: Framework = smallFramework): Promise<string> {
  const id = randomUUID()
  await app.database.asOwner((db) =>
    sql`insert into framework (id, partnership_id, key, title, edition, content, published_at)
      values (${id}, ${app.world.partnerships.north}, ${framework.key}, ${framework.title}, ${`${framework.edition}-${id}`}, ${JSON.stringify(framework)}::jsonb, now())`.execute(
      db,
    ),
  )
  return id
}

export type Example = { id: string; path: string; framework_id: string }

/** What each judge thinks of each statement: the headteacher high, the SENCO low, the senior leader in between and not of the last two. */
export function pointBy(judge: string, key: string): number | null {
  if (judge === 'north:a:headteacher') return key === 'duty' ? 3 : 4
  if (judge === 'north:a:senco') return key === 'adapting' ? 1 : 2
  return key === 'adapting' || key === 'support' ? null : 3
}

/** Starts one, with three judges. Points are given from `comparing` on; everything is agreed in `agreed`. */
export async function evaluationAt(app: Ground, stage: Stage, framework: Framework = smallFramework): Promise<Example> {
  const now = app.clock.now()
  const framework_id = await published(app, framework)
  const judge_by = Temporal.PlainDate.from('2026-12-04')
  const school_id = app.world.schools.a ?? ''
  const id = await app.as('north:a:headteacher', async (db, actor) => {
    const started = await startEvaluation(
      db,
      actor,
      { school_id, framework_id, title: 'Autumn term 2026', judge_by },
      now,
    )
    if (started.refusal) throw new Error(started.refusal.message)
    const others = judges.slice(1).map((key) => app.world.people.get(key)?.id ?? '')
    await inviteColleagues(db, actor, started.id, others, links, now)
    return started.id
  })
  if (stage !== 'judging') await compareAll(app, id, framework)
  if (stage === 'agreed') await agreeAll(app, id, framework)
  return { id, path: `/north/self-evaluations/${id}`, framework_id }
}

async function compareAll(app: Ground, id: string, framework: Framework): Promise<void> {
  const now = app.clock.now()
  for (const judge of judges) {
    await app.as(judge, async (db, actor) => {
      for (const key of statementKeys) {
        const point = pointBy(judge, key)
        if (point === null) continue
        const words = `${judge} on ${key}`
        await saveOwnJudgement(
          db,
          actor,
          id,
          key,
          framework.scale.kind === 'open' ? { answer: words } : { point, reason: words },
          now,
        )
      }
      await finishJudging(db, actor, id, now)
    })
  }
  await app.as('north:a:senco', (db, actor) => openComparison(db, actor, id, '', links, now))
}

async function agreeAll(app: Ground, id: string, framework: Framework): Promise<void> {
  const now = app.clock.now()
  await app.as('north:a:senco', async (db, actor) => {
    for (const key of statementKeys) {
      const wanted =
        framework.scale.kind === 'open'
          ? { answer: `Agreed on ${key}` }
          : { point: key === 'adapting' ? 2 : 3, reason: `Agreed on ${key}` }
      const saved = await saveAgreedJudgement(db, actor, id, key, wanted, now)
      if (saved.kind !== 'saved') throw new Error(`not agreed: ${key}`)
    }
    await addEvidence(
      db,
      actor,
      id,
      {
        statement_key: 'duty',
        kind: 'link',
        title: 'Our information report',
        url: 'https://appleford.example/sen',
        note: 'Checked in May',
      },
      now,
    )
    await highlight(db, actor, id, { statement_key: 'duty', kind: 'strength', comment: 'Come and see' }, now)
    await highlight(db, actor, id, { statement_key: 'adapting', kind: 'priority', comment: 'First of all' }, now)
    const refusals = await agreeEvaluation(db, actor, id, now)
    if (refusals.length > 0) throw new Error(refusals.map((refusal) => refusal.message).join())
  })
}
