import { z } from 'zod'
import { html } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { modelsToChoose } from '../../review-models/public.ts'
import { programmePath, programmesPath } from '../paths.ts'
import { createProgramme } from '../programme.acts.ts'
import { frameworksToChoose } from '../programme.queries.ts'
import { programmeFields, programmeQuestions } from './programme-form.ts'

/** Starts a programme, then goes on to the schools that take part. */
export const startProgramme = page(
  { path: '/:partnership/programmes/new', allow: 'programme:manage', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const models = await modelsToChoose(c.db, c.actor)
    const [only, ...more] = models
    const form = c.form(programmeFields, { initial: { model_key: only && more.length === 0 ? only.model_key : '' } })
    if (form.value) {
      const started = await createProgramme(c.db, c.actor, form.value)
      if ('id' in started)
        return c.redirect(
          `${programmePath(c.partnership, started.id)}/schools`,
          `${form.value.name} started. Now choose the schools that take part.`,
        )
      form.refuse(started.refused)
    }
    const frameworks = await frameworksToChoose(c.db, c.actor)
    const back = programmesPath(c.partnership)
    return c.view(
      'Start a programme',
      html`${form.start()}${programmeQuestions(form, frameworks, models)}${form.end('Start the programme', { cancel: { href: back } })}`,
      {
        back: { href: back, text: 'Programmes' },
      },
    )
  },
)
