/** Three ways to change a calendar; each works out what else must move and shows it as a proposal. */
import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { dayAndDate, longDate } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { date, id, optionalDate } from '../../../platform/web/fields.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import type { Actor } from '../../people/public.ts'
import { calendarPath } from '../../review-groups/public.ts'
import { datesOf } from '../calendar.parts.ts'
import { putPin, type Version, versionsOf } from '../calendar.queries.ts'
import { type CalendarRow, rowsOf } from '../calendar.rules.ts'
import { factsOf } from '../facts.queries.ts'
import { type Facts, namesIn } from '../facts.rules.ts'
import { programmeParams, proposalPath } from '../paths.ts'
import { proposeChange } from '../plan.acts.ts'
import { isMade, type Wanted, whyCannotPut } from '../problem.rules.ts'
import { type Trouble, troublesOf } from '../slips.rules.ts'

const pressed = z.object({})
const moveFields = z.object({ visit_on: date('Enter the new day of the visit') })
const slipFields = z.object({ school: id('Choose the school whose visit slipped'), earliest: optionalDate() })

type Asked = { db: Db; actor: Actor; now: Temporal.Instant; today: Temporal.PlainDate }

async function latestOf(db: Db, actor: Actor, programme: string): Promise<{ facts: Facts; latest: Version }> {
  const facts = found(await factsOf(db, actor, programme))
  return { facts, latest: found((await versionsOf(db, actor, programme)).latest) }
}

/** Where a change leads: to its proposal, or why there is none. */
async function proposed(
  c: Asked,
  { facts, latest }: { facts: Facts; latest: Version },
  change: Pick<Wanted, 'slipped' | 'moved'>,
  partnership: { key: string },
): Promise<{ to: string } | { refused: Refusal }> {
  const outcome = await proposeChange(c.db, c.actor, facts, latest, change, { now: c.now, today: c.today })
  if ('id' in outcome) return { to: proposalPath(partnership, facts.programme.id, outcome.id) }
  if ('refused' in outcome) return outcome
  return { refused: { message: 'The calendar has these dates already: nothing has to change' } }
}

/** One school's dates: pinned, or moved to another day by hand. */
export const schoolDates = page(
  {
    path: '/:partnership/programmes/:programme/calendar/schools/:school',
    allow: 'programme:manage',
    params: programmeParams.extend({ school: z.uuid() }),
  },
  async (c) => {
    const known = await latestOf(c.db, c.actor, c.params.programme)
    const { facts, latest } = known
    const row = found(rowsOf(facts, latest.visits).find(({ school }) => school === c.params.school))
    const calendar = calendarPath(c.partnership, facts.programme.id)
    const here = `${calendar}/schools/${row.school}`
    const pin = c.form(pressed, { name: 'pin' })
    const unpin = c.form(pressed, { name: 'unpin' })
    if (pin.value || unpin.value) {
      await putPin(c.db, c.actor, facts.programme.id, row.school, pin.value !== undefined, c.now)
      return c.redirect(
        here,
        pin.value ? `The dates of ${row.name} stay when the rest is planned again` : `${row.name} is no longer pinned`,
      )
    }
    const form = c.form(moveFields, { name: 'move', initial: { visit_on: row.visit_on } })
    if (form.value) {
      const to = form.value.visit_on
      const same: Refusal = { field: 'visit_on', message: 'This is the day that the calendar has. Enter another one' }
      const refusal = to.equals(row.visit_on) ? same : whyCannotPut(facts, row.school, to, c.today)
      const outcome = refusal
        ? { refused: refusal }
        : await proposed(c, known, { moved: { school: row.school, to } }, c.partnership)
      if ('to' in outcome) return c.redirect(outcome.to)
      form.refuse({ field: 'visit_on', ...outcome.refused })
    }
    const review = facts.reviews.find(({ school_id }) => school_id === row.school)
    const isPinned = facts.pins.includes(row.school)
    const pinning = isPinned
      ? html`<p class="govuk-body">These dates stay when the rest is planned again.</p>${unpin.start()}${unpin.end('Unpin these dates', { tone: 'secondary' })}`
      : html`${pin.start()}${pin.end('Pin these dates', { tone: 'secondary' })}`
    const moving = html`<h2 class="govuk-heading-m">Move the visit by hand</h2>
      <p class="govuk-body">You see what it does to the windows, the other schools and the load before anything changes.</p>
      ${form.start()}${form.date('visit_on', { legend: 'New day of the visit', hint: `A school day to come, up to ${longDate(facts.programme.ends_on)}` })}${form.end('See what it does', { cancel: { href: calendar } })}`
    return c.view(
      row.name,
      html`${datesOf(row)}
      ${
        isMade(review, c.today)
          ? html`<p class="govuk-body">The visit has been made, so its day cannot change.</p>`
          : review?.visit_on
            ? arranged(row, review.visit_on, `/${c.partnership.key}/reviews/${review.id}`)
            : html`${pinning}${moving}`
      }`,
      { caption: row.group_name, back: { href: calendar, text: 'Calendar of visits' } },
    )
  },
)

function arranged(row: CalendarRow, on: Temporal.PlainDate, review: string): Html {
  return html`<p class="govuk-body">The review is arranged for ${dayAndDate(on)}${on.equals(row.visit_on) ? '' : ', another day than the calendar has'}. Its day is changed in the review, where its team is told: <a class="govuk-link" href="${review}">the review of ${row.name}</a>.</p>`
}

/** A visit does not take place on its day: the fewest changes that make the calendar right again. */
export const slipPage = page(
  { path: '/:partnership/programmes/:programme/calendar/slip', allow: 'programme:manage', params: programmeParams },
  async (c) => {
    const known = await latestOf(c.db, c.actor, c.params.programme)
    const { facts, latest } = known
    const calendar = calendarPath(c.partnership, facts.programme.id)
    const options = { caption: facts.programme.name, back: { href: calendar, text: 'Calendar of visits' } }
    const open = rowsOf(facts, latest.visits).filter(
      ({ school, group_name }) =>
        group_name !== '' &&
        !isMade(
          facts.reviews.find(({ school_id }) => school_id === school),
          c.today,
        ),
    )
    if (open.length === 0)
      return c.view('A date slipped', emptyState('Every visit has been made, so none can slip.', options.back), options)
    const form = c.form(slipFields)
    if (form.value) {
      const { school, earliest } = form.value
      const refusal = whyCannotSlip(open, form.value, c.today, facts.programme.ends_on)
      const outcome = refusal
        ? { refused: refusal }
        : await proposed(
            c,
            known,
            { slipped: { school, earliest: earliest ?? dayAfter(open, school, c.today) } },
            c.partnership,
          )
      if ('to' in outcome) return c.redirect(outcome.to)
      form.refuse(outcome.refused)
    }
    const items = open.map((row) => ({ value: row.school, text: `${row.name}, ${longDate(row.visit_on)}` }))
    return c.view(
      'A date slipped',
      html`<p class="govuk-body">A visit that cannot take place gets a new day, and only what no longer fits moves with it. You see exactly what moves, and who will be told, before anything changes.</p>
      ${form.start()}${form.select('school', { label: 'Which school’s visit?', items, searchable: items.length > 12, empty: 'Choose a school' })}
      ${form.date('earliest', { legend: 'First day on which it can take place (optional)', hint: 'Left empty, any day after the one that it has now' })}
      ${form.end('See what moves', { cancel: { href: calendar } })}`,
      options,
    )
  },
)

/** What slips comes later, unless somebody says otherwise. */
function dayAfter(open: readonly CalendarRow[], school: string, today: Temporal.PlainDate): Temporal.PlainDate {
  const row = open.find((one) => one.school === school)
  const after = (row?.really_on ?? row?.visit_on ?? today).add({ days: 1 })
  return Temporal.PlainDate.compare(after, today) > 0 ? after : today
}

function whyCannotSlip(
  open: readonly CalendarRow[],
  wanted: { school: string; earliest?: Temporal.PlainDate | undefined },
  today: Temporal.PlainDate,
  ends: Temporal.PlainDate,
): Refusal | undefined {
  if (!open.some(({ school }) => school === wanted.school))
    return { field: 'school', message: 'Choose a school from the list' }
  if (!wanted.earliest) return undefined
  if (Temporal.PlainDate.compare(wanted.earliest, today) < 0)
    return { field: 'earliest', message: 'The first day must not be in the past' }
  return Temporal.PlainDate.compare(wanted.earliest, ends) > 0
    ? { field: 'earliest', message: `The programme ends on ${longDate(ends)}. Enter a day before it` }
    : undefined
}

/** New blocked dates, reviews on other days, schools that joined: the fewest changes that make the calendar right again. */
export const mendPage = page(
  { path: '/:partnership/programmes/:programme/calendar/mend', allow: 'programme:manage', params: programmeParams },
  async (c) => {
    const known = await latestOf(c.db, c.actor, c.params.programme)
    const { facts, latest } = known
    const calendar = calendarPath(c.partnership, facts.programme.id)
    const troubles = troublesOf(facts, latest.visits, c.today)
    const [staying, movable] = [troubles.filter(({ stays }) => stays), troubles.filter(({ stays }) => !stays)]
    const form = c.form(pressed)
    if (form.value) {
      const outcome = await proposed(c, known, {}, c.partnership)
      if ('to' in outcome) return c.redirect(outcome.to)
      form.refuse(outcome.refused)
    }
    const options = { caption: facts.programme.name, back: { href: calendar, text: 'Calendar of visits' } }
    const stay = stayingList(staying, {
      school: (id) => `${calendar}/schools/${id}`,
      review: (id) => `/${c.partnership.key}/reviews/${id}`,
    })
    if (movable.length === 0 && !form.sent)
      return c.view(
        'Plan around what has changed',
        staying.length > 0
          ? html`<p class="govuk-body">Every date that may move still fits.</p>${stay}`
          : emptyState('Every date of the calendar still fits.', options.back),
        options,
      )
    const names = namesIn(facts)
    const pins = latest.visits.filter(({ school, state }) => state === 'planned' && facts.pins.includes(school))
    return c.view(
      'Plan around what has changed',
      html`${movable.length > 0 ? html`<p class="govuk-body">These dates no longer fit:</p><ul class="govuk-list govuk-list--bullet">${movable.map(({ words }) => html`<li>${words}</li>`)}</ul>` : nothing}${stay}
      <p class="govuk-body">As few dates as possible change, visits last of all, and each by as few weeks as it can. Reviews that are arranged keep their own dates.</p>
      ${pins.length > 0 ? html`<p class="govuk-body">Pinned, so they stay: ${pins.map(({ school }) => names.get(school)).join(', ')}.</p>` : nothing}
      ${form.start()}${form.end('See what moves', { cancel: { href: calendar } })}`,
      options,
    )
  },
)

/** Dates that no longer fit and that no new plan moves, each with the page on which somebody can move it. */
function stayingList(
  troubles: readonly Trouble[],
  href: { school: (id: string) => string; review: (id: string) => string },
): Html {
  if (troubles.length === 0) return nothing
  const items = troubles.map(({ words, school, stays, review_id }) =>
    stays === 'arranged' && review_id
      ? html`<li>${words} <a class="govuk-link" href="${href.review(review_id)}">Change the day in the review</a></li>`
      : html`<li>${words} <a class="govuk-link" href="${href.school(school)}">Unpin or move these dates</a></li>`,
  )
  return html`<p class="govuk-body">These dates clash, but a new plan leaves them as they are, because they are pinned or arranged:</p><ul class="govuk-list govuk-list--bullet">${items}</ul>`
}
