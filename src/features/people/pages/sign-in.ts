import { z } from 'zod'
import { sendMail } from '../../../platform/mail/outbox.ts'
import { email } from '../../../platform/web/fields.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { localPath } from '../../../platform/web/same-site.ts'
import { page } from '../../page.ts'
import { signInMail } from '../emails/sign-in.ts'
import { noMailNotice } from '../mail.parts.ts'
import { accountFor, makeSignInLink, noteAttempt } from '../sign-in.queries.ts'
import { linkMinutes, whyCannotAskForLink } from '../sign-in.rules.ts'

const fields = z.object({ email: email('Enter your email address') })
const query = z.object({ return: z.string().max(2000).optional().catch(undefined) })

/** Asks for an address and sends a link to it. The answer is the same whether or not the address is known. */
export const signIn = page({ path: '/sign-in', allow: 'anyone', query }, async (c) => {
  const returnTo = localPath(c.query.return, '/')
  if (c.opened.session && c.method === 'GET') return c.redirect(returnTo)
  const form = c.form(fields)
  if (form.value) {
    const address = form.value.email
    const { secret, baseUrl } = c.services
    const attempts = await c.asOwner((owner) =>
      noteAttempt(owner, { secret, email: address, ip: c.client.ip, now: c.now }),
    )
    const refusal = whyCannotAskForLink(attempts)
    if (!refusal) {
      await c.asOwner(async (owner) => {
        const account = await accountFor(owner, address)
        if (!account) return
        const token = await makeSignInLink(owner, { secret, accountId: account.id, returnTo, now: c.now })
        const mail = signInMail({ name: account.name, link: `${baseUrl}/sign-in/link/${token}` })
        await sendMail(owner, { to: { address, name: account.name }, ...mail, kind: 'sign-in' })
      })
      return c.redirect('/sign-in/sent')
    }
    form.refuse(refusal)
  }
  const whatFor =
    returnTo === '/'
      ? nothing
      : html`<p class="govuk-body">After you have signed in you go on to the page that you wanted.</p>`
  return c.view(
    'Sign in',
    html`${noMailNotice(c.services)}<p class="govuk-body">We send you an email with a link. You need no password.</p>${whatFor}
${form.start()}
${form.input('email', { label: 'Your email address', hint: 'The one at which you were invited, usually that of your school', type: 'email', autocomplete: 'email', spellcheck: false })}
${form.end('Send me a link')}`,
  )
})

/** What everyone sees who asked for a link. */
export const signInSent = page({ path: '/sign-in/sent', allow: 'anyone' }, async (c) =>
  c.view(
    'Check your email',
    html`<p class="govuk-body">If the address that you entered belongs to somebody in a partnership, an email with a link is on its way to it. The link works once, for ${linkMinutes} minutes.</p>
<h2 class="govuk-heading-m">If nothing arrives in a few minutes</h2>
<ul class="govuk-list govuk-list--bullet">
<li>look in your junk or spam folder</li>
<li><a class="govuk-link" href="/sign-in">try again</a>, with the address at which you were invited</li>
<li>ask the person who told you about this service to invite you</li>
</ul>
${c.services.demonstration ? html`<div class="govuk-inset-text">In the demonstration no email leaves this computer: <a class="govuk-link" href="/demo/outbox">look in the outbox</a>.</div>` : nothing}`,
  ),
)
