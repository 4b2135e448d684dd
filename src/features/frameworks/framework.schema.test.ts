import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Framework } from './framework.rules.ts'
import { problemText, readFramework, writeFramework } from './framework.schema.ts'

const short = readFileSync(new URL('./examples/three-point.yaml', import.meta.url), 'utf8')
const shippedFiles = ['./default.yaml', './examples/three-point.yaml', './examples/open-questions.yaml']

/** The problems of the short example with one piece of its text replaced. */
function problemsAfter(from: string | RegExp, to: string): string[] {
  const changed = short.replace(from, to)
  assert.notEqual(changed, short)
  const result = readFramework(changed)
  return 'problems' in result ? result.problems.map(problemText) : []
}

test('every shipped file is read, and is the same after being written and read again', () => {
  for (const path of shippedFiles) {
    const first = readFramework(readFileSync(new URL(path, import.meta.url), 'utf8'))
    assert.ok('framework' in first)
    assert.deepEqual(readFramework(writeFramework(first.framework)), first)
  }
})

test('a missing descriptor is named with its line, statement and point', () => {
  assert.deepEqual(problemsAfter(/ +3: Everyone on duty.*\n/, ''), [
    'Line 47: areas[1].statements[0].descriptors has no text for point 3',
  ])
})

test('a descriptor for a point that the scale does not have, or the same text twice, is refused', () => {
  assert.deepEqual(problemsAfter('          1: The only choice', '          4: More.\n          1: The only choice'), [
    'Line 24: areas[0].statements[0].descriptors.4 describes point 4, which the scale does not have',
  ])
  assert.deepEqual(problemsAfter(/1: Duty staff.*\n.*2: Duty staff.*/, '1: The same.\n          2: The same.'), [
    'Line 47: areas[1].statements[0].descriptors has the same text for points 1 and 2',
  ])
})

test('a gap in the scale is one problem, not one for every descriptor', () => {
  assert.deepEqual(problemsAfter('value: 2', 'value: 4'), [
    'Line 13: scale.points[1].value is 4 but must be 2: points rise by one from 1',
  ])
})

test('names that the schema does not know are refused by name, and so are names given twice', () => {
  assert.deepEqual(problemsAfter('    title: People', '    title: People\n    titel: People'), [
    'Line 43: areas[1].titel is not a name that framework files use',
  ])
  assert.deepEqual(problemsAfter('    title: People', '    title: People\n    title: Others'), [
    'Line 43: gives “title” twice',
  ])
  assert.deepEqual(problemsAfter('          2: We know who', '          "1": We know who'), [
    'Line 59: gives “1” twice',
  ])
  assert.deepEqual(problemsAfter('key: people-friends', 'key: people-adults'), [
    'Line 55: areas[1].statements[1].key repeats the statement key “people-adults”',
  ])
})

test('a gate must name statements and areas that exist and hold something back', () => {
  assert.deepEqual(problemsAfter('areas: [places]', 'areas: [palaces]'), [
    'Line 69: gates[0].caps.areas[0] names “palaces”, which is not an area',
  ])
  assert.deepEqual(problemsAfter('- statement: people-adults', '- statement: nobody'), [
    'Line 67: gates[0].statement names “nobody”, which is not a statement',
  ])
  assert.deepEqual(problemsAfter('areas: [places], at: 2', 'areas: [places], at: 3'), [
    'Line 69: gates[0].caps.at is 3; to hold anything back it must be from 1 to 2',
  ])
  assert.deepEqual(problemsAfter('areas: [places], at: 2', 'areas: [], at: 2'), [
    'Line 69: gates[0].caps holds back no other statement',
  ])
})

test('an open scale has no descriptors and no gates', () => {
  const problems = problemsAfter(/scale:[\s\S]*\nareas:/, 'scale: { kind: open }\nareas:')
  assert.equal(problems.length, 5)
  assert.match(problems[0] ?? '', /^Line \d+: areas\[0\]\.statements\[0\]\.descriptors is given, but an open scale/)
  assert.match(problems[4] ?? '', /gates\[0\] cannot be used/)
})

test('slips of YAML are explained in words', () => {
  assert.match(
    problemsAfter('text: Pupils who want', 'text: Pupils: those who want')[0] ?? '',
    /^Line 56: cannot be read: a text with a colon/,
  )
  assert.deepEqual(problemsAfter('  kind: points', '\tkind: points'), ['Line 10: is indented with a tab: use spaces'])
  assert.match(problemsAfter(/$/, '\n---\nkey: other\n')[0] ?? '', /a file holds one framework/)
  assert.match(
    problemsAfter(/title: Places([\s\S]*)title: People/, 'title: &a Places$1title: *a')[0] ?? '',
    /^Line 42: uses an alias/,
  )
  for (const text of ['', '- a list', 'a text', '# only a comment']) {
    assert.match(problemText(problemsOf(text)[0] ?? assert.fail()), /^Line 1: The file is empty/)
  }
})

test('text that the database could not keep is refused', () => {
  assert.deepEqual(problemsAfter('title: Places', 'title: "Pla\\0ces"'), [
    'Line 18: areas[0].title contains a character that cannot be printed',
  ])
  assert.deepEqual(problemsAfter('title: Places', 'title: "\\ud800"'), [
    'Line 18: areas[0].title contains a character that cannot be printed',
  ])
  assert.deepEqual(problemsAfter('title: Places', 'title:'), ['Line 18: areas[0].title has no text'])
  assert.deepEqual(problemsAfter('title: Places', 'title: 7'), [
    'Line 18: areas[0].title must be text: put it in quotes',
  ])
  assert.equal(
    problemsAfter('title: Places', `title: ${'x'.repeat(121)}`)[0],
    'Line 18: areas[0].title is longer than 120 characters',
  )
})

function problemsOf(text: string) {
  const result = readFramework(text)
  return 'problems' in result ? result.problems : []
}

const word = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(...':#\'"{}[]|>&*!%@`,?- \nx1'), maxLength: 20 }),
  )
  .map((text) => text.replace(/[^\P{Cc}\n]/gu, '').trim())
  .filter((text) => text !== '')
const anyFramework: fc.Arbitrary<Framework> = fc
  .record({
    title: word,
    points: fc.integer({ min: 2, max: 7 }),
    counts: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
    words: fc.array(word, { minLength: 1 }),
  })
  .map(({ title, points, counts, words }) => {
    const values = Array.from({ length: points }, (_, index) => index + 1)
    const say = (index: number) => words[index % words.length] ?? 'x'
    return {
      key: 'made',
      title,
      edition: say(0),
      description: `${say(1)}\n\n${say(2)}`,
      scale: {
        kind: 'points',
        points: values.map((value) => ({ value, label: `${value} ${say(value)}`, meaning: say(value) })),
      },
      areas: counts.map((count, index) => ({
        key: `area-${index}`,
        title: say(index),
        summary: say(index + 1),
        statements: Array.from({ length: count }, (_, place) => ({
          key: `s-${index}-${place}`,
          text: say(place),
          descriptors: Object.fromEntries(values.map((value) => [value, `${say(place)} ${value}`])),
          look_for: words.slice(0, 3),
          evidence: [],
        })),
      })),
      gates: [],
    }
  })

test('every framework survives being written to a file and read back', () => {
  fc.assert(
    fc.property(anyFramework, (framework) => assert.deepEqual(readFramework(writeFramework(framework)), { framework })),
  )
})

test('no file makes the reader throw, and every problem has a line of the file', () => {
  const lines = short.split('\n')
  const junk = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '{',
      '- - -',
      'key: [',
      '? x',
      '\t',
      '*a',
      '&a',
      '<<: *b',
      '"',
      '|',
      '%YAML 9',
      '---',
      '__proto__: 1',
      '1: 2',
    ),
  )
  const damage = fc.record({
    at: fc.nat(lines.length - 1),
    remove: fc.integer({ min: 0, max: 5 }),
    put: fc.array(junk, { maxLength: 3 }),
  })
  fc.assert(
    fc.property(damage, ({ at, remove, put }) => {
      const text = lines.toSpliced(at, remove, ...put).join('\n')
      for (const problem of problemsOf(text)) {
        assert.ok(problem.line >= 1 && problem.line <= text.split(/\r\n|\r|\n/).length + 1, problemText(problem))
        assert.ok(problem.message.length > 0)
      }
    }),
    { numRuns: 500 },
  )
})

test('the example in the documentation is a framework', () => {
  const page = readFileSync(new URL('../../../docs/frameworks.md', import.meta.url), 'utf8')
  const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  assert.deepEqual(problemsOf(example).map(problemText), [])
})

test('a file that was made to keep the reader busy is refused at once', () => {
  const began = performance.now()
  for (const text of ['['.repeat(400_000), 'a: {'.repeat(100_000), `${'['.repeat(20_000)}${']'.repeat(20_000)}`]) {
    const read = readFramework(text)
    assert.deepEqual('problems' in read && read.problems.map(problemText), [
      'Line 1: is nested too deeply to be a framework',
    ])
  }
  assert.ok(performance.now() - began < 1000)
})
