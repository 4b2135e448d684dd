import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { z } from 'zod'
import { type Html, raw } from '../../platform/web/html.ts'
import { button } from './button.ts'
import { checkboxes } from './checkboxes.ts'
import { dateInput } from './date-input.ts'
import { details } from './details.ts'
import { errorMessage } from './error-message.ts'
import { fieldset } from './fieldset.ts'
import { hint } from './hint.ts'
import { input } from './input.ts'
import { label } from './label.ts'
import { radios } from './radios.ts'
import { select } from './select.ts'
import { summaryList } from './summary-list.ts'
import { table } from './table.ts'
import { tag } from './tag.ts'
import { textarea } from './textarea.ts'

/** What the library's own templates make of the same options. */
const fixtureFile = z.object({
  fixtures: z.array(z.object({ name: z.string(), options: z.record(z.string(), z.unknown()), html: z.string() })),
})
const library = new URL('dist/govuk/components/', import.meta.resolve('govuk-frontend/package.json'))

// biome-ignore lint/suspicious/noExplicitAny: fixtures are given to functions that each take their own parameters.
const components: Record<string, (params: any) => Html> = {
  button,
  checkboxes,
  'date-input': dateInput,
  details,
  'error-message': errorMessage,
  fieldset,
  hint,
  input,
  label,
  radios,
  select,
  'summary-list': summaryList,
  table,
  tag,
  textarea,
}

/** Fixtures with options that our types do not admit: an item that is `false`, a list left out, an undocumented option. */
const untyped: Record<string, RegExp> = {
  checkboxes: /falsy/,
  'date-input': /custom inputmode/,
  radios: /falsy/,
  select: /falsy|^hint$/,
  'summary-list': /falsy/,
  table: /falsy/,
}

/** Parameters as pages give them: what the library takes as a string of markup is `Html` here. */
function asParams(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return /^html$|Html$/.test(name) ? raw(value) : value
  if (Array.isArray(value)) return value.map((item) => asParams(item))
  if (typeof value !== 'object' || value === null) return value ?? undefined
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asParams(member, key)]))
}

const normalised = (markup: string) =>
  markup
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([<>]) ?/g, '$1')
    .trim()

for (const [component, render] of Object.entries(components)) {
  test(`${component} is the same as govuk-frontend's own`, () => {
    const parsed: unknown = JSON.parse(readFileSync(new URL(`${component}/fixtures.json`, library), 'utf8'))
    const fixtures = fixtureFile.parse(parsed).fixtures.filter(({ name }) => !untyped[component]?.test(name))
    assert.ok(fixtures.length > 3)
    for (const { name, options, html } of fixtures) {
      assert.equal(normalised(String(render(asParams(options)))), normalised(html), name)
    }
  })
}
