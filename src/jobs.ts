import { z } from 'zod'
import { findGroupsJob } from './features/group-forming/jobs.ts'
import { sendLettersJob } from './features/reviews/jobs.ts'
import { forgetOldImportsJob, readRegisterJob } from './features/schools/jobs.ts'
import { planVisitsJob, tellOfSlipsJob } from './features/visit-calendar/jobs.ts'
import { deleteBytesJob } from './platform/files/forget-file.ts'
import { clearUnusedFiles } from './platform/files/stored-file.ts'
import { defineJob, type Job } from './platform/jobs/job.ts'
import { forgetOldTraces } from './platform/web/forget.ts'

const clearFiles = defineJob(
  'clear-unused-files',
  z.object({}),
  ({ database, services, clock }) => clearUnusedFiles(database, services.files, clock.now()),
  { schedule: '43 3 * * *', long: true },
)

/** Every job of the service, feature by feature. */
// biome-ignore lint/suspicious/noExplicitAny: each job knows its own payload and checks it before it runs
export const jobs: readonly Job<any>[] = [
  readRegisterJob,
  forgetOldImportsJob,
  findGroupsJob,
  planVisitsJob,
  tellOfSlipsJob,
  sendLettersJob,
  forgetOldTraces,
  clearFiles,
  deleteBytesJob,
]
