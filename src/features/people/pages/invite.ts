import { z } from 'zod'
import { choice, email, optionalId, optionalLongText, text } from '../../../platform/web/fields.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import type { Actor } from '../actor.ts'
import { invitationMail } from '../emails/invitation.ts'
import { type Invitee, invitePerson, whyCannotInvite } from '../invitation.queries.ts'
import { mailPreview, noMailNotice } from '../mail.parts.ts'
import { roleItems, schoolItems } from '../person.fields.ts'
import { roleWords } from '../person.rules.ts'
import { roleKeys } from '../roles.policy.ts'

const fields = z.object({
  name: text('Enter their name', { max: 100 }),
  email: email('Enter their email address'),
  role: choice('Choose their role', roleKeys),
  school_id: optionalId(),
  message: optionalLongText({ max: 2000 }),
})

/** Invites somebody by email: the details, then a page that shows the email before it goes. */
export const invite = page(
  {
    path: '/:partnership/people/invite',
    allow: 'person:invite',
    params: z.object({ partnership: z.string() }),
    query: z.object({ school: z.uuid().optional().catch(undefined) }),
  },
  async (c) => {
    const schools = await schoolItems(c.db, c.actor)
    const only = schools.length === 1 ? schools[0]?.value : undefined
    const sending = c.form(fields, { name: 'send' })
    const changing = c.form(fields, { name: 'change' })
    const checked = [sending, changing].find(({ sent }) => sent)
    // What the check page sent back stands in the boxes again.
    const form = c.form(fields, { initial: checked?.raw ?? { school_id: c.query.school ?? only ?? '' } })
    for (const { field, message } of checked?.errors.splice(0) ?? []) form.refuse({ field, message })
    const people = { href: `/${c.partnership.key}/people`, text: 'People' }
    if (sending.value) {
      const invited = await invitePerson(c.db, c.actor, sending.value, { now: c.now, ...c.services })
      if (!('refusal' in invited))
        return c.redirect(
          `${people.href}/${invited.person_id}`,
          `The invitation is on its way to ${sending.value.email}`,
        )
      form.refuse(invited.refusal)
    }
    const invitee = form.value
    if (invitee) {
      const blocked = await whyCannotInvite(c.db, c.actor, invitee)
      if (!blocked) {
        const school = schools.find(({ value }) => value === invitee.school_id)?.text
        const mail = preview(c.actor, { ...invitee, school }, c.now)
        return c.view('Check the invitation', html`${mail}${decision(invitee, { sending, changing }, people.href)}`, {
          back: people,
        })
      }
      form.refuse(blocked.refusal)
    }
    return c.view(
      'Invite somebody',
      html`${noMailNotice(c.services)}<p class="govuk-body">They get an email with a link of their own. On the next page you see what it will say before it goes.</p>
${form.start()}
${form.input('name', { label: 'Their name', autocomplete: 'off', spellcheck: false })}
${form.input('email', { label: 'Their email address at work', type: 'email', autocomplete: 'off', spellcheck: false })}
${form.radios('role', { legend: 'Their role', hint: 'You can give further roles afterwards', items: roleItems(c.actor) })}
${form.select('school_id', { label: 'Their school', hint: 'Leave it empty for a role in the whole partnership', items: schools, searchable: true, empty: 'No school' })}
${form.textarea('message', { label: 'A message from you (optional)', hint: 'It goes into the email', rows: 4, maxLength: 2000 })}
${form.end('Continue', { cancel: { href: people.href } })}`,
      { back: people },
    )
  },
)

/** The email as it will be, but for its link. */
function preview(actor: Actor, invitee: Invitee & { school: string | undefined }, now: Temporal.Instant): Html {
  const mail = invitationMail({
    partnership: actor.partnership,
    name: invitee.name,
    invitedBy: actor.name,
    roles: [roleWords({ role: invitee.role, school: plainName(invitee.school) })],
    message: invitee.message,
    link: '(a link of their own)',
    now,
  })
  return mailPreview({ to: `${invitee.name} <${invitee.email}>`, ...mail })
}

type CheckForm = {
  start(): Html
  end(button: string, options?: { tone?: 'secondary'; cancel?: { href: string; text: string } }): Html
  hidden(name: string, value: string): Html
}

/** Sends the invitation, or goes back to what was typed. */
function decision(invitee: Invitee, forms: { sending: CheckForm; changing: CheckForm }, cancelHref: string): Html {
  const { name, email: address, role, school_id = '', message } = invitee
  const values = Object.entries({ name, email: address, role, school_id, message })
  const hidden = (form: CheckForm) => values.map(([field, value]) => form.hidden(field, value))
  const { sending, changing } = forms
  return html`${sending.start()}${hidden(sending)}
${sending.end('Send the invitation', { cancel: { href: cancelHref, text: 'Do not send it' } })}
${changing.start()}${hidden(changing)}${changing.end('Change something', { tone: 'secondary' })}`
}

/** The options of schools carry a postcode to tell them apart, which a sentence does not need. */
const plainName = (option: string | undefined) => option?.replace(/ \([^()]*\)$/, '')
