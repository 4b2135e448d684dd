import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomFrom } from '../random.ts'
import type { SingleRule } from './feasible.ts'
import { whyImpossible } from './impossible.ts'
import { formGroupsInWorker } from './in-worker.ts'
import { type GroupingProblem, groupingProblem, sizesOf } from './problem.ts'
import { violationsOf } from './recount.ts'
import { settleRules } from './smallest-conflict.ts'

type Rules = NonNullable<GroupingProblem['rules']>

/** Few schools and more rules than can often be kept. */
function crowdedProblem(seed: number): GroupingProblem {
  const random = randomFrom(seed)
  const pick = (below: number) => Math.floor(random() * below)
  const n = 5 + pick(3)
  const groups: GroupingProblem['groups'][] = [
    { sizes: { min: 2, target: 3, max: 4 } },
    { sizes: { min: 1, target: 2, max: 3 } },
    {
      bounds: [
        [1, 3],
        [2, 4],
        [0, 3],
      ],
    },
  ]
  const schools = Array.from({ length: n }, (_, index) => ({
    id: `s${index}`,
    phase: pick(2) === 0 ? 'Secondary' : 'Primary',
    trust: pick(2) === 0 ? `Trust ${pick(3)}` : '',
  }))
  const pairs = (most: number) =>
    Array.from({ length: pick(most + 1) }, (): [string, string] => {
      const from = pick(n)
      return [`s${from}`, `s${(from + 1 + pick(n - 1)) % n}`]
    })
  const rules: Rules = { together: pairs(3), apart: pairs(6) }
  if (pick(2) === 0) rules.separateTrusts = true
  if (pick(3) === 0) rules.everyGroupHas = [{ phase: 'Secondary', atLeast: 1 }]
  if (pick(4) === 0) rules.crossPhase = true
  if (pick(5) === 0) rules.singlePhase = true
  if (pick(3) === 0) rules.coaches = schools.slice(0, 2 + pick(2)).map(({ id }) => id)
  if (pick(3) === 0) rules.fixed = { [`s${pick(n)}`]: pick(2), [`s${pick(n)}`]: pick(2) }
  return groupingProblem.parse({ schools, groups: groups[pick(3)], rules, objective: { profile: 1 } })
}

/** The same problem with some of its rules only; the sizes are looked at by themselves. */
function withRules(
  problem: GroupingProblem,
  rules: readonly SingleRule[],
): { some: GroupingProblem; hasSizes: boolean } {
  const some: Rules = { together: [], apart: [], everyGroupHas: [], fixed: {} }
  const trusts = new Set<string>()
  for (const rule of rules) {
    if (rule.kind === 'together' || rule.kind === 'apart') some[rule.kind]?.push([rule.pair[0], rule.pair[1]])
    if (rule.kind === 'trust') trusts.add(rule.trust)
    if (rule.kind === 'has') some.everyGroupHas?.push({ phase: rule.phase, atLeast: rule.atLeast })
    if (rule.kind === 'singlePhase' || rule.kind === 'crossPhase') some[rule.kind] = true
    if (rule.kind === 'coaches') some.coaches = [...rule.schools]
    if (rule.kind === 'fixed' && some.fixed) some.fixed[rule.school] = rule.group
  }
  if (trusts.size > 0) some.separateTrusts = true
  const schools = problem.schools.map((school) => ({
    ...school,
    trust: trusts.has(school.trust ?? '') ? school.trust : '',
  }))
  return { some: { ...problem, schools, rules: some }, hasSizes: rules.some(({ kind }) => kind === 'sizes') }
}

function canBeKept(problem: GroupingProblem, rules: readonly SingleRule[]): boolean {
  const { some, hasSizes } = withRules(problem, rules)
  const sizes = sizesOf(problem)
  const count = sizes?.kind === 'counts' ? sizes.sizes.length : (sizes?.bounds.length ?? 0)
  for (let code = 0; code < count ** problem.schools.length; code++) {
    const groups: string[][] = Array.from({ length: count }, () => [])
    let rest = code
    for (const { id } of problem.schools) {
      groups[rest % count]?.push(id)
      rest = Math.floor(rest / count)
    }
    if (sizes?.kind === 'counts' && groups.some((ids) => ids.length === 0)) continue
    const broken = violationsOf(some, groups).filter(({ rule }) => hasSizes || !rule.startsWith('groups'))
    if (broken.length === 0) return true
  }
  return false
}

test('whatever contradicts itself is refused with rules that cannot be kept together, and none of them can be spared', async () => {
  let conflicts = 0
  let unforeseen = 0
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e9 }), async (seed) => {
      const problem = crowdedProblem(seed)
      const settled = await settleRules(problem, () => 60)
      assert.ok(settled)
      if ('groups' in settled) {
        assert.deepEqual(violationsOf(problem, settled.groups), [])
        assert.equal(whyImpossible(problem), undefined)
        return
      }
      conflicts++
      if (!whyImpossible(problem)) unforeseen++
      assert.ok(!canBeKept(problem, settled.rules), settled.conflict.reason)
      for (const rule of settled.rules)
        assert.ok(
          canBeKept(
            problem,
            settled.rules.filter((each) => each !== rule),
          ),
          `${settled.conflict.reason} ${JSON.stringify(rule)}`,
        )
    }),
    { numRuns: 60, seed: 3 },
  )
  assert.ok(conflicts >= 20 && unforeseen >= 5, `${conflicts} ${unforeseen}`)
})

test('the rules are named in words, and an arrangement is given where there is one', async () => {
  const schools = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((id) => ({ id }))
  const problemWith = (rules: Rules) =>
    groupingProblem.parse({ schools, groups: { counts: { 3: 3 } }, rules, objective: { profile: 1 } })
  // Two and two kept together leave room for one each; the pair g-h then needs the third group, and i-f with it does not fit.
  const pairs = problemWith({
    together: [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', 'h'],
    ],
    apart: [['a', 'i']],
  })
  assert.equal(whyImpossible(pairs), undefined)
  const settled = await settleRules(pairs, () => 60)
  assert.ok(settled && 'conflict' in settled)
  assert.equal(
    settled.conflict.reason,
    'These 5 rules cannot all be kept with 3 groups: each group has 3 schools; a and b are kept together; c and d are kept together; e and f are kept together; g and h are kept together. Without any one of them the others can be kept.',
  )
  assert.deepEqual(settled.conflict.rules, ['groups', 'rules.together'])
  assert.deepEqual(settled.conflict.schools, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
  const free = await settleRules(problemWith({ together: [['a', 'b']], apart: [['a', 'c']] }), () => 60)
  assert.ok(free && 'groups' in free)
  assert.equal(await settleRules(pairs, () => 0), undefined)
})

test('a search that kept not every rule is answered with the rules that stand against each other', async () => {
  const problem = groupingProblem.parse({
    schools: ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id })),
    groups: { counts: { 3: 2 } },
    rules: {
      together: [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
      ],
    },
    objective: { profile: 1 },
  })
  const result = await formGroupsInWorker(problem, { seconds: 0.1, seed: 1, boundSeconds: 0 }).result
  assert.ok('conflict' in result)
  assert.match(
    result.conflict.reason,
    /^These 4 rules cannot all be kept with 2 groups: each group has 3 schools; a and b/,
  )
})
