import { z } from 'zod'
import { longDate } from '../../../../lib/words.ts'
import { date } from '../../../../platform/web/fields.ts'
import { html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { calendarFor, programmeFor } from '../../../review-groups/public.ts'
import { settingsFor } from '../../settings.queries.ts'
import { changeAskingDay } from '../asking.acts.ts'
import { whyNotUntil } from '../asking.rules.ts'
import { askPath } from '../paths.ts'

const fields = z.object({ until: date('Enter the day by which schools should answer') })
const params = z.object({ partnership: z.string(), programme: z.uuid() })

/** The first step of asking: until when. */
export const newAskingPage = page(
  { path: '/:partnership/programmes/:programme/forming/ask/new', allow: 'programme:manage', params },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const here = askPath(c.partnership, programme.id)
    const form = c.form(fields)
    if (form.value) {
      const refusal = whyNotUntil(form.value.until, await calendarFor(c.db, c.actor), c.today)
      if (!refusal) return c.redirect(`${here}/send?until=${form.value.until.toString()}`)
      form.refuse(refusal)
    }
    return c.view(
      'By when should schools answer?',
      html`<p class="govuk-body">Two or three school weeks give heads time to ask their senior leaders and SENCO. What a school said before stays until it changes it.</p>
      ${form.start()}${form.date('until', { legend: 'Last day to answer', hint: 'A school day, for example 27 3 2027' })}
      <p class="govuk-body">The next page shows the email before anything is sent.</p>${form.end('Continue', { cancel: { href: here } })}`,
      { back: { href: here, text: 'What schools bring and look for' }, caption: programme.name },
    )
  },
)

/** Another day to answer by, without an email. */
export const changeAskingDayPage = page(
  { path: '/:partnership/programmes/:programme/forming/ask/day', allow: 'programme:manage', params },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const here = askPath(c.partnership, programme.id)
    const settings = await settingsFor(c.db, c.actor, programme)
    if (!settings.asked_at || !settings.preferences_until) return c.redirect(`${here}/new`)
    const form = c.form(fields, { initial: { until: settings.preferences_until } })
    if (form.value) {
      const refusal = await changeAskingDay(c.db, c.actor, programme, form.value.until, c)
      if (!refusal) return c.redirect(here, `Schools can answer until ${longDate(form.value.until)}`)
      form.refuse(refusal)
    }
    return c.view(
      settings.preferences_closed_at ? 'Take answers again' : 'Change the day to answer by',
      html`<p class="govuk-body">Schools see the new day on their home page. No email is sent; a reminder names the new day.</p>
      ${form.start()}${form.date('until', { legend: 'Last day to answer', hint: 'A school day, for example 27 3 2027' })}${form.end('Save', { cancel: { href: here } })}`,
      { back: { href: here, text: 'What schools bring and look for' }, caption: programme.name },
    )
  },
)
