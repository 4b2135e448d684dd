import { z } from 'zod'
import { dayOf } from '../../lib/clock.ts'
import { defineJob } from '../../platform/jobs/job.ts'
import { lettersToSend, sendLetter } from './letters/letters.acts.ts'
import { partnershipsWithProgrammes } from './letters/letters.queries.ts'

/**
 * Sends every morning what falls due of the emails of review models. Safe to run again, and beside itself: what went is
 * noted in the transaction that sends it. What one partnership cannot send keeps nobody else's back.
 */
export const sendLettersJob = defineJob(
  'send-review-letters',
  z.object({}),
  async ({ database, clock, services, log, signal }) => {
    const at = { now: clock.now(), baseUrl: services.baseUrl }
    const today = dayOf(at.now)
    const failed: unknown[] = []
    const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await work()
      } catch (error) {
        failed.push(error)
        return undefined
      }
    }
    let sent = 0
    for (const partnership of await database.asOwner((db) => partnershipsWithProgrammes(db, today))) {
      const { id } = partnership
      const waiting = await attempt(() =>
        database.inPartnership(id, undefined, (db) => lettersToSend(db, partnership, today)),
      )
      for (const letter of waiting ?? []) {
        signal.throwIfAborted()
        const to = await attempt(() =>
          database.inPartnership(id, undefined, (db) => sendLetter(db, partnership, letter, at)),
        )
        sent += to ?? 0
      }
    }
    log.info({ sent }, 'emails of review models sent')
    if (failed.length > 0) throw failed[0]
  },
  { schedule: '23 7 * * *' },
)
