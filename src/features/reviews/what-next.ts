/** Where what comes next is done, and whom it waits for. */
import { sentenceList } from '../../lib/words.ts'
import { partInWords } from './part.rules.ts'
import type { Review } from './review.queries.ts'
import type { NextThing } from './review.rules.ts'

/** Where each thing that can come next is done. */
export function hrefOf(thing: NextThing, here: string, review: Review, partnership: string): string | undefined {
  const meeting = (kind: string) => review.meetings.find((one) => one.kind === kind)?.id
  switch (thing.key) {
    case 'visit-date':
      return `${here}/schedule`
    case 'lead-reviewer':
    case 'host-lead':
      return `${here}/team`
    case 'share-evaluation':
      return `/${partnership}/self-evaluations`
    case 'prepare':
      return `${here}/prepare`
    case 'visit':
      return `${here}/visit-programme`
    case 'send-draft':
    case 'host-agree':
    case 'team-agree':
      return `${here}/write-up`
    case 'book-follow-up':
      return `${here}/plan-follow-up`
    case 'book-check-in':
      return `${here}/plan-check-in`
    case 'hold-follow-up':
      return `${here}/meetings/${meeting('follow-up') ?? ''}`
    case 'hold-check-in':
      return `${here}/meetings/${meeting('check-in') ?? ''}`
  }
}

/** The people whom a thing waits for, by name where they are known. */
export function waitsFor(review: Review, thing: NextThing): string {
  const names = thing.by.flatMap((part) =>
    review.members.filter((member) => member.state === 'on-team' && member.part === part).map((member) => member.name),
  )
  if (names.length > 0) return sentenceList(names.slice(0, 3), 'or')
  const [first] = thing.by
  if (first === 'partnership') return 'the partnership'
  if (first === 'host-lead' || first === 'host') return review.host_school_name
  return first === undefined ? 'nobody' : `the ${partInWords(first)}`
}

/** ", by 3 December 2026" for work, ", on 3 December 2026" for what has its day. */
export function dueText(thing: NextThing, inWords: (day: Temporal.PlainDate) => string): string {
  if (!thing.due) return ''
  const hasItsDay = thing.key === 'visit' || thing.key.startsWith('hold-')
  return `, ${hasItsDay ? 'on' : 'by'} ${inWords(thing.due)}`
}
