import assert from 'node:assert/strict'
import { test } from 'node:test'
import { schoolCalendar, usualTerms } from '../../../lib/school-days.ts'
import { askingState, whyCannotRemind, whyNotUntil } from './asking.rules.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const at = (text: string) => Temporal.Instant.from(`${text}T10:00:00Z`)
const today = day('2026-11-24')
const open = {
  asked_at: at('2026-11-20'),
  reminded_at: null,
  preferences_until: day('2026-12-11'),
  preferences_closed_at: null,
  proposed_at: null,
}

test('the asking is open until it is closed or groups are proposed, and late after its day', () => {
  assert.equal(askingState({ ...open, asked_at: null, preferences_until: null }, today), 'not asked')
  assert.equal(askingState(open, today), 'open')
  assert.equal(askingState(open, day('2026-12-11')), 'open')
  assert.equal(askingState(open, day('2026-12-12')), 'late')
  assert.equal(askingState({ ...open, preferences_closed_at: at('2026-11-23') }, today), 'closed')
  assert.equal(askingState({ ...open, proposed_at: at('2026-11-23') }, today), 'proposed')
  assert.equal(askingState({ ...open, proposed_at: at('2026-11-19') }, today), 'open', 'asked again since')
})

test('schools answer by a school day that comes, within a year', () => {
  const calendar = schoolCalendar(usualTerms(2026), [])
  const refused = (text: string) => whyNotUntil(day(text), calendar, today)?.message
  assert.equal(refused('2026-12-11'), undefined)
  assert.equal(refused('2026-11-24'), 'Choose a day after today')
  assert.match(refused('2026-12-25') ?? '', /bank holiday/)
  assert.match(refused('2026-12-12') ?? '', /12 December 2026 is no day to answer by: it is a Saturday/)
  assert.equal(refused('2027-11-25'), 'Choose a day within a year')
})

test('schools are reminded only while they are asked, and once a day at the most', () => {
  assert.equal(whyCannotRemind(open, 3, today), undefined)
  assert.match(whyCannotRemind(open, 0, today)?.message ?? '', /Every school has answered/)
  assert.match(whyCannotRemind({ ...open, asked_at: at('2026-11-24') }, 3, today)?.message ?? '', /today/)
  assert.match(whyCannotRemind({ ...open, reminded_at: at('2026-11-24') }, 3, today)?.message ?? '', /today/)
  assert.equal(whyCannotRemind({ ...open, reminded_at: at('2026-11-23') }, 3, today), undefined)
  assert.ok(whyCannotRemind({ ...open, preferences_closed_at: at('2026-11-23') }, 3, today))
})
