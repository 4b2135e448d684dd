/** The second round of Wealdshire's programme: schools have said what they look for, and a first proposal is before them. */
import { findGroupsNow } from '../features/group-forming/public.ts'
import { createProgramme, joinProgramme } from '../features/review-groups/public.ts'
import { addSchoolDays } from '../lib/school-days.ts'
import { answers, hearSchools, programmeOf, proposeThem } from './forming.ts'
import { secondRound } from './preferences.ts'
import { as, at, type DemoWorld, done, schoolCalled } from './world.ts'

const officer = 'Marcus Obi'
const moves = 500_000

/** Who has answered the proposal so far. One school objects, and the officers have not decided yet. */
const objects = 'Gorsebank Primary School'
const objection =
  'Two of our proposed partners are more than an hour away on the coast road in winter, and we cannot release two people for so long. Could we be with the other schools of Denesea?'
const content = ['Beacon Hill School', 'Coldharbour Primary School', 'Headland School', 'Lodge Meadow School']

/** Begins a second round with the schools that stayed out of the first. */
export async function beginSecondRound(world: DemoWorld, frameworkId: string): Promise<void> {
  const { today } = world
  const day = (days: number) => addSchoolDays(world.calendar, today, days)
  const starts = today.add({ months: 2 }).with({ day: 1 })
  const id = await as(world, officer, async (db, actor) => {
    const made = done(
      await createProgramme(db, actor, {
        name: `Peer review, second round ${starts.year} to ${starts.year + 2}`,
        model_key: 'inclusion-peer-review',
        framework_id: frameworkId,
        starts_on: starts,
        ends_on: starts.add({ years: 2 }),
      }),
      'the second round',
    )
    const schools = secondRound.map(({ school }) => schoolCalled(world, school))
    await joinProgramme(db, actor, made.id, schools, day(-20))
    return made.id
  })
  const programme = await programmeOf(world, id)
  const said = secondRound.flatMap(({ school, said }) => (said ? [{ school, ...said }] : []))
  await hearSchools(world, programme, said, { asked: day(-18), until: day(-6) })
  const version = await as(world, officer, async (db, actor) =>
    done(
      await findGroupsNow(db, actor, programme.id, { moves, now: at(day(-5), '15:20') }),
      'finding groups of the second round',
    ),
  )
  await proposeThem(world, programme, version.id, day(-4), day(6))
  for (const school of content) await answers(world, programme, school, day(-2))
  await answers(world, programme, objects, day(-2), objection)
}
