import type { Db, Partnership } from '../../../platform/db/connect.ts'
import { type Actor, actorFrom } from '../../people/public.ts'
import type { Viewer } from '../stored-reviews.queries.ts'

/** The person's calendar address that is in use; undefined when there is none. Only its hash is known. */
export async function feedOf(db: Db, actor: Actor): Promise<{ id: string; created_at: Temporal.Instant } | undefined> {
  return db
    .selectFrom('calendar_feed')
    .select(['id', 'created_at'])
    .where('partnership_id', '=', actor.partnership.id)
    .where('person_id', '=', actor.person_id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
}

/** Ends the person's calendar address. */
export async function endFeed(db: Db, actor: Actor, now: Temporal.Instant): Promise<void> {
  await db
    .updateTable('calendar_feed')
    .set({ ended_at: now })
    .where('partnership_id', '=', actor.partnership.id)
    .where('person_id', '=', actor.person_id)
    .where('ended_at', 'is', null)
    .execute()
}

/** Gives the person a new calendar address; the old one ends. */
export async function putFeed(db: Db, actor: Actor, hash: Buffer, now: Temporal.Instant): Promise<void> {
  await endFeed(db, actor, now)
  await db
    .insertInto('calendar_feed')
    .values({ partnership_id: actor.partnership.id, person_id: actor.person_id, token_hash: hash, created_at: now })
    .execute()
}

/** The person to whom an address belongs, with the roles they hold now; undefined when it has ended or they have left. */
export async function viewerOfFeed(
  db: Db,
  partnership: Partnership,
  hash: Buffer,
): Promise<(Viewer & { name: string }) | undefined> {
  const person = await db
    .selectFrom('calendar_feed')
    .innerJoin('person', 'person.id', 'calendar_feed.person_id')
    .select(['person.id', 'person.name', 'person.email'])
    .where('calendar_feed.partnership_id', '=', partnership.id)
    .where('calendar_feed.token_hash', '=', hash)
    .where('calendar_feed.ended_at', 'is', null)
    .where('person.left_at', 'is', null)
    .executeTakeFirst()
  if (!person) return undefined
  const roles = await db
    .selectFrom('role_grant')
    .select(['role', 'school_id'])
    .where('partnership_id', '=', partnership.id)
    .where('person_id', '=', person.id)
    .where('removed_at', 'is', null)
    .execute()
  // The same reading of roles as for a signed-in person, who here has no session.
  return actorFrom({ session: { id: '', account_id: '' }, partnership, person, roles, places: [] })
}
