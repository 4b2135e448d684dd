import { z } from 'zod'
import { sentenceList } from '../../../../lib/words.ts'
import { longText } from '../../../../platform/web/fields.ts'
import { html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { reviewFor } from '../../review.queries.ts'
import { audienceOf, cancelReview, whyCannotCancel } from '../review.acts.ts'

const fields = z.object({ reason: longText('Enter why the review is cancelled', { max: 1000 }) })

/** Cancels a review, with a reason that the team reads. */
export const cancelReviewPage = page(
  {
    path: '/:partnership/reviews/:review/cancel',
    allow: 'review:manage',
    params: reviewParams,
  },
  async (c) => {
    const review = found(await reviewFor(c.db, c.actor, c.params.review))
    if (!partMay(review.part, 'cancel')) c.forbidden()
    const back = reviewPath(c.partnership, review.id)
    const form = c.form(fields)
    if (form.value) {
      const refused = await cancelReview(c.db, c.actor, review.id, form.value.reason, {
        now: c.now,
        baseUrl: c.services.baseUrl,
      })
      if (!refused) return c.redirect(back, 'Review cancelled')
      form.refuse(refused.refused)
    }
    const title = `Cancel the review of ${review.host_school_name}?`
    const options = { caption: review.group_name, back: { href: back, text: 'The review' } }
    const refusal = whyCannotCancel(review)
    if (refusal && !form.sent) return c.view(title, html`<p class="govuk-body">${refusal.message}.</p>`, options)
    const told = audienceOf(review).map((member) => member.name)
    return c.view(
      title,
      html`<p class="govuk-body">What was written is kept, but nothing more can be done in this review. Its dates leave the calendars of the team. The school can be reviewed again later.</p>
      <p class="govuk-body">${told.length > 0 ? `An email with your reason goes to ${sentenceList(told)}.` : 'Nobody is on the team, so no email is sent.'}</p>
      ${form.start()}${form.textarea('reason', { label: 'Why is it cancelled?', rows: 3 })}${form.end('Cancel the review', { tone: 'warning', cancel: { href: back, text: 'Keep it' } })}`,
      options,
    )
  },
)
