/** A person's time as somebody may see it. */
import type { Db } from '../../platform/db/connect.ts'
import { type Actor, schoolIdsWhere } from '../people/public.ts'
import { personWithSchools, type Somebody, timeOf } from './effort.queries.ts'
import { maySay, type Time } from './effort.rules.ts'

export type TimeSeen = {
  person: Pick<Somebody, 'id' | 'name'>
  isOwn: boolean
  /** The schools for which the reader may add work of this person. */
  schools: Somebody['schools']
  time: Time
}

/**
 * One's own time; or what a colleague did for schools that the reader heads. Undefined for everybody else, and for a
 * colleague who never worked there. Five queries.
 */
export async function timeSeen(
  db: Db,
  actor: Actor,
  personId: string,
  today: Temporal.PlainDate,
): Promise<TimeSeen | undefined> {
  const isOwn = personId === actor.person_id
  const headed = schoolIdsWhere(actor, 'effort:correct')
  if (!isOwn && headed.length === 0) return undefined
  const person = await personWithSchools(db, actor, personId)
  if (!person) return undefined
  const schools = isOwn ? person.schools : person.schools.filter(({ id }) => headed.includes(id))
  const all = await timeOf(db, actor, { person_id: personId }, today)
  const mine = <W extends Time['entries'][number] | Time['additions'][number]>(work: readonly W[]) =>
    work.filter((one) => maySay(actor, (schoolId) => headed.includes(schoolId), one))
  const time = { entries: mine(all.entries), additions: mine(all.additions) }
  const worksThere = schools.length + time.entries.length + time.additions.length > 0
  return isOwn || worksThere ? { person, isOwn, schools, time } : undefined
}
