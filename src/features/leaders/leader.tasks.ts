import type { Db } from '../../platform/db/connect.ts'
import type { Task } from '../home/task.ts'
import { type Actor, isOfficer } from '../people/public.ts'
import { unansweredProgrammes } from './answer.queries.ts'
import { answerPath } from './paths.ts'

/** What programmes ask of a leader: the days that they can give, and for which schools. */
export async function tasksFor(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  const held = actor.roles.map(({ role }) => role)
  if (isOfficer(actor) || !held.some((role) => ['ile', 'facilitator', 'quality-assurer'].includes(role))) return []
  const programmes = await unansweredProgrammes(db, actor, today)
  return programmes
    .filter(({ parts }) => parts.some((part) => held.includes(part)))
    .map(({ id, name }) => ({
      title: 'Say how many days you can give, and for which schools',
      href: answerPath(actor.partnership, id, actor.person_id),
      about: name,
      due: undefined,
      kind: 'now',
      note: 'Leaders are matched to review groups by what they say.',
    }))
}
