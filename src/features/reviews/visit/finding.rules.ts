/**
 * Findings: what the visiting team concludes, each a strength or an area to develop, each with its
 * evidence. Several kinds of evidence that agree are stronger than one; the rules say so in words.
 */
import { plural } from '../../../lib/words.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { type Part, partMay } from '../part.rules.ts'
import { type ActivityKind, activityKinds } from '../preparation/visit-programme.rules.ts'

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

/** The kind of source a note comes from: that of its activity, '' when it was written outside the programme. */
export type NoteSource = ActivityKind | ''

const sourceName = (source: NoteSource) =>
  source === '' ? 'notes made outside the programme' : activityKinds[source].toLowerCase()

/**
 * What people should know about the evidence of a finding when it has fewer than two notes of
 * different kinds; undefined when at least two kinds of source agree.
 */
export function adviceOnSources(sources: readonly NoteSource[], on_judgement: boolean): string | undefined {
  const kinds = new Set(sources)
  if (kinds.size >= 2) return undefined
  const [only] = kinds
  if (only === undefined) {
    return on_judgement
      ? 'One source: the school’s own judgement, and no note from the visit. Add notes that show it, or say in the text that the visit did not look at it.'
      : 'No source yet: choose the notes that show this.'
  }
  const count = sources.length === 1 ? 'one note' : `${plural(sources.length, 'note')}, all of one kind`
  return `One source: ${count} (${sourceName(only)}). Look for a second kind of evidence, or say in the text that there is one source.`
}
