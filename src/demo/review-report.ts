/** Grows what comes after a visit: the draft, the host's comments, the agreement, the next steps, the two meetings. */
import {
  addNextStep,
  agreeAsHost,
  agreeAsTeam,
  answerChallenge,
  answerComment,
  challengeFinding,
  commentOn,
  makeFinding,
  recordMeeting,
  reportProgress,
  saveSection,
  sayWord,
  sendDraft,
  visitActivities,
  writeUpFor,
} from '../features/reviews/public.ts'
import { dayFrom, noteId, type ReviewTelling, type Team } from './review-telling.ts'
import { as, at, type DemoWorld, done } from './world.ts'

const inWords = (text: string, telling: ReviewTelling) => text.replaceAll('{school}', telling.host)

/** The team makes its findings, writes the summary, and is challenged. */
export async function draft(world: DemoWorld, telling: ReviewTelling, team: Team, id: string): Promise<void> {
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
        one_source_reason: finding.one_source ?? '',
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
  const { leader } = team
  if (!leader) return
  await as(world, leader.name, async (db, actor) => {
    for (const [index, finding] of story.findings.entries()) {
      const findingId = findings[index]
      if (finding.challenge && findingId)
        done(
          await challengeFinding(db, actor, id, findingId, finding.challenge, at(dayFrom(world, telling, 4))),
          finding.challenge,
        )
    }
  })
  await as(world, team.lead.name, async (db, actor) => {
    for (const [index, { answer }] of story.findings.entries()) {
      const findingId = findings[index]
      if (!answer || !findingId) continue
      const answered = at(dayFrom(world, telling, 4), '17:20')
      done(await answerChallenge(db, actor, id, findingId, answer, answered), answer)
    }
  })
}

/** The draft goes to the host, who may comment, and both may agree. */
export async function send(
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
  for (const member of [...team.reviewers, ...(team.leader ? [team.leader] : [])])
    await as(world, member.name, async (db, actor) =>
      done(await sayWord(db, actor, id, { agrees: true, missing: '' }, at(day(12), '09:00')), 'agreeing as a member'),
    )
  await as(world, team.lead.name, async (db, actor) =>
    done(await agreeAsTeam(db, actor, id, at(day(12))), 'agreeing as team'),
  )
}

/** The follow-up, and the check-in when the review is finished. */
export async function after(
  world: DemoWorld,
  telling: ReviewTelling,
  team: Team,
  id: string,
  finished: boolean,
): Promise<void> {
  const { story } = telling
  const meetingDay = async (kind: 'follow-up' | 'check-in') => {
    const writeUp = await as(world, team.head.name, (db, actor) => writeUpFor(db, actor, id))
    const starts = writeUp?.meetings.find((meeting) => meeting.stage === kind)?.starts_at
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
      await recordMeeting(db, actor, id, 'follow-up', { note: story.followUp }, undefined, at(followUp, '16:30')),
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
    done(await recordMeeting(db, actor, id, 'check-in', notes, undefined, at(checkIn, '16:30')), 'the check-in')
  })
}
