/** The life of a partnership's own review model: made, changed as a draft, published, retired. */
import type { Database, Db } from '../../platform/db/connect.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { type Editor, editionsOfKind, inPartnershipCalled } from '../edition.life.ts'
import { mistakesInWords, modelIn } from './model.file.ts'
import type { ModelRecord } from './model.queries.ts'
import { modelShape, type ReviewModel, reviewModel } from './model.schema.ts'

const models = editionsOfKind<ReviewModel>({
  table: 'review_model',
  named: 'name',
  nameOf: ({ name }) => name,
  subject: 'review-model',
  what: 'way',
})

export const { storeDraft, deleteDraft, retire: retireModel, taken: editionTaken } = models

/** Saves a changed draft; see `edition.life.ts`. Each part of it must be right in itself. */
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
  return models.saveDraft(db, editor, draft.id, shaped.data, part, now)
}

/** Publishes a draft that a programme can run. From then on it cannot change. */
export function publishModel(db: Db, editor: Editor, id: string, now: Temporal.Instant): Promise<Refusal | undefined> {
  return models.publish(db, editor, id, now, (content) =>
    reviewModel.safeParse(content).success
      ? undefined
      : { message: 'The draft cannot be run yet: some of its steps need work first' },
  )
}

export type ModelImport = { id: string; name: string; edition: string } | { problems: string[] }

/** `schoolfellow import review-model FILE --partnership KEY`: stores the file as a draft, or says why not, a line each. */
export async function importModel(
  database: Database,
  command: { yamlText: string; file: string; partnership: string; now: Temporal.Instant },
): Promise<ModelImport> {
  const read = modelIn(command.yamlText)
  if ('mistakes' in read) return { problems: mistakesInWords(read.mistakes, command.file) }
  const { model } = read
  return inPartnershipCalled(database, command.partnership, async (db, editor) => {
    const stored = await storeDraft(db, editor, model, command.now)
    return 'refusal' in stored
      ? { problems: [stored.refusal.message] }
      : { id: stored.id, name: model.name, edition: model.edition }
  })
}
