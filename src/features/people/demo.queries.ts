import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { OutboxMail } from '../../platform/mail/outbox.ts'

/**
 * What the demonstration shows of itself. Only fictional people and their mail: everything here is
 * limited to partnerships marked as demonstrations, whatever else the database holds. Every `owner`
 * is a transaction of `c.asOwner`.
 */

export type DemonstrationPerson = {
  key: string
  account_id: string
  name: string
  job_title: string
  partnership_key: string
  partnership_name: string
  roles: { role: string; school: string | null }[]
}

const people = sql`
  select p.demonstration_key as key, p.account_id, p.name, p.job_title, q.key as partnership_key, q.name as partnership_name,
    (select coalesce(json_agg(json_build_object('role', g.role, 'school', s.name) order by g.granted_at, g.id), '[]')
       from role_grant g left join school s on s.id = g.school_id where g.person_id = p.id and g.removed_at is null) as roles
  from person p join partnership q on q.id = p.partnership_id
  where q.is_demonstration and p.demonstration_key is not null and p.account_id is not null and p.left_at is null`

/** The people whom a visitor may step into, those of the first partnership first. */
export async function demonstrationPeople(owner: Db): Promise<DemonstrationPerson[]> {
  const found =
    await sql<DemonstrationPerson>`${people} order by p.demonstration_key like 'other-%', q.name, p.name`.execute(owner)
  return found.rows
}

export async function demonstrationPerson(owner: Db, key: string): Promise<DemonstrationPerson | undefined> {
  const found = await sql<DemonstrationPerson>`${people} and p.demonstration_key = ${key}`.execute(owner)
  return found.rows[0]
}

/** Mail of the demonstration: of its partnerships, and sign-in mail to people who are nowhere else. */
const fictional = sql`(m.partnership_id in (select id from partnership where is_demonstration)
  or (m.partnership_id is null
    and exists (select from person p join partnership q on q.id = p.partnership_id where p.email = m.to_address and q.is_demonstration)
    and not exists (select from person p join partnership q on q.id = p.partnership_id where p.email = m.to_address and not q.is_demonstration)))`

const columns = sql`m.id, m.partnership_id, m.to_address, m.to_name, m.subject, m.text, m.kind, m.attachments, m.created_at, m.attempts, m.sent_at, m.kept_at, m.failed_at, m.last_error`

export async function demonstrationMails(
  owner: Db,
  options: { limit: number; to: string | undefined },
): Promise<OutboxMail[]> {
  const to = options.to ? sql`and m.to_address = ${options.to}` : sql``
  const found =
    await sql<OutboxMail>`select ${columns} from outbox_mail m where ${fictional} ${to} order by m.created_at desc, m.id limit ${options.limit}`.execute(
      owner,
    )
  return found.rows
}

export async function demonstrationMail(owner: Db, id: string): Promise<OutboxMail | undefined> {
  const found = await sql<OutboxMail>`select ${columns} from outbox_mail m where ${fictional} and m.id = ${id}`.execute(
    owner,
  )
  return found.rows[0]
}
