import { z } from 'zod'
import { choice, optionalId, text } from '../../../platform/web/fields.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { roleItems, schoolItems } from '../person.fields.ts'
import { personById } from '../person.queries.ts'
import { roleWords } from '../person.rules.ts'
import { grantRole } from '../role.queries.ts'
import { roleKeys, roleName } from '../roles.policy.ts'

const fields = z.object({
  role: choice('Choose the role', roleKeys),
  school_id: optionalId(),
  reason: text('Enter why', { max: 300 }),
})

/** Gives a person a further role, with the reason. */
export const giveRole = page(
  {
    path: '/:partnership/people/:person/roles/new',
    allow: 'role:manage',
    params: z.object({ partnership: z.string(), person: z.uuid() }),
  },
  async (c) => {
    const person = found(await personById(c.db, c.actor, c.params.person))
    if (person.left_at) c.notFound()
    const schools = await schoolItems(c.db, c.actor)
    const only = schools.length === 1 ? schools[0] : undefined
    const form = c.form(fields, { initial: { school_id: only?.value ?? '' } })
    const path = `/${c.partnership.key}/people/${person.id}`
    if (form.value) {
      const { role, school_id, reason } = form.value
      const granted = await grantRole(c.db, c.actor, { person_id: person.id, role, school_id, reason }, c.now)
      if (!('refusal' in granted)) return c.redirect(path, `${person.name} is now ${roleName(role)}`)
      form.refuse(granted.refusal)
    }
    const now =
      person.roles.length > 0
        ? html`<p class="govuk-body">${person.name} is ${person.roles.map(roleWords).join(', ')}.</p>`
        : nothing
    return c.view(
      `Give ${person.name} a role`,
      html`${now}${form.start()}
${form.radios('role', { legend: 'Which role?', items: roleItems(c.actor) })}
${form.select('school_id', { label: 'At which school?', hint: 'Leave it empty for a role in the whole partnership', items: schools, searchable: true, empty: 'No school' })}
${form.input('reason', { label: 'Why?', hint: 'It is kept with the role and in the record of changes. For example, appointed SENCO from January' })}
${form.end('Give the role', { cancel: { href: path } })}`,
      { back: { href: path, text: person.name } },
    )
  },
)
