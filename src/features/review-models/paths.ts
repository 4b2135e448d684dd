/** Where review models are found, and how a programme names one. */

const own = 'own:'

/** The key by which a programme names an edition of its partnership. */
export function ownKey(id: string): string {
  return `${own}${id}`
}

/** The id of the edition that a programme's key names; undefined for a model that ships with the product. */
export function ownIdOf(modelKey: string): string | undefined {
  return modelKey.startsWith(own) ? modelKey.slice(own.length) : undefined
}

/** The page of a model, by the key by which a programme names it, or a page below. */
export function modelPath(partnership: string, modelKey: string, ...below: string[]): string {
  return [modelsPath(partnership), ownIdOf(modelKey) ?? modelKey, ...below].join('/')
}

/** The list of all ways of reviewing. */
export function modelsPath(partnership: string): string {
  return `/${partnership}/review-models`
}
