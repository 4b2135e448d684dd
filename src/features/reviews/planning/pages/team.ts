import { button } from '../../../../design/components/button.ts'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { scrollable } from '../../../../design/components/scrollable.ts'
import { type StatusTone, statusTag } from '../../../../design/components/status-tag.ts'
import { table } from '../../../../design/components/table.ts'
import { dayOf } from '../../../../lib/clock.ts'
import { longDate, plural } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { type MemberState, memberParts, partMay, partName } from '../../part.rules.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { asReviewPerson, type Review, type ReviewMember, reviewFor } from '../../review.queries.ts'
import { whyCannotAcceptInterest, whyCannotChangeTeam, whyPartIsClosed } from '../team.rules.ts'

const stateWords: Record<MemberState, { text: string; tone: StatusTone }> = {
  'on-team': { text: 'On the team', tone: 'done' },
  invited: { text: 'Invited', tone: 'info' },
  declared: { text: 'Declared an interest', tone: 'attention' },
  declined: { text: 'Declined', tone: 'neutral' },
  removed: { text: 'Left the team', tone: 'neutral' },
}

/** Who is on the team, who is asked, and what waits for a decision. */
export const teamPage = page(
  {
    path: '/:partnership/reviews/:review/team',
    allow: 'review:see',
    params: reviewParams,
  },
  async (c) => {
    const review = found(await reviewFor(c.db, c.actor, c.params.review))
    const back = reviewPath(c.partnership, review.id)
    const changes = partMay(review.part, 'invite') && !review.cancelled_at && !review.closed_at
    const shown = changes
      ? review.members
      : review.members.filter((member) => member.state !== 'removed' && member.state !== 'declined')
    const me = asReviewPerson(c.actor)
    const rows = shown.map((member) => [
      {
        html: html`${member.name}${member.person_id === c.actor.person_id ? ' (you)' : nothing}<br><span class="govuk-!-font-weight-regular">${member.school_name ?? 'From outside the group'}</span>`,
      },
      {
        html: html`${partName(member.part)}<br>${statusTag(stateWords[member.state].text, stateWords[member.state].tone)}${said(member)}`,
      },
      ...(changes ? [{ html: actionsOf(review, member, me, back) }] : []),
    ])
    const list =
      rows.length === 0
        ? emptyState('Nobody is on the team yet.')
        : scrollable(
            table({
              caption: 'The team',
              captionClasses: 'govuk-visually-hidden',
              firstCellIsHeader: true,
              head: [{ text: 'Name and school' }, { text: 'Part and state' }, ...(changes ? [{ text: 'Change' }] : [])],
              rows,
            }),
            'The team',
          )
    const invited = review.members.some(
      (member) => member.person_id === c.actor.person_id && member.state === 'invited',
    )
    return c.view(
      'Team',
      html`${invited ? html`<p class="govuk-body"><a class="govuk-link" href="${back}/invitation">Answer your invitation</a></p>` : nothing}
      ${list}${review.sent_to_host_at ? nothing : sizeText(review)}
      ${memberParts.some((one) => !whyPartIsClosed(review.model, review, review.part, one)) ? button({ text: 'Invite people', href: `${back}/team/invite` }) : nothing}`,
      { caption: `Review of ${review.host_school_name}`, back: { href: back, text: 'The review' } },
    )
  },
)

/** What a member said, for those who may read it. */
function said(member: ReviewMember): Html {
  const lines = [
    member.declared_conflict === '' ? '' : `Declared: ${member.declared_conflict}`,
    member.conflict_accepted_reason === '' ? '' : `Accepted because: ${member.conflict_accepted_reason}`,
    member.answer_note,
    member.state === 'invited' ? `Since ${longDate(dayOf(member.invited_at))}` : '',
  ].filter((line) => line !== '')
  return html`${lines.map((line) => html`<br>${line}`)}`
}

function actionsOf(
  review: Review,
  member: ReviewMember,
  me: Parameters<typeof whyCannotAcceptInterest>[0]['person'],
  back: string,
): Html {
  if (member.state === 'removed' || member.state === 'declined') return nothing
  const links: Html[] = []
  const link = (end: string, text: string) =>
    html`<a class="govuk-link" href="${back}/team/${member.id}/${end}">${text}<span class="govuk-visually-hidden"> ${member.name}</span></a>`
  if (!whyCannotAcceptInterest({ person: me, part: review.part }, member)) links.push(link('decide', 'Decide'))
  if (!whyCannotChangeTeam(review, review.part, member.part)) links.push(link('remove', 'Take out'))
  return html`${links.map((one, index) => html`${index > 0 ? html`<br>` : nothing}${one}`)}`
}

function sizeText(review: Review): Html {
  const { fewest_visitors, most_visitors, who_leads } = review.model.team
  const visitors = review.members.filter(
    (member) => member.state === 'on-team' && (member.part === 'reviewer' || member.part === 'lead-reviewer'),
  ).length
  const few =
    visitors < fewest_visitors ? ` There ${visitors === 1 ? 'is' : 'are'} ${plural(visitors, 'visitor')} so far.` : ''
  return insetText({
    text: `A visit needs ${fewest_visitors} to ${plural(most_visitors, 'visitor')} from other schools of the group.${few} ${who_leads}`,
  })
}
