import type { Opened } from '../../platform/db/connect.ts'
import type { ActorBase } from '../../platform/web/page.ts'
import { may, type Permission, type Role, type RoleHeld, roles } from './roles.policy.ts'

/** The person who is asking, with their roles: the second argument of every query. */
export type Actor = ActorBase & { roles: RoleHeld[] }

/** Anyone who has a partnership: an actor, or a command or job that acts for it. */
export type InPartnership = { partnership: { id: string } }

function isRole(text: string): text is Role {
  return text in roles
}

/** The actor of a request, when its session belongs to a person of the partnership in its path. */
export function actorFrom(opened: Opened): Actor | undefined {
  const { session, partnership, person } = opened
  if (!session || !partnership || !person) return undefined
  const held: RoleHeld[] = []
  for (const { role, school_id } of opened.roles) if (isRole(role)) held.push({ role, school_id })
  return {
    person_id: person.id,
    name: person.name,
    email: person.email,
    account_id: session.account_id,
    session_id: session.id,
    partnership,
    roles: held,
  }
}

/** Whether the actor may do something, here or at one school. */
export function can(actor: Actor, permission: Permission, schoolId?: string): boolean {
  return may(actor.roles, permission, schoolId)
}

/** The schools at which the actor holds a role, each once. */
export function ownSchoolIds(actor: Actor): string[] {
  return [...new Set(actor.roles.flatMap(({ school_id }) => (school_id ? [school_id] : [])))]
}

/** The schools at which the actor may do something by a school role. */
export function schoolIdsWhere(actor: Actor, permission: Permission): string[] {
  return ownSchoolIds(actor).filter((schoolId) => can(actor, permission, schoolId))
}

export function isOfficer(actor: Pick<Actor, 'roles'>): boolean {
  return actor.roles.some(({ role }) => role === 'partnership-lead' || role === 'partnership-officer')
}
