import { details } from '../../design/components/details.ts'
import { panel } from '../../design/components/panel.ts'
import { progressBar } from '../../design/components/progress-bar.ts'
import { scrollable } from '../../design/components/scrollable.ts'
import { table } from '../../design/components/table.ts'
import { dayAndTime, plural, sentenceList } from '../../lib/words.ts'
import type { JobProgress } from '../../platform/jobs/progress.ts'
import { type Html, html, nothing } from '../../platform/web/html.ts'
import type { KeptChange, KeptComparison } from './import.comparison.ts'
import type { SchoolImport } from './import.queries.ts'
import { groupsOf, restOf, shownChanges } from './import.words.ts'

const mostShown = 200

/** What an import would do: the counts, then each group with its schools. */
export function comparisonView(comparison: KeptComparison, downloadHref: string): Html {
  const groups = groupsOf(comparison)
  const counts = table({
    caption: 'What applying this file would do',
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Group' }, { text: 'How many', format: 'numeric' }, { text: 'What happens' }],
    rows: groups.map(({ id, heading, count, consequence }) => [
      { html: count > 0 ? html`<a class="govuk-link" href="#${id}">${heading}</a>` : html`${heading}` },
      { text: count.toLocaleString('en-GB'), format: 'numeric' },
      { text: count > 0 ? `They ${consequence}` : '' },
    ]),
  })
  const rest = restOf(comparison).map((sentence) => html`<p class="govuk-body">${sentence}</p>`)
  return html`${counts}${rest}<p class="govuk-body"><a class="govuk-link" href="${downloadHref}">Download all of this (CSV)</a></p>${groups
    .filter(({ count }) => count > 0)
    .map(({ id, heading, count }) => group(id, heading, count, comparison))}`
}

function group(id: string, heading: string, count: number, comparison: KeptComparison): Html {
  const shown = Math.min(count, mostShown)
  const body = tableOf(id, comparison)
  const more =
    count > shown ? html`<p class="govuk-body">The first ${shown} are shown. All are in the download.</p>` : nothing
  const summary = id === 'unreadable' ? `Show the ${plural(shown, 'problem')}` : `Show the ${plural(shown, 'school')}`
  return html`<h2 class="govuk-heading-m" id="${id}">${heading} (${count.toLocaleString('en-GB')})</h2>
    ${details({ summaryText: summary, html: html`${scrollable(body, heading)}${more}`, open: count <= 12 })}`
}

function tableOf(id: string, comparison: KeptComparison): Html {
  if (id === 'added') return addedTable(comparison)
  if (id === 'changed') return changedTable(comparison.changed)
  if (id === 'closed') return changedTable(comparison.closed)
  if (id === 'reopened') return changedTable(comparison.reopened)
  return id === 'missing' ? missingTable(comparison) : unreadableTable(comparison)
}

function addedTable({ added }: KeptComparison): Html {
  return table({
    head: ['School', 'URN', 'Phase', 'Type', 'District'].map((text) => ({ text })),
    rows: added
      .slice(0, mostShown)
      .map(({ name, urn, values }) => [
        { text: values.status === 'proposed' ? `${name} (proposed)` : name },
        { text: String(urn) },
        { text: String(values.phase ?? '') },
        { text: String(values.type ?? '') },
        { text: String(values.district ?? '') },
      ]),
  })
}

type Changed = { urn: number; name: string; changes: KeptChange[]; successors?: { urn: number; name: string }[] }

function changedTable(schools: readonly Changed[]): Html {
  return table({
    head: ['School', 'URN', 'What changes'].map((text) => ({ text })),
    rows: schools.slice(0, mostShown).map(({ name, urn, changes, successors }) => [
      { text: name },
      { text: String(urn) },
      {
        html: html`<ul class="govuk-list">${shownChanges(changes).map(
          ({ label, from, to }) => html`<li>${label}: ${from} → ${to}</li>`,
        )}${(successors ?? []).map((next) => html`<li>Followed by ${next.name} (URN ${next.urn})</li>`)}</ul>`,
      },
    ]),
  })
}

function missingTable({ missing }: KeptComparison): Html {
  return table({
    head: ['School', 'URN'].map((text) => ({ text })),
    rows: missing.slice(0, mostShown).map(({ name, urn }) => [{ text: name }, { text: String(urn) }]),
  })
}

function unreadableTable({ unreadable }: KeptComparison): Html {
  return table({
    head: [{ text: 'Row' }, { text: 'Column' }, { text: 'Value' }, { text: 'Why' }, { text: 'What is left out' }],
    rows: unreadable
      .slice(0, mostShown)
      .map(({ row, column, value, reason, left_out }) => [
        { text: String(row) },
        { text: column },
        { text: value },
        { text: reason },
        { text: left_out ? 'The row' : 'This cell' },
      ]),
  })
}

/** How far the reading is: a bar that scripts keep true, and a link for everyone else. */
export function progressView(progress: JobProgress | undefined, here: string): Html {
  return html`${progressBar({
    id: 'reading',
    label: 'How much of the file has been read',
    value: progress?.done ?? 0,
    max: Math.max(1, progress?.total ?? 1),
    text: progress?.message ?? 'Waiting to be read',
    progressUrl: `${here}/progress`,
  })}<p class="govuk-body">You may leave this page: the reading goes on. <a class="govuk-link" href="${here}">Show how far it is</a></p>`
}

/** What an import has done, and what to do next. */
export function appliedView(one: SchoolImport, base: string): Html {
  const done = one.comparison ? sentenceList(countsOf(one.comparison)) : ''
  const by = one.applied_by_name ? ` by ${one.applied_by_name}` : ''
  const at = one.applied_at ? ` on ${dayAndTime(one.applied_at)}` : ''
  return html`${panel({ titleText: done === '' ? 'Nothing had to change' : done, headingLevel: 2 })}
    <p class="govuk-body">Applied${by}${at}. Importing the same file again would change nothing.</p>
    <ul class="govuk-list">
      <li><a class="govuk-link" href="${base}/schools">See the schools</a></li>
      <li><a class="govuk-link" href="${base}/localities/from-districts">Put them into localities by district</a></li>
      <li><a class="govuk-link" href="${base}">See what comes next</a></li>
    </ul>`
}

/** "12 schools added", "3 changed", and so on, without what did not happen. */
function countsOf({ added, changed, closed, reopened }: KeptComparison): string[] {
  const counts: [number, string][] = [
    [added.length, 'added'],
    [changed.length, 'changed'],
    [closed.length, 'closed'],
    [reopened.length, 'opened again'],
  ]
  return counts
    .filter(([count]) => count > 0)
    .map(([count, done], index) => `${index === 0 ? plural(count, 'school') : count.toLocaleString('en-GB')} ${done}`)
}
