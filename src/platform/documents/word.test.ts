import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'node-html-parser'
import { unzipped } from '../../../tests/support/unzip.ts'
import type { Block, PdfDocument } from './pdf.ts'
import { word } from './word.ts'

/** A 1 × 1 white PNG. */
const dot = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
)

async function partsOf(content: Block[], about: Partial<PdfDocument> = {}) {
  const files = unzipped(await word({ title: 'Visit notes', content, ...about }))
  const part = (name: string) => files.get(name) ?? assert.fail(`no ${name} among ${[...files.keys()].join(' ')}`)
  return { part, document: parse(part('word/document.xml')) }
}

const textOf = (node: { querySelectorAll(of: string): { text: string }[] }) =>
  node
    .querySelectorAll('w\\:t')
    .map((run) => run.text)
    .join('')

test('headings, lists and tables are real ones, with a header row that repeats', async () => {
  const { document, part } = await partsOf([
    { kind: 'heading', level: 1, text: 'What we saw' },
    { kind: 'heading', level: 2, text: 'In lessons' },
    { kind: 'list', items: ['Calm corridors', 'Timetables'] },
    { kind: 'list', ordered: true, items: ['Agree', 'Publish'] },
    { kind: 'list', ordered: true, items: ['Again from one'] },
    {
      kind: 'table',
      caption: 'By area',
      headings: ['Area', 'Judgement'],
      rows: [['Leadership', 'Secure'], ['Outcomes']],
    },
  ])
  const styles = document.querySelectorAll('w\\:pstyle').map((style) => style.getAttribute('w:val'))
  assert.deepEqual(styles.slice(0, 3), ['Title', 'Heading1', 'Heading2'])
  const lists = document.querySelectorAll('w\\:numid').map((list) => list.getAttribute('w:val'))
  assert.equal(new Set(lists).size, 3, 'bullets, and each numbered list from one')
  assert.equal(document.querySelectorAll('w\\:tblheader').length, 1)
  assert.match(part('word/document.xml'), /<w:tblLook [^>]*w:firstRow="(true|1)"/)
  assert.equal(document.querySelectorAll('w\\:tr').length, 3)
  assert.equal(document.querySelectorAll('w\\:tc').length, 6)
  assert.match(part('word/numbering.xml'), /decimal/)
})

test('it has a title, its language and page numbers', async () => {
  const { part } = await partsOf([], { footer: 'Visit notes (draft)', subtitle: 'Oakfield School' })
  assert.match(part('docProps/core.xml'), /<dc:title>Visit notes<\/dc:title>/)
  assert.match(part('word/styles.xml'), /<w:lang w:val="en-GB"/)
  const footer = part('word/footer1.xml')
  assert.match(footer, /Visit notes \(draft\)/)
  assert.match(footer, /PAGE[\s\S]*NUMPAGES/)
})

test('a picture carries its alternative text, and none comes without', async () => {
  const { part } = await partsOf([{ kind: 'image', bytes: dot, format: 'png', alt: 'A white dot', caption: 'The dot' }])
  assert.match(part('word/document.xml'), /descr="A white dot"/)
  await assert.rejects(partsOf([{ kind: 'image', bytes: dot, format: 'png', alt: ' ' }]), /needs alternative text/)
  await assert.rejects(partsOf([{ kind: 'image', bytes: dot, format: 'svg', alt: 'A dot' }]), /a PNG or a JPEG/)
  await assert.rejects(partsOf([{ kind: 'image', bytes: dot, format: 'jpg', alt: 'A dot' }]), /is no jpg/)
})

test('what people type stays text: marks, signs, control characters, lines and paragraphs', async () => {
  const { document } = await partsOf([
    { kind: 'paragraph', text: 'Tom & <b>Ann</b>\u0000\u0007 said “yes”\nand went\n\nA second paragraph 🙂 ﷺ' },
    { kind: 'paragraph', text: [{ strong: 'Strong' }, ' and ', { emphasis: 'aside' }] },
    { kind: 'quote', text: 'We feel safe here.', attribution: 'School council' },
    { kind: 'definitions', items: [{ term: 'Host', description: 'Oakfield' }] },
    { kind: 'paragraph', text: [{ link: 'https://example.org/a', text: 'the page' }] },
    { kind: 'page-break' },
  ])
  const told = textOf(document)
  assert.match(told, /Tom & <b>Ann<\/b> said “yes”and went/)
  assert.match(told, /A second paragraph 🙂 ﷺ/)
  assert.match(told, /We feel safe here\.— School council/)
  assert.ok(document.querySelector('w\\:br'))
})

test('without a title, or with a link that could surprise, there is no document', async () => {
  await assert.rejects(partsOf([], { title: ' ' }), /needs a title/)
  await assert.rejects(
    partsOf([{ kind: 'paragraph', text: [{ link: 'javascript:alert(1)', text: 'x' }] }]),
    /web or mail address/,
  )
})
