import { z } from 'zod'
import { insetText } from '../../../design/components/inset-text.ts'
import { timeZone } from '../../../lib/clock.ts'
import { longDate } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { sessionCookie } from '../../../platform/web/service.ts'
import { page } from '../../page.ts'
import { roleWords } from '../person.rules.ts'
import { accountFor, invitationOf, type OpenInvitation, signInAs } from '../sign-in.queries.ts'
import { linkState } from '../sign-in.rules.ts'
import { cookieAge } from './sign-in-link.ts'

/** The page behind an invitation: says what it is to, and its button joins and signs in. */
export const join = page(
  { path: '/join/:token', allow: 'anyone', params: z.object({ token: z.string().max(100) }), perMinute: 60 },
  async (c) => {
    const { secret, baseUrl } = c.services
    const invitation = await c.asOwner((owner) => invitationOf(owner, secret, c.params.token))
    const state = invitation ? linkState(invitation, c.now) : 'expired'
    const form = c.form(z.object({}))
    if (invitation && state === 'open' && form.value) {
      const token = await c.asOwner(async (owner) => {
        const account = await accountFor(owner, invitation.email)
        if (!account) return undefined
        return signInAs(owner, {
          secret,
          accountId: account.id,
          method: 'invitation',
          userAgent: c.client.userAgent,
          previousSessionId: c.opened.session?.id,
          now: c.now,
        })
      })
      if (token) {
        c.setCookie(sessionCookie(baseUrl.startsWith('https:')).name, token, { maxAgeSeconds: cookieAge })
        return c.redirect(`/${invitation.partnership_key}`, `Welcome to ${invitation.partnership_name}`)
      }
    }
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
  const until = longDate(invitation.expires_at.toZonedDateTimeISO(timeZone).toPlainDate())
  const roles = invitation.roles.map((held) => html`<li>${roleWords(held)}</li>`)
  return html`<p class="govuk-body">${invitation.invited_by ?? 'The partnership'} invites <strong>${invitation.person_name}</strong> (${invitation.email}). The invitation is open until ${until}.</p>
${roles.length > 0 ? html`<h2 class="govuk-heading-m">Your roles</h2><ul class="govuk-list govuk-list--bullet">${roles}</ul>` : nothing}`
}

function closed(invitation: OpenInvitation | undefined, used: boolean): Html {
  if (invitation && used) {
    return html`<p class="govuk-body">You have joined ${invitation.partnership_name} with it already. <a class="govuk-link" href="/sign-in">Sign in</a> with your email address from now on.</p>`
  }
  return html`<p class="govuk-body">Its time is over, it was taken back, or a newer one was sent. Ask the person who invited you to send it again${invitation ? html`, or <a class="govuk-link" href="/sign-in">sign in</a> if you have joined before` : nothing}.</p>`
}
