/** Triads of the second partnership, told through their year: launch, plans, visits, coaching, quality assurance, celebration. */
import { addNextStep, recordMeeting, reportProgress, writeUpFor } from '../features/reviews/public.ts'
import { addSchoolDays } from '../lib/school-days.ts'
import { shareForReview, type Telling, tellEvaluation } from './evaluations.ts'
import type { DemoStage } from './review-telling.ts'
import { tellReview } from './reviews.ts'
import { beginProgramme, type GroupMeeting, meets, officer } from './running.ts'
import { asStory, type PeerStory, type Records } from './texts/peer-story.ts'
import { doneInSchool, goodNews, sixTables } from './texts/triad-finished.ts'
import { comingBack, firstQuarterHour, readInTwoMinutes } from './texts/triad-half-way.ts'
import { finishedMeetings, halfWayMeetings } from './texts/triad-meetings.ts'
import { as, at, atSchool, type DemoWorld, done, personCalled, schoolCalled } from './world.ts'

const assurer = 'Ingrid Holm'

type Host = {
  school: string
  story: PeerStory
  /** In school days from today. */
  visit: number
  until: DemoStage
  low: readonly string[]
  high: readonly string[]
}

type Triad = {
  programme: string
  group: string
  coach: string
  starts: number
  hosts: readonly [Host, Host, Host]
  meetings: Records
  /** The group's meetings, in school days from today; a meeting to come has no record yet. */
  days: readonly (readonly [stage: string, day: number, starts: string, minutes: number, place: string])[]
}

/** In the middle of its year: one school has had its quality-assurance visit, one waits for it, one for its summary. */
const halfWay: Triad = {
  programme: 'Inclusion triads, second cohort',
  group: 'Rushdale triad',
  coach: 'Rushdale Primary School',
  starts: -100,
  meetings: halfWayMeetings,
  days: [
    ['launch', -90, '13:30', 180, 'Millgate School, library'],
    ['first-triad', -65, '13:15', 150, 'Rushdale Primary School'],
    ['second-triad', 6, '13:15', 120, 'Heatherfold Primary School, the small hall'],
  ],
  hosts: [
    {
      school: 'Rushdale Primary School',
      story: comingBack,
      visit: -48,
      until: 'agreed',
      low: ['provision-targeted', 'monitoring-interventions'],
      high: ['outcomes-belonging', 'teaching-knowing-pupils'],
    },
    {
      school: 'Millgate School',
      story: firstQuarterHour,
      visit: -34,
      until: 'agreed',
      low: ['provision-environment', 'pupils-voice'],
      high: ['families-resolving-concerns', 'leadership-senco'],
    },
    {
      school: 'Heatherfold Primary School',
      story: readInTwoMinutes,
      visit: -9,
      until: 'sent',
      low: ['assessment-graduated-approach', 'teaching-assistants'],
      high: ['provision-universal', 'leadership-vision'],
    },
  ],
}

/** At the end of its year, with its story told. */
const finished: Triad = {
  programme: 'Inclusion triads, first cohort',
  group: 'Moorend triad',
  coach: 'Moorend School',
  starts: -212,
  meetings: finishedMeetings,
  days: [
    ['launch', -203, '13:30', 180, 'Moorend School, sixth form room'],
    ['first-triad', -178, '13:15', 150, 'Lower Beck Primary School'],
    ['second-triad', -118, '13:15', 120, 'Cragfoot Primary School, the lunch room'],
    ['third-triad', -73, '13:15', 120, 'Moorend School, library'],
    ['celebration', -58, '16:00', 150, 'Thornbeck Town Hall'],
  ],
  hosts: [
    {
      school: 'Cragfoot Primary School',
      story: sixTables,
      visit: -162,
      until: 'agreed',
      low: ['outcomes-belonging', 'outcomes-behaviour'],
      high: ['teaching-knowing-pupils', 'leadership-senco'],
    },
    {
      school: 'Moorend School',
      story: doneInSchool,
      visit: -157,
      until: 'agreed',
      low: ['teaching-accessible-materials', 'provision-curriculum'],
      high: ['resources-provision-map', 'monitoring-progress'],
    },
    {
      school: 'Lower Beck Primary School',
      story: goodNews,
      visit: -152,
      until: 'agreed',
      low: ['families-information', 'families-shaping-school'],
      high: ['assessment-identification', 'outcomes-progress'],
    },
  ],
}

/** Tells both, from the first letter to where they are today. */
export async function tellTriads(world: DemoWorld, framework: string): Promise<void> {
  await Promise.all([finished, halfWay].map((triad) => tellTriad(world, triad, framework)))
}

async function tellTriad(world: DemoWorld, triad: Triad, framework_id: string): Promise<void> {
  const day = (days: number) => addSchoolDays(world.calendar, world.today, days)
  const group = await beginProgramme(world, {
    name: triad.programme,
    model_key: 'inclusion-triads',
    framework_id,
    starts_on: day(triad.starts),
    schools: triad.hosts.map(({ school }) => school),
    group: triad.group,
    leader: [assurer, 'quality-assurer'],
    coach: triad.coach,
  })
  const coach = atSchool(world, triad.coach, 'senco').name
  const meetings = triad.days.map(([stage, on, starts, minutes, place]): GroupMeeting => {
    const record = on < 0 ? { record: { by: coach, text: triad.meetings[stage] } } : {}
    return { stage, on: day(on), starts, minutes, place, by: coach, told: day(triad.starts + 3), ...record }
  })
  const [launch, ...later] = meetings
  if (launch) await meets(world, group, launch)
  const reviews: string[] = []
  for (const host of triad.hosts) reviews.push(await tellHost(world, triad, group, host, framework_id))
  for (const meeting of later) await meets(world, group, meeting)
  for (const [index, host] of triad.hosts.entries()) await tellAfterwards(world, host, reviews[index] ?? '')
}

/** A school's self-evaluation, its draft plan, and the visit to it with the summary. */
async function tellHost(
  world: DemoWorld,
  triad: Triad,
  group: string,
  { school, story, visit, until, low, high }: Host,
  framework: string,
): Promise<string> {
  const day = (days: number) => addSchoolDays(world.calendar, world.today, days)
  const started = day(triad.starts + 2)
  const telling: Telling = {
    school,
    framework,
    title: 'Self-evaluation for our triad',
    started,
    until: 'agreed',
    low,
    high,
  }
  const evaluation = await tellEvaluation(world, telling)
  const others = triad.hosts.map((host) => host.school).filter((other) => other !== school)
  const recipients = others.map((other) => ({ kind: 'school' as const, school_id: schoolCalled(world, other) }))
  await shareForReview(world, telling, evaluation, recipients, started.add({ days: 30 }))
  const senco = atSchool(world, school, 'senco')
  // The SENCO of the coach school leads; the coach school is visited under the lead of another.
  const [lead, reviewer] = others.toSorted((a, b) => Number(b === triad.coach) - Number(a === triad.coach))
  return tellReview(world, {
    group,
    host: school,
    officer,
    team: {
      lead: atSchool(world, lead ?? '', 'senco'),
      reviewers: [atSchool(world, reviewer ?? '', 'senco')],
      head: senco,
      senco,
      deputy: atSchool(world, school, 'headteacher'),
    },
    story: asStory(story),
    visit: day(visit),
    hours: ['09:00', '12:30'],
    until,
    begun: day(triad.starts + 12),
    meanwhile: (review) => draftPlan(world, review, senco.name, story, day(firstMeeting(triad))),
  })
}

const firstMeeting = ({ days }: Triad) => days.find(([stage]) => stage === 'first-triad')?.[1] ?? 0

/** The plan that a school drafts aloud at the first triad meeting. */
async function draftPlan(world: DemoWorld, review: string, by: string, story: PeerStory, on: Temporal.PlainDate) {
  await as(world, by, async (db, actor) => {
    for (const step of story.plan) {
      const own = step.owner === 'SENCO'
      const wanted = {
        text: step.text,
        finding_id: undefined,
        owner_person_id: own ? actor.person_id : undefined,
        owner_name: own ? '' : step.owner,
        due_on: on.add({ weeks: step.weeks }),
        success: step.success,
      }
      done(await addNextStep(db, actor, review, wanted, at(on, '15:50'), on), step.text)
    }
  })
}

/** Coaching and the quality-assurance visit, where their days are past, and how the plan goes. */
async function tellAfterwards(world: DemoWorld, { school, story }: Host, id: string): Promise<void> {
  const senco = atSchool(world, school, 'senco').name
  const writeUp = await as(world, senco, (db, actor) => writeUpFor(db, actor, id))
  const isPast = (on: Temporal.Instant) => Temporal.Instant.compare(on, at(world.today, '00:00')) < 0
  for (const [stage, record] of Object.entries(story.meetings)) {
    const starts = writeUp?.meetings.find((meeting) => meeting.stage === stage)?.starts_at
    if (!starts || !isPast(starts)) continue
    const by = stage === 'quality-visit' ? personCalled(world, assurer).name : senco
    await as(world, by, async (db, actor) =>
      done(
        await recordMeeting(db, actor, id, stage, record, undefined, starts.add({ hours: 2 })),
        `${stage} at ${school}`,
      ),
    )
  }
  await as(world, senco, async (db, actor) => {
    for (const step of writeUp?.steps ?? []) {
      const told = story.plan.find(({ text }) => text === step.text)?.progress ?? ''
      const progress = told.startsWith('Done') ? ('done' as const) : ('under-way' as const)
      const wanted = { id: step.id, progress, progress_note: told }
      const now = at(addSchoolDays(world.calendar, step.due_on, -3))
      const on = isPast(now) ? now : at(addSchoolDays(world.calendar, world.today, -2))
      done(await reportProgress(db, actor, id, wanted, undefined, on), step.text)
    }
  })
}
