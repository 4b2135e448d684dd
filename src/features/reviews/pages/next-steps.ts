import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { longDate } from '../../../lib/words.ts'
import { choice, date, longText, optionalId, optionalLongText, optionalText } from '../../../platform/web/fields.ts'
import type { Form } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { addNextStep, changeNextStep, type NextStep, reportProgress, setStepRemoved } from '../next-step.queries.ts'
import { isLate, progressKeys, progressNames, progressTone, whyCannotEditSteps } from '../next-step.rules.ts'
import { type WriteUp, writeUpFor } from '../summary.queries.ts'
import { reviewParams, reviewPath } from './write-up.ts'

/** The next steps of a review and how they come along. */
export const nextStepsPage = page(
  { path: '/:partnership/reviews/:review/next-steps', allow: 'member', params: reviewParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    if (!writeUp.sent_to_host_at) c.notFound()
    const base = `${reviewPath(c.partnership.key, writeUp.id)}/next-steps`
    const mayEdit = whyCannotEditSteps(writeUp.part, writeUp) === undefined
    return c.view(
      'Next steps',
      html`${writeUp.steps.length === 0 ? emptyState('No next steps yet. A good next step says what someone will do, by when, and how you will see that it worked.') : html`<ul class="app-tasks">${writeUp.steps.map((step) => stepItem(step, base, mayEdit, c.today))}</ul>`}
${mayEdit ? button({ text: 'Add a next step', href: `${base}/new`, classes: writeUp.steps.length > 0 ? 'govuk-button--secondary' : '' }) : nothing}`,
      {
        caption: writeUp.host_school_name,
        back: { href: reviewPath(c.partnership.key, writeUp.id), text: 'Back to the review' },
      },
    )
  },
)

function stepItem(step: NextStep, base: string, mayEdit: boolean, today: Temporal.PlainDate): Html {
  const state = isLate(step, today)
    ? statusTag(`${progressNames[step.progress]}, late`, 'attention')
    : statusTag(progressNames[step.progress], progressTone(step.progress))
  const links = html`<p class="govuk-body app-beside"><a class="govuk-link" href="${base}/${step.id}/progress">Say how it comes along<span class="govuk-visually-hidden">: ${step.text}</span></a><a class="govuk-link" href="${base}/${step.id}">Change<span class="govuk-visually-hidden"> ${step.text}</span></a></p>`
  return html`<li class="app-tasks__item"><div class="app-tasks__what"><strong>${step.text}</strong><span class="app-tasks__about">${step.owner}${step.finding_title ? html`, for “${step.finding_title}”` : nothing}</span>${
    step.success ? html`<span class="app-tasks__note">You will know by: ${step.success}</span>` : nothing
  }${step.progress_note ? html`<span class="app-tasks__note app-kept-lines">${step.progress_note}</span>` : nothing}${mayEdit ? links : nothing}</div><div class="app-tasks__when"><span class="app-tasks__day">${longDate(step.due_on)}</span>${state}</div></li>`
}

const stepFields = z.object({
  text: longText('Enter what you will do', { max: 500 }),
  finding_id: optionalId(),
  owner_person_id: optionalId(),
  owner_name: optionalText({ max: 100 }),
  due_on: date('Enter the date by which it will be done'),
  success: optionalLongText({ max: 1000 }),
})

function stepForm(form: Form<z.output<typeof stepFields>>, writeUp: WriteUp, button: string, cancel: string): Html {
  const hosts = writeUp.members.filter(
    (member) => (member.part === 'host-lead' || member.part === 'host') && member.state === 'on-team',
  )
  const areas = writeUp.findings.map((finding) => ({ value: finding.id, text: finding.title }))
  return html`${form.start()}
${form.textarea('text', { label: 'What will you do?', hint: 'One action that somebody can finish', rows: 3 })}
${form.select('finding_id', { label: 'Which finding is it for?', items: areas, empty: 'Several, or none of them' })}
${hosts.length > 0 ? form.select('owner_person_id', { label: 'Who will see to it?', items: hosts.map((member) => ({ value: member.person_id, text: member.name })), empty: 'Somebody else' }) : nothing}
${form.input('owner_name', { label: hosts.length > 0 ? 'Or somebody else, by name or job title' : 'Who will see to it? A name or a job title' })}
${form.date('due_on', { legend: 'By when?' })}
${form.textarea('success', { label: 'How will you know that it worked?', hint: 'What pupils, parents or staff would see or say. No pupils’ names.', rows: 3 })}
${form.end(button, { cancel: { href: cancel } })}`
}

/** Adds a next step. */
export const addNextStepPage = page(
  { path: '/:partnership/reviews/:review/next-steps/new', allow: 'member', params: reviewParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    if (whyCannotEditSteps(writeUp.part, writeUp)) c.notFound()
    const base = `${reviewPath(c.partnership.key, writeUp.id)}/next-steps`
    const form = c.form(stepFields)
    if (form.value) {
      const saved = await addNextStep(c.db, c.actor, writeUp.id, form.value, c.now, c.today)
      if (saved.kind === 'saved') return c.redirect(base, 'Next step added')
      if (saved.kind === 'refused') form.refuse(saved.refusal)
    }
    return c.view('Add a next step', stepForm(form, writeUp, 'Add next step', base), {
      caption: writeUp.host_school_name,
      back: { href: base, text: 'Back to next steps' },
    })
  },
)

const stepParams = reviewParams.extend({ step: z.uuid() })

/** Changes a next step, or takes it out. */
export const changeNextStepPage = page(
  { path: '/:partnership/reviews/:review/next-steps/:step', allow: 'member', params: stepParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    if (whyCannotEditSteps(writeUp.part, writeUp)) c.notFound()
    const step = found(writeUp.steps.find((one) => one.id === c.params.step))
    const base = `${reviewPath(c.partnership.key, writeUp.id)}/next-steps`
    const initial = {
      text: step.text,
      finding_id: step.finding_id ?? '',
      owner_person_id: step.owner_person_id ?? '',
      owner_name: step.owner_name,
      due_on: step.due_on,
      success: step.success,
    }
    const form = c.form(stepFields, { initial, version: step.version })
    const remove = c.form(z.object({}), { name: 'remove' })
    if (remove.value) {
      await setStepRemoved(c.db, c.actor, writeUp.id, step.id, true, c.now)
      return c.redirect(base, 'Next step taken out')
    }
    if (form.value) {
      const saved = await changeNextStep(
        c.db,
        c.actor,
        writeUp.id,
        { id: step.id, ...form.value },
        form.sentVersion,
        c.now,
        c.today,
      )
      if (saved.kind === 'saved') return c.redirect(base, 'Next step changed')
      if (saved.kind === 'conflict') {
        const { text, owner_name, success } = saved.theirs
        return c.conflict(form, {
          ...saved,
          theirs: { text: text ?? '', owner_name: owner_name ?? '', success: success ?? '' },
          labels: { text: 'What you will do', owner_name: 'Somebody else', success: 'How you will know' },
        })
      }
      form.refuse(saved.refusal)
    }
    return c.view(
      'Change a next step',
      html`${stepForm(form, writeUp, 'Save', base)}<hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible">${remove.start()}${remove.end('Take this step out', { tone: 'warning' })}`,
      { caption: writeUp.host_school_name, back: { href: base, text: 'Back to next steps' } },
    )
  },
)

/** Says how a next step comes along. */
export const progressPage = page(
  { path: '/:partnership/reviews/:review/next-steps/:step/progress', allow: 'member', params: stepParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    if (whyCannotEditSteps(writeUp.part, writeUp)) c.notFound()
    const step = found(writeUp.steps.find((one) => one.id === c.params.step))
    const base = `${reviewPath(c.partnership.key, writeUp.id)}/next-steps`
    const fields = z.object({
      progress: choice('Choose how far it is', progressKeys),
      progress_note: optionalLongText({ max: 2000 }),
    })
    const form = c.form(fields, {
      initial: { progress: step.progress, progress_note: step.progress_note },
      version: step.version,
    })
    if (form.value) {
      const saved = await reportProgress(
        c.db,
        c.actor,
        writeUp.id,
        { id: step.id, ...form.value },
        form.sentVersion,
        c.now,
      )
      if (saved.kind === 'saved') return c.redirect(base, 'Progress saved')
      if (saved.kind === 'conflict')
        return c.conflict(form, {
          ...saved,
          theirs: { progress_note: saved.theirs.progress_note ?? '' },
          labels: { progress_note: 'What has changed' },
        })
      form.refuse(saved.refusal)
    }
    return c.view(
      'How does it come along?',
      html`<p class="govuk-body-l">${step.text}</p><p class="govuk-body">${step.owner}, by ${longDate(step.due_on)}</p>
${form.start()}${form.radios('progress', { legend: 'How far is it?', items: progressKeys.map((value) => ({ value, text: progressNames[value] })) })}${form.textarea('progress_note', { label: 'What has changed, and what shows it?', hint: 'A sentence or two. The follow-up and the check-in begin with this.', rows: 4 })}${form.end('Save', { cancel: { href: base } })}`,
      { caption: writeUp.host_school_name, back: { href: base, text: 'Back to next steps' } },
    )
  },
)
