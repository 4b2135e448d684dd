import { z } from 'zod'
import { dayAndDate, plural } from '../../../lib/words.ts'
import { date, optionalDate, optionalId, text } from '../../../platform/web/fields.ts'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { schoolOptions } from '../../schools/public.ts'
import { addClosedDays, closedDaysOf, removeClosedDay } from '../calendar.queries.ts'
import { termDatesPath } from '../paths.ts'
import { weekdaysIn, whyCannotClose } from '../term.rules.ts'

const fields = z.object({
  closed_on: date('Enter the first day that is closed'),
  until: optionalDate(),
  reason: text('Enter why schools are closed', { max: 120 }),
  school_id: optionalId('Choose a school of this partnership'),
})

/** Closes days for every school, or for one. */
export const closeDays = page(
  {
    path: '/:partnership/term-dates/closed-days/new',
    allow: 'calendar:manage',
    params: z.object({ partnership: z.string() }),
  },
  async (c) => {
    const back = termDatesPath(c.partnership)
    const schools = await schoolOptions(c.db, c.actor)
    const form = c.form(fields)
    if (form.value) {
      const { closed_on, until = closed_on, reason, school_id } = form.value
      const days = weekdaysIn(closed_on, until)
      const refusal =
        whyCannotClose(closed_on, until) ??
        (days.length === 0
          ? { field: 'closed_on', message: 'These days are at a weekend, when schools are closed anyway' }
          : undefined)
      if (refusal) form.refuse(refusal)
      else if (school_id && !schools.some((school) => school.value === school_id))
        form.refuse({ field: 'school_id', message: 'Choose a school of this partnership' })
      else {
        const added = await addClosedDays(
          c.db,
          c.actor,
          days.map((day) => ({ closed_on: day, reason })),
          school_id,
        )
        return c.redirect(back, `${plural(added, 'day')} closed`)
      }
    }
    return c.view(
      'Close days',
      html`${form.start()}
    ${form.date('closed_on', { legend: 'First day that is closed' })}
    ${form.date('until', { legend: 'Last day that is closed', hint: 'Leave it empty to close one day.' })}
    ${form.input('reason', { label: 'Why are schools closed?', hint: 'For example, staff development day', width: 20 })}
    ${form.select('school_id', { label: 'For which school?', hint: 'Leave it empty to close the days for all schools.', items: schools, empty: 'All schools', searchable: true })}
    ${form.end('Close these days', { cancel: { href: back } })}`,
      { back: { href: back, text: 'Term dates' } },
    )
  },
)

/** Opens a closed day again. */
export const openDay = page(
  {
    path: '/:partnership/term-dates/closed-days/:day/open',
    allow: 'calendar:manage',
    params: z.object({ partnership: z.string(), day: z.uuid() }),
  },
  async (c) => {
    const back = termDatesPath(c.partnership)
    const day = found((await closedDaysOf(c.db, c.actor)).find((one) => one.id === c.params.day))
    const who = day.school_name ?? 'all schools'
    const form = c.form(z.object({}))
    if (form.value) {
      await removeClosedDay(c.db, c.actor, day.id)
      return c.redirect(back, `${dayAndDate(day.closed_on)} is a school day again`)
    }
    return c.view(
      'Open this day again?',
      html`<p class="govuk-body">${dayAndDate(day.closed_on)} is closed for ${who}: ${day.reason}.</p>${form.start()}${form.end('Open the day', { cancel: { href: back } })}`,
      { back: { href: back, text: 'Term dates' } },
    )
  },
)
