/** The calendar of Wealdshire's visits: it agrees with the reviews that the stories tell, and plans the rest. */
import { addBlockedDate, adoptLatest, planNow, plannedFor } from '../features/visit-calendar/public.ts'
import { addSchoolDays } from '../lib/school-days.ts'
import { as, at, atSchool, type DemoWorld, done, personCalled, schoolCalled } from './world.ts'

/** So many changes are tried that a fair calendar is found in a moment, and the same one each time. */
const moves = 60_000
const officer = 'Marcus Obi'

/** A head and a school block a few days, then an officer plans the visits that are left and adopts the calendar. */
export async function planVisits(world: DemoWorld, programme: string): Promise<void> {
  const { today } = world
  const planned = at(addSchoolDays(world.calendar, today, -4), '14:20')
  const day = (days: number) => addSchoolDays(world.calendar, today, days)
  const head = atSchool(world, 'Larkfield Primary School', 'headteacher')
  await as(world, head.name, async (db, actor) => {
    const conference = { school_id: null, starts_on: day(42), ends_on: day(43), reason: null }
    await addBlockedDate(db, actor, conference, planned)
    const school_id = schoolCalled(world, 'Larkfield Primary School')
    await addBlockedDate(db, actor, { school_id, starts_on: day(25), ends_on: day(27), reason: 'production' }, planned)
  })
  await as(world, officer, async (db, actor) => {
    const { id } = await db
      .selectFrom('programme')
      .select('id')
      .where('partnership_id', '=', actor.partnership.id)
      .where('name', '=', programme)
      .executeTakeFirstOrThrow()
    done(await planNow(db, actor, id, { now: planned, today, moves }), 'the calendar of visits')
    const adopted = at(addSchoolDays(world.calendar, today, -3), '09:15')
    done(await adoptLatest(db, actor, id, { now: adopted, today, baseUrl: world.services.baseUrl }), 'adopting it')
  })
  await blockAPlannedDay(world)
}

/** Since then a school has found that its planned day is that of a trip: a change waits for an officer. */
async function blockAPlannedDay(world: DemoWorld): Promise<void> {
  const entered = at(addSchoolDays(world.calendar, world.today, -1), '16:05')
  const leader = personCalled(world, 'Maureen Tully')
  const [next] = await as(world, leader.name, (db, actor) => plannedFor(db, actor, world.today))
  if (!next) return
  const head = atSchool(world, next.school_name, 'headteacher')
  const trip = {
    school_id: next.school_id,
    starts_on: next.visit_on,
    ends_on: addSchoolDays(world.calendar, next.visit_on, 1),
    reason: 'trip' as const,
  }
  await as(world, head.name, (db, actor) => addBlockedDate(db, actor, trip, entered))
}
