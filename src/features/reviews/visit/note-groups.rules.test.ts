import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type By, groupsBy, opened } from './note-groups.rules.ts'

const key = fc.constantFrom('one', 'two', 'three', 'gone')
const notes = fc
  .array(
    fc.record({
      question_id: fc.option(key),
      activity_id: fc.option(key),
      statement_key: fc.oneof(key, fc.constant('')),
    }),
    {
      maxLength: 140,
    },
  )
  .map((list) => list.map((note, index) => ({ ...note, id: `n${index}` })))
const by = fc.constantFrom<By>('question', 'activity', 'statement')
const headings = ['one', 'two', 'three'].map((name) => ({ key: name, title: name }))

test('every note is in exactly one group, whatever it belongs to', () => {
  fc.assert(
    fc.property(notes, by, (list, way) => {
      const ids = groupsBy(list, way, headings).flatMap((group) => group.notes.map((note) => note.id))
      assert.deepEqual(ids.sort(), list.map((note) => note.id).sort())
    }),
  )
})

test('the pages of a group show each of its notes once, at most 50 at a time', () => {
  fc.assert(
    fc.property(notes, by, (list, way) => {
      for (const group of groupsBy(list, way, headings)) {
        const { last } = opened([group], { group: group.key })
        const pages = Array.from(
          { length: last },
          (_, index) => opened([group], { group: group.key, page: index + 1 }).shown,
        )
        assert.deepEqual(pages.flat(), group.notes)
        assert.ok(pages.every((page) => page.length <= 50))
      }
    }),
  )
})

test('asked for a note, the page that holds it is opened', () => {
  fc.assert(
    fc.property(notes, by, (list, way) => {
      const groups = groupsBy(list, way, headings)
      for (const { id } of list) assert.ok(opened(groups, { note: id, page: 1 }).shown.some((note) => note.id === id))
    }),
  )
})

test('what does not exist opens the first group with notes, and an empty list opens nothing', () => {
  const list = [{ id: 'n1', question_id: 'two', activity_id: null, statement_key: '' }]
  const groups = groupsBy(list, 'question', headings)
  assert.equal(opened(groups, { group: 'other', page: 99, note: 'other' }).group?.key, 'two')
  assert.deepEqual(opened(groups, { page: 99 }).number, 1)
  assert.equal(opened([], {}).group, undefined)
})
