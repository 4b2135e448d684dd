import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Binding } from './binding.ts'
import { effectOf, type Move } from './effect.ts'
import { explainSchool } from './explain.ts'
import { alternativeInWords, bindingInWords, effectInWords, lengthInWords, violationInWords } from './in-words.ts'
import { groupingProblem } from './problem.ts'

const names = {
  a: 'Oak Primary',
  b: 'Ash School',
  c: 'Elm Primary',
  d: 'Fir School',
  e: 'Yew Primary',
  f: 'Bay School',
}
const nameOf = (id: string) => names[id as keyof typeof names]
const groupName = (index: number) => ['Ashford 1', 'Dover 1', 'Dover 2'][index] ?? 'a new group'

const problem = groupingProblem.parse({
  schools: [
    { id: 'a', x: 0, y: 0, priorities: ['attendance'] },
    { id: 'b', x: 1, y: 0, strengths: ['attendance'], trust: 'Hill' },
    { id: 'c', x: 2, y: 0 },
    { id: 'd', x: 10, y: 0, priorities: ['attendance', 'reading'], trust: 'Hill' },
    { id: 'e', x: 11, y: 0, strengths: ['reading'] },
    { id: 'f', x: 12, y: 0 },
  ],
  groups: { sizes: { min: 3, target: 3, max: 3 } },
  rules: { separateTrusts: true, coaches: ['a', 'f'], apart: [['c', 'f']] },
  wishes: [
    ['c', 'b'],
    ['f', 'b'],
  ],
  partners: [['b', 'e']],
})
const groups = [
  ['a', 'b', 'c'],
  ['d', 'e', 'f'],
]
const said = (moves: Move[], saying = {}) => effectInWords(effectOf(problem, groups, moves), nameOf, groupName, saying)

test('a swap is told as who goes where, what it costs each group, and who loses or gains what', () => {
  const moves = [
    { school: 'b', to: 1 },
    { school: 'e', to: 0 },
  ]
  assert.deepEqual(said(moves, { topic: (key: string) => (key === 'reading' ? 'early reading' : key) }), [
    'Ash School would go from Ashford 1 to Dover 1.',
    'Yew Primary would go from Dover 1 to Ashford 1.',
    '18.0 km more between the three schools of Ashford 1 together.',
    '18.0 km more between the three schools of Dover 1 together.',
    'Oak Primary would no longer have a partner strong in attendance.',
    'Fir School would no longer have a partner strong in early reading.',
    'Fir School would gain a partner strong in attendance.',
    'Elm Primary would no longer be with Ash School, as it wished.',
    'Bay School would be with Ash School, as it wished.',
    'A rule would be broken: Fir School and Ash School are of one trust and both in Dover 1.',
  ])
})

test('a move is told with the sizes that it makes, and the rules that they break', () => {
  assert.deepEqual(said([{ school: 'c', to: 1 }], { unit: 'minutes' }), [
    'Elm Primary would go from Ashford 1 to Dover 1.',
    'Ashford 1 would have two schools instead of three, with 3 minutes less between them together.',
    'Dover 1 would have four schools instead of three, with 27 minutes more between them together.',
    'Elm Primary would no longer be with Ash School, as it wished.',
    'A rule would be broken: Ashford 1 has two schools, which is too few.',
    'A rule would be broken: Dover 1 has four schools, which is too many.',
    'A rule would be broken: Elm Primary and Bay School are to be kept apart, but are in one group.',
  ])
})

test('partners who meet again are named once, a new group and a group without schools by what they are', () => {
  const all = ['a', 'b', 'c'].map((school) => ({ school, to: 2 }))
  const lines = said([...all, { school: 'e', to: 2 }])
  assert.ok(lines.includes('Ash School would be with Yew Primary again, as in an earlier group.'))
  assert.equal(lines.filter((line) => line.includes('again')).length, 1)
  assert.ok(lines.includes('Ashford 1 would have no schools left.'))
  assert.deepEqual(said([{ school: 'a', to: 0 }]), ['Every school would stay where it is.'])
})

test('what no longer is broken is said, too', () => {
  const before = [
    ['a', 'e', 'c'],
    ['d', 'b', 'f'],
  ]
  const mending = effectOf(problem, before, [
    { school: 'e', to: 1 },
    { school: 'b', to: 0 },
  ])
  assert.deepEqual(
    effectInWords(mending, nameOf, groupName).at(-1),
    'This would no longer be so: Fir School and Ash School are of one trust and both in Dover 1.',
  )
})

test('an alternative has a title, and effects that do not repeat it', () => {
  const [best] = explainSchool(problem, groups, 'b').alternatives
  assert.ok(best)
  const { title, effects } = alternativeInWords(best, nameOf, groupName)
  assert.equal(title, 'Ash School to Dover 1, in return for Fir School')
  assert.ok(effects.length > 0 && effects.every((line) => !line.includes('would go from')))
})

test('each rule that binds is a sentence with the names that people know', () => {
  const say = (binding: Binding) => bindingInWords(binding, 'a', nameOf, groupName, { phase: () => 'secondary' })
  assert.deepEqual(
    (
      [
        { keeps: 'here', rule: 'locked', group: 0 },
        { keeps: 'here', rule: 'fixed', group: 0 },
        { keeps: 'here', rule: 'together', group: 0, schools: ['b', 'c'] },
        { keeps: 'here', rule: 'coach', group: 0 },
        { keeps: 'here', rule: 'crossPhase', group: 0 },
        { keeps: 'here', rule: 'phase', group: 0, phase: 's', atLeast: 1 },
        { keeps: 'here', rule: 'phase', group: 0, phase: 's', atLeast: 2 },
        { keeps: 'here', rule: 'smallest', group: 0, size: 4, least: 4 },
        { keeps: 'out', rule: 'locked', group: 1 },
        { keeps: 'out', rule: 'trust', group: 1, schools: ['d'] },
        { keeps: 'out', rule: 'apart', group: 1, schools: ['e'] },
        { keeps: 'out', rule: 'onePhase', group: 1, phase: 's' },
        { keeps: 'out', rule: 'full', group: 1, size: 12, most: 12 },
      ] as Binding[]
    ).map(say),
    [
      'Oak Primary is locked in Ashford 1.',
      'A rule says that Oak Primary is in Ashford 1.',
      'Oak Primary is to be kept together with Ash School and Elm Primary.',
      'Oak Primary is the only coach of Ashford 1.',
      'Without Oak Primary, all schools of Ashford 1 would be of one phase.',
      'Oak Primary is the only secondary school of Ashford 1, which must have one.',
      'Ashford 1 must have two secondary schools and has no more to spare.',
      'Ashford 1 has four schools and cannot spare one without another in return.',
      'Dover 1 is nearer, but locked.',
      'Dover 1 is nearer, but has Fir School of the same trust.',
      'Dover 1 is nearer, but has Yew Primary, from which Oak Primary is to be kept apart.',
      'Dover 1 is nearer, but is a group of secondary schools.',
      'Dover 1 is nearer, but full with 12 schools.',
    ],
  )
})

test('rules broken in versions that were kept without details are told all the same', () => {
  const say = (rule: string, schools: string[], group?: number) =>
    violationInWords(
      { rule, reason: 'The groups do not have the sizes that were asked for', schools, group },
      nameOf,
      groupName,
    )
  assert.equal(say('groups', ['a', 'b'], 0), 'Ashford 1 has two schools, a size that is not allowed')
  assert.equal(say('groups', []), 'the groups do not have the sizes that were asked for')
  assert.equal(say('everyGroupHas', ['a'], 1), 'Dover 1 has too few schools of a phase')
  assert.equal(say('coaches', ['a'], 1), 'Dover 1 has no coach')
  assert.equal(
    say('together', ['a', 'b']),
    'Oak Primary and Ash School are to be kept together, but are in different groups',
  )
  assert.equal(say('fixed', ['a'], 1), 'Oak Primary is to be in Dover 1')
  assert.equal(say('singlePhase', ['a'], 1), 'Dover 1 has schools of different phases')
  assert.equal(say('crossPhase', ['a'], 1), 'Dover 1 has schools of one phase only')
})

test('lengths are kilometres with one decimal, or whole minutes', () => {
  assert.deepEqual(
    [lengthInWords(4.25), lengthInWords(1, 'minutes'), lengthInWords(59.6, 'minutes')],
    ['4.3 km', '1 minute', '60 minutes'],
  )
})
