import { type GroupingProblem, groupingProblem } from '../../src/lib/grouping/problem.ts'
import { randomFrom } from '../../src/lib/random.ts'

type Shape = {
  schools: number
  /** How many groups there are to begin with. */
  groups: number
  sizes: { min: number; target: number; max: number }
  /** How likely each kind of rule is, from 0 to 1. */
  rules: number
  /** How many of the schools have no group yet. */
  joiners?: number
}

/** A problem with some of every rule and aim, and groups drawn without regard to them, the same for the same seed. */
export function arranged(seed: number, shape: Shape): { problem: GroupingProblem; groups: string[][] } {
  const random = randomFrom(seed)
  const below = (count: number) => Math.floor(random() * count)
  const ids = Array.from({ length: shape.schools }, (_, index) => `s${index}`)
  const topics = ['reading', 'speech', 'behaviour', 'attendance']
  const schools = ids.map((id) => ({
    id,
    x: random() * 40,
    y: random() * 40,
    phase: ['primary', 'primary', 'secondary'][below(3)] ?? '',
    trust: random() < 0.5 ? `Trust ${below(shape.schools / 2)}` : '',
    district: `District ${below(3)}`,
    strengths: topics.filter(() => random() < 0.3),
    priorities: topics.filter(() => random() < 0.4),
    profile: random() < 0.8 ? { size: random() * 4, provision: below(2) } : {},
  }))
  const pair = (): [string, string] => {
    const first = below(ids.length)
    return [ids[first] ?? '', ids[(first + 1 + below(ids.length - 1)) % ids.length] ?? '']
  }
  const pairs = (most: number) => Array.from({ length: below(most + 1) }, pair)
  const maybe = () => random() < shape.rules
  const groups = Array.from({ length: shape.groups }, (): string[] => [])
  for (const [index, id] of ids.slice(0, ids.length - (shape.joiners ?? 0)).entries())
    groups[index < shape.groups ? index : below(shape.groups)]?.push(id)
  const problem = groupingProblem.parse({
    schools,
    groups: { sizes: shape.sizes },
    rules: {
      separateTrusts: maybe(),
      together: maybe() ? pairs(2) : [],
      apart: maybe() ? pairs(3) : [],
      everyGroupHas: maybe() ? [{ phase: 'primary', atLeast: 1 }] : [],
      singlePhase: maybe() && random() < 0.3,
      crossPhase: maybe() && random() < 0.3,
      ...(maybe() ? { coaches: ids.filter(() => random() < 0.6) } : {}),
      fixed: maybe()
        ? Object.fromEntries(
            Array.from({ length: 1 + below(2) }, () => [ids[below(ids.length)] ?? '', below(shape.groups)]),
          )
        : {},
    },
    objective: {
      travel: 1,
      unmetPriorities: 6,
      profile: random() - 0.5,
      sameDistrict: random() - 0.5,
      pastPartners: 2 * random() - 1,
      unmetWishes: 5,
    },
    partners: pairs(shape.schools),
    wishes: pairs(shape.schools),
    travelTable: pairs(4).map(([a, b]): [string, string, number] => [a, b, random() * 50]),
  })
  return { problem, groups }
}
