import type { Refusal } from '../../platform/web/form.ts'
import { type Actor, can, isOfficer, ownSchoolIds, schoolIdsWhere } from './actor.ts'
import { isSchoolRole, type Role, roleKeys, roleName } from './roles.policy.ts'

/** A role that a person holds now. `school` is its name, null for a role in the whole partnership. */
export type HeldRole = {
  id: string
  role: Role
  school_id: string | null
  school: string | null
  granted_at: string
  reason: string
}

export type Person = {
  id: string
  name: string
  email: string
  job_title: string
  phone: string
  left_at: Temporal.Instant | null
  /** Has signed in at least once. */
  has_joined: boolean
  version: number
  roles: HeldRole[]
}

/** A role as people say it: "SENCO at Oakfield School", "Partnership lead". */
export function roleWords(held: { role: string; school?: string | null | undefined }): string {
  const role = roleKeys.find((key) => key === held.role)
  const name = role ? roleName(role) : held.role
  return held.school ? `${name} at ${held.school}` : name
}

const isLead = (actor: Actor) => actor.roles.some(({ role }) => role === 'partnership-lead')

/** Only a lead makes leads and officers, so that nobody raises themselves. */
const leadingRoles: readonly Role[] = ['partnership-lead', 'partnership-officer']

/** The roles that the actor may give to somebody: at a school when one is named, else anywhere. */
export function rolesToGive(actor: Actor, schoolId?: string): Role[] {
  return roleKeys.filter((role) => {
    if (isLead(actor)) return true
    if (isOfficer(actor)) return !leadingRoles.includes(role)
    return isSchoolRole(role) && can(actor, 'person:invite', schoolId)
  })
}

/** The schools at which the actor may give roles; undefined means every school. */
export function schoolsToGiveAt(actor: Actor): string[] | undefined {
  return isOfficer(actor) ? undefined : schoolIdsWhere(actor, 'person:invite')
}

export type RoleChoice = { role: Role; school_id: string | undefined }

/** Why the actor may not give this role, by invitation or to a person who is there. */
export function whyCannotGive(actor: Actor, choice: RoleChoice): Refusal | undefined {
  if (!rolesToGive(actor).includes(choice.role)) {
    return {
      field: 'role',
      message: isOfficer(actor)
        ? 'Only a partnership lead can make somebody partnership lead or officer'
        : 'You can give school roles only',
    }
  }
  if (isSchoolRole(choice.role)) {
    if (!choice.school_id)
      return { field: 'school_id', message: `Choose the school for the role ${roleName(choice.role)}` }
    const schools = schoolsToGiveAt(actor)
    if (schools && !schools.includes(choice.school_id))
      return { field: 'school_id', message: 'Choose a school of your own' }
    return undefined
  }
  if (choice.school_id)
    return {
      field: 'school_id',
      message: `${roleName(choice.role)} is a role in the whole partnership: leave the school empty`,
    }
  return undefined
}

/** Why this person may not be given the role: they have left, or hold it already. */
export function whyCannotHold(person: Person, choice: RoleChoice): Refusal | undefined {
  if (person.left_at)
    return { field: 'role', message: `${person.name} has left the partnership: invite them again instead` }
  const holds = person.roles.some(
    ({ role, school_id }) => role === choice.role && (school_id ?? undefined) === choice.school_id,
  )
  return holds ? { field: 'role', message: `${person.name} holds this role already` } : undefined
}

/** Whether the actor may give and remove roles of this kind at all, for showing the links. */
export function mayManageRole(actor: Actor, held: { role: Role; school_id: string | null }): boolean {
  if (held.school_id) return can(actor, 'role:manage', held.school_id)
  return isLead(actor)
}

/** Why a role may not be taken away. `leads` is how many people hold the role of partnership lead. */
export function whyCannotRemove(
  actor: Actor,
  person: { id: string; name: string },
  held: { role: Role; school_id: string | null },
  leads: number,
): Refusal | undefined {
  if (!mayManageRole(actor, held)) return { message: 'You may remove roles at your own school only' }
  if (held.role === 'partnership-lead' && leads <= 1) {
    return {
      message: `${person.name} is the last partnership lead. Make somebody else lead first, so that the partnership is never without one`,
    }
  }
  if (person.id === actor.person_id && held.role === 'headteacher' && !isLead(actor)) {
    return {
      message:
        'You cannot remove your own role as headteacher. Ask your partnership, or another headteacher of the school',
    }
  }
  return undefined
}

/** Whether the actor may change this person's details, resend their invitation or end their place. */
export function mayManagePerson(actor: Actor, person: Person): boolean {
  if (isLead(actor)) return true
  const leading = person.roles.some(({ role }) => leadingRoles.includes(role))
  if (isOfficer(actor)) return !leading
  const schools = schoolIdsWhere(actor, 'person:invite')
  return (
    person.roles.length > 0 && person.roles.every(({ school_id }) => school_id !== null && schools.includes(school_id))
  )
}

/** Email addresses and telephone numbers are for those who work together: officers, and colleagues of one school. */
export function maySeeContact(actor: Actor, person: Person): boolean {
  if (person.id === actor.person_id || isOfficer(actor)) return true
  const schools = ownSchoolIds(actor)
  return (
    person.roles.some(({ school_id }) => school_id !== null && schools.includes(school_id)) ||
    person.roles.some(({ role }) => leadingRoles.includes(role))
  )
}

/** Why a person's place may not be ended. */
export function whyCannotLeave(actor: Actor, person: Person, leads: number): Refusal | undefined {
  if (!mayManagePerson(actor, person)) return { message: 'You may end the place of people at your own school only' }
  if (person.id === actor.person_id) return { message: 'You cannot end your own place. Ask your partnership' }
  if (person.left_at) return { message: `${person.name} has left already` }
  if (person.roles.some(({ role }) => role === 'partnership-lead') && leads <= 1) {
    return { message: `${person.name} is the last partnership lead. Make somebody else lead first` }
  }
  return undefined
}
