import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { details } from '../../../design/components/details.ts'
import { radios } from '../../../design/components/radios.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { table } from '../../../design/components/table.ts'
import { csvRows, UnreadableFile } from '../../../lib/csv.ts'
import { plural, sentenceList, shortDate } from '../../../lib/words.ts'
import { file, longText, optionalText, ticked } from '../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { addClosedDays, putTerms } from '../calendar.queries.ts'
import { termDatesPath } from '../paths.ts'
import { missingHeadings, neededHeadings, readTermFile, type TermFile, type TermFileRow } from '../term.rules.ts'

const largestFile = 300_000
const uploadFields = z.object({ terms: file('Choose a file of term dates') })
/** The file's text travels with the page from step to step, so that nothing has to be stored until it is right. */
const applyFields = z.object({
  text: longText('Choose a file of term dates', { max: largestFile }),
  authority: optionalText(),
  confirmed: ticked(),
})

/** Imports terms and holidays from a CSV file: choose, look, save. */
export const importTerms = page(
  {
    path: '/:partnership/term-dates/import',
    allow: 'calendar:manage',
    params: z.object({ partnership: z.string() }),
    upload: largestFile,
  },
  async (c) => {
    const back = termDatesPath(c.partnership)
    const upload = c.form(uploadFields, { name: 'upload' })
    const apply = c.form(applyFields, { name: 'apply' })
    const read = await readEither(upload.value?.terms.path, apply.value?.text)
    if (read && 'refused' in read) upload.refuse({ field: 'terms', message: read.refused })
    if (read && 'rows' in read) {
      const chosen = apply.value?.authority ?? ''
      const found = readTermFile(read.rows, chosen)
      const unchosen = chosen === '' && mainAuthorities(found).length > 1
      if (!unchosen && found.terms.length + found.closed.length === 0)
        upload.refuse({ field: 'terms', message: 'The file has no terms or holidays that can be read' })
      else if (unchosen || !apply.value?.confirmed)
        return c.view(
          unchosen ? 'Whose term dates?' : 'Check the term dates',
          unchosen ? authorityForm(apply, read.text, found, back) : preview(apply, read.text, chosen, found, back),
          { back: { href: back, text: 'Term dates' } },
        )
      else {
        const terms = await putTerms(c.db, c.actor, found.terms)
        const closed = await addClosedDays(c.db, c.actor, found.closed)
        return c.redirect(back, `${plural(terms, 'term')} and ${plural(closed, 'closed day')} saved`)
      }
    }
    return c.view('Import term dates', chooseForm(upload, back), { back: { href: back, text: 'Term dates' } })
  },
)

type Read = { text: string; rows: TermFileRow[] } | { refused: string }

async function readEither(path: string | undefined, text: string | undefined): Promise<Read | undefined> {
  if (path !== undefined) return readRows(createReadStream(path))
  return text === undefined ? undefined : readRows(Readable.from([Buffer.from(text)]))
}

async function readRows(source: AsyncIterable<Uint8Array>): Promise<Read> {
  const lines: string[][] = []
  const rows: TermFileRow[] = []
  try {
    for await (const { row, cells } of csvRows(source, { maxBytes: largestFile })) {
      const headings = lines[0]
      lines.push(headings ? cells : cells.map((cell) => cell.trim().toLowerCase()))
      if (headings)
        rows.push({
          line: row,
          cells: Object.fromEntries(headings.map((heading, index) => [heading, cells[index] ?? ''])),
        })
    }
  } catch (error) {
    if (error instanceof UnreadableFile) return { refused: error.message }
    throw error
  }
  const missing = missingHeadings(lines[0] ?? [])
  if (missing.length > 0) return { refused: `The first row must name the columns. Missing: ${missing.join(', ')}` }
  return {
    text: lines.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n'),
    rows,
  }
}

type Apply = {
  start(): Html
  end(text: string, options?: { cancel?: { href: string } }): Html
  hidden(name: string, value: string): Html
}

function chooseForm(
  upload: {
    start(options: { upload: boolean }): Html
    end(text: string, options: { cancel: { href: string } }): Html
    file(name: 'terms', options: { label: string; hint: string; accept: string }): Html
  },
  back: string,
): Html {
  return html`<p class="govuk-body">Bring a CSV file with one row for each term or holiday. The first row names the columns: ${sentenceList(neededHeadings)}, and authority when the file has the dates of several. Days are written like 2026-09-01, and the kind is term, holiday or inset.</p>
    <p class="govuk-body">You see what the file says before anything is saved.</p>
    ${upload.start({ upload: true })}${upload.file('terms', { label: 'File of term dates', hint: 'A CSV file', accept: '.csv,text/csv' })}${upload.end('Read the file', { cancel: { href: back } })}`
}

/** Authorities without those that only name one school of another: "Kent (Wouldham Primary)". */
function mainAuthorities(found: TermFile): string[] {
  return found.authorities.filter(
    (name) => !found.authorities.some((other) => other !== name && name.startsWith(`${other} (`)),
  )
}

function authorityForm(apply: Apply, text: string, found: TermFile, back: string): Html {
  return html`${apply.start()}${apply.hidden('text', text)}
    ${radios({ name: 'authority', idPrefix: 'authority', fieldset: { legend: { text: 'Which term dates do you want?', classes: 'govuk-fieldset__legend--s' } }, items: mainAuthorities(found).map((name) => ({ value: name, text: name })), value: mainAuthorities(found)[0] })}
    ${apply.end('Continue', { cancel: { href: back } })}`
}

function preview(apply: Apply, text: string, authority: string, found: TermFile, back: string): Html {
  const terms = table({
    caption: plural(found.terms.length, 'term'),
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Year' }, { text: 'Term' }, { text: 'First day' }, { text: 'Last day' }],
    rows: found.terms.map((term) => [
      { text: term.academic_year },
      { text: term.name },
      { text: shortDate(term.starts_on) },
      { text: shortDate(term.ends_on) },
    ]),
  })
  const closed =
    found.closed.length === 0
      ? nothing
      : html`<p class="govuk-body">${plural(found.closed.length, 'weekday')} of holidays are closed for all schools, where they are not closed already.</p>`
  return html`${found.terms.length === 0 ? nothing : scrollable(terms, 'Terms in the file')}${closed}
    ${rowsList('Rows that cannot be read', found.problems, true)}${rowsList('Rows that were left out', found.left_out, false)}
    <p class="govuk-body">A term that is there already gets the dates of the file. Others stay as they are.</p>
    ${apply.start()}${apply.hidden('text', text)}${apply.hidden('authority', authority)}${apply.hidden('confirmed', 'yes')}${apply.end('Save these dates', { cancel: { href: back } })}`
}

function rowsList(title: string, rows: readonly { line: number; message: string }[], open: boolean): Html {
  if (rows.length === 0) return nothing
  return details({
    summaryText: `${title} (${rows.length})`,
    html: html`<ul class="govuk-list govuk-list--bullet">${rows.map((row) => html`<li>Row ${row.line}: ${row.message}</li>`)}</ul>`,
    open,
  })
}
