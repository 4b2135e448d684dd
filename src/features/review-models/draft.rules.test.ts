import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { changesBetween, gapsIn, kindsToAdd, recordFrom, withNewStage, withoutStage, withStage } from './draft.rules.ts'
import { type ReviewModel, type StageKind, stageKinds } from './model.schema.ts'
import { modelWithKey, reviewModels } from './shipped.ts'

const triads = modelWithKey('inclusion-triads')
const shipped = fc.constantFrom(...reviewModels.values())

test('nothing is missing from a way that ships, and it does not differ from itself', () => {
  for (const model of reviewModels.values()) {
    assert.deepEqual(gapsIn(model), [])
    assert.deepEqual(changesBetween(model, model), [])
  }
})

test('an empty model can be built up again step by step, and each step has a key of its own', () => {
  const kinds = fc.array(fc.constantFrom<StageKind>(...stageKinds), { maxLength: 12 })
  fc.assert(
    fc.property(kinds, fc.constantFrom('Talk', '3rd talk', 'Visit', 'É'), (wanted, name) => {
      let model: ReviewModel = { ...triads, stages: [], documents: [], emails: [] }
      for (const kind of wanted) {
        if (!kindsToAdd(model).includes(kind)) continue
        model = withNewStage(model, { kind, name, purpose: 'To see.' }).model
      }
      const keys = model.stages.map(({ key }) => key)
      assert.equal(new Set(keys).size, keys.length)
      for (const key of keys) assert.match(key, /^[a-z][a-z0-9-]*$/)
      // With a visit, whatever was added stands where it belongs.
      if (keys.length > 0 && model.stages.some(({ kind }) => kind === 'visit')) assert.deepEqual(gapsIn(model), [])
    }),
  )
})

test('however steps are removed, what is missing names the step and the page where it is mended', () => {
  fc.assert(
    fc.property(shipped, fc.array(fc.nat(20), { maxLength: 6 }), (model, removals) => {
      let left = model
      for (const place of removals) left = withoutStage(left, left.stages[place % left.stages.length]?.key ?? '')
      for (const { page, about, reason } of gapsIn(left)) {
        assert.ok(reason.length > 5)
        const key = /^stages\/(.+)$/.exec(page)?.[1]
        if (key && key !== 'new') assert.equal(left.stages.find((stage) => stage.key === key)?.name, about)
      }
    }),
  )
})

test('the differences between two editions are told in sentences', () => {
  const later = withStage(
    withoutStage({ ...triads, group: { ...triads.group, same_trust: 'allowed', leaders: [] } }, 'celebration'),
    'coaching',
    (stage) => ({ ...stage, name: 'Coaching talk', written_by: ['host-lead'] }),
  )
  const told = changesBetween(triads, later)
  assert.deepEqual(told.slice(0, 5), [
    'Schools in a group: 3; one of them is the coach school; before, 3, no two of one trust; one of them is the coach school.',
    'Quality assurer: no longer.',
    'The step “Celebration of learning” goes.',
    'The step “Coaching conversation” is called “Coaching talk”.',
    '“Coaching talk” is written down by the host lead.',
  ])
  const [first, second, ...rest] = triads.stages
  assert.ok(first && second)
  assert.deepEqual(changesBetween(triads, { ...triads, stages: [second, first, ...rest] }), [
    'The steps come in another order.',
  ])
})

test('questions keep their keys, empty ones go, and two never share one', () => {
  const typed = fc.array(
    fc.record({
      key: fc.constantFrom('', 'note', 'next'),
      label: fc.constantFrom('', 'Next', 'What now?', '1'),
      hint: fc.constantFrom('', 'Help'),
      optional: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(typed, (questions) => {
      const made = recordFrom(questions)
      assert.equal(made.length, questions.filter(({ label, hint }) => label !== '' || hint !== '').length)
      assert.equal(new Set(made.map(({ key }) => key)).size, made.length)
    }),
  )
  assert.deepEqual(recordFrom([{ key: 'note', label: 'Reworded', hint: '', optional: true }]), [
    { key: 'note', label: 'Reworded', hint: '', required: false },
  ])
})
