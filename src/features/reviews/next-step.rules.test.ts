import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLate, type NewStep, whyCannotEditSteps, whyCannotKeepStep } from './next-step.rules.ts'

const today = Temporal.PlainDate.from('2026-11-24')
const moment = Temporal.Instant.from('2026-11-24T10:00:00Z')
const step: NewStep = {
  text: 'Plan the reading group again',
  owner_person_id: undefined,
  owner_name: 'Mrs Adeyemi',
  due_on: today.add({ days: 30 }),
  success: 'Every reader moves on a book band',
}

test('a step has an owner and a day between today and two years from now', () => {
  assert.equal(whyCannotKeepStep(step, today), undefined)
  assert.equal(whyCannotKeepStep({ ...step, owner_name: ' ' }, today)?.field, 'owner_person_id')
  assert.equal(whyCannotKeepStep({ ...step, due_on: today.subtract({ days: 1 }) }, today)?.field, 'due_on')
  assert.equal(whyCannotKeepStep({ ...step, due_on: today.add({ years: 3 }) }, today)?.field, 'due_on')
})

test('only the host edits next steps, and only once it has the draft', () => {
  const drafting = { cancelled_at: null, sent_to_host_at: null, host_agreed_at: null, team_agreed_at: null }
  const sent = { ...drafting, sent_to_host_at: moment }
  assert.ok(whyCannotEditSteps('host-lead', drafting))
  assert.equal(whyCannotEditSteps('host', sent), undefined)
  for (const part of ['lead-reviewer', 'ile', 'host-school', 'partnership', 'group'] as const)
    assert.ok(whyCannotEditSteps(part, sent))
})

test('a step is late after its day until it is done or stopped', () => {
  const due_on = today.subtract({ days: 1 })
  assert.deepEqual(
    ['not-started', 'under-way', 'done', 'stopped'].map((progress) => isLate({ due_on, progress }, today)),
    [true, true, false, false],
  )
  assert.ok(!isLate({ due_on: today, progress: 'not-started' }, today))
})
