import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { problemsIn, type VisitDay, whyCannotKeepActivity } from './visit-programme.rules.ts'
import { suggestedProgramme } from './visit-programme-suggestion.rules.ts'

const people = (side: string, school: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    person_id: `${side}${index}`,
    name: `${side} ${index}`,
    school_id: school,
  }))

function dayOf(minutes: number, hosts: number, visitors: number, questions: number): VisitDay {
  const starts = Temporal.PlainTime.from('08:45')
  return {
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
})

test('every suggested activity may be kept, and no suggestion has a clash', () => {
  fc.assert(
    fc.property(days, ({ minutes, hosts, visitors, questions }) => {
      const day = dayOf(minutes, hosts, visitors, questions)
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
      ({ minutes, hosts, visitors, questions }) => {
        const day = dayOf(minutes, hosts, visitors, questions)
        const programme = suggestedProgramme(day).map((activity, index) => ({ ...activity, id: String(index) }))
        const advice = problemsIn(programme, day).map((problem) => problem.message)
        assert.deepEqual(
          advice.filter((message) => !/still needs|[Nn]o place yet/.test(message)),
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

test('a day too short for a visit gets no suggestion', () =>
  assert.deepEqual(suggestedProgramme(dayOf(90, 2, 4, 3)), []))
