import type { Db } from '../../platform/db/connect.ts'
import { findStatement, frameworkById } from '../frameworks/public.ts'
import type { Actor } from '../people/public.ts'
import { evaluationsOfSchool } from './evaluation.queries.ts'
import { highlightsOf } from './highlight.queries.ts'

/** A strength or priority of a school's newest agreed self-evaluation, by the area that its statement is in. */
export type HighlightedArea = { kind: 'strength' | 'priority'; area: string }

/**
 * The areas of the strengths and priorities in a school's newest agreed self-evaluation, in the school's order; undefined
 * when there is none that this person may see.
 */
export async function highlightedAreas(
  db: Db,
  actor: Actor,
  schoolId: string,
): Promise<
  | { id: string; title: string; agreed_at: Temporal.Instant; framework_key: string; areas: HighlightedArea[] }
  | undefined
> {
  const newest = (await evaluationsOfSchool(db, actor, schoolId)).find((evaluation) => evaluation.agreed_at)
  if (!newest?.agreed_at) return undefined
  const framework = await frameworkById(db, actor, newest.framework_id)
  const highlights = await highlightsOf(db, newest.id)
  return {
    id: newest.id,
    title: newest.title,
    agreed_at: newest.agreed_at,
    framework_key: newest.framework_key,
    areas: highlights.flatMap(({ kind, statement_key }) => {
      const area = framework && findStatement(framework, statement_key)?.area.key
      return area === undefined ? [] : [{ kind, area }]
    }),
  }
}
