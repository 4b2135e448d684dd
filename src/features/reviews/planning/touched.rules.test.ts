import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isSchoolDay, schoolCalendar } from '../../../lib/school-days.ts'
import { modelWithKey } from '../../review-models/public.ts'
import type { PlannedAround } from '../../visit-calendar/public.ts'
import { plannedIfItFits } from './planned-days.rules.ts'
import { proposedMeetings } from './schedule.rules.ts'
import { type ChosenDay, touchedBy } from './touched.rules.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const at = (text: string) => Temporal.Instant.from(text)
const calendar = schoolCalendar([], [])
const today = day('2026-11-24')
const model = modelWithKey('inclusion-peer-review')

function planned(more: Partial<PlannedAround>): PlannedAround {
  return {
    school_name: 'Oak School',
    group_id: 'g',
    programme_name: 'Peer review',
    visit_on: day('2027-03-10'),
    preparation_on: null,
    follow_up_on: null,
    check_in_on: null,
    same_group: false,
    people: ['Dr Ray'],
    ...more,
  }
}

const visit = (on: string): ChosenDay => ({ what: 'The visit', on: day(on), is_visit: true })
const meeting = (on: string): ChosenDay => ({ what: 'Follow-up meeting', on: day(on), is_visit: false })
const none = { visits: [], meetings: [], planned: [] }

test('a visit meets planned visits and meetings of the same people on its day, and its group’s in its week', () => {
  const said = (chosen: ChosenDay, one: Partial<PlannedAround>) =>
    touchedBy([chosen], { ...none, planned: [planned(one)] })
  assert.deepEqual(said(visit('2027-03-10'), {}), [
    'The visit: the calendar of Peer review plans the visit to Oak School for the same day, with Dr Ray.',
  ])
  assert.deepEqual(said(visit('2027-03-11'), {}), [], 'another group may be visited in the same week')
  assert.deepEqual(said(visit('2027-03-11'), { same_group: true }), [
    'The visit: the calendar of Peer review plans the visit to Oak School for 10 March 2027, in the same week.',
  ])
  assert.deepEqual(said(visit('2027-03-15'), { same_group: true }), [])
  assert.deepEqual(said(visit('2027-04-21'), { check_in_on: day('2027-04-21') }), [
    'The visit: the calendar of Peer review plans a meeting about Oak School for the same day, with Dr Ray.',
  ])
  assert.deepEqual(said(meeting('2027-04-21'), { check_in_on: day('2027-04-21') }), [], 'two meetings fit into a day')
})

test('meetings meet arranged visits and meetings of the same people; visits on one day are refused elsewhere', () => {
  const visits = [
    { host_school_name: 'Elm School', visit_on: day('2027-03-10'), same_group: true, people: ['Ms Lee', 'Dr Ray'] },
    { host_school_name: 'Ash School', visit_on: day('2027-03-10'), same_group: true, people: [] },
  ]
  assert.deepEqual(touchedBy([meeting('2027-03-10')], { ...none, visits }), [
    'Follow-up meeting: Ms Lee and Dr Ray are on the visit to Elm School on Wednesday 10 March 2027.',
  ])
  assert.deepEqual(touchedBy([visit('2027-03-10')], { ...none, visits }), [])
  const meetings = [{ what: 'a meeting about Elm School', starts_at: at('2027-03-10T15:45:00Z'), people: ['Ms Lee'] }]
  assert.deepEqual(touchedBy([visit('2027-03-10'), visit('2027-03-11')], { ...none, meetings }), [
    'The visit: Ms Lee has a meeting about Elm School on Wednesday 10 March 2027 at 3:45pm.',
  ])
})

const anyDay = fc.integer({ min: -40, max: 300 }).map((days) => today.add({ days }))

test('a planned day is proposed only ahead, on a school day and inside the window', () => {
  fc.assert(
    fc.property(anyDay, anyDay, fc.integer({ min: 0, max: 30 }), (wanted, opens, length) => {
      const closes = opens.add({ days: length })
      const found = plannedIfItFits(wanted, { opens, closes }, calendar, today)
      const fits =
        Temporal.PlainDate.compare(wanted, today) > 0 &&
        isSchoolDay(calendar, wanted) &&
        Temporal.PlainDate.compare(opens, wanted) <= 0 &&
        Temporal.PlainDate.compare(wanted, closes) <= 0
      assert.equal(found?.toString(), fits ? wanted.toString() : undefined)
    }),
  )
})

test('whatever was planned, meetings are proposed in order, on school days, and never before today', () => {
  const school = anyDay.filter((one) => isSchoolDay(calendar, one) && Temporal.PlainDate.compare(one, today) > 0)
  fc.assert(
    fc.property(school, fc.array(anyDay, { minLength: 3, maxLength: 3 }), (visit_on, days) => {
      const stages = model.stages.filter(({ kind }) => kind === 'preparation' || kind === 'meeting')
      const plannedDays = new Map(stages.map(({ key }, index) => [key, days[index % days.length] ?? today]))
      const dates = { visit_on, visit_second_on: null, programme_starts_on: day('2026-09-01'), meetings: [] }
      const proposed = proposedMeetings(model, { ...dates, planned: plannedDays }, calendar, today)
      const on = proposed.map((one) => one.starts_at.toZonedDateTimeISO('Europe/London').toPlainDate())
      assert.ok(proposed.length <= stages.length)
      for (const one of on) {
        assert.ok(Temporal.PlainDate.compare(one, today) > 0)
        assert.ok(isSchoolDay(calendar, one))
      }
      assert.deepEqual(on.map(String), on.map(String).sort())
    }),
  )
})
