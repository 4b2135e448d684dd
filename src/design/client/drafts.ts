/**
 * Answers that could not be sent yet, kept on this device until they are.
 * A draft belongs to a person (`owner`) and to one form on one page.
 */

/** What a form would post: names and values in order, files left out. */
export type Entries = readonly (readonly [name: string, value: string])[]

export type Draft = { entries: Entries; keptAt: number; submitted: boolean }

export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** Where a browser keeps nothing for this site: it refuses what is to be kept, and has nothing. */
const noStore: DraftStore = {
  length: 0,
  key: () => null,
  getItem: () => null,
  removeItem: () => {},
  setItem: () => {
    throw new Error('Nothing can be kept')
  },
}

/** What this device keeps for the site. Where that is forbidden, asking for it throws or answers with nothing. */
export function deviceStore(device: { readonly localStorage: DraftStore | null }): DraftStore {
  try {
    return device.localStorage ?? noStore
  } catch {
    return noStore
  }
}

const prefix = 'draft|'
const dayMs = 24 * 3600 * 1000
const thirtyDaysMs = 30 * dayMs

/** The key of a form's draft. */
export function draftKey(owner: string, path: string, url: string): string {
  return `${prefix}${owner}|${path}|${url}`
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null || !('entries' in value) || !('keptAt' in value)) return false
  const pairs = (entries: unknown) =>
    Array.isArray(entries) &&
    entries.every(
      (entry) => Array.isArray(entry) && entry.length === 2 && entry.every((part) => typeof part === 'string'),
    )
  return pairs(value.entries) && typeof value.keptAt === 'number'
}

/** Keeps a draft. False when the device refuses, as private windows may. */
export function keepDraft(store: DraftStore, key: string, draft: Draft): boolean {
  try {
    store.setItem(key, JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

/** The draft under a key, unless it is broken or older than thirty days. */
export function readDraft(store: DraftStore, key: string, now: number): Draft | undefined {
  try {
    const parsed: unknown = JSON.parse(store.getItem(key) ?? 'null')
    return isDraft(parsed) && now - parsed.keptAt < thirtyDaysMs ? parsed : undefined
  } catch {
    return undefined
  }
}

export function dropDraft(store: DraftStore, key: string): void {
  try {
    store.removeItem(key)
  } catch {
    // A device that cannot keep drafts has none to drop.
  }
}

const keysIn = (store: DraftStore) =>
  Array.from({ length: store.length }, (_, index) => store.key(index)).filter((key) => key?.startsWith(prefix) === true)

/** Removes drafts that are broken or older than thirty days, and those that were sent more than a day ago. */
export function dropOldDrafts(store: DraftStore, now: number): void {
  for (const key of keysIn(store)) {
    const draft = key && readDraft(store, key, now)
    if (key && (!draft || (draft.submitted && now - draft.keptAt > dayMs))) dropDraft(store, key)
  }
}

/** Removes everybody's drafts: after signing out, nothing of the person stays on a shared device. */
export function clearDrafts(store: DraftStore): void {
  for (const key of keysIn(store)) if (key) dropDraft(store, key)
}

/** Names that begin with `_` are the page's bookkeeping (versions, tokens), not what the person wrote. */
const written = (name: string) => !name.startsWith('_')

/** What the person wrote, as one text to compare. */
export function writtenText(entries: Entries): string {
  return new URLSearchParams(entries.filter(([name]) => written(name)).map(([name, value]) => [name, value])).toString()
}

/**
 * The body to post for a restored draft: its answers with the version they were written against, so that
 * the server notices when somebody else saved in between, and everything else from the page as it is now.
 */
export function restoredBody(page: Entries, draft: Entries): Entries {
  const old = new Map(draft.filter(([name]) => name === '_version'))
  const bookkeeping = page
    .filter(([name]) => !written(name))
    .map(([name, value]): readonly [string, string] => [name, old.get(name) ?? value])
  return [...bookkeeping, ...draft.filter(([name]) => written(name))]
}
