/**
 * Agreement by all of the visiting team: each member agrees the report or says what is missing. The lead reviewer agrees
 * last, for the team, and may go on without somebody with a reason that the team reads.
 */
import { plural, sentenceList } from '../../../lib/words.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { type MemberPart, type Part, partMay } from '../part.rules.ts'
import { type WriteUpFacts, writeUpStage } from './summary.rules.ts'

/** What a member of the team has said of the report, and why the lead went on without them. */
export type Word = {
  said: '' | 'agrees' | 'something-missing'
  said_at: Temporal.Instant | null
  gone_on_at: Temporal.Instant | null
}

export type Standing = 'agrees' | 'agreed-earlier-text' | 'something-missing' | 'silent' | 'gone-on'

export const standings: Record<Standing, string> = {
  agrees: 'Agrees',
  'agreed-earlier-text': 'Agreed before the text was last changed',
  'something-missing': 'Says that something is missing',
  silent: 'Has not answered yet',
  'gone-on': 'The lead reviewer went on without',
}

const isAfter = (one: Temporal.Instant, other: Temporal.Instant | null) =>
  other === null || Temporal.Instant.compare(one, other) > 0

/** Where a member stands on the text as it is now. Whoever speaks after the lead went on without them is heard again. */
export function standingOf(word: Word, text_changed_at: Temporal.Instant | null): Standing {
  const { said, said_at, gone_on_at } = word
  if (gone_on_at && (said_at === null || !isAfter(said_at, gone_on_at))) return 'gone-on'
  if (said === 'something-missing') return 'something-missing'
  if (said === '' || !said_at) return 'silent'
  return text_changed_at && isAfter(text_changed_at, said_at) ? 'agreed-earlier-text' : 'agrees'
}

/** Whether the lead reviewer still waits for somebody who stands so. */
export const isWaitedFor = (standing: Standing) => standing !== 'agrees' && standing !== 'gone-on'

/** The parts that make up the visiting team. */
export const isOfTeam = (part: Part | MemberPart) => part === 'lead-reviewer' || part === 'reviewer' || part === 'ile'

/** When the words of a report last changed. */
export function lastChange(times: readonly (Temporal.Instant | null)[]): Temporal.Instant | null {
  return times.reduce((latest, time) => (time && isAfter(time, latest) ? time : latest), null)
}

/** Why this person cannot say whether they agree the report. They may from the day on which the host has it. */
export function whyCannotSayWord(
  part: Part,
  facts: WriteUpFacts,
  word: { agrees: boolean; missing: string },
): Refusal | undefined {
  if (facts.cancelled_at) return { message: 'This review was cancelled' }
  if (!isOfTeam(part)) return { message: 'Members of the visiting team say whether they agree the report' }
  const stage = writeUpStage(facts)
  if (stage === 'drafting') return { message: 'The draft has not been sent to the host yet' }
  if (stage === 'agreed') return { message: 'The report is agreed already' }
  if (!word.agrees && word.missing.trim() === '')
    return { field: 'missing', message: 'Say what is missing, or what should be put differently' }
  return undefined
}

/** Why the lead reviewer cannot go on without a member. */
export function whyCannotGoOnWithout(
  part: Part,
  facts: WriteUpFacts,
  standing: Standing,
  reason: string,
): Refusal | undefined {
  if (!partMay(part, 'agree-as-team')) return { message: 'The lead reviewer decides whether to go on without somebody' }
  const stage = writeUpStage(facts)
  if (stage === 'agreed') return { message: 'The report is agreed already' }
  if (stage === 'drafting') return { message: 'The draft has not been sent to the host yet' }
  if (!isWaitedFor(standing)) return { message: 'Nobody waits for this member: go on' }
  if (reason.trim() === '') return { field: 'reason', message: 'Say why the team goes on without them' }
  return undefined
}

/** Why the team cannot agree the report yet; `waiting` names the members for whom it waits. */
export function whyTeamCannotAgree(part: Part, facts: WriteUpFacts, waiting: readonly string[]): Refusal | undefined {
  if (!partMay(part, 'agree-as-team')) return { message: 'The lead reviewer agrees the report for the team' }
  const stage = writeUpStage(facts)
  if (stage === 'agreed') return { message: 'The report is agreed already' }
  if (stage !== 'host-agreed') return { message: 'The host agrees the report first' }
  if (waiting.length > 0)
    return {
      message: `The team agrees when each member has. It waits for ${plural(waiting.length, 'member')}: ${sentenceList(waiting)}. You can go on without somebody, with a reason`,
    }
  return undefined
}

/** Why the lead reviewer cannot open the text again after the host has agreed it. */
export function whyCannotReopen(part: Part, facts: WriteUpFacts, reason: string): Refusal | undefined {
  if (!partMay(part, 'agree-as-team')) return { message: 'The lead reviewer opens the text again' }
  const stage = writeUpStage(facts)
  if (stage === 'agreed') return { message: 'The report is agreed and belongs to the school, so its text stands' }
  if (stage !== 'host-agreed') return { message: 'The text is open already' }
  if (reason.trim() === '') return { field: 'reason', message: 'Say what the team wants to change' }
  return undefined
}
