import { z } from 'zod'
import { dayAndDate, plural } from '../../../../lib/words.ts'
import { html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { programmeFor } from '../../../review-groups/public.ts'
import { settingsFor } from '../../settings.queries.ts'
import { askSchools, remindSchools, toTell } from '../asking.acts.ts'
import { mailPreview, recipientList } from '../asking.parts.ts'
import { whyCannotRemind } from '../asking.rules.ts'
import { askingMail } from '../emails/asking.ts'
import { askPath } from '../paths.ts'

const params = z.object({ partnership: z.string(), programme: z.uuid() })
const back = (href: string) => ({ href, text: 'What schools bring and look for' })

/** The last step of asking: who gets which email, then it is sent. */
export const sendAskingPage = page(
  {
    path: '/:partnership/programmes/:programme/forming/ask/send',
    allow: 'programme:manage',
    params,
    query: z.object({ until: z.iso.date().optional().catch(undefined) }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const here = askPath(c.partnership, programme.id)
    const form = c.form(z.object({ until: z.iso.date('Choose the day again') }))
    const chosen = form.value?.until ?? c.query.until
    if (!chosen) return c.redirect(`${here}/new`)
    const until = Temporal.PlainDate.from(chosen)
    const at = { now: c.now, today: c.today, baseUrl: c.services.baseUrl }
    if (form.value) {
      const asked = await askSchools(c.db, c.actor, programme, until, at)
      if ('sent' in asked) return c.redirect(here, `Schools are asked, and ${plural(asked.sent, 'email')} will be sent`)
      form.refuse({ message: asked.refused.message })
    }
    const { heads, headless, schools } = await toTell(c.db, c.actor, programme.id, 'all')
    const [first] = heads
    return c.view(
      `Ask ${plural(schools.length, 'school')}`,
      html`<p class="govuk-body">Each school is asked to say by ${dayAndDate(until)} where it can help others, where it looks for help, and with whom it would like to work. Its head and SENCO find the question on their home page.</p>
      ${recipientList(heads, headless)}${mailPreview(first, first && askingMail('ask', c.partnership, first, { programme, until, ...at }))}
      ${form.start()}${form.hidden('until', chosen)}${form.end(heads.length === 0 ? 'Ask the schools' : `Ask and send ${plural(heads.length, 'email')}`, { cancel: { href: here } })}`,
      { back: { href: `${here}/new`, text: 'Another day' }, caption: programme.name },
    )
  },
)

/** Reminds the heads of schools that have not answered, after showing what they get. */
export const remindPage = page(
  { path: '/:partnership/programmes/:programme/forming/ask/remind', allow: 'programme:manage', params },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const here = askPath(c.partnership, programme.id)
    const at = { now: c.now, today: c.today, baseUrl: c.services.baseUrl }
    const form = c.form(z.object({}))
    if (form.value) {
      const reminded = await remindSchools(c.db, c.actor, programme, at)
      if ('sent' in reminded) return c.redirect(here, `${plural(reminded.sent, 'reminder')} will be sent`)
      form.refuse(reminded.refused)
    }
    const settings = await settingsFor(c.db, c.actor, programme)
    const { heads, headless, schools } = await toTell(c.db, c.actor, programme.id, 'waiting')
    const cannot = whyCannotRemind(settings, schools.length, c.today)
    const view = { back: back(here), caption: programme.name }
    if (cannot && form.errors.length === 0)
      return c.view('Send a reminder', html`<p class="govuk-body">${cannot.message}.</p>`, view)
    const [first] = heads
    const until = settings.preferences_until ?? c.today
    return c.view(
      'Send a reminder',
      html`<p class="govuk-body">${plural(schools.length, 'school')} ${schools.length === 1 ? 'has' : 'have'} not answered. Schools are reminded once a day at the most.</p>
      ${recipientList(heads, headless)}${mailPreview(first, first && askingMail('reminder', c.partnership, first, { programme, until, ...at }))}
      ${form.start()}${form.end(`Send ${plural(heads.length, 'reminder')}`, { cancel: { href: here } })}`,
      view,
    )
  },
)
