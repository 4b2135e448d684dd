import { z } from 'zod'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { invitationMail } from '../emails/invitation.ts'
import { latestInvitation, sendInvitation, withdrawInvitation } from '../invitation.queries.ts'
import { mailPreview, noMailNotice } from '../mail.parts.ts'
import { personById } from '../person.queries.ts'
import { mayManagePerson, roleWords } from '../person.rules.ts'

const params = z.object({ partnership: z.string(), person: z.uuid() })

/** Sends an invitation once more, with a new link, after showing what the email says. */
export const inviteAgain = page(
  { path: '/:partnership/people/:person/invite-again', allow: 'person:invite', params },
  async (c) => {
    const person = found(await personById(c.db, c.actor, c.params.person))
    if (!mayManagePerson(c.actor, person)) c.forbidden()
    if (person.left_at || person.has_joined) c.notFound()
    const before = await latestInvitation(c.db, c.actor, person.id)
    const message = before?.message ?? ''
    const form = c.form(z.object({}))
    const path = `/${c.partnership.key}/people/${person.id}`
    if (form.value) {
      await sendInvitation(c.db, c.actor, person.id, message, { now: c.now, ...c.services })
      return c.redirect(path, `The invitation is on its way to ${person.email} again`)
    }
    const mail = invitationMail({
      partnership: c.partnership,
      name: person.name,
      invitedBy: c.actor.name,
      roles: person.roles.map(roleWords),
      message,
      link: '(a new link of their own)',
      now: c.now,
    })
    return c.view(
      `Send the invitation to ${person.name} again`,
      html`${noMailNotice(c.services)}<p class="govuk-body">The link of the earlier email stops working.</p>${mailPreview({ to: `${person.name} <${person.email}>`, ...mail })}${form.start()}${form.end('Send it again', { cancel: { href: path } })}`,
      { back: { href: path, text: person.name } },
    )
  },
)

/** Takes an invitation back before it was accepted. */
export const withdraw = page(
  { path: '/:partnership/people/:person/withdraw', allow: 'person:invite', params },
  async (c) => {
    const person = found(await personById(c.db, c.actor, c.params.person))
    if (!mayManagePerson(c.actor, person)) c.forbidden()
    if (person.left_at || person.has_joined) c.notFound()
    const form = c.form(z.object({}))
    const path = `/${c.partnership.key}/people/${person.id}`
    if (form.value) {
      await withdrawInvitation(c.db, c.actor, person.id, c.now)
      return c.redirect(`/${c.partnership.key}/people`, `The invitation to ${person.name} is taken back`)
    }
    return c.view(
      `Take back the invitation to ${person.name}?`,
      html`<p class="govuk-body">The link in the email stops working and ${person.name} gets no place in the partnership. They are not told. You can invite them again.</p>${form.start()}${form.end('Take it back', { tone: 'warning', cancel: { href: path } })}`,
      { back: { href: path, text: person.name } },
    )
  },
)
