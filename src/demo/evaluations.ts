/** Grows self-evaluations as schools make them: judged blind, compared, agreed, with evidence, strengths and priorities. */
import { frameworkById, highestAllowed, highestPoint, statementsOf } from '../features/frameworks/public.ts'
import {
  addEvidence,
  agreeEvaluation,
  finishJudging,
  highlight,
  inviteColleagues,
  openComparison,
  saveAgreedJudgement,
  saveOwnJudgement,
  shareEvaluation,
  startEvaluation,
} from '../features/self-evaluation/public.ts'
import type { Recipient } from '../features/sharing/public.ts'
import { evidenceFor } from './texts/evidence.ts'
import { reasons } from './texts/reasons.ts'
import { as, at, atSchool, type DemoWorld, done, schoolCalled } from './world.ts'

export type Telling = {
  school: string
  framework: string
  title: string
  /** The day on which it was started; everything else follows from it. */
  started: Temporal.PlainDate
  /** How far it has come. */
  until: 'judging' | 'comparing' | 'agreed'
  /** Statements that the school finds hard, and those it is proud of. */
  low: readonly string[]
  high: readonly string[]
  /** How many points a school gains since its evaluation before. */
  gain?: number
}

const shareEnds = Temporal.Duration.from({ months: 12 })

/** A number from 0 to 1 that is always the same for the same words: the demonstration grows the same every time. */
function steady(...words: (string | number)[]): number {
  let hash = 2166136261
  for (const character of words.join('|')) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619)
  return ((hash >>> 0) % 1000) / 1000
}

/** What one colleague makes of a statement: near the school's own view, with a leaning of their own. */
function judged(telling: Telling, statement: string, person: number): number {
  const base = telling.low.includes(statement)
    ? 1.7
    : telling.high.includes(statement)
      ? 3.6
      : 2.2 + steady(telling.school, statement) * 1.2
  const leaning = (steady(telling.school, statement, person) - 0.5) * 1.7
  return Math.min(4, Math.max(1, Math.round(base + leaning + (telling.gain ?? 0))))
}

/** Tells one school's self-evaluation; gives its id. */
export async function tellEvaluation(world: DemoWorld, telling: Telling): Promise<string> {
  const head = atSchool(world, telling.school, 'headteacher')
  const senco = atSchool(world, telling.school, 'senco')
  const leader = atSchool(world, telling.school, 'senior-leader')
  const links = { baseUrl: world.services.baseUrl }
  const day = (after: number) => at(telling.started.add({ days: after }))
  const framework = await as(world, senco.name, (db, actor) => frameworkById(db, actor, telling.framework))
  if (!framework) throw new Error('the framework of the demonstration is not published')
  const keys = statementsOf(framework).map((statement) => statement.key)

  const id = await as(world, senco.name, async (db, actor) => {
    const wanted = {
      school_id: schoolCalled(world, telling.school),
      framework_id: telling.framework,
      title: telling.title,
      judge_by: telling.started.add({ days: 21 }),
    }
    const started = done(await startEvaluation(db, actor, wanted, day(0)), telling.title)
    done(await inviteColleagues(db, actor, started.id, [head.person_id, leader.person_id], links, day(0)), 'colleagues')
    return started.id
  })
  const finished = telling.until !== 'judging'
  for (const [index, person] of [senco, head, leader].entries()) {
    // While judging, one has finished, one is half-way and one has not begun.
    const share = finished || index === 0 ? 1 : index === 1 ? 0.45 : 0
    await as(world, person.name, async (db, actor) => {
      for (const [place, key] of keys.slice(0, Math.ceil(keys.length * share)).entries()) {
        const point = Math.min(judged(telling, key, index), highestPoint(framework.scale))
        const reason = (place + index) % 3 === 0 ? reasonFor(key, point) : ''
        done(await saveOwnJudgement(db, actor, id, key, { point, reason }, day(3 + index * 2)), key)
      }
      if (share === 1) done(await finishJudging(db, actor, id, day(10 + index)), 'finishing')
    })
  }
  if (finished)
    await agreeTogether(world, telling, { id, keys, framework, links, senco: senco.name, head: head.name, day })
  return id
}

type Agreeing = {
  id: string
  keys: string[]
  framework: NonNullable<Awaited<ReturnType<typeof frameworkById>>>
  links: { baseUrl: string }
  senco: string
  head: string
  day: (after: number) => Temporal.Instant
}

async function agreeTogether(
  world: DemoWorld,
  telling: Telling,
  { id, keys, framework, links, senco, head, day }: Agreeing,
): Promise<void> {
  await as(world, senco, async (db, actor) => {
    done(await openComparison(db, actor, id, '', links, day(22)), 'comparing')
    const agreedSoFar = new Map<string, number>()
    const chosen = telling.until === 'agreed' ? keys : keys.slice(0, 17)
    // Gates look at other statements, so those that gate are agreed first.
    const gates = (framework.gates ?? []).map((gate) => gate.statement)
    for (const key of [...gates, ...chosen.filter((one) => !gates.includes(one))]) {
      const views = [0, 1, 2].map((person) => judged(telling, key, person)).sort()
      const wanted = gates.includes(key) ? Math.max(2, views[1] ?? 2) : (views[1] ?? 2)
      const point = Math.min(wanted, highestAllowed(framework, key, agreedSoFar).point)
      agreedSoFar.set(key, point)
      done(await saveAgreedJudgement(db, actor, id, key, { point, reason: reasonFor(key, point) }, day(25)), key)
    }
    for (const evidence of evidenceFor(telling.high, telling.low))
      done(await addEvidence(db, actor, id, evidence, day(26)), evidence.title)
    for (const key of telling.high)
      done(
        await highlight(db, actor, id, { statement_key: key, kind: 'strength', comment: reasonFor(key, 4) }, day(27)),
        key,
      )
    for (const key of telling.low)
      done(
        await highlight(db, actor, id, { statement_key: key, kind: 'priority', comment: reasonFor(key, 1) }, day(27)),
        key,
      )
  })
  if (telling.until !== 'agreed') return
  await as(world, head, async (db, actor) => {
    const refusals = await agreeEvaluation(db, actor, id, day(28))
    if (refusals.length > 0)
      throw new Error(`${telling.school}: ${refusals.map((refusal) => refusal.message).join('; ')}`)
  })
}

function reasonFor(key: string, point: number): string {
  const [low, middle, high] = reasons[key] ?? ['', '', '']
  return point <= 1 ? low : point <= 3 ? middle : high
}

/** Shares an agreed evaluation with the schools and people of the review; gives the shares' ids. */
export async function shareForReview(
  world: DemoWorld,
  telling: Telling,
  evaluationId: string,
  recipients: readonly Recipient[],
  day: Temporal.PlainDate,
): Promise<string[]> {
  const head = atSchool(world, telling.school, 'headteacher')
  return as(world, head.name, async (db, actor) => {
    const wanted = { recipients, purpose: 'To prepare the visit to our school', until_on: day.add(shareEnds) }
    const shared = done(
      await shareEvaluation(db, actor, evaluationId, wanted, { baseUrl: world.services.baseUrl }, at(day)),
      'sharing',
    )
    return shared.share_ids
  })
}
