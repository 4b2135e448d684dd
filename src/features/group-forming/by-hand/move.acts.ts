/** Making a change by hand: the next version of the groups. */
import type { Effect } from '../../../lib/grouping/effect.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import { insertArrangement } from '../arrangement.queries.ts'
import type { Explained } from './hand.queries.ts'
import { boundAfter, type Change, changeInWords, violationsIn } from './move.rules.ts'

/** Keeps the groups after a change as the next version, with the locks of the version that it was made from. Answers its id. */
export async function makeMove(
  db: Db,
  actor: Actor,
  ground: Explained,
  change: Change,
  effect: Effect,
): Promise<string> {
  const { arrangement, problem, saying } = ground
  const groups = arrangement.groups.map((group, index) => ({ ...group, school_ids: effect.groups[index] ?? [] }))
  return insertArrangement(db, actor, arrangement.programme_id, {
    origin: 'move',
    summary: changeInWords(arrangement, change, ground),
    groups,
    settings: arrangement.settings,
    score: effect.after,
    violations: violationsIn(problem, effect.groups, ground, saying),
    bound: boundAfter(arrangement, effect.before),
    made_from_id: arrangement.id,
    locked_groups: arrangement.locked_groups,
    locked_school_ids: arrangement.locked_school_ids,
  })
}
