/** A review of the test world at any stage: school c is visited by people of a, d and e and by the group's ILE. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../src/features/people/public.ts'
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
  saveSection,
  sayWord,
  scheduleVisit,
  sendDraft,
  setFocus,
  startFromSuggestion,
  startReview,
  visitActivities,
  writeNote,
  writeUpFor,
} from '../../src/features/reviews/public.ts'
import type { Db } from '../../src/platform/db/connect.ts'
import type { Ground } from './ground.ts'
import * as texts from './review-world.texts.ts'
import { snapshotOf } from './visit.ts'
import type { PersonKey } from './world.ts'

export const lead = 'north:a:headteacher'
export const reviewer = 'north:d:senco'
export const secondReviewer = 'north:e:senior-leader'
export const ile = 'north:ile'
export const hostLead = 'north:c:headteacher'
export const host = 'north:c:senco'
/** People of the host school who are not on its team; they read the report once it is agreed. */
export const hostSchool = 'north:c:governor'
/** People who must never read the report unless it is shared with them. */
export const outsiders: readonly PersonKey[] = [
  'north:e:headteacher',
  'north:b:senco',
  'north:partnership-lead',
  'north:partnership-officer',
  'south:z:headteacher',
]

const stages = [
  'arranged',
  'prepared',
  'visited',
  'drafted',
  'sent',
  'commented',
  'host-agreed',
  'team-heard',
  'agreed',
  'follow-up-held',
] as const

/** How far a review has come; each stage includes those before it. */
export type WorldStage = (typeof stages)[number]

export type ReviewWorld = {
  id: string
  path: string
  school: string
  visit_on: Temporal.PlainDate
  /** Present from `drafted` on: two strengths, then two areas to develop. */
  finding_ids: string[]
  /** Present from `commented` on: on the first area to develop, answered from `host-agreed` on. */
  comment_id: string
  /** Present from `host-agreed` on. */
  step_ids: string[]
  meeting(kind: 'follow-up' | 'check-in'): Promise<{ id: string; starts_at: Temporal.Instant }>
}

type Telling = {
  app: Ground
  world: ReviewWorld
  as: Ground['as']
  /** A day so many days after the visit, or before it. */
  day(days: number): Temporal.PlainDate
  at(days: number, time?: string): Temporal.Instant
}

/** How many reviews each app has: nobody can be on two visits on one day. */
const told = new WeakMap<Ground, number>()

/** A weekday of its own for each review of an app: in the weeks before the day of the tests, or after it. */
function visitDay(app: Ground, past: boolean): Temporal.PlainDate {
  let left = told.get(app) ?? 0
  told.set(app, left + 1)
  let day = Temporal.PlainDate.from(past ? '2026-11-10' : '2026-12-01')
  const isSchoolDay = () => day.dayOfWeek <= 5 && !(day.month === 10 && day.day >= 26 && day.day <= 30)
  while (left > 0 || !isSchoolDay()) {
    day = day.add({ days: past ? -1 : 1 })
    if (isSchoolDay()) left -= 1
  }
  return day
}

/** Fails the test when a function of a feature refuses; gives what it made. */
function done<T>(result: T): Exclude<T, { refused: unknown } | { kind: 'refused' } | { kind: 'conflict' } | undefined> {
  const refused = JSON.stringify(result ?? {})
  assert.doesNotMatch(refused, /"refused"|"kind":"conflict"/, refused)
  return result as Exclude<T, { refused: unknown } | { kind: 'refused' } | { kind: 'conflict' } | undefined>
}

/** For functions that answer a refusal or nothing. */
function agreed(refusal: { message: string } | undefined): void {
  assert.equal(refusal, undefined)
}

/** Tells a review up to a stage, by calling the features as the people who would. Each call makes a review of its own. */
export async function reviewAt(app: Ground, stage: WorldStage): Promise<ReviewWorld> {
  const reached = (wanted: WorldStage) => stages.indexOf(stage) >= stages.indexOf(wanted)
  const visit_on = visitDay(app, reached('visited'))
  const world: ReviewWorld = {
    id: '',
    path: '',
    school: app.world.schools.c ?? '',
    visit_on,
    finding_ids: [],
    comment_id: '',
    step_ids: [],
    meeting: (kind) => meetingOf(app, world.id, kind),
  }
  const day = (days: number) => visit_on.add({ days })
  const telling: Telling = {
    app,
    world,
    as: (who, work) => app.as(who, work),
    day,
    at: (days, time = '16:00') => Temporal.Instant.from(`${day(days)}T${time}:00Z`),
  }
  await arrange(telling)
  if (reached('prepared')) await prepare(telling)
  if (reached('visited')) await visit(telling)
  if (reached('drafted')) await draft(telling)
  if (reached('sent'))
    await telling.as(lead, async (db, actor) =>
      agreed(await sendDraft(db, actor, world.id, telling.at(6), telling.day(6))),
    )
  if (reached('commented')) await comment(telling)
  if (reached('host-agreed')) await agreeWithSteps(telling)
  if (reached('team-heard')) await agreeEachOf(telling, reviewer, secondReviewer, ile)
  if (reached('agreed'))
    await telling.as(lead, async (db, actor) => agreed(await agreeAsTeam(db, actor, world.id, telling.at(10))))
  if (reached('follow-up-held')) await followUp(telling)
  return world
}

async function meetingOf(app: Ground, review: string, kind: string) {
  const found = await app.database.asOwner((db) =>
    sql<{ id: string; starts_at: Temporal.Instant }>`
      select id, starts_at from review_meeting where review_id = ${review} and stage = ${kind}`.execute(db),
  )
  const [meeting] = found.rows
  assert.ok(meeting, `the review has no ${kind}`)
  return meeting
}

/** A published group of its own programme, as an officer would have made it. */
async function groupOf({ app }: Telling): Promise<string> {
  const [partnership, programme, group] = [app.world.partnerships.north, randomUUID(), randomUUID()]
  await app.database.asOwner(async (db) => {
    await sql`insert into programme (id, partnership_id, name, model_key, starts_on, ends_on)
      values (${programme}, ${partnership}, ${`Inclusion peer review ${programme.slice(0, 4)}`}, 'inclusion-peer-review', '2026-09-01', '2028-07-31')`.execute(
      db,
    )
    await sql`insert into review_group (id, partnership_id, programme_id, name, published_at)
      values (${group}, ${partnership}, ${programme}, 'Northdale group', '2026-09-10T09:00:00Z')`.execute(db)
    for (const letter of ['a', 'c', 'd', 'e'])
      await sql`insert into review_group_school (partnership_id, group_id, school_id) values (${partnership}, ${group}, ${app.world.schools[letter]})`.execute(
        db,
      )
    await sql`insert into review_group_leader (partnership_id, group_id, person_id, part) values (${partnership}, ${group}, ${idOf(app, ile)}, 'ile')`.execute(
      db,
    )
  })
  return group
}

function idOf(app: Ground, who: PersonKey): string {
  const id = app.world.people.get(who)?.id
  assert.ok(id, `nobody is called ${who}`)
  return id
}

async function arrange(telling: Telling): Promise<void> {
  const { app, world } = telling
  const group_id = await groupOf(telling)
  const begun = { now: telling.at(-40), baseUrl: 'http://localhost' }
  world.id = await telling.as('north:partnership-officer', async (db, actor) => {
    const { id } = done(await startReview(db, actor, { group_id, host_school_id: world.school }, begun))
    const day = { visit_on: world.visit_on, visit_starts: time('08:45'), visit_ends: time('15:30') }
    done(await scheduleVisit(db, actor, id, { ...day, arrange_meetings: true }, begun))
    const members = [
      [lead, 'lead-reviewer'],
      [reviewer, 'reviewer'],
      [secondReviewer, 'reviewer'],
      [ile, 'ile'],
      [host, 'host'],
    ] as const
    for (const [who, part] of members) {
      const refusal = await inviteMember(db, actor, id, { person_id: idOf(app, who), part }, begun)
      assert.equal(refusal, undefined)
    }
    return id
  })
  world.path = `/north/reviews/${world.id}`
  for (const who of [lead, reviewer, secondReviewer, ile, host])
    await telling.as(who, async (db, actor) => {
      assert.equal(await answerInvitation(db, actor, world.id, { accept: true }, begun), undefined)
    })
}

const time = (text: string) => Temporal.PlainTime.from(text)

/** What the host shared for the visit, as a self-evaluation would have frozen it. */
async function shareEvaluation({ app, world, at }: Telling): Promise<void> {
  const [partnership, snapshot] = [app.world.partnerships.north, randomUUID()]
  const content = snapshotOf({ id: world.school, name: 'Cedar Lane School' })
  await app.database.asOwner(async (db) => {
    await sql`insert into snapshot (id, partnership_id, school_id, subject_kind, subject_id, content, taken_by)
      values (${snapshot}, ${partnership}, ${world.school}, 'self-evaluation', ${content.evaluation_id}, ${JSON.stringify(content)}::jsonb, ${idOf(app, hostLead)})`.execute(
      db,
    )
    for (const letter of ['a', 'd', 'e'])
      await sql`insert into share (partnership_id, snapshot_id, with_school_id, purpose, until_on, shared_by, shared_at)
        values (${partnership}, ${snapshot}, ${app.world.schools[letter]}, 'The peer review', '2027-07-31', ${idOf(app, hostLead)}, ${at(-35)})`.execute(
        db,
      )
  })
}

async function prepare(telling: Telling): Promise<void> {
  const { world } = telling
  await shareEvaluation(telling)
  await telling.as(lead, async (db, actor) => {
    const now = telling.at(-21, '16:30')
    const held = { held_at: telling.at(-21, '15:00'), note: texts.preReview }
    done(await recordMeetingHeld(db, actor, world.id, held, now))
    done(await setFocus(db, actor, world.id, texts.focus, undefined, now))
    for (const text of texts.questions) done(await addQuestion(db, actor, world.id, { text, drawn_from: [] }, now))
    done(await startFromSuggestion(db, actor, world.id, now))
    done(await markPrepared(db, actor, world.id, telling.at(-8)))
  })
}

async function visit(telling: Telling): Promise<void> {
  const { world } = telling
  for (const [index, note] of texts.notes.entries())
    await telling.as(note.by, async (db, actor) => {
      const { activities, questions } = await visitActivities(db, actor, world.id)
      const wanted = {
        id: noteId(world, index),
        text: note.text,
        tag: '' as const,
        activity_id: activities.find((activity) => activity.kind === note.from)?.id ?? null,
        question_id: questions[note.question]?.id ?? null,
        statement_key: '',
      }
      done(await writeNote(db, actor, world.id, wanted, undefined, telling.at(0, `1${index % 5}:15`)))
    })
}

/** Notes bring their ids with them; these are made of the review's. */
function noteId(world: ReviewWorld, index: number): string {
  return `${world.id.slice(0, -2)}${String(index).padStart(2, '0')}`
}

async function draft(telling: Telling): Promise<void> {
  const { world } = telling
  await telling.as(lead, async (db, actor) => {
    const now = telling.at(2)
    const { questions } = await visitActivities(db, actor, world.id)
    for (const finding of texts.findings) {
      const wanted = {
        kind: finding.kind,
        title: finding.title,
        text: finding.text,
        question_id: questions[finding.question]?.id ?? null,
        statement_key: '',
        note_ids: finding.notes.map((index) => noteId(world, index)),
      }
      world.finding_ids.push(done(await makeFinding(db, actor, world.id, wanted, now)).id)
    }
    for (const [key, text] of texts.sections)
      done(await saveSection(db, actor, world.id, { key, text }, undefined, now))
  })
  await telling.as(ile, async (db, actor) => {
    done(await challengeFinding(db, actor, world.id, world.finding_ids[2] ?? '', texts.challenge, telling.at(3)))
  })
}

async function writeUpOf(db: Db, actor: Actor, id: string) {
  const writeUp = await writeUpFor(db, actor, id)
  assert.ok(writeUp)
  return writeUp
}

async function comment(telling: Telling): Promise<void> {
  const { world } = telling
  await telling.as(host, async (db, actor) => {
    const on = { finding_id: world.finding_ids[2] ?? '' }
    agreed(await commentOn(db, actor, world.id, { on, text: texts.comment }, telling.at(7)))
    world.comment_id = (await writeUpOf(db, actor, world.id)).comments[0]?.id ?? ''
  })
}

async function agreeWithSteps(telling: Telling): Promise<void> {
  const { app, world } = telling
  await telling.as(reviewer, async (db, actor) => {
    const answer = { comment_id: world.comment_id, outcome: 'changed' as const, reply: texts.reply }
    agreed(await answerComment(db, actor, world.id, answer, telling.at(8)))
  })
  await telling.as(hostLead, async (db, actor) => {
    const [now, today] = [telling.at(9), telling.day(9)]
    for (const step of texts.steps) {
      const wanted = {
        text: step.text,
        finding_id: world.finding_ids[step.finding],
        owner_person_id: step.owner === 'senco' ? idOf(app, host) : undefined,
        owner_name: step.owner === 'senco' ? '' : step.owner,
        due_on: Temporal.PlainDate.from(step.due_on),
        success: step.success,
      }
      world.step_ids.push(done(await addNextStep(db, actor, world.id, wanted, now, today)).id)
    }
    agreed(await agreeAsHost(db, actor, world.id, now))
  })
}

async function agreeEachOf({ as, at, world }: Telling, ...team: PersonKey[]): Promise<void> {
  for (const who of team)
    await as(who, async (db, actor) =>
      agreed(await sayWord(db, actor, world.id, { agrees: true, missing: '' }, at(10, '15:00'))),
    )
}

async function followUp(telling: Telling): Promise<void> {
  const { app, world } = telling
  const meeting = await world.meeting('follow-up')
  const now = meeting.starts_at.add({ hours: 2 })
  await telling.as(lead, async (db, actor) => {
    done(await recordMeeting(db, actor, world.id, 'follow-up', { note: texts.followUp }, undefined, now))
  })
  app.clock.set(now)
}
