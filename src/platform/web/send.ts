import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Opened, Opening } from '../db/connect.ts'
import { type FormCore, isRecord, type RawValues } from './form.ts'
import { holdSubmission } from './held.ts'
import type { ActorBase, Flash, Reply } from './page.ts'
import { localPath } from './same-site.ts'
import { type Service, sessionCookie } from './service.ts'

/** What is known of a request while it is answered: who asks, and the forms that its page has shown. */
export type Answering<Actor> = {
  shown: { core: FormCore<unknown>; links(): { href: string; text: string }[] }[]
  actor: Actor | undefined
  opened: Opened | undefined
}

/** Requests of the pages' own scripts ask for JSON. */
export function asksForJson(request: FastifyRequest): boolean {
  return request.headers.accept?.startsWith('application/json') ?? false
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

/** Sends what a page answered. */
export async function send<Actor extends ActorBase, Permission extends string, Services>(
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

/** Asks a visitor to sign in first, and keeps what they sent. */
export async function askToSignIn<Actor extends ActorBase, Permission extends string, Services>(
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
