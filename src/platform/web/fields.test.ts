import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import {
  choice,
  choices,
  date,
  email,
  file,
  ids,
  longText,
  money,
  optionalChoice,
  optionalDate,
  optionalFile,
  optionalId,
  optionalText,
  receivedFile,
  repeated,
  text,
  ticked,
  time,
  webAddress,
  wholeNumber,
} from './fields.ts'
import { readForm, tidyBody } from './form.ts'

function messageOf(schema: z.ZodType, value: unknown): string | undefined {
  return schema.safeParse(value).error?.issues[0]?.message
}

test('whatever is sent, a field answers with a value or with words for a person, never with an exception', () => {
  const schemas = [
    text('Enter it'),
    longText('Enter it'),
    email('Enter an address'),
    date('Enter a date'),
    optionalDate(),
    time('Enter a time'),
    money('Enter an amount'),
    wholeNumber('Enter a number', { min: 1, max: 9 }),
    choice('Choose', ['a', 'b']),
    choices('Choose', ['a']),
    ids('Choose'),
    webAddress('Enter an address'),
    repeated({ title: text('Enter a title') }),
  ]
  fc.assert(
    fc.property(fc.anything(), (value) => {
      for (const schema of schemas) {
        const parsed = schema.safeParse(value)
        if (!parsed.success) assert.ok(parsed.error.issues.every(({ message }) => message !== ''))
      }
    }),
    { numRuns: 500 },
  )
})

test('a date is read from its three boxes, with months in digits or in words', () => {
  const day = (value: object) => date('Enter when').safeParse(value).data?.toString()
  assert.equal(day({ day: '27', month: '3', year: '2027' }), '2027-03-27')
  assert.equal(day({ day: '27', month: 'March', year: '2027' }), '2027-03-27')
  assert.equal(messageOf(date('Enter when'), { day: '', month: '', year: '' }), 'Enter when')
  assert.equal(messageOf(date('Enter when'), undefined), 'Enter when')
  assert.match(messageOf(date('Enter when'), { day: '31', month: '2', year: '2027' }) ?? '', /real date/)
  assert.match(messageOf(date('Enter when'), { day: '1', month: '2', year: '27' }) ?? '', /4 digits/)
  assert.equal(optionalDate().parse({ day: '', month: '', year: '' }), undefined)
})

test('times are read as people write them', () => {
  const read = (entered: string) => time('Enter a time').safeParse(entered).data?.toString()
  assert.deepEqual(['9:30am', '14:30', '2pm', '12am', '12pm', '0930', '9.05 pm'].map(read), [
    '09:30:00',
    '14:30:00',
    '14:00:00',
    '00:00:00',
    '12:00:00',
    '09:30:00',
    '21:05:00',
  ])
  assert.deepEqual(['25:00', '9:75', 'noon', '13pm'].map(read), [undefined, undefined, undefined, undefined])
})

test('money becomes whole pence', () => {
  const read = (entered: string) => money('Enter an amount').safeParse(entered).data
  assert.deepEqual(['£1,250.50', '400', '0.1', '12.345', 'ten'].map(read), [125050, 40000, 10, undefined, undefined])
})

test('text keeps its lines in one form and its length in bounds', () => {
  assert.equal(longText('Enter it').parse('one\r\ntwo\rthree'), 'one\ntwo\nthree')
  assert.equal(messageOf(text('Enter it', { max: 3 }), 'four'), 'Use 3 characters or fewer')
})

test('repeated groups drop those left empty and name the field of an error', () => {
  const fields = z.object({
    steps: repeated({ title: text('Enter a title'), when: date('Enter when') }, { least: 1, message: 'Add a step' }),
  })
  const sent = tidyBody({
    steps: {
      0: { title: '', 'when-day': '', 'when-month': '', 'when-year': '' },
      1: { title: 'One', 'when-day': '1', 'when-month': '2', 'when-year': '2027' },
    },
  })
  assert.equal(readForm(fields, sent, {}).value?.steps[0]?.title, 'One')
  const wrong = readForm(
    fields,
    tidyBody({ steps: [{ title: 'One', 'when-day': '32', 'when-month': '2', 'when-year': '2027' }] }),
    {},
  )
  assert.deepEqual(
    wrong.errors.map(({ field }) => field),
    ['steps[0][when]'],
  )
})

test('no character that a database refuses gets past the body', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'binary' })), (body) => {
      for (const value of Object.values(tidyBody(body)))
        if (typeof value === 'string') assert.ok(!value.includes('\0') && value.isWellFormed())
    }),
  )
  assert.equal(tidyBody({ name: 'a\0b' }).name, 'ab')
})

test('no name in a body reaches into the language, and nothing is dug out from far below', () => {
  const untouched = Object.getOwnPropertyNames(Object.prototype).sort()
  const own = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty')
  const name = fc.tuple(own, fc.constantFrom('', '-day', '-month', '-year')).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.string()), { maxLength: 6 }), (pairs) => {
      const body = Object.fromEntries(pairs)
      for (const values of [tidyBody(body), tidyBody({ group: [body] })]) assert.ok(!Object.hasOwn(values, '__proto__'))
      assert.deepEqual(Object.getOwnPropertyNames(Object.prototype).sort(), untouched)
      assert.deepEqual(Object.keys(Object), [])
    }),
  )
  const deep = JSON.parse(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)},"b":"kept"}`)
  assert.equal(tidyBody(deep).b, 'kept')
  assert.equal(JSON.stringify(tidyBody({ 'na\0me': 1 })), '{"name":1}')
})

test('one line stays one line, reads in one direction, and is not empty to the eye', () => {
  const name = text('Enter a name')
  assert.equal(name.parse(' Ana\r\nBcc: all@example.org\u2028x '), 'Ana Bcc: all@example.org x')
  assert.equal(name.parse('\u202egnp.exe\u202c'), 'gnp.exe')
  assert.equal(messageOf(name, '\u200b\u2060 \u3164'), 'Enter a name')
  assert.equal(name.parse('نور ‌الدین'), 'نور ‌الدین')
  assert.equal(optionalText().parse('\u200b'), '')
  assert.equal(longText('Enter it').parse('one\ntwo'), 'one\ntwo')
})

test('a body cannot say that a file came with it', () => {
  const forged = { filename: 'a.txt', path: '/etc/passwd', bytes: 10 }
  assert.equal(messageOf(file('Choose a file'), forged), 'Choose a file')
  assert.ok(!optionalFile().safeParse(forged).success)
  assert.deepEqual(file('Choose a file').parse(receivedFile(forged)), forged)
})

test('a field that may be left empty may be missing from what is sent, as untouched boxes and radios are', () => {
  const shape = z.object({
    line: optionalText(),
    day: optionalDate(),
    id: optionalId(),
    one: optionalChoice(['a']),
    any: choices('Choose', ['a'], 0),
    ids: ids('Choose', 0),
    tick: ticked(),
    upload: optionalFile(),
    steps: repeated({ title: text('Enter a title') }),
  })
  const empty = {
    line: '',
    day: undefined,
    id: undefined,
    one: undefined,
    any: [],
    ids: [],
    tick: false,
    upload: undefined,
    steps: [],
  }
  assert.deepEqual({ ...empty, ...shape.parse({}) }, empty)
})
