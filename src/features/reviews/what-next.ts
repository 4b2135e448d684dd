/** Where what comes next is done, and whom it waits for. */
import { sentenceList } from '../../lib/words.ts'
import { type NextThing, partsIn } from './next-thing.rules.ts'
import { groupMeetingPath, planMeetingPath } from './paths.ts'
import { writerInWords } from './record.rules.ts'
import type { Review } from './review.queries.ts'
import { openMeeting, stageIn } from './review.rules.ts'

/** Where each thing that can come next is done. */
export function hrefOf(thing: NextThing, here: string, review: Review, partnership: string): string | undefined {
  switch (thing.key) {
    case 'visit-date':
      return `${here}/schedule`
    case 'lead-reviewer':
    case 'visitors':
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
    case 'book-meeting':
    case 'hold-meeting':
      return meetingHref(thing, here, review, partnership)
    case 'name-leader':
      return `${here}/leaders/${thing.stage}`
    case 'write-next-steps':
      return `${here}/next-steps`
  }
}

function meetingHref(thing: NextThing, here: string, review: Review, partnership: string): string {
  if (stageIn(review.model, thing.stage).of === 'group')
    return groupMeetingPath({ key: partnership }, review.group_id, thing.stage)
  const meeting = openMeeting(review, thing.stage)
  return meeting ? `${here}/meetings/${meeting.id}` : planMeetingPath(here, thing.stage)
}

/** Whether a thing is a person's to do: by their part in the review, as one who leads its group, or as one who was named. */
export function isAskedFor(
  { by, stage }: NextThing,
  review: Pick<Review, 'part' | 'leads_as' | 'leads_stages'>,
): boolean {
  const parts = partsIn(review, stage)
  return by.some((one) => parts.includes(one))
}

/** The people whom a thing waits for, as far as they are known; each once. */
export function peopleAskedFor(review: Review, thing: NextThing): { person_id: string; name: string }[] {
  const isOfIt = (state: string) => state === 'on-team' || (thing.key === 'lead-reviewer' && state === 'invited')
  const people = thing.by.flatMap((part) => [
    ...review.members.filter((member) => isOfIt(member.state) && member.part === part),
    ...review.group_leaders.filter((leader) => leader.part === part && part !== 'ile'),
    ...review.stage_leaders.filter((one) => part === 'named-leader' && one.stage === thing.stage && !one.ended_at),
  ])
  return [...new Map(people.map(({ person_id, name }) => [person_id, { person_id, name }])).values()]
}

/** The people whom a thing waits for, by name where they are known. */
export function waitsFor(review: Review, thing: NextThing): string {
  const names = peopleAskedFor(review, thing).map(({ name }) => name)
  if (names.length > 0) return sentenceList(names.slice(0, 3), 'or')
  const [first] = thing.by
  if (first === 'partnership') return 'the partnership'
  if (first === 'host-lead' || first === 'host') return review.host_school_name
  return first === undefined ? 'nobody' : `the ${writerInWords(first)}`
}

/** ", by 3 December 2026" for work, ", on 3 December 2026" for what has its day. */
export function dueText(thing: NextThing, inWords: (day: Temporal.PlainDate) => string): string {
  if (!thing.due) return ''
  const hasItsDay = thing.key === 'visit' || thing.key === 'hold-meeting'
  const until = thing.until ? ` and ${inWords(thing.until)}` : ''
  return `, ${hasItsDay ? 'on' : 'by'} ${inWords(thing.due)}${until}`
}
