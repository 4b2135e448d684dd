/** The main line by the features' own functions, for a journey whose point lies elsewhere. */
import assert from 'node:assert/strict'
import { reasons } from '../../src/demo/texts/reasons.ts'
import {
  frameworkById,
  highestAllowed,
  publishedFrameworks,
  statementsOf,
} from '../../src/features/frameworks/public.ts'
import { personByEmail } from '../../src/features/people/person.queries.ts'
import { schoolIdsWhere } from '../../src/features/people/public.ts'
import {
  addNextStep,
  addQuestion,
  agreeAsHost,
  agreeAsTeam,
  answerInvitation,
  inviteMember,
  makeFinding,
  markPrepared,
  recordMeeting,
  recordMeetingHeld,
  saveSection,
  sayWord,
  sendDraft,
  setFocus,
  startFromSuggestion,
  visitActivities,
  writeNote,
} from '../../src/features/reviews/public.ts'
import { reviewFor } from '../../src/features/reviews/review.queries.ts'
import { searchSchools } from '../../src/features/schools/public.ts'
import {
  agreeEvaluation,
  finishJudging,
  highlight,
  inviteColleagues,
  openComparison,
  saveAgreedJudgement,
  saveOwnJudgement,
  shareEvaluation,
  startEvaluation,
} from '../../src/features/self-evaluation/public.ts'
import type { Person } from '../support/browser.ts'
import { focus, questions, sections } from '../support/review-world.texts.ts'
import type { RunningApp } from '../support/running-app.ts'
import { done, idIn } from './story.ts'

const reasonFor = (key: string, point: number) => reasons[key]?.[point <= 1 ? 0 : point <= 3 ? 1 : 2] ?? ''

/** Two people judge every statement and agree; the school shares the result with others. */
export async function makesAgreedEvaluation(
  app: RunningApp,
  { head, senco, readers }: { head: Person; senco: Person; readers: readonly string[] },
): Promise<void> {
  const now = app.clock.now()
  const { id, framework } = await senco.does(async (db, actor) => {
    const framework_id = (await publishedFrameworks(db, actor))[0]?.id ?? ''
    const school_id = schoolIdsWhere(actor, 'self-evaluation:lead')[0] ?? ''
    const wanted = { school_id, framework_id, title: 'Self-evaluation', judge_by: undefined, takes_part: true }
    const { id } = done(await startEvaluation(db, actor, wanted, now))
    const colleague = await personByEmail(db, actor, head.email)
    done(await inviteColleagues(db, actor, id, [colleague?.id ?? ''], app.services, now))
    const framework = await frameworkById(db, actor, framework_id)
    assert.ok(framework)
    return { id, framework }
  })
  const keys = statementsOf(framework).map((statement) => statement.key)
  for (const [lean, who] of [head, senco].entries())
    await who.does(async (db, actor) => {
      for (const [place, key] of keys.entries()) {
        const point = place % 6 === 0 ? 1 + 2 * lean : 3
        done(await saveOwnJudgement(db, actor, id, key, { point, reason: reasonFor(key, point) }, now))
      }
      done(await finishJudging(db, actor, id, now))
    })
  await senco.does(async (db, actor) => {
    done(await openComparison(db, actor, id, '', app.services, now))
    const agreed = new Map<string, number>()
    for (const key of new Set([...framework.gates.map((gate) => gate.statement), ...keys])) {
      const point = Math.min(keys.indexOf(key) % 6 === 0 ? 2 : 3, highestAllowed(framework, key, agreed).point)
      agreed.set(key, point)
      done(await saveAgreedJudgement(db, actor, id, key, { point, reason: reasonFor(key, point) }, now))
    }
    for (const [key, kind] of [
      [keys[1], 'strength'],
      [keys[0], 'priority'],
    ] as const)
      done(await highlight(db, actor, id, { statement_key: key ?? '', kind, comment: 'This first' }, now))
  })
  await head.does(async (db, actor) => {
    assert.deepEqual(await agreeEvaluation(db, actor, id, now), [])
    const recipients = []
    for (const q of readers) {
      const school_id = (await searchSchools(db, actor, { q }, { limit: 1 })).schools[0]?.id ?? ''
      recipients.push({ kind: 'school' as const, school_id })
    }
    const wanted = { recipients, purpose: 'To prepare the visit', until_on: app.clock.today().add({ days: 300 }) }
    done(await shareEvaluation(db, actor, id, wanted, app.services, now))
  })
}

type Team = Record<'lead' | 'head' | 'senco' | 'visitor' | 'second' | 'ile', Person> & {
  review: string
  visitOn: Temporal.PlainDate
}

/** The team comes together, prepares, visits, writes and agrees its report. */
export async function reviewsUpToReport(app: RunningApp, team: Team): Promise<void> {
  const { lead, head, senco, visitor, second, ile, visitOn } = team
  const id = idIn(team.review)
  const at = () => ({ now: app.clock.now(), baseUrl: app.services.baseUrl })
  const parts = [
    [visitor, 'lead-reviewer'],
    [second, 'reviewer'],
    [ile, 'ile'],
    [senco, 'host'],
  ] as const
  for (const [who, part] of parts) {
    await lead.does(async (db, actor) => {
      const found = await personByEmail(db, actor, who.email)
      assert.equal(await inviteMember(db, actor, id, { person_id: found?.id ?? '', part }, at()), undefined)
    })
    await who.goesTo(`${team.review}/invitation`)
    await who.does(async (db, actor) =>
      assert.equal(await answerInvitation(db, actor, id, { accept: true }, at()), undefined),
    )
  }
  app.comesTo(visitOn.subtract({ days: 7 }))
  await visitor.does(async (db, actor) => {
    const now = app.clock.now()
    done(await recordMeetingHeld(db, actor, id, { held_at: now, note: '' }, now))
    done(await setFocus(db, actor, id, focus, undefined, now))
    for (const text of questions) done(await addQuestion(db, actor, id, { text, drawn_from: [] }, now))
    done(await startFromSuggestion(db, actor, id, now))
    done(await markPrepared(db, actor, id, now))
  })
  app.comesTo(visitOn, '14:00')
  const noted: string[] = []
  for (const who of [visitor, second, ile])
    await who.does(async (db, actor) => {
      const { questions: asked } = await visitActivities(db, actor, id)
      const note = crypto.randomUUID()
      noted.push(note)
      const text = 'Adults waited, pointed at the help ladder and stepped back. Pupils began by themselves.'
      const wanted = {
        id: note,
        text,
        tag: 'strength' as const,
        activity_id: null,
        question_id: asked[0]?.id ?? null,
        statement_key: '',
      }
      done(await writeNote(db, actor, id, wanted, undefined, app.clock.now()))
    })
  app.comesTo(visitOn.add({ days: 4 }))
  await visitor.does(async (db, actor) => {
    const now = app.clock.now()
    for (const [kind, title] of [
      ['strength', 'Younger pupils know what to try before they ask'],
      ['area-to-develop', 'Planning together depends on chance after Year 3'],
    ] as const)
      done(
        await makeFinding(
          db,
          actor,
          id,
          { kind, title, text: '', question_id: null, statement_key: '', note_ids: noted },
          now,
        ),
      )
    for (const [key, text] of sections) done(await saveSection(db, actor, id, { key, text }, undefined, now))
    assert.equal(await sendDraft(db, actor, id, now, app.clock.today()), undefined)
  })
  await head.does(async (db, actor) => {
    const now = app.clock.now()
    const step = {
      text: 'Plan together each Friday',
      finding_id: undefined,
      owner_person_id: undefined,
      owner_name: 'Deputy headteacher',
      due_on: visitOn.add({ days: 60 }),
      success: '',
    }
    done(await addNextStep(db, actor, id, step, now, app.clock.today()))
    assert.equal(await agreeAsHost(db, actor, id, now), undefined)
  })
  for (const member of [second, ile])
    await member.does(async (db, actor) =>
      assert.equal(await sayWord(db, actor, id, { agrees: true, missing: '' }, app.clock.now()), undefined),
    )
  await visitor.does(async (db, actor) => assert.equal(await agreeAsTeam(db, actor, id, app.clock.now()), undefined))
}

/** The follow-up and the check-in are held, and the review is over. */
export async function finishesReview(
  app: RunningApp,
  { visitor, head, review }: { visitor: Person; head: Person; review: string },
): Promise<void> {
  const id = idIn(review)
  for (const [who, kind] of [
    [visitor, 'follow-up'],
    [head, 'check-in'],
  ] as const)
    await who.does(async (db, actor) => {
      const found = await reviewFor(db, actor, id)
      const starts = found?.meetings.find((meeting) => meeting.stage === kind)?.starts_at
      assert.ok(starts)
      app.clock.set(starts.add({ hours: 2 }))
      const note = 'We looked at the next steps.'
      const more = { celebrate: 'Pupils start by themselves.', develop: 'The same in science.' }
      const notes = kind === 'check-in' ? { note, ...more } : { note }
      done(await recordMeeting(db, actor, id, kind, notes, undefined, app.clock.now()))
    })
}
