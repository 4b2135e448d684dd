import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { loadManifest } from './design/assets.ts'
import { displayCookie } from './design/display-settings.ts'
import { formView } from './design/form-view.ts'
import { conflictBody, errorDocument, frame, signedOutBody } from './design/frame.ts'
import { navigation } from './features/navigation.ts'
import type { Route, Services } from './features/page.ts'
import { actorFrom } from './features/people/actor.ts'
import { may } from './features/people/roles.policy.ts'
import type { Clock } from './lib/clock.ts'
import type { Database } from './platform/db/connect.ts'
import { registerRoutes } from './platform/web/register.ts'
import { createServer } from './platform/web/server.ts'

export type AppOptions = {
  database: Database
  clock: Clock
  log: Logger
  services: Services
  assetsFolder: string
  trustProxy: boolean
  unlimited?: boolean
  routes: readonly Route[]
}

/** Puts the parts together: the server, the layout, who people are, and the pages. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { services } = options
  const assets = loadManifest(options.assetsFolder)
  const secure = services.baseUrl.startsWith('https:')
  const app = await createServer({
    log: options.log,
    assetsFolder: options.assetsFolder,
    trustProxy: options.trustProxy,
    secure,
    unlimited: options.unlimited ?? false,
    errorPage: (page, request) =>
      errorDocument(page, {
        assets,
        path: request.url,
        display: request.cookies?.[displayCookie],
        demonstration: services.demonstration,
      }).toString(),
  })
  registerRoutes(
    app,
    {
      database: options.database,
      clock: options.clock,
      secret: services.secret,
      secureCookies: secure,
      services,
      actorFrom,
      may: (actor, permission, schoolId) => may(actor.roles, permission, schoolId),
      formView,
      layout: frame({ assets, demonstration: services.demonstration, navigation }),
      conflictBody,
      signedOutBody,
    },
    options.routes,
  )
  return app
}
