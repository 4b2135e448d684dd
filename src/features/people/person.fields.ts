import type { Db } from '../../platform/db/connect.ts'
import { schoolOptions } from '../schools/public.ts'
import type { Actor } from './actor.ts'
import { rolesToGive, schoolsToGiveAt } from './person.rules.ts'
import { type Role, roleName } from './roles.policy.ts'

/** What each role is for, in a line, for those who give it. */
const meanings: Record<Role, string> = {
  'partnership-lead': 'Runs the partnership: its settings, its people and the record of changes',
  'partnership-officer': 'Runs programmes and review groups, and brings in schools',
  headteacher: 'Leads the school’s evaluation and reviews, and decides with whom they are shared',
  'senior-leader': 'Leads and shares the school’s evaluation with the headteacher',
  senco: 'Leads the school’s evaluation day to day',
  governor: 'Sees the school’s evaluation and its reviews',
  ile: 'Supports and challenges in reviews of other schools',
  facilitator: 'Runs training, workshops and meetings',
  'quality-assurer': 'Checks the quality of reviews from outside',
  provider: 'Offers training, services or resources to schools',
}

/** The roles that the actor may give, as the items of radios. */
export function roleItems(actor: Actor): { value: string; text: string; hint: string }[] {
  return rolesToGive(actor).map((role) => ({ value: role, text: roleName(role), hint: meanings[role] }))
}

/** The schools at which the actor may give a role. */
export async function schoolItems(db: Db, actor: Actor): Promise<{ value: string; text: string }[]> {
  const all = await schoolOptions(db, actor)
  const own = schoolsToGiveAt(actor)
  return own ? all.filter(({ value }) => own.includes(value)) : all
}
