import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ActivityKind, activityKinds } from '../preparation/visit-programme.rules.ts'
import {
  adviceOnSources,
  kindsAmong,
  restsOnOne,
  type SourceKind,
  sourceKeys,
  sourceOf,
  sourcesInWords,
} from './source.rules.ts'

const kind = fc.constantFrom<SourceKind | ''>('', ...sourceKeys)
const activity = fc.constantFrom<ActivityKind | ''>('', ...(Object.keys(activityKinds) as ActivityKind[]))

test('what somebody said always counts before what an activity usually gives', () => {
  fc.assert(
    fc.property(kind, activity, (source, activity_kind) => {
      const usual = sourceOf({ source: '', activity_kind })
      assert.equal(sourceOf({ source, activity_kind }), source === '' ? usual : source)
    }),
  )
})

test('lessons are seen, conversations are said, books are read, and of a team meeting nobody knows', () => {
  const usual = (activity_kind: ActivityKind) => sourceOf({ source: '', activity_kind })
  assert.deepEqual(
    (
      ['lesson-visit', 'pupil-conversation', 'staff-meeting', 'parent-meeting', 'book-study', 'team-meeting'] as const
    ).map(usual),
    ['seen', 'pupils', 'staff', 'parents', 'documents', ''],
  )
})

test('a finding says that it rests on one exactly when it has fewer than two kinds, however many notes', () => {
  fc.assert(
    fc.property(fc.array(kind, { maxLength: 8 }), fc.boolean(), (kinds, judged) => {
      const different = new Set(kinds.filter((one) => one !== '')).size
      assert.equal(kindsAmong(kinds).length, different)
      assert.equal(restsOnOne(kinds, judged) === '', different >= 2)
      assert.equal(adviceOnSources(kinds, judged) === undefined, different >= 2)
    }),
  )
})

test('a note of another kind never makes a finding look narrower', () => {
  fc.assert(
    fc.property(fc.array(kind, { maxLength: 8 }), kind, (kinds, more) => {
      assert.ok(kindsAmong([...kinds, more]).length >= kindsAmong(kinds).length)
      if (restsOnOne(kinds, false) === '') assert.equal(restsOnOne([...kinds, more], false), '')
    }),
  )
})

test('the words say what the one source is, and blame nobody', () => {
  assert.equal(restsOnOne(['pupils', 'pupils'], false), 'This finding rests on one kind of source: said by pupils.')
  assert.match(restsOnOne([], true), /school’s own judgement alone/)
  assert.match(restsOnOne([], false), /no note of the visit/)
  assert.match(restsOnOne(['', ''], true), /not said what kind of source/)
  assert.match(adviceOnSources(['seen', ''], false) ?? '', /Say of each note what kind of source it is/)
  assert.equal(sourcesInWords(['figures', 'seen', 'seen']), 'seen in lessons or around the school and figures')
})
