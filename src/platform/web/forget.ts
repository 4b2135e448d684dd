import { sql } from 'kysely'
import { z } from 'zod'
import { defineJob } from '../jobs/job.ts'
import { forgetOldMail } from '../mail/outbox.ts'
import { clearBrokenUploads } from './upload-folder.ts'

/**
 * Forgets every night what no longer serves anyone: forms that were accepted a month ago, texts held
 * for people who never came back, used sign-in links, old sessions and mails,
 * how far jobs were that ended long ago, and what a killed process left of uploads.
 */
export const forgetOldTraces = defineJob(
  'forget-old-traces',
  z.object({}),
  async ({ database, clock }) => {
    const now = clock.now()
    const daysAgo = (days: number) => now.subtract({ hours: days * 24 })
    await database.asOwner(async (db) => {
      await sql`delete from accepted_submission where accepted_at < ${daysAgo(30)}`.execute(db)
      await sql`delete from held_submission where held_at < ${daysAgo(1)}`.execute(db)
      await sql`delete from sign_in_link where expires_at < ${daysAgo(7)}`.execute(db)
      await sql`delete from session where coalesce(ended_at, expires_at) < ${daysAgo(90)}`.execute(db)
      await sql`delete from sign_in_attempt where at < ${daysAgo(1)}`.execute(db)
      await sql`delete from job_progress where finished_at < ${daysAgo(30)}`.execute(db)
      await sql`delete from dead_letter where settled_at < ${daysAgo(30)}`.execute(db)
      await forgetOldMail(db, daysAgo(180))
    })
    await clearBrokenUploads()
  },
  { schedule: '17 3 * * *' },
)
