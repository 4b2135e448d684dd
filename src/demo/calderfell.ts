/** The second partnership tries two other ways of working: triads with a quality assurer, and a cluster with a facilitator. */
import {
  addNextStep,
  answerInvitation,
  inviteMember,
  nameLeader,
  recordMeeting,
  scheduleVisit,
  startReview,
  writeUpFor,
} from '../features/reviews/public.ts'
import { addSchoolDays } from '../lib/school-days.ts'
import { shareForReview, type Telling, tellEvaluation } from './evaluations.ts'
import { tellReview, usualTeam } from './reviews.ts'
import { beginProgramme, meets, officer } from './running.ts'
import { whoSpeaks } from './texts/cluster-question.ts'
import { asStory } from './texts/peer-story.ts'
import { tellTriads } from './triads.ts'
import { as, at, atSchool, type DemoWorld, done, schoolCalled } from './world.ts'

/** Tells its programmes: a triad that has finished, one in the middle, one that has just begun, and a cluster. */
export async function tellCalderfell(world: DemoWorld, framework_id: string): Promise<void> {
  await tellTriads(world, framework_id)
  await beginTriad(world, framework_id)
  await tellCluster(world, framework_id)
}

const triad = ['Thornbeck Primary School', 'Thornbeck Academy', 'Calder Bridge Primary School']

/** The youngest triad has had its launch, and its first meeting is in the diaries. */
async function beginTriad(world: DemoWorld, framework_id: string): Promise<void> {
  const day = (days: number) => addSchoolDays(world.calendar, world.today, days)
  const group = await beginProgramme(world, {
    name: 'Inclusion triads, third cohort',
    model_key: 'inclusion-triads',
    framework_id,
    starts_on: day(-18),
    schools: triad,
    group: 'Thornbeck triad',
    leader: ['Ingrid Holm', 'quality-assurer'],
    coach: 'Thornbeck Academy',
  })
  await startReviews(world, group, triad, day(-18))
  const by = atSchool(world, 'Thornbeck Academy', 'senco').name
  const record = {
    by: atSchool(world, 'Calder Bridge Primary School', 'senco').name,
    text: {
      hopes:
        'Thornbeck Primary: that support plans are used in lessons and not kept in a folder. Thornbeck Academy: that Year 7 does not begin again from nothing. Calder Bridge: that one teaching assistant is not the whole provision.',
      agreed:
        'We visit before we advise. What is said in the triad stays there unless the school it concerns says otherwise. Whoever cannot come rings the other two, and does not send a message.',
    },
  }
  const place = 'Thornbeck Academy, library'
  await meets(world, group, {
    stage: 'launch',
    on: day(-8),
    starts: '13:30',
    minutes: 180,
    place,
    by,
    told: day(-16),
    record,
  })
  await meets(world, group, {
    stage: 'first-triad',
    on: day(17),
    starts: '13:15',
    minutes: 150,
    place: 'Calder Bridge Primary School',
    by,
    told: day(-7),
  })
}

async function startReviews(
  world: DemoWorld,
  group: string,
  schools: readonly string[],
  day: Temporal.PlainDate,
): Promise<Map<string, string>> {
  const then = { now: at(day), baseUrl: world.services.baseUrl }
  return as(world, officer, async (db, actor) => {
    const reviews = new Map<string, string>()
    for (const school of schools) {
      const wanted = { group_id: group, host_school_id: schoolCalled(world, school) }
      reviews.set(school, done(await startReview(db, actor, wanted, then), school).id)
    }
    return reviews
  })
}

const cluster = ['Fellside School', 'St Hild’s Primary School', 'Calder Bridge Primary School']

/** The cluster has made its first review and held its workshop; the second has its day and its lead reviewer. */
async function tellCluster(world: DemoWorld, framework_id: string): Promise<void> {
  const day = (days: number) => addSchoolDays(world.calendar, world.today, days)
  const group = await beginProgramme(world, {
    name: 'Enquiry clusters',
    model_key: 'school-clusters',
    framework_id,
    starts_on: day(-95),
    schools: cluster,
    group: 'Calder cluster',
    leader: ['Neil Sugden', 'facilitator'],
  })
  await tellFirstReview(world, group, framework_id)
  const reviews = await startReviews(world, group, ['Fellside School', 'Calder Bridge Primary School'], day(-12))
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

/** St Hild's: reviewed, agreed within days, and turned into changes at its improvement workshop. */
async function tellFirstReview(world: DemoWorld, group: string, framework: string): Promise<void> {
  const school = 'St Hild’s Primary School'
  const day = (days: number) => addSchoolDays(world.calendar, world.today, days)
  const started = day(-90)
  const telling: Telling = {
    school,
    framework,
    title: 'Before our cluster review',
    started,
    until: 'agreed',
    low: ['teaching-adaptive', 'pupils-voice'],
    high: ['outcomes-belonging', 'families-resolving-concerns'],
  }
  const evaluation = await tellEvaluation(world, telling)
  const visitors = ['Calder Bridge Primary School', 'Fellside School']
  const recipients = visitors.map((visitor) => ({ kind: 'school' as const, school_id: schoolCalled(world, visitor) }))
  await shareForReview(world, telling, evaluation, recipients, started.add({ days: 30 }))
  const { leader: _, ...team } = usualTeam(world, school, visitors, 'Neil Sugden')
  const visit = day(-40)
  const story = asStory(whoSpeaks)
  const hours = ['09:00', '15:15'] as const
  const id = await tellReview(world, {
    group,
    host: school,
    officer,
    team,
    story,
    visit,
    hours,
    until: 'agreed',
    pace: 0.6,
  })
  const champion = atSchool(world, 'Calder Bridge Primary School', 'senior-leader')
  const named = { stage: 'workshop', person_id: champion.person_id, instead_of: '', reason: '' }
  const then = { now: at(day(-46)), baseUrl: world.services.baseUrl }
  await as(world, team.head.name, async (db, actor) =>
    done(await nameLeader(db, actor, id, named, then), 'the improvement champion'),
  )
  const writeUp = await as(world, team.head.name, (db, actor) => writeUpFor(db, actor, id))
  const starts = writeUp?.meetings.find(({ stage }) => stage === 'workshop')?.starts_at
  if (!starts) throw new Error('the improvement workshop was not arranged')
  const held = starts.add({ hours: 3 })
  await as(world, champion.name, async (db, actor) =>
    done(
      await recordMeeting(db, actor, id, 'workshop', whoSpeaks.meetings.workshop ?? {}, undefined, held),
      'the workshop',
    ),
  )
  await as(world, team.head.name, async (db, actor) => {
    const on = held.toZonedDateTimeISO('Europe/London').toPlainDate()
    const wanted = {
      text: 'Staff read the six pupils’ own words at the start of the next staff meeting',
      finding_id: undefined,
      owner_person_id: team.senco.person_id,
      owner_name: '',
      due_on: on.add({ weeks: 3 }),
      success: 'Everybody can say one thing that one of the six knows',
    }
    done(await addNextStep(db, actor, id, wanted, held, on), wanted.text)
  })
}
