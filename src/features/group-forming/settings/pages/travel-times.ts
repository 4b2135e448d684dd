import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { details } from '../../../../design/components/details.ts'
import { csvRows, csvText, UnreadableFile } from '../../../../lib/csv.ts'
import { plural } from '../../../../lib/words.ts'
import { record } from '../../../../platform/audit/audit.ts'
import type { Db } from '../../../../platform/db/connect.ts'
import { file, longText } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import type { Actor } from '../../../people/public.ts'
import { formingPath, programmeFor } from '../../../review-groups/public.ts'
import { factsFor } from '../../facts.queries.ts'
import { openSchools } from '../../problem.rules.ts'
import { minutesFor, usualRoads } from '../../travel.rules.ts'
import { aimsPath, travelTimesPath } from '../paths.ts'
import { putTravelTimes, removeTravelTimes } from '../travel.queries.ts'
import {
  type FileRow,
  nearPairs,
  nearSchools,
  pairKey,
  readTravelRows,
  type TravelFile,
  type TravelTime,
} from '../travel-file.rules.ts'

const largestFile = 3_000_000
const mostRows = 60_000
const uploadFields = z.object({ times: file('Choose a file of travel times') })
/** What the file says travels with the page from step to step, so that nothing is stored until it is right. */
const applyFields = z.object({ rows: longText('Choose a file of travel times', { max: 1_500_000 }) })
const params = z.object({ partnership: z.string(), programme: z.uuid() })

/** Times between schools that replace straight lines: a file is read, looked at, and then kept. */
export const travelTimesPage = page(
  {
    path: '/:partnership/programmes/:programme/forming/travel-times',
    allow: 'programme:manage',
    params,
    upload: largestFile,
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const here = travelTimesPath(c.partnership, programme.id)
    const view = {
      back: { href: aimsPath(c.partnership, programme.id), text: 'Aims for the groups' },
      caption: programme.name,
    }
    const upload = c.form(uploadFields, { name: 'upload' })
    const apply = c.form(applyFields, { name: 'apply' })
    const remove = c.form(z.object({}), { name: 'remove' })
    const note = (detail: Record<string, unknown>) =>
      record(c.db, c.actor, {
        action: 'group-forming:travel-times',
        subject_kind: 'programme',
        subject_id: programme.id,
        detail,
      })
    if (remove.value) {
      await note({ removed: await removeTravelTimes(c.db, c.actor, programme.id) })
      return c.redirect(here, 'The travel times are removed')
    }
    const { schools, known } = await timedSchools(c.db, c.actor, programme.id)
    const rows = await rowsOf(upload.value?.times.path, apply.value?.rows)
    const read = rows && ('refused' in rows ? rows : readTravelRows(rows, schools))
    if (read && 'refused' in read) upload.refuse({ field: 'times', message: read.refused })
    else if (read && read.times.length === 0) upload.refuse({ field: 'times', message: nothingToKeep(read) })
    else if (read && apply.value) {
      await putTravelTimes(c.db, c.actor, programme.id, read.times)
      await note({ pairs: read.times.length })
      return c.redirect(formingPath(c.partnership, programme.id), `${plural(read.times.length, 'travel time')} saved`)
    } else if (read) {
      const urnOf = new Map(schools.map(({ id, urn }) => [id, urn]))
      const text = read.times
        .map(({ one, other, minutes }) => `${urnOf.get(one)},${urnOf.get(other)},${minutes}`)
        .join('\n')
      return c.view('Check the travel times', preview(apply, text, read, known, here), {
        ...view,
        back: { href: here, text: 'Travel times' },
      })
    }
    const near = nearPairs(schools)
    const timed = new Set(known.map(({ one, other }) => pairKey(one, other)))
    const filled = near.filter(({ one, other }) => timed.has(pairKey(one.id, other.id))).length
    return c.view(
      'Travel times',
      html`${introduction(known.length, filled, near.length)}
      ${near.length === 0 ? html`<p class="govuk-body">The register has no places of these schools, so there is no list of near pairs to fill in.</p>` : html`<p class="govuk-body"><a class="govuk-link" href="${here}/template">Download a file of the programme’s ${plural(near.length, 'near pair')} to fill in</a> (CSV)</p>`}
      ${upload.start({ upload: true })}${upload.file('times', { label: 'File of travel times', hint: 'A CSV file: the URNs of two schools and the minutes between them in each row', accept: '.csv,text/csv' })}${upload.end('Read the file', { cancel: { href: view.back.href } })}
      ${known.length === 0 ? nothing : html`<h2 class="govuk-heading-m">Remove the travel times</h2><p class="govuk-body">Journeys are then straight lines in kilometres again, and aims are weighed in kilometres.</p>${remove.start()}${remove.end('Remove all travel times', { tone: 'warning' })}`}`,
      view,
    )
  },
)

/** The near pairs of a programme as a file, with the minutes that are known. */
export const travelTemplatePage = page(
  { path: '/:partnership/programmes/:programme/forming/travel-times/template', allow: 'programme:manage', params },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const { schools, known: times } = await timedSchools(c.db, c.actor, programme.id)
    const near = nearPairs(schools)
    const known = new Map(times.map(({ one, other, minutes }) => [pairKey(one, other), minutes]))
    const sorted = near.toSorted((a, b) => a.one.name.localeCompare(b.one.name) || a.kilometres - b.kilometres)
    return c.download({
      name: 'travel-times.csv',
      type: 'text/csv; charset=utf-8',
      body: csvText(
        ['URN', 'School', 'Other URN', 'Other school', 'Straight line (km)', 'Minutes'],
        sorted.map(({ one, other, kilometres }) => [
          one.urn,
          one.name,
          other.urn,
          other.name,
          kilometres.toFixed(1),
          known.get(pairKey(one.id, other.id)),
        ]),
      ),
    })
  },
)

/** The open schools of a programme, and the times that are kept between any of its schools. */
async function timedSchools(db: Db, actor: Actor, programmeId: string) {
  const facts = await factsFor(db, actor, programmeId)
  return {
    schools: openSchools(facts),
    known: facts.travel_times.map(([one, other, minutes]): TravelTime => ({ one, other, minutes })),
  }
}

async function rowsOf(
  path: string | undefined,
  text: string | undefined,
): Promise<FileRow[] | { refused: string } | undefined> {
  const source =
    path !== undefined ? createReadStream(path) : text === undefined ? undefined : Readable.from([Buffer.from(text)])
  if (!source) return undefined
  const rows: FileRow[] = []
  try {
    for await (const each of csvRows(source, { maxBytes: largestFile })) {
      rows.push(each)
      if (rows.length > mostRows)
        return {
          refused: `The file has more than ${mostRows.toLocaleString('en-GB')} rows. Leave out pairs that are far apart`,
        }
    }
  } catch (error) {
    if (error instanceof UnreadableFile) return { refused: error.message }
    throw error
  }
  return rows
}

function nothingToKeep({ problems, unfilled }: TravelFile): string {
  const [first] = problems
  if (first) return `No row can be used. Row ${first.row}: ${first.message}`
  return unfilled > 0 ? 'No row of the file has minutes yet' : 'The file has no rows besides its headings'
}

function introduction(known: number, filled: number, near: number): Html {
  const roads = `${usualRoads.longer} times the straight line at ${usualRoads.kilometresAnHour} km an hour, so 10 km count as ${Math.round(minutesFor(10))} minutes`
  return html`<p class="govuk-body">Straight lines mislead where a river or a bay lies between schools. With travel times, journeys are counted in minutes, and so are the aims: what was worth 10 km is then worth 10 minutes.</p>
    <p class="govuk-body">Only schools that are near each other need a time, the ${nearSchools} nearest of each. For every other pair the time is worked out: ${roads}.</p>
    <p class="govuk-body"><strong>${known === 0 ? 'No travel times are kept: journeys are counted as straight lines in kilometres.' : `${plural(known, 'pair')} ${known === 1 ? 'has' : 'have'} a travel time, among them ${filled} of the ${plural(near, 'near pair')}.`}</strong></p>`
}

function preview(
  apply: Form<{ rows: string }>,
  text: string,
  read: TravelFile,
  known: readonly TravelTime[],
  here: string,
): Html {
  const before = new Map(known.map(({ one, other, minutes }) => [pairKey(one, other), minutes]))
  const kept = read.times.map((time) => ({ time, was: before.get(pairKey(time.one, time.other)) }))
  const added = kept.filter(({ was }) => was === undefined).length
  const same = kept.filter(({ was, time }) => was !== undefined && Math.abs(was - time.minutes) < 0.01).length
  return html`<p class="govuk-body">The file has times for ${plural(read.times.length, 'pair')}: ${added} new, ${read.times.length - added - same} changed, ${same} as before. Other pairs keep the times that they have.</p>
    ${read.unfilled === 0 ? nothing : html`<p class="govuk-body">${plural(read.unfilled, 'row')} without minutes ${read.unfilled === 1 ? 'is' : 'are'} left out.</p>`}
    ${
      read.problems.length === 0
        ? nothing
        : details({
            summaryText: `Rows that cannot be used (${read.problems.length})`,
            html: html`<ul class="govuk-list govuk-list--bullet">${read.problems.slice(0, 200).map(({ row, message }) => html`<li>Row ${row}: ${message}</li>`)}</ul>${read.problems.length > 200 ? html`<p class="govuk-body">And ${read.problems.length - 200} more.</p>` : nothing}`,
            open: true,
          })
    }
    ${apply.start()}${apply.hidden('rows', text)}${apply.end(`Keep ${plural(read.times.length, 'travel time')}`, { cancel: { href: here } })}`
}
