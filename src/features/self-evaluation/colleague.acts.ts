import { dayOf } from '../../lib/clock.ts'
import type { Db } from '../../platform/db/connect.ts'
import { sendMail } from '../../platform/mail/outbox.ts'
import type { Refusal } from '../../platform/web/form.ts'
import type { Actor } from '../people/public.ts'
import { addColleague, peopleToAsk, removeColleague } from './colleague.queries.ts'
import { invitedMail } from './emails/evaluation-mails.ts'
import { type Links, type Outcome, recordOf } from './evaluation.acts.ts'
import { evaluationToLead, setJudgeBy } from './evaluation.queries.ts'
import { whyCannotChangeColleagues, whyNotJudgeBy } from './evaluation.rules.ts'
import { evaluationPath } from './paths.ts'

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
    await recordOf(db, evaluation, { action: 'self-evaluation:invite', detail: { person: personId } })
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
    await recordOf(db, evaluation, { action: 'self-evaluation:leave-out', detail: { person: personId } })
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
