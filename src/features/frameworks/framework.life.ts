/** The life of a framework: loaded, changed as a draft, published, retired. Everything that writes to its table. */
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Problem } from '../../lib/yaml-file.ts'
import { record } from '../../platform/audit/audit.ts'
import { type Database, type Db, inSavepoint } from '../../platform/db/connect.ts'
import type { Refusal } from '../../platform/web/form.ts'
import type { FrameworkRecord } from './framework.queries.ts'
import { type Framework, frameworkFaults } from './framework.rules.ts'
import { frameworkShape, problemText, readFramework } from './framework.schema.ts'

/** Who loads or publishes: a person, or nobody when a command or the demonstration does. */
export type Editor = { partnership: { id: string }; person_id?: string | undefined }

/** The frameworks that come with Schoolfellow, as files. */
export const shippedFrameworks = [
  { name: 'default', title: 'Inclusion framework: 8 areas, 40 statements, 4 points', file: './default.yaml' },
  {
    name: 'three-point',
    title: 'Social times for everyone: a short example with 3 points and a gate',
    file: './examples/three-point.yaml',
  },
  {
    name: 'open-questions',
    title: 'Enquiry questions: 8 “to what extent” questions, answered in words',
    file: './examples/open-questions.yaml',
  },
] as const

export type ShippedName = (typeof shippedFrameworks)[number]['name']

/** The text of a framework file that comes with Schoolfellow. */
export function shippedFile(name: ShippedName): string {
  const found = shippedFrameworks.find((each) => each.name === name) ?? shippedFrameworks[0]
  return readFileSync(new URL(found.file, import.meta.url), 'utf8')
}

/** Stores a framework as a draft. Refused when the partnership has that edition of it already. */
export async function storeDraft(
  db: Db,
  editor: Editor,
  framework: Framework,
  now: Temporal.Instant,
  adaptedFrom?: string,
): Promise<{ id: string } | { refusal: Refusal }> {
  const { rows } = await sql<{ id: string }>`
    insert into framework (partnership_id, key, title, edition, content, adapted_from, created_by, created_at, updated_by, updated_at)
    values (${editor.partnership.id}, ${framework.key}, ${framework.title}, ${framework.edition}, ${JSON.stringify(framework)}::jsonb,
      ${adaptedFrom ?? null}, ${editor.person_id ?? null}, ${now}, ${editor.person_id ?? null}, ${now})
    on conflict (partnership_id, key, edition) do nothing returning id`.execute(db)
  const row = rows[0]
  return row ? { id: row.id } : { refusal: editionTaken(framework) }
}

export function editionTaken({ edition }: Framework): Refusal {
  return { field: 'edition', message: `There is an edition “${edition}” of this framework already. Enter another name` }
}

/** Reads a framework file and stores it as a draft. */
export async function loadFramework(
  db: Db,
  editor: Editor,
  yamlText: string,
  now: Temporal.Instant,
): Promise<{ id: string } | { problems: Problem[] } | { refusal: Refusal }> {
  const result = readFramework(yamlText)
  return 'problems' in result ? result : storeDraft(db, editor, result.framework, now)
}

/** Why this content cannot be stored, even as a draft: a text too long, or characters that cannot be printed. */
export function whyCannotKeep(content: Framework): Refusal | undefined {
  const shaped = frameworkShape.safeParse(content)
  const issue = shaped.error?.issues[0]
  return issue && { message: `This cannot be saved: ${String(issue.path.at(-1) ?? 'the framework')} ${issue.message}` }
}

/**
 * Saves a changed draft. `part` names what was changed, so that the next person who changes the
 * same part is told whose text is there. The caller holds the row's lock.
 */
export async function saveDraft(
  db: Db,
  editor: Editor,
  draft: FrameworkRecord,
  content: Framework,
  part: string,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const refusal = whyCannotKeep(content)
  if (refusal) return refusal
  const edit = JSON.stringify({ [part]: { by: editor.person_id ?? null, at: now.toString() } })
  try {
    await inSavepoint(db, () =>
      sql`update framework set content = ${JSON.stringify(content)}::jsonb, title = ${content.title}, edition = ${content.edition},
          version = version + 1, part_edits = part_edits || ${edit}::jsonb, updated_by = ${editor.person_id ?? null}, updated_at = ${now}
        where id = ${draft.id} and partnership_id = ${editor.partnership.id} and published_at is null`.execute(db),
    )
    return undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '23505') return editionTaken(content)
    throw error
  }
}

/** Removes a draft. Published editions stay for ever; the database refuses to let them go. */
export async function deleteDraft(db: Db, editor: Editor, id: string): Promise<void> {
  await sql`delete from framework where id = ${id} and partnership_id = ${editor.partnership.id} and published_at is null`.execute(
    db,
  )
}

/** Publishes a draft that is complete. From then on it cannot change. */
export async function publishFramework(
  db: Db,
  editor: Editor,
  id: string,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const { rows } = await sql<{ content: unknown; published_at: Temporal.Instant | null }>`
    select content, published_at from framework where id = ${id} and partnership_id = ${editor.partnership.id} for update`.execute(
    db,
  )
  const row = rows[0]
  if (!row) return { message: 'This draft has been deleted' }
  if (row.published_at) return { message: 'This edition is published already' }
  const faults = frameworkFaults(frameworkShape.parse(row.content))
  if (faults.length > 0) return { message: `The draft is not complete: ${faults.length} of its parts need work first` }
  await sql`update framework set published_at = ${now}, published_by = ${editor.person_id ?? null}, version = version + 1
    where id = ${id} and partnership_id = ${editor.partnership.id}`.execute(db)
  await record(db, {}, { action: 'framework:publish', subject_kind: 'framework', subject_id: id })
  return undefined
}

/** Takes a published edition out of choice, or brings it back. Self-evaluations that use it keep it either way. */
export async function retireFramework(
  db: Db,
  editor: Editor,
  id: string,
  now: Temporal.Instant,
  isRetired: boolean,
): Promise<void> {
  await sql`update framework set retired_at = ${isRetired ? now : null}, retired_by = ${isRetired ? (editor.person_id ?? null) : null}, version = version + 1
    where id = ${id} and partnership_id = ${editor.partnership.id} and published_at is not null`.execute(db)
  await record(
    db,
    {},
    { action: isRetired ? 'framework:retire' : 'framework:bring-back', subject_kind: 'framework', subject_id: id },
  )
}

/** Gives a partnership the standard framework, published, unless it has it. Says its id. */
export async function shipDefaultFramework(db: Db, editor: Editor, now: Temporal.Instant): Promise<string> {
  const result = readFramework(shippedFile('default'))
  if ('problems' in result) throw new Error(`default.yaml: ${result.problems.map(problemText).join('; ')}`)
  const { framework } = result
  const stored = await storeDraft(db, editor, framework, now)
  if ('id' in stored) {
    const refusal = await publishFramework(db, editor, stored.id, now)
    if (refusal) throw new Error(refusal.message)
    return stored.id
  }
  const { rows } = await sql<{ id: string }>`
    select id from framework where partnership_id = ${editor.partnership.id} and key = ${framework.key} and edition = ${framework.edition}`.execute(
    db,
  )
  const row = rows[0]
  if (!row) throw new Error('the standard framework is neither new nor there')
  return row.id
}

export type FrameworkImport = { id: string; title: string; edition: string } | { problems: string[] }

/** `schoolfellow import framework FILE --partnership KEY`: stores the file as a draft, or says why not, a line each. */
export async function importFramework(
  database: Database,
  command: { yamlText: string; partnership: string; now: Temporal.Instant },
): Promise<FrameworkImport> {
  const result = readFramework(command.yamlText)
  if ('problems' in result) return { problems: result.problems.map(problemText) }
  const partnershipId = await database.asOwner(async (db) => {
    const { rows } = await sql<{ id: string }>`select id from partnership where key = ${command.partnership}`.execute(
      db,
    )
    return rows[0]?.id
  })
  if (!partnershipId) return { problems: [`There is no partnership with the key “${command.partnership}”`] }
  const { framework } = result
  const stored = await database.inPartnership(partnershipId, undefined, (db) =>
    storeDraft(db, { partnership: { id: partnershipId } }, framework, command.now),
  )
  if ('refusal' in stored) return { problems: [stored.refusal.message] }
  return { id: stored.id, title: framework.title, edition: framework.edition }
}
