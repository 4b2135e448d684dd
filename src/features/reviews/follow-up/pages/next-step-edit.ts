import { z } from 'zod'
import { longDate } from '../../../../lib/words.ts'
import { date, longText, optionalId, optionalLongText, optionalText } from '../../../../platform/web/fields.ts'
import type { Form, OtherChoice } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { addNextStep, changeNextStep, type NextStep, possibleOwners, setStepRemoved } from '../next-step.queries.ts'
import { whyNobody } from '../next-step.rules.ts'
import { type Plan, planFor } from '../plan.queries.ts'
import { stepParams, stepToChange, takenOut } from './step-to-change.ts'

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
function choicesFor(plan: Plan, step?: NextStep) {
  const owners = possibleOwners(plan).map(({ id, name }) => ({ value: id, text: name }))
  const findings = plan.findings.map((finding) => ({ value: finding.id, text: finding.title }))
  if (step?.owner_person_id && !owners.some((owner) => owner.value === step.owner_person_id))
    owners.push({ value: step.owner_person_id, text: step.owner })
  if (step?.finding_id && !findings.some((finding) => finding.value === step.finding_id))
    findings.push({ value: step.finding_id, text: step.finding_title })
  return { owners, findings }
}

type Choices = ReturnType<typeof choicesFor>

const noFinding = 'Several, or none of them'

function stepForm(form: Form<StepValue>, { owners, findings }: Choices, button: string, cancel: string): Html {
  return html`${form.start()}
${form.textarea('text', { label: 'What will you do?', hint: 'One action that somebody can finish', rows: 3 })}
${findings.length > 0 ? form.select('finding_id', { label: 'Which finding is it for?', items: findings, empty: noFinding }) : nothing}
${owners.length > 0 ? form.select('owner_person_id', { label: 'Who will see to it?', items: owners, empty: 'Somebody else' }) : nothing}
${form.input('owner_name', { label: owners.length > 0 ? 'Or somebody else, by name or job title' : 'Who will see to it? A name or a job title' })}
${form.date('due_on', { legend: 'By when?' })}
${form.textarea('success', { label: 'How will you know that it worked?', hint: 'What pupils, parents or staff would see or say. No pupils’ names.', rows: 3 })}
${form.end(button, { cancel: { href: cancel } })}`
}

/** Says at once that a step has nobody to see to it, not only when the rest of the form is right. */
function askForOwner(form: Form<StepValue>): void {
  if (!form.sent || form.value) return
  const said = (name: 'owner_person_id' | 'owner_name') => String(form.raw[name] ?? '')
  const refusal = whyNobody({ owner_person_id: said('owner_person_id'), owner_name: said('owner_name') })
  if (refusal) form.refuse(refusal)
}

/** Adds a next step. */
export const addNextStepPage = page(
  { path: '/:partnership/reviews/:review/next-steps/new', allow: 'member', params: reviewParams },
  async (c) => {
    const plan = found(await planFor(c.db, c.actor, c.params.review))
    if (!partMay(plan.part, 'edit-next-steps')) c.forbidden()
    const base = `${reviewPath(c.partnership, plan.id)}/next-steps`
    const form = c.form(stepFields)
    askForOwner(form)
    if (form.value) {
      const saved = await addNextStep(c.db, c.actor, plan.id, form.value, c.now, c.today)
      if (saved.kind === 'saved') return c.redirect(base, 'Next step added')
      if (saved.kind === 'refused') form.refuse(saved.refusal)
    }
    return c.view('Add a next step', stepForm(form, choicesFor(plan), 'Add next step', base), {
      caption: plan.host_school_name,
      back: { href: base, text: 'Next steps' },
    })
  },
)

/** Changes a next step, or takes it out. */
export const changeNextStepPage = page(
  { path: '/:partnership/reviews/:review/next-steps/:step', allow: 'member', params: stepParams },
  async (c) => {
    const plan = found(await planFor(c.db, c.actor, c.params.review))
    if (!partMay(plan.part, 'edit-next-steps')) c.forbidden()
    const { step, isOut } = await stepToChange(c.db, plan, c.params.step, c.method === 'POST')
    const base = `${reviewPath(c.partnership, plan.id)}/next-steps`
    const form = c.form(stepFields, { initial: shown(step), version: step.version })
    const remove = c.form(z.object({}), { name: 'remove' })
    if (remove.value) {
      await setStepRemoved(c.db, c.actor, plan.id, step.id, true, c.now)
      return c.redirect(base, 'The next step is taken out. You can put it back below the list')
    }
    askForOwner(form)
    if (isOut) form.refuse(takenOut)
    if (form.value) {
      const wanted = { id: step.id, ...form.value }
      const saved = await changeNextStep(c.db, c.actor, plan.id, wanted, form.sentVersion, c.now, c.today)
      if (saved.kind === 'saved') return c.redirect(base, 'Next step changed')
      if (saved.kind === 'conflict') {
        const { text, success } = saved.current
        return c.conflict(form, {
          ...saved,
          theirs: { text, success },
          labels: { text: 'What you will do', success: 'How you will know' },
          choices: otherChoices(form.value, saved.current, choicesFor(plan, saved.current)),
        })
      }
      form.refuse(saved.refusal)
    }
    return c.view(
      'Change a next step',
      html`${stepForm(form, choicesFor(plan, step), 'Save', base)}<hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible">${remove.start()}${remove.end('Take this step out', { tone: 'secondary' })}`,
      { caption: plan.host_school_name, back: { href: base, text: 'Next steps' } },
    )
  },
)

function shown({ text, finding_id, owner_person_id, owner_name, due_on, success }: NextStep) {
  return { text, finding_id: finding_id ?? '', owner_person_id: owner_person_id ?? '', owner_name, due_on, success }
}

/** What two colleagues chose differently: the day, who sees to it, and the finding. Texts are compared beside each other. */
function otherChoices(mine: StepValue, theirs: NextStep, { owners, findings }: Choices): OtherChoice[] {
  const named = (items: Choices['owners'], value: string | null | undefined) =>
    items.find((item) => item.value === value)?.text
  const { finding_id, owner_person_id, owner_name, due_on } = shown(theirs)
  const { day, month, year } = due_on
  const choices: OtherChoice[] = [
    {
      label: 'By when?',
      theirs: longDate(due_on),
      mine: longDate(mine.due_on),
      fields: { due_on: { day, month, year } },
    },
    {
      label: 'Who will see to it?',
      theirs: theirs.owner,
      mine: named(owners, mine.owner_person_id) ?? mine.owner_name,
      fields: { owner_person_id, owner_name },
    },
    {
      label: 'Which finding is it for?',
      theirs: named(findings, finding_id) ?? noFinding,
      mine: named(findings, mine.finding_id) ?? noFinding,
      fields: { finding_id },
    },
  ]
  return choices.filter((choice) => choice.theirs !== choice.mine)
}
