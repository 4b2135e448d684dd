/** What is read about review models. Drafts are for those who manage them; to everyone else they do not exist. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import type { InPartnership } from '../people/actor.ts'
import { modelShape, type ReviewModel } from './model.schema.ts'
import { ownIdOf, ownKey } from './paths.ts'
import { reviewModels } from './shipped.ts'

/** Published editions never change, so what was read once is kept. Bounded: a partnership has a handful. */
const published = new Map<string, { partnership_id: string; model: ReviewModel }>()
const mostKept = 500

/** The model that a programme of the actor's partnership names by `modelKey`. An unknown key is a bug: it was checked when the programme started. */
export async function modelFor(db: Db, actor: InPartnership, modelKey: string): Promise<ReviewModel> {
  return (await modelsFor(db, actor, [modelKey]))(modelKey)
}

/** Looks up the models of several programmes, with one query at the most, and none where each was read before. */
export async function modelsFor(
  db: Db,
  actor: InPartnership,
  modelKeys: readonly string[],
): Promise<(modelKey: string) => ReviewModel> {
  const found = new Map<string, ReviewModel>()
  const unread: string[] = []
  for (const key of new Set(modelKeys)) {
    const id = ownIdOf(key)
    const model = id === undefined ? reviewModels.get(key) : keptFor(actor, id)
    if (model) found.set(key, model)
    else if (id !== undefined) unread.push(id)
  }
  if (unread.length > 0)
    for (const { id, model } of await publishedWithIds(db, actor, unread)) found.set(ownKey(id), model)
  return (key) => {
    const model = found.get(key)
    if (!model) throw new Error(`there is no review model "${key}"`)
    return model
  }
}

function keptFor(actor: InPartnership, id: string): ReviewModel | undefined {
  const kept = published.get(id)
  return kept?.partnership_id === actor.partnership.id ? kept.model : undefined
}

async function publishedWithIds(
  db: Db,
  actor: InPartnership,
  ids: readonly string[],
): Promise<{ id: string; model: ReviewModel }[]> {
  // What this very transaction published may still be rolled back, so it is not kept.
  const { rows } = await sql<{ id: string; content: unknown; is_own: boolean }>`
    select id, content, coalesce(xmin::text::bigint = pg_current_xact_id_if_assigned()::text::bigint & 4294967295, false) as is_own
    from review_model where partnership_id = ${actor.partnership.id} and published_at is not null and id = any(${[...ids]}::uuid[])`.execute(
    db,
  )
  return rows.map(({ id, content, is_own }) => {
    const model = modelShape.parse(content)
    if (!is_own && published.size < mostKept) published.set(id, { partnership_id: actor.partnership.id, model })
    return { id, model }
  })
}

export type ModelToChoose = { model_key: string; title: string; summary: string; length_months: number }

/** What a new programme may choose: the partnership's own published editions, then those that ship with the product. */
export async function modelsToChoose(db: Db, actor: InPartnership): Promise<ModelToChoose[]> {
  const { rows } = await sql<{ id: string }>`
    select id from review_model where partnership_id = ${actor.partnership.id} and published_at is not null and retired_at is null
    order by name, published_at desc`.execute(db)
  const keys = [...rows.map(({ id }) => ownKey(id)), ...reviewModels.keys()]
  const modelWith = await modelsFor(db, actor, keys)
  return keys.map((model_key) => {
    const { name, edition, summary, length_months } = modelWith(model_key)
    const title = ownIdOf(model_key) === undefined ? name : `${name}, edition ${edition}`
    return { model_key, title, summary, length_months }
  })
}
