import assert from 'node:assert/strict'
import { isUtf8 } from 'node:buffer'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { type CsvReadOptions, csvRows, csvText, type TextEncoding, UnreadableFile } from './csv.ts'

async function* inPieces(bytes: Buffer, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function read(bytes: Buffer, options: CsvReadOptions & { size?: number } = {}) {
  let encoding: TextEncoding | undefined
  const rows = await Array.fromAsync(
    csvRows(inPieces(bytes, options.size ?? 64), {
      ...options,
      onText: (text) => {
        encoding = text.encoding
      },
    }),
  )
  return { rows, encoding, cells: rows.map(({ cells }) => cells) }
}

const list = 'urn,name\r\n1,Café School\r\n2,St Mary’s – Infants\r\n'
const cells = [
  ['urn', 'name'],
  ['1', 'Café School'],
  ['2', 'St Mary’s – Infants'],
]

test('UTF-8 with and without a mark, Windows-1252, UTF-16 and gzip give the same rows', async () => {
  const ways: [Buffer, TextEncoding][] = [
    [Buffer.from(list), 'utf-8'],
    [Buffer.from(`\ufeff${list}`), 'utf-8'],
    [iconv.encode(list, 'windows-1252'), 'windows-1252'],
    [iconv.encode(list, 'utf16le', { addBOM: true }), 'utf-8'],
    [iconv.encode(list, 'utf16be', { addBOM: true }), 'utf-8'],
    [gzipSync(Buffer.from(list)), 'utf-8'],
    [gzipSync(iconv.encode(list, 'windows-1252')), 'windows-1252'],
    [Buffer.from(list.replaceAll(',', '\t')), 'utf-8'],
    [Buffer.from(list.replaceAll(',', ';')), 'utf-8'],
  ]
  for (const [bytes, encoding] of ways) {
    const read1 = await read(bytes)
    assert.deepEqual(read1.cells, cells)
    assert.equal(read1.encoding, encoding)
  }
})

test('a file with lines of both encodings loses no letter, wherever it is cut', async () => {
  const mixed = Buffer.concat([
    Buffer.from('urn,name\n1,Café School\n'),
    iconv.encode('2,St Mary’s – Infants\n', 'windows-1252'),
  ])
  for (let size = 1; size <= mixed.length; size++) {
    const result = await read(mixed, { size })
    assert.deepEqual(result.cells, cells)
    assert.equal(result.encoding, 'mixed')
  }
})

function isAlsoUtf8(line: Buffer): boolean {
  return line.some((byte) => byte >= 0x80) && isUtf8(line)
}

test('every text survives in either encoding, however it is cut', async () => {
  const word = fc.string({ unit: fc.constantFrom('é', 'ü', '’', '–', '€', 'a', ',', '"', '\n', ' '), minLength: 1 })
  await fc.assert(
    fc.asyncProperty(word, word, fc.integer({ min: 1, max: 40 }), fc.boolean(), async (a, b, size, windows) => {
      const text = csvText(['a', 'b'], [[`x${a}`, `x${b}`]]).replace('\ufeff', '')
      const bytes = windows ? iconv.encode(text, 'windows-1252') : Buffer.from(text)
      // "é€–" in Windows-1252 is also a letter in UTF-8. No word has such a run, and nothing could tell them apart.
      fc.pre(!windows || !text.split('\n').some((line) => isAlsoUtf8(iconv.encode(line, 'windows-1252'))))
      assert.deepEqual((await read(bytes, { size })).cells, [
        ['a', 'b'],
        [`x${a}`, `x${b}`],
      ])
    }),
    { numRuns: 200 },
  )
})

test('rows are counted as a spreadsheet counts them: blank rows count, a line break inside quotes does not', async () => {
  const { rows } = await read(Buffer.from('a,b\n1,"two\nlines"\n\n,\n5,five\n'))
  assert.deepEqual(
    rows.map(({ row }) => row),
    [1, 2, 5],
  )
})

test('files that are not such text are refused in plain words', async () => {
  const refusals: [Buffer, RegExp, (CsvReadOptions & { size?: number })?][] = [
    [Buffer.alloc(0), /empty/],
    [Buffer.from('PK\u0003\u0004xxxxx'), /spreadsheet or a zip/],
    [Buffer.from('%PDF-1.7'), /document/],
    [Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1', 'latin1'), /document/],
    [Buffer.from(`a,"${'x'.repeat(1_000_001)}"\n`), /quotation mark that opens after row 0/, { size: 65_536 }],
    [Buffer.alloc(65_000_000, 'x'), /no line ends/, { size: 8_000_000 }],
    [Buffer.from([1, 0, 2, 0, 3]), /not text/],
    [Buffer.from('a,b\n1,"never closed\n2,x\n'), /quotation mark that opens after row 1/],
    [gzipSync(Buffer.from(list)).subarray(0, 30), /cut short/],
    [gzipSync(Buffer.alloc(5_000_000, `${'a'.repeat(5000)},b\n`)), /larger than 1 MB/, { maxBytes: 1_000_000 }],
  ]
  for (const [bytes, reason, options] of refusals) {
    await assert.rejects(read(bytes, options), (error) => error instanceof UnreadableFile && reason.test(error.message))
  }
})

test('a row with an empty cell is a row, a quotation mark inside a cell is a letter, and the last line needs no end', async () => {
  assert.deepEqual((await read(Buffer.from('a,b\n1,\n2,5" pipe\n3,c'))).cells, [
    ['a', 'b'],
    ['1', ''],
    ['2', '5" pipe'],
    ['3', 'c'],
  ])
  for (const size of [1, 2, 3, 64])
    assert.deepEqual((await read(Buffer.from('é'), { size })).cells, [['é']], String(size))
})

test('plain letters tell no encoding apart, so that a list in one encoding is never called mixed', async () => {
  const windows = iconv.encode('urn,name\n1,Oakfield\n2,Café\n3,Ash\n', 'windows-1252')
  for (const size of [4, 10, 64]) assert.equal((await read(windows, { size })).encoding, 'windows-1252')
  assert.equal((await read(Buffer.from('urn,name\n1,Oakfield\n'))).encoding, 'utf-8')
})

test('reading stops when it is told to', async () => {
  const stop = new AbortController()
  const rows = csvRows(inPieces(Buffer.from('a,b\n1,2\n'.repeat(50_000)), 4096), { signal: stop.signal })
  await rows.next()
  stop.abort(new Error('cancelled'))
  await assert.rejects(Array.fromAsync(rows), /cancelled/)
})

test('what is written cannot run as a formula', () => {
  assert.equal(csvText(['name'], [['=1+1'], ['-2'], [null], [3]]), "\ufeffname\r\n'=1+1\r\n'-2\r\n\r\n3\r\n")
})
