import { z } from 'zod'
import { record } from '../../../platform/audit/audit.ts'
import { email, optionalText, text } from '../../../platform/web/fields.ts'
import { html } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { lastChange, partnershipSettings, saveSettings } from '../partnership.queries.ts'

const fields = z.object({
  name: text('Enter the name of the partnership', { max: 100 }),
  contact_name: optionalText({ max: 100 }),
  contact_email: z.union([z.literal(''), email('Enter an email address')]),
  contact_phone: optionalText({ max: 40 }),
  local_authority_codes: optionalText({ max: 100 }).refine(
    (codes) => splitCodes(codes).every((code) => /^\d{3}$/.test(code)),
    'Enter codes of three digits, like 886',
  ),
})

function splitCodes(codes: string): string[] {
  return codes.split(/[\s,;]+/).filter((code) => code !== '')
}

const labels = {
  name: 'Name',
  contact_name: 'Who to ask',
  contact_email: 'Email address',
  contact_phone: 'Telephone number',
  local_authority_codes: 'Local authority codes',
}

/** The partnership's name and contact details, which stand on every page, and its local authorities. */
export const settings = page(
  { path: '/:partnership/settings', allow: 'partnership:manage', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const current = await partnershipSettings(c.db, c.actor)
    const shown = { ...current, local_authority_codes: current.local_authority_codes.join(', ') }
    const form = c.form(fields, { initial: shown, version: current.version })
    if (form.value) {
      const { local_authority_codes, ...rest } = form.value
      const codes = splitCodes(local_authority_codes)
      const wanted = { ...rest, local_authority_codes: codes }
      const done = 'The partnership’s details are saved'
      if (await saveSettings(c.db, c.actor, wanted, form.sentVersion ?? 0)) {
        await record(c.db, c.actor, {
          action: 'partnership:change',
          subject_kind: 'partnership',
          subject_id: c.partnership.id,
        })
        return c.redirect(c.path, done)
      }
      const { version, ...theirs } = shown
      const typed: Record<string, string> = { ...rest, local_authority_codes: codes.join(', ') }
      if (Object.entries(theirs).every(([field, text]) => typed[field] === text)) return c.redirect(c.path, done)
      const { by, at } = (await lastChange(c.db, c.actor)) ?? { by: 'Someone else', at: c.now }
      return c.conflict(form, { version, by, at, theirs, labels })
    }
    return c.view(
      'Details of the partnership',
      html`${form.start()}
${form.input('name', { label: 'Name', hint: 'It stands at the top of every page' })}
${form.input('contact_name', { label: 'Who people should ask', hint: 'A team or a person', autocomplete: 'off' })}
${form.input('contact_email', { label: 'Email address', hint: 'It stands at the foot of every page and mail', type: 'email', spellcheck: false })}
${form.input('contact_phone', { label: 'Telephone number', type: 'tel', width: 20 })}
${form.input('local_authority_codes', { label: 'Codes of its local authorities', hint: 'Three digits each, separated by commas. Kent is 886. They choose the schools when you bring in a register', width: 20, spellcheck: false })}
${form.end('Save', { cancel: { href: `/${c.partnership.key}` } })}`,
      { back: { href: `/${c.partnership.key}` } },
    )
  },
)
