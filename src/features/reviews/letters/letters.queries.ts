/** What is stored of the emails of models: which went, and who gets the next. */
import { sql } from 'kysely'
import type { Db, Partnership } from '../../../platform/db/connect.ts'
import { moment, rowsOf, rowsWithin } from '../../../platform/db/rows-within.ts'
import type { InPartnership } from '../../people/public.ts'
import { modelsFor, type Participant, type ReviewModel, type Stage } from '../../review-models/public.ts'
import type { MeetingFacts } from '../review.rules.ts'
import type { Viewer } from '../stored-reviews.queries.ts'
import type { Sent } from './letters.rules.ts'

/** A review, or a group as far as its own meetings go. */
export type Subject = { group_id: string; review_id: string | null }
export type SentLetter = Sent & Subject & { sent_at: Temporal.Instant; names: string[] }

/** The emails that went for these groups and their reviews, the latest first. */
export async function sentLetters(db: Db, actor: InPartnership, groupIds: readonly string[]): Promise<SentLetter[]> {
  if (groupIds.length === 0) return []
  const { rows } = await sql<SentLetter>`
    select group_id, review_id, email_key, due_on, sent_at,
           array(select name from person where id = any(person_ids) order by name) as names
      from review_letter_sent
     where partnership_id = ${actor.partnership.id} and group_id = any(${[...groupIds]}::uuid[])
     order by sent_at desc, email_key`.execute(db)
  return rows
}

/** Notes that an email goes. False when it has gone: another worker's transaction, once kept, is seen here too. */
export async function noteSent(
  db: Db,
  actor: InPartnership,
  subject: Subject,
  letter: Sent,
  personIds: readonly string[],
  now: Temporal.Instant,
): Promise<boolean> {
  const noted = await sql`
    insert into review_letter_sent (partnership_id, group_id, review_id, email_key, due_on, person_ids, sent_at)
    values (${actor.partnership.id}, ${subject.group_id}, ${subject.review_id}, ${letter.email_key}, ${letter.due_on},
            ${[...personIds]}::uuid[], ${now})
    on conflict do nothing returning id`.execute(db)
  return noted.rows.length > 0
}

/** A published group whose programme has not ended, as far as its meetings and emails need it. */
export type GroupCourse = {
  id: string
  name: string
  programme_name: string
  programme_starts_on: Temporal.PlainDate
  programme_ends_on: Temporal.PlainDate
  model: ReviewModel
  schools: { id: string; name: string }[]
  meetings: MeetingFacts[]
}

/** The groups that meet by a model with emails for meetings of groups. `id` asks for one of them. */
export async function groupCourses(
  db: Db,
  actor: InPartnership,
  today: Temporal.PlainDate,
  id?: string,
): Promise<GroupCourse[]> {
  const schools = sql<{ id: string; name: string }>`
    select s.id, s.name from review_group_school m join school s on s.id = m.school_id where m.group_id = g.id order by s.name`
  const meetings = sql<MeetingFacts>`
    select stage, starts_at, held_at from group_meeting where group_id = g.id order by starts_at`
  const rows = await db
    .selectFrom('review_group as g')
    .innerJoin('programme as p', 'p.id', 'g.programme_id')
    .select(['g.id', 'g.name', 'p.name as programme_name', 'p.model_key'])
    .select(['p.starts_on as programme_starts_on', 'p.ends_on as programme_ends_on'])
    .select([rowsWithin(schools).as('school_rows'), rowsWithin(meetings).as('meeting_rows')])
    .where('g.partnership_id', '=', actor.partnership.id)
    .where('g.published_at', 'is not', null)
    .where('g.disbanded_at', 'is', null)
    .where('p.ends_on', '>=', today)
    .where((where) => (id === undefined ? where.lit(true) : where('g.id', '=', id)))
    .orderBy('g.name')
    .execute()
  const modelWith = await modelsFor(
    db,
    actor,
    rows.map(({ model_key }) => model_key),
  )
  return rows
    .map(({ model_key, school_rows, meeting_rows, ...group }) => ({
      ...group,
      model: modelWith(model_key),
      schools: rowsOf(school_rows, {}),
      meetings: rowsOf(meeting_rows, { starts_at: moment, held_at: moment }),
    }))
    .filter(({ model }) => model.emails.some((email) => isOfGroup(model, email.stage)))
}

const isOfGroup = (model: ReviewModel, stage: string) =>
  model.stages.some(({ key, of }: Stage) => key === stage && of === 'group')

export type Recipient = { id: string; name: string; email: string }

/** Who gets an email: those of these people, leaders of the group, heads and SENCOs of these schools who are still here. */
export async function recipientsOf(
  db: Db,
  actor: InPartnership,
  wanted: {
    to: readonly Participant[]
    member_ids: readonly string[]
    group_id: string
    leads: readonly string[]
    school_ids: readonly string[]
  },
): Promise<Recipient[]> {
  const roles = wanted.to.filter((one) => one === 'headteacher' || one === 'senco')
  const { rows } = await sql<Recipient>`
    select p.id, p.name, p.email from person p
     where p.partnership_id = ${actor.partnership.id} and p.left_at is null
       and (p.id = any(${[...wanted.member_ids]}::uuid[])
         or p.id in (select person_id from review_group_leader where group_id = ${wanted.group_id} and part = any(${[...wanted.leads]}::text[]))
         or p.id in (select person_id from role_grant where removed_at is null
                      and role = any(${roles}::text[]) and school_id = any(${[...wanted.school_ids]}::uuid[])))
     order by p.name, p.id`.execute(db)
  return rows
}

/** The partnerships in which emails can fall due: a programme of theirs has not ended. `db` is the owner's. */
export async function partnershipsWithProgrammes(db: Db, today: Temporal.PlainDate): Promise<Partnership[]> {
  const { rows } = await sql<Partnership>`
    select id, key, name, contact_name, contact_email, contact_phone, is_demonstration, settings from partnership
     where id in (select partnership_id from programme where ends_on >= ${today}) order by key`.execute(db)
  return rows
}

/** Whoever sends what goes by itself reads stages and dates, as the partnership does. */
export function sender(partnership: Partnership): Viewer {
  return { person_id: '', partnership, roles: [{ role: 'partnership-lead', school_id: null }] }
}
