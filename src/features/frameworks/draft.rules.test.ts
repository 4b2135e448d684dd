import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addArea,
  addStatement,
  changesBetween,
  faultPlace,
  gatesThatGo,
  gateVersion,
  partTexts,
  pointsOf,
  promptsIn,
  withArea,
  withoutArea,
  withoutStatement,
  withScaleTexts,
  withStatement,
} from './draft.rules.ts'
import { shippedFile } from './framework.life.ts'
import { type Framework, frameworkFaults, statementsOf } from './framework.rules.ts'
import { frameworkShape, readFramework } from './framework.schema.ts'

const read = readFramework(shippedFile('default'))
assert.ok('framework' in read)
const standard: Framework = read.framework
const keys = statementsOf(standard).map(({ key }) => key)

test('however statements and areas are removed, no gate is left without what it rests on', () => {
  const removal = fc.oneof(
    fc.constantFrom(...keys).map((key) => (framework: Framework) => withoutStatement(framework, key)),
    fc
      .constantFrom(...standard.areas.map(({ key }) => key))
      .map((key) => (framework: Framework) => withoutArea(framework, key)),
  )
  fc.assert(
    fc.property(fc.array(removal, { minLength: 1, maxLength: 12 }), (removals) => {
      const after = removals.reduce((framework, remove) => remove(framework), standard)
      const gateFaults = frameworkFaults(after).filter(({ path }) => path[0] === 'gates')
      assert.deepEqual(
        gateFaults.filter(({ message }) => message !== 'holds back no other statement'),
        [],
      )
      assert.equal(after.gates.length + gatesThatGo(standard, after).length, standard.gates.length)
    }),
  )
})

test('every framework that pages can make from texts can be stored', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 100 }), fc.string({ maxLength: 200 }), (title, text) => {
      const typed = (words: string) => words.replace(/\p{Cc}/gu, '').trim() || 'x'
      const area = addArea(standard, { title: typed(title), summary: typed(text) })
      const added = addStatement(area.framework, area.key, typed(text))
      assert.ok(frameworkShape.safeParse(added.framework).success)
      assert.equal(new Set(statementsOf(added.framework).map(({ key }) => key)).size, 41)
    }),
  )
})

test('each form of a draft has the texts of its part, and puts them back as they were', () => {
  const open: Framework = { ...standard, scale: { kind: 'open' } }
  const [first, second] = pointsOf(standard)
  assert.ok(first && second)
  const { title, edition, description } = standard
  assert.deepEqual(partTexts.details(standard), { title, edition, description })
  const scale = partTexts.scale(standard)
  assert.deepEqual(Object.keys(scale).slice(0, 3), ['label_1', 'meaning_1', 'label_2'])
  assert.deepEqual([scale.label_1, scale.meaning_2], [first.label, second.meaning])
  assert.deepEqual(partTexts.scale(open), {})
  const area = standard.areas[0]
  const statement = area?.statements[0]
  assert.ok(area && statement)
  assert.deepEqual(partTexts.area(area), { title: area.title, summary: area.summary })
  assert.deepEqual(partTexts.wording(statement), { text: statement.text })
  assert.deepEqual(partTexts.descriptors(standard, { ...statement, descriptors: { 1: 'Beginning' } }), {
    point_1: 'Beginning',
    point_2: '',
    point_3: '',
    point_4: '',
  })
  assert.deepEqual(withScaleTexts(standard, scale), standard)
  assert.equal(withScaleTexts(open, scale), open)
  const renamed = pointsOf(withScaleTexts(standard, { label_2: 'Growing', meaning_1: 'Not there yet' }))
  assert.deepEqual(renamed.slice(0, 2), [
    { ...first, meaning: 'Not there yet' },
    { ...second, label: 'Growing' },
  ])
  assert.equal(
    partTexts.prompts({ ...statement, look_for: ['One \n  two', 'Three\nfour'] }).look_for,
    'One two\nThree four',
  )
})

test('what is added stands at the end, empty, under a key of its own', () => {
  const { framework, key } = addArea(standard, { title: 'Teaching', summary: 'How' })
  assert.deepEqual(framework.areas.at(-1), { key, title: 'Teaching', summary: 'How', statements: [] })
  assert.equal(key, 'teaching-2')
  const added = addStatement(standard, 'teaching', 'Adaptive!')
  assert.equal(added.key, 'teaching-adaptive-2')
  assert.deepEqual(added.framework.areas.find((area) => area.key === 'teaching')?.statements.at(-1), {
    key: 'teaching-adaptive-2',
    text: 'Adaptive!',
    descriptors: {},
    look_for: [],
    evidence: [],
  })
  assert.deepEqual(
    withoutArea(standard, 'teaching').areas.map((area) => area.key),
    standard.areas.map((area) => area.key).filter((one) => one !== 'teaching'),
  )
})

test('a gate goes when nothing is left that it holds back, and else holds back what is left', () => {
  const [gate] = standard.gates
  const [one, two, three] = keys.filter((key) => key !== gate?.statement)
  assert.ok(gate && one && two && three)
  const areas = ['teaching']
  const holds = (framework: Framework) => framework.gates.map(({ caps }) => [caps.areas, caps.statements])
  const framework = { ...standard, gates: [{ ...gate, caps: { areas, statements: [one], at: 2 } }] }
  assert.deepEqual(holds(withoutStatement(framework, one)), [[areas, []]])
  assert.deepEqual(holds(withoutStatement(framework, two)), [[areas, [one]]])
  assert.deepEqual(holds(withoutArea(framework, 'teaching')), [[[], [one]]])
  assert.deepEqual(holds(withoutStatement(withoutArea(framework, 'teaching'), one)), [])
  assert.deepEqual(holds(withoutStatement(framework, gate.statement)), [])
  const versions = [
    gate,
    { ...gate, statement: three },
    { ...gate, at_least: gate.at_least + 1 },
    { ...gate, caps: { ...gate.caps, at: gate.caps.at + 1 } },
    { ...gate, caps: { ...gate.caps, areas: [] } },
    { ...gate, caps: { ...gate.caps, statements: [one, two] } },
    { ...gate, reason: 'Another' },
  ].map(gateVersion)
  assert.equal(new Set(versions).size, versions.length)
  assert.equal(gateVersion(structuredClone(gate)), versions[0])
})

test('prompts are one to a line, without bullets of their own', () => {
  assert.deepEqual(promptsIn('-   Wide\nTo - fro'), ['Wide', 'To - fro'])
  assert.deepEqual(promptsIn('- One\n\n• Two \n* Three\n-not a bullet'), ['One', 'Two', 'Three', '-not a bullet'])
  const first = statementsOf(standard)[0]
  assert.ok(first)
  assert.deepEqual(promptsIn(partTexts.prompts(first).look_for ?? ''), first.look_for)
})

test('each fault leads to the page where it is put right', () => {
  const empty = withStatement(standard, 'teaching-adaptive', (each) => ({ ...each, text: '', descriptors: {} }))
  const places = frameworkFaults(empty).map((fault) => faultPlace(empty, fault).page)
  assert.deepEqual(
    new Set(places),
    new Set(['statements/teaching-adaptive/wording', 'statements/teaching-adaptive/descriptors']),
  )
  const bare = {
    ...withArea(standard, 'teaching', (area) => ({ ...area, summary: '', statements: [] })),
    description: '',
  }
  assert.deepEqual(
    frameworkFaults(bare).map((fault) => faultPlace(bare, fault).page),
    ['details', 'areas/teaching/heading', 'areas/teaching'],
  )
  const place = (...path: (string | number)[]) => Object.values(faultPlace(standard, { path, message: '' })).join(': ')
  const [area] = standard.areas
  const [statement] = area?.statements ?? []
  const page = `statements/${statement?.key}`
  assert.equal(place('scale', 'points', 0, 'label'), 'scale: The scale')
  assert.equal(place('gates', 1, 'reason'), ': Gate 2')
  assert.equal(place('gates'), ': Gates')
  assert.equal(place('areas'), ': The framework')
  assert.equal(place('areas', 99), ': The framework')
  assert.equal(place('title'), 'details: Its title')
  assert.equal(place('title', 0), 'details: Its title')
  assert.equal(place('areas', 0, 'title'), `areas/${area?.key}/heading: Area “${area?.title}”`)
  assert.equal(place('areas', 0, 'title', 0), `areas/${area?.key}/heading: Area “${area?.title}”`)
  assert.equal(place('areas', 0, 'statements'), `areas/${area?.key}: Area “${area?.title}”`)
  assert.equal(place('areas', 0, 'statements', 0, 'text'), `${page}/wording: “${statement?.text}”`)
  assert.equal(place('areas', 0, 'statements', 0, 'descriptors', '1'), `${page}/descriptors: “${statement?.text}”`)
  assert.equal(place('areas', 0, 'statements', 0, 'look_for', 0), `${page}/prompts: “${statement?.text}”`)
  assert.equal(place('areas', 0, 'statements', 0, 'evidence', 0), `${page}/prompts: “${statement?.text}”`)
})

test('the difference between two editions is told statement by statement', () => {
  const later = addStatement(withoutStatement(standard, 'outcomes-progress'), 'outcomes', 'Something new.').framework
  const changed = withStatement(later, 'outcomes-attendance', (each) => ({ ...each, text: 'Reworded.' }))
  const changes = changesBetween(standard, changed)
  assert.deepEqual(
    changes.added.map(({ text }) => text),
    ['Something new.'],
  )
  assert.deepEqual(
    changes.removed.map(({ key }) => key),
    ['outcomes-progress'],
  )
  assert.deepEqual(
    changes.reworded.map(({ text }) => text),
    ['Reworded.'],
  )
  assert.deepEqual([changes.redescribed, changes.areas, changes.scale, changes.gates], [[], [], false, false])
  const heading = withArea(standard, 'teaching', (area) => ({ ...area, summary: 'Another' }))
  for (const name of ['look_for', 'evidence', 'descriptors'] as const) {
    const described = withStatement(heading, 'outcomes-attendance', (each) => ({
      ...each,
      ...(name === 'descriptors' ? { descriptors: { ...each.descriptors, 1: 'Other' } } : { [name]: ['Other'] }),
    }))
    const also = changesBetween(standard, { ...described, gates: [], scale: { kind: 'open' } })
    assert.deepEqual(
      also.redescribed.map(({ key }) => key),
      ['outcomes-attendance'],
      name,
    )
    assert.deepEqual(also.areas, [standard.areas.find((area) => area.key === 'teaching')?.title])
    assert.deepEqual([also.reworded, also.added, also.removed, also.scale, also.gates], [[], [], [], true, true])
  }
})
