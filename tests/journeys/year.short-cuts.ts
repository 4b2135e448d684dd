/** What is the same in every model, by the features' own functions: the journey of a year shows what is not. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
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
  recordGroupMeeting,
  recordMeetingHeld,
  saveSection,
  sayWord,
  scheduleVisit,
  sendDraft,
  setFocus,
  startFromSuggestion,
  startReview,
  toArrange,
  visitActivities,
  writeNote,
} from '../../src/features/reviews/public.ts'
import { timeZone } from '../../src/lib/clock.ts'
import type { Ground } from '../support/ground.ts'
import { focus, questions, sections } from '../support/review-world.texts.ts'
import { snapshotOf } from '../support/visit.ts'
import type { PersonKey } from '../support/world.ts'
import { done } from './story.ts'

const officer: PersonKey = 'north:partnership-officer'
const time = (text: string) => Temporal.PlainTime.from(text)

export type Reviewing = {
  ground: Ground
  group: string
  /** The letter of the host school, and its name. */
  host: { letter: string; name: string }
  hostLead: PersonKey
  lead: PersonKey
  reviewer: PersonKey
}

const idOf = ({ ground }: Reviewing, who: PersonKey) => ground.world.people.get(who)?.id ?? ''
const placeOf = ({ ground }: Reviewing) => ({ now: ground.clock.now(), baseUrl: 'http://localhost' })

/** A review begins: it has its day and its team, and the host shares its self-evaluation. Gives its address. */
export async function beginsReview(reviewing: Reviewing, visitOn: Temporal.PlainDate): Promise<string> {
  const { ground, group, host, lead, reviewer } = reviewing
  const at = placeOf(reviewing)
  const id = await ground.as(officer, async (db, actor) => {
    const host_school_id = ground.world.schools[host.letter] ?? ''
    const started = done(await startReview(db, actor, { group_id: group, host_school_id }, at))
    assert.ok('id' in started)
    const day = { visit_on: visitOn, visit_starts: time('08:45'), visit_ends: time('15:30') }
    done(await scheduleVisit(db, actor, started.id, day, at))
    for (const [who, part] of [
      [lead, 'lead-reviewer'],
      [reviewer, 'reviewer'],
    ] as const)
      done(await inviteMember(db, actor, started.id, { person_id: idOf(reviewing, who), part }, at))
    return started.id
  })
  for (const who of [lead, reviewer])
    await ground.as(who, async (db, actor) => done(await answerInvitation(db, actor, id, { accept: true }, at)))
  await shares(reviewing)
  return `/north/reviews/${id}`
}

/** What the host shared, as a self-evaluation would have frozen it. */
async function shares(reviewing: Reviewing): Promise<void> {
  const { ground, host } = reviewing
  const [partnership, snapshot] = [ground.world.partnerships.north, randomUUID()]
  const school = ground.world.schools[host.letter] ?? ''
  const content = snapshotOf({ id: school, name: host.name })
  const by = idOf(reviewing, reviewing.hostLead)
  await ground.database.asOwner(async (db) => {
    await sql`insert into snapshot (id, partnership_id, school_id, subject_kind, subject_id, content, taken_by)
      values (${snapshot}, ${partnership}, ${school}, 'self-evaluation', ${content.evaluation_id}, ${JSON.stringify(content)}::jsonb, ${by})`.execute(
      db,
    )
    await sql`insert into share (partnership_id, snapshot_id, with_school_id, purpose, until_on, shared_by, shared_at)
      select ${partnership}, ${snapshot}, school_id, 'The review', '2027-07-20', ${by}, ${ground.clock.now()}
        from review_group_school where group_id = ${reviewing.group} and school_id <> ${school}`.execute(db)
  })
}

/** The visit is prepared, made and written up; host and team agree the report. */
export async function reviewsUpToAgreement(
  reviewing: Reviewing,
  path: string,
  comesTo: (days: number) => void,
): Promise<void> {
  const { ground, lead, reviewer, hostLead } = reviewing
  const id = path.split('/').at(-1) ?? ''
  const now = () => ground.clock.now()
  await ground.as(lead, async (db, actor) => {
    done(await recordMeetingHeld(db, actor, id, { held_at: now(), note: '' }, now()))
    done(await setFocus(db, actor, id, focus, undefined, now()))
    for (const text of questions.slice(0, 2)) done(await addQuestion(db, actor, id, { text, drawn_from: [] }, now()))
    done(await startFromSuggestion(db, actor, id, now()))
    done(await markPrepared(db, actor, id, now()))
  })
  comesTo(5)
  await ground.as(lead, async (db, actor) => {
    const { activities } = await visitActivities(db, actor, id)
    for (const kind of ['strength', 'area-to-develop'] as const) {
      const about = { question_id: null, statement_key: '' }
      const note = { id: randomUUID(), text: 'Seen in two rooms.', tag: '' as const, ...about }
      done(await writeNote(db, actor, id, { ...note, activity_id: activities[0]?.id ?? null }, undefined, now()))
      const finding = { kind, title: `A ${kind}`, text: 'What we saw.', note_ids: [note.id], ...about }
      done(await makeFinding(db, actor, id, finding, now()))
    }
    for (const [key, text] of sections) done(await saveSection(db, actor, id, { key, text }, undefined, now()))
    done(await sendDraft(db, actor, id, now(), ground.clock.today()))
  })
  return agrees({ hostLead, lead, reviewer }, id, ground)
}

async function agrees(
  { hostLead, lead, reviewer }: Omit<Reviewing, 'ground' | 'group' | 'host'>,
  id: string,
  ground: Ground,
) {
  const now = ground.clock.now()
  await ground.as(hostLead, async (db, actor) => {
    const step = { text: 'Plan together every week.', owner_name: 'The SENCO', success: '' }
    const about = { finding_id: undefined, owner_person_id: undefined, due_on: ground.clock.today().add({ days: 60 }) }
    done(await addNextStep(db, actor, id, { ...step, ...about }, now, ground.clock.today()))
    done(await agreeAsHost(db, actor, id, now))
  })
  const said = { agrees: true, missing: '' }
  await ground.as(reviewer, async (db, actor) => done(await sayWord(db, actor, id, said, now)))
  await ground.as(lead, async (db, actor) => done(await agreeAsTeam(db, actor, id, now)))
}

/** A meeting of the whole group, held on a day and written down, as the journey has shown it for another. */
export async function meets(
  { ground, group, lead }: Reviewing,
  stage: string,
  record: Record<string, string>,
): Promise<void> {
  const starts_at = ground.clock
    .today()
    .toZonedDateTime({ timeZone, plainTime: time('09:00') })
    .toInstant()
  await ground.as(officer, async (db, actor) => {
    const { one, ...around } = await toArrange(db, actor, group, stage)
    const wanted = { starts_at, minutes: 120, place: '', link: '' }
    done(
      await arrangeGroupMeeting(db, actor, one, wanted, around, {
        now: ground.clock.now(),
        baseUrl: 'http://localhost',
      }),
    )
  })
  await ground.as(lead, async (db, actor) => {
    const { one } = await toArrange(db, actor, group, stage)
    done(await recordGroupMeeting(db, actor, one, record, undefined, ground.clock.now()))
  })
}
