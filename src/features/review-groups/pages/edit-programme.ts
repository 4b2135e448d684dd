import { z } from 'zod'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { programmePath } from '../paths.ts'
import { whyCannotSave } from '../programme.acts.ts'
import { frameworksToChoose, programmeFor, updateProgramme, visitsOfProgramme } from '../programme.queries.ts'
import { whyCannotMoveDates } from '../programme.rules.ts'
import { programmeFields, programmeQuestions } from './programme-form.ts'

/** Changes a programme's name, framework and dates. */
export const editProgramme = page(
  {
    path: '/:partnership/programmes/:programme/edit',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const back = programmePath(c.partnership, programme.id)
    const { name, model_key, framework_id, starts_on, ends_on } = programme
    const form = c.form(programmeFields, {
      initial: { name, model_key, framework_id, starts_on, ends_on },
      version: programme.version,
    })
    if (form.value) {
      const value = { ...form.value, model_key }
      const refusal =
        (await whyCannotSave(c.db, c.actor, value, programme)) ??
        whyCannotMoveDates(value, await visitsOfProgramme(c.db, c.actor, programme.id))
      if (refusal) form.refuse(refusal)
      else if (await updateProgramme(c.db, c.actor, programme.id, value, form.sentVersion ?? programme.version))
        return c.redirect(back, 'Programme changed')
      else
        form.refuse({
          message:
            'Somebody else changed this programme after you opened this page. Open it again and repeat your change',
        })
    }
    const frameworks = await frameworksToChoose(c.db, c.actor, framework_id)
    return c.view(
      `Change ${programme.name}`,
      html`${form.start()}${programmeQuestions(form, frameworks, { kept: model_key })}${form.end('Save', { cancel: { href: back } })}`,
      {
        back: { href: back, text: programme.name },
      },
    )
  },
)
