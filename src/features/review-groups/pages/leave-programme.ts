import { z } from 'zod'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { groupPath, programmePath } from '../paths.ts'
import { leaveProgramme, programmeFor, programmeSchools } from '../programme.queries.ts'
import { whyCannotLeave } from '../programme.rules.ts'

/** Takes a school out of a programme. */
export const leaveProgrammePage = page(
  {
    path: '/:partnership/programmes/:programme/schools/:school/leave',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid(), school: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const school = found(
      (await programmeSchools(c.db, c.actor, programme.id)).find((one) => one.id === c.params.school),
    )
    const back = programmePath(c.partnership, programme.id)
    const options = { back: { href: back, text: programme.name } }
    const title = `Does ${school.name} leave the programme?`
    const refusal = whyCannotLeave(school)
    const form = c.form(z.object({}))
    if (form.value) {
      if (!refusal) {
        await leaveProgramme(c.db, c.actor, programme.id, school.id, c.today)
        return c.redirect(back, `${school.name} left ${programme.name}`)
      }
      form.refuse(refusal)
    }
    if (refusal && school.group_id)
      return c.view(
        title,
        html`<p class="govuk-body">${refusal.message}.</p><p class="govuk-body"><a class="govuk-link" href="${groupPath(c.partnership, school.group_id)}">${school.group_name ?? 'The group'}</a></p>`,
        options,
      )
    return c.view(
      title,
      html`<p class="govuk-body">The school is no longer offered for review groups of ${programme.name}. Its self-evaluations and earlier reviews stay. It can join again later.</p>
      ${form.start()}${form.end('Leave the programme', { tone: 'warning', cancel: { href: back } })}`,
      options,
    )
  },
)
