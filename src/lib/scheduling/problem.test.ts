import assert from 'node:assert/strict'
import { test } from 'node:test'
import { schedulingProblem } from './problem.ts'

const right = { from: '2026-09-01', to: '2028-07-21', groups: [{ id: 'Medway', schools: ['Oak', 'Ash'] }] }

function pathsOf(problem: unknown): string[] {
  const result = schedulingProblem.safeParse(problem)
  assert.ok(!result.success)
  return result.error.issues.map(({ path }) => path.join('.'))
}

test('a wrong value is refused with its path', () => {
  assert.ok(schedulingProblem.safeParse(right).success)
  const wrong: [object, string][] = [
    [{ from: '2026-02-30' }, 'from'],
    [{ to: '2026-08-01' }, 'to'],
    [{ to: '2046-08-01' }, 'to'],
    [{ groups: [] }, 'groups'],
    [{ groups: [{ id: 'Medway', schools: ['Oak', 'Oak'] }] }, 'groups.0.schools.1'],
    [{ schools: [{ id: 'Elm' }] }, 'schools.0.id'],
    [{ schools: [{ id: 'Oak', blocked: [{ from: '2026-10-02', to: '2026-10-01' }] }] }, 'schools.0.blocked.0.to'],
    [{ schools: [{ id: 'Oak', earliest: '2027-02-01', latest: '2027-01-01' }] }, 'schools.0.latest'],
    [{ schools: [{ id: 'Oak', fixed: { visit: '2029-01-01' } }] }, 'schools.0.fixed.visit'],
    [{ people: [{ id: 'Rahman', groups: ['Swale'] }] }, 'people.0.groups.0'],
    [{ people: [{ id: 'Rahman', mostVisitsAWeek: 0 }] }, 'people.0.mostVisitsAWeek'],
    [{ rules: { followUp: { weeks: { from: 6, aim: 5, to: 7 } } } }, 'rules.followUp.weeks'],
    [{ rules: { followUp: null, checkIn: { after: 'follow-up' } } }, 'rules.checkIn.after'],
    [{ weights: { uneven: -1 } }, 'weights.uneven'],
    [{ slipped: ['Oak'] }, 'slipped.0'],
    [{ calendar: [{ school: 'Elm' }] }, 'calendar.0.school'],
    [
      {
        terms: [
          { name: 'a', from: '2026-09-01', to: '2026-10-01' },
          { name: 'b', from: '2026-10-02', to: '2026-12-01' },
        ],
      },
      'terms.1.from',
    ],
    [{ holidays: [] }, ''],
  ]
  for (const [change, path] of wrong) assert.deepEqual(pathsOf({ ...right, ...change }), [path], JSON.stringify(change))
})
