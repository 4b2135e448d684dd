import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  clearDrafts,
  type DraftStore,
  deviceStore,
  draftKey,
  dropOldDrafts,
  keepDraft,
  readDraft,
  restoredBody,
  writtenText,
} from './drafts.ts'

function memoryStore(): DraftStore & { all: Map<string, string> } {
  const all = new Map<string, string>()
  return {
    all,
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => void all.set(key, value),
    removeItem: (key) => void all.delete(key),
    key: (index) => [...all.keys()][index] ?? null,
    get length() {
      return all.size
    },
  }
}

const entries = [
  ['_version', '3'],
  ['notes', 'Ünïcode & more'],
] as const

test('a draft comes back to the person who wrote it, and to nobody else', () => {
  const store = memoryStore()
  keepDraft(store, draftKey('amina', '/visit', '/visit/save'), { entries, keptAt: 1000, submitted: false })
  assert.deepEqual(readDraft(store, draftKey('amina', '/visit', '/visit/save'), 2000)?.entries, entries)
  assert.equal(readDraft(store, draftKey('tom', '/visit', '/visit/save'), 2000), undefined)
})

test('an old or a broken draft is no draft', () => {
  const store = memoryStore()
  keepDraft(store, 'draft|a', { entries, keptAt: 0, submitted: false })
  assert.equal(readDraft(store, 'draft|a', 31 * 24 * 3600 * 1000), undefined)
  store.setItem('draft|b', '{"entries":[["notes"]]}')
  store.setItem('draft|c', 'not json')
  assert.equal(readDraft(store, 'draft|b', 0), undefined)
  assert.equal(readDraft(store, 'draft|c', 0), undefined)
})

test('a browser that forbids keeping anything is a device that cannot keep drafts', () => {
  const forbidding = {
    get localStorage(): never {
      throw new Error('denied')
    },
  }
  for (const device of [forbidding, { localStorage: null }]) {
    const store = deviceStore(device)
    assert.equal(keepDraft(store, 'draft|a', { entries, keptAt: 0, submitted: false }), false)
    assert.equal(readDraft(store, 'draft|a', 0), undefined)
    clearDrafts(store)
  }
})

test('signing out removes every draft and nothing else', () => {
  const store = memoryStore()
  store.setItem('draft|amina|/a|/a', '{}')
  store.setItem('draft|tom|/b|/b', '{}')
  store.setItem('govuk-accordion', 'open')
  clearDrafts(store)
  assert.deepEqual([...store.all.keys()], ['govuk-accordion'])
})

test('what is old, broken or was sent long ago does not stay on the device', () => {
  const store = memoryStore()
  const hours = 3600 * 1000
  const keptAt = (ago: number, submitted: boolean) => ({ entries, keptAt: 1000 * hours - ago, submitted })
  keepDraft(store, 'draft|old', keptAt(31 * 24 * hours, false))
  keepDraft(store, 'draft|waiting', keptAt(29 * 24 * hours, false))
  keepDraft(store, 'draft|sent', keptAt(25 * hours, true))
  keepDraft(store, 'draft|just sent', keptAt(hours, true))
  store.setItem('draft|broken', '{')
  store.setItem('other', '{')
  dropOldDrafts(store, 1000 * hours)
  assert.deepEqual([...store.all.keys()], ['draft|waiting', 'draft|just sent', 'other'])
})

test('bookkeeping fields do not count as written', () => {
  assert.equal(
    writtenText([
      ['_version', '1'],
      ['notes', 'a'],
    ]),
    writtenText([
      ['_version', '2'],
      ['notes', 'a'],
    ]),
  )
})

test('a restored draft is posted against the version it was written on, with the tokens of the page as it is now', () => {
  const page = [
    ['_version', '5'],
    ['_once', 'new'],
    ['notes', 'theirs'],
  ] as const
  const draft = [
    ['_version', '3'],
    ['_once', 'old'],
    ['notes', 'mine'],
    ['choice', 'b'],
  ] as const
  assert.deepEqual(restoredBody(page, draft), [
    ['_version', '3'],
    ['_once', 'new'],
    ['notes', 'mine'],
    ['choice', 'b'],
  ])
})
