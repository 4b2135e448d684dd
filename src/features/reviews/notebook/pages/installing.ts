/** What a browser needs to keep the notebook on a device: the worker that opens it offline, and what it is called. */
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf } from '../../pages/visit-frame.ts'
import { reviewParams } from '../../paths.ts'
import { visitFor } from '../../preparation/visit.queries.ts'
import { builtAsset, workerScript } from '../built-assets.ts'

/** The worker. Its place in the addresses keeps it to the notebook of one review. */
export const notebookWorker = page(
  { path: '/:partnership/reviews/:review/notebook-worker.js', allow: 'review:see', params: reviewParams },
  async (c) => {
    found(await visitFor(c.db, c.actor, c.params.review))
    return c.download({
      name: 'notebook-worker.js',
      type: 'text/javascript; charset=utf-8',
      body: workerScript(),
      inline: true,
    })
  },
)

export const notebookManifest = page(
  { path: '/:partnership/reviews/:review/notebook/manifest', allow: 'review:see', params: reviewParams },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const at = pathsOf(c, visit.id).notebook
    const icon = (size: string, purpose: string) => ({
      src: builtAsset(`notebook-${size}.png`),
      sizes: `${size}x${size}`,
      type: 'image/png',
      purpose,
    })
    return c.json({
      id: at,
      name: `Visit notebook, ${visit.host_school_name}`,
      short_name: 'Visit notebook',
      start_url: at,
      scope: at,
      display: 'standalone',
      lang: 'en-GB',
      theme_color: '#12402f',
      background_color: '#fffefb',
      icons: [icon('192', 'any'), icon('512', 'any'), icon('512', 'maskable')],
    })
  },
)
