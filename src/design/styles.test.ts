import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const src = fileURLToPath(new URL('..', import.meta.url))
const read = (pattern: string) =>
  globSync(pattern, { cwd: src })
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => readFileSync(`${src}/${file}`, 'utf8').replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, ''))
    .join('\n')

const name = /(?<![\w-])(?:app|moj)-[a-z][\w-]*/g
const styled = new Set(
  [...read('design/styles/*.scss').matchAll(/\.((?:app|moj)-[a-z][\w-]*)/g)].map(([, one]) => one ?? ''),
)
const used = new Set([...read('**/*.ts').matchAll(name)].map(([one]) => one))

/** A name that is put together, such as `app-finding--${kind}`, is there as its beginning. */
const beginnings = [...used].filter((one) => one.endsWith('-'))

/** Names of MOJ Frontend's own markup, and of whole components, that need no style of their own. */
const plain = new Set([
  'app-footer__item',
  'app-groups',
  'app-timeline',
  'moj-filter__content',
  'moj-filter__header-title',
  'moj-filter__heading-title',
  'moj-timeline__header',
])

test('every class of ours that is styled is used', () => {
  const idle = [...styled].filter((one) => !used.has(one) && !beginnings.some((start) => one.startsWith(start)))
  assert.deepEqual(idle, [])
})

test('every class of ours that is used is styled', () => {
  const bare = [...used].filter((one) => !styled.has(one) && !plain.has(one) && !one.endsWith('-'))
  assert.deepEqual(bare, [])
})
