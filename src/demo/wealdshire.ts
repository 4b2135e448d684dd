/** The story of Wealdshire: which school is where in the programme today. */
import { loadFramework, publishFramework, shippedFile } from '../features/frameworks/public.ts'
import { startReview } from '../features/reviews/public.ts'
import { openShare } from '../features/sharing/public.ts'
import { addSchoolDays, nearestSchoolDay } from '../lib/school-days.ts'
import type { DemoGroup } from './base.ts'
import { shareForReview, type Telling, tellEvaluation } from './evaluations.ts'
import { demoGroups } from './groups.ts'
import type { DemoStage } from './review-telling.ts'
import { tellReview, usualTeam } from './reviews.ts'
import { profiles } from './tellings.ts'
import { stories } from './texts/stories.ts'
import { as, at, atSchool, type DemoWorld, done, personCalled, schoolCalled } from './world.ts'

/** One school's place in its group's story; `visit` is in school days from today. */
type Plan = {
  host: number
  story: number
  visit: number
  until: DemoStage
  visitors: readonly number[]
  waitingFor?: string
}

/** Larkfield's own group has a review at nearly every stage, so that each person has work waiting. */
const ashmereEast: readonly Plan[] = [
  { host: 0, story: 0, visit: 9, until: 'meeting-held', visitors: [2, 3, 5] },
  { host: 1, story: 1, visit: -9, until: 'commented', visitors: [0, 3, 4] },
  { host: 2, story: 3, visit: -2, until: 'visited', visitors: [3, 0, 5] },
  { host: 3, story: 2, visit: -45, until: 'followed-up', visitors: [5, 0, 1] },
  { host: 4, story: 5, visit: -120, until: 'finished', visitors: [1, 2, 3] },
  { host: 5, story: 4, visit: 30, until: 'arranged', visitors: [4, 0, 2], waitingFor: 'Bethan Pryce' },
]

/** The other groups are half-way: two reviews finished, one being followed up, two to come. */
function usualPlan(group: number): Plan[] {
  const story = (place: number) => (group + place) % stories.length
  return [
    { host: 0, story: story(0), visit: -135 + group, until: 'finished', visitors: [1, 2, 3] },
    { host: 1, story: story(1), visit: -95 - group, until: 'finished', visitors: [2, 3, 4] },
    { host: 2, story: story(2), visit: -38 - group, until: 'followed-up', visitors: [3, 4, 5] },
    // The nearest visits are prepared; before the others their teams have not met yet.
    group < 5
      ? { host: 3, story: story(3), visit: 1 + group, until: 'prepared', visitors: [4, 5, 0] }
      : { host: 3, story: story(3), visit: 6 + group, until: 'arranged', visitors: [4, 5, 0] },
    // Two reports are late, as some always are.
    ...(group === 4 || group === 5
      ? [{ host: 4, story: story(4), visit: -22, until: 'visited' as const, visitors: [5, 0, 1] }]
      : []),
  ]
}

/** Where the schools that are not reviewed yet stand with their self-evaluations. */
const earlier: readonly ('judging' | 'comparing')[] = ['comparing', 'judging']

/** The story that a school has in its group; what it said before the groups were formed fits it. */
export function storyOf(school: string): number {
  const group = demoGroups.findIndex(({ schools }) => schools.includes(school))
  const place = demoGroups[group]?.schools.indexOf(school) ?? 0
  return group === 0 ? (ashmereEast.find(({ host }) => host === place)?.story ?? 0) : (group + place) % stories.length
}

/** Tells the whole story, group by group. */
export async function tellWealdshire(
  world: DemoWorld,
  framework: string,
  groups: ReadonlyMap<string, string>,
): Promise<void> {
  await tellLarkfieldBefore(world, framework)
  // Groups know nothing of one another, so their stories can be told at the same time.
  await Promise.all(
    demoGroups.map((group, index) =>
      tellGroup(world, framework, { ...group, id: groups.get(group.name) ?? '' }, index),
    ),
  )
}

async function tellGroup(
  world: DemoWorld,
  framework: string,
  group: DemoGroup & { id: string },
  index: number,
): Promise<void> {
  const plans = index === 0 ? ashmereEast : usualPlan(index)
  for (const plan of plans) await tellPlan(world, framework, group, plan)
  const waiting = group.schools.slice(plans.length)
  for (const [place, school] of waiting.entries()) {
    const { low, high } = profileOf(index + place)
    await tellEvaluation(world, {
      school,
      framework,
      title: titleFor(world.today),
      started: world.today.subtract({ days: 30 }),
      until: earlier[place % earlier.length] ?? 'judging',
      low,
      high,
    })
    // Some of these reviews have been started and wait for a day and a lead reviewer, which officers see.
    if (place === 0 && index > 0 && index < 4) await startOnly(world, group, school)
  }
}

async function startOnly(world: DemoWorld, group: { id: string }, school: string): Promise<void> {
  const begun = { now: at(addSchoolDays(world.calendar, world.today, -6)), baseUrl: world.services.baseUrl }
  await as(world, 'Marcus Obi', async (db, actor) => {
    done(
      await startReview(db, actor, { group_id: group.id, host_school_id: schoolCalled(world, school) }, begun),
      school,
    )
  })
}

/** Everyone who was shown the self-evaluation reads it before the pre-review meeting. */
async function readShared(
  world: DemoWorld,
  visitors: readonly string[],
  leader: string,
  shares: readonly string[],
  day: Temporal.PlainDate,
): Promise<void> {
  const readers = visitors.map((school) =>
    (['headteacher', 'senior-leader', 'senco'] as const).map((role) => atSchool(world, school, role).name),
  )
  for (const [index, names] of [...readers, [leader]].entries()) {
    for (const name of names) await as(world, name, (db, actor) => openShare(db, actor, shares[index] ?? '', at(day)))
  }
}

function profileOf(index: number): Pick<Telling, 'low' | 'high'> {
  return profiles[index % profiles.length] ?? { low: [], high: [] }
}

/** "Autumn 2026" */
function titleFor(day: Temporal.PlainDate): string {
  const season = day.month <= 4 ? 'Spring' : day.month <= 8 ? 'Summer' : 'Autumn'
  return `Self-evaluation, ${season.toLowerCase()} ${day.year}`
}

async function tellPlan(
  world: DemoWorld,
  framework: string,
  group: DemoGroup & { id: string },
  plan: Plan,
): Promise<void> {
  const host = group.schools[plan.host] ?? ''
  const story = stories[plan.story]
  if (!story) throw new Error(`there is no story ${plan.story}`)
  const visitors = plan.visitors.map((index) => group.schools[index] ?? '')
  const visit = addSchoolDays(world.calendar, world.today, plan.visit)
  const started = nearestSchoolDay(world.calendar, visit.subtract({ days: 96 }))
  const telling: Telling = {
    school: host,
    framework,
    title: titleFor(started),
    started,
    until: 'agreed',
    ...profileOf(plan.story),
    ...(plan.host === 0 ? { gain: 0.2 } : {}),
  }
  const evaluation = await tellEvaluation(world, telling)
  const recipients = [
    ...visitors.map((school) => ({ kind: 'school' as const, school_id: schoolCalled(world, school) })),
    { kind: 'person' as const, person_id: personCalled(world, group.leader).person_id },
  ]
  const shares = await shareForReview(world, telling, evaluation, recipients, started.add({ days: 30 }))
  if (plan.until !== 'arranged') await readShared(world, [...visitors], group.leader, shares, started.add({ days: 40 }))
  await tellReview(world, {
    group: group.id,
    host,
    officer: 'Marcus Obi',
    team: usualTeam(world, host, visitors, group.leader),
    story,
    visit,
    until: plan.until,
    ...(plan.waitingFor ? { waitingFor: plan.waitingFor } : {}),
  })
}

/** Larkfield has evaluated itself a year before, and asks some colleagues about social times now. */
async function tellLarkfieldBefore(world: DemoWorld, framework: string): Promise<void> {
  const school = 'Larkfield Primary School'
  const lastYear = world.today.subtract({ months: 12 })
  await tellEvaluation(world, {
    school,
    framework,
    title: titleFor(lastYear),
    started: lastYear,
    until: 'agreed',
    ...profileOf(0),
    gain: -0.4,
  })
  const short = await as(world, 'Helen Ashdown', async (db, actor) => {
    const published = at(world.today.subtract({ days: 60 }))
    const loaded = await loadFramework(db, actor, shippedFile('three-point'), published)
    if (!('id' in loaded)) throw new Error('the short framework cannot be read')
    const refusal = await publishFramework(db, actor, loaded.id, published)
    if (refusal) throw new Error(refusal.message)
    return loaded.id
  })
  await tellEvaluation(world, {
    school,
    framework: short,
    title: 'Social times, a short look',
    started: world.today.subtract({ days: 12 }),
    until: 'judging',
    low: [],
    high: [],
  })
}
