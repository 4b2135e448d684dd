import { z } from 'zod'
import { record } from '../../../platform/audit/audit.ts'
import { text } from '../../../platform/web/fields.ts'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { endPlace, personById } from '../person.queries.ts'
import { mayManagePerson, whyCannotLeave } from '../person.rules.ts'
import { lockLeads } from '../role.queries.ts'

const fields = z.object({ reason: text('Enter why', { max: 300 }) })

/** Ends a person's place in the partnership: somebody has moved on. */
export const leave = page(
  {
    path: '/:partnership/people/:person/leave',
    allow: 'person:invite',
    params: z.object({ partnership: z.string(), person: z.uuid() }),
  },
  async (c) => {
    const person = found(await personById(c.db, c.actor, c.params.person))
    if (!mayManagePerson(c.actor, person)) c.forbidden()
    const form = c.form(fields)
    const path = `/${c.partnership.key}/people/${person.id}`
    if (form.value) {
      const refusal = whyCannotLeave(c.actor, person, await lockLeads(c.db, c.actor))
      if (!refusal) {
        await endPlace(c.db, c.actor, person.id, form.value.reason, c.now)
        await record(
          c.db,
          { person: { id: c.actor.person_id } },
          { action: 'person:leave', subject_kind: 'person', subject_id: person.id },
        )
        return c.redirect(path, `${person.name} has no place in the partnership any more`)
      }
      form.refuse(refusal)
    }
    return c.view(
      `End ${person.name}’s place in the partnership`,
      html`<p class="govuk-body">All of ${person.name}’s roles end and they cannot open anything here any more. What they wrote stays, under their name. You can invite them again.</p>
${form.start()}${form.input('reason', { label: 'Why?', hint: 'For example, moved to a school outside the partnership' })}
${form.end('End their place', { tone: 'warning', cancel: { href: path } })}`,
      { back: { href: path, text: person.name } },
    )
  },
)
