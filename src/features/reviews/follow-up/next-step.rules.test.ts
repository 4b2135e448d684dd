import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modelWithKey } from '../../review-models/public.ts'
import {
  isLate,
  type NewStep,
  progressKeys,
  progressTone,
  whyCannotEditSteps,
  whyCannotKeepStep,
} from './next-step.rules.ts'

const model = modelWithKey('inclusion-peer-review')

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
  assert.equal(whyCannotKeepStep({ ...step, owner_name: '', owner_person_id: 'p' }, today), undefined)
  assert.deepEqual(whyCannotKeepStep({ ...step, owner_name: ' ' }, today), {
    field: 'owner_name',
    message: 'Choose who will see to it, or enter a name',
  })
  const due = (due_on: Temporal.PlainDate) => whyCannotKeepStep({ ...step, due_on }, today)
  assert.deepEqual(due(today.subtract({ days: 1 })), { field: 'due_on', message: 'The date must be today or later' })
  assert.equal(due(today), undefined)
  assert.equal(due(today.add({ years: 2 })), undefined)
  assert.deepEqual(due(today.add({ years: 2, days: 1 })), {
    field: 'due_on',
    message: 'Choose a date within two years',
  })
})

test('how far a step is has a tone of its own', () => {
  assert.deepEqual(progressKeys, ['not-started', 'under-way', 'done', 'stopped'])
  assert.deepEqual(progressKeys.map(progressTone), ['neutral', 'progress', 'done', 'neutral'])
})

test('only the host edits next steps, and only once it has the draft', () => {
  const drafting = { cancelled_at: null, sent_to_host_at: null, host_agreed_at: null, team_agreed_at: null }
  const sent = { ...drafting, sent_to_host_at: moment }
  assert.match(whyCannotEditSteps('host-lead', { ...drafting, model })?.message ?? '', /the team has not sent it yet/)
  assert.equal(whyCannotEditSteps('host-lead', { ...drafting, model: modelWithKey('inclusion-triads') }), undefined)
  assert.equal(
    whyCannotEditSteps('host', { ...sent, model, cancelled_at: moment })?.message,
    'This review was cancelled',
  )
  assert.equal(whyCannotEditSteps('host', { ...sent, model }), undefined)
  for (const part of ['lead-reviewer', 'ile', 'host-school', 'partnership', 'group'] as const)
    assert.equal(whyCannotEditSteps(part, { ...sent, model })?.message, 'The host school decides its next steps')
})

test('a step is late after its day until it is done or stopped', () => {
  const due_on = today.subtract({ days: 1 })
  assert.deepEqual(
    ['not-started', 'under-way', 'done', 'stopped'].map((progress) => isLate({ due_on, progress }, today)),
    [true, true, false, false],
  )
  assert.ok(!isLate({ due_on: today, progress: 'not-started' }, today))
})
