import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { details } from '../../../../design/components/details.ts'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { longDate, plural } from '../../../../lib/words.ts'
import {
  choice,
  date,
  id,
  longText,
  optionalId,
  optionalLongText,
  optionalText,
} from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found, type Reply } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { type WriteUp, writeUpFor } from '../../report/summary.queries.ts'
import {
  addNextStep,
  changeNextStep,
  type NextStep,
  nextStepsOf,
  possibleOwners,
  reportProgress,
  setStepRemoved,
} from '../next-step.queries.ts'
import { progressKeys, progressNames, whyCannotEditSteps } from '../next-step.rules.ts'
import { stepItem } from './next-step-item.ts'

/** The next steps of a review and how they come along. */
export const nextStepsPage = page(
  { path: '/:partnership/reviews/:review/next-steps', allow: 'member', params: reviewParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    if (!writeUp.sent_to_host_at) c.notFound()
    const base = `${reviewPath(c.partnership, writeUp.id)}/next-steps`
    const mayEdit = whyCannotEditSteps(writeUp.part, writeUp) === undefined
    const back = c.form(z.object({ step: id('Choose a step') }), { name: 'back' })
    if (back.value && mayEdit) {
      await setStepRemoved(c.db, c.actor, writeUp.id, back.value.step, false, c.now)
      return c.redirect(base, 'The next step is back')
    }
    const removed = mayEdit ? await nextStepsOf(c.db, writeUp.id, true) : []
    const links = (step: NextStep) =>
      mayEdit
        ? html`<p class="govuk-body app-beside"><a class="govuk-link" href="${base}/${step.id}/progress">Say how it comes along<span class="govuk-visually-hidden">: ${step.text}</span></a> <a class="govuk-link" href="${base}/${step.id}">Change<span class="govuk-visually-hidden"> ${step.text}</span></a></p>`
        : nothing
    return c.view(
      'Next steps',
      html`${writeUp.steps.length === 0 ? emptyState('No next steps yet. A good next step says what someone will do, by when, and how you will see that it worked.') : html`<ul class="app-tasks">${writeUp.steps.map((step) => stepItem(step, c.today, links(step)))}</ul>`}
${mayEdit ? button({ text: 'Add a next step', href: `${base}/new`, classes: writeUp.steps.length > 0 ? 'govuk-button--secondary' : '' }) : nothing}
${removed.length === 0 ? nothing : details({ summaryText: `Taken out: ${plural(removed.length, 'step')}`, html: html`<ul class="govuk-list govuk-list--spaced">${removed.map((step) => html`<li>${step.text}${back.start()}${back.hidden('step', step.id)}${back.end('Put it back', { tone: 'secondary' })}</li>`)}</ul>` })}`,
      {
        caption: writeUp.host_school_name,
        back: { href: reviewPath(c.partnership, writeUp.id), text: 'The review' },
      },
    )
  },
)

const stepFields = z.object({
  text: longText('Enter what you will do', { max: 500 }),
  finding_id: optionalId(),
  owner_person_id: optionalId(),
  owner_name: optionalText({ max: 100 }),
  due_on: date('Enter the date by which it will be done'),
  success: optionalLongText({ max: 1000 }),
})

type StepValue = z.output<typeof stepFields>

/** What is there to choose from, with what was chosen earlier even where it has gone since. */
function choicesFor(writeUp: WriteUp, step?: NextStep) {
  const owners = possibleOwners(writeUp).map(({ id, name }) => ({ value: id, text: name }))
  const findings = writeUp.findings.map((finding) => ({ value: finding.id, text: finding.title }))
  if (step?.owner_person_id && !owners.some((owner) => owner.value === step.owner_person_id))
    owners.push({ value: step.owner_person_id, text: step.owner })
  if (step?.finding_id && !findings.some((finding) => finding.value === step.finding_id))
    findings.push({ value: step.finding_id, text: step.finding_title })
  return { owners, findings }
}

function stepForm(
  form: Form<StepValue>,
  { owners, findings }: ReturnType<typeof choicesFor>,
  button: string,
  cancel: string,
): Html {
  return html`${form.start()}
${form.textarea('text', { label: 'What will you do?', hint: 'One action that somebody can finish', rows: 3 })}
${form.select('finding_id', { label: 'Which finding is it for?', items: findings, empty: 'Several, or none of them' })}
${owners.length > 0 ? form.select('owner_person_id', { label: 'Who will see to it?', items: owners, empty: 'Somebody else' }) : nothing}
${form.input('owner_name', { label: owners.length > 0 ? 'Or somebody else, by name or job title' : 'Who will see to it? A name or a job title' })}
${form.date('due_on', { legend: 'By when?' })}
${form.textarea('success', { label: 'How will you know that it worked?', hint: 'What pupils, parents or staff would see or say. No pupils’ names.', rows: 3 })}
${form.end(button, { cancel: { href: cancel } })}`
}

/** Adds a next step. */
export const addNextStepPage = page(
  { path: '/:partnership/reviews/:review/next-steps/new', allow: 'member', params: reviewParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    if (!partMay(writeUp.part, 'edit-next-steps')) c.forbidden()
    const base = `${reviewPath(c.partnership, writeUp.id)}/next-steps`
    const form = c.form(stepFields)
    if (form.value) {
      const saved = await addNextStep(c.db, c.actor, writeUp.id, form.value, c.now, c.today)
      if (saved.kind === 'saved') return c.redirect(base, 'Next step added')
      if (saved.kind === 'refused') form.refuse(saved.refusal)
    }
    return c.view('Add a next step', stepForm(form, choicesFor(writeUp), 'Add next step', base), {
      caption: writeUp.host_school_name,
      back: { href: base, text: 'Back to next steps' },
    })
  },
)

const stepParams = reviewParams.extend({ step: z.uuid() })

/** The step that somebody changes. One that was taken out meanwhile is still found for what they send, so that nothing typed is lost. */
async function stepToChange(c: Parameters<typeof nextStepsOf>[0], writeUp: WriteUp, stepId: string, sent: boolean) {
  const present = writeUp.steps.find((one) => one.id === stepId)
  if (present || !sent) return { step: found(present), isOut: false }
  return { step: found((await nextStepsOf(c, writeUp.id, true)).find((one) => one.id === stepId)), isOut: true }
}

const takenOut = {
  message:
    'A colleague took this step out while you were writing. Put it back on the page of next steps, or copy what you wrote into a new step',
}

/** Changes a next step, or takes it out. */
export const changeNextStepPage = page(
  { path: '/:partnership/reviews/:review/next-steps/:step', allow: 'member', params: stepParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    if (!partMay(writeUp.part, 'edit-next-steps')) c.forbidden()
    const { step, isOut } = await stepToChange(c.db, writeUp, c.params.step, c.method === 'POST')
    const base = `${reviewPath(c.partnership, writeUp.id)}/next-steps`
    const { text, owner_name, due_on, success } = step
    const initial = {
      text,
      finding_id: step.finding_id ?? '',
      owner_person_id: step.owner_person_id ?? '',
      owner_name,
      due_on,
      success,
    }
    const form = c.form(stepFields, { initial, version: step.version })
    const remove = c.form(z.object({}), { name: 'remove' })
    if (remove.value) {
      await setStepRemoved(c.db, c.actor, writeUp.id, step.id, true, c.now)
      return c.redirect(base, 'The next step is taken out. You can put it back below the list')
    }
    if (isOut) form.refuse(takenOut)
    if (form.value) {
      const wanted = { id: step.id, ...form.value }
      const saved = await changeNextStep(c.db, c.actor, writeUp.id, wanted, form.sentVersion, c.now, c.today)
      if (saved.kind === 'saved') return c.redirect(base, 'Next step changed')
      if (saved.kind === 'conflict') {
        const { text = '', owner_name = '', success = '' } = saved.theirs
        const labels = { text: 'What you will do', owner_name: 'Somebody else', success: 'How you will know' }
        return above(
          c.conflict(form, { ...saved, theirs: { text, owner_name, success }, labels }),
          otherChoices(form.value, step, choicesFor(writeUp, step)),
        )
      }
      form.refuse(saved.refusal)
    }
    return c.view(
      'Change a next step',
      html`${stepForm(form, choicesFor(writeUp, step), 'Save', base)}<hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible">${remove.start()}${remove.end('Take this step out', { tone: 'secondary' })}`,
      { caption: writeUp.host_school_name, back: { href: base, text: 'Back to next steps' } },
    )
  },
)

/** Puts what else differs above the two texts. */
function above(both: Reply, differences: readonly string[]): Reply {
  if (both.kind !== 'view' || differences.length === 0) return both
  const list = html`<p class="govuk-body">They also chose otherwise than you. What you chose stays when you save:</p><ul class="govuk-list govuk-list--bullet">${differences.map((one) => html`<li>${one}</li>`)}</ul>`
  return { ...both, body: html`${insetText({ html: list })}${both.body}` }
}

function otherChoices(mine: StepValue, theirs: NextStep, from: ReturnType<typeof choicesFor>): string[] {
  const named = (items: readonly { value: string; text: string }[], value: string | null | undefined) =>
    items.find((item) => item.value === value)?.text ?? 'nobody and nothing of the list'
  const lines: string[] = []
  if (Temporal.PlainDate.compare(mine.due_on, theirs.due_on) !== 0)
    lines.push(`By when: they ${longDate(theirs.due_on)}, you ${longDate(mine.due_on)}`)
  if ((mine.owner_person_id ?? null) !== theirs.owner_person_id)
    lines.push(
      `Who: they ${theirs.owner}, you ${mine.owner_person_id ? named(from.owners, mine.owner_person_id) : mine.owner_name}`,
    )
  if ((mine.finding_id ?? null) !== theirs.finding_id)
    lines.push(`Finding: they ${named(from.findings, theirs.finding_id)}, you ${named(from.findings, mine.finding_id)}`)
  return lines
}

const progressFields = z.object({
  progress: choice('Choose how far it is', progressKeys),
  progress_note: optionalLongText({ max: 2000 }),
})

/** Says how a next step comes along. */
export const progressPage = page(
  { path: '/:partnership/reviews/:review/next-steps/:step/progress', allow: 'member', params: stepParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    if (!partMay(writeUp.part, 'edit-next-steps')) c.forbidden()
    const { step, isOut } = await stepToChange(c.db, writeUp, c.params.step, c.method === 'POST')
    const base = `${reviewPath(c.partnership, writeUp.id)}/next-steps`
    const initial = { progress: step.progress, progress_note: step.progress_note }
    const form = c.form(progressFields, { initial, version: step.version })
    if (isOut) form.refuse(takenOut)
    if (form.value) {
      const wanted = { id: step.id, ...form.value }
      const saved = await reportProgress(c.db, c.actor, writeUp.id, wanted, form.sentVersion, c.now)
      if (saved.kind === 'saved') return c.redirect(base, 'Progress saved')
      if (saved.kind === 'conflict') {
        const { progress_note = '' } = saved.theirs
        const both = c.conflict(form, {
          ...saved,
          theirs: { progress_note },
          labels: { progress_note: 'What has changed' },
        })
        const differs = form.value.progress !== step.progress
        return above(
          both,
          differs
            ? [`How far it is: they “${progressNames[step.progress]}”, you “${progressNames[form.value.progress]}”`]
            : [],
        )
      }
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
