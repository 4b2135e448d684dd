/** What people do with an evaluation as a whole. Each act asks the rules, writes, tells people, and leaves a trace. */
import { dayOf } from '../../lib/clock.ts'
import { record } from '../../platform/audit/audit.ts'
import type { Db } from '../../platform/db/connect.ts'
import { sendMail } from '../../platform/mail/outbox.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { Forbidden } from '../../platform/web/page.ts'
import { type Actor, can } from '../people/public.ts'
import { agreedJudgements } from './agreed-judgement.queries.ts'
import { whyCannotAgreeWhole, whyCannotEditAgreed } from './agreed-judgement.rules.ts'
import { addColleague, type ColleagueRow, colleaguesOf } from './colleague.queries.ts'
import { comparisonMail, stoppedMail, takenUpMail } from './emails/evaluation-mails.ts'
import {
  evaluationToLead,
  frameworkDates,
  frameworkOf,
  insertEvaluation,
  lockEvaluation,
  markAgreed,
  markCompared,
  type NewEvaluation,
  setStopped,
} from './evaluation.queries.ts'
import { takingPart, whyCannotCompare, whyCannotStart, whyCannotStop, whyCannotTakeUp } from './evaluation.rules.ts'
import { highlightsOf } from './highlight.queries.ts'
import { judgedStatements } from './own-judgement.queries.ts'
import { evaluationPath } from './paths.ts'

/** A rule's refusal, or what the act made. */
export type Outcome<Made = object> = { refusal: Refusal } | ({ refusal?: never } & Made)

/** For links in mails. */
export type Links = { baseUrl: string }

/** Leaves a trace of what was done with an evaluation. */
export async function recordOf(
  db: Db,
  { id, school_id }: { id: string; school_id: string },
  what: { action: string; detail?: Record<string, string> },
): Promise<void> {
  await record(db, {}, { ...what, subject_kind: 'self-evaluation', subject_id: id, school_id })
}

/** Starts a school's evaluation. Whoever starts it is asked to judge as well, unless they say no. */
export async function startEvaluation(
  db: Db,
  actor: Actor,
  wanted: NewEvaluation & { takes_part?: boolean },
  now: Temporal.Instant,
): Promise<Outcome<{ id: string }>> {
  if (!can(actor, 'self-evaluation:lead', wanted.school_id)) throw new Forbidden()
  const framework = await frameworkDates(db, actor, wanted.framework_id)
  const refusal = whyCannotStart({ judge_by: wanted.judge_by, framework }, dayOf(now))
  if (refusal) return { refusal }
  const id = await insertEvaluation(db, actor, wanted, now)
  if (wanted.takes_part !== false) await addColleague(db, actor, id, actor.person_id, now)
  await record(
    db,
    {},
    { action: 'self-evaluation:start', subject_kind: 'self-evaluation', subject_id: id, school_id: wanted.school_id },
  )
  return { id }
}

/** Opens the comparison: from now on the team sees everyone's judgements and nobody changes their own. */
export async function openComparison(
  db: Db,
  actor: Actor,
  evaluationId: string,
  reason: string,
  services: Links,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  await lockEvaluation(db, evaluationId)
  const evaluation = await evaluationToLead(db, actor, evaluationId)
  const colleagues = await colleaguesOf(db, evaluationId)
  const judged = (await judgedStatements(db, evaluationId)).length
  const refusal = whyCannotCompare({ ...evaluation, colleagues, judged }, reason, dayOf(now))
  if (refusal) return refusal
  await markCompared(db, actor, evaluationId, reason.trim(), now)
  await recordOf(db, evaluation, { action: 'self-evaluation:compare' })
  const link = services.baseUrl + evaluationPath(actor.partnership, evaluationId, 'compare')
  await tellColleagues(db, actor, colleagues, 'self-evaluation-compare', (colleague) =>
    comparisonMail(evaluation, colleague, reason.trim(), actor, link),
  )
  return undefined
}

/** Writes to everyone who takes part, but not to the person who acts. */
async function tellColleagues(
  db: Db,
  actor: Actor,
  colleagues: readonly ColleagueRow[],
  kind: string,
  mailTo: (colleague: ColleagueRow) => { subject: string; text: string },
): Promise<void> {
  for (const colleague of takingPart(colleagues)) {
    if (colleague.person_id === actor.person_id) continue
    const to = { address: colleague.email, name: colleague.name }
    await sendMail(db, { to, ...mailTo(colleague), kind })
  }
}

/** Stops an evaluation that was started by mistake or is not needed: it is set aside with all that is in it. */
export async function stopEvaluation(
  db: Db,
  actor: Actor,
  evaluationId: string,
  reason: string,
  services: Links,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  await lockEvaluation(db, evaluationId)
  const evaluation = await evaluationToLead(db, actor, evaluationId)
  const refusal = whyCannotStop(evaluation, reason)
  if (refusal) return refusal
  await setStopped(db, actor, evaluationId, { reason: reason.trim(), at: now })
  await recordOf(db, evaluation, { action: 'self-evaluation:stop', detail: { reason: reason.trim() } })
  const link = services.baseUrl + evaluationPath(actor.partnership, evaluationId)
  await tellColleagues(db, actor, await colleaguesOf(db, evaluationId), 'self-evaluation-stop', (colleague) =>
    stoppedMail(evaluation, colleague, reason.trim(), actor, link),
  )
  return undefined
}

/** Takes a stopped evaluation up again, where it stood. */
export async function takeUpEvaluation(
  db: Db,
  actor: Actor,
  evaluationId: string,
  services: Links,
): Promise<Refusal | undefined> {
  await lockEvaluation(db, evaluationId)
  const evaluation = await evaluationToLead(db, actor, evaluationId)
  const refusal = whyCannotTakeUp(evaluation)
  if (refusal) return refusal
  await setStopped(db, actor, evaluationId, undefined)
  await recordOf(db, evaluation, { action: 'self-evaluation:take-up' })
  const link = services.baseUrl + evaluationPath(actor.partnership, evaluationId)
  await tellColleagues(db, actor, await colleaguesOf(db, evaluationId), 'self-evaluation-take-up', (colleague) =>
    takenUpMail(evaluation, colleague, actor, link),
  )
  return undefined
}

/** Agrees the evaluation as a whole: it is frozen for good, and a new one carries on later. */
export async function agreeEvaluation(
  db: Db,
  actor: Actor,
  evaluationId: string,
  now: Temporal.Instant,
): Promise<Refusal[]> {
  await lockEvaluation(db, evaluationId)
  const evaluation = await evaluationToLead(db, actor, evaluationId)
  const closed = whyCannotEditAgreed(evaluation)
  if (closed) return [closed]
  const framework = await frameworkOf(db, actor, evaluation)
  const refusals = whyCannotAgreeWhole(
    framework,
    [...(await agreedJudgements(db, evaluationId)).values()],
    await highlightsOf(db, evaluationId),
  )
  if (refusals.length > 0) return refusals
  await markAgreed(db, actor, evaluationId, now)
  await recordOf(db, evaluation, { action: 'self-evaluation:agree' })
  return []
}
