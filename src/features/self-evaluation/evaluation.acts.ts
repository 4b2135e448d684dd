/** What people do with an evaluation as a whole. Each act asks the rules, writes, tells people, and leaves a trace. */
import { record } from '../../platform/audit/audit.ts'
import type { Db } from '../../platform/db/connect.ts'
import { sendMail } from '../../platform/mail/outbox.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { Forbidden, found } from '../../platform/web/page.ts'
import { type Framework, frameworkById } from '../frameworks/public.ts'
import { type Actor, can } from '../people/public.ts'
import { dayOf } from '../sharing/public.ts'
import { agreedJudgements, highlightsOf } from './agree.queries.ts'
import { whyCannotAgreeWhole } from './compare.rules.ts'
import { comparisonMail, invitedMail } from './emails/evaluation-mails.ts'
import {
  addColleague,
  colleaguesOf,
  type Evaluation,
  evaluationFor,
  frameworkDates,
  insertEvaluation,
  lockEvaluation,
  markAgreed,
  markCompared,
  type NewEvaluation,
  peopleToAsk,
  removeColleague,
  setFinished,
  setJudgeBy,
} from './evaluation.queries.ts'
import {
  takingPart,
  whyCannotChangeColleagues,
  whyCannotCompare,
  whyCannotEditAgreed,
  whyCannotFinish,
  whyCannotReopen,
  whyCannotStart,
  whyNotJudgeBy,
} from './evaluation.rules.ts'
import { judgedStatements } from './judgement.queries.ts'
import { partOf } from './parts.ts'
import { evaluationPath } from './paths.ts'

/** A rule's refusal, or what the act made. */
export type Outcome<Made = object> = { refusal: Refusal } | ({ refusal?: never } & Made)

/** For links in mails. */
export type Links = { baseUrl: string }

/** The evaluation, for somebody who may do this to it; "not found" or "you may not" for everyone else. */
export async function evaluationToLead(db: Db, actor: Actor, id: string): Promise<Evaluation> {
  const evaluation = found(await evaluationFor(db, actor, id))
  if (!partOf(actor, evaluation).lead) throw new Forbidden()
  return evaluation
}

/** The framework that an evaluation is bound to. It is published, and so it is there and never changes. */
export async function frameworkOf(
  db: Db,
  actor: Actor,
  evaluation: Pick<Evaluation, 'framework_id'>,
): Promise<Framework> {
  return found(await frameworkById(db, actor, evaluation.framework_id))
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

/**
 * Asks people to judge, and tells them by email. Only people of the school can be asked here; a
 * person who was invited to the service a moment ago is named in `welcome` and is told by that mail.
 */
export async function inviteColleagues(
  db: Db,
  actor: Actor,
  evaluationId: string,
  personIds: readonly string[],
  services: Links,
  now: Temporal.Instant,
  welcome: readonly string[] = [],
): Promise<Outcome<{ invited: string[] }>> {
  const evaluation = await evaluationToLead(db, actor, evaluationId)
  const refusal = whyCannotChangeColleagues(evaluation)
  if (refusal) return { refusal }
  const askable = new Set([...(await peopleToAsk(db, evaluation)).map((person) => person.person_id), ...welcome])
  const invited: string[] = []
  for (const personId of personIds) {
    if (!askable.has(personId)) continue
    const person = await addColleague(db, actor, evaluationId, personId, now)
    if (!person) continue
    invited.push(person.name)
    await record(
      db,
      {},
      {
        action: 'self-evaluation:invite',
        subject_kind: 'self-evaluation',
        subject_id: evaluationId,
        school_id: evaluation.school_id,
        detail: { person: personId },
      },
    )
    if (personId === actor.person_id || welcome.includes(personId)) continue
    const mail = invitedMail(
      evaluation,
      person,
      actor,
      services.baseUrl + evaluationPath(actor.partnership, evaluationId),
    )
    await sendMail(db, {
      to: { address: person.email, name: person.name },
      ...mail,
      kind: 'self-evaluation-invitation',
    })
  }
  return { invited }
}

/** Takes a colleague out of the judging. What they judged stays theirs, unseen, and comes back if they do. */
export async function leaveOut(
  db: Db,
  actor: Actor,
  evaluationId: string,
  personId: string,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const evaluation = await evaluationToLead(db, actor, evaluationId)
  const refusal = whyCannotChangeColleagues(evaluation)
  if (refusal) return refusal
  if (await removeColleague(db, evaluationId, personId, now)) {
    await record(
      db,
      {},
      {
        action: 'self-evaluation:leave-out',
        subject_kind: 'self-evaluation',
        subject_id: evaluationId,
        school_id: evaluation.school_id,
        detail: { person: personId },
      },
    )
  }
  return undefined
}

/** Sets, changes or removes the day to judge by. */
export async function changeJudgeBy(
  db: Db,
  actor: Actor,
  evaluationId: string,
  judgeBy: Temporal.PlainDate | undefined,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const evaluation = await evaluationToLead(db, actor, evaluationId)
  const refusal = whyCannotChangeColleagues(evaluation) ?? (judgeBy ? whyNotJudgeBy(judgeBy, dayOf(now)) : undefined)
  if (!refusal) await setJudgeBy(db, evaluationId, judgeBy)
  return refusal
}

/** "I have finished my judgements." */
export async function finishJudging(
  db: Db,
  actor: Actor,
  evaluationId: string,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const evaluation = found(await evaluationFor(db, actor, evaluationId))
  if (!evaluation.takes_part) throw new Forbidden()
  const judged = (await judgedStatements(db, evaluationId)).filter((row) => row.person_id === actor.person_id).length
  const refusal = whyCannotFinish({ ...evaluation, removed_at: null }, judged)
  if (!refusal) await setFinished(db, evaluationId, actor.person_id, now)
  return refusal
}

/** Opens one's own judgements again, as long as nobody has compared them. */
export async function reopenJudging(db: Db, actor: Actor, evaluationId: string): Promise<Refusal | undefined> {
  const evaluation = found(await evaluationFor(db, actor, evaluationId))
  if (!evaluation.takes_part) throw new Forbidden()
  const refusal = whyCannotReopen({ ...evaluation, removed_at: null })
  if (!refusal) await setFinished(db, evaluationId, actor.person_id, null)
  return refusal
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
  await record(
    db,
    {},
    {
      action: 'self-evaluation:compare',
      subject_kind: 'self-evaluation',
      subject_id: evaluationId,
      school_id: evaluation.school_id,
    },
  )
  const link = services.baseUrl + evaluationPath(actor.partnership, evaluationId, 'compare')
  for (const colleague of takingPart(colleagues)) {
    if (colleague.person_id === actor.person_id) continue
    const mail = comparisonMail(evaluation, colleague, reason.trim(), actor, link)
    await sendMail(db, {
      to: { address: colleague.email, name: colleague.name },
      ...mail,
      kind: 'self-evaluation-compare',
    })
  }
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
  await record(
    db,
    {},
    {
      action: 'self-evaluation:agree',
      subject_kind: 'self-evaluation',
      subject_id: evaluationId,
      school_id: evaluation.school_id,
    },
  )
  return []
}
