import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type VisitDay, whyCannotKeepActivity } from './visit-programme.rules.ts'
import { problemsIn } from './visit-programme-problems.rules.ts'
import { suggestedProgramme } from './visit-programme-suggestion.rules.ts'

const people = (side: string, school: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    person_id: `${side}${index}`,
    name: `${side} ${index}`,
    school_id: school,
  }))

function dayOf(minutes: number, hosts: number, visitors: number, questions: number, two = false): VisitDay {
  const first = Temporal.PlainDate.from('2026-12-03')
  const starts = Temporal.PlainTime.from('08:45')
  return {
    days: two ? [first, first.add({ days: 1 })] : [first],
    starts,
    ends: starts.add({ minutes }),
    host_school_id: 'home',
    host_school_name: 'Fernhill Primary',
    question_limits: { fewest: 2, most: 4 },
    hosts: people('host', 'home', hosts),
    visitors: people('visitor', 'away', visitors),
    questions: Array.from({ length: questions }, (_, index) => ({ id: `q${index}`, text: `Question ${index}?` })),
  }
}

const days = fc.record({
  minutes: fc.integer({ min: 0, max: 600 }),
  hosts: fc.nat(6),
  visitors: fc.nat(9),
  questions: fc.nat(4),
  two: fc.boolean(),
})

test('every suggested activity may be kept, and no suggestion has a clash', () => {
  fc.assert(
    fc.property(days, ({ minutes, hosts, visitors, questions, two }) => {
      const day = dayOf(minutes, hosts, visitors, questions, two)
      const programme = suggestedProgramme(day).map((activity, index) => ({ ...activity, id: String(index) }))
      for (const activity of programme) assert.equal(whyCannotKeepActivity(activity, day), undefined)
      assert.deepEqual(
        problemsIn(programme, day).filter((problem) => problem.kind === 'clash'),
        [],
      )
    }),
  )
})

test('from two hours on, every visitor and every question has an activity, and the day ends as advised', () => {
  fc.assert(
    fc.property(
      days.filter((one) => one.minutes >= 120),
      ({ minutes, hosts, visitors, questions, two }) => {
        const day = dayOf(minutes, hosts, visitors, questions, two)
        const programme = suggestedProgramme(day).map((activity, index) => ({ ...activity, id: String(index) }))
        const advice = problemsIn(programme, day).map((problem) => problem.message)
        assert.deepEqual(
          advice.filter((message) => !/still needs|[Nn]o place yet|two kinds of source/.test(message)),
          [],
        )
      },
    ),
  )
})

test('on a usual day with a pair or more, every question can be answered from two kinds of source', () => {
  fc.assert(
    fc.property(
      days.filter((one) => one.minutes >= 300 && one.hosts > 0 && one.visitors > 0),
      ({ minutes, hosts, visitors, questions, two }) => {
        const day = dayOf(minutes, hosts, visitors, questions, two)
        const programme = suggestedProgramme(day).map((activity, index) => ({ ...activity, id: String(index) }))
        const advice = problemsIn(programme, day).map((problem) => problem.message)
        assert.deepEqual(
          advice.filter((message) => /two kinds of source|none of the questions/.test(message)),
          [],
        )
      },
    ),
  )
})

test('a usual day starts at 8:45am with the team and ends at 3:30pm with feedback', () => {
  const programme = suggestedProgramme(dayOf(405, 2, 4, 3))
  assert.equal(programme[0]?.kind, 'team-meeting')
  assert.equal(String(programme[0]?.starts), '08:45:00')
  assert.equal(programme.at(-1)?.kind, 'feedback')
  assert.equal(String(programme.at(-1)?.ends), '15:30:00')
  assert.equal(programme.filter((activity) => String(activity.starts) === '09:15:00').length, 2)
  assert.ok(programme.every((activity) => activity.kind === 'team-meeting' || activity.host_person_id !== null))
})

test('three pairs look at three questions in several ways before and after lunch', () => {
  const told = suggestedProgramme(dayOf(405, 3, 3, 3)).map((one) =>
    [
      `${one.starts.toString().slice(0, 5)} to ${one.ends.toString().slice(0, 5)} ${one.kind}: ${one.title}`,
      one.place,
      [one.host_person_id, one.visitor_person_id, one.question_id].filter(Boolean).join(' '),
    ].join(' | '),
  )
  assert.deepEqual(told, [
    '08:45 to 09:10 team-meeting: The team meets: welcome and the focus of the day |  | ',
    '09:15 to 10:15 learning-walk: Learning walk together | Around the school | host0 visitor0 q0',
    '09:15 to 10:15 lesson-visit: Lessons seen in pairs |  | host1 visitor1 q1',
    '09:15 to 10:15 document-check: Provision maps and support plans |  | host2 visitor2 q2',
    '10:30 to 11:20 pupil-conversation: A conversation with a group of pupils |  | host0 visitor0 q0',
    '10:30 to 11:20 book-study: Pupils’ books, looked at together |  | host1 visitor1 q1',
    '10:30 to 11:20 lesson-visit: Lessons seen in pairs |  | host2 visitor2 q2',
    '11:25 to 12:10 book-study: Pupils’ books, looked at together |  | host0 visitor0 q0',
    '11:25 to 12:10 staff-meeting: Teaching assistants talk about their day |  | host1 visitor1 q1',
    '11:25 to 12:10 pupil-conversation: A conversation with a group of pupils |  | host2 visitor2 q2',
    '12:10 to 12:45 social-time: Lunch and the playground | Around the dining hall and playground | host1 visitor1 q2',
    '13:00 to 13:45 staff-meeting: Teachers talk about planning for every pupil |  | host0 visitor0 q0',
    '13:00 to 13:45 parent-meeting: Parents and carers meet the team |  | host1 visitor1 q1',
    '13:00 to 13:45 document-check: How the school checks what helps |  | host2 visitor2 q2',
    '13:50 to 14:40 team-meeting: The team compares its notes |  | ',
    '14:45 to 15:30 feedback: What we saw: feedback to the school |  | host0',
  ])
  assert.ok(suggestedProgramme(dayOf(120, 3, 3, 3)).length > 0)
  assert.deepEqual(suggestedProgramme(dayOf(119, 3, 3, 3)), [])
})

test('of two days the second looks on in other ways and pairs, and ends with the feedback', () => {
  const programme = suggestedProgramme(dayOf(405, 2, 3, 2, true))
  const kindsOn = (number: number) => programme.filter(({ on_day }) => on_day === number).map(({ kind }) => kind)
  assert.equal(kindsOn(1).includes('feedback'), false)
  assert.equal(kindsOn(2).at(-1), 'feedback')
  for (const number of [1, 2]) {
    assert.equal(kindsOn(number)[0], 'team-meeting')
    const seen = programme.filter((one) => one.on_day === number && one.question_id).map((one) => one.question_id)
    assert.deepEqual([...new Set(seen)].sort(), ['q0', 'q1'])
  }
  assert.notDeepEqual(kindsOn(1), kindsOn(2))
})

test('a day too short for a visit gets no suggestion', () =>
  assert.deepEqual(suggestedProgramme(dayOf(90, 2, 4, 3)), []))
