import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'node-html-parser'
import { escapeHtml, html, join, nothing, raw } from './html.ts'

test('no text that is put into a page becomes markup, in an element or in an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', '/', ' ') }), (text) => {
      const page = html`<p title="${text}">${text}</p>`.toString()
      assert.equal(
        page
          .replaceAll(/&(amp|lt|gt|quot|#39);/g, '')
          .match(/[<>"']/g)
          ?.join(''),
        '<"">' + '<>',
      )
      const [element, ...others] = parse(page).childNodes
      assert.deepEqual(others, [])
      assert.equal(element?.text, text)
    }),
  )
  assert.equal(escapeHtml(`<a href="x" id='y'>&`), '&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;')
})

test('pieces of markup, lists of them, numbers and nothing go in as they are', () => {
  const items = [1, 2].map((number) => html`<li>${number}</li>`)
  assert.equal(html`<ul>${items}</ul>${nothing}${raw('<hr>')}`.toString(), '<ul><li>1</li><li>2</li></ul><hr>')
  assert.equal(join(items, html`, `).toString(), '<li>1</li>, <li>2</li>')
  assert.equal(join(items).toString(), '<li>1</li><li>2</li>')
})
