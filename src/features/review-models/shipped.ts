/** The review models that ship with the product, as files. */
import { readdirSync, readFileSync } from 'node:fs'
import { readModel } from './model.file.ts'
import type { ReviewModel } from './model.schema.ts'

const folder = new URL('./models/', import.meta.url)

const shipped = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => new URL(name, folder))
  .map((file) => ({ file, model: readModel(readFileSync(file, 'utf8'), file.pathname) }))

/** The models that ship with the product, by key. */
export const reviewModels: ReadonlyMap<string, ReviewModel> = new Map(shipped.map(({ model }) => [model.key, model]))

/** The file of a model that ships with the product. */
export function fileOf(key: string): URL | undefined {
  return shipped.find(({ model }) => model.key === key)?.file
}

/** The model of a programme; a programme with an unknown model is a bug, since its key was checked when it started. */
export function modelWithKey(key: string): ReviewModel {
  const model = reviewModels.get(key)
  if (!model) throw new Error(`there is no review model "${key}"`)
  return model
}
