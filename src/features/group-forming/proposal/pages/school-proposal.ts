import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { dayOf } from '../../../../lib/clock.ts'
import { dayAndDate, dayAndTime, longDate } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { groupMap, groupPath, programmeFor } from '../../../review-groups/public.ts'
import { factsFor } from '../../facts.queries.ts'
import { type FormingFacts, openSchools } from '../../problem.rules.ts'
import { topicsOf } from '../../settings/preference.queries.ts'
import { travelUnit } from '../../travel.rules.ts'
import { schoolIn } from '../answer.acts.ts'
import { candidateOf } from '../obstacles.rules.ts'
import { proposalPath, schoolProposalPath } from '../paths.ts'
import { sentences } from '../proposal.parts.ts'
import { type Proposal, type ProposalSchool, proposalFor } from '../proposal.queries.ts'
import { standingOf, stateOf } from '../proposal.rules.ts'
import { type Reasons, reasonsOf } from '../reasons.rules.ts'

/** A school sees the group that is proposed for it: partners, map, reasons, and what happens next. */
export const schoolProposalPage = page(
  {
    path: '/:partnership/programmes/:programme/schools/:school/proposal',
    allow: 'group:see',
    params: z.object({ partnership: z.string(), programme: z.uuid(), school: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const proposal = found(await proposalFor(c.db, c.actor, programme.id))
    const school = found(await schoolIn(c.db, c.actor, proposal, c.params.school))
    const facts = await factsFor(c.db, c.actor, programme.id)
    const topic = await topicsOf(c.db, c.actor, programme)
    const why = reasonsOf(proposal, facts, topic, [school.school_id]).get(school.school_id)
    const isManager = c.can('programme:manage')
    const back = isManager
      ? { href: proposalPath(c.partnership, programme.id), text: 'The proposal' }
      : { href: `/${c.partnership.key}`, text: 'Home' }
    const mayAnswer = c.can('group-proposal:answer', school.school_id)
    const answerHref = `${schoolProposalPath(c.partnership, programme.id, school.school_id)}/answer`
    const present = facts.schools.find(({ id }) => id === school.school_id)?.review_group_id
    return c.view(
      `The group proposed for ${school.school_name}`,
      html`${isManager && !mayAnswer ? html`<p class="govuk-body">You see what the school’s own people see.</p>` : nothing}${whereItStands(proposal, school, c.today, present ? groupPath(c.partnership, present) : undefined)}
      ${answered(proposal, school)}
      ${stateOf(proposal, c.today) === 'open' && mayAnswer ? answerButton(school, answerHref) : nothing}
      ${why ? group(why, facts, proposal) : html`<p class="govuk-body">The school has left the programme or is not open, so no group can be shown.</p>`}
      ${proposal.message === '' ? nothing : html`<h2 class="govuk-heading-m">From the partnership</h2>${insetText({ html: html`<p class="app-kept-lines">${proposal.message}</p>` })}`}
      ${whatIsNext(proposal, c.today, mayAnswer)}
      ${stateOf(proposal, c.today) === 'open' && mayAnswer ? answerButton(school, answerHref) : nothing}`,
      { back, caption: programme.name },
    )
  },
)

function whereItStands(
  proposal: Proposal,
  school: ProposalSchool,
  today: Temporal.PlainDate,
  groupHref: string | undefined,
): Html {
  const state = stateOf(proposal, today)
  const until = dayAndDate(proposal.objections_until)
  if (state === 'confirmed' && proposal.confirmed_at)
    return insetText({
      html: html`<p>The groups were confirmed on ${longDate(dayOf(proposal.confirmed_at))}.</p>${groupHref ? html`<p><a class="govuk-link" href="${groupHref}">Go to your review group</a></p>` : nothing}`,
    })
  if (state === 'withdrawn' && proposal.withdrawn_at)
    return insetText({
      html: html`<p>The partnership withdrew this proposal on ${longDate(dayOf(proposal.withdrawn_at))}. Nothing changes for your school.</p><p>${proposal.withdrawn_reason}</p>`,
    })
  if (state === 'over')
    return insetText({
      text: `The last day to answer was ${until}. ${standingOf(school) === 'objects' ? 'The officers decide about your objection, then they confirm the groups.' : 'The officers will confirm the groups or change them, and then you get an email.'}`,
    })
  const changed =
    standingOf(school) === 'again'
      ? html`<p><strong>This group changed after your school answered. Please answer again.</strong></p>`
      : nothing
  const isAnswered = ['content', 'objects'].includes(standingOf(school))
  return insetText({
    html: isAnswered
      ? html`<p>Your school has answered. Your head or a senior leader can change the answer until ${until}.</p>`
      : html`${changed}<p>Until ${until} your head or a senior leader can say whether your school is content. If nobody says anything by then, your school counts as content.</p>`,
  })
}

/** What the school said and what the officers replied. */
function answered(proposal: Proposal, school: ProposalSchool): Html {
  if (school.answer === null || !school.answered_at) return nothing
  const said = school.answer === 'content' ? 'Your school is content' : 'Your school objects'
  const about = school.is_current ? '' : ', to a group that has changed since'
  const decided =
    school.decision === 'stays'
      ? 'The officers decided: your school stays in this group.'
      : 'The officers changed your group because of it.'
  const reply =
    school.decision === null
      ? school.answer === 'objects' && !proposal.confirmed_at && !proposal.withdrawn_at
        ? html`<p class="govuk-body">The officers have not decided about it yet. You will get an email when they do.</p>`
        : nothing
      : html`<h3 class="govuk-heading-s">${decided}</h3>${school.reply === '' ? nothing : html`<p class="govuk-body app-kept-lines">${school.reply}</p>`}<p class="govuk-body govuk-hint">${school.replied_by_name}${school.replied_at ? `, ${dayAndTime(school.replied_at)}` : ''}</p>`
  return html`<h2 class="govuk-heading-m">${said}</h2>
    <p class="govuk-body">Said by ${school.answered_by_name} on ${dayAndTime(school.answered_at)}${about}.</p>
    ${school.reason === '' ? nothing : html`<p class="govuk-body app-kept-lines">${school.reason}</p>`}${reply}`
}

const answerButton = (school: ProposalSchool, href: string) =>
  standingOf(school) === 'none' || standingOf(school) === 'again'
    ? button({ text: 'Answer for your school', href })
    : button({ text: 'Change the answer', href, classes: 'govuk-button--secondary' })

function group(why: Reasons, facts: FormingFacts, proposal: Proposal): Html {
  const ids = proposal.groups.find(({ school_ids }) => school_ids.includes(why.school_id))?.school_ids ?? []
  const members = openSchools(facts).filter((one) => ids.includes(one.id))
  const measure = travelUnit(facts) === 'km' ? 'in a straight line' : 'by the times that the partnership entered'
  return html`<h2 class="govuk-heading-m">${why.group_name}: your partners</h2>
    <ul class="govuk-list govuk-list--bullet">${why.partners.map(({ name, distance }) => html`<li>${name}${distance ? `, ${distance} away` : ''}</li>`)}</ul>
    <p class="govuk-body">Distances are ${measure}.</p>
    ${groupMap(members.map(candidateOf))}
    <h2 class="govuk-heading-m">Why this group</h2>${reasonsShown(why)}`
}

function reasonsShown({ met, unmet, others, has_answered }: Reasons): Html {
  const texts = [...met, ...unmet, ...others]
  const silent = has_answered
    ? nothing
    : html`<p class="govuk-body">Your school did not say what it brings and looks for, so the group was formed from distances and the programme’s rules.</p>`
  const general = html`<p class="govuk-body">All groups are formed together: journeys that are short for everybody, partners who can help one another, and the programme’s rules.</p>`
  return html`${texts.length > 0 ? sentences(texts) : nothing}${silent}${general}`
}

function whatIsNext(proposal: Proposal, today: Temporal.PlainDate, mayAnswer: boolean): Html {
  if (stateOf(proposal, today) !== 'open') return nothing
  const who = mayAnswer ? 'You can' : 'Your head or a senior leader can'
  return html`<h2 class="govuk-heading-m">What happens next</h2>${sentences([
    `${who} answer, and change the answer, until ${dayAndDate(proposal.objections_until)}.`,
    'The officers read every objection and look for another way. You get their reply by email.',
    'Then they confirm the groups. Until that day nothing changes for your school.',
  ])}`
}
