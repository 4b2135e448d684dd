/** How Wealdshire's review groups came about: schools were asked, groups were found, proposed, answered and confirmed. */
import {
  answerProposal,
  askSchools,
  confirmProposal,
  decideObjection,
  findGroupsNow,
  givePreference,
  nameArrangement,
  propose,
  saveRules,
  settingsFor,
  versionFor,
} from '../features/group-forming/public.ts'
import { addLeader, groupFor, groupsOf, type Programme, programmeFor } from '../features/review-groups/public.ts'
import { addSchoolDays, nearestSchoolDay } from '../lib/school-days.ts'
import type { DemoGroup } from './base.ts'
import { keptApart, preferenceNotes, saidByStory, wishes } from './preferences.ts'
import { as, at, atSchool, type DemoWorld, done, personCalled, schoolCalled } from './world.ts'

const officer = 'Marcus Obi'
/** Three runs of the search: more than enough for four dozen schools, and done in a moment. */
const moves = 1_100_000

/** One head had something against the group, and was convinced. */
const objecting = 'Anchor Bay Primary School'
const objection =
  'Harbour Street is full of traffic in the mornings. Nobody of ours could be there before half past nine.'
const reply = 'Visits to Harbour Street will begin at ten. Both of its neighbours look for the help that you can give.'

export type SchoolSaid = { school: string; strengths: readonly string[]; priorities: readonly string[] }

/** Forms the groups of a programme as they are told later on, and gives their ids by name. `story` is that of each school. */
export async function formTheGroups(
  world: DemoWorld,
  programmeId: string,
  groups: readonly DemoGroup[],
  story: (school: string) => number,
): Promise<Map<string, string>> {
  const programme = await programmeOf(world, programmeId)
  const day = (days: number) => addSchoolDays(world.calendar, programme.starts_on, days)
  const said = groups.flatMap(({ schools }) =>
    schools.map((school) => ({ school, ...(saidByStory[story(school)] ?? { strengths: [], priorities: [] }) })),
  )
  await hearSchools(world, programme, said, { asked: day(1), until: day(8) })
  const version = await findThem(world, programme, day(9), groups)
  await proposeThem(world, programme, version, day(10), day(20))
  // Whoever says nothing is content: a few never do.
  // Whoever says nothing is content: a few never do.
  for (const [index, { school }] of said.entries())
    if (index % 7 !== 6 && school !== objecting) await answers(world, programme, school, day(11 + (index % 8)))
  await answers(world, programme, objecting, day(12), objection)
  await as(world, officer, async (db, actor) => {
    const answered = { school_id: schoolCalled(world, objecting), version: 1 }
    const decided = { now: at(day(15)), today: day(15), baseUrl: world.services.baseUrl }
    done(await decideObjection(db, actor, programme, answered, { decision: 'stays', reply }, decided), 'the objection')
  })
  return confirmThem(world, programme, groups, day(21))
}

export async function programmeOf(world: DemoWorld, id: string): Promise<Programme> {
  const programme = await as(world, officer, (db, actor) => programmeFor(db, actor, id))
  if (!programme) throw new Error('the demonstration has no such programme')
  return programme
}

/** The officers ask every school until a day, and the SENCOs or heads answer. */
export async function hearSchools(
  world: DemoWorld,
  programme: Programme,
  said: readonly SchoolSaid[],
  days: { asked: Temporal.PlainDate; until: Temporal.PlainDate },
): Promise<void> {
  const until = nearestSchoolDay(world.calendar, days.until)
  const asked = { now: at(days.asked), today: days.asked, baseUrl: world.services.baseUrl }
  await as(world, officer, async (db, actor) =>
    done(await askSchools(db, actor, programme, until, asked), 'asking schools'),
  )
  for (const [index, { school, strengths, priorities }] of said.entries()) {
    const who = atSchool(world, school, index % 3 === 0 ? 'headteacher' : 'senco')
    await as(world, who.name, async (db, actor) => {
      const answer = {
        strengths,
        priorities,
        wished_school_ids: (wishes[school] ?? []).map((name) => schoolCalled(world, name)),
        note: preferenceNotes[school] ?? '',
      }
      const place = { programme_id: programme.id, school_id: schoolCalled(world, school) }
      done(await givePreference(db, actor, place, answer, 0, at(days.asked, '16:10')), school)
    })
  }
}

async function findThem(
  world: DemoWorld,
  programme: Programme,
  day: Temporal.PlainDate,
  groups: readonly DemoGroup[],
): Promise<string> {
  return as(world, officer, async (db, actor) => {
    const { rules, rules_version } = await settingsFor(db, actor, programme)
    const apart = keptApart.map(([a, b]): [string, string] => [schoolCalled(world, a), schoolCalled(world, b)])
    done(await saveRules(db, actor, programme, { ...rules, apart }, rules_version, at(day)), 'the rules')
    const { id } = done(
      await findGroupsNow(db, actor, programme.id, { moves, now: at(day, '10:45') }),
      'finding groups',
    )
    const found = await versionFor(db, actor, programme.id, id)
    if (!found) throw new Error('what was found was not kept')
    const names = found.groups.map(({ school_ids }) => nameFor(world, school_ids, groups))
    await nameArrangement(db, actor, found, { label: '', names }, found.names_version)
    return id
  })
}

/** The name that the stories know a group by. They tell of the groups that the search finds, so it must find them. */
function nameFor(world: DemoWorld, ids: readonly string[], groups: readonly DemoGroup[]): string {
  const known = groups.find(({ schools }) => schools.every((name) => ids.includes(schoolCalled(world, name))))
  if (!known) throw new Error('the search finds other groups than the stories tell of')
  return known.name
}

/** Proposes a version to its schools. */
export async function proposeThem(
  world: DemoWorld,
  programme: Programme,
  version: string,
  day: Temporal.PlainDate,
  until: Temporal.PlainDate,
): Promise<void> {
  const message =
    'The groups keep journeys short and bring you partners who can help with what you look for. Tell us soon if something stands against yours.'
  const wanted = { objections_until: nearestSchoolDay(world.calendar, until), message }
  const proposed = { now: at(day, '09:30'), today: day, baseUrl: world.services.baseUrl }
  const which = { programme_id: programme.id, arrangement_id: version }
  await as(world, officer, async (db, actor) => {
    done(await propose(db, actor, which, wanted, proposed), 'proposing groups')
  })
}

/** A head answers the proposal: content, or with a reason against it. */
export async function answers(
  world: DemoWorld,
  programme: Programme,
  school: string,
  day: Temporal.PlainDate,
  objection = '',
): Promise<void> {
  const place = { programme_id: programme.id, school_id: schoolCalled(world, school) }
  const answer = { answer: objection ? ('objects' as const) : ('content' as const), reason: objection }
  await as(world, atSchool(world, school, 'headteacher').name, async (db, actor) => {
    done(await answerProposal(db, actor, place, answer, { version: 0 }, { now: at(day), today: day }), school)
  })
}

async function confirmThem(
  world: DemoWorld,
  programme: Programme,
  groups: readonly DemoGroup[],
  day: Temporal.PlainDate,
): Promise<Map<string, string>> {
  const confirmed = { now: at(day), today: day, baseUrl: world.services.baseUrl }
  return as(world, officer, async (db, actor) => {
    done(await confirmProposal(db, actor, programme, confirmed), 'confirming groups')
    const made = new Map((await groupsOf(db, actor, programme.id)).map(({ id, name }) => [name, id]))
    for (const { name, leader } of groups) {
      const group = await groupFor(db, actor, made.get(name) ?? '')
      if (!group) throw new Error(`there is no group ${name}`)
      done(await addLeader(db, actor, group, personCalled(world, leader).person_id, 'ile'), `the leader of ${name}`)
    }
    return made
  })
}
