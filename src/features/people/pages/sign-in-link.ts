import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import { localPath } from '../../../platform/web/same-site.ts'
import { page } from '../../page.ts'
import { type SignInLink, signInLink, useSignInLink } from '../sign-in.queries.ts'
import { type LinkState, linkState } from '../sign-in.rules.ts'
import { signInHere } from '../this-device.ts'

/**
 * The page behind the link of a sign-in mail. Opening it uses nothing up, because programmes that
 * scan mail open links too; only the button signs in.
 */
export const openSignInLink = page(
  { path: '/sign-in/link/:token', allow: 'anyone', params: z.object({ token: z.string().max(100) }), perMinute: 60 },
  async (c) => {
    const link = await c.asOwner((owner) => signInLink(owner, c.services.secret, c.params.token))
    const state: LinkState = link ? linkState(link, c.now) : 'expired'
    const form = c.form(z.object({}))
    if (link && state === 'open' && form.value && (await c.asOwner((owner) => useSignInLink(owner, link.id, c.now)))) {
      await signInHere(c, link.account_id, 'email-link')
      return c.redirect(localPath(link.return_to, '/'), 'You are signed in')
    }
    // A double click sends the form twice: whoever the first click has signed in goes on.
    if (link && c.opened.session?.account_id === link.account_id) return c.redirect(localPath(link.return_to, '/'))
    if (!link || state !== 'open' || form.value)
      return c.view('This link does not work any more', closed(state), { status: 410 })
    return c.view('Sign in to Schoolfellow', html`${welcome(link)}${form.start()}${form.end('Sign in')}`)
  },
)

function welcome(link: SignInLink): Html {
  return html`<p class="govuk-body">You are about to sign in as <strong>${link.email}</strong> on this device.</p>`
}

function closed(state: LinkState): Html {
  const why =
    state === 'used'
      ? 'It has been used, and each link works once.'
      : 'Its time is over, or a part of the address is missing.'
  return html`<p class="govuk-body">${why} Nothing is lost: ask for a new link.</p>${button({ text: 'Get a new link', href: '/sign-in' })}`
}
