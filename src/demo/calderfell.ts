/** The second partnership tries two other ways of working: a triad with a quality assurer, and a cluster with a facilitator. */
import {
  addLeader,
  createGroup,
  createProgramme,
  groupFor,
  joinProgramme,
  publishGroup,
  renameGroup,
} from '../features/review-groups/public.ts'
import type { LeaderPart } from '../features/review-models/public.ts'
import {
  answerInvitation,
  arrangeGroupMeeting,
  inviteMember,
  recordGroupMeeting,
  scheduleVisit,
  startReview,
  toArrange,
} from '../features/reviews/public.ts'
import { addSchoolDays } from '../lib/school-days.ts'
import { as, at, atSchool, type DemoWorld, done, personCalled, schoolCalled } from './world.ts'

const officer = 'Wendy Crossley'

type Running = { group: string; reviews: Map<string, string> }

/** Begins both programmes, some weeks ago. */
export async function beginCalderfell(world: DemoWorld, framework_id: string): Promise<void> {
  await beginTriad(world, framework_id)
  await beginCluster(world, framework_id)
}

const triad = ['Thornbeck Primary School', 'Thornbeck Academy', 'Calder Bridge Primary School']

/** The triad has had its launch, and its first meeting is in the diaries. */
async function beginTriad(world: DemoWorld, framework_id: string): Promise<void> {
  const day = (days: number) => addSchoolDays(world.calendar, world.today, days)
  const { group } = await begin(world, {
    name: 'Inclusion triads',
    model_key: 'inclusion-triads',
    framework_id,
    starts_on: day(-18),
    schools: triad,
    group: 'Thornbeck triad',
    leader: ['Ingrid Holm', 'quality-assurer'],
    coach: 'Thornbeck Academy',
  })
  const meets = async (
    stage: string,
    starts_at: Temporal.Instant,
    minutes: number,
    place: string,
    told: Temporal.Instant,
  ) =>
    as(world, atSchool(world, 'Thornbeck Academy', 'senco').name, async (db, actor) => {
      const wanted = { starts_at, minutes, place, link: '' }
      const { baseUrl } = world.services
      const { one, ...around } = await toArrange(db, actor, group, stage)
      done(await arrangeGroupMeeting(db, actor, one, wanted, around, { now: told, baseUrl }), stage)
    })
  await meets('launch', at(day(-8), '13:30'), 180, 'Thornbeck Academy, library', at(day(-16)))
  await as(world, atSchool(world, 'Calder Bridge Primary School', 'senco').name, async (db, actor) => {
    const record = {
      hopes:
        'Thornbeck Primary: that support plans are used in lessons and not kept in a folder. Thornbeck Academy: that Year 7 does not begin again from nothing. Calder Bridge: that one teaching assistant is not the whole provision.',
      agreed:
        'We visit before we advise. What is said in the triad stays there unless the school it concerns says otherwise. Whoever cannot come rings the other two, and does not send a message.',
    }
    const { one } = await toArrange(db, actor, group, 'launch')
    done(await recordGroupMeeting(db, actor, one, record, undefined, at(day(-8), '17:10')), 'launch')
  })
  await meets('first-triad', at(day(17), '13:15'), 150, 'Calder Bridge Primary School', at(day(-7)))
}

const cluster = ['Fellside School', 'St Hild’s Primary School', 'Calder Bridge Primary School']

/** The first review of the cluster has its day and its lead reviewer. */
async function beginCluster(world: DemoWorld, framework_id: string): Promise<void> {
  const day = (days: number) => addSchoolDays(world.calendar, world.today, days)
  const { reviews } = await begin(world, {
    name: 'Enquiry clusters',
    model_key: 'school-clusters',
    framework_id,
    starts_on: day(-12),
    schools: cluster,
    group: 'Calder cluster',
    leader: ['Neil Sugden', 'facilitator'],
  })
  const review = reviews.get('Fellside School') ?? ''
  const then = { now: at(day(-5)), baseUrl: world.services.baseUrl }
  const lead = atSchool(world, 'St Hild’s Primary School', 'headteacher')
  await as(world, officer, async (db, actor) => {
    const visit = {
      visit_on: day(32),
      visit_starts: Temporal.PlainTime.from('09:00'),
      visit_ends: Temporal.PlainTime.from('15:15'),
    }
    done(await scheduleVisit(db, actor, review, { ...visit, arrange_meetings: true }, then), 'the visit to Fellside')
    done(await inviteMember(db, actor, review, { person_id: lead.person_id, part: 'lead-reviewer' }, then), 'the lead')
  })
  await as(world, lead.name, async (db, actor) =>
    done(await answerInvitation(db, actor, review, { accept: true }, { ...then, now: at(day(-4)) }), 'the answer'),
  )
}

type Beginning = {
  name: string
  model_key: string
  framework_id: string
  starts_on: Temporal.PlainDate
  schools: readonly string[]
  group: string
  leader: [name: string, part: LeaderPart]
  coach?: string
}

/** A programme with one published group, and a review of each of its schools. */
async function begin(world: DemoWorld, beginning: Beginning): Promise<Running> {
  const { name, model_key, framework_id, starts_on, schools } = beginning
  const dates = { starts_on, ends_on: starts_on.add({ years: 1 }) }
  const then = { now: at(starts_on), baseUrl: world.services.baseUrl }
  const school_ids = schools.map((school) => schoolCalled(world, school))
  return as(world, officer, async (db, actor) => {
    const made = done(await createProgramme(db, actor, { name, model_key, framework_id, ...dates }), name)
    await joinProgramme(db, actor, made.id, school_ids, starts_on)
    const group = done(
      await createGroup(db, actor, { programme_id: made.id, name: beginning.group, school_ids }),
      beginning.group,
    )
    const [leader, part] = beginning.leader
    const known = await groupFor(db, actor, group.id)
    if (!known) throw new Error(`${beginning.group} is not there`)
    if (beginning.coach) {
      const to = { name: beginning.group, note: '', coach_school_id: schoolCalled(world, beginning.coach) }
      await renameGroup(db, actor, known, to, known.version)
    }
    done(await addLeader(db, actor, known, personCalled(world, leader).person_id, part), leader)
    done(await publishGroup(db, actor, group.id, then), beginning.group)
    const reviews = new Map<string, string>()
    for (const school of schools) {
      const wanted = { group_id: group.id, host_school_id: schoolCalled(world, school) }
      reviews.set(school, done(await startReview(db, actor, wanted, then), school).id)
    }
    return { group: group.id, reviews }
  })
}
