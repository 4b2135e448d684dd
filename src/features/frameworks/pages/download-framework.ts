import { z } from 'zod'
import { keyFrom } from '../../../lib/draft-parts.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { frameworkRecord } from '../framework.queries.ts'
import { writeFramework } from '../framework.schema.ts'

/** The framework as the file that `Load a framework` reads. */
export const downloadFramework = page(
  {
    path: '/:partnership/frameworks/:framework/file',
    allow: 'framework:see',
    params: z.object({ partnership: z.string(), framework: z.uuid() }),
  },
  async (c) => {
    const { content } = found(await frameworkRecord(c.db, c.actor, c.params.framework))
    const name = `${content.key}-${keyFrom(content.edition, new Set())}.yaml`
    return c.download({ name, type: 'application/yaml; charset=utf-8', body: writeFramework(content) })
  },
)
