import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Clock } from '../../lib/clock.ts'
import { asOwnerWithin, type Database, type Db, type Opened, type Opening } from '../db/connect.ts'
import { type ReadBody, readBody } from './body.ts'
import { type FormCore, type FormView, isRecord, isUuid, type RawValues, readForm } from './form.ts'
import { holdSubmission } from './held.ts'
import type { Html } from './html.ts'
import { claimOnce, recordOnce } from './once.ts'
import {
  type ActorBase,
  type Allow,
  type Context,
  type Flash,
  Forbidden,
  NotFound,
  type Reply,
  type RouteDefinition,
  type ViewOptions,
} from './page.ts'
import { isFromOurPages, localPath } from './same-site.ts'
import { tokenHash } from './session.ts'

/** Everything about a page that the service's layout draws around it. */
export type PageView<Actor> = {
  title: string
  body: Html
  options: ViewOptions
  errors: { href: string; text: string }[]
  flash: Flash | undefined
  actor: Actor | undefined
  opened: Opened | undefined
  path: string
  cookies: Record<string, string | undefined>
}

/** What the rooms above the platform supply: who people are, what they may do, how things look. */
export type Service<Actor extends ActorBase, Permission extends string, Services> = {
  database: Database
  clock: Clock
  secret: string
  secureCookies: boolean
  services: Services
  actorFrom(opened: Opened): Actor | undefined
  may(actor: Actor, permission: Permission, schoolId?: string): boolean
  formView(core: FormCore<unknown>, path: string): FormView & { errorLinks(): { href: string; text: string }[] }
  layout(view: PageView<Actor>): Html
  conflictBody(view: { core: FormCore<unknown>; form: FormView }): Html
  /** What somebody typed whose session we do not know: shown back to them to copy. */
  signedOutBody(values: RawValues, signInHref: string): Html
}

export type SessionCookie = { name: string; options: { path: '/'; httpOnly: true; sameSite: 'lax'; secure: boolean } }

export function sessionCookie(secure: boolean): SessionCookie {
  return {
    name: secure ? '__Host-session' : 'session',
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  }
}

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

type Answering<Actor> = {
  shown: { core: FormCore<unknown>; links(): { href: string; text: string }[] }[]
  actor: Actor | undefined
  opened: Opened | undefined
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
  // A file is read only for somebody who may send one, and never while a connection waits for it.
  if (isPost && request.isMultipart()) {
    await service.database.asVisitor(opening, async (_, opened) => admit(service, route.allow, opened))
  }
  const read: ReadBody | undefined = isPost ? await readBody(request, route.upload) : undefined
  try {
    const outcome = await service.database.asVisitor(opening, async (db, opened) => {
      answering.opened = opened
      answering.actor = admit(service, route.allow, opened)
      return carryOut(service, route, request, reply, db, answering, read?.values)
    })
    return await send(service, request, reply, outcome, answering)
  } catch (error) {
    if (error instanceof Undo) return await send(service, request, reply, error.reply, answering)
    if (error instanceof SignInFirst) return await askToSignIn(service, request, reply, opening, read?.values)
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

function asksForJson(request: FastifyRequest): boolean {
  return request.headers.accept?.startsWith('application/json') ?? false
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
    query: parsed(route.query, request.query),
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
        options: { wide: true },
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

const flashCookie = 'flash'

function readFlash(request: FastifyRequest): Flash | undefined {
  const cookie = request.cookies[flashCookie]
  if (!cookie) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(cookie, 'base64url').toString())
    if (!isRecord(value) || typeof value.text !== 'string') return undefined
    return { text: value.text, ...(value.tone === 'notice' ? { tone: 'notice' } : {}) }
  } catch {
    return undefined
  }
}

async function send<Actor extends ActorBase, Permission extends string, Services>(
  service: Service<Actor, Permission, Services>,
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: Reply,
  answering: Answering<Actor>,
): Promise<FastifyReply> {
  const { options } = sessionCookie(service.secureCookies)
  switch (outcome.kind) {
    case 'redirect': {
      if (outcome.flash)
        reply.setCookie(flashCookie, Buffer.from(JSON.stringify(outcome.flash)).toString('base64url'), {
          ...options,
          maxAge: 60,
        })
      return reply.code(303).header('location', outcome.to).send()
    }
    case 'json':
      return reply.code(outcome.status).header('cache-control', 'no-store').send(outcome.body)
    case 'file': {
      const disposition = `${outcome.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(outcome.name)}`
      reply
        .header('content-type', outcome.type)
        .header('content-disposition', disposition)
        .header('cache-control', 'no-store')
      reply.header('x-content-type-options', 'nosniff')
      if (!outcome.inline) reply.header('content-security-policy', 'sandbox')
      if (outcome.bytes !== undefined) reply.header('content-length', outcome.bytes)
      return reply.send(outcome.body)
    }
    case 'view': {
      const flash = readFlash(request)
      if (flash) reply.clearCookie(flashCookie, options)
      const errors = answering.shown.flatMap((form) => form.links())
      const refused = errors.length > 0 && outcome.status === 200
      if (outcome.options.refreshAfter) reply.header('refresh', outcome.options.refreshAfter)
      const page = service.layout({
        title: outcome.title,
        body: outcome.body,
        options: outcome.options,
        errors,
        flash,
        actor: answering.actor,
        opened: answering.opened,
        path: request.url,
        cookies: request.cookies,
      })
      return reply
        .code(refused ? 422 : outcome.status)
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(page.toString())
    }
  }
}

async function askToSignIn<Actor extends ActorBase, Permission extends string, Services>(
  service: Service<Actor, Permission, Services>,
  request: FastifyRequest,
  reply: FastifyReply,
  opening: Opening,
  body: RawValues | undefined,
): Promise<FastifyReply> {
  const signIn = `/sign-in?return=${encodeURIComponent(request.url)}`
  if (!body) return reply.code(303).header('location', signIn).send()
  if (request.headers.accept?.startsWith('application/json')) {
    return reply.code(401).send({
      saved: false,
      signedOut: true,
      signIn: `/sign-in?return=${encodeURIComponent(localPath(refererPath(request), '/'))}`,
    })
  }
  const held = await holdSubmission(service.database, { tokenHash: opening.tokenHash, path: request.url, body })
  if (held)
    return reply
      .code(303)
      .header('location', `/sign-in?return=${encodeURIComponent(`/held/${held}`)}`)
      .send()
  const outcome: Reply = {
    kind: 'view',
    status: 401,
    title: 'You are signed out',
    body: service.signedOutBody(body, signIn),
    options: {},
  }
  return send(service, request, reply, outcome, { shown: [], actor: undefined, opened: undefined })
}

function refererPath(request: FastifyRequest): string | undefined {
  try {
    const from = new URL(request.headers.referer ?? '')
    return from.pathname + from.search
  } catch {
    return undefined
  }
}
