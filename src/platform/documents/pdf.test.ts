import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { spellOut } from './pdf.text.ts'
import { type Block, pdf } from './pdf.ts'

/** A 1 × 1 white PNG. */
const dot = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
)

const everything: Block[] = [
  { kind: 'heading', level: 1, text: 'What we saw' },
  {
    kind: 'paragraph',
    text: [
      'Pupils were ',
      { strong: 'listened to' },
      ', as the ',
      { link: 'https://example.org/notes', text: 'visit notes' },
      { emphasis: ' say' },
      '.',
    ],
  },
  { kind: 'list', items: ['Calm corridors', 'Visual timetables in every room'] },
  { kind: 'list', ordered: true, items: ['Agree', 'Publish'] },
  { kind: 'heading', level: 2, text: 'Judgements' },
  {
    kind: 'table',
    caption: 'Judgements by area',
    headings: ['Area', 'Judgement'],
    widths: [2, 1],
    rows: [
      ['Leadership', 'Embedded'],
      ['Outcomes', 'Emerging'],
    ],
  },
  { kind: 'definitions', items: [{ term: 'Host school', description: 'Oakfield Primary School' }] },
  { kind: 'quote', text: 'We feel safe here.', attribution: 'School council' },
  { kind: 'page-break' },
  { kind: 'image', bytes: dot, format: 'png', alt: 'A white dot', caption: 'The profile', width: 0.2 },
]

/** The text of a PDF's content, as its own character maps decode it. */
function textOf(bytes: Uint8Array): string {
  const source = Buffer.from(bytes).toString('latin1')
  const streams = [...source.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map((match) => {
    const body = Buffer.from(match[1] ?? '', 'latin1')
    try {
      return inflateSync(body).toString('latin1')
    } catch {
      return match[1] ?? ''
    }
  })
  const characters = streams
    .filter((stream) => stream.includes('begincmap'))
    .flatMap((stream) => [...stream.matchAll(/<[0-9a-f]+>\s+<([0-9a-f]+)>/gi)])
    .map((match) =>
      Buffer.from(match[1] ?? '', 'hex')
        .swap16()
        .toString('utf16le'),
    )
  return [source, ...streams, characters.join('')].join('\n')
}

test('a document is a tagged PDF/UA-1 with its language, title and every kind of content', async () => {
  const bytes = await pdf({
    title: 'Peer review of Oakfield',
    subtitle: '22 November 2026',
    language: 'en-GB',
    content: everything,
  })
  const text = textOf(bytes)
  assert.equal(text.slice(0, 5), '%PDF-')
  assert.match(text, /%%EOF\s*$|%%EOF/)
  for (const part of [
    '/StructTreeRoot',
    '/Lang(en-GB)',
    'pdfuaid',
    'Peer review of Oakfield',
    '/TH',
    '/Figure',
    '/L',
    'https://example.org/notes',
  ]) {
    assert.ok(text.replace(/\/Lang \(/g, '/Lang(').includes(part), `the PDF has no ${part}`)
  }
  assert.match(text, /\/Alt ?\(A white dot\)/)
})

test('text that looks like Typst stays text', async () => {
  const hostile =
    '#import "/etc/passwd": * $x^2$ \\ *bold* _it_ `raw` @ref <label> = heading // no /* no */ ~ -- "quoted" \\u{41} #{panic()}'
  const bytes = await pdf({
    title: hostile,
    footer: hostile,
    content: [
      { kind: 'heading', level: 1, text: hostile },
      { kind: 'paragraph', text: hostile },
    ],
  })
  const text = textOf(bytes)
  for (const character of '#$\\*_`@<>=/~{}()') assert.ok(text.includes(character), `the PDF lost ${character}`)
  assert.ok(text.includes('#import'), 'the title keeps its text')
})

test('emoji, other scripts, broken characters and control codes do not stop a document', async () => {
  const bytes = await pdf({
    title: 'Łódź and Siân 🎉',
    content: [
      { kind: 'paragraph', text: 'Great lesson 🎉👩🏽‍🏫 → ✓ ☐ Zażółć Việt ạ عربى Ελληνικά Привет' },
      { kind: 'paragraph', text: '中文 বাংলা \u0001\u0000 \ud800 \uffff \ue000 end' },
    ],
  })
  assert.ok(textOf(bytes).includes('🎉'), 'emoji are drawn')
})

test('words without a font are named once, where they stood; a single sign is named by its code', () => {
  const undrawn = [...'আমিএখনেখুশ।া这里很好\u2603']
  assert.equal(
    spellOut('She said: আমি এখানে খুশি। Then she smiled.', undrawn),
    'She said: [Bengali script: see the web page] Then she smiled.',
  )
  assert.equal(
    spellOut('{"text":"这里 很好","footer":"Oakfield ☃"}', undrawn),
    '{"text":"[Chinese characters: see the web page]","footer":"Oakfield [U+2603]"}',
  )
  assert.equal(spellOut('Ελληνικά and Łódź', undrawn), 'Ελληνικά and Łódź', 'what can be drawn stays')
})

test('a paragraph of 100 kB, and a table of many pages, are kept', async () => {
  const long = 'The lesson began with a question. '.repeat(3000)
  const rows = Array.from({ length: 300 }, (_, index) => [`Row ${index}`, 'Seen\n\nin two rooms'])
  const bytes = await pdf({
    title: 'Long',
    content: [
      { kind: 'paragraph', text: long },
      { kind: 'table', headings: ['A', 'B'], rows },
    ],
  })
  const pages = textOf(bytes).match(/\/Type ?\/Page\b/g)?.length ?? 0
  assert.ok(pages > 20, `only ${pages} pages`)
})

test('a document that could not be accessible is refused', async () => {
  await assert.rejects(pdf({ title: ' ', content: [] }), /needs a title/)
  await assert.rejects(
    pdf({ title: 'A', content: [{ kind: 'image', bytes: dot, format: 'png', alt: '' }] }),
    /alternative text/,
  )
  await assert.rejects(
    pdf({
      title: 'A',
      content: [
        { kind: 'heading', level: 1, text: 'One' },
        { kind: 'heading', level: 3, text: 'Three' },
      ],
    }),
    /heading/i,
  )
})

test('an empty paragraph, list and table make a valid document', async () => {
  const bytes = await pdf({
    title: 'Empty',
    content: [
      { kind: 'paragraph', text: '' },
      { kind: 'list', items: [] },
      { kind: 'table', headings: ['A'], rows: [] },
      { kind: 'definitions', items: [] },
    ],
  })
  assert.ok(bytes.length > 1000)
})
