/** Stores the meetings of groups. */
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import { found } from '../../../platform/web/page.ts'
import { type Actor, isOfficer } from '../../people/public.ts'
import { type Group, groupFor, leadersOf, membersOf, programmeFor } from '../../review-groups/public.ts'
import { modelFor, type ReviewModel, type Stage } from '../../review-models/public.ts'
import { type GroupPlace, placeIn } from './group-meeting.rules.ts'

export type GroupMeeting = {
  id: string
  stage: string
  starts_at: Temporal.Instant
  minutes: number
  place: string
  link: string
  held_at: Temporal.Instant | null
  record: Record<string, string>
  /** Who wrote that down last. */
  written_by: string
  sequence: number
  version: number
}

/** A group's meeting of one stage, with what its page needs. */
export type GroupStage = {
  group: Group
  model: ReviewModel
  stage: Stage
  school_names: string[]
  place: GroupPlace
  /** All meetings of the group that have a day, the earliest first. */
  meetings: GroupMeeting[]
  meeting: GroupMeeting | undefined
  dates: { starts_on: Temporal.PlainDate; ends_on: Temporal.PlainDate }
}

/** A stage of a group that the actor may see; undefined where there is none, or it is no meeting of the group. */
export async function groupStageFor(
  db: Db,
  actor: Actor,
  groupId: string,
  key: string,
): Promise<GroupStage | undefined> {
  const group = await groupFor(db, actor, groupId)
  const programme = group?.published_at ? await programmeFor(db, actor, group.programme_id) : undefined
  if (!group || !programme) return undefined
  const model = await modelFor(db, actor, group.model_key)
  const stage = model.stages.find((one) => one.key === key && one.of === 'group')
  if (!stage) return undefined
  const schools = await membersOf(db, actor, group.id)
  const leaders = await leadersOf(db, actor, group.id)
  const meetings = await meetingsOfGroup(db, actor, group.id)
  return {
    group,
    model,
    stage,
    school_names: schools.map(({ name }) => name),
    place: placeIn(
      { school_ids: schools.map(({ id }) => id), leaders },
      { person_id: actor.person_id, roles: actor.roles, is_officer: isOfficer(actor) },
    ),
    meetings,
    meeting: meetings.find((one) => one.stage === key),
    dates: { starts_on: programme.starts_on, ends_on: programme.ends_on },
  }
}

const columns = sql`id, stage, starts_at, minutes, place, link, held_at, record, sequence, version,
  coalesce((select name from person where person.id = updated_by), '') as written_by`

/** The meetings of a group that have a day, the earliest first. */
export async function meetingsOfGroup(db: Db, actor: Actor, groupId: string): Promise<GroupMeeting[]> {
  const { rows } = await sql<GroupMeeting>`
    select ${columns} from group_meeting
     where partnership_id = ${actor.partnership.id} and group_id = ${groupId} order by starts_at`.execute(db)
  return rows
}

export type WantedMeeting = { starts_at: Temporal.Instant; minutes: number; place: string; link: string }

/** Gives a stage's meeting its time and place, or others; each change counts up its sequence for calendars. */
export async function putGroupMeeting(
  db: Db,
  actor: Actor,
  { group, stage }: Pick<GroupStage, 'group' | 'stage'>,
  wanted: WantedMeeting,
  now: Temporal.Instant,
): Promise<GroupMeeting> {
  const put = await sql<GroupMeeting>`
    insert into group_meeting (partnership_id, group_id, stage, starts_at, minutes, place, link, updated_by, updated_at)
    values (${actor.partnership.id}, ${group.id}, ${stage.key}, ${wanted.starts_at}, ${wanted.minutes}, ${wanted.place}, ${wanted.link}, ${actor.person_id}, ${now})
    on conflict (group_id, stage) do update
       set starts_at = excluded.starts_at, minutes = excluded.minutes, place = excluded.place, link = excluded.link,
           sequence = group_meeting.sequence + 1, version = group_meeting.version + 1,
           updated_by = excluded.updated_by, updated_at = excluded.updated_at
     where group_meeting.held_at is null
    returning ${columns}`.execute(db)
  return found(put.rows[0])
}

export type Written =
  | { kind: 'saved' }
  | { kind: 'conflict'; version: number; by: string; at: Temporal.Instant; theirs: Record<string, string> }

/** Writes down that a meeting was held and what came of it; the newer text of somebody else is never replaced. */
export async function putGroupRecord(
  db: Db,
  actor: Actor,
  meeting: GroupMeeting,
  record: Record<string, string>,
  sentVersion: number,
  now: Temporal.Instant,
): Promise<Written> {
  const saved = await sql`
    update group_meeting set record = ${JSON.stringify(record)}::jsonb, held_at = coalesce(held_at, ${now}),
           version = version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
     where partnership_id = ${actor.partnership.id} and id = ${meeting.id} and version = ${sentVersion} returning id`.execute(
    db,
  )
  if (saved.rows.length > 0) return { kind: 'saved' }
  const current = await sql<{ theirs: Record<string, string>; version: number; by: string; at: Temporal.Instant }>`
    select m.record as theirs, m.version, p.name as by, m.updated_at as at
      from group_meeting m join person p on p.id = m.updated_by
     where m.partnership_id = ${actor.partnership.id} and m.id = ${meeting.id}`.execute(db)
  const [newer] = current.rows
  if (!newer || isDeepStrictEqual(newer.theirs, record)) return { kind: 'saved' }
  return { kind: 'conflict', ...newer }
}

/** Makes others who arrange meetings of this group wait until this request ends. */
export async function holdMeetings(db: Db, actor: Actor, groupId: string): Promise<void> {
  await sql`select from review_group where partnership_id = ${actor.partnership.id} and id = ${groupId} for update`.execute(
    db,
  )
}

export type Person = { name: string; email: string }

/** The people who are told when a group meets: heads and SENCOs of its schools, and its leaders. */
export async function peopleOfGroup(db: Db, actor: Actor, groupId: string): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select p.name, p.email from person p
     where p.partnership_id = ${actor.partnership.id} and p.left_at is null
       and (p.id in (select person_id from review_group_leader where group_id = ${groupId})
            or p.id in (select r.person_id from role_grant r join review_group_school s on s.school_id = r.school_id
                         where s.group_id = ${groupId} and r.role in ('headteacher', 'senco') and r.removed_at is null))
     order by p.name, p.id`.execute(db)
  return rows
}
