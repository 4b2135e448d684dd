/** Grows reviews as groups hold them: arranged, prepared, visited, written up, followed up. */

import { randomUUID } from 'node:crypto'
import type { Actor } from '../features/people/public.ts'
import {
  addNextStep,
  addQuestion,
  agreeAsHost,
  agreeAsTeam,
  answerComment,
  answerInvitation,
  challengeFinding,
  commentOn,
  inviteMember,
  makeFinding,
  markPrepared,
  recordMeeting,
  recordMeetingHeld,
  reportProgress,
  saveSection,
  scheduleVisit,
  sendDraft,
  setFocus,
  startFromSuggestion,
  startReview,
  visitActivities,
  writeNote,
  writeUpFor,
} from '../features/reviews/public.ts'
import { addSchoolDays } from '../lib/school-days.ts'
import type { Story } from './texts/story.ts'
import { as, at, atSchool, type DemoWorld, done, personCalled, schoolCalled } from './world.ts'

/** How far a review has come; each includes all before it. */
const stages = [
  'arranged',
  'meeting-held',
  'prepared',
  'visited',
  'drafted',
  'sent',
  'commented',
  'agreed',
  'followed-up',
  'finished',
] as const
export type DemoStage = (typeof stages)[number]

export type ReviewTelling = {
  group: string
  leader: string
  host: string
  /** The schools of the visiting team: the head of the first leads, the SENCOs of the others review. */
  visitors: readonly string[]
  story: Story
  visit: Temporal.PlainDate
  until: DemoStage
  /** A visitor who has not answered the invitation yet. */
  waitingFor?: string
}

type Team = { lead: Actor; reviewers: Actor[]; leader: Actor; head: Actor; senco: Actor; deputy: Actor }

/** Tells one review up to the stage that it has reached. */
export async function tellReview(world: DemoWorld, telling: ReviewTelling): Promise<string> {
  const reached = (stage: DemoStage) => stages.indexOf(telling.until) >= stages.indexOf(stage)
  const [leading, ...others] = telling.visitors
  const team: Team = {
    lead: atSchool(world, leading ?? '', 'headteacher'),
    reviewers: others.map((school) => atSchool(world, school, 'senco')),
    leader: personCalled(world, telling.leader),
    head: atSchool(world, telling.host, 'headteacher'),
    senco: atSchool(world, telling.host, 'senco'),
    deputy: atSchool(world, telling.host, 'senior-leader'),
  }
  const id = await arrange(world, telling, team)
  if (reached('meeting-held')) await prepare(world, telling, team, id, reached('prepared'))
  if (reached('visited')) await visit(world, telling, team, id)
  if (reached('drafted')) await draft(world, telling, team, id)
  if (reached('sent')) await send(world, telling, team, id, reached('commented'), reached('agreed'))
  if (reached('followed-up')) await after(world, telling, team, id, reached('finished'))
  return id
}

/** A day so many school days before (negative) or after the visit. */
function dayFrom(world: DemoWorld, telling: ReviewTelling, schoolDays: number): Temporal.PlainDate {
  return addSchoolDays(world.calendar, telling.visit, schoolDays)
}

async function arrange(world: DemoWorld, telling: ReviewTelling, team: Team): Promise<string> {
  const { baseUrl } = world.services
  const begun = { now: at(dayFrom(world, telling, -40)), baseUrl }
  const id = await as(world, 'Marcus Obi', async (db, actor) => {
    const started = done(
      await startReview(
        db,
        actor,
        { group_id: telling.group, host_school_id: schoolCalled(world, telling.host) },
        begun,
      ),
      telling.host,
    )
    const day = {
      visit_on: telling.visit,
      visit_starts: Temporal.PlainTime.from('08:45'),
      visit_ends: Temporal.PlainTime.from('15:30'),
    }
    done(
      await scheduleVisit(db, actor, started.id, { ...day, arrange_meetings: true }, begun),
      `the visit to ${telling.host}`,
    )
    const members = [
      { person_id: team.lead.person_id, part: 'lead-reviewer' as const },
      ...team.reviewers.map((reviewer) => ({ person_id: reviewer.person_id, part: 'reviewer' as const })),
      { person_id: team.leader.person_id, part: 'ile' as const },
      { person_id: team.senco.person_id, part: 'host' as const },
      { person_id: team.deputy.person_id, part: 'host' as const },
    ]
    for (const member of members)
      done(await inviteMember(db, actor, started.id, member, begun), `inviting to ${telling.host}`)
    return started.id
  })
  const answered = { now: at(dayFrom(world, telling, -36)), baseUrl }
  for (const person of [team.lead, ...team.reviewers, team.leader, team.senco, team.deputy]) {
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

/** Notes have ids made where they are written; the demonstration's are kept so that findings can name them. */
const noteIds = new Map<string, string>()
function noteId(reviewId: string, index: number): string {
  const key = `${reviewId} ${index}`
  const id = noteIds.get(key) ?? randomUUID()
  noteIds.set(key, id)
  return id
}

const inWords = (text: string, telling: ReviewTelling) => text.replaceAll('{school}', telling.host)

async function draft(world: DemoWorld, telling: ReviewTelling, team: Team, id: string): Promise<void> {
  const { story } = telling
  const now = at(dayFrom(world, telling, 3), '16:10')
  const { questions } = await as(world, team.lead.name, (db, actor) => visitActivities(db, actor, id))
  const findings: string[] = []
  await as(world, team.lead.name, async (db, actor) => {
    for (const finding of story.findings) {
      const wanted = {
        kind: finding.kind,
        title: finding.title,
        text: finding.text,
        question_id: questions[finding.question]?.id ?? null,
        statement_key: finding.statement,
        note_ids: finding.notes.map((index) => noteId(id, index)),
      }
      findings.push(done(await makeFinding(db, actor, id, wanted, now), finding.title).id)
    }
    const sections = {
      introduction: story.introduction,
      'how-we-worked': story.how,
      overall: story.overall,
      thanks: story.thanks,
    }
    for (const key of ['introduction', 'how-we-worked', 'overall', 'thanks'] as const) {
      done(await saveSection(db, actor, id, { key, text: inWords(sections[key], telling) }, undefined, now), key)
    }
  })
  await as(world, team.leader.name, async (db, actor) => {
    for (const [index, finding] of story.findings.entries()) {
      const findingId = findings[index]
      if (finding.challenge && findingId)
        done(
          await challengeFinding(db, actor, id, findingId, finding.challenge, at(dayFrom(world, telling, 4))),
          finding.challenge,
        )
    }
  })
}

async function send(
  world: DemoWorld,
  telling: ReviewTelling,
  team: Team,
  id: string,
  commented: boolean,
  agreed: boolean,
): Promise<void> {
  const { story } = telling
  const day = (schoolDays: number) => dayFrom(world, telling, schoolDays)
  await as(world, team.lead.name, async (db, actor) =>
    done(await sendDraft(db, actor, id, at(day(5)), day(5)), 'sending the draft'),
  )
  if (!commented) return
  const writeUp = await as(world, team.head.name, (db, actor) => writeUpFor(db, actor, id))
  const findingOf = (index: number) =>
    writeUp?.findings.find((finding) => finding.title === story.findings[index]?.title)?.id
  await as(world, team.senco.name, async (db, actor) => {
    done(
      await commentOn(
        db,
        actor,
        id,
        { on: { finding_id: findingOf(story.comment.finding) ?? '' }, text: story.comment.text },
        at(day(7)),
      ),
      'commenting',
    )
  })
  if (!agreed) return
  await as(world, team.lead.name, async (db, actor) => {
    const comment = (await writeUpFor(db, actor, id))?.comments[0]
    done(
      await answerComment(
        db,
        actor,
        id,
        { comment_id: comment?.id ?? '', outcome: story.comment.outcome, reply: story.comment.reply },
        at(day(9)),
      ),
      'answering',
    )
  })
  await as(world, team.head.name, async (db, actor) => {
    for (const step of story.steps) {
      const wanted = {
        text: step.text,
        finding_id: findingOf(step.finding),
        owner_person_id:
          step.owner === 'SENCO'
            ? team.senco.person_id
            : step.owner === 'Headteacher'
              ? team.head.person_id
              : undefined,
        owner_name: step.owner === 'SENCO' || step.owner === 'Headteacher' ? '' : step.owner,
        due_on: day(11).add({ weeks: step.weeks }),
        success: step.success,
      }
      done(await addNextStep(db, actor, id, wanted, at(day(11)), day(11)), step.text)
    }
    done(await agreeAsHost(db, actor, id, at(day(11), '15:00')), 'agreeing as host')
  })
  await as(world, team.lead.name, async (db, actor) =>
    done(await agreeAsTeam(db, actor, id, at(day(12))), 'agreeing as team'),
  )
}

async function after(
  world: DemoWorld,
  telling: ReviewTelling,
  team: Team,
  id: string,
  finished: boolean,
): Promise<void> {
  const { story } = telling
  const meetingDay = async (kind: 'follow-up' | 'check-in') => {
    const writeUp = await as(world, team.head.name, (db, actor) => writeUpFor(db, actor, id))
    const starts = writeUp?.meetings.find((meeting) => meeting.kind === kind)?.starts_at
    if (!starts) throw new Error(`the ${kind} of ${telling.host} was not arranged`)
    return starts.toZonedDateTimeISO('Europe/London').toPlainDate()
  }
  const followUp = await meetingDay('follow-up')
  await as(world, team.head.name, async (db, actor) => {
    const steps = (await writeUpFor(db, actor, id))?.steps ?? []
    for (const step of steps) {
      const told = story.steps.find((one) => one.text === step.text)
      if (!told?.progress) continue
      const progress = finished || told.progress.startsWith('Done') ? 'done' : 'under-way'
      done(
        await reportProgress(
          db,
          actor,
          id,
          { id: step.id, progress, progress_note: told.progress },
          undefined,
          at(followUp),
        ),
        'progress',
      )
    }
  })
  await as(world, team.lead.name, async (db, actor) => {
    done(
      await recordMeeting(
        db,
        actor,
        id,
        'follow-up',
        { note: story.followUp, celebrate: '', develop: '' },
        undefined,
        at(followUp, '16:30'),
        followUp,
      ),
      'the follow-up',
    )
  })
  if (!finished) return
  const checkIn = await meetingDay('check-in')
  await as(world, team.head.name, async (db, actor) => {
    const notes = {
      note: 'The group met at our school and walked through the classes that had changed most.',
      celebrate: story.celebrate,
      develop: story.develop,
    }
    done(
      await recordMeeting(db, actor, id, 'check-in', notes, undefined, at(checkIn, '16:30'), checkIn),
      'the check-in',
    )
  })
}
