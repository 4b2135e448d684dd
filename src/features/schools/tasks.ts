import type { Db } from '../../platform/db/connect.ts'
import type { Task } from '../home/task.ts'
import { type Actor, can } from '../people/actor.ts'
import { recentImports } from './import.queries.ts'
import type { ImportState } from './import.state.rules.ts'

const toDo: Partial<Record<ImportState, (file: string) => string>> = {
  ready: (file) => `Check what “${file}” would change`,
  'choose-authority': (file) => `Choose the local authority for “${file}”`,
  failed: (file) => `Have “${file}” read again, or let it go`,
}

/** Imports that wait for the person who brought them. */
export async function tasksFor(db: Db, actor: Actor): Promise<Task[]> {
  if (!can(actor, 'school:import')) return []
  const imports = await recentImports(db, actor)
  return imports.flatMap(({ id, started_by, file_name, state }): Task[] => {
    const title = toDo[state]
    if (!title || started_by !== actor.person_id) return []
    const href = `/${actor.partnership.key}/schools/imports/${id}`
    return [{ title: title(file_name), href, about: 'Register of schools', due: undefined, kind: 'now' }]
  })
}
