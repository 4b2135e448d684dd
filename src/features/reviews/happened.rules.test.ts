import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { modelWithKey, reviewModels } from '../review-models/public.ts'
import { type DoneFacts, groupHappenings, happeningsOf, tookPart } from './happened.rules.ts'

const kent = modelWithKey('inclusion-peer-review')
const day = (text: string) => Temporal.PlainDate.from(text)
const at = (text: string) => Temporal.Instant.from(`${text}T15:00:00Z`)
const today = day('2026-11-24')

const nothing: DoneFacts = {
  visit_on: null,
  visit_second_on: null,
  prepared_at: null,
  visited_at: null,
  host_agreed_at: null,
  team_agreed_at: null,
  cancelled_at: null,
  meetings: [],
}
const done = (facts: Partial<DoneFacts>) =>
  happeningsOf(kent, { ...nothing, ...facts }, today).map(({ kind, on, minutes }) => `${kind} ${on} ${minutes ?? '-'}`)

test('what was only planned has not happened', () => {
  const meetings = [{ stage: 'pre-review', starts_at: at('2026-11-01'), minutes: 90, held_at: null }]
  assert.deepEqual(done({ visit_on: day('2026-11-10'), meetings }), [])
  assert.deepEqual(done({ visit_on: day('2026-12-10'), prepared_at: at('2026-11-12') }), ['preparation 2026-11-12 -'])
  assert.deepEqual(done({ prepared_at: at('2026-11-12'), visit_on: today }), ['preparation 2026-11-12 -'])
})

test('a whole review happens stage by stage, each on its day', () => {
  const meetings = [
    { stage: 'pre-review', starts_at: at('2026-09-20'), minutes: 90, held_at: at('2026-09-21') },
    { stage: 'follow-up', starts_at: at('2026-11-09'), minutes: 60, held_at: at('2026-11-12') },
    { stage: 'check-in', starts_at: at('2026-12-12'), minutes: 60, held_at: null },
  ]
  const facts = {
    visit_on: day('2026-10-05'),
    prepared_at: at('2026-09-28'),
    host_agreed_at: at('2026-10-15'),
    team_agreed_at: at('2026-10-13'),
    meetings,
  }
  assert.deepEqual(done(facts), [
    'preparation 2026-09-21 90',
    'visit 2026-10-05 -',
    'report 2026-10-15 -',
    'meeting 2026-11-09 60',
  ])
  assert.equal(
    done({ ...facts, team_agreed_at: null }).some((one) => one.startsWith('report')),
    false,
  )
})

test('what was done before a review was cancelled was done; a visit after it was not', () => {
  const prepared = { prepared_at: at('2026-10-01'), visit_on: day('2026-10-10') }
  assert.deepEqual(done({ ...prepared, cancelled_at: at('2026-10-05') }), ['preparation 2026-10-01 -'])
  assert.equal(done({ ...prepared, cancelled_at: at('2026-10-20') }).length, 2)
})

test('meetings of the group are not meetings of each review', () => {
  const model = modelWithKey('inclusion-triads')
  const held = { stage: 'first-triad', starts_at: at('2026-10-05'), minutes: 150, held_at: at('2026-10-05') }
  assert.deepEqual(happeningsOf(model, { ...nothing, meetings: [held] }, today), [])
  assert.deepEqual(
    groupHappenings(model, [held]).map(({ stage_name, minutes }) => [stage_name, minutes]),
    [['First triad meeting', 150]],
  )
  assert.deepEqual(groupHappenings(kent, [held]), [])
})

test('who took part was on the team on the first or the last day of the work', () => {
  const work = { on: day('2026-10-05'), until: day('2026-10-12') }
  const was = (answered: string | null, removed: string | null) =>
    tookPart({ answered_at: answered ? at(answered) : null, removed_at: removed ? at(removed) : null }, work)
  assert.equal(was('2026-10-05', null), true)
  assert.equal(was('2026-10-01', '2026-10-06'), true, 'left after the first day')
  assert.equal(was('2026-10-08', null), true, 'came before the last day')
  assert.equal(was('2026-10-13', null), false, 'came too late')
  assert.equal(was('2026-10-01', '2026-10-05'), false, 'left that morning')
  assert.equal(was(null, null), false)
})

const instants = fc.integer({ min: 0, max: 800 }).map((days) => at('2025-09-01').add({ hours: 24 * days }))
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value)

test('in every model, nothing happens twice, on a day to come, or in a stage that the review does not have', () => {
  for (const model of reviewModels.values()) {
    const meetings = fc.uniqueArray(
      fc.record({
        stage: fc.constantFrom(...model.stages.map(({ key }) => key), 'unknown'),
        starts_at: instants,
        minutes: fc.integer({ min: 10, max: 600 }),
        held_at: maybe(instants),
      }),
      { selector: ({ stage }) => stage },
    )
    const facts = fc.record({
      visit_on: maybe(instants.map((moment) => moment.toZonedDateTimeISO('Europe/London').toPlainDate())),
      visit_second_on: fc.constant(null),
      prepared_at: maybe(instants),
      visited_at: fc.constant(null),
      host_agreed_at: maybe(instants),
      team_agreed_at: maybe(instants),
      cancelled_at: maybe(instants),
      meetings,
    })
    const later = day('2028-01-01')
    fc.assert(
      fc.property(facts, (some) => {
        const all = [...happeningsOf(model, some, later), ...groupHappenings(model, some.meetings)]
        assert.equal(new Set(all.map(({ stage }) => stage)).size, all.length)
        for (const { stage, on, until } of all) {
          assert.ok(model.stages.some(({ key }) => key === stage))
          assert.ok(Temporal.PlainDate.compare(on, until) <= 0 && Temporal.PlainDate.compare(until, later) <= 0)
        }
      }),
    )
  }
})
