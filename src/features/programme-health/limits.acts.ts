/** Changing when the reviews of a programme are worth a look. */
import { record } from '../../platform/audit/audit.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'
import { saveLimits } from './limits.queries.ts'
import type { Limits } from './limits.rules.ts'

/** Changes the limits if nobody did since `version`; answers whether it did. */
export async function changeLimits(
  db: Db,
  actor: Actor,
  programmeId: string,
  limits: Limits,
  version: number,
  now: Temporal.Instant,
): Promise<boolean> {
  if (!(await saveLimits(db, actor, programmeId, limits, version, now))) return false
  await record(db, actor, {
    action: 'programme:change-limits',
    subject_kind: 'programme',
    subject_id: programmeId,
    detail: limits,
  })
  return true
}
