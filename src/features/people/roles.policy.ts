/** The roles that a person can hold, with their names on screen. Some are held at one school. */
export const roles = {
  'partnership-lead': { name: 'Partnership lead', at: 'partnership' },
  'partnership-officer': { name: 'Partnership officer', at: 'partnership' },
  headteacher: { name: 'Headteacher', at: 'school' },
  'senior-leader': { name: 'Senior leader', at: 'school' },
  senco: { name: 'SENCO', at: 'school' },
  governor: { name: 'Governor', at: 'school' },
  ile: { name: 'Inclusion Leader of Education', at: 'partnership' },
  facilitator: { name: 'Facilitator', at: 'partnership' },
  'quality-assurer': { name: 'Quality assurer', at: 'partnership' },
  provider: { name: 'Provider', at: 'partnership' },
} as const

export type Role = keyof typeof roles

export const roleKeys = Object.keys(roles).filter((key): key is Role => key in roles)

export function roleName(role: Role): string {
  return roles[role].name
}

export function isSchoolRole(role: Role): boolean {
  return roles[role].at === 'school'
}

const anyRole = roleKeys
const officers: Role[] = ['partnership-lead', 'partnership-officer']
const schoolLeaders: Role[] = ['headteacher', 'senior-leader', 'senco']

/**
 * The one table of who may do what. A school role gives its permission at that school only; a
 * partnership role gives it in the whole partnership. Whose review or evaluation something is, is
 * asked of the record itself by the feature's queries, which answer "not found" to everyone else.
 */
export const policy = {
  'partnership:manage': ['partnership-lead'],
  'calendar:manage': officers,
  'audit:see': ['partnership-lead'],
  'jobs:see': ['partnership-lead'],
  'school:see': anyRole,
  'school:import': officers,
  'locality:manage': officers,
  'person:see': anyRole,
  'person:invite': [...officers, 'headteacher'],
  'role:manage': ['partnership-lead', 'headteacher'],
  'framework:see': anyRole,
  'framework:manage': officers,
  'self-evaluation:see': [...schoolLeaders, 'governor'],
  'self-evaluation:lead': schoolLeaders,
  'self-evaluation:share': schoolLeaders,
  'programme:see': anyRole,
  'programme:manage': officers,
  'blocked-dates:keep': [...schoolLeaders, 'ile', 'facilitator', 'quality-assurer'],
  'group:see': anyRole,
  'group:manage': officers,
  'group-preference:give': [...officers, ...schoolLeaders],
  'leader-answer:give': [...officers, 'ile', 'facilitator', 'quality-assurer'],
  'group-proposal:answer': ['headteacher', 'senior-leader'],
  'review-model:manage': officers,
  'review:see': anyRole,
  'review:manage': officers,
  'review:schedule': [...officers, 'headteacher'],
  'review:share': schoolLeaders,
  'effort:see-own': anyRole,
  'effort:see-school': ['headteacher', 'senior-leader'],
  'effort:correct': ['headteacher'],
  'effort:see-sums': officers,
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof policy

export type RoleHeld = { role: Role; school_id: string | null }

/** Whether someone with these roles may do something: anywhere, or at one school when it is named. */
export function may(held: readonly RoleHeld[], permission: Permission, schoolId?: string): boolean {
  const able: readonly Role[] = policy[permission]
  return held.some(
    ({ role, school_id }) =>
      able.includes(role) && (schoolId === undefined || school_id === null || school_id === schoolId),
  )
}
