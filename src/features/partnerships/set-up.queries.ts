import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import { type Actor, can } from '../people/public.ts'

export type SetUpStep = { sentence: string; href: string; link: string }

/** What a partnership that has just begun needs next, for somebody who may do it; undefined once it runs. */
export async function nextOfSetUp(db: Db, actor: Actor): Promise<SetUpStep | undefined> {
  if (!can(actor, 'programme:manage')) return undefined
  const { id, key } = actor.partnership
  const { rows } = await sql<{ schools: boolean; framework: boolean; programme: boolean }>`
    select exists (select from school where partnership_id = ${id}) as schools,
      exists (select from framework where partnership_id = ${id} and published_at is not null and retired_at is null) as framework,
      exists (select from programme where partnership_id = ${id}) as programme`.execute(db)
  const has = rows[0]
  if (!has || has.programme) return undefined
  if (!has.schools) {
    return {
      sentence: 'A partnership begins with its schools: bring in the list of them.',
      href: `/${key}/schools/import`,
      link: 'Bring in your schools',
    }
  }
  if (!has.framework) {
    return {
      sentence: 'Next, publish the framework against which schools evaluate themselves. One comes with Schoolfellow.',
      href: `/${key}/frameworks`,
      link: 'Go to frameworks',
    }
  }
  return {
    sentence: 'Next, start the programme in which your schools review one another.',
    href: `/${key}/programmes/new`,
    link: 'Start a programme',
  }
}
