import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import type { ReasonKind } from './agenda-sources.rules.ts'
import { adviceOnQuestion } from './question.rules.ts'
import { openingsFor } from './question-openings.rules.ts'

const kinds: readonly ReasonKind[] = ['priority', 'low', 'differs', 'no-evidence', 'few-judged', 'lower', 'higher']
type File = { areas: { statements: { text: string }[] }[] }
const file: File = parse(readFileSync(new URL('../../frameworks/default.yaml', import.meta.url), 'utf8'))
const statements = file.areas.flatMap((area) => area.statements.map((one) => one.text))

const items = fc.array(
  fc.record({ statement: fc.constantFrom(...statements), kinds: fc.uniqueArray(fc.constantFrom(...kinds)) }),
  { maxLength: 60 },
)

test('every way to ask every statement of the framework is open, single and short enough to remember', () => {
  for (const questions of openingsFor(statements.map((statement) => ({ statement, kinds }))))
    for (const question of questions) {
      assert.deepEqual(adviceOnQuestion(question), [], question)
      assert.ok(question.length <= 400)
    }
})

/** The words before and after the statement: the sentence that is offered. */
const frameOf = (question: string, statement: string) =>
  question.toLowerCase().replace(statement.toLowerCase().replace(/\.$/, ''), '…')

test('no two neighbours on an agenda begin with the same sentence, and none is offered forty times', () => {
  fc.assert(
    fc.property(items, (list) => {
      const frames = openingsFor(list).map(([first], index) => frameOf(first ?? '', list[index]?.statement ?? ''))
      for (const [index, frame] of frames.entries()) if (index > 0) assert.notEqual(frame, frames[index - 1])
      const counts = [...Map.groupBy(frames, (frame) => frame).values()].map((same) => same.length)
      assert.ok(Math.max(0, ...counts) <= Math.ceil(list.length / 4), JSON.stringify(counts))
    }),
    { numRuns: 200 },
  )
})

test('the reason shows in what is offered, and capitals that belong stay', () => {
  const [low = []] = openingsFor([{ statement: 'SENCOs meet families often.', kinds: ['lower'] }])
  assert.equal(low[0], 'To what extent can we see that SENCOs meet families often?')
  assert.ok(
    low.includes('What has changed since last time, for pupils and for staff, in how far SENCOs meet families often?'),
  )
  assert.ok(!low.some((question) => /different views/.test(question)))
  assert.deepEqual(openingsFor([{ statement: 'To what extent do pupils take part?', kinds: ['low'] }]), [
    ['To what extent do pupils take part?'],
  ])
  assert.deepEqual(
    openingsFor([{ statement: 'Pupils with SEND feel safe.', kinds: [] }])[0]?.[0],
    'To what extent can we see that pupils with SEND feel safe?',
  )
})
