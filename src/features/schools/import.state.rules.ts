/** What an import is waiting for. Derived in this order, never stored. */
export type ImportState = 'cancelled' | 'applied' | 'refused' | 'ready' | 'choose-authority' | 'failed' | 'reading'

export type ImportFacts = {
  cancelled_at: Temporal.Instant | null
  applied_at: Temporal.Instant | null
  refusal: string
  comparison: unknown
  reading: unknown
  /** The state of the job that reads the file. */
  job_state: string | null
}

export function importState(facts: ImportFacts): ImportState {
  if (facts.cancelled_at) return 'cancelled'
  if (facts.applied_at) return 'applied'
  if (facts.refusal !== '') return 'refused'
  if (facts.comparison !== null) return 'ready'
  if (facts.reading !== null) return 'choose-authority'
  return facts.job_state === 'failed' ? 'failed' : 'reading'
}

export const importStateNames: Record<ImportState, string> = {
  cancelled: 'Cancelled',
  applied: 'Applied',
  refused: 'Could not be read',
  ready: 'Waiting for you to check',
  'choose-authority': 'Waiting for the local authority',
  failed: 'Stopped by a fault',
  reading: 'Being read',
}
