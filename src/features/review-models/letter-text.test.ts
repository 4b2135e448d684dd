import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { blocksOf, filled, filledBlocks, type Values } from './letter-text.ts'
import { type Placeholder, placeholders } from './letters.schema.ts'

const names = Object.keys(placeholders) as Placeholder[]
const valuesOf = (value: (name: Placeholder) => string) =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as Values

test('headings, lists, paragraphs and room to write are told apart', () => {
  const text = `# To families
Dear families
of our school

- first
- second
  which goes on

1. one
2. two
[room to write]
The end`
  assert.deepEqual(blocksOf(text), [
    { kind: 'heading', text: 'To families' },
    { kind: 'paragraph', text: 'Dear families\nof our school' },
    { kind: 'list', ordered: false, items: ['first', 'second which goes on'] },
    { kind: 'list', ordered: true, items: ['one', 'two'] },
    { kind: 'room' },
    { kind: 'paragraph', text: 'The end' },
  ])
})

test('enquiry questions on a line of their own become a list; one sentence stays a paragraph', () => {
  const asked = valuesOf(() => 'First?\nSecond?')
  assert.deepEqual(filledBlocks('Look at\n{enquiry questions}\nwith us', asked), [
    { kind: 'paragraph', text: 'Look at' },
    { kind: 'list', ordered: true, items: ['First?', 'Second?'] },
    { kind: 'paragraph', text: 'with us' },
  ])
  assert.deepEqual(
    filledBlocks(
      '{enquiry questions}',
      valuesOf(() => '(none yet)'),
    ),
    [{ kind: 'paragraph', text: '(none yet)' }],
  )
})

test('what stands for a placeholder is never read as a placeholder, a heading or an item itself', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.string(), (name, value) => {
      const tricky = `# {group} - ${value.replaceAll('\n', ' ')}`
      const values = valuesOf((one) => (one === name ? tricky : 'other'))
      assert.equal(filled(`{${name}} and {no such thing}`, values), `${tricky} and {no such thing}`)
      if (name === 'enquiry questions') return
      assert.deepEqual(filledBlocks(`{${name}}`, values), [{ kind: 'paragraph', text: tricky }])
    }),
  )
})
