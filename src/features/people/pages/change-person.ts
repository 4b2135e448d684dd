import { z } from 'zod'
import { record } from '../../../platform/audit/audit.ts'
import { optionalText, text } from '../../../platform/web/fields.ts'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { personById, savePerson } from '../person.queries.ts'
import { mayManagePerson } from '../person.rules.ts'

const fields = z.object({
  name: text('Enter the name', { max: 100 }),
  job_title: optionalText({ max: 100 }),
  phone: optionalText({ max: 40 }),
})

/** A person's details, changed by themselves or by whoever manages them. */
export const changePerson = page(
  {
    path: '/:partnership/people/:person/change',
    allow: 'member',
    params: z.object({ partnership: z.string(), person: z.uuid() }),
  },
  async (c) => {
    const person = found(await personById(c.db, c.actor, c.params.person))
    const own = person.id === c.actor.person_id
    if (person.left_at || !(own || mayManagePerson(c.actor, person))) c.forbidden()
    const { version, name, job_title, phone } = person
    const form = c.form(fields, { initial: { name, job_title, phone }, version })
    const path = `/${c.partnership.key}/people/${person.id}`
    if (form.value) {
      if (await savePerson(c.db, c.actor, person.id, form.value, form.sentVersion ?? 0)) {
        if (!own)
          await record(
            c.db,
            { person: { id: c.actor.person_id } },
            { action: 'person:change', subject_kind: 'person', subject_id: person.id },
          )
        return c.redirect(path, 'The details are saved')
      }
      return c.conflict(form, {
        version,
        by: 'Someone else',
        at: c.now,
        theirs: { name, job_title, phone },
        labels: { name: 'Name', job_title: 'Job title', phone: 'Telephone number' },
      })
    }
    return c.view(
      own ? 'Your details' : `Details of ${person.name}`,
      html`${form.start()}
${form.input('name', { label: 'Name', hint: 'As colleagues should see it', autocomplete: own ? 'name' : 'off', spellcheck: false })}
${form.input('job_title', { label: 'Job title (optional)', hint: 'For example, assistant headteacher for inclusion' })}
${form.input('phone', { label: 'Telephone number (optional)', hint: 'Colleagues at your school and the partnership’s officers see it', type: 'tel', width: 20 })}
${form.end('Save', { cancel: { href: path } })}`,
      { back: { href: path, text: person.name } },
    )
  },
)
