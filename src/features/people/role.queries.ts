import { sql } from 'kysely'
import { record } from '../../platform/audit/audit.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { schoolName } from '../schools/public.ts'
import type { Actor } from './actor.ts'
import { personById } from './person.queries.ts'
import type { HeldRole, Person } from './person.rules.ts'
import { type RoleChoice, whyCannotGive, whyCannotHold, whyCannotRemove } from './person.rules.ts'

/** Gives a person a role, with the reason, and records it. */
export async function grantRole(
  db: Db,
  actor: Actor,
  grant: RoleChoice & { person_id: string; reason: string },
  now: Temporal.Instant,
): Promise<{ id: string } | { refusal: Refusal }> {
  const person = await personById(db, actor, grant.person_id)
  if (!person) return { refusal: { message: 'There is no such person in the partnership' } }
  const refusal =
    whyCannotGive(actor, grant) ?? whyCannotHold(person, grant) ?? (await whyNotThatSchool(db, actor, grant))
  if (refusal) return { refusal }
  const id = await addRole(db, actor, grant, now)
  return id ? { id } : { refusal: { field: 'role', message: `${person.name} holds this role already` } }
}

/** Why a role cannot be held at this school: it is not one of the partnership's. */
export async function whyNotThatSchool(db: Db, actor: Actor, choice: RoleChoice): Promise<Refusal | undefined> {
  if (!choice.school_id || (await schoolName(db, actor, choice.school_id)) !== undefined) return undefined
  return { field: 'school_id', message: 'Choose a school of the partnership' }
}

/** Writes the role and its audit entry. Undefined when somebody else has just given the same one. */
export async function addRole(
  db: Db,
  actor: Actor,
  grant: RoleChoice & { person_id: string; reason: string },
  now: Temporal.Instant,
): Promise<string | undefined> {
  const granted = await sql<{ id: string }>`
    insert into role_grant (partnership_id, person_id, role, school_id, reason, granted_by, granted_at)
    values (${actor.partnership.id}, ${grant.person_id}, ${grant.role}, ${grant.school_id ?? null}, ${grant.reason}, ${actor.person_id}, ${now})
    on conflict do nothing returning id`.execute(db)
  const id = granted.rows[0]?.id
  if (!id) return undefined
  await record(
    db,
    { person: { id: actor.person_id } },
    {
      action: 'role:grant',
      subject_kind: 'person',
      subject_id: grant.person_id,
      ...(grant.school_id ? { school_id: grant.school_id } : {}),
      detail: { role: grant.role },
    },
  )
  return id
}

/** Takes a role away, with the reason, and records it. */
export async function removeRole(
  db: Db,
  actor: Actor,
  removal: { person: Person; held: HeldRole; reason: string },
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const refusal = whyCannotRemove(actor, removal.person, removal.held, await lockLeads(db, actor))
  if (refusal) return refusal
  await sql`update role_grant set removed_at = ${now}, removed_by = ${actor.person_id}, removal_reason = ${removal.reason}
    where id = ${removal.held.id} and partnership_id = ${actor.partnership.id} and removed_at is null`.execute(db)
  await record(
    db,
    { person: { id: actor.person_id } },
    {
      action: 'role:remove',
      subject_kind: 'person',
      subject_id: removal.person.id,
      ...(removal.held.school_id ? { school_id: removal.held.school_id } : {}),
      detail: { role: removal.held.role },
    },
  )
  return undefined
}

/**
 * How many partnership leads there are, held still until the transaction ends: of two leads who
 * remove each other at the same moment, one is refused.
 */
export async function lockLeads(db: Db, actor: Actor): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`leads of ${actor.partnership.id}`}, 0))`.execute(db)
  const counted = await sql<{ leads: number }>`
    select count(distinct g.person_id) as leads from role_grant g join person p on p.id = g.person_id
    where g.partnership_id = ${actor.partnership.id} and g.role = 'partnership-lead' and g.removed_at is null and p.left_at is null`.execute(
    db,
  )
  return counted.rows[0]?.leads ?? 0
}
