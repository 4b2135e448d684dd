import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { email, optionalText, text } from '../../../platform/web/fields.ts'
import { html } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { signInHere } from '../../people/public.ts'
import { addFirstLead, createPartnership, hasPartnership, setupCodeOf } from '../partnership.queries.ts'
import { keyFrom, whyNotKey } from '../partnership.rules.ts'

const fields = z.object({
  code: text('Enter the code that the server printed when it started'),
  name: text('Enter the name of your partnership', { max: 100 }),
  key: optionalText({ max: 41 }),
  lead: text('Enter your name', { max: 100 }),
  email: email('Enter your email address'),
})

/** Begins the first partnership of an installation that has none. */
export const setup = page({ path: '/setup', allow: 'anyone', perMinute: 20 }, async (c) => {
  if (await c.asOwner(hasPartnership)) c.notFound()
  const form = c.form(fields)
  if (form.value) {
    const { code, name, lead, email: address } = form.value
    const key = form.value.key || keyFrom(name)
    const refusal = isCode(code, c.services.secret)
      ? whyNotKey(key)
      : {
          field: 'code',
          message: 'This is not the code that the server printed: look for the line “There is no partnership yet”',
        }
    if (!refusal) {
      const accountId = await c.asOwner(async (owner) => {
        const id = await createPartnership(owner, { key, name, contact_name: lead, contact_email: address })
        return addFirstLead(owner, id, { name: lead, email: address })
      })
      await signInHere(c, accountId, 'setup')
      return c.redirect(`/${key}`, `${name} has begun. Bring in your schools next.`)
    }
    form.refuse(refusal)
  }
  return c.view(
    'Begin your partnership',
    html`<p class="govuk-body">A partnership is one local area and its schools. You become its lead, and can change its name and invite others afterwards.</p>
${form.start()}
${form.input('code', { label: 'Code', hint: 'The server printed it when it started, after “There is no partnership yet”', width: 20, spellcheck: false })}
${form.input('name', { label: 'Name of the partnership', hint: 'For example, Wealdshire Inclusion Partnership' })}
${form.input('key', { label: 'Short name in addresses (optional)', hint: 'Small letters, digits and hyphens. If you leave it empty it is drawn from the name', width: 20, spellcheck: false })}
${form.input('lead', { label: 'Your name', autocomplete: 'name' })}
${form.input('email', { label: 'Your email address', type: 'email', autocomplete: 'email', spellcheck: false })}
${form.end('Begin')}`,
  )
})

function isCode(typed: string, secret: string): boolean {
  const [one, other] = [Buffer.from(typed.trim().toLowerCase()), Buffer.from(setupCodeOf(secret))]
  return one.length === other.length && timingSafeEqual(one, other)
}
