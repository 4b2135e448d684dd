/** What the demonstration's stories are told with: the people, the schools and a way to act as one of them. */
import { sql } from 'kysely'
import type { Services } from '../features/page.ts'
import type { Actor, Role } from '../features/people/public.ts'
import type { SchoolCalendar } from '../lib/school-days.ts'
import type { Database, Db, Partnership } from '../platform/db/connect.ts'
import type { DemoPerson } from './people.ts'

export type DemoWorld = {
  database: Database
  services: Services
  today: Temporal.PlainDate
  partnership: Partnership
  calendar: SchoolCalendar
  /** Schools by name. */
  schools: Map<string, string>
  /** People by name. */
  people: Map<string, Actor>
}

/** Half past ten on a day, in UK time: when things happen in the demonstration unless a story says otherwise. */
export function at(day: Temporal.PlainDate, time = '10:30'): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: 'Europe/London', plainTime: Temporal.PlainTime.from(time) }).toInstant()
}

/** Does something as one of the people, inside one transaction. */
export function as<T>(world: DemoWorld, name: string, work: (db: Db, actor: Actor) => Promise<T>): Promise<T> {
  const actor = personCalled(world, name)
  return world.database.inPartnership(world.partnership.id, actor.person_id, (db) => work(db, actor))
}

export function personCalled(world: DemoWorld, name: string): Actor {
  const actor = world.people.get(name)
  if (!actor) throw new Error(`nobody in the demonstration is called ${name}`)
  return actor
}

export function schoolCalled(world: DemoWorld, name: string): string {
  const id = world.schools.get(name)
  if (!id) throw new Error(`no school in the demonstration is called ${name}`)
  return id
}

/** The person who holds a role at a school. */
export function atSchool(world: DemoWorld, school: string, role: Role): Actor {
  const id = schoolCalled(world, school)
  for (const actor of world.people.values())
    if (actor.roles.some((held) => held.role === role && held.school_id === id)) return actor
  throw new Error(`${school} has no ${role} in the demonstration`)
}

/** Stops the growing when a feature refuses what a story does: a story that the rules forbid would pretend. */
export function done<T extends object | undefined>(
  outcome: T,
  what: string,
): Exclude<T, { refusal: object } | { refused: object } | { kind: 'conflict' }> {
  if (outcome && 'kind' in outcome && outcome.kind !== 'saved') throw new Error(`${what}: ${JSON.stringify(outcome)}`)
  if (outcome && ('message' in outcome || ('refusal' in outcome && outcome.refusal) || 'refused' in outcome))
    throw new Error(`${what}: ${JSON.stringify(outcome)}`)
  return outcome as Exclude<T, { refusal: object } | { refused: object } | { kind: 'conflict' }>
}

/** Puts people into the partnership, with accounts, as if they had taken up their invitations long ago. */
export async function settle(world: DemoWorld, people: readonly DemoPerson[]): Promise<void> {
  await world.database.asOwner(async (db) => {
    for (const one of people) {
      const account = await sql<{
        id: string
      }>`insert into account (email) values (${one.email}) on conflict (email) do update set email = excluded.email returning id`.execute(
        db,
      )
      const accountId = account.rows[0]?.id ?? ''
      const schoolId = one.school ? schoolCalled(world, one.school) : null
      const person = await sql<{ id: string }>`
        insert into person (partnership_id, account_id, email, name, job_title, demonstration_key)
        values (${world.partnership.id}, ${accountId}, ${one.email}, ${one.name}, ${one.jobTitle}, ${one.key ?? null}) returning id`.execute(
        db,
      )
      const personId = person.rows[0]?.id ?? ''
      await sql`insert into role_grant (partnership_id, person_id, role, school_id, reason, granted_at)
        values (${world.partnership.id}, ${personId}, ${one.role}, ${schoolId}, 'In post when the partnership began', ${at(world.today.subtract({ months: 14 }))})`.execute(
        db,
      )
      world.people.set(one.name, {
        person_id: personId,
        name: one.name,
        email: one.email,
        account_id: accountId,
        session_id: '',
        partnership: world.partnership,
        roles: [{ role: one.role, school_id: schoolId }],
      })
    }
  })
}
