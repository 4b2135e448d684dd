import { z } from 'zod'
import { optionalLongText, text } from '../../../platform/web/fields.ts'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { disbandGroup, whyCannotEnd } from '../group.acts.ts'
import { groupFor, renameGroup } from '../group.queries.ts'
import { groupPath, programmePath } from '../paths.ts'

const fields = z.object({
  name: text('Enter a name for the group', { max: 80 }),
  note: optionalLongText({ max: 2000 }),
})
const params = z.object({ partnership: z.string(), group: z.uuid() })

/** Changes a group's name and note. */
export const editGroup = page(
  { path: '/:partnership/review-groups/:group/edit', allow: 'group:manage', params },
  async (c) => {
    const group = found(await groupFor(c.db, c.actor, c.params.group))
    const back = groupPath(c.partnership, group.id)
    const form = c.form(fields, { initial: { name: group.name, note: group.note }, version: group.version })
    if (form.value) {
      const saved = await renameGroup(c.db, c.actor, group, form.value, form.sentVersion ?? group.version)
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
      html`${form.start()}${form.input('name', { label: 'Name of the group', width: 20 })}${form.textarea('note', { label: 'Note (optional)', hint: 'Why these schools: for the schools of the group and for officers.', rows: 4 })}${form.end('Save', { cancel: { href: back } })}`,
      { back: { href: back, text: group.name }, caption: group.programme_name },
    )
  },
)

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
