import { z } from 'zod'
import { choice, choices, longText, text, wholeNumber } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import type { Reply } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { withEmail } from '../../letter-form.rules.ts'
import { type Anchor, anchors, type ModelEmail } from '../../letters.schema.ts'
import type { ReviewModel } from '../../model.schema.ts'
import { participants } from '../../people.schema.ts'
import { changePart, type DraftContext, draftParams, draftRecord } from './change-part.ts'
import { peopleItems, placeholderList, stageQuestion } from './letter-fields.ts'
import { removeLetter } from './remove-letter.ts'

const params = draftParams.extend({ email: z.string() })

const fields = z.object({
  subject: text('Enter a subject', { max: 150 }),
  stage: text('Choose the step', { max: 80 }),
  to: choices('Choose who gets it', participants),
  school_days: wholeNumber('Enter how many school days, or 0 for the day itself', { min: 0, max: 60 }),
  side: choice('Choose before or after', ['before', 'after']),
  anchor: choice('Choose the day that it counts from', anchors),
  text: longText('Write the text of the email', { max: 3000 }),
})

const labels = {
  subject: 'Subject',
  stage: 'Step',
  to: 'Who gets it?',
  school_days: 'How many school days?',
  side: 'Before or after that day?',
  anchor: 'Which day does it count from?',
  text: 'Text',
}

const anchorNames: Record<Anchor, { text: string; hint: string }> = {
  visit: { text: 'The visit', hint: 'Its first day, or after it its last' },
  due: {
    text: 'The day by which the step is due',
    hint: 'Of a self-evaluation, a preparation or a report; of a report it goes until the draft is sent',
  },
  meeting: { text: 'The meeting', hint: 'Once it has a day' },
  opens: {
    text: 'The day from which the meeting can be',
    hint: 'It asks to choose a day, and goes only while there is none',
  },
  closes: {
    text: 'The last day on which the meeting should be',
    hint: 'It asks to choose a day, and goes only while there is none',
  },
  draft: {
    text: 'The day on which the draft of the report went to the host',
    hint: 'Only after it, until the host has agreed',
  },
}

/** Adds an email that goes by itself. */
export const newEmail = page(
  { path: '/:partnership/review-models/:draft/edit/emails/new', allow: 'review-model:manage', params: draftParams },
  (c) => changeEmailOf(c, undefined),
)

/** Changes an email that goes by itself. */
export const changeEmail = page(
  { path: '/:partnership/review-models/:draft/edit/emails/:email', allow: 'review-model:manage', params },
  (c) => changeEmailOf(c, c.params.email),
)

async function changeEmailOf(c: DraftContext, key: string | undefined): Promise<Reply> {
  const record = await draftRecord(c)
  const { content } = record
  const email = content.emails.find((one) => one.key === key)
  return changePart(c, record, {
    part: key === undefined ? 'emails' : `email:${key}`,
    title: key === undefined ? 'Add an email' : 'Email that goes by itself',
    fields,
    now: key === undefined ? {} : email && shownEmail(email),
    labels,
    draw: (form) => questions(form, content),
    apply: (typed) => {
      const made = withEmail(content, key, typed)
      return 'refused' in made ? made : made.model
    },
    done: key === undefined ? 'Email added' : 'Saved',
    ...(key === undefined ? { button: 'Add the email' } : {}),
  })
}

function shownEmail({ subject, stage, to, send, text }: ModelEmail) {
  const side = send.before ? 'before' : 'after'
  const anchor = send.before ?? send.after ?? ''
  return { subject, stage, to, school_days: String(send.school_days), side, anchor, text }
}

function questions(form: Form<z.output<typeof fields>>, model: ReviewModel): Html {
  return html`<p class="govuk-body">It goes once, on its day, to those who take part then. It does not go when the step is over, or when the review or the programme has ended.</p>
${stageQuestion(form, model, 'The email goes only until this step is over')}
${form.checkboxes('to', { legend: labels.to, items: peopleItems(model), small: true })}
${form.radios('anchor', { legend: labels.anchor, items: anchors.map((value) => ({ value, ...anchorNames[value] })) })}
${form.radios('side', {
  legend: labels.side,
  items: [
    { value: 'before', text: 'Before' },
    { value: 'after', text: 'After' },
  ],
  inline: true,
})}
${form.input('school_days', { label: labels.school_days, width: 3, numeric: true, suffix: 'school days' })}
${placeholderList()}
${form.input('subject', { label: labels.subject })}
${form.textarea('text', {
  label: labels.text,
  hint: 'Short. The greeting, the link to where the thing is done and the name of the partnership stand around it by themselves.',
  rows: 8,
  maxLength: 3000,
})}`
}

/** Removes an email. */
export const removeEmail = page(
  { path: '/:partnership/review-models/:draft/edit/emails/:email/remove', allow: 'review-model:manage', params },
  (c) => removeLetter(c, 'emails', c.params.email),
)
