import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Activity,
  byPeriod,
  currentAndNext,
  type VisitDay,
  whyCannotKeepActivity,
} from './visit-programme.rules.ts'
import { problemsIn } from './visit-programme-problems.rules.ts'

const at = (time: string) => Temporal.PlainTime.from(time)
const day: VisitDay = {
  days: [Temporal.PlainDate.from('2026-12-03')],
  starts: at('08:45'),
  ends: at('15:30'),
  host_school_id: 'host-school',
  host_school_name: 'Fernhill Primary',
  question_limits: { fewest: 2, most: 4 },
  hosts: [
    { person_id: 'h1', name: 'Ruth Adeyemi', school_id: 'host-school' },
    { person_id: 'h2', name: 'Colin Marsh', school_id: 'host-school' },
  ],
  visitors: [
    { person_id: 'v1', name: 'Dan Osei', school_id: 'other-school' },
    { person_id: 'v2', name: 'Priya Nair', school_id: 'third-school' },
  ],
  questions: [{ id: 'q1', text: 'How do pupils find help?' }],
}

const activity = (change: Partial<Activity> = {}): Activity => ({
  id: 'a1',
  on_day: 1,
  starts: at('09:15'),
  ends: at('10:00'),
  kind: 'learning-walk',
  title: 'Learning walk',
  place: 'Around the school',
  host_person_id: 'h1',
  visitor_person_id: 'v1',
  question_id: 'q1',
  ...change,
})

const messages = (...activities: Activity[]) => problemsIn(activities, day).map((problem) => problem.message)
const clashes = (...activities: Activity[]) => problemsIn(activities, day).filter((problem) => problem.kind === 'clash')

test('an activity that fits the day and its people is kept', () => {
  assert.equal(whyCannotKeepActivity(activity(), day), undefined)
  assert.equal(
    whyCannotKeepActivity(
      activity({ host_person_id: null, visitor_person_id: null, question_id: null, place: '' }),
      day,
    ),
    undefined,
  )
})

test('an activity that cannot be is refused with the field and the reason', () => {
  assert.deepEqual(whyCannotKeepActivity(activity({ title: ' ' }), day), {
    field: 'title',
    message: 'Enter what happens',
  })
  assert.equal(whyCannotKeepActivity(activity({ title: 'a'.repeat(151) }), day)?.field, 'title')
  assert.deepEqual(whyCannotKeepActivity(activity({ ends: at('09:15') }), day), {
    field: 'ends',
    message: 'The end must be later than the start',
  })
  assert.match(whyCannotKeepActivity(activity({ starts: at('08:00') }), day)?.message ?? '', /starts at 8:45am/)
  assert.match(whyCannotKeepActivity(activity({ ends: at('16:00') }), day)?.message ?? '', /ends at 3:30pm/)
  assert.match(
    whyCannotKeepActivity(activity({ host_person_id: 'v1' }), day)?.message ?? '',
    /Fernhill Primary’s own team/,
  )
  assert.match(whyCannotKeepActivity(activity({ visitor_person_id: 'h1' }), day)?.message ?? '', /visiting team/)
  assert.equal(whyCannotKeepActivity(activity({ question_id: 'q9' }), day)?.field, 'question_id')
})

test('one person in two places is a clash that names both activities', () => {
  const [clash] = clashes(
    activity(),
    activity({
      id: 'a2',
      title: 'Book study',
      kind: 'book-study',
      starts: at('09:30'),
      ends: at('10:30'),
      place: 'Library',
      host_person_id: 'h2',
    }),
  )
  assert.equal(
    clash?.message,
    'Dan Osei cannot be in two places at once: “Learning walk” (9:15am to 10am) and “Book study” (9:30am to 10:30am) overlap',
  )
  assert.deepEqual(clash?.activity_ids, ['a1', 'a2'])
})

test('one room used twice is a clash, however it is written; “around the school” is not a room', () => {
  const other = { id: 'a2', title: 'Book study', host_person_id: 'h2', visitor_person_id: 'v2' }
  assert.match(
    clashes(activity({ place: 'The Library' }), activity({ ...other, place: 'library ' }))[0]?.message ?? '',
    /^“library” is used twice at the same time, for “Book study”/,
  )
  assert.deepEqual(clashes(activity(), activity(other)), [])
  assert.deepEqual(clashes(activity({ place: '' }), activity({ ...other, place: '' })), [])
})

test('one activity after another is no clash', () => {
  assert.deepEqual(
    clashes(
      activity({ place: 'Library' }),
      activity({ id: 'a2', starts: at('10:00'), ends: at('10:30'), place: 'Library' }),
    ),
    [],
  )
})

test('a meeting of the whole team clashes with an activity of one of its members', () => {
  const meeting = activity({
    id: 'm',
    kind: 'team-meeting',
    title: 'The team compares notes',
    host_person_id: null,
    visitor_person_id: null,
    place: 'Library',
  })
  assert.match(clashes(activity(), meeting)[0]?.message ?? '', /^Dan Osei cannot be in two places/)
})

test('a visitor marked on their own school is a clash', () => {
  const own: VisitDay = { ...day, visitors: [{ person_id: 'v1', name: 'Dan Osei', school_id: 'host-school' }] }
  const found = problemsIn([activity()], own).find((problem) => problem.kind === 'clash')
  assert.equal(
    found?.message,
    'Dan Osei works at Fernhill Primary and cannot be the visitor at “Learning walk” (9:15am to 10am)',
  )
})

test('an observer who has left the team and an activity left outside a shorter day are shown', () => {
  const fewer: VisitDay = { ...day, starts: at('09:30'), hosts: [], visitors: [] }
  const found = problemsIn([activity()], fewer).filter((problem) => problem.kind === 'clash')
  assert.equal(found.length, 3)
  assert.match(found[0]?.message ?? '', /outside the visit, which runs from 9:30am to 3:30pm/)
  assert.match(found[1]?.message ?? '', /no longer in the team/)
})

test('advice names the visitor with no activity, the question nobody looks at and the missing half of a pair', () => {
  const found = messages(activity({ host_person_id: null, question_id: null, place: '' }))
  assert.ok(found.includes('Priya Nair is not paired with anyone at any activity'))
  assert.ok(found.includes('No activity looks at the question “How do pupils find help?”'))
  assert.ok(found.includes('“Learning walk” (9:15am to 10am) still needs an observer from Fernhill Primary'))
  assert.ok(found.includes('No place yet for “Learning walk” (9:15am to 10am)'))
})

test('many activities without a place are counted, and the first is named', () => {
  const four = ['1', '2', '3', '4'].map((id) =>
    activity({ id, place: '', starts: at(`1${id}:00`), ends: at(`1${id}:30`) }),
  )
  assert.ok(
    messages(...four).includes('4 activities have no place yet, the first of them “Learning walk” (11am to 11:30am)'),
  )
})

test('a day without a meeting of the team and feedback at its end gets advice, and with them none', () => {
  const second = activity({
    id: 'a2',
    title: 'Books',
    visitor_person_id: 'v2',
    host_person_id: 'h2',
    place: 'Library',
    kind: 'book-study',
  })
  const meeting = activity({
    id: 'm',
    kind: 'team-meeting',
    title: 'Notes',
    starts: at('14:00'),
    ends: at('14:45'),
    host_person_id: null,
    visitor_person_id: null,
  })
  const feedback = activity({
    id: 'f',
    kind: 'feedback',
    title: 'Feedback',
    starts: at('14:45'),
    ends: at('15:30'),
    visitor_person_id: null,
  })
  assert.equal(messages(activity(), second).length, 2)
  assert.deepEqual(messages(activity(), second, meeting, feedback), [])
  assert.match(messages(activity(), second, feedback)[0] ?? '', /Keep time for the team to meet/)
  assert.match(
    messages(activity(), second, { ...meeting, starts: at('08:45'), ends: at('09:10') }, feedback)[0] ?? '',
    /Keep time/,
  )
  const early = { ...feedback, starts: at('13:00'), ends: at('13:30') }
  assert.ok(messages(activity(), second, meeting, early).some((message) => /best at the end of the day/.test(message)))
})

test('a question that one kind of source answers, and an activity that looks at none, get advice', () => {
  const lessons = activity({ id: 'a2', kind: 'lesson-visit', starts: at('10:30'), ends: at('11:00') })
  const one = messages(activity(), lessons)
  assert.ok(
    one.some((message) =>
      /Plan another way to look at question 1, .*: everything about it is seen in lessons/.test(message),
    ),
  )
  const two = messages(activity(), { ...lessons, kind: 'pupil-conversation' })
  assert.ok(!two.some((message) => /two kinds of source/.test(message)))
  const team = messages(activity({ kind: 'team-meeting' }))
  assert.ok(team.some((message) => /only meetings of the team look at it/.test(message)))
  const lost = messages(activity({ question_id: 'gone' }), activity({ id: 'a2', kind: 'feedback', question_id: null }))
  assert.ok(lost.includes('“Learning walk” (9:15am to 10am) looks at none of the questions'))
  const many = ['1', '2', '3', '4'].map((id) => activity({ id, question_id: null }))
  assert.ok(messages(...many).includes('4 activities look at none of the questions'))
})

test('an empty programme has no problems to list', () => assert.deepEqual(problemsIn([], day), []))

test('every pair of activities that overlap for one person is reported exactly once', () => {
  const minute = fc.integer({ min: 0, max: 80 })
  const one = fc.record({ from: minute, length: fc.integer({ min: 1, max: 30 }), who: fc.constantFrom('v1', 'v2') })
  fc.assert(
    fc.property(fc.array(one, { maxLength: 8 }), (list) => {
      const activities = list.map((item, index) =>
        activity({
          id: String(index),
          starts: at('08:45').add({ minutes: item.from }),
          ends: at('08:45').add({ minutes: item.from + item.length }),
          visitor_person_id: item.who,
          host_person_id: null,
        }),
      )
      let pairs = 0
      for (const [index, a] of list.entries()) {
        for (const b of list.slice(index + 1))
          if (a.who === b.who && a.from < b.from + b.length && b.from < a.from + a.length) pairs++
      }
      assert.equal(clashes(...activities).length, pairs)
    }),
  )
})

test('periods keep every activity once, in order', () => {
  const periods = byPeriod([
    activity({ id: 'c', starts: at('10:00'), ends: at('11:00') }),
    activity({ id: 'b', title: 'Zebra crossing' }),
    activity(),
  ])
  assert.deepEqual(
    periods.map((period) => period.activities.map((one) => one.id)),
    [['a1', 'b'], ['c']],
  )
})

test('on the day, what is on now comes first and then what is next', () => {
  const list = [
    activity(),
    activity({ id: 'b', starts: at('10:00'), ends: at('11:00') }),
    activity({ id: 'c', starts: at('11:00'), ends: at('12:00') }),
  ]
  const ids = (time: string) => {
    const { current, next } = currentAndNext(list, at(time))
    return [current.map((one) => one.id), next.map((one) => one.id)]
  }
  assert.deepEqual(ids('08:00'), [[], ['a1']])
  assert.deepEqual(ids('09:30'), [['a1'], ['b']])
  assert.deepEqual(ids('10:00'), [['b'], ['c']])
  assert.deepEqual(ids('13:00'), [[], []])
})

test('on two days, nothing clashes with what is on the other day, and each day has its own now and next', () => {
  const first = Temporal.PlainDate.from('2026-12-03')
  const two: VisitDay = { ...day, days: [first, first.add({ days: 1 })] }
  const times = fc.constantFrom('08:45', '09:15', '10:00', '13:00')
  const lengths = fc.constantFrom(30, 45, 90)
  const one = fc.record({ starts: times, minutes: lengths, on_day: fc.constantFrom(1, 2) })
  fc.assert(
    fc.property(fc.array(one, { maxLength: 8 }), (made) => {
      const all = made.map(({ starts, minutes, on_day }, index) =>
        activity({ id: `a${index}`, place: 'Hall', on_day, starts: at(starts), ends: at(starts).add({ minutes }) }),
      )
      for (const { kind, activity_ids } of problemsIn(all, two)) {
        const days = all.filter(({ id }) => activity_ids.includes(id)).map(({ on_day }) => on_day)
        assert.ok(kind !== 'clash' || new Set(days).size === 1)
      }
      const periods = byPeriod(all)
      assert.deepEqual(
        periods.map(({ on_day }) => on_day),
        periods.map(({ on_day }) => on_day).sort(),
      )
      for (const period of periods) assert.ok(period.activities.every(({ on_day }) => on_day === period.on_day))
    }),
  )
  const later = activity({ on_day: 2 })
  assert.equal(whyCannotKeepActivity(later, two), undefined)
  assert.match(whyCannotKeepActivity(later, day)?.message ?? '', /The visit has one day/)
  assert.ok(
    problemsIn([later], day).some(
      ({ kind, message }) => kind === 'clash' && /planned for the second day/.test(message),
    ),
  )
  const feedback = (on_day: number) =>
    activity({ id: 'f', kind: 'feedback', on_day, starts: at('14:45'), ends: at('15:30') })
  const advice = (on_day: number) =>
    problemsIn([later, feedback(on_day)], two)
      .map(({ message }) => message)
      .join()
  assert.match(advice(1), /feedback is best at the end of the second day/)
  assert.doesNotMatch(advice(2), /feedback is best/)
})
