import { plural } from '../../lib/words.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { Task } from '../home/task.ts'
import { type Actor, can } from '../people/public.ts'
import { healthPath } from '../review-groups/public.ts'
import { progressFrom, type ReviewsUnderWay, reviewsUnderWay, tasksFor as reviewTasks } from '../reviews/public.ts'
import { type Assessed, healthOf, needingAttention, statesInWords } from './health.rules.ts'
import { chosenLimits } from './limits.queries.ts'
import { usualLimits } from './limits.rules.ts'

/** What reviews ask of a person, and to officers how programmes are: the reviews are read once for both. */
export async function tasksFor(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  if (!can(actor, 'review:see')) return []
  const underWay = await reviewsUnderWay(db, actor)
  const own = await reviewTasks(db, actor, today, underWay)
  return [...own, ...(await healthTasks(db, actor, underWay, today))]
}

/** To the partnership's lead and officers: one line for each programme with reviews that need a look. */
async function healthTasks(
  db: Db,
  actor: Actor,
  underWay: ReviewsUnderWay,
  today: Temporal.PlainDate,
): Promise<Task[]> {
  if (!can(actor, 'programme:manage') || underWay.reviews.length === 0) return []
  const limits = await chosenLimits(db, actor)
  const assessed = progressFrom(actor, underWay, today)
    .filter(({ programme_ends_on }) => Temporal.PlainDate.compare(programme_ends_on, today) >= 0)
    .map((review) => ({ review, health: healthOf(review, limits.get(review.programme_id) ?? usualLimits, today) }))
  return [...Map.groupBy(needingAttention(assessed), ({ review }) => review.programme_id)].flatMap(([id, some]) =>
    taskOf(actor, id, some),
  )
}

function taskOf(actor: Actor, programmeId: string, some: readonly Assessed[]): Task[] {
  const [first] = some
  if (!first) return []
  const count = plural(some.length, 'review')
  return [
    {
      title: `${count} of ${first.review.programme_name} ${some.length === 1 ? 'needs' : 'need'} a look`,
      href: healthPath(actor.partnership, programmeId),
      about: 'Health of the programme',
      due: undefined,
      kind: 'now',
      note: `${statesInWords(some)}.`,
    },
  ]
}
