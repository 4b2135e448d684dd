import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { moment, people } from '../../../tests/support/self-evaluation-example.ts'
import { whyCannotEditAgreed } from './agreed-judgement.rules.ts'
import {
  comparisonNeedsReason,
  maySeeWorkOf,
  stageOf,
  statusOf,
  stillJudging,
  whyCannotChangeColleagues,
  whyCannotCompare,
  whyCannotStart,
  whyCannotStop,
  whyCannotTakeUp,
} from './evaluation.rules.ts'
import { whyCannotChangeEvidence } from './evidence.rules.ts'
import { whyCannotFinish, whyCannotJudge, whyCannotReopen } from './own-judgement.rules.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const today = day('2026-11-16')
const judging = { compared_at: null, agreed_at: null, stopped_at: null }
const comparing = { compared_at: moment, agreed_at: null, stopped_at: null }
const agreed = { compared_at: moment, agreed_at: moment, stopped_at: null }
const colleague = (name: string, finished = false, removed = false) => ({
  person_id: name,
  name,
  finished_at: finished ? moment : null,
  removed_at: removed ? moment : null,
})

test('an evaluation goes from judging to comparing to agreed, and is shared only when agreed', () => {
  assert.equal(stageOf(judging), 'judging')
  assert.equal(stageOf(comparing), 'comparing')
  assert.equal(stageOf(agreed), 'agreed')
  assert.equal(statusOf(agreed, 2), 'shared')
  assert.equal(statusOf(agreed, 0), 'agreed')
  assert.equal(statusOf(comparing, 1), 'comparing')
})

test('before the comparison nobody ever sees the work of anyone else, and everybody sees their own', () => {
  const person = fc.constantFrom(...people)
  fc.assert(
    fc.property(person, person, fc.constantFrom(judging, comparing, agreed), (viewer, author, evaluation) => {
      assert.equal(maySeeWorkOf(evaluation, viewer, author), viewer === author || evaluation !== judging)
    }),
  )
})

test('opening the comparison early needs a reason, and waiting for nobody needs none', () => {
  const state = {
    ...judging,
    judge_by: day('2026-11-20'),
    judged: 4,
    colleagues: [colleague('Ana', true), colleague('Ben')],
  }
  assert.equal(comparisonNeedsReason(state, today), true)
  assert.deepEqual(whyCannotCompare(state, ' ', today), {
    field: 'reason',
    message: 'Enter why you are not waiting for 1 colleague to finish',
  })
  assert.equal(whyCannotCompare(state, 'Ben is on leave', today), undefined)
  assert.equal(comparisonNeedsReason(state, day('2026-11-20')), true, 'the last day to judge is still a day to judge')
  assert.equal(comparisonNeedsReason(state, day('2026-11-21')), false)
  assert.equal(
    comparisonNeedsReason({ ...state, colleagues: [colleague('Ana', true), colleague('Ben', false, true)] }, today),
    false,
  )
  assert.equal(
    comparisonNeedsReason({ ...state, judge_by: null }, day('2030-01-01')),
    true,
    'without a date there is none to pass',
  )
})

test('there is nothing to compare without people or judgements, nor a second time', () => {
  const state = { ...judging, judge_by: null, judged: 0, colleagues: [colleague('Ana', true)] }
  assert.match(whyCannotCompare(state, '', today)?.message ?? '', /Nobody has judged/)
  assert.match(whyCannotCompare({ ...state, colleagues: [] }, '', today)?.message ?? '', /Invite/)
  assert.match(whyCannotCompare({ ...state, ...comparing, judged: 1 }, '', today)?.message ?? '', /already/)
})

test('those still judging are never people who finished or left', () => {
  const anyone = fc.record({
    person_id: fc.uuid(),
    name: fc.string(),
    finished_at: fc.option(fc.constant(moment)),
    removed_at: fc.option(fc.constant(moment)),
  })
  fc.assert(
    fc.property(fc.array(anyone), (colleagues) => {
      assert.ok(stillJudging(colleagues).every((each) => each.finished_at === null && each.removed_at === null))
    }),
  )
})

test('agreed judgements change only between the comparison and the agreement; colleagues only before it', () => {
  assert.match(whyCannotEditAgreed(judging)?.message ?? '', /after the comparison/)
  assert.equal(whyCannotEditAgreed(comparing), undefined)
  assert.match(whyCannotEditAgreed(agreed)?.message ?? '', /Start a new one/)
  assert.equal(whyCannotChangeColleagues(judging), undefined)
  assert.ok(whyCannotChangeColleagues(comparing))
})

test('a self-evaluation starts with a published framework and a day within a year', () => {
  const framework = { published_at: moment, retired_at: null }
  assert.equal(whyCannotStart({ framework, judge_by: today }, today), undefined)
  assert.equal(whyCannotStart({ framework, judge_by: undefined }, today), undefined)
  assert.equal(whyCannotStart({ framework: undefined, judge_by: undefined }, today)?.field, 'framework')
  assert.equal(
    whyCannotStart({ framework: { ...framework, retired_at: moment }, judge_by: undefined }, today)?.field,
    'framework',
  )
  assert.equal(whyCannotStart({ framework, judge_by: day('2026-11-15') }, today)?.field, 'judge_by')
  assert.equal(whyCannotStart({ framework, judge_by: day('2027-11-17') }, today)?.field, 'judge_by')
})

test('stopping needs a reason, and only what is not agreed can be stopped, once, and taken up again', () => {
  for (const open of [judging, comparing]) {
    assert.equal(whyCannotStop(open, 'Started twice'), undefined)
    assert.equal(whyCannotStop(open, ' ')?.field, 'reason')
    assert.ok(whyCannotTakeUp(open))
    const stopped = { ...open, stopped_at: moment }
    assert.equal(stageOf(stopped), 'stopped')
    assert.ok(whyCannotStop(stopped, 'Again'))
    assert.equal(whyCannotTakeUp(stopped), undefined)
  }
  assert.ok(whyCannotStop(agreed, 'Not needed'))
})

test('nothing ever changes in a stopped evaluation, and nobody sees more than before', () => {
  for (const open of [judging, comparing]) {
    const stopped = { ...open, stopped_at: moment }
    const mine = { ...stopped, finished_at: null, removed_at: null }
    const state = { ...stopped, judge_by: null, colleagues: [colleague('ana', true)], judged: 3 }
    for (const refusal of [
      whyCannotJudge(mine),
      whyCannotFinish(mine, 3),
      whyCannotReopen(mine),
      whyCannotEditAgreed(stopped),
      whyCannotChangeColleagues(stopped),
      whyCannotCompare(state, 'A reason', today),
      whyCannotChangeEvidence(stopped, { judge: true, team: true }),
    ])
      assert.match(refusal?.message ?? '', /stopped/)
    assert.equal(maySeeWorkOf(stopped, 'ana', 'ben'), maySeeWorkOf(open, 'ana', 'ben'))
  }
})
