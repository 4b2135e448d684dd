import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayOf } from '../../../lib/clock.ts'
import { isInWindow, isSchoolDay, schoolCalendar } from '../../../lib/school-days.ts'
import { modelWithKey } from '../../review-models/public.ts'
import { type MeetingFacts, nothingYet } from '../review.rules.ts'
import { windowFor } from '../timing.rules.ts'
import {
  meetingAdvice,
  movesFor,
  type OtherVisit,
  onDay,
  proposedMeetings,
  type SchedulingReview,
  scheduleAdvice,
  whyCannotMeet,
  whyCannotSchedule,
} from './schedule.rules.ts'

const model = modelWithKey('inclusion-peer-review')
const day = (text: string) => Temporal.PlainDate.from(text)
const calendar = schoolCalendar([], [{ closed_on: day('2026-12-04'), reason: 'staff training' }])
const today = day('2026-11-16')
const moment = Temporal.Instant.from('2026-11-12T10:00:00Z')
const review: SchedulingReview = {
  ...nothingYet,
  host_school_name: 'Hollybank',
  programme_starts_on: day('2026-09-01'),
  programme_ends_on: day('2028-07-20'),
  visit_on: day('2026-12-03'),
}
const dates = (visit: string, meetings: readonly MeetingFacts[] = []) => ({ ...review, visit_on: day(visit), meetings })
const why = (on: string, others: OtherVisit[] = [], facts = review) =>
  whyCannotSchedule(model, facts, { visit_on: day(on) }, calendar, others, today)?.message
const at = (stage: string, on: string, held = false): MeetingFacts => ({
  stage,
  starts_at: Temporal.Instant.from(`${on}T14:00:00Z`),
  held_at: held ? moment : null,
})

test('a visit is on a school day in the future, within the programme', () => {
  assert.equal(why('2026-12-03'), undefined)
  assert.equal(why('2026-11-16'), 'The day of the visit must be in the future')
  assert.match(why('2028-09-12') ?? '', /within the programme, from 1 September 2026 to 20 July 2028/)
  assert.equal(
    why('2026-12-04'),
    'Hollybank is not open on Friday 4 December 2026, because schools are closed (staff training). The nearest school days are Thursday 3 December 2026 and Monday 7 December 2026.',
  )
  assert.match(why('2026-12-25') ?? '', /bank holiday \(Christmas Day\)/)
})

test('a programme counts its first and its last day', () => {
  const term = { ...review, programme_starts_on: day('2026-11-24'), programme_ends_on: day('2026-12-10') }
  assert.match(why('2026-11-23', [], term) ?? '', /within the programme/)
  assert.equal(why('2026-11-24', [], term), undefined)
  assert.equal(why('2026-12-10', [], term), undefined)
  assert.match(why('2026-12-11', [], term) ?? '', /within the programme/)
  assert.equal(whyCannotSchedule(model, term, { visit_on: day('2026-12-11') }, calendar, [], today)?.field, 'visit_on')
})

test('a visit that was made or cancelled keeps its day', () => {
  assert.match(why('2026-12-10', [], { ...review, visited_at: moment }) ?? '', /has taken place/)
  assert.match(why('2026-12-10', [], { ...review, sent_to_host_at: moment }) ?? '', /has taken place/)
  assert.match(why('2026-12-10', [], { ...review, closed_at: moment }) ?? '', /has taken place/)
  assert.match(why('2026-12-10', [], { ...review, cancelled_at: moment }) ?? '', /was cancelled/)
})

test('two visits of a group or of the same people are never on one day', () => {
  const other = (on: string, more: Partial<OtherVisit> = {}): OtherVisit => ({
    host_school_name: 'Ashdown',
    visit_on: day(on),
    same_group: false,
    people: [],
    ...more,
  })
  assert.equal(
    why('2026-12-08', [other('2026-12-08', { same_group: true })]),
    'The group visits Ashdown on that day. Choose another day.',
  )
  assert.equal(
    why('2026-12-08', [other('2026-12-08', { people: ['Jo Lund', 'Sam Reed'] })]),
    'Jo Lund and Sam Reed are on the visit to Ashdown on that day. Choose another day, or change the team.',
  )
  assert.match(why('2026-12-08', [other('2026-12-08', { people: ['Jo Lund'] })]) ?? '', /^Jo Lund is on the visit/)
  assert.equal(why('2026-12-08', [other('2026-12-08')]), undefined)
  assert.equal(why('2026-12-08', [other('2026-12-09', { same_group: true, people: ['Jo Lund'] })]), undefined)
  const near = ['2026-12-08', '2026-12-21', '2026-12-22', '2026-11-25', '2026-11-24'].map((on) =>
    other(on, { same_group: true }),
  )
  assert.deepEqual(
    scheduleAdvice({ visit_on: day('2026-12-08') }, [...near, other('2026-12-09')]).map(
      (advice) => /on (.*),/.exec(advice)?.[1],
    ),
    ['Monday 21 December 2026', 'Wednesday 25 November 2026'],
  )
  assert.deepEqual(scheduleAdvice({ visit_on: day('2026-12-08') }, [other('2026-12-14', { same_group: true })]), [
    'The group also visits Ashdown on Monday 14 December 2026, less than two weeks away.',
  ])
})

test('meetings are before or after the visit, in order, on school days', () => {
  const meets = (stage: string, on: string, facts = review) =>
    whyCannotMeet(model, stage, facts, Temporal.Instant.from(`${on}T14:00:00Z`), calendar)?.message
  assert.equal(meets('pre-review', '2026-11-24'), undefined)
  assert.match(meets('pre-review', '2026-12-03') ?? '', /must be before the visit/)
  assert.match(meets('follow-up', '2026-12-02') ?? '', /must be after the visit/)
  assert.match(meets('follow-up', '2026-12-23') ?? '', /school holidays/)
  assert.match(
    meets('check-in', '2027-01-20', { ...review, meetings: [at('follow-up', '2027-01-25')] }) ?? '',
    /after the follow-up meeting on 25 January 2027/,
  )
  assert.match(
    meets('follow-up', '2027-03-20', { ...review, meetings: [at('check-in', '2027-03-10')] }) ?? '',
    /before the check-in on 10 March 2027/,
  )
  assert.match(meets('follow-up', '2027-01-25', { ...review, visit_on: null }) ?? '', /day of the visit first/)
})

test('a meeting that was held keeps its day, and meetings never share a day with the visit or change their order', () => {
  const meets = (stage: string, on: string, meetings: MeetingFacts[] = [], facts = review) =>
    whyCannotMeet(model, stage, { ...facts, meetings }, Temporal.Instant.from(`${on}T14:00:00Z`), calendar)
  assert.deepEqual(meets('follow-up', '2027-01-25', [], { ...review, cancelled_at: moment }), {
    message: 'This review was cancelled',
  })
  assert.deepEqual(meets('follow-up', '2027-01-25', [at('follow-up', '2027-01-20', true)]), {
    message: 'This meeting was held already',
  })
  assert.equal(meets('follow-up', '2027-01-25', [at('pre-review', '2026-11-20', true)]), undefined)
  assert.equal(meets('follow-up', '2027-01-25', [at('follow-up', '2027-01-20')]), undefined)
  assert.equal(meets('pre-review', '2026-12-02'), undefined)
  assert.equal(meets('follow-up', '2026-12-03')?.field, 'meets_on')
  const booked = [at('pre-review', '2026-11-20'), at('follow-up', '2027-01-25'), at('check-in', '2027-03-10')]
  assert.match(meets('check-in', '2027-01-25', booked)?.message ?? '', /after the follow-up meeting on 25 January 2027/)
  assert.equal(meets('check-in', '2027-01-26', booked), undefined)
  assert.equal(meets('check-in', '2027-01-26', [at('pre-review', '2026-11-20')]), undefined)
  assert.match(meets('follow-up', '2027-03-10', booked)?.message ?? '', /before the check-in on 10 March 2027/)
  assert.equal(meets('follow-up', '2027-03-09', booked), undefined)
  assert.equal(meets('pre-review', '2026-11-23', booked), undefined)
})

test('a meeting outside its window is advised against, not refused', () => {
  const window = windowFor(model, 'follow-up', dates('2026-12-03'), calendar)
  assert.equal(meetingAdvice(window, day('2027-01-29')), undefined)
  assert.match(meetingAdvice(window, day('2027-01-12')) ?? '', /is before the proposed time/)
  assert.match(meetingAdvice(window, day('2027-03-01')) ?? '', /is after the proposed time/)
  assert.ok(window)
  assert.equal(meetingAdvice(window, window.opens), undefined)
  assert.equal(meetingAdvice(window, window.closes), undefined)
  assert.equal(meetingAdvice(undefined, day('2027-03-01')), undefined)
})

test('when the visit moves, meetings that fall outside their windows move with it and keep their time', () => {
  const booked = [at('follow-up', '2027-01-29'), at('check-in', '2027-03-12')]
  assert.deepEqual(
    movesFor(model, dates('2026-12-07', booked), calendar, today).map((move) => move.stage),
    [],
  )
  const moves = movesFor(model, dates('2027-01-20', booked), calendar, today)
  assert.deepEqual(
    moves.map((move) => [move.stage, String(move.to)]),
    [
      ['follow-up', '2027-03-10'],
      ['check-in', '2027-04-29'],
    ],
  )
  assert.deepEqual(movesFor(model, dates('2027-01-20', [at('follow-up', '2027-01-29', true)]), calendar, today), [])
  // Two in the afternoon stays two in the afternoon, in winter and in summer time.
  assert.equal(String(onDay(Temporal.Instant.from('2027-01-29T14:00:00Z'), day('2027-04-29'))), '2027-04-29T13:00:00Z')
})

test('the pre-review meeting moves only when it would not be before the visit, to a day that is left', () => {
  const moves = (booked: string, visit: string, on = today) =>
    movesFor(model, dates(visit, [at('pre-review', booked)]), calendar, on).map((move) => [
      move.stage,
      String(move.from),
      String(move.to),
    ])
  assert.deepEqual(moves('2027-01-12', '2027-01-13'), [])
  assert.deepEqual(moves('2027-01-13', '2027-01-13'), [['pre-review', '2027-01-13', '2026-12-16']])
  assert.deepEqual(moves('2026-11-30', '2026-11-24'), [['pre-review', '2026-11-30', '2026-11-17']])
  assert.deepEqual(moves('2026-11-30', '2026-11-18'), [['pre-review', '2026-11-30', '2026-11-17']])
  assert.deepEqual(moves('2026-11-30', '2026-11-17'), [], 'no day is left before the visit')
})

test('meetings that are not arranged are proposed for a quarter to four, in their windows', () => {
  const proposed = (visit: string, meetings: MeetingFacts[] = [], use = model) =>
    proposedMeetings(use, dates(visit, meetings), calendar, today).map((one) => ({
      ...one,
      starts_at: one.starts_at.toZonedDateTimeISO('Europe/London').toPlainDateTime().toString(),
    }))
  const meeting = (stage: string, starts_at: string, minutes: number) => ({
    stage,
    starts_at,
    minutes,
    place: '',
    link: '',
  })
  assert.deepEqual(proposed('2027-01-20'), [
    meeting('pre-review', '2027-01-06T15:45:00', 90),
    meeting('follow-up', '2027-03-10T15:45:00', 60),
    meeting('check-in', '2027-04-29T15:45:00', 60),
  ])
  assert.deepEqual(
    proposed('2027-01-20', [at('pre-review', '2027-01-08'), at('check-in', '2027-05-05')]).map(({ stage }) => stage),
    ['follow-up'],
  )
  assert.deepEqual(
    proposed('2026-11-17').map(({ stage }) => stage),
    ['follow-up', 'check-in'],
    'no day is left before the visit',
  )
  const counted = {
    ...model,
    stages: model.stages.map((stage) =>
      stage.key === 'check-in' && stage.window
        ? {
            ...stage,
            window: { ...stage.window, after: 'follow-up' as const, weeks_from: 4, weeks_aim: 4, weeks_to: 6 },
          }
        : stage,
    ),
  }
  assert.equal(proposed('2027-01-20', [], counted)[2]?.starts_at, '2027-04-22T15:45:00')
  assert.equal(proposed('2027-01-20', [at('follow-up', '2027-03-15')], counted)[1]?.starts_at, '2027-04-27T15:45:00')
})

test('after a move every meeting that was not held is inside its window, on a school day', () => {
  const offset = fc.integer({ min: 1, max: 300 })
  fc.assert(
    fc.property(offset, offset, offset, (visit, followUp, checkIn) => {
      const visitOn = day('2026-12-03').add({ days: visit })
      const booked = [
        at('follow-up', String(day('2026-12-03').add({ days: followUp }))),
        at('check-in', String(day('2026-12-03').add({ days: checkIn }))),
      ]
      const moves = movesFor(model, dates(String(visitOn), booked), calendar, today)
      for (const meeting of booked) {
        const move = moves.find((one) => one.stage === meeting.stage)
        const on = move ? move.to : dayOf(meeting.starts_at)
        const window = windowFor(model, meeting.stage, dates(String(visitOn)), calendar)
        assert.ok(window)
        assert.ok(
          Temporal.PlainDate.compare(window.opens, on) <= 0 && Temporal.PlainDate.compare(on, window.closes) <= 0,
        )
        if (move) assert.ok(isSchoolDay(calendar, move.to) && isInWindow(calendar, window, move.to))
      }
    }),
    { numRuns: 50 },
  )
})
