/** A YAML file that somebody uploads: its text, and what is wrong in it. */
import { readFile } from 'node:fs/promises'
import { scrollable } from '../design/components/scrollable.ts'
import { table } from '../design/components/table.ts'
import type { Problem } from '../lib/yaml-file.ts'
import type { FormCore } from '../platform/web/form.ts'
import { type Html, html, nothing } from '../platform/web/html.ts'

/** The text of the uploaded file; undefined when none was sent or it is not text. */
export async function textOf(form: FormCore<{ file: { path: string } }>): Promise<string | undefined> {
  if (!form.value) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(form.value.file.path))
  } catch {
    form.refuse({
      field: 'file',
      message:
        'This is not a text file in UTF-8. Save it as a YAML text file with the encoding UTF-8 and choose it again',
    })
    return undefined
  }
}

/** Every problem with its line and place; `example` says how lists are counted, such as "areas[0] is the first area". */
export function problemsInFile(problems: readonly Problem[], example: string): Html {
  if (problems.length === 0) return nothing
  const rows = problems.map(({ line, path, message }) => [
    { text: String(line), format: 'numeric' },
    { text: path || 'The file' },
    { text: message },
  ])
  const head = [{ text: 'Line', format: 'numeric' }, { text: 'Where' }, { text: 'What is wrong' }]
  return html`<h2 class="govuk-heading-m">What to put right in the file</h2>
<p class="govuk-body">Correct these in your file and load it again. Lists are counted from 0, so ${example}.</p>
${scrollable(table({ caption: 'Problems in the file', captionClasses: 'govuk-visually-hidden', head, rows }), 'Problems in the file')}`
}
