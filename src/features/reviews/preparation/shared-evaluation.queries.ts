/** What the host school said about itself, as far as it is shared with the reader today. */
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import { latestSharedWith, type SharedEvaluation } from '../../self-evaluation/public.ts'
import type { Visit } from './visit.queries.ts'

/** A statement of the framework with the point that the school agreed on, in words; '' when there is none. */
export type Statement = { key: string; text: string; area_title: string; point_label: string }

/** The self-evaluation that the host shares with the reader today, if it does. One query. */
export async function evaluationFor(
  db: Db,
  actor: Actor,
  visit: Visit,
  today: Temporal.PlainDate,
): Promise<SharedEvaluation | undefined> {
  return latestSharedWith(db, actor, visit.host_school_id, today)
}

/** The statements of a shared self-evaluation, in the framework's order. */
export function statementsOf(evaluation: SharedEvaluation | undefined): Statement[] {
  if (!evaluation) return []
  const { areas, framework } = evaluation.snapshot
  const labelOf = (point: number | null) => framework.points.find((one) => one.value === point)?.label ?? ''
  return areas.flatMap((area) =>
    area.statements.map((statement) => ({
      key: statement.key,
      text: statement.text,
      area_title: area.title,
      point_label: statement.point === null ? '' : `${statement.point}, ${labelOf(statement.point).toLowerCase()}`,
    })),
  )
}

/** The statements that notes and findings may be linked to. */
export async function statementsFor(
  db: Db,
  actor: Actor,
  visit: Visit,
  today: Temporal.PlainDate,
): Promise<Statement[]> {
  return statementsOf(await evaluationFor(db, actor, visit, today))
}
