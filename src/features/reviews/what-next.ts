/** Where what comes next is done, and whom it waits for. */
import { sentenceList } from '../../lib/words.ts'
import type { NextThing } from './next-thing.rules.ts'
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

/** The people whom a thing waits for, as far as they are known; each once. */
export function peopleAskedFor(review: Review, thing: NextThing): { person_id: string; name: string }[] {
  const people = thing.by.flatMap((part) => [
    ...review.members.filter((member) => member.state === 'on-team' && member.part === part),
    ...review.group_leaders.filter((leader) => leader.part === part && part !== 'ile'),
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
