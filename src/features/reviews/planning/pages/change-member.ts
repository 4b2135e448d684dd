import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { longText, optionalLongText } from '../../../../platform/web/fields.ts'
import { html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { partInWords, partMay } from '../../part.rules.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { asReviewPerson, reviewFor } from '../../review.queries.ts'
import { acceptInterest, removeMember } from '../team.acts.ts'
import { whyCannotAcceptInterest } from '../team.rules.ts'

const params = reviewParams.extend({ member: z.uuid() })
const acceptFields = z.object({
  reason: longText('Enter why this interest does not make the person unfair', { max: 1000 }),
})
const removeFields = z.object({ reason: optionalLongText({ max: 1000 }) })

/** Decides about an interest that a member declared. */
export const decideInterest = page(
  { path: '/:partnership/reviews/:review/team/:member/decide', allow: 'review:see', params },
  async (c) => {
    const review = found(await reviewFor(c.db, c.actor, c.params.review))
    const member = found(review.members.find((one) => one.id === c.params.member))
    const back = `${reviewPath(c.partnership, review.id)}/team`
    if (!partMay(review.part, 'read-interests')) c.forbidden()
    const refusal = whyCannotAcceptInterest({ person: asReviewPerson(c.actor), part: review.part }, member)
    const options = { caption: `Review of ${review.host_school_name}`, back: { href: back, text: 'Team' } }
    const at = { now: c.now, baseUrl: c.services.baseUrl }
    const accept = c.form(acceptFields, { name: 'accept' })
    if (accept.value) {
      const refused = await acceptInterest(c.db, c.actor, review.id, member.id, accept.value.reason, at)
      if (!refused) return c.redirect(back, `${member.name} is on the team`)
      accept.refuse(refused.refused)
    }
    const decline = c.form(removeFields, { name: 'decline' })
    if (decline.value) {
      const refused = await removeMember(c.db, c.actor, review.id, member.id, decline.value.reason, at)
      if (!refused) return c.redirect(back, `${member.name} is not on the team`)
      decline.refuse(refused.refused)
    }
    if (refusal && !accept.sent)
      return c.view(`Can ${member.name} take part?`, html`<p class="govuk-body">${refusal.message}.</p>`, options)
    return c.view(
      `Can ${member.name} take part?`,
      html`<p class="govuk-body">${member.name} would take part as ${partInWords(member.part)}, and declared:</p>${insetText({ text: member.declared_conflict })}
    <h2 class="govuk-heading-m">Yes, with a reason</h2>
    ${accept.start()}${accept.textarea('reason', { label: 'Why does it not make them unfair?', hint: 'The reason is kept, and the partnership can read it.', rows: 3 })}${accept.end(`Let ${member.name} take part`)}
    <h2 class="govuk-heading-m">No</h2>
    ${decline.start()}${decline.textarea('reason', { label: `Your words to ${member.name} (optional)`, hint: 'They stand in the email that says so.', rows: 2 })}${decline.end('Do not let them take part', { tone: 'warning', cancel: { href: back } })}`,
      options,
    )
  },
)

/** Takes a member off the team, or withdraws an invitation. */
export const removeMemberPage = page(
  { path: '/:partnership/reviews/:review/team/:member/remove', allow: 'review:see', params },
  async (c) => {
    const review = found(await reviewFor(c.db, c.actor, c.params.review))
    const member = found(review.members.find((one) => one.id === c.params.member && one.state !== 'removed'))
    if (!partMay(review.part, 'invite')) c.forbidden()
    const back = `${reviewPath(c.partnership, review.id)}/team`
    const form = c.form(removeFields)
    if (form.value) {
      const refused = await removeMember(c.db, c.actor, review.id, member.id, form.value.reason, {
        now: c.now,
        baseUrl: c.services.baseUrl,
      })
      if (!refused) return c.redirect(back, `${member.name} is no longer on the team`)
      form.refuse(refused.refused)
    }
    const told =
      member.person_id === c.actor.person_id
        ? nothing
        : html`<p class="govuk-body">${member.name} gets an email. The visit and the meetings leave their calendar, and they can no longer open what the team writes. What they wrote stays.</p>`
    return c.view(
      `Take ${member.name} out of the team?`,
      html`${told}${form.start()}${member.person_id === c.actor.person_id ? nothing : form.textarea('reason', { label: `Your words to ${member.name} (optional)`, hint: 'They stand in the email that says so.', rows: 2 })}${form.end('Take out', { tone: 'warning', cancel: { href: back } })}`,
      { caption: `Review of ${review.host_school_name}`, back: { href: back, text: 'Team' } },
    )
  },
)
