/** The calendar of Wealdshire's visits: it agrees with the reviews that the stories tell, plans the rest, and some of it changes. */
import { reviewsOfGroup, scheduleVisit } from '../features/reviews/public.ts'
import { addBlockedDate, adoptLatest, planNow, plannedFor, tellOfSlips } from '../features/visit-calendar/public.ts'
import { addSchoolDays } from '../lib/school-days.ts'
import { as, at, atSchool, type DemoWorld, done, personCalled, schoolCalled } from './world.ts'

/** So many changes are tried that a fair calendar is found in a moment, and the same one each time. */
const moves = 60_000
const officer = 'Marcus Obi'

/** A head and a school block a few days, then an officer plans the visits that are left and adopts the calendar. */
export async function planVisits(world: DemoWorld, programme: string, slippingGroup: string): Promise<void> {
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
  await slip(world, slippingGroup)
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

/** And the visit to another has had to move: officers got their email about it, and see what no longer fits. */
async function slip(world: DemoWorld, group: string): Promise<void> {
  const { today, calendar } = world
  const { baseUrl } = world.services
  const reviews = await as(world, officer, (db, actor) => reviewsOfGroup(db, actor, group))
  const soonest = today.add({ days: 7 })
  const next = reviews.find(({ visit_on }) => visit_on && Temporal.PlainDate.compare(visit_on, soonest) > 0)
  const planned = next?.visit_on
  if (!next || !planned) throw new Error('no visit of the group that slips is to come')
  const head = atSchool(world, next.host_school_name, 'headteacher')
  await as(world, head.name, async (db, actor) => {
    const hours = { visit_starts: Temporal.PlainTime.from('08:45'), visit_ends: Temporal.PlainTime.from('15:30') }
    const moved = { now: at(addSchoolDays(calendar, today, -2), '11:50'), baseUrl }
    // The next day that the rules of visits allow, a week or more later.
    for (let days = 6; days < 40; days++) {
      const wanted = { ...hours, visit_on: addSchoolDays(calendar, planned, days) }
      if (!('refused' in (await scheduleVisit(db, actor, next.id, wanted, moved)))) return
    }
    throw new Error('the visit that slips finds no day')
  })
  const morning = { now: at(addSchoolDays(calendar, today, -1), '07:11'), today, baseUrl }
  await world.database.inPartnership(world.partnership.id, undefined, (db) =>
    tellOfSlips(db, world.partnership, morning),
  )
}
