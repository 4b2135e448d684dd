/** Writing the focus of the review. */
import { z } from 'zod'
import { longText } from '../../../../platform/web/fields.ts'
import { html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf } from '../../pages/visit-frame.ts'
import { reviewParams } from '../../paths.ts'
import { setFocus } from '../question.queries.ts'
import { visitFor, whyCannotPrepare } from '../visit.queries.ts'

const fields = z.object({ focus: longText('Enter what the review looks at', { max: 1000 }) })

/** The focus: one or two sentences that everyone on the visit can repeat. */
export const prepareFocus = page(
  { path: '/:partnership/reviews/:review/prepare/focus', allow: 'review:see', params: reviewParams },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    if (whyCannotPrepare(visit)) return c.forbidden()
    const form = c.form(fields, { initial: { focus: visit.focus }, version: visit.focus_version })
    if (form.value) {
      const saved = await setFocus(c.db, c.actor, visit, form.value.focus, form.sentVersion, c.now)
      if (saved.kind === 'saved') return c.redirect(paths.prepare, 'Focus saved')
      if (saved.kind === 'conflict') return c.conflict(form, { ...saved, labels: { focus: 'Focus of the review' } })
      form.refuse(saved.refusal)
    }
    return c.view(
      'Focus of the review',
      html`${form.start()}
${form.textarea('focus', {
  label: 'What does the review look at?',
  hint: 'One or two sentences, for example: how pupils with speech and language needs take part in lessons with their class. The host school, the team and the programme on the wall show it.',
  rows: 4,
  maxLength: 1000,
})}
${form.end('Save the focus', { cancel: { href: paths.prepare } })}`,
      { caption: visit.host_school_name, back: { href: paths.prepare, text: 'Prepare the visit' } },
    )
  },
)
