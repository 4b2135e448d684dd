import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { Task } from '../home/task.ts'
import { type Actor, can } from '../people/public.ts'

type Step = { title: string; path: string; note: string }

const steps: Record<'schools' | 'framework' | 'programme', Step> = {
  schools: {
    title: 'Bring in your schools',
    path: 'schools/import',
    note: 'A partnership begins with the list of its schools.',
  },
  framework: {
    title: 'Publish a framework',
    path: 'frameworks',
    note: 'It is what schools evaluate themselves against. One comes with Schoolfellow.',
  },
  programme: {
    title: 'Start a programme',
    path: 'programmes/new',
    note: 'In it your schools form groups and review one another.',
  },
}

/** The next step of a partnership that has just begun, for somebody who may take it; none once it has a programme. */
export async function tasksFor(db: Db, actor: Actor): Promise<Task[]> {
  if (!can(actor, 'programme:manage')) return []
  const { id, key, name } = actor.partnership
  const { rows } = await sql<{ schools: boolean; framework: boolean; programme: boolean }>`
    select exists (select from school where partnership_id = ${id}) as schools,
      exists (select from framework where partnership_id = ${id} and published_at is not null and retired_at is null) as framework,
      exists (select from programme where partnership_id = ${id}) as programme`.execute(db)
  const has = rows[0]
  if (!has || has.programme) return []
  const { title, path, note } = has.schools ? (has.framework ? steps.programme : steps.framework) : steps.schools
  return [{ title, href: `/${key}/${path}`, about: name, due: undefined, kind: 'now', note }]
}
