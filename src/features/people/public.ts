/** What other features may use of people. */
export { type Actor, actorFrom, can, isOfficer, ownSchoolIds, schoolIdsWhere } from './actor.ts'
export { type Invitee, type Inviting, invitePerson } from './invitation.queries.ts'
export {
  peopleAtSchool,
  peopleWithRole,
  personByEmail,
  personById,
  personNames,
  personOptions,
} from './person.queries.ts'
export type { HeldRole, Person } from './person.rules.ts'
export { mayManagePerson, type RoleChoice, roleWords, whyCannotGive } from './person.rules.ts'
export { grantRole, removeRole } from './role.queries.ts'
export { isSchoolRole, type Permission, type Role, roleKeys, roleName } from './roles.policy.ts'
export { takeUpPlaces } from './sign-in.queries.ts'

/** The path of a person's page. */
export function personPath(partnership: { key: string }, personId: string): string {
  return `/${partnership.key}/people/${personId}`
}
