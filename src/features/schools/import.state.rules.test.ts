import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ImportFacts, importState, importStateNames } from './import.state.rules.ts'

const moment = Temporal.Instant.from('2026-11-24T10:00:00Z')
const waiting: ImportFacts = {
  cancelled_at: null,
  applied_at: null,
  refusal: '',
  comparison: null,
  reading: null,
  job_state: 'active',
}

test('an import waits for its file, its authority, its person, and ends once; what came last decides', () => {
  const told: [Partial<ImportFacts>, string][] = [
    [{}, 'Being read'],
    [{ job_state: null }, 'Being read'],
    [{ job_state: 'failed' }, 'Stopped by a fault'],
    [{ reading: {} }, 'Waiting for the local authority'],
    [{ comparison: {} }, 'Waiting for you to check'],
    [{ refusal: 'The file is empty' }, 'Could not be read'],
    [{ applied_at: moment }, 'Applied'],
    [{ cancelled_at: moment }, 'Cancelled'],
  ]
  let facts = waiting
  for (const [happened, name] of told) {
    facts = { ...facts, ...happened }
    assert.equal(importStateNames[importState(facts)], name)
  }
})
