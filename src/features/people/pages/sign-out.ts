import { z } from 'zod'
import { html } from '../../../platform/web/html.ts'
import { endSession } from '../../../platform/web/session.ts'
import { page } from '../../page.ts'
import { forgetSessionHere } from '../this-device.ts'

/** Ends the session on this device. */
export const signOut = page({ path: '/sign-out', allow: 'anyone' }, async (c) => {
  const session = c.opened.session
  const form = c.form(z.object({}))
  if (form.value && session) {
    await c.asOwner((owner) => endSession(owner, { sessionId: session.id, accountId: session.account_id, now: c.now }))
  }
  if (form.value) {
    forgetSessionHere(c)
    return c.redirect('/signed-out')
  }
  if (!session) return c.redirect('/signed-out')
  return c.view(
    'Do you want to sign out?',
    html`<p class="govuk-body">What you have saved stays. Other devices on which you are signed in are not affected.</p>${form.start()}${form.end('Sign out', { cancel: { href: '/', text: 'Stay signed in' } })}`,
  )
})

export const signedOut = page({ path: '/signed-out', allow: 'anyone' }, async (c) =>
  c.view(
    'You are signed out',
    html`<p class="govuk-body">On a shared computer, close the browser too.</p><p class="govuk-body"><a class="govuk-link" href="/sign-in">Sign in again</a></p>`,
  ),
)
