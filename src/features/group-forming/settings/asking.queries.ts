/** SQL of who was asked and who answered. Officers only: the pages that use it are theirs. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import { type Actor, can, schoolIdsWhere } from '../../people/public.ts'
import { askingState } from './asking.rules.ts'

export type SchoolAnswer = {
  school_id: string
  school_name: string
  district: string
  /** Null while the school has not answered. */
  given_at: Temporal.Instant | null
  given_by_name: string
  by_officer: boolean
  strengths: string[]
  priorities: string[]
  wishes: number
  has_note: boolean
}

/** Every open school of a programme with whether it answered, by name. */
export async function answersOf(db: Db, actor: Actor, programmeId: string): Promise<SchoolAnswer[]> {
  const found = await sql<SchoolAnswer>`
    select s.id as school_id, s.name as school_name, s.district, p.given_at, coalesce(giver.name, '') as given_by_name,
           coalesce(p.by_officer, false) as by_officer, coalesce(p.note, '') <> '' as has_note,
           coalesce(p.strengths, '{}') as strengths, coalesce(p.priorities, '{}') as priorities,
           coalesce(cardinality(p.wished_school_ids), 0) as wishes
      from programme_school t
      join school s on s.id = t.school_id and s.status = 'open'
      left join group_preference p on p.programme_id = t.programme_id and p.school_id = t.school_id
      left join person giver on giver.id = p.given_by
     where t.partnership_id = ${actor.partnership.id} and t.programme_id = ${programmeId} and t.left_on is null
     order by s.name, s.id`.execute(db)
  return found.rows
}

export type AskedSchool = {
  programme_id: string
  programme_name: string
  preferences_until: Temporal.PlainDate
  school_id: string
  school_name: string
  is_answered: boolean
}

type Asking = Parameters<typeof askingState>[0]

/** What the actor's own schools are or were asked, where they lead as head or SENCO. */
export function askedOfOwnSchools(actor: Actor, today: Temporal.PlainDate) {
  const leads = new Set(
    actor.roles.flatMap(({ role, school_id }) =>
      school_id && (role === 'headteacher' || role === 'senco') ? [school_id] : [],
    ),
  )
  const schools = schoolIdsWhere(actor, 'group-preference:give').filter((id) => leads.has(id))
  return sql<AskedSchool & Asking>`select ${asking}, s.id as school_id, s.name as school_name,
           exists (select from group_preference g where g.programme_id = p.id and g.school_id = s.id) as is_answered
      from group_forming f
      join programme p on p.id = f.programme_id and p.ends_on >= ${today}
      join programme_school t on t.programme_id = p.id and t.left_on is null
      join school s on s.id = t.school_id and s.status = 'open'
     where f.partnership_id = ${actor.partnership.id} and f.asked_at is not null and s.id = any(${schools}::uuid[])
     order by s.name`
}

export type AskingProgramme = {
  programme_id: string
  programme_name: string
  preferences_until: Temporal.PlainDate
  schools: number
  answered: number
}

/** The programmes whose schools are or were asked, for officers. */
export function askingProgrammes(actor: Actor, today: Temporal.PlainDate) {
  return sql<AskingProgramme & Asking>`
    select ${asking}, count(s.id)::int as schools, count(g.school_id)::int as answered
      from group_forming f
      join programme p on p.id = f.programme_id and p.ends_on >= ${today}
      join programme_school t on t.programme_id = p.id and t.left_on is null
      join school s on s.id = t.school_id and s.status = 'open'
      left join group_preference g on g.programme_id = p.id and g.school_id = s.id
     where f.partnership_id = ${actor.partnership.id} and f.asked_at is not null and ${can(actor, 'programme:manage')}
     group by p.id, f.programme_id order by p.starts_on`
}

const asking = sql`p.id as programme_id, p.name as programme_name, f.preferences_until, f.asked_at, f.reminded_at, f.preferences_closed_at,
  (select max(q.published_at) from group_proposal q where q.programme_id = f.programme_id and q.withdrawn_at is null) as proposed_at`

/** Whether answers still count. */
export function isAsking(row: Asking, today: Temporal.PlainDate): boolean {
  const state = askingState(row, today)
  return state === 'open' || state === 'late'
}
