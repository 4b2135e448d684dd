/** What has been done in reviews, and by whom: for a person, a school or a whole partnership. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import { moment, rowsOf, rowsWithin } from '../../platform/db/rows-within.ts'
import type { InPartnership } from '../people/public.ts'
import { type LeaderPart, modelsFor, type ReviewModel } from '../review-models/public.ts'
import { type DoneFacts, groupHappenings, type Happening, happeningsOf, tookPart } from './happened.rules.ts'
import { isHostPart, type MemberPart } from './part.rules.ts'

/** Somebody who was there. `side` says whether they visited, belonged to the host, or met as one of a group. */
export type TookPart = {
  person_id: string
  name: string
  side: 'visitor' | 'host' | 'group'
  part: MemberPart | LeaderPart
  /** The school for which they took part; none for leaders from outside. */
  school_id: string | null
  school_name: string | null
}

/** Something that was done once, in a review or by a whole group, and everybody who took part. */
export type Occasion = Happening & {
  of: 'review' | 'group'
  /** The review, or the group that met. */
  id: string
  programme_id: string
  programme_name: string
  group_name: string
  host_school_id: string | null
  host_school_name: string | null
  half_days: ReviewModel['half_days']
  people: TookPart[]
}

/** Whose work is asked for. Occasions come whole, with everybody who took part. */
export type WhoseWork = { person_id: string } | { school_id: string } | 'everybody'

/**
 * Everything that was done up to today, the first first. Two queries. It says nothing of what was said or written; who may
 * know whose time is decided by whoever asks.
 */
export async function whatHappened(
  db: Db,
  actor: InPartnership,
  whose: WhoseWork,
  today: Temporal.PlainDate,
): Promise<Occasion[]> {
  const occasions = [...(await inReviews(db, actor, whose, today)), ...(await inGroups(db, actor, whose))]
  return occasions
    .filter(({ people }) => people.length > 0)
    .sort((a, b) => Temporal.PlainDate.compare(a.on, b.on) || a.id.localeCompare(b.id))
}

type MeetingRow = DoneFacts['meetings'][number]
type MemberRow = {
  person_id: string
  name: string
  part: MemberPart
  school_id: string | null
  school_name: string | null
  answered_at: Temporal.Instant | null
  removed_at: Temporal.Instant | null
}

/** Who accepted, and whose declared interest was accepted if they declared one. */
const accepted = sql`m.answer = 'accepted' and (m.declared_conflict = '' or m.conflict_accepted_by is not null)`

const membersOfReview = sql<MemberRow>`
  select m.person_id, p.name, m.part, m.school_id, s.name as school_name, m.answered_at, m.removed_at
    from review_member m join person p on p.id = m.person_id left join school s on s.id = m.school_id
   where m.review_id = review.id and ${accepted} order by p.name, m.person_id`

type NamedRow = Omit<MemberRow, 'part'> & { stage: string }

/** Who was named to lead a stage, from when until when. */
const namedInReview = sql<NamedRow>`
  select l.person_id, p.name, l.stage, l.school_id, s.name as school_name, l.named_at as answered_at, l.ended_at as removed_at
    from stage_leader l join person p on p.id = l.person_id join school s on s.id = l.school_id
   where l.review_id = review.id order by p.name, l.person_id, l.named_at`

/** Those who led the stage on its day and are not on the team: once each, as visitors or for the host. */
function whoLed(
  named: readonly NamedRow[],
  team: readonly TookPart[],
  review: { host_school_id: string },
  happening: Happening,
): TookPart[] {
  const led = named
    .filter((one) => one.stage === happening.stage && tookPart(one, happening))
    .filter((one) => !team.some(({ person_id }) => person_id === one.person_id))
    .map((one): [string, TookPart] => {
      const part = one.school_id === review.host_school_id ? 'host' : 'reviewer'
      return [one.person_id, asTookPart({ ...one, part })]
    })
  return [...new Map(led).values()]
}

const meetingsOfReview = sql<MeetingRow>`
  select stage, starts_at, minutes, held_at from review_meeting where review_id = review.id and held_at is not null`

async function inReviews(
  db: Db,
  actor: InPartnership,
  whose: WhoseWork,
  today: Temporal.PlainDate,
): Promise<Occasion[]> {
  const rows = await db
    .selectFrom('review')
    .innerJoin('programme', 'programme.id', 'review.programme_id')
    .innerJoin('review_group', 'review_group.id', 'review.group_id')
    .innerJoin('school', 'school.id', 'review.host_school_id')
    .select([
      'review.id',
      'review.host_school_id',
      'review.visit_on',
      'review.visit_second_on',
      'review.prepared_at',
      'review.visited_at',
      'review.host_agreed_at',
      'review.team_agreed_at',
      'review.cancelled_at',
      'programme.id as programme_id',
      'programme.name as programme_name',
      'programme.model_key',
      'review_group.name as group_name',
      'school.name as host_school_name',
      rowsWithin(membersOfReview).as('member_rows'),
      rowsWithin(meetingsOfReview).as('meeting_rows'),
      rowsWithin(namedInReview).as('named_rows'),
    ])
    .where('review.partnership_id', '=', actor.partnership.id)
    .where(reviewsOf(whose))
    .execute()
  const modelWith = await modelsFor(
    db,
    actor,
    rows.map(({ model_key }) => model_key),
  )
  return rows.flatMap((row) => {
    const model = modelWith(row.model_key)
    const meetings = rowsOf(row.meeting_rows, { starts_at: moment, held_at: moment })
    const members = rowsOf(row.member_rows, { answered_at: moment, removed_at: moment })
    return happeningsOf(model, { ...row, meetings }, today).map((happening): Occasion => {
      const team = members.filter((member) => tookPart(member, happening)).map(asTookPart)
      const people = [
        ...team,
        ...whoLed(rowsOf(row.named_rows, { answered_at: moment, removed_at: moment }), team, row, happening),
      ]
      return { ...happening, ...placeOf(row), of: 'review', half_days: model.half_days, people }
    })
  })
}

function placeOf<Place extends Omit<Occasion, keyof Happening | 'of' | 'half_days' | 'people'>>(row: Place) {
  const { id, programme_id, programme_name, group_name, host_school_id, host_school_name } = row
  return { id, programme_id, programme_name, group_name, host_school_id, host_school_name }
}

function asTookPart({ person_id, name, part, school_id, school_name }: MemberRow): TookPart {
  return { person_id, name, part, side: isHostPart(part) ? 'host' : 'visitor', school_id, school_name }
}

function reviewsOf(whose: WhoseWork) {
  if (whose === 'everybody') return sql<boolean>`true`
  if ('person_id' in whose)
    return sql<boolean>`review.id in (select review_id from review_member where person_id = ${whose.person_id}
      union select review_id from stage_leader where person_id = ${whose.person_id})`
  return sql<boolean>`(review.host_school_id = ${whose.school_id}
    or review.id in (select review_id from review_member where school_id = ${whose.school_id}
      union select review_id from stage_leader where school_id = ${whose.school_id}))`
}

type Attendant = MemberRow & { leader_part: LeaderPart | null }

/** Whoever is or was on a team of the group, and its leaders: they meet as one. */
const attendants = sql<Attendant>`
  select m.person_id, p.name, m.part, m.school_id, s.name as school_name, m.answered_at, m.removed_at, null as leader_part
    from review r join review_member m on m.review_id = r.id join person p on p.id = m.person_id left join school s on s.id = m.school_id
   where r.group_id = review_group.id and ${accepted}
   union all
  select l.person_id, p.name, 'ile', null, null, null, null, l.part
    from review_group_leader l join person p on p.id = l.person_id where l.group_id = review_group.id
   order by name, person_id, answered_at`

const meetingsOfGroup = sql<MeetingRow>`
  select stage, starts_at, minutes, held_at from group_meeting where group_id = review_group.id and held_at is not null`

async function inGroups(db: Db, actor: InPartnership, whose: WhoseWork): Promise<Occasion[]> {
  const rows = await db
    .selectFrom('review_group')
    .innerJoin('programme', 'programme.id', 'review_group.programme_id')
    .select([
      'review_group.id',
      'review_group.name as group_name',
      'programme.id as programme_id',
      'programme.name as programme_name',
      'programme.model_key',
      sql<null>`null`.as('host_school_id'),
      sql<null>`null`.as('host_school_name'),
      rowsWithin(attendants).as('attendant_rows'),
      rowsWithin(meetingsOfGroup).as('meeting_rows'),
    ])
    .where('review_group.partnership_id', '=', actor.partnership.id)
    .where(sql<boolean>`exists (select from group_meeting where group_id = review_group.id and held_at is not null)`)
    .where(groupsOf(whose))
    .execute()
  const modelWith = await modelsFor(
    db,
    actor,
    rows.map(({ model_key }) => model_key),
  )
  return rows.flatMap((row) => {
    const model = modelWith(row.model_key)
    const meetings = rowsOf(row.meeting_rows, { starts_at: moment, held_at: moment })
    const all = rowsOf(row.attendant_rows, { answered_at: moment, removed_at: moment })
    return groupHappenings(model, meetings).map((happening): Occasion => {
      return { ...happening, ...placeOf(row), of: 'group', half_days: model.half_days, people: whoMet(all, happening) }
    })
  })
}

/** Everybody who met, once each, however many teams of the group they are on. */
function whoMet(all: readonly Attendant[], happening: Happening): TookPart[] {
  const met = new Map<string, TookPart>()
  for (const one of all) {
    if (one.leader_part === null && !tookPart(one, happening)) continue
    const known = met.get(one.person_id)
    if (known && (known.school_id !== null || one.school_id === null)) continue
    met.set(one.person_id, { ...asTookPart(one), part: one.leader_part ?? one.part, side: 'group' })
  }
  return [...met.values()]
}

function groupsOf(whose: WhoseWork) {
  if (whose === 'everybody') return sql<boolean>`true`
  if ('person_id' in whose)
    return sql<boolean>`(exists (select from review r join review_member m on m.review_id = r.id
        where r.group_id = review_group.id and m.person_id = ${whose.person_id})
      or exists (select from review_group_leader l where l.group_id = review_group.id and l.person_id = ${whose.person_id}))`
  return sql<boolean>`exists (select from review r join review_member m on m.review_id = r.id
    where r.group_id = review_group.id and m.school_id = ${whose.school_id})`
}
