import type { FileStore } from '../platform/files/store.ts'
import { pageOf, type RouteDefinition } from '../platform/web/page.ts'
import type { Actor } from './people/actor.ts'
import type { Permission } from './people/roles.policy.ts'

/** What pages may use besides the database; made once by app.ts. */
export type Services = {
  /** The address under which the service is reached, without a slash at the end, for links in mails. */
  baseUrl: string
  /** Turns tokens into the hashes that the database keeps. */
  secret: string
  files: FileStore
  demonstration: boolean
  /** Whether there is a mail server; without one every email stays here. */
  sendsMail: boolean
}

export type Route = RouteDefinition<Actor, Permission, Services>

/** Defines a page of the service; see docs/architecture.md for one followed from end to end. */
export const page = pageOf<Actor, Permission, Services>()
