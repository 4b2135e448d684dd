import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isSchoolDay, schoolCalendar, schoolDaysBetween } from '../../lib/school-days.ts'
import { modelWithKey } from '../review-models/public.ts'
import { isLate, type NextFacts, teamFacts, whatNext } from './next-thing.rules.ts'
import { type MeetingFacts, nothingYet, type ReviewFacts, stageName, stageOf, stepsOf } from './review.rules.ts'
import { reportDueOn, windowFor } from './timing.rules.ts'

const model = modelWithKey('inclusion-peer-review')
const calendar = schoolCalendar([], [])
const day = (text: string) => Temporal.PlainDate.from(text)
const moment = Temporal.Instant.from('2026-11-12T10:00:00Z')
const meeting = (stage: string, on: string, held = false): MeetingFacts => ({
  stage,
  starts_at: Temporal.Instant.from(`${on}T14:00:00Z`),
  held_at: held ? moment : null,
})

const fresh: NextFacts = {
  ...nothingYet,
  programme_starts_on: day('2026-09-01'),
}
const today = day('2026-11-16')
const scheduled = { ...fresh, visit_on: day('2026-12-03'), evaluation_share_id: 'share' }
const agreed = {
  ...scheduled,
  prepared_at: moment,
  visited_at: moment,
  sent_to_host_at: moment,
  host_agreed_at: moment,
  team_agreed_at: moment,
}
const nobodyYet = { has_lead_reviewer: false, has_host_lead: false, visitors: 0 }
const fullTeam = { has_lead_reviewer: true, has_host_lead: true, visitors: 6 }

test('a review goes through its six stages as things come out of them', () => {
  const stage = (facts: ReviewFacts, on = today) => stageOf(model, facts, on)
  assert.equal(stage(fresh), 'self-evaluation')
  assert.equal(stage(scheduled), 'pre-review')
  assert.equal(stage({ ...scheduled, prepared_at: moment }), 'visit')
  assert.equal(stage({ ...scheduled, prepared_at: moment, visited_at: moment }), 'write-up')
  assert.equal(stage({ ...agreed, team_agreed_at: null }), 'write-up')
  assert.equal(stage(agreed), 'follow-up')
  assert.equal(stage({ ...agreed, meetings: [meeting('follow-up', '2027-01-25', true)] }), 'check-in')
  assert.equal(
    stage({ ...agreed, meetings: [meeting('follow-up', '2027-01-25', true), meeting('check-in', '2027-03-10', true)] }),
    'closed',
  )
  assert.equal(stage({ ...agreed, closed_at: moment }), 'closed')
  assert.equal(stage({ ...agreed, cancelled_at: moment }), 'cancelled')
})

test('a prepared visit is over when its day is past; an unprepared one is not', () => {
  const prepared = { ...scheduled, prepared_at: moment }
  assert.equal(stageOf(model, prepared, day('2026-12-03')), 'visit')
  assert.equal(stageOf(model, prepared, day('2026-12-04')), 'write-up')
  assert.equal(stageOf(model, scheduled, day('2026-12-04')), 'pre-review')
})

test('taking back the share of the self-evaluation does not take the review back', () => {
  assert.equal(stageOf(model, { ...agreed, evaluation_share_id: null }, today), 'follow-up')
})

test('the steps are done, now and later, in this order', () => {
  assert.deepEqual(
    stepsOf(model, scheduled, today).map((step) => step.state),
    ['done', 'now', 'later', 'later', 'later', 'later'],
  )
  assert.deepEqual(
    stepsOf(model, { ...fresh, closed_at: moment }, today).map((step) => step.state),
    Array(6).fill('done'),
  )
  assert.equal(stageName(model, 'write-up'), 'Report')
})

test('the follow-up is 25 to 35 school days after the visit, the check-in 50 to 60', () => {
  const followUp = windowFor(model, 'follow-up', scheduled, calendar)
  const checkIn = windowFor(model, 'check-in', scheduled, calendar)
  assert.ok(followUp && checkIn)
  assert.deepEqual([followUp.opens, followUp.aim, followUp.closes].map(String), [
    '2027-01-21',
    '2027-01-28',
    '2027-02-04',
  ])
  assert.deepEqual([checkIn.opens, checkIn.aim, checkIn.closes].map(String), ['2027-03-04', '2027-03-11', '2027-03-18'])
  assert.equal(windowFor(model, 'write-up', scheduled, calendar), undefined)
})

test('a model may count the check-in from the follow-up', () => {
  const counted = {
    ...model,
    stages: model.stages.map((stage) =>
      stage.key === 'check-in' && stage.window
        ? {
            ...stage,
            window: { ...stage.window, after: 'follow-up' as const, weeks_from: 4, weeks_aim: 5, weeks_to: 6 },
          }
        : stage,
    ),
  }
  const fromAim = windowFor(counted, 'check-in', scheduled, calendar)
  assert.ok(fromAim)
  assert.equal(schoolDaysBetween(calendar, day('2027-01-28'), fromAim.opens), 20)
  const fromBooked = windowFor(
    counted,
    'check-in',
    { ...scheduled, meetings: [meeting('follow-up', '2027-02-05')] },
    calendar,
  )
  assert.ok(fromBooked)
  assert.equal(schoolDaysBetween(calendar, day('2027-02-05'), fromBooked.opens), 20)
})

test('what comes next: first the people and the day, then the work of the stage', () => {
  const keys = (facts: NextFacts, team = fullTeam) =>
    whatNext(model, facts, team, calendar, today).map((thing) => thing.key)
  assert.deepEqual(keys(fresh, nobodyYet), ['lead-reviewer', 'visit-date', 'host-lead', 'share-evaluation'])
  assert.deepEqual(keys(scheduled), ['prepare'])
  assert.deepEqual(keys({ ...scheduled, prepared_at: moment }), ['visit'])
  assert.deepEqual(keys({ ...scheduled, prepared_at: moment, visited_at: moment }), ['send-draft'])
  assert.deepEqual(keys({ ...agreed, host_agreed_at: null, team_agreed_at: null }), ['host-agree'])
  assert.deepEqual(keys({ ...agreed, team_agreed_at: null }), ['team-agree'])
  assert.deepEqual(keys(agreed), ['book-meeting'])
  assert.deepEqual(keys({ ...agreed, meetings: [meeting('follow-up', '2027-01-25')] }), ['hold-meeting'])
  assert.deepEqual(keys({ ...agreed, meetings: [meeting('follow-up', '2027-01-25', true)] }), ['book-meeting'])
  assert.deepEqual(keys({ ...agreed, cancelled_at: moment }), [])
})

test('things are due on school days: preparing five before the visit, the report ten after', () => {
  const [prepare] = whatNext(model, scheduled, fullTeam, calendar, today)
  assert.equal(String(prepare?.due), '2026-11-26')
  assert.equal(String(reportDueOn(model, scheduled, calendar)), '2026-12-17')
  const [book] = whatNext(model, agreed, fullTeam, calendar, today)
  assert.match(book?.text ?? '', /from 21 January 2027 to 4 February 2027$/)
})

test('what comes next says what to do, by whom and by when', () => {
  const told = (facts: NextFacts, team = fullTeam) =>
    whatNext(model, facts, team, calendar, today).map(({ text, by, due }) => [text, by.join(', '), due?.toString()])
  const days = { ...fresh, visit_on: scheduled.visit_on }
  assert.deepEqual(told(fresh, nobodyYet), [
    ['Find a lead reviewer', 'partnership, host-lead', undefined],
    ['Choose the day of the visit', 'lead-reviewer, host-lead, partnership', undefined],
    ['Say who leads for the host school', 'host-lead, partnership', undefined],
    ['Share the self-evaluation with the schools of the team', 'host-lead, host', undefined],
  ])
  assert.deepEqual(told(days), [
    ['Share the self-evaluation with the schools of the team', 'host-lead, host', '2026-11-12'],
  ])
  const prepare = 'Prepare the visit: focus, enquiry questions and programme'
  assert.deepEqual(told(scheduled), [[prepare, 'lead-reviewer, reviewer, host-lead', '2026-11-26']])
  assert.deepEqual(told(scheduled, nobodyYet).at(0), ['Find a lead reviewer', 'partnership, host-lead', undefined])
  const prepared = { ...scheduled, prepared_at: moment }
  assert.deepEqual(told(prepared), [['Hold the visit', 'lead-reviewer, reviewer, host-lead, host', '2026-12-03']])
  assert.equal(told(prepared, nobodyYet).length, 3)
  const write = 'Write up the findings and send the draft report to the host'
  assert.deepEqual(told({ ...prepared, visited_at: moment }, nobodyYet), [
    [write, 'lead-reviewer, reviewer', '2026-12-17'],
  ])
  assert.deepEqual(told({ ...prepared, visit_on: null, visited_at: moment })[0]?.[2], undefined)
  assert.deepEqual(told({ ...agreed, host_agreed_at: null, team_agreed_at: null }), [
    ['Comment on the draft report and agree it', 'host-lead, host', '2026-12-17'],
  ])
  assert.deepEqual(told({ ...agreed, team_agreed_at: null }), [
    ['Agree the report for the team', 'lead-reviewer', '2026-12-17'],
  ])
  const book = 'Choose the day of the follow-up meeting'
  const leads = 'lead-reviewer, host-lead'
  const arrangers = `${leads}, partnership`
  assert.deepEqual(told(agreed, nobodyYet), [
    [`${book}, from 21 January 2027 to 4 February 2027`, arrangers, '2027-01-21'],
  ])
  assert.deepEqual(told({ ...agreed, visit_on: null }), [[book, arrangers, undefined]])
  assert.deepEqual(told({ ...agreed, meetings: [meeting('follow-up', '2027-01-25')] }), [
    ['Hold the follow-up meeting and write down what came of it', leads, '2027-01-25'],
  ])
  const held = meeting('follow-up', '2027-01-25', true)
  assert.deepEqual(told({ ...agreed, meetings: [held, meeting('check-in', '2027-03-10')] }), [
    ['Hold the check-in and write down what came of it', leads, '2027-03-10'],
  ])
  assert.deepEqual(told({ ...agreed, closed_at: moment }, nobodyYet), [])
  assert.deepEqual(told({ ...fresh, cancelled_at: moment }, nobodyYet), [])
})

test('a thing is late from the day after it was due', () => {
  const late = (due: string) => isLate({ key: 'visit', stage: 'visit', text: '', by: [], due: day(due) }, today)
  assert.deepEqual(['2026-11-15', '2026-11-16', '2026-11-17'].map(late), [true, false, false])
  assert.equal(isLate({ key: 'visit', stage: 'visit', text: '', by: [] }, today), false)
})

test('a team has those who lead when they have accepted', () => {
  const on = (part: string) => ({ part, state: 'on-team' })
  assert.deepEqual(teamFacts([]), { has_lead_reviewer: false, lead_is_asked: false, has_host_lead: false, visitors: 0 })
  const led = { has_lead_reviewer: true, lead_is_asked: false, has_host_lead: false, visitors: 2 }
  assert.deepEqual(teamFacts([on('reviewer'), on('lead-reviewer'), on('ile')]), led)
  assert.deepEqual(teamFacts([on('host-lead'), { part: 'lead-reviewer', state: 'invited' }]), {
    has_lead_reviewer: false,
    lead_is_asked: true,
    has_host_lead: true,
    visitors: 1,
  })
})

test('the other visitors are asked for once somebody leads, until enough of them are asked', () => {
  const asks = (visitors: number, has_lead_reviewer = true) =>
    whatNext(model, fresh, { ...fullTeam, has_lead_reviewer, visitors }, calendar, today)
      .filter(({ key }) => key === 'visitors')
      .map(({ text, by }) => [text, by[0]])
  assert.deepEqual(asks(1), [['Invite the other visitors: a visit needs at least 2', 'lead-reviewer']])
  assert.deepEqual(asks(2), [])
  assert.deepEqual(asks(1, false), [])
})

test('while a lead reviewer is asked, their answer is waited for and nobody looks for another', () => {
  const [first] = whatNext(model, fresh, { ...nobodyYet, lead_is_asked: true }, calendar, today)
  assert.deepEqual([first?.text, first?.by], ['Answer the invitation to lead the visit', ['lead-reviewer']])
})

test('a stage has its name, also when the review is over, and a model without it is an error', () => {
  assert.equal(stageName(model, 'closed'), 'Finished')
  assert.equal(stageName(model, 'cancelled'), 'Cancelled')
  assert.throws(() => stageName({ ...model, stages: [] }, 'visit'), /inclusion-peer-review has no stage visit/)
  assert.deepEqual(
    stepsOf(model, { ...fresh, cancelled_at: moment }, today).map((step) => step.state),
    Array(6).fill('later'),
  )
  assert.deepEqual(
    stepsOf(model, fresh, today).map((step) => step.state),
    ['now', ...Array(5).fill('later')],
  )
})

const anyMoment = fc.option(fc.constant(moment))
const anyFacts: fc.Arbitrary<NextFacts> = fc.record({
  programme_starts_on: fc.constant(day('2026-09-01')),
  has_next_steps: fc.boolean(),
  evaluation_share_id: fc.option(fc.constant('share')),
  visit_on: fc.option(fc.integer({ min: -60, max: 60 }).map((days) => today.add({ days }))),
  visit_second_on: fc.constant(null),
  prepared_at: anyMoment,
  visited_at: anyMoment,
  sent_to_host_at: anyMoment,
  host_agreed_at: anyMoment,
  team_agreed_at: anyMoment,
  closed_at: anyMoment,
  cancelled_at: anyMoment,
  meetings: fc.uniqueArray(
    fc.constantFrom(
      meeting('follow-up', '2027-01-25'),
      meeting('check-in', '2027-03-10', true),
      meeting('pre-review', '2026-11-20'),
    ),
    { selector: (one) => one.stage },
  ),
})

test('whatever has happened, a review that goes on has one step now and something to do, due on a school day', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const stage = stageOf(model, facts, today)
      const steps = stepsOf(model, facts, today)
      const things = whatNext(model, facts, fullTeam, calendar, today)
      const goesOn = stage !== 'closed' && stage !== 'cancelled'
      assert.equal(steps.filter((step) => step.state === 'now').length, goesOn ? 1 : 0)
      assert.equal(things.length > 0, goesOn)
      for (const thing of things) {
        assert.ok(thing.by.length > 0)
        if (thing.due && (thing.key === 'prepare' || thing.key === 'send-draft'))
          assert.ok(isSchoolDay(calendar, thing.due))
      }
    }),
  )
})
