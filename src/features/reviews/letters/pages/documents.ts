/** The documents of a review and the emails that go by themselves, with their days. */
import { emptyState } from '../../../../design/components/empty-state.ts'
import { dayOf } from '../../../../lib/clock.ts'
import { dayAndDate, longDate, sentenceList } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import type { Actor } from '../../../people/public.ts'
import { calendarFor } from '../../../review-groups/public.ts'
import { filled, peopleInWords, type Stage, whenSent } from '../../../review-models/public.ts'
import { isMemberPart } from '../../part.rules.ts'
import { groupMeetingPath, reviewParams, reviewPath } from '../../paths.ts'
import { type Review, reviewFor } from '../../review.queries.ts'
import { settingOf } from '../documents.queries.ts'
import { type SentLetter, sentLetters } from '../letters.queries.ts'
import { documentsAt, lettersAhead, readerOf } from '../letters.rules.ts'
import { valuesFor } from '../values.rules.ts'

/** Everything that the model gives to a review to read, and sends for it. */
export const reviewDocuments = page(
  { path: '/:partnership/reviews/:review/documents', allow: 'review:see', params: reviewParams },
  async (c) => {
    const review = found(await reviewFor(c.db, c.actor, c.params.review))
    const here = reviewPath(c.partnership, review.id)
    const documents = review.model.stages.map((stage) => documentItems(review, stage, c.actor, here))
    const listed = documents.some((one) => one !== nothing)
      ? html`<ul class="app-tasks">${documents}</ul>`
      : emptyState('There are no documents for your part in this review.')
    const seesEmails = isMemberPart(review.part) || review.part === 'partnership'
    return c.view(
      'Documents and emails',
      html`<p class="govuk-body">The way of reviewing that this programme follows brings them. Each document is filled in from the review whenever you open it.</p>
<h2 class="govuk-heading-m">Documents</h2>${listed}${seesEmails ? await emailsOf(c, review) : nothing}`,
      { caption: `Review of ${review.host_school_name}`, back: { href: here, text: 'The review' } },
    )
  },
)

function documentItems(review: Review, stage: Stage, actor: Actor, here: string): Html {
  const documents = documentsAt(review.model, stage, readerOf(review, actor, stage))
  if (documents.length === 0) return nothing
  const path = stage.of === 'group' ? groupMeetingPath(actor.partnership, review.group_id, stage.key) : here
  return html`${documents.map(
    ({ key, name, purpose }) =>
      html`<li class="app-tasks__item"><div class="app-tasks__what"><a class="govuk-link app-tasks__link" href="${path}/documents/${key}">${name}</a><p class="app-tasks__about">${purpose}</p></div><div class="app-tasks__when"><p class="app-tasks__day">${stage.name}</p></div></li>`,
  )}`
}

type Context = { db: Parameters<typeof sentLetters>[0]; actor: Actor; today: Temporal.PlainDate }

async function emailsOf({ db, actor, today }: Context, review: Review): Promise<Html> {
  if (
    !review.model.emails.some(({ stage }) =>
      review.model.stages.some(({ key, of }) => key === stage && of === 'review'),
    )
  )
    return nothing
  const calendar = await calendarFor(db, actor, review.host_school_id)
  const sent = (await sentLetters(db, actor, [review.group_id])).filter(({ review_id }) => review_id === review.id)
  const course = {
    model: review.model,
    of: 'review' as const,
    facts: review,
    programme_ends_on: review.programme_ends_on,
    has_ended: false,
  }
  const setting = settingOf(review, actor.partnership, undefined)
  const ahead = lettersAhead(course, calendar, today)
    .filter(
      ({ email, due_on }) => !due_on || !sent.some((one) => one.email_key === email.key && one.due_on.equals(due_on)),
    )
    .map(({ email, stage, due_on }) => {
      const subject = filled(email.subject, valuesFor(setting, stage, calendar))
      const when = due_on && Temporal.PlainDate.compare(due_on, today) >= 0 ? dayAndDate(due_on) : undefined
      return html`<li><strong>${subject}</strong><br>To ${peopleInWords(email.to, stage)}, ${whenSent(email, stage)}${when ? `: ${when}` : ''}.</li>`
    })
  const went = sent.map((one) => html`<li>${wentInWords(review, one)}</li>`)
  return html`<h2 class="govuk-heading-m">Emails that go by themselves</h2>
<p class="govuk-body">Each goes once, on its day, and only while what it asks for is still to be done.</p>
${ahead.length > 0 ? html`<ul class="govuk-list govuk-list--bullet govuk-list--spaced">${ahead}</ul>` : html`<p class="govuk-body">No more will go for this review.</p>`}
${went.length > 0 ? html`<h3 class="govuk-heading-s">Sent so far</h3><ul class="govuk-list govuk-list--bullet">${went}</ul>` : nothing}`
}

function wentInWords({ model }: Review, { email_key, sent_at, names }: SentLetter): string {
  const stage = model.stages.find(({ key }) => key === model.emails.find((email) => email.key === email_key)?.stage)
  return `${longDate(dayOf(sent_at))}: ${stage ? `${stage.name}, ` : ''}to ${sentenceList(names)}`
}
