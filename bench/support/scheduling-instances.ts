import { randomFrom } from '../../src/lib/random.ts'
import { type SchedulingProblem, schedulingProblem } from '../../src/lib/scheduling/problem.ts'

/**
 * A programme of two years: groups of six and five schools, a head of each school with days away, leaders who serve two groups
 * each. The same seed gives the same programme.
 */
export function generatedProgramme(groups: number, schools: number, seed: number): SchedulingProblem {
  const random = randomFrom(seed)
  const awayIn = (count: number) =>
    Array.from({ length: count }, () => {
      const from = Temporal.PlainDate.from('2026-09-01').add({ days: Math.floor(random() * 700) })
      return { from: from.toString(), to: from.add({ days: Math.floor(random() * 8) }).toString() }
    })
  const ids = Array.from({ length: schools }, (_, index) => `S${index + 1}`)
  const grouped = Array.from({ length: groups }, (_, group) => ({
    id: `G${group + 1}`,
    schools: ids.slice(Math.floor((group * schools) / groups), Math.floor(((group + 1) * schools) / groups)),
  }))
  return schedulingProblem.parse({
    from: '2026-09-01',
    to: '2028-08-28',
    groups: grouped,
    schools: ids.map((id) => ({ id, blocked: awayIn(3), ...(random() < 0.1 ? { earliest: '2027-01-04' } : {}) })),
    people: [
      ...grouped.flatMap(({ id, schools: own }) =>
        own.map((school) => ({ id: `head of ${school}`, groups: [id], blocked: awayIn(3) })),
      ),
      ...Array.from({ length: Math.ceil(groups / 2) }, (_, index) => ({
        id: `ILE ${index + 1}`,
        groups: grouped.slice(2 * index, 2 * index + 2).map(({ id }) => id),
        blocked: awayIn(6),
      })),
    ],
  })
}
