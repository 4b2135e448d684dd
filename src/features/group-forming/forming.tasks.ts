import type { Db } from '../../platform/db/connect.ts'
import { day, moment, rowsOf, rowsWithin } from '../../platform/db/rows-within.ts'
import type { Task } from '../home/task.ts'
import type { Actor } from '../people/public.ts'
import { modelsFor } from '../review-models/public.ts'
import { placingTasks, programmesToPlaceIn } from './placing/placing.tasks.ts'
import { openProposals, proposalTasks, proposedSchools } from './proposal/proposal.tasks.ts'
import { askedOfOwnSchools, askingProgrammes, isAsking } from './settings/asking.queries.ts'
import { preferenceTasks } from './settings/settings.tasks.ts'

const asking = {
  preferences_until: day,
  asked_at: moment,
  reminded_at: moment,
  preferences_closed_at: moment,
  proposed_at: moment,
}

/** What the forming of groups asks of people, read in one statement: answers, decisions, schools to place. */
export async function tasksFor(db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Task[]> {
  const found = await db
    .selectNoFrom([
      rowsWithin(askedOfOwnSchools(actor, today)).as('asked'),
      rowsWithin(askingProgrammes(actor, today)).as('asking'),
      rowsWithin(proposedSchools(actor, today)).as('proposed'),
      rowsWithin(openProposals(actor)).as('proposals'),
      rowsWithin(programmesToPlaceIn(actor, today)).as('places'),
    ])
    .executeTakeFirstOrThrow()
  const preferences = {
    asked: rowsOf(found.asked, asking).filter((row) => isAsking(row, today)),
    asking: rowsOf(found.asking, asking).filter((row) => isAsking(row, today)),
  }
  const answers = {
    proposed: rowsOf(found.proposed, { until: day }),
    proposals: rowsOf(found.proposals, { until: day }),
  }
  return [
    ...preferenceTasks(actor, preferences, today),
    ...proposalTasks(actor, answers, today),
    ...placingTasks(
      actor,
      found.places,
      await modelsFor(
        db,
        actor,
        found.places.map(({ model_key }) => model_key),
      ),
    ),
  ]
}
