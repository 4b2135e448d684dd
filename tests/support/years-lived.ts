/** How the people of a programme do what comes next in its reviews. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type NextThing, teamFacts, whatNext } from '../../src/features/reviews/next-thing.rules.ts'
import { planMeeting } from '../../src/features/reviews/planning/review.acts.ts'
import {
  addNextStep,
  addQuestion,
  agreeAsHost,
  agreeAsTeam,
  answerInvitation,
  arrangeGroupMeeting,
  inviteMember,
  makeFinding,
  markPrepared,
  type Review,
  recordGroupMeeting,
  recordMeeting,
  recordMeetingHeld,
  saveSection,
  sayWord,
  scheduleVisit,
  sendDraft,
  setFocus,
  startFromSuggestion,
  toArrange,
  visitActivities,
  writeNote,
} from '../../src/features/reviews/public.ts'
import { stageIn } from '../../src/features/reviews/review.rules.ts'
import { windowFor } from '../../src/features/reviews/timing.rules.ts'
import { addSchoolDays, isSchoolDay } from '../../src/lib/school-days.ts'
import { sections } from './review-world.texts.ts'
import { snapshotOf } from './visit.ts'
import type { Who, Year } from './years.ts'

/** Everything that can be done in a programme today is done; then the next school day begins. Ends when all is over. */
export async function livesThrough(year: Year, until: string, watch: (review: Review) => void): Promise<void> {
  const last = Temporal.PlainDate.from(until)
  while (Temporal.PlainDate.compare(year.today(), last) <= 0) {
    let open = 0
    for (const { id } of year.reviews) {
      for (let things = 0; things < 12; things++) {
        const review = await year.review(id)
        watch(review)
        const next = thingsOf(year, review).find((thing) => isTime(year, review, thing))
        if (!next) break
        await does(year, review, next)
      }
      if (year.stage(await year.review(id)) !== 'closed') open++
    }
    if (open === 0) return
    let day = year.today().add({ days: 1 })
    while (!isSchoolDay(year.calendar, day)) day = day.add({ days: 1 })
    year.app.clock.set(day.toZonedDateTime('Europe/London').add({ hours: 18 }).toInstant())
  }
}

function thingsOf(year: Year, review: Review): NextThing[] {
  return whatNext(year.model, review, teamFacts(review.members), year.calendar, year.today())
}

/** A meeting is held on its day, and booked once its window can be seen; the visit is made by its day. */
function isTime(year: Year, review: Review, { key, stage, due }: NextThing): boolean {
  if (key === 'visit') return false
  if (key === 'hold-meeting') return due !== undefined && Temporal.PlainDate.compare(due, year.today()) <= 0
  if (key === 'book-meeting') return windowFor(year.model, stage, review, year.calendar) !== undefined
  return true
}

const head = (school: string): Who => ({ school, role: 'headteacher' })

/** The school that leads the visit: the next of the group, so that each leads once. */
function leading(year: Year, review: Review): { lead: Who; reviewer: Who } {
  const schools = year.groups.find(({ id }) => id === review.group_id)?.school_ids ?? []
  const index = schools.indexOf(review.host_school_id)
  const other = (steps: number) => schools[(index + steps) % schools.length] ?? ''
  const role = year.model.team.lead_roles.includes('senco') ? 'senco' : 'headteacher'
  return { lead: { school: other(1), role }, reviewer: { school: other(2), role: 'senco' } }
}

async function does(year: Year, review: Review, thing: NextThing): Promise<void> {
  const host = head(review.host_school_id)
  const { lead } = leading(year, review)
  switch (thing.key) {
    case 'lead-reviewer':
      return joinsTeam(year, review)
    case 'visit-date':
      return choosesDay(year, review)
    case 'share-evaluation':
      return shares(year, review)
    case 'prepare':
      return prepares(year, review, lead)
    case 'send-draft':
      return writesUp(year, review, lead)
    case 'host-agree':
      return year.as(host, async (db, actor) => {
        const step = { ...nextStep(year), finding_id: undefined }
        if (!review.has_next_steps) done(await addNextStep(db, actor, review.id, step, year.now(), year.today()))
        agreed(await agreeAsHost(db, actor, review.id, year.now()))
      })
    case 'team-agree':
      return agreesForTeam(year, review, lead)
    case 'write-next-steps':
      return year.as(host, async (db, actor) => {
        const step = { ...nextStep(year), finding_id: undefined }
        done(await addNextStep(db, actor, review.id, step, year.now(), year.today()))
      })
    case 'book-meeting':
      return books(year, review, thing.stage)
    case 'hold-meeting':
      return holds(year, review, thing.stage)
    case 'visit':
    case 'host-lead':
      throw new Error(`nobody has to ${thing.text}`)
  }
}

async function joinsTeam(year: Year, review: Review): Promise<void> {
  const { lead, reviewer } = leading(year, review)
  // Whoever leads for the host was put on the team when the review began.
  const colleague = year.model.team.host_lead === 'senco' ? 'headteacher' : 'senco'
  const team = [
    [lead, 'lead-reviewer'],
    [reviewer, 'reviewer'],
    [{ school: review.host_school_id, role: colleague }, 'host'],
  ] as const
  for (const [who, part] of team) {
    await year.as('officer', async (db, actor) => {
      assert.equal(await inviteMember(db, actor, review.id, { person_id: year.idOf(who), part }, year.at()), undefined)
    })
    await year.as(who, async (db, actor) => {
      assert.equal(await answerInvitation(db, actor, review.id, { accept: true }, year.at()), undefined)
    })
  }
}

/** The first day on which the visit can be, some weeks ahead and apart from the other visits of its group. */
async function choosesDay(year: Year, review: Review): Promise<void> {
  const place = year.reviews.filter(({ group }) => group === review.group_id).findIndex(({ id }) => id === review.id)
  const visits = year.model.length_months > 12 ? 50 : 10
  let day = addSchoolDays(year.calendar, year.today(), 45 + place * visits)
  for (let tries = 0; tries < 60; tries++) {
    const wanted = { visit_on: day, visit_starts: time('08:45'), visit_ends: time('15:30'), arrange_meetings: true }
    const result = await year.as('officer', (db, actor) => scheduleVisit(db, actor, review.id, wanted, year.at()))
    if (!('refused' in result)) return
    day = addSchoolDays(year.calendar, day, 1)
  }
  assert.fail('no day is left for the visit')
}

const time = (text: string) => Temporal.PlainTime.from(text)

/** What the host shared, as a self-evaluation would have frozen it. */
async function shares(year: Year, review: Review): Promise<void> {
  const [partnership, snapshot] = [year.app.world.partnerships.north, randomUUID()]
  const content = snapshotOf({ id: review.host_school_id, name: review.host_school_name })
  const by = year.idOf(head(review.host_school_id))
  const others = review.group_schools.filter(({ id }) => id !== review.host_school_id)
  await year.app.database.asOwner(async (db) => {
    await sql`insert into snapshot (id, partnership_id, school_id, subject_kind, subject_id, content, taken_by)
      values (${snapshot}, ${partnership}, ${review.host_school_id}, 'self-evaluation', ${content.evaluation_id}, ${JSON.stringify(content)}::jsonb, ${by})`.execute(
      db,
    )
    for (const { id } of others)
      await sql`insert into share (partnership_id, snapshot_id, with_school_id, purpose, until_on, shared_by, shared_at)
        values (${partnership}, ${snapshot}, ${id}, 'The review', ${review.programme_ends_on}, ${by}, ${year.now()})`.execute(
        db,
      )
  })
}

async function prepares(year: Year, review: Review, lead: Who): Promise<void> {
  await year.as(lead, async (db, actor) => {
    const now = year.now()
    done(await recordMeetingHeld(db, actor, review.id, { held_at: now, note: 'We agreed what to look at.' }, now))
    done(await setFocus(db, actor, review.id, 'How pupils become independent.', undefined, now))
    for (let index = 0; index < year.model.enquiry_questions.fewest; index++) {
      const text = `To what extent do pupils start by themselves, part ${index + 1}?`
      done(await addQuestion(db, actor, review.id, { text, drawn_from: [] }, now))
    }
    done(await startFromSuggestion(db, actor, review.id, now))
    done(await markPrepared(db, actor, review.id, now))
  })
}

async function writesUp(year: Year, review: Review, lead: Who): Promise<void> {
  await year.as(lead, async (db, actor) => {
    const now = year.now()
    const { activities, questions } = await visitActivities(db, actor, review.id)
    for (const kind of ['strength', 'area-to-develop'] as const) {
      const note_ids: string[] = []
      for (const activity of activities.filter((one) => one.question_id !== null).slice(0, 2)) {
        const note = { id: randomUUID(), text: 'Seen in two rooms.', tag: '' as const, activity_id: activity.id }
        const about = { question_id: questions[0]?.id ?? null, statement_key: '' }
        done(await writeNote(db, actor, review.id, { ...note, ...about }, undefined, now))
        note_ids.push(note.id)
      }
      const finding = { kind, title: `A ${kind}`, text: 'What we saw, and where.', note_ids }
      const about = { question_id: questions[0]?.id ?? null, statement_key: '' }
      done(await makeFinding(db, actor, review.id, { ...finding, ...about }, now))
    }
    for (const [key, text] of sections) done(await saveSection(db, actor, review.id, { key, text }, undefined, now))
    agreed(await sendDraft(db, actor, review.id, now, year.today()))
  })
}

async function agreesForTeam(year: Year, review: Review, lead: Who): Promise<void> {
  const { reviewer } = leading(year, review)
  await year.as(reviewer, async (db, actor) =>
    agreed(await sayWord(db, actor, review.id, { agrees: true, missing: '' }, year.now())),
  )
  await year.as(lead, async (db, actor) => agreed(await agreeAsTeam(db, actor, review.id, year.now())))
}

function nextStep(year: Year) {
  return {
    text: 'Plan together for twenty minutes a week.',
    owner_person_id: undefined,
    owner_name: 'The SENCO',
    due_on: year.today().add({ days: 60 }),
    success: 'Pupils start by themselves.',
  }
}

async function books(year: Year, review: Review, key: string): Promise<void> {
  const stage = stageIn(year.model, key)
  const window = windowFor(year.model, key, review, year.calendar)
  assert.ok(window)
  const soonest = addSchoolDays(year.calendar, year.today(), 1)
  const day = Temporal.PlainDate.compare(window.aim, soonest) < 0 ? soonest : window.aim
  if (stage.of === 'review') {
    const planned = await year.as('officer', (db, actor) =>
      planMeeting(db, actor, review.id, { stage: key, day, time: time('15:45') }, year.at()),
    )
    return assert.equal(planned, undefined)
  }
  const starts_at = day.toZonedDateTime({ timeZone: 'Europe/London', plainTime: time('15:45') }).toInstant()
  const wanted = { starts_at, minutes: stage.minutes ?? 60, place: '', link: '' }
  await year.as(head(review.host_school_id), async (db, actor) => {
    const { one, ...around } = await toArrange(db, actor, review.group_id, key)
    agreed(await arrangeGroupMeeting(db, actor, one, wanted, around, year.at()))
  })
}

async function holds(year: Year, review: Review, key: string): Promise<void> {
  const stage = stageIn(year.model, key)
  const record = Object.fromEntries(stage.record.map((part) => [part.key, `Written about ${part.key}.`]))
  const { lead } = leading(year, review)
  const writer = stage.written_by.some((one) => one === 'lead-reviewer') ? lead : 'leader'
  await year.as(writer, async (db, actor) => {
    if (stage.of === 'review')
      return done(await recordMeeting(db, actor, review.id, key, record, undefined, year.now()))
    const { one } = await toArrange(db, actor, review.group_id, key)
    return done(await recordGroupMeeting(db, actor, one, record, undefined, year.now()))
  })
}

function done(result: unknown): void {
  assert.doesNotMatch(JSON.stringify(result ?? {}), /"refused"|"kind":"conflict"|"message"/, JSON.stringify(result))
}

function agreed(refusal: { message: string } | undefined): void {
  assert.equal(refusal, undefined)
}
