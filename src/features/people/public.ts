/** What other features may use of people. */
export { type Actor, actorFrom, can, type InPartnership, isOfficer, ownSchoolIds, schoolIdsWhere } from './actor.ts'
export { invitePerson } from './invitation.queries.ts'
export { peopleAtSchool, personNames } from './person.queries.ts'
export type { Person } from './person.rules.ts'
export { type Permission, type Role, roleKeys, roleName } from './roles.policy.ts'
export { accountFor, makeSignInLink } from './sign-in.queries.ts'
export { linkMinutes } from './sign-in.rules.ts'
export { signInHere } from './this-device.ts'

/** The path of a person's page. */
export function personPath(partnership: { key: string }, personId: string): string {
  return `/${partnership.key}/people/${personId}`
}
