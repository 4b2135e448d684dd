import { z } from 'zod'
import { text } from '../../../platform/web/fields.ts'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { personById } from '../person.queries.ts'
import { mayManageRole, roleWords } from '../person.rules.ts'
import { removeRole } from '../role.queries.ts'

const fields = z.object({ reason: text('Enter why', { max: 300 }) })

/** Takes a role away, after saying what that means, with the reason. */
export const takeRole = page(
  {
    path: '/:partnership/people/:person/roles/:grant/remove',
    allow: 'role:manage',
    params: z.object({ partnership: z.string(), person: z.uuid(), grant: z.uuid() }),
  },
  async (c) => {
    const person = found(await personById(c.db, c.actor, c.params.person))
    const held = found(person.roles.find(({ id }) => id === c.params.grant))
    if (!mayManageRole(c.actor, held)) c.forbidden()
    const form = c.form(fields)
    const path = `/${c.partnership.key}/people/${person.id}`
    if (form.value) {
      const refusal = await removeRole(c.db, c.actor, { person, held, reason: form.value.reason }, c.now)
      if (!refusal) return c.redirect(path, `${person.name} is no longer ${roleWords(held)}`)
      form.refuse(refusal)
    }
    return c.view(
      `Remove a role from ${person.name}`,
      html`<p class="govuk-body">${person.name} will no longer be <strong>${roleWords(held)}</strong>, and loses at once what only that role allows. What they wrote stays. You can give the role back at any time.</p>
${form.start()}${form.input('reason', { label: 'Why?', hint: 'It is kept with the role and in the record of changes' })}
${form.end('Remove the role', { tone: 'warning', cancel: { href: path } })}`,
      { back: { href: path, text: person.name } },
    )
  },
)
