import type { Db } from '../../platform/db/connect.ts'
import type { Html } from '../../platform/web/html.ts'
import type { Actor } from '../people/actor.ts'
import type { School } from './school.queries.ts'

/**
 * A part of a school's page that another feature fills, such as the programmes and reviews that the
 * school takes part in. The list of parts is given where the routes are put together, so that this
 * feature imports none of them.
 */
export type SchoolPart = {
  heading: string
  /** What this person may see of it; undefined when there is nothing to say. One or two queries. */
  show(c: { db: Db; actor: Actor; today: Temporal.PlainDate }, school: School): Promise<Html | undefined>
}
