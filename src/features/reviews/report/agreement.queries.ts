/** Stores who of the visiting team agrees the report, and brings it to its end. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import type { ReviewMember } from '../review.queries.ts'
import {
  isOfTeam,
  isWaitedFor,
  lastChange,
  type Standing,
  standingOf,
  whyCannotGoOnWithout,
  whyCannotReopen,
  whyCannotSayWord,
  whyTeamCannotAgree,
} from './agreement.rules.ts'
import { type TeamWord, takeStep, type WriteUp, writeUpToChange } from './summary.queries.ts'

export type TeamMember = ReviewMember & { word: TeamWord; standing: Standing }

const silence = { missing: '', said: '', said_at: null, gone_on_reason: '', gone_on_at: null, version: 0 } as const

/** The visiting team, each with what they said and where they stand on the text as it is now. */
export function teamOf(writeUp: WriteUp): TeamMember[] {
  const changed = textChangedAt(writeUp)
  return writeUp.members
    .filter((member) => member.state === 'on-team' && isOfTeam(member.part))
    .map((member) => {
      const word = writeUp.words.find((one) => one.person_id === member.person_id)
      const known = word ?? { ...silence, person_id: member.person_id }
      return { ...member, word: known, standing: standingOf(known, changed) }
    })
}

function textChangedAt(writeUp: WriteUp): Temporal.Instant | null {
  const sections = writeUp.sections.map((section) => section.updated_at)
  const findings = writeUp.findings.flatMap((finding) => [finding.updated_at, finding.challenge_answer_at])
  return lastChange([...sections, ...findings])
}

/** The names of those for whom the lead reviewer waits; the lead agrees by agreeing for the team. */
export function waitedFor(writeUp: WriteUp, lead_id: string): string[] {
  return teamOf(writeUp)
    .filter((member) => member.person_id !== lead_id && isWaitedFor(member.standing))
    .map((member) => member.name)
}

/** A member of the team agrees the report, or says what is missing. */
export async function sayWord(
  db: Db,
  actor: Actor,
  reviewId: string,
  word: { agrees: boolean; missing: string },
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const writeUp = await writeUpToChange(db, actor, reviewId)
  const refusal = whyCannotSayWord(writeUp.part, writeUp, word)
  if (refusal) return refusal
  const said = word.agrees ? 'agrees' : 'something-missing'
  await sql`insert into report_agreement (partnership_id, review_id, person_id, said, missing, said_at)
    values (${actor.partnership.id}, ${reviewId}, ${actor.person_id}, ${said}, ${word.agrees ? '' : word.missing}, ${now})
    on conflict (review_id, person_id) do update set said = excluded.said, missing = excluded.missing, said_at = excluded.said_at,
      version = report_agreement.version + 1`.execute(db)
  return undefined
}

/** The lead reviewer goes on without a member, and says why. */
export async function goOnWithout(
  db: Db,
  actor: Actor,
  reviewId: string,
  member_id: string,
  reason: string,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const writeUp = await writeUpToChange(db, actor, reviewId)
  const member = found(teamOf(writeUp).find((one) => one.id === member_id && one.person_id !== actor.person_id))
  const refusal = whyCannotGoOnWithout(writeUp.part, writeUp, member.standing, reason)
  if (refusal) return refusal
  await sql`insert into report_agreement (partnership_id, review_id, person_id, gone_on_reason, gone_on_by, gone_on_at)
    values (${actor.partnership.id}, ${reviewId}, ${member.person_id}, ${reason}, ${actor.person_id}, ${now})
    on conflict (review_id, person_id) do update set gone_on_reason = excluded.gone_on_reason, gone_on_by = excluded.gone_on_by,
      gone_on_at = excluded.gone_on_at, version = report_agreement.version + 1`.execute(db)
  return undefined
}

/** The lead reviewer agrees the report for the team; from then on it belongs to the host. */
export async function agreeAsTeam(
  db: Db,
  actor: Actor,
  reviewId: string,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const writeUp = await writeUpToChange(db, actor, reviewId, true)
  const refusal = whyTeamCannotAgree(writeUp.part, writeUp, waitedFor(writeUp, actor.person_id))
  if (refusal) return refusal
  const agreed = sql`team_agreed_at = ${now}, team_agreed_by = ${actor.person_id}`
  await takeStep(db, actor, writeUp, 'review:agree-as-team', agreed)
  return undefined
}

/** Gives the report back to the host with its text open, because the team found something missing. The host agrees again. */
export async function reopenReport(
  db: Db,
  actor: Actor,
  reviewId: string,
  reason: string,
): Promise<Refusal | undefined> {
  const writeUp = await writeUpToChange(db, actor, reviewId, true)
  const refusal = whyCannotReopen(writeUp.part, writeUp, reason)
  if (refusal) return refusal
  await takeStep(db, actor, writeUp, 'review:reopen-report', sql`host_agreed_at = null, host_agreed_by = null`)
  return undefined
}
