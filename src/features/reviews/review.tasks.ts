import { dayOf } from '../../lib/clock.ts'
import type { SchoolCalendar } from '../../lib/school-days.ts'
import { plural, timeOfDay } from '../../lib/words.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { Task } from '../home/task.ts'
import { type Actor, can } from '../people/public.ts'
import type { StageKey } from '../review-models/public.ts'
import { type NextThing, teamFacts, whatNext } from './next-thing.rules.ts'
import { isMemberPart } from './part.rules.ts'
import { groupMeetingPath, reviewPath } from './paths.ts'
import { startTasks } from './planning/start.tasks.ts'
import { whyCannotAcceptInterest } from './planning/team.rules.ts'
import { type ReviewsUnderWay, reviewsUnderWay } from './progress.queries.ts'
import { mayWriteRecord } from './record.rules.ts'
import {
  challengeTask,
  draftTasks,
  sharedReportTasks,
  stepTasks,
  type Waiting,
  waitingIn,
  wordTasks,
} from './report/write-up.tasks.ts'
import { asReviewPerson, type Review, type ReviewMember } from './review.queries.ts'
import { stageIn } from './review.rules.ts'
import { daysOf } from './visit-days.rules.ts'
import { hrefOf, isAskedFor, waitsFor } from './what-next.ts'

/**
 * What reviews ask of a person: invitations, decisions, what comes next in each review, and the dates ahead.
 * Of an officer they ask what waits for the partnership; and they tell an officer which reviews are late.
 */
export async function tasksFor(
  db: Db,
  actor: Actor,
  today: Temporal.PlainDate,
  underWay?: ReviewsUnderWay,
): Promise<Task[]> {
  if (!can(actor, 'review:see')) return []
  const { reviews, calendarOf } = underWay ?? (await reviewsUnderWay(db, actor))
  // These come before reviews, or outlast them.
  const after = [
    ...(await startTasks(db, actor, today)),
    ...(await stepTasks(db, actor, today)),
    ...(await sharedReportTasks(db, actor, today)),
  ]
  if (reviews.length === 0) return after
  const waiting = await waitingIn(db, actor, reviews)
  const own = reviews.flatMap((review) => [
    ...invitations(review, actor),
    ...decisions(review, actor),
    ...nextTasks(review, actor, calendarOf(review.host_school_id), today, waiting),
    ...dates(review, actor, today),
  ])
  return [...eachOnce(own), ...wordTasks(actor, reviews, waiting), ...after]
}

/** A meeting of the group is named by each of its reviews, and is one thing to do. */
function eachOnce(tasks: readonly Task[]): Task[] {
  const seen = new Set<string>()
  return tasks.filter(({ kind, title, href }) => {
    const name = JSON.stringify([kind, title, href])
    return !seen.has(name) && seen.add(name)
  })
}

/** What a task is about: the review, or the group where the stage is a meeting of the group. */
function about(review: Review, stage?: StageKey): string {
  if (stage !== undefined && stageIn(review.model, stage).of === 'group') return review.group_name
  return `Review of ${review.host_school_name}`
}

function invitations(review: Review, actor: Actor): Task[] {
  const own = review.members.find((member) => member.person_id === actor.person_id && member.state === 'invited')
  if (!own) return []
  const soon = review.visit_on?.subtract({ days: 28 })
  return [
    {
      title: 'Answer the invitation to the team',
      href: `${reviewPath(actor.partnership, review.id)}/invitation`,
      about: about(review),
      due: soon,
      kind: 'now',
    },
  ]
}

/** The members whose declared interest waits for a decision that is the actor's. */
export function toDecide(review: Review, actor: Actor): ReviewMember[] {
  const decider = { person: asReviewPerson(actor), part: review.part }
  return review.members.filter((member) => !whyCannotAcceptInterest(decider, member))
}

function decisions(review: Review, actor: Actor): Task[] {
  return toDecide(review, actor).map(
    (member): Task => ({
      title: `Decide whether ${member.name} can take part`,
      href: `${reviewPath(actor.partnership, review.id)}/team/${member.id}/decide`,
      about: about(review),
      due: undefined,
      kind: 'now',
      note: 'An interest was declared.',
    }),
  )
}

/** What the person can do is for now; what their team waits for from others is only told to the team. */
function nextTasks(
  review: Review,
  actor: Actor,
  calendar: SchoolCalendar,
  today: Temporal.PlainDate,
  waiting: Waiting,
): Task[] {
  const here = reviewPath(actor.partnership, review.id)
  return whatNext(review.model, review, teamFacts(review.members), calendar, today).flatMap((thing): Task[] => {
    const { text: title, due } = thing
    // The visit itself stands among the dates ahead; an officer is asked only for what waits for the partnership first.
    if (thing.key === 'visit') return []
    if (review.part === 'partnership' && thing.by[0] !== 'partnership') return lateTasks(review, actor, thing, today)
    if (thing.key === 'host-agree') return draftTasks(review, actor, waiting.unanswered.get(review.id) ?? 0, due)
    if (thing.key === 'send-draft' && review.part === 'ile') return [challengeTask(review, actor, waiting, due)]
    const mine = review.part === 'partnership' ? thing.by[0] === 'partnership' : isAskedFor(thing, review)
    const href = hrefOf(thing, here, review, actor.partnership.key)
    if (mine && thing.key === 'hold-meeting' && due && Temporal.PlainDate.compare(today, due) < 0) return []
    if (mine) return [{ title, href: href ?? here, about: about(review, thing.stage), due, kind: 'now' }]
    if (!isMemberPart(review.part)) return []
    const onlyGroup = stageIn(review.model, thing.stage).of === 'group' ? href : undefined
    return [
      {
        title,
        href: onlyGroup ?? here,
        about: about(review, thing.stage),
        due,
        kind: 'waiting',
        note: `Waits for ${waitsFor(review, thing)}.`,
      },
    ]
  })
}

/** What is late in a review that others hold: what and since when, never the content of a draft. */
function lateTasks(review: Review, actor: Actor, thing: NextThing, today: Temporal.PlainDate): Task[] {
  const days = thing.due ? thing.due.until(today).days : 0
  if (days <= 0) return []
  return [
    {
      title: thing.text,
      href: reviewPath(actor.partnership, review.id),
      about: about(review),
      due: thing.due,
      kind: 'waiting',
      note: `Its day was ${plural(days, 'day')} ago. Waits for ${waitsFor(review, thing)}.`,
    },
  ]
}

function dates(review: Review, actor: Actor, today: Temporal.PlainDate): Task[] {
  const isOfTeam = isMemberPart(review.part)
  // The group's meetings are for all who speak for its schools or support it, on the team or not.
  const leads = review.leads_as.length + review.leads_stages.length > 0
  if (!isOfTeam && !leads && review.part !== 'host-school') return []
  const here = reviewPath(actor.partnership, review.id)
  const starts = timeOfDay(Temporal.PlainTime.from(review.visit_starts))
  const visit = (isOfTeam ? daysOf(review) : []).map(
    (due, index): Task => ({
      title: index === 0 ? `Visit from ${starts}` : `Second day of the visit, from ${starts}`,
      href: `${here}/visit-programme`,
      about: about(review),
      due,
      kind: 'coming',
    }),
  )
  const meetings = review.meetings
    .filter(
      (meeting) => isOfTeam || meeting.of === 'group' || mayWriteRecord(review, stageIn(review.model, meeting.stage)),
    )
    .filter((meeting) => !meeting.held_at && Temporal.PlainDate.compare(dayOf(meeting.starts_at), today) >= 0)
    .map(
      (meeting): Task => ({
        title: `${stageIn(review.model, meeting.stage).name} at ${timeOfDay(meeting.starts_at)}`,
        href: meeting.of === 'group' ? groupMeetingPath(actor.partnership, review.group_id, meeting.stage) : here,
        about: about(review, meeting.stage),
        due: dayOf(meeting.starts_at),
        kind: 'coming',
      }),
    )
  return [...visit.filter(({ due }) => due && Temporal.PlainDate.compare(due, today) >= 0), ...meetings]
}
