import type { Db, Opened } from '../../platform/db/connect.ts'
import { sessionCookie } from '../../platform/web/service.ts'
import { sessionDays } from '../../platform/web/session.ts'
import { signInAs } from './sign-in.queries.ts'

/** What signing in and out on this device needs of a page's context. */
type Visit = {
  asOwner<T>(work: (owner: Db) => Promise<T>): Promise<T>
  opened: Pick<Opened, 'session'>
  services: { secret: string; baseUrl: string }
  client: { userAgent: string }
  now: Temporal.Instant
  setCookie(name: string, value: string, options: { maxAgeSeconds: number }): void
  clearCookie(name: string): void
}

const cookieOf = (visit: Visit) => sessionCookie(visit.services.baseUrl.startsWith('https:')).name

/** Signs the visitor in as an account that has proved itself, in place of whoever was signed in here. */
export async function signInHere(visit: Visit, accountId: string, method: string): Promise<void> {
  const token = await visit.asOwner((owner) =>
    signInAs(owner, {
      secret: visit.services.secret,
      accountId,
      method,
      userAgent: visit.client.userAgent,
      previousSessionId: visit.opened.session?.id,
      now: visit.now,
    }),
  )
  // The browser forgets the cookie when the session ends in the database.
  visit.setCookie(cookieOf(visit), token, { maxAgeSeconds: sessionDays * 24 * 60 * 60 })
}

/** Has the browser forget the session, which is ended already. */
export function forgetSessionHere(visit: Visit): void {
  visit.clearCookie(cookieOf(visit))
}
