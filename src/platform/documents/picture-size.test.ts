import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sizeOf } from './picture-size.ts'

/** A JPEG's beginning: a segment that says nothing of the size, then the frame of 5 rows and 7 columns. */
const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc2, 0, 11, 8, 0, 5, 0, 7, 3, 0, 0, 0])
const png = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 1, 0, 0, 0, 0, 9,
])

test('the size is read from the first bytes', () => {
  assert.deepEqual(sizeOf(jpeg, 'jpg'), { width: 7, height: 5 })
  assert.deepEqual(sizeOf(png, 'png'), { width: 256, height: 9 })
})

test('what is no such picture, or breaks off, is refused', () => {
  for (const bytes of [png, jpeg.subarray(0, 12), new Uint8Array()])
    assert.throws(() => sizeOf(bytes, 'jpg'), /is no jpg/)
  for (const bytes of [jpeg, png.subarray(0, 20)]) assert.throws(() => sizeOf(bytes, 'png'), /is no png/)
})
