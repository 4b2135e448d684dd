import { z } from 'zod'
import { longDate } from '../../../../lib/words.ts'
import { choice, optionalLongText } from '../../../../platform/web/fields.ts'
import { html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { partMay } from '../../part.rules.ts'
import { reviewPath } from '../../paths.ts'
import { reportProgress } from '../next-step.queries.ts'
import { progressKeys, progressNames } from '../next-step.rules.ts'
import { planFor } from '../plan.queries.ts'
import { stepParams, stepToChange, takenOut } from './step-to-change.ts'

const fields = z.object({
  progress: choice('Choose how far it is', progressKeys),
  progress_note: optionalLongText({ max: 2000 }),
})

const legend = 'How far is it?'

/** Says how a next step is going. */
export const progressPage = page(
  { path: '/:partnership/reviews/:review/next-steps/:step/progress', allow: 'member', params: stepParams },
  async (c) => {
    const plan = found(await planFor(c.db, c.actor, c.params.review))
    if (!partMay(plan.part, 'edit-next-steps')) c.forbidden()
    const { step, isOut } = await stepToChange(c.db, plan, c.params.step, c.method === 'POST')
    const base = `${reviewPath(c.partnership, plan.id)}/next-steps`
    const initial = { progress: step.progress, progress_note: step.progress_note }
    const form = c.form(fields, { initial, version: step.version })
    if (isOut) form.refuse(takenOut)
    if (form.value) {
      const wanted = { id: step.id, ...form.value }
      const saved = await reportProgress(c.db, c.actor, plan.id, wanted, form.sentVersion, c.now)
      if (saved.kind === 'saved') return c.redirect(base, 'Progress saved')
      if (saved.kind === 'conflict') {
        const { progress, progress_note } = saved.current
        const [theirs, mine] = [progressNames[progress], progressNames[form.value.progress]]
        return c.conflict(form, {
          ...saved,
          theirs: { progress_note },
          labels: { progress_note: 'What has changed' },
          choices: theirs === mine ? [] : [{ label: legend, theirs, mine, fields: { progress } }],
        })
      }
      form.refuse(saved.refusal)
    }
    return c.view(
      'How is it going?',
      html`<p class="govuk-body-l app-kept-lines">${step.text}</p><p class="govuk-body">${step.owner}, by ${longDate(step.due_on)}</p>
${form.start()}${form.radios('progress', { legend, items: progressKeys.map((value) => ({ value, text: progressNames[value] })) })}${form.textarea('progress_note', { label: 'What has changed, and what shows it?', hint: 'A sentence or two. The follow-up and the check-in begin with this.', rows: 4 })}${form.end('Save', { cancel: { href: base } })}`,
      { caption: plan.host_school_name, back: { href: base, text: 'Next steps' } },
    )
  },
)
