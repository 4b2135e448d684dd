import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { table } from '../../../design/components/table.ts'
import { date, optionalChoice, optionalText } from '../../../platform/web/fields.ts'
import type { Form } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { calendarPath } from '../../review-groups/public.ts'
import { schoolsByIds } from '../../schools/public.ts'
import { addBlockedDate, type BlockedDate, ownBlockedDates, removeBlockedDate } from '../blocked.queries.ts'
import { blockedReasonKeys, blockedReasons, ledSchoolIds, whyCannotBlock } from '../blocked.rules.ts'
import { factsOf } from '../facts.queries.ts'
import { type Facts, groupsBySchool, groupsOfPerson, namesIn, rangeInWords } from '../facts.rules.ts'
import { blockedDatesPath, programmeParams } from '../paths.ts'
import { plannedList } from '../planned.parts.ts'
import { plannedFor } from '../planned.queries.ts'

const params = z.object({ partnership: z.string() })

/** A person's own planned dates, and the days on which they or their school cannot take part. */
export const blockedDates = page(
  { path: '/:partnership/blocked-dates', allow: 'blocked-dates:keep', params },
  async (c) => {
    const here = blockedDatesPath(c.partnership)
    const dates = await ownBlockedDates(c.db, c.actor, ledSchoolIds(c.actor), c.today)
    const planned = await plannedFor(c.db, c.actor, c.today)
    return c.view(
      'Days on which you cannot take part',
      html`<p class="govuk-body">Visits of your review group are planned around these days. Officers see from when to when; of people no reason is asked.</p>
      ${dates.length === 0 ? emptyState('No days are blocked.') : datesTable(dates, here)}
      ${button({ text: 'Block days', href: `${here}/new` })}
      ${planned.length > 0 ? html`<h2 class="govuk-heading-m">Planned visits of your groups</h2>${plannedList(planned)}` : nothing}`,
      { back: { href: `/${c.partnership.key}/reviews`, text: 'Reviews' } },
    )
  },
)

function datesTable(dates: readonly BlockedDate[], here: string): Html {
  return scrollable(
    table({
      caption: 'Blocked days',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [{ text: 'Days' }, { text: 'Whose' }, { text: 'Remove' }],
      rows: dates.map((one) => [
        { text: rangeInWords(one) },
        { text: whoseWords(one) },
        {
          html: html`<a class="govuk-link" href="${here}/${one.id}/remove">Remove<span class="govuk-visually-hidden">: ${rangeInWords(one)}, ${whoseWords(one)}</span></a>`,
        },
      ]),
    }),
    'Blocked days',
  )
}

function whoseWords({ school_name, reason }: BlockedDate): string {
  const known = blockedReasonKeys.find((key) => key === reason)
  return school_name ? `${school_name}${known ? `: ${blockedReasons[known].toLowerCase()}` : ''}` : 'Yours'
}

const fields = z.object({
  whose: optionalText(),
  starts_on: date('Enter the first day'),
  ends_on: date('Enter the last day'),
  reason: optionalChoice(blockedReasonKeys),
})

/** Blocks days for oneself or for a school that one leads. */
export const blockDays = page(
  { path: '/:partnership/blocked-dates/new', allow: 'blocked-dates:keep', params },
  async (c) => {
    const back = blockedDatesPath(c.partnership)
    const led = ledSchoolIds(c.actor)
    const schools = await schoolsByIds(c.db, c.actor, led)
    const form = c.form(fields, { initial: { whose: 'me' } })
    if (form.value) {
      const { whose, starts_on, ends_on, reason } = form.value
      const school = schools.find(({ id }) => id === whose)
      const entries = (await ownBlockedDates(c.db, c.actor, led, c.today)).length
      const refusal = whyCannotBlock(form.value, c.today, entries)
      if (refusal) form.refuse(refusal)
      else if (schools.length > 0 && whose !== 'me' && !school)
        form.refuse({ field: 'whose', message: 'Choose whose days they are' })
      else if (school && !reason) form.refuse({ field: 'reason', message: 'Choose why the school cannot be visited' })
      else {
        const dates = { school_id: school?.id ?? null, starts_on, ends_on, reason: school && reason ? reason : null }
        await addBlockedDate(c.db, c.actor, dates, c.now)
        return c.redirect(back, `${rangeInWords(dates)} blocked`)
      }
    }
    return c.view(
      'Block days',
      html`${form.start()}
      ${schools.length > 0 ? whoseQuestion(form, schools) : nothing}
      ${form.date('starts_on', { legend: 'First day', hint: 'For example 27 3 2027' })}
      ${form.date('ends_on', { legend: 'Last day', hint: 'The same day again for a single day' })}
      ${form.end('Block these days', { cancel: { href: back } })}`,
      { back: { href: back, text: 'Blocked days' } },
    )
  },
)

function whoseQuestion(form: Form<z.infer<typeof fields>>, schools: readonly { id: string; name: string }[]): Html {
  const reason = form.select('reason', {
    label: 'Why can the school not be visited?',
    items: blockedReasonKeys.map((key) => ({ value: key, text: blockedReasons[key] })),
    empty: 'Choose a reason',
  })
  const only = schools.length === 1
  return html`${form.radios('whose', {
    legend: 'Who cannot take part?',
    items: [
      { value: 'me', text: 'I cannot', hint: 'Visits in which you take part are planned on other days' },
      ...schools.map(({ id, name }) => ({
        value: id,
        text: name,
        hint: 'The school cannot be visited',
        ...(only ? { conditional: reason } : {}),
      })),
    ],
  })}${only ? nothing : reason}`
}

/** Opens blocked days again. */
export const openDays = page(
  {
    path: '/:partnership/blocked-dates/:blocked/remove',
    allow: 'blocked-dates:keep',
    params: params.extend({ blocked: z.uuid() }),
  },
  async (c) => {
    const back = blockedDatesPath(c.partnership)
    const led = ledSchoolIds(c.actor)
    const all = await ownBlockedDates(c.db, c.actor, led, Temporal.PlainDate.from('2000-01-01'))
    const one = found(all.find(({ id }) => id === c.params.blocked))
    const form = c.form(z.object({}))
    if (form.value) {
      await removeBlockedDate(c.db, c.actor, led, one.id)
      return c.redirect(back, `${rangeInWords(one)} no longer blocked`)
    }
    return c.view(
      `Remove ${rangeInWords(one)}?`,
      html`<p class="govuk-body">${whoseWords(one)}. Visits can be planned on these days again. Nothing that is planned or arranged moves by itself.</p>${form.start()}${form.end('Remove', { cancel: { href: back } })}`,
      { back: { href: back, text: 'Blocked days' } },
    )
  },
)

/** Every blocked date around a programme, for its officers: whose and when, never why a person is away. */
export const blockedDatesOfProgramme = page(
  {
    path: '/:partnership/programmes/:programme/calendar/blocked-dates',
    allow: 'programme:manage',
    params: programmeParams,
  },
  async (c) => {
    const facts = found(await factsOf(c.db, c.actor, c.params.programme))
    const rows = blockedRows(facts)
    const back = { href: calendarPath(c.partnership, facts.programme.id), text: 'Calendar of visits' }
    const body =
      rows.length === 0
        ? emptyState(
            'Nobody has blocked days. Heads, leaders and schools enter them on their page “Days on which you cannot take part”.',
          )
        : html`<p class="govuk-body">Only who entered days can remove them. Ask them when a day stands in the way.</p>${scrollable(
            table({
              caption: 'Blocked days of schools, heads and leaders',
              captionClasses: 'govuk-visually-hidden',
              firstCellIsHeader: true,
              head: [{ text: 'Who' }, { text: 'Days' }, { text: 'Groups' }],
              rows,
            }),
            'Blocked days of schools, heads and leaders',
          )}`
    return c.view('Blocked dates', body, { caption: facts.programme.name, back })
  },
)

function blockedRows(facts: Facts) {
  const names = namesIn(facts)
  const groups = groupsBySchool(facts)
  return facts.blocked.flatMap((one) => {
    const who = names.get(one.school_id ?? one.person_id ?? '')
    if (!who) return []
    const person = facts.people.find(({ id }) => id === one.person_id)
    const own = person
      ? groupsOfPerson(facts, person)
      : [groups.get(one.school_id ?? '')].flatMap((group) => group ?? [])
    const known = blockedReasonKeys.find((key) => key === one.reason)
    return [
      [
        { text: known ? `${who} (${blockedReasons[known].toLowerCase()})` : who },
        { text: rangeInWords(one) },
        { text: own.map(({ name }) => name).join(', ') },
      ],
    ]
  })
}
