import type { ActivityKind } from '../../features/reviews/preparation/visit-programme.rules.ts'

/** What a review looked at, saw, found and led to. `{school}` stands for the host's name. */
export type Story = {
  focus: string
  questions: readonly { text: string; statement: string; why: string }[]
  /** `from` is the activity it was written in; `question` the number of its question, from 0. */
  notes: readonly {
    from: ActivityKind
    question: number
    tag: 'strength' | 'question' | 'look-again' | ''
    text: string
  }[]
  /** `notes` are the numbers of the notes that show it, from 0. */
  findings: readonly {
    kind: 'strength' | 'area-to-develop'
    title: string
    text: string
    question: number
    statement: string
    notes: readonly number[]
    challenge?: string
    /** What the team answered to the challenge. */
    answer?: string
    /** Why the notes are of one kind of source, where they are. */
    one_source?: string
  }[]
  introduction: string
  how: string
  overall: string
  thanks: string
  comment: { finding: number; text: string; reply: string; outcome: 'changed' | 'kept' }
  steps: readonly { text: string; finding: number; owner: string; weeks: number; success: string; progress: string }[]
  followUp: string
  celebrate: string
  develop: string
}
