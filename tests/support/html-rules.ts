import assert from 'node:assert/strict'
import { HtmlValidate, StaticConfigLoader } from 'html-validate'
import { parse } from 'node-html-parser'

const loader = new StaticConfigLoader({
  root: true,
  extends: ['html-validate:standard'],
  rules: {
    // Formatting choices of govuk-frontend's own templates, which are not faults.
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'no-implicit-button-type': 'off',
    'no-inline-style': 'error',
    'wcag/h32': 'off',
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    'long-title': 'off',
    'require-sri': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    'no-raw-characters': 'off',
    'tel-non-breaking': 'off',
    'input-missing-label': 'error',
    // GOV.UK's own pattern for inputs with the same label text in repeated groups.
    'no-redundant-aria-label': 'off',
    'text-content': 'off',
    'valid-autocomplete': 'off',
    'aria-label-misuse': 'off',
    'form-dup-name': 'off',
    'valid-id': ['error', { relaxed: true }],
    'id-pattern': 'off',
  },
})
// The rules are the same for every page; working them out again for each costs more than checking it.
const settled = await loader.getConfigFor('a page')
loader.getConfigFor = () => settled
const validator = new HtmlValidate(loader)

/** The house rules that hold for every page: valid markup, one `h1`, unique ids, the title first and matching. */
export async function checkHtml(markup: string, where: string): Promise<void> {
  const report = await validator.validateString(markup)
  const problems = report.results.flatMap((result) =>
    result.messages.map((message) => `line ${message.line}: ${message.message} (${message.ruleId})`),
  )
  assert.deepEqual(problems, [], `${where} is not valid HTML`)
  const page = parse(markup)
  const headings = page.querySelectorAll('h1')
  assert.equal(headings.length, 1, `${where} has ${headings.length} h1 headings`)
  const title = page.querySelector('title')?.text ?? ''
  assert.match(title, / - Schoolfellow$|^Schoolfellow/, `${where} has the title "${title}"`)
  const ids = page.querySelectorAll('[id]').map((element) => element.id)
  assert.equal(
    new Set(ids).size,
    ids.length,
    `${where} repeats the id ${ids.find((id, index) => ids.indexOf(id) !== index)}`,
  )
  for (const link of page.querySelectorAll('a[href^="#"]')) {
    const target = link.getAttribute('href')?.slice(1) ?? ''
    assert.ok(target === '' || ids.includes(target), `${where} links to #${target}, which is not on the page`)
  }
}
