import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import underPressure from '@fastify/under-pressure'
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Logger } from 'pino'
import { faultOf } from '../../lib/fault.ts'
import { parseFormBody, TooLarge } from './body.ts'
import { Forbidden, NotFound } from './page.ts'

/** A page for when something went wrong: what happened, what is kept, what to do. */
export type ErrorPage = { status: number; title: string; text: string; reference?: string }

export type ServerOptions = {
  log: Logger
  assetsFolder: string
  trustProxy: boolean
  secure: boolean
  /** Draws an error page; must not need the database. */
  errorPage(error: ErrorPage, request: FastifyRequest): string
  /** No limits on the number of requests: for tests and measurements. */
  unlimited?: boolean
}

/** The longest body of a form without files, in bytes. */
const bodyLimit = 2_000_000

/** Milliseconds in which a whole request must have come: enough for 100 MB over a slow line, not for one byte a minute. */
const longestRequest = 600_000

/** A Fastify app with everything that every page needs, and no pages. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = options.log
  const app: FastifyInstance = fastify({
    loggerInstance,
    // Addresses may hold secrets (sign-in links, calendar feeds), so requests are logged by route below.
    logController: new LogController({ disableRequestLogging: true }),
    // One proxy: what stands before its own entry in X-Forwarded-For was written by the client and may be made up.
    trustProxy: options.trustProxy ? (_, hop) => hop === 0 : false,
    bodyLimit,
    requestTimeout: longestRequest,
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: longestSegment },
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : '/address-that-cannot-be-read'),
    forceCloseConnections: 'idle',
  })
  await app.register(cookie)
  await app.register(formbody, { parser: (text) => Object(parseFormBody(text)), bodyLimit })
  await app.register(multipart)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    strictTransportSecurity: options.secure,
    referrerPolicy: { policy: 'same-origin' },
  })
  if (!options.unlimited) await app.register(rateLimit, { global: false })
  await app.register(compress, { global: true, encodings: ['br', 'gzip'], threshold: 1400 })
  await app.register(fastifyStatic, {
    root: options.assetsFolder,
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
  })
  if (!options.unlimited) await app.register(underPressure, { maxEventLoopDelay: 5000, exposeStatusRoute: false })
  app.addHook('onSend', async (_, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  logRequests(app)
  answerErrors(app, options)
  return app
}

const longestSegment = 200

/** The router answers other addresses by itself, without our headers and not with a page. */
function isReadable(url: string): boolean {
  const path = url.split('?', 1)[0] ?? ''
  try {
    return decodeURI(path) !== '' && path.split('/').every((segment) => segment.length <= longestSegment)
  } catch {
    return false
  }
}

function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    if (route.startsWith('/assets/') || route === '/health') return
    request.log.info(
      { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    )
  })
}

const serverFault: Omit<ErrorPage, 'reference'> = {
  status: 500,
  title: 'Sorry, there is a problem with the service',
  text: 'Nothing that was saved before is lost. What you sent just now may not have been saved: go back, check, and try again in a few minutes.',
}

const databaseAway: Omit<ErrorPage, 'reference'> = {
  status: 503,
  title: 'Sorry, the service is not available for a moment',
  text: 'Nothing that was saved before is lost. What you sent just now was not saved: keep this page open and try again in a minute.',
}

/** The database is away, or has no room: nothing of the request is kept, and it may work in a while. */
const passingCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
  '08003',
  '53100',
  'ENOSPC',
  'EDQUOT',
])

function willPass(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : ''
  // The socket of a built-in database that is starting again; a file that is missing stays missing.
  const noSocket = code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect'
  return (
    noSocket ||
    passingCodes.has(code) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  )
}

/** What to tell the visitor about an error. Everything that is not theirs to mend is a fault of ours. */
export function errorPageFor(error: FastifyError | Error, reference: string): ErrorPage {
  if (error instanceof NotFound) return notFound
  if (error instanceof Forbidden) {
    return {
      status: 403,
      title: 'You may not do this',
      text: 'Your role does not allow this page. If you think it should, ask your partnership or your headteacher to change your role.',
    }
  }
  if (error instanceof TooLarge) {
    return {
      status: 413,
      title: 'The file is too large',
      text: `Choose a file of ${Math.floor(error.limit / 1_000_000)} MB or less. Nothing else that you saved before is lost.`,
    }
  }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (willPass(error)) return { ...databaseAway, reference }
  if (status === 429) return { status, title: 'Too many attempts', text: 'Wait a minute, then try again.' }
  if (status === 413 || code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return {
      status: 413,
      title: 'What you sent is too long',
      text: 'Go back, shorten the text or split it in two, and send it again.',
    }
  }
  if (status === 503) return { ...databaseAway, reference }
  if (status >= 400 && status < 500)
    return {
      status,
      title: 'The request could not be read',
      text: 'Go back to the page that you came from, load it again and try once more.',
    }
  return { ...serverFault, reference }
}

const notFound: ErrorPage = {
  status: 404,
  title: 'Page not found',
  text: 'If you typed the address, check it. If you followed a link, what it showed may have been removed, its time may be over, or it may not be shared with you.',
}

function answerErrors(app: FastifyInstance, options: ServerOptions): void {
  const show = (request: FastifyRequest, reply: FastifyReply, page: ErrorPage) => {
    reply.code(page.status).header('cache-control', 'no-store')
    if (request.headers.accept?.startsWith('application/json')) {
      return reply.send({ saved: false, error: page.title, errors: [{ field: '', message: page.text }] })
    }
    return reply.type('text/html; charset=utf-8').send(options.errorPage(page, request))
  }
  app.setNotFoundHandler((request, reply) => show(request, reply, notFound))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const page = errorPageFor(error, request.id)
    if (page.status >= 500) request.log.error({ fault: faultOf(error), reference: request.id }, 'failed')
    return show(request, reply, page)
  })
}
