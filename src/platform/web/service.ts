import type { Clock } from '../../lib/clock.ts'
import type { Database, Opened } from '../db/connect.ts'
import type { FormCore, FormView, RawValues } from './form.ts'
import type { Html } from './html.ts'
import type { ActorBase, Flash, ViewOptions } from './page.ts'

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
