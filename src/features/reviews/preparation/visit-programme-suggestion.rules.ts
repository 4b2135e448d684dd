/** A programme to start from: drawn from the day, the questions and the team, and meant to be changed. */
import type { ActivityKind, NewActivity, VisitDay } from './visit-programme.rules.ts'

/** Minutes of a day of 8:45am to 3:30pm; other days are stretched or shortened in proportion. */
const usualMinutes = 405

type Slot = { from: number; to: number }
const opening: Slot = { from: 0, to: 25 }
const lookingSlots: readonly Slot[] = [
  { from: 30, to: 90 },
  { from: 105, to: 155 },
  { from: 160, to: 205 },
  { from: 255, to: 300 },
]
const lunch: Slot = { from: 205, to: 240 }
const comparing: Slot = { from: 305, to: 355 }
const closing: Slot = { from: 360, to: 405 }

type Idea = { kind: ActivityKind; title: string; place: string }
/** What suits each part of the day; the strands of one slot take different ideas. */
const ideas: readonly (readonly Idea[])[] = [
  [
    { kind: 'learning-walk', title: 'Learning walk together', place: 'Around the school' },
    { kind: 'lesson-visit', title: 'Lessons seen in pairs', place: '' },
    { kind: 'document-check', title: 'Provision maps and support plans', place: '' },
  ],
  [
    { kind: 'pupil-conversation', title: 'A conversation with a group of pupils', place: '' },
    { kind: 'book-study', title: 'Pupils’ books, looked at together', place: '' },
    { kind: 'lesson-visit', title: 'Lessons seen in pairs', place: '' },
  ],
  [
    { kind: 'book-study', title: 'Pupils’ books, looked at together', place: '' },
    { kind: 'staff-meeting', title: 'Teaching assistants talk about their day', place: '' },
    { kind: 'pupil-conversation', title: 'A conversation with a group of pupils', place: '' },
  ],
  [
    { kind: 'staff-meeting', title: 'Teachers talk about planning for every pupil', place: '' },
    { kind: 'parent-meeting', title: 'Parents and carers meet the team', place: '' },
    { kind: 'document-check', title: 'How the school checks what helps', place: '' },
  ],
]

function timesOf(slot: Slot, day: VisitDay): { starts: Temporal.PlainTime; ends: Temporal.PlainTime } {
  const length = day.starts.until(day.ends).total('minutes')
  const at = (minute: number) =>
    day.starts.add({
      minutes: minute === usualMinutes ? length : Math.floor(((minute / usualMinutes) * length) / 5) * 5,
    })
  return { starts: at(slot.from), ends: at(slot.to) }
}

/** How many pairs look at the same time: as many as there are pairs, and enough for every visitor to have a turn. */
function strandsFor(day: VisitDay): number {
  const pairs = Math.min(day.hosts.length, day.visitors.length, ideas[0]?.length ?? 1)
  return Math.max(1, pairs, Math.ceil(day.visitors.length / lookingSlots.length))
}

const turn = <T>(people: readonly T[], index: number) =>
  people.length === 0 ? undefined : people[index % people.length]

function lookingActivities(day: VisitDay): NewActivity[] {
  const strands = strandsFor(day)
  const list: NewActivity[] = []
  for (const [period, slot] of lookingSlots.entries()) {
    for (let strand = 0; strand < strands; strand++) {
      const index = period * strands + strand
      const idea = turn(ideas[period] ?? [], strand)
      if (!idea) continue
      list.push({
        ...timesOf(slot, day),
        ...idea,
        host_person_id: (strand < day.hosts.length ? turn(day.hosts, index)?.person_id : undefined) ?? null,
        visitor_person_id: turn(day.visitors, index)?.person_id ?? null,
        question_id: turn(day.questions, index)?.id ?? null,
      })
    }
  }
  return list
}

/**
 * A programme for a day: the team meets, pairs look at the questions in several ways, the team
 * compares what it saw and tells the host. It has no clashes and gives every visitor and every
 * question at least one activity. A day shorter than two hours gets none.
 */
export function suggestedProgramme(day: VisitDay): NewActivity[] {
  if (day.starts.until(day.ends).total('minutes') < 120) return []
  const nobody = { host_person_id: null, visitor_person_id: null, question_id: null }
  const hostLead = day.hosts[0]?.person_id ?? null
  const meal: NewActivity = {
    ...timesOf(lunch, day),
    kind: 'social-time',
    title: 'Lunch and the playground',
    place: 'Around the dining hall and playground',
    host_person_id: turn(day.hosts, 1)?.person_id ?? null,
    visitor_person_id: turn(day.visitors, 1)?.person_id ?? null,
    question_id: day.questions.at(-1)?.id ?? null,
  }
  return [
    {
      ...timesOf(opening, day),
      ...nobody,
      kind: 'team-meeting',
      title: 'The team meets: welcome and the focus of the day',
      place: '',
    },
    ...lookingActivities(day).filter((activity) => Temporal.PlainTime.compare(activity.starts, meal.starts) < 0),
    meal,
    ...lookingActivities(day).filter((activity) => Temporal.PlainTime.compare(activity.starts, meal.starts) > 0),
    { ...timesOf(comparing, day), ...nobody, kind: 'team-meeting', title: 'The team compares its notes', place: '' },
    {
      ...timesOf(closing, day),
      ...nobody,
      kind: 'feedback',
      title: 'What we saw: feedback to the school',
      place: '',
      host_person_id: hostLead,
    },
  ]
}
