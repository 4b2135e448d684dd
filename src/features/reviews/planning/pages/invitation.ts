import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { plural } from '../../../../lib/words.ts'
import { choice, choices, optionalLongText } from '../../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { isHostPart, partInWords } from '../../part.rules.ts'
import { reviewParams, reviewPath, reviewsPath } from '../../paths.ts'
import { type Review, type ReviewMember, reviewFor } from '../../review.queries.ts'
import { visitInWords } from '../emails/team-and-dates.ts'
import { answerInvitation, ownMember } from '../team.acts.ts'
import { type InterestKind, interestKinds } from '../team.rules.ts'

const kinds = Object.keys(interestKinds).filter((key): key is InterestKind => key in interestKinds)
const fields = z
  .object({
    answer: choice('Choose whether you take part', ['accept', 'decline']),
    interests: choices('Choose from the list', kinds, 0),
    interest: optionalLongText({ max: 1000 }),
    note: optionalLongText({ max: 1000 }),
  })
  .refine((value) => value.answer === 'decline' || value.interests.length === 0 || value.interest !== '', {
    path: ['interest'],
    message: 'Describe it in a sentence, so that somebody can decide',
  })

/** Accepts or declines an invitation, with any interest that could make the person unfair. */
export const invitationPage = page(
  {
    path: '/:partnership/reviews/:review/invitation',
    allow: 'review:see',
    params: reviewParams,
  },
  async (c) => {
    const review = found(await reviewFor(c.db, c.actor, c.params.review))
    const own = found(ownMember(review, c.actor))
    const back = reviewPath(c.partnership, review.id)
    const form = c.form(fields, {
      initial: {
        answer: own.answer === 'accepted' ? 'accept' : own.answer === 'declined' ? 'decline' : '',
        note: own.answer_note,
      },
    })
    if (form.value) {
      const { answer, note } = form.value
      const declared =
        form.value.interests.length === 0
          ? ''
          : [...form.value.interests.map((kind) => interestKinds[kind]), form.value.interest].join('. ')
      const refused = await answerInvitation(
        c.db,
        c.actor,
        review.id,
        { accept: answer === 'accept', declared, note },
        { now: c.now, baseUrl: c.services.baseUrl },
      )
      if (!refused)
        return c.redirect(answer === 'accept' ? back : reviewsPath(c.partnership), thanks(review, answer, declared))
      form.refuse(refused.refused)
    }
    const visits = !isHostPart(own.part)
    const declare = visits
      ? html`${form.checkboxes('interests', { legend: 'Could anything make you unfair about this school?', hint: 'Tick what applies. Somebody else then decides whether you can take part; the school does not read it.', items: kinds.map((kind) => ({ value: kind, text: interestKinds[kind] })) })}
        ${form.textarea('interest', { label: 'What is it?', hint: 'Only if you ticked something. Name no children.', rows: 3 })}`
      : nothing
    const accept = { value: 'accept', text: 'Yes, I take part', ...(visits ? { conditional: declare } : {}) }
    return c.view(
      `Take part in the review of ${review.host_school_name}?`,
      html`${answered(own)}${asked(review, own)}${form.start()}
      ${form.radios('answer', { legend: 'Do you take part?', items: [accept, { value: 'decline', text: 'No, I cannot', conditional: form.textarea('note', { label: 'A word to whoever invited you (optional)', rows: 2 }) }] })}
      ${form.end('Send my answer', { cancel: { href: back } })}`,
      { caption: review.group_name, back: { href: back, text: 'The review' } },
    )
  },
)

function thanks(review: Review, answer: 'accept' | 'decline', declared: string): string {
  if (answer === 'decline') return `You declined the review of ${review.host_school_name}`
  return declared === ''
    ? `You take part in the review of ${review.host_school_name}`
    : 'Thank you for saying so. You get an email when it is decided'
}

function answered(own: ReviewMember): Html {
  if (own.state === 'invited') return nothing
  const words = {
    'on-team': 'You accepted. You can still change your answer.',
    declared: 'You declared an interest. It waits for a decision.',
    declined: 'You declined. You can still change your answer.',
    removed: '',
  }
  return insetText({ text: words[own.state] })
}

function asked(review: Review, own: ReviewMember): Html {
  const { before, visit, after } = review.model.half_days
  const visits = !isHostPart(own.part)
  return html`<p class="govuk-body">You are asked to take part as ${partInWords(own.part)}. The visit is ${visitInWords(review)}.</p>
    ${visits ? html`<p class="govuk-body">It takes about ${plural(before, 'half-day')} before the visit, ${plural(visit, 'half-day')} for it and ${plural(after, 'half-day')} after it.</p>` : nothing}`
}
