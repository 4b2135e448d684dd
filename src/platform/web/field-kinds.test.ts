import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { z } from 'zod'
import {
  choice,
  choices,
  date,
  email,
  file,
  id,
  ids,
  longText,
  money,
  mustTick,
  optionalChoice,
  optionalDate,
  optionalFile,
  optionalId,
  optionalLongText,
  optionalText,
  receivedFile,
  repeated,
  text,
  ticked,
  time,
  webAddress,
  wholeNumber,
} from './fields.ts'

/** What a field makes of an answer: its value as text, or the message of its error. */
function read(schema: z.ZodType, answer: unknown): unknown {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) return `✗ ${parsed.error.issues[0]?.message}`
  const value = parsed.data
  return value instanceof Temporal.PlainDate || value instanceof Temporal.PlainTime ? String(value) : value
}

test('texts are as long as they may be and no longer', () => {
  const kinds: [z.ZodType, number][] = [
    [text('Enter it'), 200],
    [text('Enter it', { max: 5 }), 5],
    [optionalText(), 200],
    [longText('Enter it'), 20_000],
    [longText('Enter it', { max: 7 }), 7],
    [optionalLongText(), 20_000],
    [optionalLongText({ max: 9 }), 9],
  ]
  for (const [schema, max] of kinds) {
    assert.equal(read(schema, 'x'.repeat(max)), 'x'.repeat(max))
    assert.equal(read(schema, 'x'.repeat(max + 1)), `✗ Use ${max.toLocaleString('en-GB')} characters or fewer`)
  }
  assert.equal(read(text('Enter it'), ' \n '), '✗ Enter it')
  assert.equal(read(optionalText(), ' a '), 'a')
  for (const missing of [undefined, null]) assert.equal(read(optionalText(), missing), '')
  assert.equal(read(text('Enter it'), ['a', 'b']), '✗ Enter one answer')
})

test('addresses are addresses', () => {
  const mail = email('Enter an address')
  assert.equal(read(mail, ' Sam@Example.ORG '), 'sam@example.org')
  assert.equal(read(mail, ''), '✗ Enter an address')
  assert.equal(read(mail, 'sam@'), '✗ Enter an email address in the correct format, like name@example.com')
  assert.equal(read(mail, `${'a'.repeat(250)}@b.uk`), '✗ Enter an address')
  const web = webAddress('Enter it')
  for (const address of ['https://example.org/a?b', 'http://example.org/']) assert.equal(read(web, address), address)
  assert.equal(read(web, ''), '✗ Enter it')
  for (const address of ['example.org', 'javascript:alert(1)', 'ftp://example.org/', 'xhttps://example.org'])
    assert.equal(read(web, address), '✗ Enter a full web address, starting with https://', address)
  assert.equal(read(web, `https://example.org/${'a'.repeat(2000)}`), '✗ Use a shorter address')
})

test('numbers and amounts stay between their bounds', () => {
  const number = wholeNumber('Enter how many', { min: 2, max: 1200 })
  assert.deepEqual(
    ['2', ' 1,200 ', '7'].map((answer) => read(number, answer)),
    [2, 1200, 7],
  )
  assert.equal(read(number, ''), '✗ Enter how many')
  assert.equal(read(number, '1'), '✗ Enter 2 or more')
  assert.equal(read(number, '1201'), '✗ Enter 1200 or less')
  assert.equal(read(number, '2.5'), '✗ Enter a whole number')
  assert.equal(read(number, 'six'), '✗ Enter a number in digits, like 6')
  const amount = money('Enter it', { max: 100_00 })
  assert.equal(read(amount, '£100'), 100_00)
  assert.equal(read(amount, '100.01'), '✗ Enter a smaller amount')
  assert.equal(read(amount, 'a lot'), '✗ Enter an amount in pounds, like 1,250 or 1250.50')
})

test('days are real, with a month in digits or by its name, between 1900 and 2200', () => {
  const parts = (day: string, month: string, year: string) => ({ day, month, year })
  const day = date('Enter the day')
  const names = 'January feb MARCH apr may jun july Aug sept October nov dec'.split(' ')
  assert.deepEqual(
    names.map((name) => read(day, parts('9', name, '2027'))),
    names.map((_, index) => `2027-${String(index + 1).padStart(2, '0')}-09`),
  )
  for (const schema of [day, optionalDate()]) {
    assert.equal(read(schema, parts('31', '12', '2200')), '2200-12-31')
    assert.equal(read(schema, parts('1', '1', '1900')), '1900-01-01')
    for (const year of ['1899', '2201']) assert.equal(read(schema, parts('1', '1', year)), '✗ Check the year')
    for (const year of ['27', '20270', 'x2027', ''])
      assert.equal(read(schema, parts('1', '1', year)), '✗ The year must have 4 digits, like 2027')
    assert.equal(read(schema, parts('', '', '2027')), '✗ Enter a real date, like 27 3 2027')
    assert.equal(read(schema, parts('', '3', '')), '✗ The year must have 4 digits, like 2027')
    assert.equal(read(schema, parts('4', '', '')), '✗ The year must have 4 digits, like 2027')
    assert.equal(read(schema, parts('30', '2', '2027')), '✗ Enter a real date, like 27 3 2027')
  }
  assert.equal(read(day, parts('', '', '')), '✗ Enter the day')
  assert.equal(read(optionalDate(), parts('', '', '')), undefined)
  assert.equal(read(optionalDate(), undefined), undefined)
})

test('times are of one day', () => {
  const at = time('Enter the time')
  const told: [string, string][] = [
    ['0', '00:00:00'],
    ['0am', '00:00:00'],
    ['1am', '01:00:00'],
    ['12am', '00:00:00'],
    ['12:30pm', '12:30:00'],
    ['11 PM', '23:00:00'],
    ['23:59', '23:59:00'],
    ['0905', '09:05:00'],
  ]
  for (const [answer, value] of told) assert.equal(read(at, answer), value, answer)
  for (const answer of ['24:00', '9:60', '13pm', 'at 9', '9 o’clock', '9:5'])
    assert.equal(read(at, answer), '✗ Enter a time like 9:30am or 14:30', answer)
  assert.equal(read(at, ''), '✗ Enter the time')
})

test('what is chosen is one of those offered, and as many as are asked for', () => {
  const one = '4d0e1f5a-7c1e-4c43-9f60-7d3f3f1f0a11'
  assert.equal(read(choice('Choose', ['a', 'b']), 'b'), 'b')
  assert.equal(read(choice('Choose', ['a', 'b']), 'c'), '✗ Choose')
  const maybe = optionalChoice(['a', 'b'])
  assert.deepEqual(
    ['a', '', undefined, 'c'].map((answer) => read(maybe, answer)),
    ['a', undefined, undefined, '✗ Choose one from the list'],
  )
  const several = choices('Choose two', ['a', 'b', 'c'], 2)
  assert.deepEqual(read(several, ['a', 'c']), ['a', 'c'])
  for (const answer of ['a', [], '', undefined, ['a', 'x']]) assert.equal(read(several, answer), '✗ Choose two')
  assert.deepEqual(read(choices('Choose', ['a', 'b']), 'a'), ['a'])
  assert.deepEqual(read(choices('Choose', ['a'], 0), ''), [])
  assert.equal(read(id('Choose'), one), one)
  for (const answer of ['', 'x']) assert.equal(read(id('Choose'), answer), '✗ Choose')
  assert.deepEqual(
    [read(optionalId(), one), read(optionalId(), ''), read(optionalId(), 'x')],
    [one, undefined, '✗ Choose one from the list'],
  )
  assert.deepEqual(read(ids('Choose'), ['', one]), [one])
  for (const answer of ['', [''], ['x'], undefined]) assert.equal(read(ids('Choose'), answer), '✗ Choose')
  assert.equal(read(ids('Choose two', 2), [one]), '✗ Choose two')
  assert.deepEqual(
    ['yes', 'on', 'true', 'no', '', undefined].map((answer) => read(ticked(), answer)),
    [true, true, true, false, false, false],
  )
  assert.deepEqual([read(mustTick('Tick it'), 'yes'), read(mustTick('Tick it'), undefined)], [true, '✗ Tick it'])
})

test('a file is chosen, is not empty, and came with the form', () => {
  const sent = (filename: string, bytes: number) => receivedFile({ filename, path: '/tmp/x', bytes })
  const list = sent('list.csv', 12)
  assert.equal(read(file('Choose a file'), list), list)
  assert.equal(read(file('Choose a file'), sent('list.csv', 0)), '✗ The file you chose is empty')
  for (const answer of ['', undefined, sent('', 0), sent('', 3)])
    assert.equal(read(file('Choose a file'), answer), '✗ Choose a file')
  assert.equal(read(optionalFile(), list), list)
  for (const answer of ['', undefined, sent('', 0)]) assert.equal(read(optionalFile(), answer), undefined)
})

test('groups that repeat are few enough and enough, and those left empty do not count', () => {
  const shape = { title: optionalText(), note: optionalText() }
  const full = { title: 'A', note: '' }
  assert.deepEqual(read(repeated(shape), { 0: full, 1: { title: '', note: [''] }, 2: {} }), [full])
  for (const nothing of [undefined, '', [], [null, '']]) assert.deepEqual(read(repeated(shape), nothing), [])
  assert.equal(read(repeated(shape, { least: 1 }), ''), '✗ Add at least one')
  assert.equal(read(repeated(shape, { least: 1, message: 'Add a step' }), ''), '✗ Add a step')
  assert.equal(read(repeated(shape, { most: 2 }), [full, full, full]), '✗ Add 2 or fewer')
  assert.deepEqual(read(repeated(shape, { most: 2 }), [full, full]), [full, full])
  assert.equal(read(repeated(shape), Array(51).fill(full)), '✗ Add 50 or fewer')
})
