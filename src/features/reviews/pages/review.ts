import { button } from '../../../design/components/button.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { timeline } from '../../../design/components/timeline.ts'
import { yearsAssumed } from '../../../lib/school-days.ts'
import { longDate, sentenceList } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import type { Actor } from '../../people/public.ts'
import { groupPath, healthPath } from '../../review-groups/public.ts'
import { besideStep } from '../letters/letter.parts.ts'
import { isLate, type NextThing, teamFacts, whatNext } from '../next-thing.rules.ts'
import { isMemberPart, type MemberPart, memberParts, partMay, partName } from '../part.rules.ts'
import { reviewParams, reviewPath, reviewsPath } from '../paths.ts'
import { visitInWords } from '../planning/emails/team-and-dates.ts'
import { calendarOfReview, whyCannotCancel } from '../planning/review.acts.ts'
import { type Review, reviewFor } from '../review.queries.ts'
import { stageName, stageOf } from '../review.rules.ts'
import { toDecide } from '../review.tasks.ts'
import { namedStages } from '../stage-leaders/leader.rules.ts'
import { dueText, hrefOf, isAskedFor, waitsFor } from '../what-next.ts'
import { stepItems } from './review-steps.ts'
import { stageTone } from './reviews.ts'

/** One review: what comes next and who is waited for, the six steps, the team. */
export const reviewPage = page(
  {
    path: '/:partnership/reviews/:review',
    allow: 'review:see',
    params: reviewParams,
  },
  async (c) => {
    const review = found(await reviewFor(c.db, c.actor, c.params.review))
    const calendar = await calendarOfReview(c.db, c.actor, review)
    const here = reviewPath(c.partnership, review.id)
    const stage = stageOf(review.model, review, c.today)
    const things = whatNext(review.model, review, teamFacts(review.members), calendar, c.today)
    const body = html`
      <p class="govuk-body">${statusTag(stageName(review.model, stage), stageTone(review.model, stage))}</p>
      ${invitedNotice(review, c.actor.person_id, here)}
      ${cancelledNotice(review)}
      ${nextPanel(review, things, { actor: c.actor, here, today: c.today })}
      ${facts(review, groupPath(c.partnership, review.group_id), here)}
      <h2 class="govuk-heading-m">The steps</h2>
      ${timeline({ items: stepItems(review, calendar, c.today, here, c.partnership.key, (stage) => besideStep(review, stage, c.actor, here)), headingLevel: 3 })}
      ${assumedTerms(review, yearsAssumed(calendar, c.today, (review.visit_on ?? c.today).add({ months: 6 })), c.partnership.key)}
      ${review.model.documents.length + review.model.emails.length > 0 ? html`<p class="govuk-body"><a class="govuk-link" href="${here}/documents">Documents and emails of this review</a></p>` : nothing}
      ${!whyCannotCancel(review) ? html`<p class="govuk-body"><a class="govuk-link" href="${here}/cancel">Cancel this review</a></p>` : nothing}`
    return c.view(`Review of ${review.host_school_name}`, body, {
      caption: review.group_name,
      back: { href: reviewsPath(c.partnership), text: 'Reviews' },
    })
  },
)

function invitedNotice(review: Review, personId: string, here: string): Html {
  if (review.part !== 'invited' || review.cancelled_at) return nothing
  if (review.members.find((member) => member.person_id === personId)?.state === 'declared')
    return insetText({
      html: html`You declared an interest. It waits for a decision, and you get an email. Until then you see the dates of this review and its team only. <a class="govuk-link" href="${here}/invitation">Change your answer</a>`,
    })
  return html`${insetText({ text: 'You are invited to this review. Until you have accepted you see its dates and its team only.' })}${button({ text: 'Answer the invitation', href: `${here}/invitation` })}`
}

function cancelledNotice(review: Review): Html {
  if (!review.cancelled_at) return nothing
  return insetText({
    text: `This review was cancelled${review.cancel_reason ? `: ${review.cancel_reason}` : ''}. What was written is kept.`,
  })
}

type Reader = { actor: Actor; here: string; today: Temporal.PlainDate }

function nextPanel(review: Review, things: readonly NextThing[], reader: Reader): Html {
  const items = [
    ...toDecide(review, reader.actor).map(
      (member) =>
        html`<li><a class="govuk-link" href="${reader.here}/team/${member.id}/decide">Decide whether ${member.name} can take part</a>. This waits for you.</li>`,
    ),
    ...things.map((thing) => nextItem(review, thing, reader)),
  ]
  if (items.length === 0) return nothing
  return html`<h2 class="govuk-heading-m">What comes next</h2><ul class="govuk-list govuk-list--bullet">${items}</ul>${remindLink(review, things, reader)}`
}

/** The partnership reminds from the health of the programme, where it reads every email first. */
function remindLink(review: Review, things: readonly NextThing[], { actor }: Reader): Html {
  const waitsForOthers = things.some(({ key, by }) => key !== 'visit' && by[0] !== 'partnership')
  if (review.part !== 'partnership' || !waitsForOthers) return nothing
  const href = `${healthPath(actor.partnership, review.programme_id)}/remind?review=${review.id}`
  return html`<p class="govuk-body"><a class="govuk-link" href="${href}">Send a reminder</a></p>`
}

function nextItem(review: Review, thing: NextThing, { actor, here, today }: Reader): Html {
  const mine = isAskedFor(thing, review)
  const href = mine ? hrefOf(thing, here, review, actor.partnership.key) : undefined
  const due = dueText(thing, longDate)
  const text = href ? html`<a class="govuk-link" href="${href}">${thing.text}</a>${due}` : html`${thing.text}${due}`
  const late = isLate(thing, today) ? html` ${statusTag('Late', 'attention')}` : nothing
  return html`<li>${text}. ${mine ? 'This waits for you.' : `Waits for ${waitsFor(review, thing)}.`}${late}</li>`
}

function facts(review: Review, group: string, here: string): Html {
  const canSchedule =
    partMay(review.part, 'schedule') && !review.cancelled_at && !review.visited_at && !review.sent_to_host_at
  const canInvite = partMay(review.part, 'invite') && !review.cancelled_at && !review.closed_at
  const change = (href: string, text: string, hidden: string) => ({
    actions: { items: [{ href, text, visuallyHiddenText: hidden }] },
  })
  const visit = review.visit_on ? visitInWords(review).replace(/^on /, '') : 'Not chosen yet'
  return summaryList({
    rows: [
      {
        key: { text: 'Visit' },
        value: { text: visit },
        ...(canSchedule
          ? change(`${here}/schedule`, review.visit_on ? 'Change' : 'Choose', 'the day of the visit')
          : {}),
      },
      {
        key: { text: 'Team' },
        value: { html: teamLines(review) },
        ...change(`${here}/team`, canInvite ? 'Change' : 'See', 'the team'),
      },
      {
        key: { text: 'Group' },
        value: {
          html: html`<a class="govuk-link" href="${group}">${review.group_name}</a>: ${sentenceList(review.group_schools.map((school) => school.name))}`,
        },
      },
      {
        key: { text: 'Your part' },
        value: { html: html`${ownPart(review)}${ledParts(review).map((led) => html`<br>${led}`)}` },
      },
    ],
  })
}

/** What the reader was named to lead, beside their part. */
function ledParts(review: Review): string[] {
  return namedStages(review.model)
    .filter(({ key }) => review.leads_stages.includes(key))
    .map(({ name, led_by }) => `${led_by?.name ?? 'Leader'} of the ${name.toLowerCase()}.`)
}

function ownPart(review: Review): string {
  if (isMemberPart(review.part)) return partName(review.part)
  if (review.part === 'invited') return 'Invited'
  if (review.part === 'host-school') return 'Your school is visited. You can read the report once it is agreed.'
  if (review.part === 'group') return 'Your group. You see dates and team.'
  return 'Partnership. You see stage and dates, never what the team and the school write.'
}

function teamLines(review: Review): Html {
  const lines = memberParts.flatMap((part: MemberPart) => {
    const names = review.members.filter(
      (member) =>
        member.part === part &&
        (member.state === 'on-team' || member.state === 'invited' || member.state === 'declared'),
    )
    const named = names.map(({ name, state }) =>
      state === 'on-team' ? name : `${name} (${state === 'invited' ? 'invited' : 'waits for a decision'})`,
    )
    return names.length === 0
      ? []
      : [html`<li>${partName(part)}${names.length > 1 && part !== 'ile' ? 's' : ''}: ${sentenceList(named)}</li>`]
  })
  return lines.length === 0 ? html`Nobody yet` : html`<ul class="govuk-list">${lines}</ul>`
}

function assumedTerms(review: Review, years: readonly string[], partnership: string): Html {
  if (years.length === 0 || review.closed_at || review.cancelled_at) return nothing
  return insetText({
    html: html`No terms have been entered for ${sentenceList(years)}. Dates are counted with the usual terms in England: <a class="govuk-link" href="/${partnership}/term-dates">term dates</a>.`,
  })
}
