/** What people of Wealdshire said about their time: some stages took longer or shorter than was worked out, and there was other work. */
import { randomUUID } from 'node:crypto'
import { addTime, correctTime, timeSeen } from '../features/effort/public.ts'
import { nearestSchoolDay } from '../lib/school-days.ts'
import { mainSchool } from './people.ts'
import { as, at, type DemoWorld, done, personCalled, schoolCalled } from './world.ts'

type Said = {
  by: string
  about: string
  kind: 'preparing' | 'visiting' | 'writing' | 'meetings' | 'hosting'
  half_days: number
  reason: string
}

const corrections: readonly Said[] = [
  {
    by: 'Bethan Pryce',
    about: 'Bethan Pryce',
    kind: 'visiting',
    half_days: 1,
    reason: 'I was there in the morning only: a meeting at our school could not be moved.',
  },
  {
    by: 'Priya Raman',
    about: 'Bethan Pryce',
    kind: 'meetings',
    half_days: 1,
    reason: 'The follow-up was at their school, an hour away by bus.',
  },
  {
    by: 'Priya Raman',
    about: 'Priya Raman',
    kind: 'preparing',
    half_days: 2,
    reason: 'It was my first review as lead reviewer, so I read everything twice.',
  },
]

const additions = [
  { by: 'Priya Raman', about: 'Bethan Pryce', daysAgo: 20, half_days: 2, what: 'Training day for new reviewers' },
  {
    by: 'Tom Okafor',
    about: 'Tom Okafor',
    daysAgo: 33,
    half_days: 1,
    what: 'Showed two SENCOs of the group our lunch club',
  },
] as const

/** People look at their time and put right what was different. */
export async function tellTime(world: DemoWorld): Promise<void> {
  const { today } = world
  const larkfield = schoolCalled(world, mainSchool)
  for (const { by, about, kind, half_days, reason } of corrections)
    await as(world, by, async (db, actor) => {
      const seen = await timeSeen(db, actor, personCalled(world, about).person_id, today)
      const entry = seen?.time.entries.find((one) => one.kind === kind && !one.correction)
      if (!entry) throw new Error(`${about} has given no time to ${kind}`)
      const said = { half_days, reason, version: 0 }
      const now = at(entry.on.add({ days: 1 }))
      done(await correctTime(db, actor, entry, said, { now, today }), reason)
    })
  for (const { by, about, daysAgo, half_days, what } of additions)
    await as(world, by, async (db, actor) => {
      const done_on = nearestSchoolDay(world.calendar, today.subtract({ days: daysAgo }))
      const key = { person_id: personCalled(world, about).person_id, id: randomUUID() }
      const work = { school_id: larkfield, done_on, half_days, what }
      done(await addTime(db, actor, key, work, at(done_on.add({ days: 1 }))), what)
    })
}
