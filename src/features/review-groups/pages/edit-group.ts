import { z } from 'zod'
import { optionalLongText, optionalText, text } from '../../../platform/web/fields.ts'
import type { Form } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { modelFor } from '../../review-models/public.ts'
import { disbandGroup, whyCannotEnd } from '../group.acts.ts'
import { groupFor, membersOf, renameGroup } from '../group.queries.ts'
import { groupPath, programmePath } from '../paths.ts'

const fields = z.object({
  name: text('Enter a name for the group', { max: 80 }),
  note: optionalLongText({ max: 2000 }),
  coach_school_id: optionalText(),
})
const params = z.object({ partnership: z.string(), group: z.uuid() })

/** Changes a group's name and note, and its coach school where the model has one. */
export const editGroup = page(
  { path: '/:partnership/review-groups/:group/edit', allow: 'group:manage', params },
  async (c) => {
    const group = found(await groupFor(c.db, c.actor, c.params.group))
    const back = groupPath(c.partnership, group.id)
    const members = (await modelFor(c.db, c.actor, group.model_key)).group.coach_school
      ? await membersOf(c.db, c.actor, group.id)
      : []
    const { name, note, coach_school_id } = group
    const form = c.form(fields, {
      initial: { name, note, coach_school_id: coach_school_id ?? '' },
      version: group.version,
    })
    const coach = members.find(({ id }) => id === form.value?.coach_school_id)
    if (form.value && form.value.coach_school_id !== '' && !coach)
      form.refuse({ field: 'coach_school_id', message: 'Choose a school of this group, or none' })
    else if (form.value) {
      const to = { name: form.value.name, note: form.value.note, coach_school_id: coach?.id ?? null }
      const saved = await renameGroup(c.db, c.actor, group, to, form.sentVersion ?? group.version)
      if (saved === 'saved') return c.redirect(back, 'Group changed')
      form.refuse(
        saved === 'taken'
          ? { field: 'name', message: 'Another group of this programme has this name. Choose a different one' }
          : {
              message:
                'Somebody else changed this group after you opened this page. Open it again and repeat your change',
            },
      )
    }
    return c.view(
      `Change ${group.name}`,
      html`${form.start()}${form.input('name', { label: 'Name of the group', width: 20 })}${form.textarea('note', { label: 'Note (optional)', hint: 'Why these schools: for the schools of the group and for officers.', rows: 4 })}${members.length > 0 ? coachQuestion(form, members) : nothing}${form.end('Save', { cancel: { href: back } })}`,
      { back: { href: back, text: group.name }, caption: group.programme_name },
    )
  },
)

function coachQuestion(form: Form<z.infer<typeof fields>>, members: readonly { id: string; name: string }[]): Html {
  return form.radios('coach_school_id', {
    legend: 'Which school is the coach school?',
    hint: 'It helps the other schools: its SENCO leads the meetings and talks with the others about their plans.',
    items: [...members.map(({ id, name }) => ({ value: id, text: name })), { value: '', text: 'Not decided yet' }],
  })
}

/** Ends a group that has no reviews, so that its schools can join others. */
export const disbandGroupPage = page(
  { path: '/:partnership/review-groups/:group/disband', allow: 'group:manage', params },
  async (c) => {
    const group = found(await groupFor(c.db, c.actor, c.params.group))
    const back = groupPath(c.partnership, group.id)
    const form = c.form(z.object({}))
    if (form.value) {
      const refused = await disbandGroup(c.db, c.actor, group, c.now)
      if (!refused) return c.redirect(programmePath(c.partnership, group.programme_id), `${group.name} ended`)
      form.refuse(refused.refused)
    }
    const refusal = await whyCannotEnd(c.db, c.actor, group)
    return c.view(
      `End ${group.name}?`,
      refusal
        ? html`<p class="govuk-body">${refusal.message}.</p>`
        : html`<p class="govuk-body">Its schools stay in the programme and can join other groups. This cannot be undone. No email is sent.</p>${form.start()}${form.end('End the group', { tone: 'warning', cancel: { href: back } })}`,
      { back: { href: back, text: group.name }, caption: group.programme_name },
    )
  },
)
