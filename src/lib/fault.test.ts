import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { faultOf } from './fault.ts'

/** An error as a driver or a parser makes it. */
const errorWith = (more: object, message = 'Typed by somebody') => Object.assign(new Error(message), more)

test('nothing that a person typed is ever in a fault, however many lines the message has', () => {
  const typed = fc
    .array(fc.stringMatching(/^[a-z ]{1,20}$/), { minLength: 1 })
    .map((lines) => `“${lines.join('”\n“')}”`)
  fc.assert(
    fc.property(typed, fc.constantFrom('', 'Sam is\n    at '), (lines, before) => {
      const message = before + lines
      assert.doesNotMatch(JSON.stringify(faultOf(new Error(message))), /[“”]/)
      assert.doesNotMatch(JSON.stringify(faultOf(errorWith({ code: message, constraint: message }))), /[“”]/)
    }),
  )
})

test('a fault says what kind of error it is, its codes, and where it happened', () => {
  const fault = faultOf(
    errorWith({ name: 'DatabaseError', code: '23505', constraint: 'person_email_key', detail: 'sam@' }),
  )
  assert.deepEqual([fault.type, fault.code], ['DatabaseError', '23505 person_email_key'])
  assert.match(fault.at[0] ?? '', /^at errorWith .*fault\.test\.ts/)
  assert.deepEqual(Object.keys(fault), ['type', 'code', 'at'])
  assert.equal(faultOf(errorWith({ code: 'ECONNREFUSED' })).code, 'ECONNREFUSED')
  for (const code of [42, '', 'two words', '-x', 'x-'])
    assert.deepEqual(Object.keys(faultOf(errorWith({ code }))), ['type', 'at'])
})

test('only errors of the language itself keep their message, cut to a length', () => {
  assert.equal(faultOf(new TypeError('x is not a function')).message, 'x is not a function')
  assert.equal(faultOf(new ReferenceError('x'.repeat(300))).message, 'x'.repeat(200))
  assert.equal(faultOf(new SyntaxError('Unexpected token in "Sam"')).message, undefined)
})

test('a fault has at most twenty places, and what is no error has none', () => {
  const stack = (count: number) => `Error: at home\n${'   at f (file.ts:1:2)\n'.repeat(count)}that is all`
  assert.equal(faultOf(errorWith({ stack: stack(30) })).at.length, 20)
  assert.deepEqual(faultOf(errorWith({ stack: stack(1) })).at, ['at f (file.ts:1:2)'])
  assert.deepEqual(faultOf(errorWith({ stack: undefined })).at, [])
  assert.deepEqual(faultOf('Typed by somebody'), { type: 'string', at: [] })
  assert.deepEqual(faultOf(undefined), { type: 'undefined', at: [] })
})
