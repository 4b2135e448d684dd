/** A person's time as somebody may see it. */
import type { Db } from '../../platform/db/connect.ts'
import { type Actor, can, schoolIdsWhere } from '../people/public.ts'
import { personWithSchools, type Somebody, timeOf } from './effort.queries.ts'
import { maySay, type Time, type Work } from './effort.rules.ts'

export type PersonSeen = {
  person: Pick<Somebody, 'id' | 'name'>
  isOwn: boolean
  /** The schools for which the reader may add work of this person. */
  schools: Somebody['schools']
}
export type TimeSeen = PersonSeen & { time: Time }

/** Whether the actor may say how long some work took. */
export function mayCorrect(actor: Actor, work: Pick<Work, 'person_id' | 'school_id'>): boolean {
  return maySay(actor, (schoolId) => can(actor, 'effort:correct', schoolId), work)
}

/** Oneself; or, for whoever heads a school, any colleague, with the schools that they have in common. One query. */
export async function personSeen(db: Db, actor: Actor, personId: string): Promise<PersonSeen | undefined> {
  const isOwn = personId === actor.person_id
  if (!isOwn && schoolIdsWhere(actor, 'effort:correct').length === 0) return undefined
  const person = await personWithSchools(db, actor, personId)
  if (!person) return undefined
  const schools = isOwn ? person.schools : person.schools.filter(({ id }) => can(actor, 'effort:correct', id))
  return { person, isOwn, schools }
}

/**
 * One's own time; or what a colleague did for schools that the reader heads. Undefined for everybody else, and for a
 * person who never worked there. Five queries.
 */
export async function timeSeen(
  db: Db,
  actor: Actor,
  personId: string,
  today: Temporal.PlainDate,
): Promise<TimeSeen | undefined> {
  const seen = await personSeen(db, actor, personId)
  if (!seen) return undefined
  const all = await timeOf(db, actor, { person_id: personId }, today)
  const entries = all.entries.filter((one) => mayCorrect(actor, one))
  const additions = all.additions.filter((one) => mayCorrect(actor, one))
  const isConcerned = seen.isOwn || seen.schools.length + entries.length + additions.length > 0
  return isConcerned ? { ...seen, time: { entries, additions } } : undefined
}
