import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Db, Opened, Partnership } from '../db/connect.ts'
import type { Conflict, Form, FormOptions } from './form.ts'
import type { Html } from './html.ts'

/**
 * The page idiom: one function for GET and POST, given a context that is already inside the
 * request's transaction, with its actor known and allowed. `registerRoutes` carries it out.
 */

/** Who is asking, inside one partnership. The service's own roles make it more specific. */
export type ActorBase = {
  person_id: string
  name: string
  email: string
  account_id: string
  session_id: string
  partnership: Partnership
}

/** `anyone` may be signed out; `signed-in` has an account; `member` is a person of the partnership in the path. */
export type Allow<Permission extends string> = 'anyone' | 'signed-in' | 'member' | Permission

export type Flash = { text: string; tone?: 'success' | 'notice' }

export type ViewOptions = {
  caption?: string
  back?: { href: string; text?: string }
  breadcrumbs?: { href: string; text: string }[]
  status?: number
  /** Ask the browser to load the page again after so many seconds: progress without scripts. */
  refreshAfter?: number
  /** Keep what a POST wrote although it answers with a page: for a secret that is shown once. */
  keep?: boolean
}

/** What a page answers. Made by the functions of the context, never by hand. */
export type Reply =
  | { kind: 'view'; status: number; title: string; body: Html; options: ViewOptions }
  | { kind: 'redirect'; to: string; flash: Flash | undefined }
  | { kind: 'json'; status: number; body: unknown }
  | {
      kind: 'file'
      name: string
      type: string
      body: Buffer | string | Readable
      inline: boolean
      bytes?: number | undefined
    }

export type Context<Actor, Permission extends string, Params, Query, Services> = {
  /** The request's transaction, as the unprivileged role inside the partnership of the path. */
  db: Db
  actor: Actor
  /** The session and the account's partnerships; `opened.session` is null for signed-out people. */
  opened: Opened
  partnership: Partnership
  params: Params
  query: Query
  now: Temporal.Instant
  today: Temporal.PlainDate
  services: Services
  method: 'GET' | 'POST'
  path: string
  /** True for requests made by the page's own scripts, which want JSON. */
  wantsJson: boolean
  client: { ip: string; userAgent: string }
  cookies: Record<string, string | undefined>
  /** Whether this person may do something, here or at one school: the same table that guards the routes. */
  can(permission: Permission, schoolId?: string): boolean
  /** Reads one of the page's forms: blank or filled with `initial` on GET, parsed on POST. */
  form<Shape extends z.ZodType>(fields: Shape, options?: FormOptions): Form<z.output<Shape>>
  view(title: string, body: Html, options?: ViewOptions): Reply
  /** After a success only. The same form sent again gets the same answer. */
  redirect(to: string, flash?: string | Flash): Reply
  json(body: unknown, status?: number): Reply
  download(file: {
    name: string
    type: string
    body: Buffer | string | Readable
    inline?: boolean
    bytes?: number
  }): Reply
  /** Somebody else saved first: shows both texts and asks which to keep. Nothing is saved. */
  conflict<Value>(form: Form<Value>, conflict: Conflict): Reply
  /** The same answer for what does not exist and for what is not this person's to see. */
  notFound(): never
  forbidden(): never
  /** The same transaction as the owner of the tables, beyond every partnership: for sessions and what is held for an account. */
  asOwner<T>(work: (db: Db) => Promise<T>): Promise<T>
  setCookie(name: string, value: string, options: { maxAgeSeconds?: number }): void
  clearCookie(name: string): void
}

export type RouteDefinition<Actor, Permission extends string, Services> = {
  path: string
  allow: Allow<Permission>
  /** Largest upload in bytes; a page without it takes no files. */
  upload: number | undefined
  /** Requests a minute from one client, for pages that could be abused. */
  perMinute: number | undefined
  params: z.ZodType | undefined
  query: z.ZodType | undefined
  // biome-ignore lint/suspicious/noExplicitAny: each page knows its own parameters; the list of routes need not
  handle: (c: Context<any, Permission, any, any, Services>) => Promise<Reply>
  readonly actor?: Actor
}

type Options<
  Permission extends string,
  Level extends Allow<Permission>,
  Params extends z.ZodType,
  Query extends z.ZodType,
> = {
  path: string
  allow: Level
  params?: Params
  query?: Query
  upload?: number
  perMinute?: number
}

/** Makes the service's own `page` function, which knows its actor, its permissions and its services. */
export function pageOf<Actor, Permission extends string, Services>() {
  return function page<
    const Level extends Allow<Permission>,
    Params extends z.ZodType = z.ZodType<Record<string, never>>,
    Query extends z.ZodType = z.ZodType<Record<string, never>>,
  >(
    options: Options<Permission, Level, Params, Query>,
    handle: (
      c: Context<
        Level extends 'anyone' | 'signed-in' ? Actor | undefined : Actor,
        Permission,
        z.output<Params>,
        z.output<Query>,
        Services
      >,
    ) => Promise<Reply>,
  ): RouteDefinition<Actor, Permission, Services> {
    return {
      path: options.path,
      allow: options.allow,
      upload: options.upload,
      perMinute: options.perMinute,
      params: options.params,
      query: options.query,
      handle,
    }
  }
}

/** Thrown for what is missing or not this person's; answered with the "Page not found" page. */
export class NotFound extends Error {}

/** Thrown when the person may not do this; answered with 403. */
export class Forbidden extends Error {}

/** Gives what a query found, or answers "Page not found". */
export function found<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new NotFound()
  return value
}
