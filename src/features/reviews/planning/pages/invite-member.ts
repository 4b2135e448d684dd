import { z } from 'zod'
import { details } from '../../../../design/components/details.ts'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { sentenceList } from '../../../../lib/words.ts'
import { choice, ids, optionalLongText } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { roleKeys, roleName } from '../../../people/public.ts'
import { isHostPart, type MemberPart, memberParts, partInWords, partMay, partName } from '../../part.rules.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { type Review, reviewFor } from '../../review.queries.ts'
import { invitationParagraphs } from '../emails/team-and-dates.ts'
import { inviteMember } from '../team.acts.ts'
import { type CandidateRow, candidatesOf, teamOf } from '../team.queries.ts'
import { whyCannotChangeTeam, whyCannotInvite, whyPartIsClosed } from '../team.rules.ts'

const partFields = z.object({ part: choice('Choose a part', memberParts) })
const peopleFields = z.object({ person_ids: ids('Choose whom to invite'), message: optionalLongText({ max: 1000 }) })

/** Invites people to a review: the part first, then who can take it. */
export const inviteMemberPage = page(
  {
    path: '/:partnership/reviews/:review/team/invite',
    allow: 'review:see',
    params: reviewParams,
    query: z.object({ part: z.enum(memberParts).optional().catch(undefined) }),
  },
  async (c) => {
    const review = found(await reviewFor(c.db, c.actor, c.params.review))
    if (!partMay(review.part, 'invite')) c.forbidden()
    const here = `${reviewPath(c.partnership, review.id)}/team`
    const options = { caption: `Review of ${review.host_school_name}`, back: { href: here, text: 'Team' } }
    const part = c.query.part
    if (!part || whyCannotChangeTeam(review, review.part, part)) {
      const form = c.form(partFields, { name: 'part' })
      if (form.value) {
        const refusal = whyPartIsClosed(review.model, review, review.part, form.value.part)
        if (!refusal) return c.redirect(`${here}/invite?part=${form.value.part}`)
        form.refuse({ ...refusal, field: 'part' })
      }
      return c.view('Invite people', partQuestion(form, review, here), options)
    }
    const people = (await candidatesOf(c.db, c.actor, review)).map((person) => ({
      person,
      why: whyCannotInvite(review.model, teamOf(review), person, part)?.message,
    }))
    const able = people.filter(({ why }) => why === undefined).map(({ person }) => person)
    const form = c.form(peopleFields, { name: 'people' })
    if (form.value) {
      const { person_ids, message } = form.value
      const at = { now: c.now, baseUrl: c.services.baseUrl }
      for (const person_id of person_ids) {
        const refused = await inviteMember(c.db, c.actor, review.id, { person_id, part, message }, at)
        if (!refused) continue
        // Without anybody to choose from there is no field to point at.
        form.refuse(able.length > 0 ? refused.refused : { message: refused.refused.message })
        break
      }
      if (form.value)
        return c.redirect(here, person_ids.length === 1 ? 'Invitation sent' : `${person_ids.length} invitations sent`)
    }
    const barred = people.flatMap(({ person, why }) => (why && concerns(review, part, person) ? [why] : []))
    const link = `${c.services.baseUrl}${reviewPath(c.partnership, review.id)}/invitation`
    return c.view(
      `Invite as ${partInWords(part)}`,
      html`${peopleForm(form, review, part, able, here, link)}${barredList(barred)}`,
      options,
    )
  },
)

/** The parts in which there is room, and why the reader cannot fill the others. */
function partQuestion(form: Form<z.infer<typeof partFields>>, review: Review, back: string): Html {
  const parts = memberParts.map((part) => ({ part, why: whyPartIsClosed(review.model, review, review.part, part) }))
  const offered = parts.filter(({ why }) => why === undefined).map(({ part }) => part)
  const reasons = [...new Set(parts.flatMap(({ why }) => (why ? [why.message] : [])))]
  const closed = html`<ul class="govuk-list govuk-list--bullet">${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`
  if (offered.length === 0) return html`<p class="govuk-body">Nobody else can be invited:</p>${closed}`
  return html`${form.start()}${form.radios('part', { legend: 'Which part?', items: offered.map((one) => ({ value: one, text: partName(one), hint: partHint(review, one) })) })}
    ${reasons.length === 0 ? nothing : details({ summaryText: 'Why other parts are not in the list', html: closed })}
    ${form.end('Continue', { cancel: { href: back } })}`
}

function partHint(review: Review, part: MemberPart): string {
  const leader = review.model.group.leaders.find((one) => one.part === part)
  if (leader) return leader.duty
  const hints: Record<MemberPart, string> = {
    'host-lead': `Leads for ${review.host_school_name}: one person`,
    host: `A colleague of ${review.host_school_name} who looks together with a visitor`,
    'lead-reviewer': review.model.team.who_leads,
    reviewer: 'Works at another school of the group',
    ile: 'Challenges the team, and never leads',
  }
  return hints[part]
}

/** Reasons are worth reading about people who might be expected in the list, not about everybody else. */
function concerns(review: Review, part: MemberPart, person: CandidateRow): boolean {
  const atHost = person.places.some((place) => place.school_id === review.host_school_id)
  if (isHostPart(part)) return atHost
  if (part === 'ile') return review.group_leaders.some((leader) => leader.person_id === person.id)
  return person.places.some((place) => place.school_id !== review.host_school_id && place.role !== 'governor')
}

type PeopleForm = {
  start(): Html
  end(text: string, options: { cancel: { href: string } }): Html
  radios(name: 'person_ids', options: { legend: string; items: { value: string; text: string; hint: string }[] }): Html
  checkboxes(
    name: 'person_ids',
    options: { legend: string; items: { value: string; text: string; hint: string }[] },
  ): Html
  textarea(name: 'message', options: { label: string; hint: string; rows: number }): Html
}

function peopleForm(
  form: PeopleForm,
  review: Review,
  part: MemberPart,
  able: readonly CandidateRow[],
  back: string,
  link: string,
): Html {
  if (able.length === 0) return emptyState('Nobody can be invited to this part now.', { href: back, text: 'Team' })
  const items = able.map((person) => ({ value: person.id, text: person.name, hint: placesOf(person) }))
  const one = part === 'lead-reviewer' || part === 'host-lead' || part === 'ile'
  return html`${form.start()}
    ${one ? form.radios('person_ids', { legend: 'Whom do you invite?', items }) : form.checkboxes('person_ids', { legend: 'Whom do you invite?', items })}
    ${form.textarea('message', { label: 'Your message (optional)', hint: 'It stands in the email.', rows: 3 })}
    ${details({ summaryText: 'What the email says', html: html`${invitationParagraphs(review, part, '', link).map((paragraph) => html`<p class="govuk-body">${paragraph}</p>`)}` })}
    ${insetText({ text: 'Each person is asked to accept or decline, and to say whether anything could make them unfair about the school.' })}
    ${form.end('Send the invitation', { cancel: { href: back } })}`
}

function placesOf(person: CandidateRow): string {
  return sentenceList(
    person.places.map((place) => {
      const role = roleKeys.find((key) => key === place.role)
      return `${role ? roleName(role) : place.role}, ${place.school_name}`
    }),
  )
}

function barredList(all: readonly string[]): Html {
  const reasons = [...new Set(all)]
  if (reasons.length === 0) return nothing
  return details({
    summaryText: `People who cannot take this part (${reasons.length})`,
    html: html`<ul class="govuk-list govuk-list--bullet">${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`,
  })
}
