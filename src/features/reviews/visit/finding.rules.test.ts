import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type FindingBounds,
  isAnswerToEarlier,
  type NewFinding,
  whyCannotAnswerChallenge,
  whyCannotChallenge,
  whyCannotKeepFinding,
} from './finding.rules.ts'

const bounds: FindingBounds = {
  note_ids: new Set(['n1', 'n2']),
  question_ids: new Set(['q1']),
  statement_keys: new Set(['teaching-1']),
  written_up: false,
  part: 'reviewer',
}
const finding = (change: Partial<NewFinding> = {}): NewFinding => ({
  kind: 'strength',
  title: 'Pupils help themselves before they ask',
  text: '',
  question_id: 'q1',
  statement_key: '',
  note_ids: ['n1'],
  ...change,
})

test('a finding that rests on a note or on an agreed judgement is kept', () => {
  assert.equal(whyCannotKeepFinding(finding(), bounds), undefined)
  assert.equal(
    whyCannotKeepFinding(finding({ note_ids: [], statement_key: 'teaching-1', question_id: null }), bounds),
    undefined,
  )
  assert.equal(whyCannotKeepFinding(finding(), { ...bounds, part: 'lead-reviewer' }), undefined)
})

test('a finding without evidence, without a line, too long, or out of place is refused beside its field', () => {
  assert.deepEqual(whyCannotKeepFinding(finding({ note_ids: [] }), bounds), {
    field: 'note_ids',
    message: 'Choose the notes, or the agreed judgement, that show this',
  })
  assert.equal(whyCannotKeepFinding(finding({ title: ' ' }), bounds)?.field, 'title')
  assert.equal(whyCannotKeepFinding(finding({ title: 'a'.repeat(151) }), bounds)?.field, 'title')
  assert.equal(whyCannotKeepFinding(finding({ text: 'a'.repeat(4001) }), bounds)?.field, 'text')
  assert.equal(whyCannotKeepFinding(finding({ note_ids: ['n1', 'gone'] }), bounds)?.field, 'note_ids')
  assert.equal(whyCannotKeepFinding(finding({ question_id: 'q9' }), bounds)?.field, 'question_id')
  assert.equal(whyCannotKeepFinding(finding({ statement_key: 'other' }), bounds)?.field, 'statement_key')
})

test('the host never works on findings, the ILE challenges only, and nobody does after the summary is sent', () => {
  assert.match(
    whyCannotKeepFinding(finding(), { ...bounds, part: 'host-lead' })?.message ?? '',
    /Only the visiting team/,
  )
  assert.match(whyCannotKeepFinding(finding(), { ...bounds, part: 'ile' })?.message ?? '', /you can challenge/)
  assert.match(whyCannotKeepFinding(finding(), { ...bounds, written_up: true })?.message ?? '', /has been sent/)
})

test('only the ILE challenges, with words, before the summary is sent', () => {
  assert.equal(whyCannotChallenge('ile', 'Is this true at social times?', false), undefined)
  for (const part of ['lead-reviewer', 'reviewer', 'host-lead', 'host'] as const)
    assert.match(whyCannotChallenge(part, 'Why?', false)?.message ?? '', /Only the Inclusion Leader/)
  assert.equal(whyCannotChallenge('ile', ' ', false)?.field, 'challenge')
  assert.equal(whyCannotChallenge('ile', 'a'.repeat(4001), false)?.field, 'challenge')
  assert.match(whyCannotChallenge('ile', 'Why?', true)?.message ?? '', /no longer/)
})

test('the reviewers answer a challenge that was made, until the text stands', () => {
  const challenged = { challenge: 'Is this true at social times?' }
  assert.equal(whyCannotAnswerChallenge('reviewer', challenged, 'We looked again.', false), undefined)
  for (const part of ['ile', 'host-lead', 'host'] as const)
    assert.match(whyCannotAnswerChallenge(part, challenged, 'Yes.', false)?.message ?? '', /The reviewers answer/)
  assert.match(whyCannotAnswerChallenge('reviewer', { challenge: '' }, 'Yes.', false)?.message ?? '', /Nobody has/)
  assert.match(whyCannotAnswerChallenge('reviewer', challenged, 'Yes.', true)?.message ?? '', /text stands/)
  assert.equal(whyCannotAnswerChallenge('reviewer', challenged, ' ', false)?.field, 'answer')
  assert.equal(whyCannotAnswerChallenge('reviewer', challenged, 'a'.repeat(4001), false)?.field, 'answer')
})

test('an answer is to an earlier challenge when the challenge was changed after it', () => {
  const at = (time: string) => Temporal.Instant.from(`2026-11-24T${time}:00Z`)
  const both = { challenge_at: at('10:00'), challenge_answer_at: at('11:00') }
  assert.ok(!isAnswerToEarlier(both))
  assert.ok(isAnswerToEarlier({ ...both, challenge_at: at('11:01') }))
  assert.ok(!isAnswerToEarlier({ ...both, challenge_answer_at: null }))
})

test('why a finding rests on one kind of source is a sentence, not a page', () => {
  assert.equal(whyCannotKeepFinding(finding({ one_source_reason: 'No parents could come.' }), bounds), undefined)
  const long = finding({ one_source_reason: 'a'.repeat(501) })
  assert.equal(whyCannotKeepFinding(long, bounds)?.field, 'one_source_reason')
})
