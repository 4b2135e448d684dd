import { button } from '../../../design/components/button.ts'
import { details } from '../../../design/components/details.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { dayOf } from '../../../lib/clock.ts'
import { longDate } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { type Context, found, type Reply } from '../../../platform/web/page.ts'
import { page, type Services } from '../../page.ts'
import { type Actor, type Permission, schoolIdsWhere } from '../../people/public.ts'
import { schoolsByIds } from '../../schools/public.ts'
import { academicYearOf, daysText, yearText } from '../days.rules.ts'
import type { Addition, Entry } from '../effort.rules.ts'
import {
  additionPath,
  addPath,
  entryPath,
  personParams,
  personTimePath,
  schoolTimePath,
  timeParams,
  timePath,
  yearQuery,
} from '../paths.ts'
import { type TimeSeen, timeSeen } from '../seen.queries.ts'
import { allWork, inYear, sumOf, yearsOf } from '../sums.rules.ts'
import { placeOf, yearLinks } from '../time.parts.ts'

type Place = { key: string }

type Asking = Context<Actor, Permission, { partnership: string }, { year?: number | undefined }, Services>

/** A person's year: their own, or what a colleague did for the schools that the reader heads. */
async function showYear(c: Asking, personId: string): Promise<Reply> {
  const seen = found(await timeSeen(c.db, c.actor, personId, c.today))
  const year = c.query.year ?? academicYearOf(c.today)
  const hrefOf = (one: number) =>
    seen.isOwn ? timePath(c.partnership, one) : personTimePath(c.partnership, seen.person.id, one)
  const body = html`${yearLinks(yearsOf(allWork(seen.time), c.today), year, hrefOf)}${yearBody(seen, year, c.today, c.partnership)}`
  const caption = `Peer review, ${yearText(year)}`
  if (seen.isOwn) {
    const led = await schoolsByIds(c.db, c.actor, schoolIdsWhere(c.actor, 'effort:see-school'))
    const schools = led.map(
      ({ id, name }) =>
        html`<p class="govuk-body"><a class="govuk-link" href="${schoolTimePath(c.partnership, id, year)}">The time of ${name}</a></p>`,
    )
    return c.view('Your time', html`${body}${schools}${howItIsCounted()}`, { caption })
  }
  const school = seen.schools[0]?.id ?? allWork(seen.time)[0]?.school_id ?? ''
  const back = { href: schoolTimePath(c.partnership, school, year), text: 'The school’s time' }
  return c.view(`Time of ${seen.person.name}`, html`${body}${howItIsCounted()}`, { caption, back })
}

/** What a person gave to reviews in a year: worked out from what happened, and theirs to correct. */
export const yourTime = page(
  { path: '/:partnership/time', allow: 'effort:see-own', params: timeParams, query: yearQuery },
  (c) => showYear(c, c.actor.person_id),
)

/** The same of a colleague. */
export const colleagueTime = page(
  { path: '/:partnership/time/:person', allow: 'effort:see-own', params: personParams, query: yearQuery },
  (c) => showYear(c, c.params.person),
)

function yearBody(seen: TimeSeen, year: number, today: Temporal.PlainDate, partnership: Place): Html {
  const time = inYear(seen.time, year)
  const work = allWork(time)
  const add = button({
    text: 'Add other work',
    href: addPath(partnership, seen.person.id),
    classes: 'govuk-button--secondary',
  })
  const mayAdd = seen.isOwn || seen.schools.length > 0
  if (work.length === 0) return html`${nothingYet(seen, year, today)}${mayAdd ? add : nothing}`
  const who = seen.isOwn ? 'You' : seen.person.name
  const asLeader = sumOf(work.filter(({ school_id, kind }) => school_id === null && kind !== 'other'))
  return html`<p class="govuk-body-l">${who} gave <strong>${daysText(sumOf(work))}</strong> to peer review.</p>
  ${asLeader > 0 && asLeader < sumOf(work) ? html`<p class="govuk-body">${daysText(asLeader)} of it as a leader from outside the schools.</p>` : nothing}
  ${reviewsIn(time.entries).map(([place, entries]) => reviewPart(place, entries, partnership))}
  ${additionsPart(time.additions, partnership)}
  ${mayAdd ? add : nothing}`
}

function nothingYet(seen: TimeSeen, year: number, today: Temporal.PlainDate): Html {
  if (year !== academicYearOf(today)) return emptyState(`There is no time from ${yearText(year)}.`)
  const who = seen.isOwn ? 'you take' : `${seen.person.name} takes`
  return emptyState(
    `There is no time from ${yearText(year)} yet. When ${who} part in a review, its preparation, visit, report and meetings appear here, each once it is done. Nobody has to fill in a form.`,
  )
}

/** The entries of each review or group, in the order of their first days. */
function reviewsIn(entries: readonly Entry[]): [string, Entry[]][] {
  const heaps = new Map<string, Entry[]>()
  for (const entry of entries) heaps.set(entry.occasion_id, [...(heaps.get(entry.occasion_id) ?? []), entry])
  return [...heaps.values()].map((some) => [some[0] ? placeOf(some[0]) : '', some])
}

type Row = { stage: string; on: Temporal.PlainDate; half_days: number; note: Html; href: string; about: string }

/** A list rather than a table: on a phone each stage stands with its time and its link. */
function workPart(heading: string, total: number, source: string, rows: readonly Row[]): Html {
  return html`<h2 class="govuk-heading-m govuk-!-margin-bottom-1">${heading}</h2><p class="govuk-body">${daysText(total)}${source === '' ? nothing : html`, ${source}`}</p>${summaryList(
    {
      rows: rows.map(({ stage, on, half_days, note, href, about }) => ({
        key: { text: stage },
        value: { html: html`<strong>${daysText(half_days)}</strong>, ${longDate(on)}${note}` },
        actions: { items: [{ href, text: 'Correct', visuallyHiddenText: about }] },
      })),
    },
  )}`
}

function reviewPart(place: string, entries: readonly Entry[], partnership: Place): Html {
  const [first] = entries
  const heading = first?.kind === 'hosting' ? `${place}, as host` : place
  const rows = entries.map((entry) => ({
    ...entry,
    stage: entry.stage_name,
    note: correctedNote(entry),
    href: entryPath(partnership, entry),
    about: `${entry.stage_name}, ${place}`,
  }))
  return workPart(heading, sumOf(entries), first?.programme_name ?? '', rows)
}

const hint = (text: string) => html`<br><span class="govuk-hint govuk-!-margin-bottom-0">${text}</span>`

function correctedNote({ correction, worked_out }: Entry): Html {
  if (!correction || correction.half_days === null) return nothing
  const { by, reason } = correction
  return hint(
    `Worked out: ${daysText(worked_out)}. Corrected by ${by} on ${longDate(dayOf(correction.written_at))}: ${reason}`,
  )
}

function additionsPart(additions: readonly Addition[], partnership: Place): Html {
  if (additions.length === 0) return nothing
  const rows = additions.map((one) => ({
    ...one,
    stage: one.what,
    note: one.written_by === one.person_id ? nothing : hint(`Written by ${one.by}`),
    href: additionPath(partnership, one.person_id, one.id),
    about: one.what,
  }))
  return workPart('Other work', sumOf(additions), '', rows)
}

function howItIsCounted(): Html {
  return details({
    summaryText: 'How time is counted, and who sees it',
    html: html`<p class="govuk-body">Time is counted from what happened, never from what was planned: preparing, visiting and writing up by the half-days of the programme, for whoever was on the team that day; meetings by their length, to the nearest 45 minutes. A day is two half-days of three hours. Years begin on 1 September.</p>
    <p class="govuk-body">You see all of your time, and can correct it. The headteacher of the school that it was given for sees it too, with what you wrote, and can correct it for you; you see who did. A senior leader of the school sees sums for each colleague. The partnership sees sums for schools and programmes: no names and no reasons.</p>`,
  })
}
