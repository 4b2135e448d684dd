/** The life of a partnership's own review model: made, changed as a draft, published, retired. Everything that writes to its table. */
import { sql } from 'kysely'
import { record } from '../../platform/audit/audit.ts'
import { type Database, type Db, inSavepoint } from '../../platform/db/connect.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { mistakesInWords, modelIn } from './model.file.ts'
import type { ModelRecord } from './model.queries.ts'
import { modelShape, type ReviewModel, reviewModel } from './model.schema.ts'

/** Who makes or publishes: a person, or nobody when a command or the demonstration does. */
export type Editor = { partnership: { id: string }; person_id?: string | undefined }

/** Stores a model as a draft. Refused when the partnership has that edition of it already. */
export async function storeDraft(
  db: Db,
  editor: Editor,
  model: ReviewModel,
  now: Temporal.Instant,
  adaptedFrom?: string,
): Promise<{ id: string } | { refusal: Refusal }> {
  const person = editor.person_id ?? null
  const { rows } = await sql<{ id: string }>`
    insert into review_model (partnership_id, key, name, edition, content, adapted_from, created_by, created_at, updated_by, updated_at)
    values (${editor.partnership.id}, ${model.key}, ${model.name}, ${model.edition}, ${JSON.stringify(model)}::jsonb,
      ${adaptedFrom ?? null}, ${person}, ${now}, ${person}, ${now})
    on conflict (partnership_id, key, edition) do nothing returning id`.execute(db)
  const row = rows[0]
  return row ? { id: row.id } : { refusal: editionTaken(model) }
}

function editionTaken({ edition }: ReviewModel): Refusal {
  return { field: 'edition', message: `There is an edition “${edition}” of this way already. Enter another name` }
}

/**
 * Saves a changed draft. `part` names what was changed, so that the next person who changes the same part is told whose
 * entry is there. The caller holds the row's lock.
 */
export async function saveDraft(
  db: Db,
  editor: Editor,
  draft: Pick<ModelRecord, 'id'>,
  content: ReviewModel,
  part: string,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const shaped = modelShape.safeParse(content)
  if (!shaped.success) return { message: shaped.error.issues[0]?.message ?? 'This cannot be saved' }
  const edit = JSON.stringify({ [part]: { by: editor.person_id ?? null, at: now.toString() } })
  try {
    await inSavepoint(db, () =>
      sql`update review_model set content = ${JSON.stringify(shaped.data)}::jsonb, name = ${content.name}, edition = ${content.edition},
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
  await sql`delete from review_model where id = ${id} and partnership_id = ${editor.partnership.id} and published_at is null`.execute(
    db,
  )
}

/** Publishes a draft that a programme can run. From then on it cannot change. */
export async function publishModel(
  db: Db,
  editor: Editor,
  id: string,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const { rows } = await sql<{ content: unknown; published_at: Temporal.Instant | null }>`
    select content, published_at from review_model where id = ${id} and partnership_id = ${editor.partnership.id} for update`.execute(
    db,
  )
  const row = rows[0]
  if (!row) return { message: 'This draft has been deleted' }
  if (row.published_at) return { message: 'This edition is published already' }
  if (!reviewModel.safeParse(row.content).success)
    return { message: 'The draft cannot be run yet: some of its steps need work first' }
  await sql`update review_model set published_at = ${now}, published_by = ${editor.person_id ?? null}, version = version + 1
    where id = ${id} and partnership_id = ${editor.partnership.id}`.execute(db)
  await record(db, {}, { action: 'review-model:publish', subject_kind: 'review-model', subject_id: id })
  return undefined
}

/** Takes a published edition out of choice, or brings it back. Programmes that run by it keep it either way. */
export async function retireModel(
  db: Db,
  editor: Editor,
  id: string,
  now: Temporal.Instant,
  isRetired: boolean,
): Promise<void> {
  await sql`update review_model set retired_at = ${isRetired ? now : null}, retired_by = ${isRetired ? (editor.person_id ?? null) : null}, version = version + 1
    where id = ${id} and partnership_id = ${editor.partnership.id} and published_at is not null`.execute(db)
  const action = isRetired ? 'review-model:retire' : 'review-model:bring-back'
  await record(db, {}, { action, subject_kind: 'review-model', subject_id: id })
}

export type ModelImport = { id: string; name: string; edition: string } | { problems: string[] }

/** `schoolfellow import review-model FILE --partnership KEY`: stores the file as a draft, or says why not, a line each. */
export async function importModel(
  database: Database,
  command: { yamlText: string; file: string; partnership: string; now: Temporal.Instant },
): Promise<ModelImport> {
  const read = modelIn(command.yamlText)
  if ('mistakes' in read) return { problems: mistakesInWords(read.mistakes, command.file) }
  const partnershipId = await database.asOwner(async (db) => {
    const { rows } = await sql<{ id: string }>`select id from partnership where key = ${command.partnership}`.execute(
      db,
    )
    return rows[0]?.id
  })
  if (!partnershipId) return { problems: [`There is no partnership with the key “${command.partnership}”`] }
  const stored = await database.inPartnership(partnershipId, undefined, (db) =>
    storeDraft(db, { partnership: { id: partnershipId } }, read.model, command.now),
  )
  if ('refusal' in stored) return { problems: [stored.refusal.message] }
  return { id: stored.id, name: read.model.name, edition: read.model.edition }
}
