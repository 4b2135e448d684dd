import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ProgrammeInput, whyCannotBe, whyCannotLeave, whyCannotMoveDates } from './programme.rules.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const programme: ProgrammeInput = {
  name: 'Inclusion reviews',
  model_key: 'inclusion-peer-review',
  framework_id: 'f1',
  starts_on: day('2026-09-01'),
  ends_on: day('2028-07-20'),
}
const why = (changes: Partial<ProgrammeInput>) =>
  whyCannotBe({ ...programme, ...changes }, ['inclusion-peer-review'], ['f1', 'f2'], ['Reading'])

test('a programme has a name of its own, a review model, and a published framework or none', () => {
  assert.equal(why({}), undefined)
  assert.equal(why({ framework_id: undefined }), undefined)
  assert.deepEqual(why({ name: 'READING' }), {
    field: 'name',
    message: 'Another programme has this name. Choose a different one',
  })
  assert.deepEqual(why({ model_key: 'unknown' }), { field: 'model_key', message: 'Choose how the programme reviews' })
  assert.deepEqual(why({ framework_id: 'f3' }), { field: 'framework_id', message: 'Choose a published framework' })
})

test('a programme lasts from two days to five years', () => {
  assert.equal(why({ ends_on: day('2026-09-02') }), undefined)
  assert.deepEqual(why({ ends_on: day('2026-09-01') }), {
    field: 'ends_on',
    message: 'The last day must be after 1 September 2026',
  })
  assert.equal(why({ ends_on: day('2031-09-01') }), undefined)
  assert.deepEqual(why({ ends_on: day('2031-09-02') }), {
    field: 'ends_on',
    message: 'A programme lasts at most 5 years. Check the year',
  })
})

test('dates never leave out a visit that is arranged; the first three are named', () => {
  const visit = (host_school_name: string, on: string) => ({ host_school_name, visit_on: day(on) })
  const move = (...visits: ReturnType<typeof visit>[]) => whyCannotMoveDates(programme, visits)
  assert.equal(move(visit('Ash', '2026-09-01'), visit('Beech', '2028-07-20')), undefined)
  assert.deepEqual(move(visit('Ash', '2026-08-31'), visit('Beech', '2027-01-12')), {
    field: 'starts_on',
    message: 'These dates leave out the visit to Ash on 31 August 2026. Move the visit first',
  })
  const late = ['Ash', 'Beech', 'Cedar', 'Elm'].map((name) => visit(name, '2028-07-21'))
  assert.deepEqual(move(...late.slice(1)), {
    field: 'ends_on',
    message:
      'These dates leave out the visits to Beech on 21 July 2028, Cedar on 21 July 2028 and Elm on 21 July 2028. Move them first',
  })
  assert.match(move(...late)?.message ?? '', /Cedar on 21 July 2028 and 1 more\. Move them first/)
})

test('a school leaves a programme with its group, unless it has a review there', () => {
  assert.equal(whyCannotLeave({ name: 'Ash', group_name: null, has_review: false }), undefined)
  assert.equal(whyCannotLeave({ name: 'Ash', group_name: 'River group', has_review: false }), undefined)
  assert.deepEqual(whyCannotLeave({ name: 'Ash', group_name: 'River group', has_review: true }), {
    message: 'Ash has a review in River group. Cancel the review first',
  })
})
