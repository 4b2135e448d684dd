/** Grows reviews as groups hold them: arranged, prepared, visited; what comes after is in review-report.ts. */
import {
  addQuestion,
  answerInvitation,
  inviteMember,
  markPrepared,
  recordMeetingHeld,
  scheduleVisit,
  sendProgrammeAsItStands,
  setFocus,
  startFromSuggestion,
  startReview,
  visitActivities,
  writeNote,
} from '../features/reviews/public.ts'
import { addSchoolDays } from '../lib/school-days.ts'
import { after, draft, send } from './review-report.ts'
import { type DemoStage, dayFrom, noteId, type ReviewTelling, stages, type Team } from './review-telling.ts'
import { as, at, atSchool, type DemoWorld, done, personCalled, schoolCalled } from './world.ts'

/** Tells one review up to the stage that it has reached. */
export async function tellReview(world: DemoWorld, telling: ReviewTelling): Promise<string> {
  const reached = (stage: DemoStage) => stages.indexOf(telling.until) >= stages.indexOf(stage)
  const { team } = telling
  const id = await arrange(world, telling, team)
  await telling.meanwhile?.(id)
  if (reached('meeting-held')) await prepare(world, telling, team, id, reached('prepared'))
  if (telling.until === 'prepared' || telling.until === 'visited') await sendToCalendars(world, telling, team, id)
  if (reached('visited')) await visit(world, telling, team, id)
  if (reached('drafted')) await draft(world, telling, team, id)
  if (reached('sent')) await send(world, telling, team, id, reached('commented'), reached('agreed'))
  if (reached('followed-up')) await after(world, telling, team, id, reached('finished'))
  return id
}

/** The team of a peer review: the head of the first visiting school leads, the SENCOs of the others review. */
export function usualTeam(world: DemoWorld, host: string, visitors: readonly string[], leader: string): Team {
  const [leading, ...others] = visitors
  return {
    lead: atSchool(world, leading ?? '', 'headteacher'),
    reviewers: others.map((school) => atSchool(world, school, 'senco')),
    leader: personCalled(world, leader),
    head: atSchool(world, host, 'headteacher'),
    senco: atSchool(world, host, 'senco'),
    deputy: atSchool(world, host, 'senior-leader'),
  }
}

/** Everybody who is invited: whoever leads for the host is on the team already. */
function invited({ lead, reviewers, leader, head, senco, deputy }: Team) {
  return [
    { person: lead, part: 'lead-reviewer' as const },
    ...reviewers.map((person) => ({ person, part: 'reviewer' as const })),
    ...(leader ? [{ person: leader, part: 'ile' as const }] : []),
    ...[senco, deputy].filter((one) => one !== head).map((person) => ({ person, part: 'host' as const })),
  ]
}

async function arrange(world: DemoWorld, telling: ReviewTelling, team: Team): Promise<string> {
  const { baseUrl } = world.services
  const day = telling.begun ?? dayFrom(world, telling, -40)
  const begun = { now: at(day), baseUrl }
  const id = await as(world, telling.officer, async (db, actor) => {
    const started = done(
      await startReview(
        db,
        actor,
        { group_id: telling.group, host_school_id: schoolCalled(world, telling.host) },
        begun,
      ),
      telling.host,
    )
    const [from, to] = telling.hours ?? ['08:45', '15:30']
    const wanted = {
      visit_on: telling.visit,
      visit_starts: Temporal.PlainTime.from(from),
      visit_ends: Temporal.PlainTime.from(to),
    }
    done(
      await scheduleVisit(db, actor, started.id, { ...wanted, arrange_meetings: true }, begun),
      `the visit to ${telling.host}`,
    )
    for (const { person, part } of invited(team))
      done(
        await inviteMember(db, actor, started.id, { person_id: person.person_id, part }, begun),
        `inviting to ${telling.host}`,
      )
    return started.id
  })
  const answered = { now: at(addSchoolDays(world.calendar, day, 4)), baseUrl }
  for (const { person } of invited(team)) {
    if (person.name === telling.waitingFor) continue
    await as(world, person.name, async (db, actor) =>
      done(await answerInvitation(db, actor, id, { accept: true }, answered), person.name),
    )
  }
  return id
}

async function prepare(
  world: DemoWorld,
  telling: ReviewTelling,
  team: Team,
  id: string,
  finish: boolean,
): Promise<void> {
  const held = at(dayFrom(world, telling, -10), '16:30')
  await as(world, team.lead.name, async (db, actor) => {
    done(
      await recordMeetingHeld(
        db,
        actor,
        id,
        {
          held_at: at(dayFrom(world, telling, -10), '16:00'),
          note: 'Everyone had read the self-evaluation. We agreed the focus and the questions, and who looks with whom.',
        },
        held,
      ),
      'the meeting',
    )
    done(await setFocus(db, actor, id, telling.story.focus, undefined, held), 'the focus')
    for (const { text, statement, why } of telling.story.questions) {
      done(await addQuestion(db, actor, id, { text, drawn_from: [{ statement_key: statement, why }] }, held), text)
    }
    if (!finish) return
    done(await startFromSuggestion(db, actor, id, held), 'the programme')
    done(await markPrepared(db, actor, id, at(dayFrom(world, telling, -6))), `preparing ${telling.host}`)
  })
}

const wordForAll = 'Please come to the office first: somebody of the host school takes you to your first room.'

/** The programme of a visit that is near goes into everybody's calendar. */
async function sendToCalendars(world: DemoWorld, telling: ReviewTelling, team: Team, id: string): Promise<void> {
  const then = { now: at(dayFrom(world, telling, -6), '15:20'), baseUrl: world.services.baseUrl }
  await as(world, team.lead.name, async (db, actor) =>
    done(await sendProgrammeAsItStands(db, actor, id, wordForAll, then), `the programme at ${telling.host}`),
  )
}

const timesOfDay = ['09:20', '09:45', '10:50', '11:20', '12:25', '13:40', '14:05', '14:20']

async function visit(world: DemoWorld, telling: ReviewTelling, team: Team, id: string): Promise<void> {
  const writers = [...team.reviewers, team.lead]
  const { questions, activities } = await as(world, team.lead.name, (db, actor) => visitActivities(db, actor, id))
  for (const [place, writer] of writers.entries()) {
    await as(world, writer.name, async (db, actor) => {
      for (const [index, note] of telling.story.notes.entries()) {
        if (index % writers.length !== place) continue
        const activity = activities.find((one) => one.kind === note.from)
        const wanted = {
          id: noteId(id, index),
          text: note.text,
          tag: note.tag,
          activity_id: activity?.id ?? null,
          question_id: questions[note.question]?.id ?? null,
          statement_key: '',
        }
        done(
          await writeNote(db, actor, id, wanted, undefined, at(telling.visit, timesOfDay[index] ?? '14:30')),
          note.text,
        )
      }
    })
  }
}
