import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  gathered,
  type NewNote,
  type NoteBounds,
  whyCannotChangeNote,
  whyCannotKeepNote,
  whyCannotRemoveNote,
} from './note.rules.ts'

const bounds: NoteBounds = {
  activity_ids: new Set(['a1']),
  question_ids: new Set(['q1']),
  statement_keys: new Set(['teaching-1']),
  written_up: false,
}
const note = (change: Partial<NewNote> = {}): NewNote => ({
  text: 'Pupils chose their own seats.',
  tag: '',
  activity_id: 'a1',
  question_id: 'q1',
  statement_key: 'teaching-1',
  ...change,
})

test('a note about this review is kept, with or without what it belongs to', () => {
  assert.equal(whyCannotKeepNote(note(), bounds), undefined)
  assert.equal(whyCannotKeepNote(note({ activity_id: null, question_id: null, statement_key: '' }), bounds), undefined)
})

test('an empty, an over-long and a misplaced note are refused beside their field', () => {
  assert.equal(whyCannotKeepNote(note({ text: ' \n ' }), bounds)?.field, 'text')
  assert.match(
    whyCannotKeepNote(note({ text: 'a'.repeat(4001) }), bounds)?.message ?? '',
    /has 4,001 characters: save it as two/,
  )
  assert.equal(whyCannotKeepNote(note({ activity_id: 'a2' }), bounds)?.field, 'activity_id')
  assert.equal(whyCannotKeepNote(note({ question_id: 'q2' }), bounds)?.field, 'question_id')
  assert.equal(whyCannotKeepNote(note({ statement_key: 'other' }), bounds)?.field, 'statement_key')
})

test('once the summary is sent, notes are closed to everyone', () => {
  assert.match(whyCannotKeepNote(note(), { ...bounds, written_up: true })?.message ?? '', /notes are closed/)
  assert.match(whyCannotChangeNote({ author_id: 'me' }, 'me', true)?.message ?? '', /no longer be changed/)
})

test('only its writer changes a note', () => {
  assert.equal(whyCannotChangeNote({ author_id: 'me' }, 'me', false), undefined)
  assert.match(whyCannotChangeNote({ author_id: 'me' }, 'you', false)?.message ?? '', /Only the person who wrote/)
})

test('a note that is evidence stays until it is taken out of the finding', () => {
  assert.equal(whyCannotRemoveNote({ author_id: 'me' }, 'me', false, []), undefined)
  assert.match(
    whyCannotRemoveNote({ author_id: 'me' }, 'me', false, ['Calm starts'])?.message ?? '',
    /evidence of the finding “Calm starts”/,
  )
  assert.match(whyCannotRemoveNote({ author_id: 'me' }, 'you', false, [])?.message ?? '', /Only the person/)
})

test('every note is gathered somewhere', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ question_id: fc.constantFrom('a', 'b', 'c', null) })), (notes) => {
      const groups = gathered(notes, ['a', 'b'], (one, id) => one.question_id === id)
      assert.equal(
        groups.reduce((sum, group) => sum + group.notes.length, 0),
        notes.length,
      )
      assert.deepEqual(
        groups.slice(0, 2).map((group) => group.thing),
        ['a', 'b'],
      )
    }),
  )
})
