import { sql } from 'kysely'
import { type ClosedDay, type SchoolCalendar, schoolCalendar, type Term } from '../../lib/school-days.ts'
import type { Db } from '../../platform/db/connect.ts'
import { day, rowsOf, rowsWithin } from '../../platform/db/rows-within.ts'
import type { Actor, InPartnership } from '../people/public.ts'

export type TermRow = Term & { id: string }
export type ClosedDayRow = ClosedDay & { id: string; school_id: string | null; school_name: string | null }

/** The terms of the partnership, the earliest first. */
export async function termsOf(db: Db, actor: InPartnership): Promise<TermRow[]> {
  return db
    .selectFrom('term')
    .select(['id', 'academic_year', 'name', 'starts_on', 'ends_on'])
    .where('partnership_id', '=', actor.partnership.id)
    .orderBy('starts_on')
    .execute()
}

/** Every closed day, for all schools and for single ones, the earliest first. */
export async function closedDaysOf(db: Db, actor: InPartnership): Promise<ClosedDayRow[]> {
  return db
    .selectFrom('closed_day')
    .leftJoin('school', 'school.id', 'closed_day.school_id')
    .select([
      'closed_day.id',
      'closed_day.school_id',
      'closed_day.closed_on',
      'closed_day.reason',
      'school.name as school_name',
    ])
    .where('closed_day.partnership_id', '=', actor.partnership.id)
    .orderBy('closed_day.closed_on')
    .orderBy('school.name')
    .execute()
}

/** The school days of one school, or without one of the partnership. */
export async function calendarFor(db: Db, actor: InPartnership, schoolId?: string): Promise<SchoolCalendar> {
  const { terms, closed } = await daysOf(db, actor)
  return schoolCalendar(
    terms,
    closed.filter((day) => day.school_id === null || day.school_id === schoolId),
  )
}

type Closed = ClosedDay & { school_id: string | null }

/** Terms and closed days in one query: every page that counts days needs both. */
async function daysOf(db: Db, { partnership }: InPartnership): Promise<{ terms: Term[]; closed: Closed[] }> {
  const terms = sql<Term>`
    select academic_year, name, starts_on, ends_on from term where partnership_id = ${partnership.id} order by starts_on`
  const closed = sql<Closed>`
    select school_id, closed_on, reason from closed_day where partnership_id = ${partnership.id} order by closed_on`
  const found = await db
    .selectNoFrom([rowsWithin(terms).as('terms'), rowsWithin(closed).as('closed')])
    .executeTakeFirstOrThrow()
  return {
    terms: rowsOf(found.terms, { starts_on: day, ends_on: day }),
    closed: rowsOf(found.closed, { closed_on: day }),
  }
}

/** The school days of any school, for lists of several: one query, and schools without closed days of their own share one calendar. */
export async function calendarsFor(db: Db, actor: InPartnership): Promise<(schoolId: string) => SchoolCalendar> {
  const { terms, closed: days } = await daysOf(db, actor)
  const closed = Map.groupBy(days, (one) => one.school_id)
  const everybody = closed.get(null) ?? []
  const common = schoolCalendar(terms, everybody)
  const own = new Map<string, SchoolCalendar>()
  return (schoolId) => {
    const days = closed.get(schoolId)
    if (!days) return common
    const known = own.get(schoolId) ?? schoolCalendar(terms, [...everybody, ...days])
    own.set(schoolId, known)
    return known
  }
}

/** Adds a term; undefined when that year has a term of that name already. */
export async function addTerm(db: Db, actor: Actor, term: Term): Promise<string | undefined> {
  const added = await db
    .insertInto('term')
    .values({ partnership_id: actor.partnership.id, ...term })
    .onConflict((conflict) => conflict.columns(['partnership_id', 'academic_year', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return added?.id
}

/** Adds terms or gives those of the same year and name their new dates; answers how many rows were written. */
export async function putTerms(db: Db, actor: Actor, terms: readonly Term[]): Promise<number> {
  if (terms.length === 0) return 0
  const rows = terms.map((term) => ({ partnership_id: actor.partnership.id, ...term }))
  await db
    .insertInto('term')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['partnership_id', 'academic_year', 'name']).doUpdateSet((to) => ({
        starts_on: to.ref('excluded.starts_on'),
        ends_on: to.ref('excluded.ends_on'),
      })),
    )
    .execute()
  return rows.length
}

/** Changes a term; false when it is not there. */
export async function changeTerm(db: Db, actor: Actor, id: string, term: Term): Promise<boolean> {
  const changed = await db
    .updateTable('term')
    .set(term)
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', id)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

export async function removeTerm(db: Db, actor: Actor, id: string): Promise<void> {
  await db.deleteFrom('term').where('partnership_id', '=', actor.partnership.id).where('id', '=', id).execute()
}

/** Closes days for every school, or for one; a day that is closed already keeps its reason. Answers how many were added. */
export async function addClosedDays(
  db: Db,
  actor: Actor,
  days: readonly ClosedDay[],
  schoolId?: string,
): Promise<number> {
  if (days.length === 0) return 0
  const added = await db
    .insertInto('closed_day')
    .values(
      days.map(({ closed_on, reason }) => ({
        partnership_id: actor.partnership.id,
        school_id: schoolId ?? null,
        closed_on,
        reason,
      })),
    )
    .onConflict((conflict) => conflict.columns(['partnership_id', 'school_id', 'closed_on']).doNothing())
    .executeTakeFirst()
  return Number(added.numInsertedOrUpdatedRows ?? 0n)
}

export async function removeClosedDay(db: Db, actor: Actor, id: string): Promise<void> {
  await db.deleteFrom('closed_day').where('partnership_id', '=', actor.partnership.id).where('id', '=', id).execute()
}
