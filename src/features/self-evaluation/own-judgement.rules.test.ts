import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moment } from '../../../tests/support/self-evaluation-example.ts'
import { whyCannotFinish, whyCannotJudge, whyCannotReopen } from './own-judgement.rules.ts'

const judging = { compared_at: null, agreed_at: null, stopped_at: null }
const comparing = { compared_at: moment, agreed_at: null, stopped_at: null }

test('judging stops when the colleague is finished, removed, or the comparison is open', () => {
  const open = { ...judging, finished_at: null, removed_at: null }
  assert.equal(whyCannotJudge(open), undefined)
  assert.match(whyCannotJudge({ ...open, finished_at: moment })?.message ?? '', /Open your judgements again/)
  assert.match(whyCannotJudge({ ...open, removed_at: moment })?.message ?? '', /no longer take part/)
  assert.match(whyCannotJudge({ ...open, ...comparing })?.message ?? '', /being compared/)
})

test('a colleague finishes with at least one judgement and can open them again until the comparison', () => {
  const open = { ...judging, finished_at: null, removed_at: null }
  assert.match(whyCannotFinish(open, 0)?.message ?? '', /at least one/)
  assert.equal(whyCannotFinish(open, 1), undefined)
  assert.equal(whyCannotReopen({ ...open, finished_at: moment }), undefined)
  assert.match(whyCannotReopen({ ...open, ...comparing })?.message ?? '', /opened/)
  assert.equal(whyCannotFinish({ ...open, ...comparing }, 1)?.message, 'The comparison has been opened already')
  const gone = { ...open, removed_at: moment }
  for (const refusal of [whyCannotFinish(gone, 1), whyCannotReopen(gone)])
    assert.equal(refusal?.message, 'You no longer take part in this self-evaluation')
})
