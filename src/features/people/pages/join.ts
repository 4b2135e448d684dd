import { z } from 'zod'
import { insetText } from '../../../design/components/inset-text.ts'
import { dayOf } from '../../../lib/clock.ts'
import { longDate } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { roleWords } from '../person.rules.ts'
import { accountFor, invitationOf, type OpenInvitation } from '../sign-in.queries.ts'
import { linkState } from '../sign-in.rules.ts'
import { signInHere } from '../this-device.ts'

/** The page behind an invitation: says what it is to, and its button joins and signs in. */
export const join = page(
  { path: '/join/:token', allow: 'anyone', params: z.object({ token: z.string().max(100) }), perMinute: 60 },
  async (c) => {
    const invitation = await c.asOwner((owner) => invitationOf(owner, c.services.secret, c.params.token))
    const state = invitation ? linkState(invitation, c.now) : 'expired'
    const form = c.form(z.object({}))
    if (invitation && state === 'open' && form.value) {
      const account = await c.asOwner((owner) => accountFor(owner, invitation.email))
      if (account) {
        await signInHere(c, account.id, 'invitation')
        return c.redirect(`/${invitation.partnership_key}`, `Welcome to ${invitation.partnership_name}`)
      }
    }
    const isInside = c.opened.places.some(({ key }) => key === invitation?.partnership_key)
    if (invitation && state === 'used' && isInside) return c.redirect(`/${invitation.partnership_key}`)
    if (!invitation || state !== 'open')
      return c.view('This invitation does not work any more', closed(invitation, state === 'used'), { status: 410 })
    return c.view(
      `Join ${invitation.partnership_name}`,
      html`${terms(invitation)}${c.opened.session ? otherAccount : nothing}${form.start()}${form.end('Join and sign in')}`,
    )
  },
)

const otherAccount = insetText({
  text: 'You are signed in on this device. Joining ends that session and signs in the person who was invited.',
})

function terms(invitation: OpenInvitation): Html {
  const until = longDate(dayOf(invitation.expires_at))
  const roles = invitation.roles.map((held) => html`<li>${roleWords(held)}</li>`)
  return html`<p class="govuk-body">${invitation.invited_by ?? 'The partnership'} invites <strong>${invitation.person_name}</strong> (${invitation.email}). The invitation is open until ${until}.</p>
${roles.length > 0 ? html`<h2 class="govuk-heading-m">Your roles</h2><ul class="govuk-list govuk-list--bullet">${roles}</ul>` : nothing}`
}

function closed(invitation: OpenInvitation | undefined, used: boolean): Html {
  if (invitation && used) {
    return html`<p class="govuk-body">You have joined ${invitation.partnership_name} with it already. <a class="govuk-link" href="/sign-in">Sign in</a> with your email address from now on.</p>`
  }
  return html`<p class="govuk-body">Its time is over, it was taken back, or a newer one was sent. Ask the person who invited you to send it again, or <a class="govuk-link" href="/sign-in">sign in</a> if you have joined before.</p>`
}
