/** A programme to start from: drawn from the day, the questions and the team, and meant to be changed. */
import { kindsAmong, sourceOf } from '../visit/source.rules.ts'
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
/** The same time in shorter turns, for few pairs with many questions. */
const shortSlots: readonly Slot[] = [
  { from: 30, to: 60 },
  { from: 60, to: 90 },
  { from: 105, to: 130 },
  { from: 130, to: 155 },
  { from: 160, to: 180 },
  { from: 180, to: 205 },
  { from: 255, to: 278 },
  { from: 278, to: 300 },
]
const lunch: Slot = { from: 205, to: 240 }
const comparing: Slot = { from: 305, to: 355 }
const closing: Slot = { from: 360, to: 405 }

const feedback = { kind: 'feedback', title: 'What we saw: feedback to the school', place: '' } as const

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

/** What a pair does in short turns, each beside another kind of source. */
const walk: Idea = { kind: 'learning-walk', title: 'Learning walk together', place: 'Around the school' }
const shortIdeas: readonly Idea[] = [
  walk,
  { kind: 'pupil-conversation', title: 'A conversation with a group of pupils', place: '' },
  { kind: 'book-study', title: 'Pupils’ books, looked at together', place: '' },
  { kind: 'staff-meeting', title: 'Staff talk about their day', place: '' },
  { kind: 'parent-meeting', title: 'Parents and carers meet the team', place: '' },
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

const idOf = (person: { person_id: string } | undefined) => person?.person_id ?? null

function pairFor(day: VisitDay, strand: number, index: number) {
  const host_person_id = strand < day.hosts.length ? idOf(turn(day.hosts, index)) : null
  return { host_person_id, visitor_person_id: idOf(turn(day.visitors, index)) }
}

const shortIdea = (index: number): Idea => turn(shortIdeas, index) ?? walk

type OneDay = Omit<NewActivity, 'on_day'>

/** Each slot has ideas of its own; the questions take turns. On the second day pairs, ideas and questions go on where they were. */
function inLongTurns(day: VisitDay, strands: number, earlier: number): OneDay[] {
  const before = earlier * lookingSlots.length * strands
  return lookingSlots.flatMap((slot, period) =>
    Array.from({ length: strands }, (_, strand) => {
      const index = before + period * strands + strand
      const idea = turn(ideas[(period + earlier) % ideas.length] ?? [], strand + earlier) ?? shortIdea(index)
      const question_id = turn(day.questions, index)?.id ?? null
      return { ...timesOf(slot, day), ...idea, ...pairFor(day, strand, index), question_id }
    }),
  )
}

/** Each question is looked at in one way, then in another: whatever is seen of it can be told by two kinds of source. */
function inShortTurns(day: VisitDay, strands: number, earlier: number): OneDay[] {
  const before = earlier * shortSlots.length * strands
  return shortSlots.flatMap((slot, period) =>
    Array.from({ length: strands }, (_, strand) => {
      const index = before + period * strands + strand
      const question = index % day.questions.length
      const idea = shortIdea(question + Math.floor(index / day.questions.length))
      const question_id = day.questions[question]?.id ?? null
      return { ...timesOf(slot, day), ...idea, ...pairFor(day, strand, index), question_id }
    }),
  )
}

/** Whether each question is looked at in ways that give two kinds of source. */
function hasTwoKinds(activities: readonly OneDay[], day: VisitDay): boolean {
  return day.questions.every((question) => {
    const own = activities.filter((activity) => activity.question_id === question.id)
    return kindsAmong(own.map((activity) => sourceOf({ source: '', activity_kind: activity.kind }))).length > 1
  })
}

/** Below this a short turn would leave no time to look. */
const minutesForShortTurns = 300

function lookingActivities(day: VisitDay, meal: OneDay, earlier: number): OneDay[] {
  const strands = strandsFor(day)
  const long = inLongTurns(day, strands, earlier)
  const isLong = day.starts.until(day.ends).total('minutes') >= minutesForShortTurns
  return hasTwoKinds([...long, meal], day) || !isLong ? long : inShortTurns(day, strands, earlier)
}

/**
 * A programme for a day: the team meets, pairs look at the questions in several ways, the team
 * compares what it saw and tells the host. It has no clashes, gives every visitor an activity and
 * every question one, and on a usual day two ways of looking that give different kinds of source.
 * A day shorter than two hours gets none. Of two days, the second looks on where the first stopped, and ends with the telling.
 */
export function suggestedProgramme(day: VisitDay): NewActivity[] {
  if (day.starts.until(day.ends).total('minutes') < 120) return []
  const last = Math.max(1, day.days.length)
  return Array.from({ length: last }, (_, earlier) =>
    oneDay(day, earlier, earlier === last - 1).map((activity) => ({ ...activity, on_day: earlier + 1 })),
  ).flat()
}

/** One day of the visit, after so many earlier ones. */
function oneDay(day: VisitDay, earlier: number, isLast: boolean): OneDay[] {
  const nobody = { host_person_id: null, visitor_person_id: null, question_id: null }
  const hostLead = day.hosts[0]?.person_id ?? null
  const meal: OneDay = {
    ...timesOf(lunch, day),
    kind: 'social-time',
    title: 'Lunch and the playground',
    place: 'Around the dining hall and playground',
    host_person_id: turn(day.hosts, 1 + earlier)?.person_id ?? null,
    visitor_person_id: turn(day.visitors, 1 + earlier)?.person_id ?? null,
    question_id: day.questions.at(-1)?.id ?? null,
  }
  const looking = lookingActivities(day, meal, earlier)
  return [
    {
      ...timesOf(opening, day),
      ...nobody,
      kind: 'team-meeting',
      title:
        earlier === 0 ? 'The team meets: welcome and the focus of the day' : 'The team meets: what to look at again',
      place: '',
    },
    ...looking.filter((activity) => Temporal.PlainTime.compare(activity.starts, meal.starts) < 0),
    meal,
    ...looking.filter((activity) => Temporal.PlainTime.compare(activity.starts, meal.starts) > 0),
    { ...timesOf(comparing, day), ...nobody, kind: 'team-meeting', title: 'The team compares its notes', place: '' },
    ...(isLast ? [{ ...timesOf(closing, day), ...nobody, ...feedback, host_person_id: hostLead }] : []),
  ]
}
