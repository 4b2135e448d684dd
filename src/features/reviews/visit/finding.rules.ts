/**
 * Findings: what the visiting team concludes, each a strength or an area to develop, each with its
 * evidence. Several kinds of evidence that agree are stronger than one; the rules say so in words.
 */
import { plural } from '../../../lib/words.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { type Part, partMay } from '../part.rules.ts'

export const findingKinds = { strength: 'Strength', 'area-to-develop': 'Area to develop' } as const
export type FindingKind = keyof typeof findingKinds

export type NewFinding = {
  kind: FindingKind
  title: string
  text: string
  question_id: string | null
  /** The agreed judgement it bears on, or ''. */
  statement_key: string
  note_ids: readonly string[]
  /** Why it rests on one kind of source, where it does. */
  one_source_reason?: string
}

/** What a finding may rest on, and who is at work. */
export type FindingBounds = {
  note_ids: ReadonlySet<string>
  question_ids: ReadonlySet<string>
  statement_keys: ReadonlySet<string>
  written_up: boolean
  part: Part
}

const longestTitle = 150
const longestText = 4000
export const longestReason = 500

/** Why this person cannot make or change findings now, if they cannot. Reviewers do; the ILE challenges and never leads. */
export function whyCannotWorkOnFindings(part: Part, written_up: boolean): Refusal | undefined {
  if (partMay(part, 'challenge'))
    return {
      message: 'The reviewers write the findings. As the Inclusion Leader of Education you can challenge any of them',
    }
  if (!partMay(part, 'draft')) return { message: 'Only the visiting team works on findings' }
  if (written_up)
    return {
      message:
        'The summary has been sent to the host school, so its findings are changed in answer to the host’s comments',
    }
  return undefined
}

/** Why a finding cannot be kept as it is, if it cannot. */
export function whyCannotKeepFinding(finding: NewFinding, bounds: FindingBounds): Refusal | undefined {
  const refusal = whyCannotWorkOnFindings(bounds.part, bounds.written_up)
  if (refusal) return refusal
  if (finding.title.trim() === '') return { field: 'title', message: 'Enter the finding in one line' }
  if (finding.title.length > longestTitle)
    return {
      field: 'title',
      message: `The line must be ${longestTitle} characters or fewer. Put the rest in the text below`,
    }
  if (finding.text.length > longestText)
    return { field: 'text', message: `The text must be ${plural(longestText, 'character')} or fewer` }
  if ((finding.one_source_reason ?? '').length > longestReason)
    return { field: 'one_source_reason', message: `The reason must be ${longestReason} characters or fewer` }
  if (finding.note_ids.some((id) => !bounds.note_ids.has(id)))
    return { field: 'note_ids', message: 'One of these notes has been removed: choose again' }
  if (finding.question_id !== null && !bounds.question_ids.has(finding.question_id))
    return { field: 'question_id', message: 'Choose one of the questions of this review, or none' }
  if (finding.statement_key !== '' && !bounds.statement_keys.has(finding.statement_key)) {
    return { field: 'statement_key', message: 'Choose a judgement that the school has agreed, or none' }
  }
  return whyNoEvidence(finding)
}

/** Why a finding rests on nothing. */
export function whyNoEvidence(finding: Pick<NewFinding, 'note_ids' | 'statement_key'>): Refusal | undefined {
  if (finding.note_ids.length > 0 || finding.statement_key !== '') return undefined
  return { field: 'note_ids', message: 'Choose the notes, or the agreed judgement, that show this' }
}

/** Why this person cannot challenge a finding, if they cannot. Only the ILE does, until the summary is sent. */
export function whyCannotChallenge(part: Part, challenge: string, written_up: boolean): Refusal | undefined {
  if (!partMay(part, 'challenge'))
    return { message: 'Only the Inclusion Leader of Education of this review records a challenge' }
  if (written_up)
    return { message: 'The summary has been sent to the host school, so a challenge can no longer be recorded here' }
  if (challenge.trim() === '')
    return { field: 'challenge', message: 'Enter what the team should look at again, and why' }
  if (challenge.length > longestText)
    return { field: 'challenge', message: `The challenge must be ${plural(longestText, 'character')} or fewer` }
  return undefined
}

/** Why the team cannot answer the challenge to a finding, if it cannot. It may until the text of the report stands. */
export function whyCannotAnswerChallenge(
  part: Part,
  finding: { challenge: string },
  answer: string,
  text_stands: boolean,
): Refusal | undefined {
  if (!partMay(part, 'draft')) return { message: 'The reviewers answer a challenge' }
  if (text_stands) return { message: 'The host has agreed the report, so its text stands as it is' }
  if (finding.challenge === '') return { message: 'Nobody has challenged this finding' }
  if (answer.trim() === '') return { field: 'answer', message: 'Enter what the team made of the challenge' }
  if (answer.length > longestText)
    return { field: 'answer', message: `The answer must be ${plural(longestText, 'character')} or fewer` }
  return undefined
}

/** Whether a challenge was changed after the team answered it, so that the answer is to an earlier one. */
export function isAnswerToEarlier(finding: {
  challenge_at: Temporal.Instant | null
  challenge_answer_at: Temporal.Instant | null
}): boolean {
  const { challenge_at, challenge_answer_at } = finding
  return (
    challenge_at !== null &&
    challenge_answer_at !== null &&
    Temporal.Instant.compare(challenge_at, challenge_answer_at) > 0
  )
}
