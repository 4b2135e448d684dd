/** Leaders and requests of an imagined county, for measuring how leaders are matched. */
import { type MatchingProblem, matchingProblem } from '../../src/lib/matching/problem.ts'
import { randomFrom } from '../../src/lib/random.ts'

const phases = ['Primary', 'Primary', 'Primary', 'Secondary', 'Special']
const topics = ['autism', 'speech and language', 'behaviour', 'attendance', 'early years', 'leadership']
const county = { width: 90, height: 45, towns: 12 }

/**
 * A county in which 23 groups of about six schools each ask for two days for every school, and 40 leaders give eight days each.
 * Schools lie around towns; a group lies around one of its own. A third of the leaders support primary schools only; each knows
 * two topics, works at a school, and some belong to its trust or have declared a conflict.
 */
export function generatedCounty(seed: number, more: { mostLeadersPerGroup?: number } = {}): MatchingProblem {
  const random = randomFrom(seed)
  const below = (count: number) => Math.floor(random() * count)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const place = () => ({ x: random() * county.width, y: random() * county.height })
  const near = (at: { x: number; y: number }, km: number) => ({
    x: at.x + (random() - 0.5) * 2 * km,
    y: at.y + (random() - 0.5) * 2 * km,
  })
  const towns = Array.from({ length: county.towns }, place)
  const middles = Array.from({ length: 23 }, (_, group) => near(towns[group % towns.length] ?? place(), 8))
  const requests = Array.from({ length: 136 }, (_, index) => ({
    id: `R${index}`,
    school: `S${index}`,
    phase: pick(phases),
    ...near(middles[index % 23] ?? place(), 6),
    days: 2,
    group: `G${index % 23}`,
    ...(random() < 0.5 ? { trust: `T${below(20)}` } : {}),
    ...(random() < 0.6 ? { expertise: [pick(topics)] } : {}),
  }))
  const leaders = Array.from({ length: 40 }, (_, index) => ({
    id: `L${index}`,
    days: 8,
    ...near(pick(towns), 12),
    ...(random() < 0.33 ? { phases: ['Primary'] } : {}),
    expertise: [pick(topics), pick(topics)],
    schools: [`S${below(136)}`],
    ...(random() < 0.4 ? { trusts: [`T${below(20)}`] } : {}),
    ...(random() < 0.3 ? { conflicts: [`S${below(136)}`, `S${below(136)}`] } : {}),
  }))
  return matchingProblem.parse({ leaders, requests, ...more })
}
