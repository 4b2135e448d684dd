/**
 * The written summary: drafted by the visiting team section by section, commented on by the host,
 * answered, agreed by both, and then the host's own.
 */
import type { Refusal } from '../../../platform/web/form.ts'
import { type Part, partMay } from '../part.rules.ts'

/** The sections of a report around its findings, with what to write in each. */
export const summarySections = {
  introduction: {
    name: 'Introduction',
    prompt: 'The school in two or three sentences: its size, its community, what it asked you to look at and why.',
  },
  'how-we-worked': {
    name: 'How we worked',
    prompt: 'What you did on the day: which lessons, conversations, books and documents, and who looked with you.',
  },
  overall: {
    name: 'What we found overall',
    prompt: 'The answer to the school’s questions in a few sentences. The findings below carry the detail.',
  },
  thanks: { name: 'Thanks', prompt: 'Who made the day possible, and what the team takes back to its own schools.' },
} as const

export type SectionKey = keyof typeof summarySections
export const sectionKeys = Object.keys(summarySections).filter((key): key is SectionKey => key in summarySections)

/** The two sections that a report cannot be sent without. */
const neededSections: readonly SectionKey[] = ['introduction', 'overall']

export type WriteUpFacts = {
  cancelled_at: Temporal.Instant | null
  sent_to_host_at: Temporal.Instant | null
  host_agreed_at: Temporal.Instant | null
  team_agreed_at: Temporal.Instant | null
}

export type WriteUpStage = 'drafting' | 'with-host' | 'host-agreed' | 'agreed'

/** Where the write-up is; the one place that says so. */
export function writeUpStage(facts: WriteUpFacts): WriteUpStage {
  if (facts.host_agreed_at && facts.team_agreed_at) return 'agreed'
  if (facts.host_agreed_at) return 'host-agreed'
  return facts.sent_to_host_at ? 'with-host' : 'drafting'
}

/** Why this person cannot change the summary's text now. After the host has agreed it stands. */
export function whyCannotWrite(part: Part, facts: WriteUpFacts): Refusal | undefined {
  if (facts.cancelled_at) return { message: 'This review was cancelled' }
  if (!partMay(part, 'draft')) return { message: 'The visiting team writes the summary' }
  const stage = writeUpStage(facts)
  if (stage === 'host-agreed' || stage === 'agreed')
    return { message: 'The host has agreed the report, so its text stands as it is' }
  return undefined
}

export type DraftFacts = {
  sections: ReadonlyMap<SectionKey, string>
  strengths: number
  areas: number
  visited: boolean
}

/** Something that a draft lacks, and where it is written. */
export type Missing = { text: string; at: SectionKey | 'findings' | 'visit' }

/** What is still missing before the draft can go to the host, in words; empty when it can. */
export function missingFromDraft(draft: DraftFacts): Missing[] {
  const missing: Missing[] = []
  if (!draft.visited) missing.push({ text: 'The visit has not taken place yet', at: 'visit' })
  for (const key of neededSections) {
    if ((draft.sections.get(key) ?? '').trim() === '')
      missing.push({ text: `Write the section “${summarySections[key].name}”`, at: key })
  }
  if (draft.strengths === 0) missing.push({ text: 'Add at least one strength', at: 'findings' })
  if (draft.areas === 0) missing.push({ text: 'Add at least one area to develop', at: 'findings' })
  return missing
}

/** Why the draft cannot be sent to the host, if it cannot. */
export function whyCannotSend(part: Part, facts: WriteUpFacts, draft: DraftFacts): Refusal | undefined {
  if (facts.cancelled_at) return { message: 'This review was cancelled' }
  if (!partMay(part, 'send-draft')) return { message: 'The lead reviewer sends the draft to the host' }
  if (facts.sent_to_host_at) return { message: 'The draft has been sent to the host already' }
  const [first] = missingFromDraft(draft)
  return first ? { message: first.text } : undefined
}

/** Why this person cannot comment on the draft. */
export function whyCannotComment(part: Part, facts: WriteUpFacts): Refusal | undefined {
  if (!partMay(part, 'comment')) return { message: 'The host school comments on the draft' }
  if (writeUpStage(facts) !== 'with-host')
    return {
      message: facts.sent_to_host_at
        ? 'The report has been agreed, so comments are closed'
        : 'The draft has not been sent yet',
    }
  return undefined
}

/** Why this person cannot answer a comment. Each comment is answered once, with what became of it. */
export function whyCannotReply(
  part: Part,
  facts: WriteUpFacts,
  comment: { replied_at: Temporal.Instant | null },
): Refusal | undefined {
  if (!partMay(part, 'draft')) return { message: 'The visiting team answers the host’s comments' }
  if (comment.replied_at) return { message: 'This comment has been answered already' }
  if (writeUpStage(facts) !== 'with-host') return { message: 'The report has been agreed, so comments are closed' }
  return undefined
}

export type AgreementFacts = { unanswered: number; next_steps: number }

/** Why the host cannot agree the report yet. */
export function whyHostCannotAgree(part: Part, facts: WriteUpFacts, agreement: AgreementFacts): Refusal | undefined {
  if (!partMay(part, 'agree-as-host'))
    return { message: 'The headteacher, or the colleague who leads for the host, agrees the report' }
  const stage = writeUpStage(facts)
  if (stage === 'drafting') return { message: 'The draft has not been sent yet' }
  if (stage !== 'with-host') return { message: 'The school has agreed the report already' }
  if (agreement.unanswered > 0) return { message: 'Wait until the team has answered every comment' }
  if (agreement.next_steps === 0)
    return { message: 'Add at least one next step, with its owner and date, before you agree the report' }
  return undefined
}

/** Whether this part may read the report as it stands: the team always, the host once it was sent, the rest of the host school once agreed. */
export function maySeeReport(part: Part, facts: WriteUpFacts): boolean {
  const stage = writeUpStage(facts)
  if (stage === 'drafting') return partMay(part, 'see-draft')
  if (stage === 'agreed') return partMay(part, 'see-report')
  return partMay(part, 'see-sent-draft')
}
