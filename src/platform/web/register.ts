import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { asOwnerWithin, type Db, type Opened, type Opening } from '../db/connect.ts'
import { type ReadBody, readBody, readTexts } from './body.ts'
import { isRecord, isUuid, type RawValues, readForm, withoutNul } from './form.ts'
import { claimOnce, recordOnce } from './once.ts'
import {
  type ActorBase,
  type Allow,
  type Context,
  Forbidden,
  NotFound,
  type Reply,
  type RouteDefinition,
} from './page.ts'
import { isFromOurPages, localPath } from './same-site.ts'
import { type Answering, asksForJson, askToSignIn, send } from './send.ts'
import { type Service, sessionCookie } from './service.ts'
import { tokenHash } from './session.ts'

/** Thrown through the transaction so that nothing of a refused form is kept, while its page is still shown. */
class Undo extends Error {
  readonly reply: Reply
  constructor(reply: Reply) {
    super('nothing is kept')
    this.reply = reply
  }
}

/** Thrown when the person has to sign in first. */
class SignInFirst extends Error {}

/** Carries out page definitions on a Fastify app: GET and POST of each path. */
export function registerRoutes<Actor extends ActorBase, Permission extends string, Services>(
  app: FastifyInstance,
  service: Service<Actor, Permission, Services>,
  routes: readonly RouteDefinition<Actor, Permission, Services>[],
): void {
  for (const route of routes) {
    app.route({
      method: ['GET', 'POST'],
      url: route.path,
      config: { ...(route.perMinute ? { rateLimit: { max: route.perMinute, timeWindow: '1 minute' } } : {}) },
      handler: (request, reply) => answer(service, route, request, reply),
    })
  }
}

async function answer<Actor extends ActorBase, Permission extends string, Services>(
  service: Service<Actor, Permission, Services>,
  route: RouteDefinition<Actor, Permission, Services>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const isPost = request.method === 'POST'
  if (isPost && !isFromOurPages(request)) throw new Forbidden('The request came from another site')
  const opening = openingOf(service, request)
  const answering: Answering<Actor> = { shown: [], actor: undefined, opened: undefined }
  let read: ReadBody | undefined
  let made: Reply | undefined
  try {
    // A file is read only for somebody who may send one, and never while a connection waits for it.
    if (isPost && request.isMultipart()) {
      await service.database.asVisitor(opening, async (_, opened) => admit(service, route.allow, opened))
    }
    read = isPost ? await readBody(request, route.upload) : undefined
    const values = read?.values
    const outcome = await service.database.asVisitor(opening, async (db, opened) => {
      answering.opened = opened
      answering.actor = admit(service, route.allow, opened)
      made = await carryOut(service, route, request, reply, db, answering, values)
      return made
    })
    return await send(service, request, reply, outcome, answering)
  } catch (error) {
    // What was opened to be sent is closed when the transaction fails at its end.
    if (made?.kind === 'file' && made.body instanceof Readable) made.body.destroy()
    if (error instanceof Undo) return await send(service, request, reply, error.reply, answering)
    if (error instanceof SignInFirst) {
      const body =
        isPost && !read ? await readTexts(request, opening.tokenHash ? route.upload : undefined) : read?.values
      return await askToSignIn(service, request, reply, opening, body)
    }
    throw error
  } finally {
    await read?.cleanUp()
  }
}

function openingOf(service: { secureCookies: boolean; secret: string }, request: FastifyRequest): Opening {
  const token = request.cookies[sessionCookie(service.secureCookies).name]
  const params = request.params
  const key = isRecord(params) && typeof params.partnership === 'string' ? params.partnership : undefined
  return { tokenHash: token ? tokenHash(service.secret, token) : undefined, partnershipKey: key }
}

/** Decides whether this visitor may use the route at all; what exactly they may see there, the page's queries decide. */
function admit<Actor extends ActorBase, Permission extends string, Services>(
  service: Service<Actor, Permission, Services>,
  allow: Allow<Permission>,
  opened: Opened,
): Actor | undefined {
  const actor = service.actorFrom(opened)
  if (allow === 'anyone') return actor
  if (allow === 'signed-in') {
    if (!opened.session) throw new SignInFirst()
    return actor
  }
  if (!opened.partnership) throw new NotFound()
  if (!opened.session) throw new SignInFirst()
  if (!actor) throw new NotFound()
  // Permissions and the words above are told apart by the type of `allow`; here only a permission is left.
  if (allow !== 'member' && !service.may(actor, allow as Permission)) throw new Forbidden()
  return actor
}

async function carryOut<Actor extends ActorBase, Permission extends string, Services>(
  service: Service<Actor, Permission, Services>,
  route: RouteDefinition<Actor, Permission, Services>,
  request: FastifyRequest,
  reply: FastifyReply,
  db: Db,
  answering: Answering<Actor>,
  body: RawValues | undefined,
): Promise<Reply> {
  const account = answering.opened?.session?.account_id
  // Autosave sends one form many times; only its ordinary submission is accepted once.
  const once =
    body && !asksForJson(request) && typeof body._once === 'string' && isUuid(body._once) ? body._once : undefined
  if (once && account) {
    const before = await claimOnce(db, once, account, request.url)
    if (before) return { kind: 'redirect', ...before }
  }
  const context = contextOf(service, route, request, reply, db, answering, body)
  const outcome = await route.handle(context)
  if (body === undefined) return outcome
  if (outcome.kind === 'view') {
    if (answering.shown.length === 0) throw new NotFound('this page takes no forms')
    if (!outcome.options.keep) throw new Undo(outcome)
  }
  if (outcome.kind === 'json' && outcome.status >= 400) throw new Undo(outcome)
  if (outcome.kind === 'redirect' && once && account) await recordOnce(db, once, account, outcome)
  return outcome
}

function parsed(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return {}
  const result = schema.safeParse(value)
  if (!result.success) throw new NotFound()
  return result.data
}

function contextOf<Actor extends ActorBase, Permission extends string, Services>(
  service: Service<Actor, Permission, Services>,
  route: RouteDefinition<Actor, Permission, Services>,
  request: FastifyRequest,
  reply: FastifyReply,
  db: Db,
  answering: Answering<Actor>,
  body: RawValues | undefined,
): Context<unknown, Permission, unknown, unknown, Services> {
  const { actor, opened } = answering
  const cookieOptions = sessionCookie(service.secureCookies).options
  const context: Context<unknown, Permission, unknown, unknown, Services> = {
    db,
    actor,
    // The page's type promises a partnership only where its path names one, and then it was found.
    opened: opened as Opened,
    partnership: opened?.partnership as NonNullable<Opened['partnership']>,
    params: parsed(route.params, request.params),
    query: parsed(route.query, withoutNul(request.query)),
    now: service.clock.now(),
    today: service.clock.today(),
    services: service.services,
    method: body === undefined ? 'GET' : 'POST',
    path: request.url,
    wantsJson: asksForJson(request),
    client: { ip: request.ip, userAgent: request.headers['user-agent'] ?? '' },
    cookies: request.cookies,
    can: (permission, schoolId) => actor !== undefined && service.may(actor, permission, schoolId),
    form(fields, options = {}) {
      const core = readForm(fields, body, options)
      if (opened?.session) core.owner = opened.session.account_id
      const drawn = service.formView(core, request.url)
      answering.shown.push({ core, links: drawn.errorLinks })
      // The view's methods join the core, whose `value` changes when a rule refuses it.
      return Object.assign(core, drawn)
    },
    view: (title, pageBody, options = {}) => ({
      kind: 'view',
      status: options.status ?? 200,
      title,
      body: pageBody,
      options,
    }),
    redirect: (to, flash) => ({
      kind: 'redirect',
      to: localPath(to, '/'),
      flash: typeof flash === 'string' ? { text: flash } : flash,
    }),
    json: (value, status = 200) => ({ kind: 'json', status, body: value }),
    download: (file) => ({
      kind: 'file',
      name: file.name,
      type: file.type,
      body: file.body,
      inline: file.inline ?? false,
      bytes: file.bytes,
    }),
    conflict(form, conflict) {
      form.conflict = conflict
      const title = 'Someone else changed this'
      const drawn = service.formView(form, request.url)
      return {
        kind: 'view',
        status: 409,
        title,
        body: service.conflictBody({ core: form, form: drawn }),
        options: {},
      }
    },
    notFound() {
      throw new NotFound()
    },
    forbidden() {
      throw new Forbidden()
    },
    asOwner: (work) => asOwnerWithin(db, work),
    setCookie(name, value, options) {
      reply.setCookie(name, value, {
        ...cookieOptions,
        ...(options.maxAgeSeconds ? { maxAge: options.maxAgeSeconds } : {}),
      })
    },
    clearCookie: (name) => void reply.clearCookie(name, cookieOptions),
  }
  return context
}
