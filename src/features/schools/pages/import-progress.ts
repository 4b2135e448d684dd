import { z } from 'zod'
import { progressOf } from '../../../platform/jobs/progress.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { importById } from '../import.queries.ts'

/** How far the reading of a file is, for the page that waits for it. */
export const importProgress = page(
  {
    path: '/:partnership/schools/imports/:import/progress',
    allow: 'school:import',
    params: z.object({ partnership: z.string(), import: z.uuid() }),
  },
  async (c) => {
    const one = found(await importById(c.db, c.actor, c.params.import))
    const progress = one.job_id ? await progressOf(c.db, one.job_id) : undefined
    return c.json({
      value: progress?.done ?? 0,
      max: Math.max(1, progress?.total ?? 1),
      text: progress?.message ?? 'Waiting to be read',
      done: one.state !== 'reading',
      href: `/${c.partnership.key}/schools/imports/${one.id}`,
    })
  },
)
