import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  afterSending,
  changesToSend,
  inOneLine,
  personsActivities,
  type SentActivity,
  signOf,
  whyCannotSend,
  withdrawals,
} from './sent-programme.rules.ts'
import type { Activity, ActivityKind, VisitDay } from './visit-programme.rules.ts'

const time = (text: string) => Temporal.PlainTime.from(text)
const on = Temporal.PlainDate.from('2026-12-03')
const person = (person_id: string, name: string, school_id: string) => ({ person_id, name, school_id })
const day: VisitDay = {
  days: [on],
  starts: time('08:45'),
  ends: time('15:30'),
  host_school_id: 'home',
  host_school_name: 'Fernhill Primary',
  question_limits: { fewest: 2, most: 4 },
  hosts: [person('h1', 'Ruth Adeyemi', 'home'), person('h2', 'Colin Marsh', 'home')],
  visitors: [person('v1', 'Dan Osei', 'away'), person('v2', 'Priya Nair', 'far')],
  questions: [{ id: 'q1', text: 'How do pupils find help?' }],
}
const two: VisitDay = { ...day, days: [on, on.add({ days: 1 })] }
const oneDay = { visit_on: on, visit_second_on: null }
const twoDays = { visit_on: on, visit_second_on: on.add({ days: 1 }) }
const everyone = new Set(['h1', 'h2', 'v1', 'v2'])
const walk: Activity = {
  id: 'a',
  on_day: 1,
  starts: time('09:15'),
  ends: time('10:00'),
  kind: 'learning-walk',
  title: 'Learning walk',
  place: ' Hall ',
  host_person_id: 'h1',
  visitor_person_id: 'v1',
  question_id: 'q1',
}
const feedback: Activity = {
  ...walk,
  id: 'f',
  kind: 'feedback',
  title: 'Feedback',
  visitor_person_id: null,
  question_id: null,
}
const send = (sent: readonly SentActivity[], activities: readonly Activity[], visit_on = on) =>
  changesToSend(sent, personsActivities(activities, { ...day, days: [visit_on] }, everyone))

test('each person gets their own activities, a meeting of the team the whole team, with whom but not what is asked', () => {
  const wanted = personsActivities([walk, feedback], two, everyone)
  assert.deepEqual(
    wanted.map((one) => [one.person_id, one.title, one.about]),
    [
      ['h1', 'Learning walk', 'Learning walk. With Dan Osei. Looks at question 1'],
      ['v1', 'Learning walk', 'Learning walk. With Ruth Adeyemi. Looks at question 1'],
      ['h1', 'Feedback', 'Feedback to the host school. With the visiting team'],
      ['v1', 'Feedback', 'Feedback to the host school. With the visiting team'],
      ['v2', 'Feedback', 'Feedback to the host school. With the visiting team'],
    ],
  )
  assert.ok(!JSON.stringify(wanted).includes('find help'))
  assert.equal(inOneLine(wanted[0] ?? assert.fail(), oneDay), '9:15am to 10am, Learning walk, Hall')
  assert.deepEqual(personsActivities([walk], day, new Set(['v2'])), [])
})

test('a change says what was different, a pair that changes takes one person out and another in', () => {
  const sent = afterSending([], send([], [walk]))
  const later = { ...walk, starts: time('09:30'), place: 'Library', visitor_person_id: 'v2' }
  assert.deepEqual(
    send(sent, [later]).map(({ kind, event, what }) => [kind, event.person_id, event.sequence, what]),
    [
      [
        'changed',
        'h1',
        1,
        'it was 9:15am to 10am; the place was Hall; it said: Learning walk. With Dan Osei. Looks at question 1',
      ],
      ['new', 'v2', 0, ''],
      ['withdrawn', 'v1', 1, ''],
    ],
  )
  const moved = send(sent, [{ ...walk, title: 'Walk' }], Temporal.PlainDate.from('2026-12-04'))
  assert.equal(moved[0]?.what, 'the day was Thursday 3 December 2026; it was called “Learning walk”')
  assert.equal(send(afterSending([], send([], [{ ...walk, place: '' }])), [walk])[0]?.what, 'it has a place now')
})

const kinds: readonly ActivityKind[] = ['learning-walk', 'pupil-conversation', 'team-meeting', 'feedback']
const programmes = fc.array(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    starts: fc.constantFrom(time('09:00'), time('10:00')),
    on_day: fc.constantFrom(1, 2),
    ends: fc.constant(time('11:00')),
    kind: fc.constantFrom(...kinds),
    title: fc.constantFrom('Walk', 'Talk'),
    place: fc.constantFrom('', 'Hall'),
    host_person_id: fc.constantFrom(null, 'h1', 'h2'),
    visitor_person_id: fc.constantFrom(null, 'v1', 'v2'),
    question_id: fc.constantFrom(null, 'q1'),
  }),
  { maxLength: 4 },
)
const unique = (list: readonly Activity[]) => [...new Map(list.map((one) => [one.id, one])).values()]
const shown = (
  list: readonly {
    visit_on: Temporal.PlainDate
    activity_id: string
    person_id: string
    title: string
    place: string
    about: string
  }[],
) => list.map((one) => [one.visit_on, one.activity_id, one.person_id, one.title, one.place, one.about].join()).sort()

test('whatever changes, after sending every calendar has exactly the programme, and sending again sends nothing', () => {
  fc.assert(
    fc.property(fc.array(programmes, { minLength: 1, maxLength: 5 }), (history) => {
      let sent: SentActivity[] = []
      for (const made of history) {
        const wanted = personsActivities(unique(made), two, everyone)
        const changes = changesToSend(sent, wanted)
        const before = new Map(sent.map((one) => [`${one.activity_id} ${one.person_id}`, one.sequence]))
        for (const { event } of changes) {
          const was = before.get(`${event.activity_id} ${event.person_id}`)
          if (was !== undefined) assert.equal(event.sequence, was + 1)
        }
        const keys = changes.map(({ event }) => `${event.activity_id} ${event.person_id}`)
        assert.equal(new Set(keys).size, keys.length)
        sent = afterSending(sent, changes)
        assert.deepEqual(shown(sent.filter((one) => !one.withdrawn)), shown(wanted))
        assert.deepEqual(changesToSend(sent, wanted), [])
      }
      const gone = afterSending(sent, withdrawals(sent))
      assert.ok(gone.every((one) => one.withdrawn))
      assert.deepEqual(withdrawals(gone), [])
    }),
  )
})

test('the sign differs when anything that would be sent does, whatever its order', () => {
  const first = send([], [walk, feedback])
  assert.equal(signOf(first), signOf(first.toReversed()))
  for (const change of [{ title: 'Walk' }, { place: 'Yard' }, { starts: time('09:20') }, { host_person_id: 'h2' }])
    assert.notEqual(signOf(first), signOf(send([], [{ ...walk, ...change }, feedback])), JSON.stringify(change))
})

test('without a day, after it, or with a clash the programme is not sent', () => {
  assert.match(whyCannotSend({ visit_on: null, visit_second_on: null }, on, [])?.message ?? '', /Choose the day/)
  assert.match(whyCannotSend(oneDay, on.add({ days: 1 }), [])?.message ?? '', /is past/)
  assert.equal(whyCannotSend(twoDays, on.add({ days: 1 }), []), undefined, 'the second day is still to come')
  assert.match(whyCannotSend(oneDay, on, ['Dan is twice'])?.message ?? '', /clashes right first.*Dan is twice/)
  assert.equal(whyCannotSend(oneDay, on, []), undefined)
})

test('each activity stands on its own day of the visit, and what is on a day that is gone leaves calendars', () => {
  const later = { ...walk, id: 'b', on_day: 2 }
  const sent = afterSending([], changesToSend([], personsActivities([walk, later], two, everyone)))
  assert.deepEqual(
    sent.filter((one) => one.person_id === 'h1').map((one) => String(one.visit_on)),
    ['2026-12-03', '2026-12-04'],
  )
  const [, second] = sent.filter((one) => one.person_id === 'h1')
  assert.equal(
    inOneLine(second ?? assert.fail(), twoDays),
    'Friday 4 December 2026, 9:15am to 10am, Learning walk, Hall',
  )
  const changes = changesToSend(sent, personsActivities([walk, later], day, everyone))
  assert.deepEqual(
    changes.map(({ kind, event }) => [kind, event.activity_id, event.person_id]),
    [
      ['withdrawn', 'b', 'h1'],
      ['withdrawn', 'b', 'v1'],
    ],
  )
})
