import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ArrangedGroup } from '../forming.schema.ts'
import type { SchoolFacts } from '../problem.rules.ts'
import { withReviewGroups } from './present.rules.ts'

const group = (name: string, letters: string, review_group_id: string | null = null): ArrangedGroup => ({
  name,
  review_group_id,
  school_ids: [...letters],
})
const held = (id: string, review_group_id: string) => ({ id, review_group_id, is_held: true }) as SchoolFacts
const present = [group('Hill', 'abcd', 'hill'), group('Vale', 'efgh', 'vale')]
const ids = (groups: ArrangedGroup[], schools: SchoolFacts[] = []) =>
  withReviewGroups(groups, { schools, present }).map(({ review_group_id }) => review_group_id)

test('a group that names its review group keeps it, and one whose review group has ended does not', () => {
  assert.deepEqual(ids([group('Vale', 'wxyz', 'vale'), group('Gone', 'abcd', 'gone')]), ['vale', 'hill'])
})

test('a group without one becomes the review group with which it shares at least half of its schools', () => {
  assert.deepEqual(ids([group('1', 'efgz'), group('2', 'abcw'), group('3', 'dhxy')]), ['vale', 'hill', null])
  assert.deepEqual(ids([group('1', 'abwx'), group('2', 'cdyz')]), ['hill', null], 'no review group has two heirs')
})

test('schools that host a review take their review group with them', () => {
  assert.deepEqual(ids([group('1', 'bcdw'), group('2', 'axyz')], [held('a', 'hill')]), [null, 'hill'])
})
