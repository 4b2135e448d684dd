/** What going through all routes needs: an app that keeps nothing, a way to ask, and a look at whether anything changed. */
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { pino } from 'pino'
import { createApp } from '../../src/app.ts'
import type { Route } from '../../src/features/page.ts'
import { may, type Permission, policy, type Role } from '../../src/features/people/roles.policy.ts'
import type { Database } from '../../src/platform/db/connect.ts'
import type { TestApp } from '../support/app.ts'
import type { Scene } from '../support/matrix-ground.ts'
import { fillPath } from '../support/matrix-world.ts'

/** The same app over a database that takes back what each request did, so that every request meets the same world. */
export async function keepingNothing(app: TestApp, routes: readonly Route[]): Promise<FastifyInstance> {
  const trial = await createApp({
    database: undoing(app.database),
    clock: app.clock,
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    services: app.services,
    assetsFolder: fileURLToPath(new URL('../../dist/assets', import.meta.url)),
    trustProxy: false,
    unlimited: true,
    routes,
  })
  app.statements.requestsOf(trial)
  return trial
}

class Undone extends Error {
  readonly value: unknown
  constructor(value: unknown) {
    super('taken back')
    this.value = value
  }
}

function undoing(database: Database): Database {
  return {
    ...database,
    async asVisitor<T>(...[opening, work]: Parameters<typeof database.asVisitor<T>>): Promise<T> {
      try {
        return await database.asVisitor(opening, async (db, opened) => {
          const value = await work(db, opened)
          // What would fail at commit fails here.
          await sql`set constraints all immediate`.execute(db)
          throw new Undone(value)
        })
      } catch (error) {
        // Only `work` made the value, so it is of its type.
        if (error instanceof Undone) return error.value as T
        throw error
      }
    },
  }
}

export type Answered = { status: number; location: string; body: string }

/** Sends a request as somebody, by their cookie, without reading the answer as a page. */
export async function ask(
  app: FastifyInstance,
  method: 'GET' | 'POST',
  path: string,
  cookie?: string,
  body?: string,
  type?: string,
): Promise<Answered> {
  const response = await app.inject({
    method,
    url: path,
    headers: {
      ...(cookie === undefined ? {} : { cookie }),
      ...(body === undefined ? {} : { 'content-type': type ?? 'application/x-www-form-urlencoded' }),
    },
    ...(body === undefined ? {} : { payload: body }),
  })
  return { status: response.statusCode, location: response.headers.location ?? '', body: response.body }
}

/** Notes of visits rather than of what people do: these change when somebody only looks. */
const bookkeeping = new Set(['accepted_submission', 'held_submission', 'session', 'sign_in_attempt', 'share_opening'])

/** The contents of every table, each as one number, to see that nothing has changed. */
export async function fingerprint(database: Database): Promise<Record<string, string>> {
  return database.asOwner(async (db) => {
    const tables = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public' order by tablename`.execute(db)
    const prints: Record<string, string> = {}
    for (const { name } of tables.rows.filter((table) => !bookkeeping.has(table.name))) {
      const found = await sql<{ print: string }>`
        select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as print from ${sql.table(name)} t`.execute(
        db,
      )
      prints[name] = found.rows[0]?.print ?? ''
    }
    return prints
  })
}

export function paramsOf(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map((match) => match[0])
}

/** Whether the policy lets somebody with this role use a route at all. */
export function isAllowed(route: Route, role: Role): boolean {
  const { allow } = route
  if (allow === 'anyone' || allow === 'signed-in' || allow === 'member') return true
  return may([{ role, school_id: null }], permissionOf(allow))
}

function permissionOf(allow: string): Permission {
  if (!isPermission(allow)) throw new Error(`${allow} is not in the policy table`)
  return allow
}

function isPermission(text: string): text is Permission {
  return text in policy
}

/** A route with the values that somebody can open it with; `opener` is who. */
export type OpenedRoute = { route: Route; path: string; scene: Scene; opener: string | undefined; body: string }

/** Finds for each route the first scene in which one of these people can open it. */
export async function openRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  scenes: readonly Scene[],
  people: ReadonlyMap<string, string | undefined>,
): Promise<OpenedRoute[]> {
  const opened: OpenedRoute[] = []
  for (const route of routes) opened.push(await openRoute(app, route, scenes, people))
  return opened
}

async function openRoute(
  app: FastifyInstance,
  route: Route,
  scenes: readonly Scene[],
  people: ReadonlyMap<string, string | undefined>,
): Promise<OpenedRoute> {
  for (const scene of scenes) {
    const path = fillPath(route.path, scene)
    for (const [key, cookie] of people) {
      const { status, body } = await ask(app, 'GET', path, cookie)
      if (status === 200) return { route, path, scene, opener: key, body }
    }
  }
  const scene = scenes[0] ?? {}
  return { route, path: fillPath(route.path, scene), scene, opener: undefined, body: '' }
}

/** Who opens pages first, until somebody can. */
const insiders = [
  'partnership-lead',
  'partnership-officer',
  'a:headteacher',
  'a:senco',
  'a:senior-leader',
  'c:headteacher',
  'c:senco',
  'd:senco',
  'ile',
  'b:headteacher',
].map((key) => `north:${key}`)

/** The session of somebody of the test world. */
export function cookieIn(app: TestApp, key: string): string {
  const person = app.world.people.get(key)
  assert.ok(person, `nobody is called ${key}`)
  return person.cookie
}

/** The sessions of those who open pages first, by who they are. */
export function openersIn(app: TestApp): Map<string, string | undefined> {
  return new Map<string, string | undefined>([
    ...insiders.map((key): [string, string] => [key, cookieIn(app, key)]),
    ['signed out', undefined],
  ])
}

/** Collects what is wrong, so that one run shows all of it. */
export function faultsOf(): { add(fault: string): void; none(): void } {
  const faults: string[] = []
  return {
    add: (fault) => faults.push(fault),
    none: () =>
      assert.equal(faults.length, 0, `${faults.length} answers are wrong:\n${faults.slice(0, 40).join('\n')}`),
  }
}
