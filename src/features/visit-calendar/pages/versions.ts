import { emptyState } from '../../../design/components/empty-state.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { table } from '../../../design/components/table.ts'
import { csvText } from '../../../lib/csv.ts'
import { dayAndTime, plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { calendarPath } from '../../review-groups/public.ts'
import { listVersions, type VersionInList, versionsOf } from '../calendar.queries.ts'
import { rowsOf } from '../calendar.rules.ts'
import { factsOf } from '../facts.queries.ts'
import { namesIn } from '../facts.rules.ts'
import { programmeParams, versionPath } from '../paths.ts'

/** Every version of a calendar, the newest first. */
export const versionList = page(
  { path: '/:partnership/programmes/:programme/calendar/versions', allow: 'programme:manage', params: programmeParams },
  async (c) => {
    const facts = found(await factsOf(c.db, c.actor, c.params.programme))
    const versions = await listVersions(c.db, c.actor, facts.programme.id)
    const names = namesIn(facts)
    const back = { href: calendarPath(c.partnership, facts.programme.id), text: 'Calendar of visits' }
    const body: Html =
      versions.length === 0
        ? emptyState('No calendar has been planned yet.', back)
        : scrollable(
            table({
              caption: 'Versions of the calendar',
              captionClasses: 'govuk-visually-hidden',
              firstCellIsHeader: true,
              head: [{ text: 'Version' }, { text: 'What was done' }, { text: 'By whom and when' }, { text: 'State' }],
              rows: versions.map((one) => [
                {
                  html: html`<a class="govuk-link" href="${versionPath(c.partnership, facts.programme.id, one.id)}">Version ${one.number}</a>`,
                },
                { text: originInWords(one, names) },
                { text: `${one.created_by_name}, ${dayAndTime(one.created_at)}` },
                { html: one.adopted_at ? statusTag('Adopted', 'done') : nothing },
              ]),
            }),
            'Versions of the calendar',
          )
    return c.view('Versions of the calendar', body, { caption: facts.programme.name, back })
  },
)

function originInWords(one: VersionInList, names: ReadonlyMap<string, string>): string {
  const name = names.get(one.about_school_id ?? '') ?? 'A school'
  const dates = one.dates_moved === 0 ? '' : `, ${plural(one.dates_moved, 'date')} changed`
  const what = {
    search: 'Planned by a search',
    move: `${name} moved by hand`,
    slip: `${name} slipped`,
    mend: 'Planned around what had changed',
  }
  return `${what[one.origin]}${dates}`
}

const headings = [
  'School',
  'Group',
  'State',
  'Self-evaluation due',
  'Pre-review meeting',
  'Visit',
  'Report due',
  'Follow-up',
  'Follow-up from',
  'Follow-up to',
  'Check-in',
  'Check-in from',
  'Check-in to',
]

/** The latest version for a spreadsheet, one line a school. */
export const calendarDownload = page(
  { path: '/:partnership/programmes/:programme/calendar/download', allow: 'programme:manage', params: programmeParams },
  async (c) => {
    const facts = found(await factsOf(c.db, c.actor, c.params.programme))
    const latest = found((await versionsOf(c.db, c.actor, facts.programme.id)).latest)
    const rows = rowsOf(facts, latest.visits).map((row) => [
      row.name,
      row.group_name,
      row.state,
      row.self_evaluation_due?.toString(),
      row.preparation,
      row.visit,
      row.write_up_due?.toString(),
      row.followUp,
      row.follow_up?.opens.toString(),
      row.follow_up?.closes.toString(),
      row.checkIn,
      row.check_in?.opens.toString(),
      row.check_in?.closes.toString(),
    ])
    return c.download({
      name: `calendar-version-${latest.number}.csv`,
      type: 'text/csv; charset=utf-8',
      body: csvText(headings, rows),
    })
  },
)
