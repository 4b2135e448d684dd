import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cleanFileName } from './file-name.ts'

test('a file keeps its name as far as every system can save it', () => {
  for (const [given, kept] of [
    ['Behaviour policy 2026.pdf', 'Behaviour policy 2026.pdf'],
    ['C:\\Users\\jo\\notes.docx', 'notes.docx'],
    ['../../etc/passwd', 'passwd'],
    ['what: now?.txt', 'what- now-.txt'],
    ['  spaced   out .pdf ', 'spaced out.pdf'],
    ['.hidden', 'hidden'],
    ['ends in dots...', 'ends in dots'],
    ['gnp\u202egpj.exe', 'gnpgpj.exe'],
    ['cafe\u0301.txt', 'café.txt'],
    ['', 'file'],
    ['...', 'file'],
    ['NUL.txt', 'file-NUL.txt'],
    ['com7', 'file-com7'],
    ['com.txt', 'com.txt'],
    ['console.txt', 'console.txt'],
    ['acon.txt', 'acon.txt'],
  ] as const)
    assert.equal(cleanFileName(given), kept, given)
})

test('no name reaches outside, hides its ending or breaks a header', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.stringMatching(/^[./\\: a-z"\r\n]{0,30}$/)),
      (given) => {
        const name = cleanFileName(given)
        assert.doesNotMatch(name, /[\\/\p{Cc}\p{Cf}"<>:|?*]/u)
        assert.doesNotMatch(name, /^\.|^\s|^$|[.\s]$/)
        assert.ok([...name].length <= 120 && name.isWellFormed())
      },
    ),
  )
})

test('a long name is cut, its ending kept', () => {
  assert.equal(cleanFileName(`${'a'.repeat(300)}.pdf`), `${'a'.repeat(110)}.pdf`)
  assert.equal(cleanFileName(`a.${'b'.repeat(50)}`), `a.${'b'.repeat(9)}`)
  assert.equal(cleanFileName(`a.${'b'.repeat(8)}😀`), `a.${'b'.repeat(8)}😀`, 'no letter is cut in half')
})
