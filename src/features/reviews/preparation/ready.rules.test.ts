import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingBeforeVisit, type Preparation, whyNotReady } from './ready.rules.ts'
import type { Activity, VisitDay } from './visit-programme.rules.ts'
import { suggestedProgramme } from './visit-programme-suggestion.rules.ts'

const today = Temporal.PlainDate.from('2026-11-22')
const day: VisitDay = {
  days: [Temporal.PlainDate.from('2026-12-03')],
  starts: Temporal.PlainTime.from('08:45'),
  ends: Temporal.PlainTime.from('15:30'),
  host_school_id: 'home',
  host_school_name: 'Fernhill Primary',
  question_limits: { fewest: 2, most: 4 },
  hosts: [{ person_id: 'h1', name: 'Ruth Adeyemi', school_id: 'home' }],
  visitors: [{ person_id: 'v1', name: 'Dan Osei', school_id: 'away' }],
  questions: [
    { id: 'q1', text: 'How do pupils find help?' },
    { id: 'q2', text: 'How do staff plan together?' },
  ],
}
const activities: Activity[] = suggestedProgramme(day).map((activity, index) => ({
  ...activity,
  id: String(index),
  place: activity.place || `Room ${index}`,
}))
const ready: Preparation = {
  visit_on: Temporal.PlainDate.from('2026-12-03'),
  focus: 'How pupils with speech and language needs take part in lessons',
  evaluation_shared: true,
  meeting: { held: true, on: Temporal.PlainDate.from('2026-11-19') },
  waiting_for: [],
  activities,
  in_calendars: true,
}
const none = { visit_on: null, visit_second_on: null }
const chosen = { visit_on: ready.visit_on, visit_second_on: null }
const messages = (change: Partial<Preparation>, where: VisitDay = day) =>
  missingBeforeVisit({ ...ready, ...change }, where, today).map((one) => one.message)

test('a prepared review lacks nothing', () => {
  assert.deepEqual(messages({}), [])
  assert.equal(whyNotReady([], chosen), undefined)
})

test('an empty review lists every part once, with what to do', () => {
  const empty: VisitDay = { ...day, hosts: [], visitors: [], questions: [] }
  const found = missingBeforeVisit(
    {
      visit_on: null,
      focus: ' ',
      evaluation_shared: false,
      meeting: undefined,
      waiting_for: [],
      activities: [],
      in_calendars: true,
    },
    empty,
    today,
  )
  assert.deepEqual(
    found.map((one) => one.part),
    ['visit', 'team', 'team', 'evaluation', 'meeting', 'focus', 'questions', 'programme'],
  )
  assert.equal(
    whyNotReady(found, none)?.message,
    'The visit is not ready yet. Still to do: Choose the day of the visit (and 7 more things)',
  )
})

test('a programme that is not in everybody’s calendar is worth knowing and stops nothing', () => {
  const found = missingBeforeVisit({ ...ready, in_calendars: false }, day, today)
  assert.deepEqual(found, [
    { part: 'programme', stops: false, message: 'The programme as it stands is not in everybody’s calendar yet' },
  ])
  assert.equal(whyNotReady(found, chosen), undefined)
})

test('a meeting to come is to be held, a past one is to be recorded', () => {
  assert.deepEqual(messages({ meeting: { held: false, on: Temporal.PlainDate.from('2026-11-26') } }), [
    'Hold the pre-review meeting on Thursday 26 November 2026',
  ])
  assert.deepEqual(messages({ meeting: { held: false, on: today } }), ['Record that the pre-review meeting was held'])
})

test('advice and unanswered invitations do not stop the visit; clashes do', () => {
  const waiting = missingBeforeVisit({ ...ready, waiting_for: ['Dan Osei'] }, day, today)
  assert.equal(waiting[0]?.stops, false)
  assert.equal(whyNotReady(waiting, chosen), undefined)
  const copy = activities.map((activity) => ({ ...activity, id: `${activity.id}-again` }))
  const doubled = missingBeforeVisit({ ...ready, activities: [...activities, ...copy] }, day, today)
  assert.match(whyNotReady(doubled, chosen)?.message ?? '', /^The visit on 3 December 2026 is not ready yet/)
})

test('one and two things to do are counted in words', () => {
  assert.equal(
    whyNotReady(missingBeforeVisit({ ...ready, focus: '' }, day, today), none)?.message,
    'The visit is not ready yet. Still to do: Write the focus of the review',
  )
  assert.match(
    whyNotReady(missingBeforeVisit({ ...ready, focus: '', meeting: undefined }, day, today), none)?.message ?? '',
    /\(and 1 more thing\)$/,
  )
})
