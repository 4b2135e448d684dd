import { z } from 'zod'
import { defineJob } from '../../platform/jobs/job.ts'
import type { InPartnership } from '../people/actor.ts'
import { forgetOldImports } from './import.forget.ts'
import { importById, keepOutcome } from './import.queries.ts'
import { readForImport } from './import.read.ts'

/** Reads the file of an import and compares it with the stored schools. Safe to run again. */
export const readRegisterJob = defineJob('read-school-register', z.object({ import_id: z.uuid() }), async (job) => {
  if (job.partnershipId === undefined) return
  const actor: InPartnership = { partnership: { id: job.partnershipId } }
  const one = await job.inPartnership((db) => importById(db, actor, job.data.import_id))
  if (!one?.sha256 || one.state !== 'reading') return
  const { sha256 } = one
  const cancelled = new AbortController()
  const total = one.bytes ?? 0
  const onProgress = ({ bytes, rows }: { bytes: number; rows: number }) => {
    const message = `${rows.toLocaleString('en-GB')} rows read`
    job.report({ done: Math.min(bytes, total), total, message }).then(
      (goOn) => goOn || cancelled.abort(),
      () => job.log.warn({ import: one.id }, 'progress could not be noted'),
    )
  }
  try {
    const outcome = await readForImport(actor, job.inPartnership, {
      open: () => job.services.files.get(sha256),
      authorities: one.authorities,
      signal: AbortSignal.any([job.signal, cancelled.signal]),
      onProgress,
    })
    await job.inPartnership((db) => keepOutcome(db, actor, one.id, job.id, outcome, job.clock.now()))
  } catch (error) {
    if (!cancelled.signal.aborted) throw error
  }
})

/** Lets imports go that nobody decides about, every night. */
export const forgetOldImportsJob = defineJob(
  'forget-old-imports',
  z.object({}),
  ({ database, clock }) => forgetOldImports(database, clock.now()),
  { schedule: '17 3 * * *' },
)
