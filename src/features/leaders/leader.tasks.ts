import type { Db } from '../../platform/db/connect.ts'
import type { Task } from '../home/task.ts'
import { type Actor, isOfficer } from '../people/public.ts'
import { leaderParts } from '../review-models/public.ts'
import { programmesThatAsk } from './answer.queries.ts'
import { answerPath } from './paths.ts'

/** What programmes ask of a leader: the days that they can give, and for which schools. Then the officers' turn is to match them. */
export async function tasksFor(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  const held = leaderParts.filter((part) => actor.roles.some(({ role }) => role === part))
  if (isOfficer(actor) || held.length === 0) return []
  const programmes = await programmesThatAsk(db, actor, today)
  return programmes
    .filter(
      ({ parts, has_answered, has_group }) => held.some((part) => parts.includes(part)) && !(has_answered && has_group),
    )
    .map(({ id, name, has_answered }) => ({
      href: answerPath(actor.partnership, id, actor.person_id),
      about: name,
      due: undefined,
      ...(has_answered
        ? { title: 'The officers match you to a review group', kind: 'waiting', note: 'You can change what you said.' }
        : {
            title: 'Say how many days you can give, and for which schools',
            kind: 'now',
            note: 'Leaders are matched to review groups by what they say.',
          }),
    }))
}
