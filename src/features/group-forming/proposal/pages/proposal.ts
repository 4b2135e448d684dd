import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { scrollable } from '../../../../design/components/scrollable.ts'
import { subNavigation } from '../../../../design/components/sub-navigation.ts'
import { table } from '../../../../design/components/table.ts'
import { dayOf } from '../../../../lib/clock.ts'
import { dayAndTime, longDate, plural, shortDate } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { formingPath, programmeFor, programmePath } from '../../../review-groups/public.ts'
import { whyPath } from '../../by-hand/paths.ts'
import { versionPath } from '../../versions/paths.ts'
import { proposalPath, schoolProposalPath } from '../paths.ts'
import { standingTag, whenInWords } from '../proposal.parts.ts'
import { type Proposal, type ProposalSchool, proposalFor, schoolsOfProposal } from '../proposal.queries.ts'
import {
  countsInWords,
  countsOf,
  isUndecided,
  standingOf,
  stateOf,
  whyCannotConfirm,
  whyCannotRemind,
} from '../proposal.rules.ts'

const filters = [
  { key: 'all', text: 'All schools' },
  { key: 'content', text: 'Content' },
  { key: 'objects', text: 'Objects' },
  { key: 'silent', text: 'Not answered' },
] as const
type Filter = (typeof filters)[number]['key']

/** Who is content with the proposed groups, who objects and who has not answered; from here objections are decided. */
export const proposalPage = page(
  {
    path: '/:partnership/programmes/:programme/forming/proposal',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
    query: z.object({ show: z.enum(['all', 'content', 'objects', 'silent']).catch('all') }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const view = {
      back: { href: formingPath(c.partnership, programme.id), text: 'Form the groups' },
      caption: programme.name,
    }
    const proposal = await proposalFor(c.db, c.actor, programme.id)
    if (!proposal)
      return c.view(
        'The proposed groups',
        emptyState('No groups have been proposed to the schools yet. Open a version of the groups and propose it.', {
          href: formingPath(c.partnership, programme.id),
          text: 'The versions of the groups',
        }),
        view,
      )
    const schools = await schoolsOfProposal(c.db, c.actor, proposal)
    const here = proposalPath(c.partnership, programme.id)
    const hrefs: Hrefs = {
      here,
      version: versionPath(c.partnership, programme.id, proposal.arrangement_id),
      programme: programmePath(c.partnership, programme.id),
      why: (id) => whyPath(versionPath(c.partnership, programme.id, proposal.arrangement_id), id),
      school: (id) => schoolProposalPath(c.partnership, programme.id, id),
    }
    return c.view(
      'The proposed groups',
      html`${summary(proposal, schools, c.today, hrefs)}
      ${actions(proposal, schools, { now: c.now, today: c.today }, hrefs)}
      ${objections(proposal, schools, hrefs, c.today)}
      ${list(schools, c.query.show, hrefs)}
      ${isOpen(proposal, c.today) ? html`<h2 class="govuk-heading-m">Take the proposal back</h2><p class="govuk-body">Schools are told why and need not answer any more. <a class="govuk-link" href="${here}/withdraw">Withdraw the proposal</a></p>` : nothing}`,
      view,
    )
  },
)

type Hrefs = {
  here: string
  version: string
  programme: string
  why: (id: string) => string
  school: (id: string) => string
}

const isOpen = (proposal: Proposal, today: Temporal.PlainDate) => ['open', 'over'].includes(stateOf(proposal, today))

function summary(
  proposal: Proposal,
  schools: readonly ProposalSchool[],
  today: Temporal.PlainDate,
  hrefs: Hrefs,
): Html {
  const told = [
    `proposed by ${proposal.published_by_name} on ${longDate(dayOf(proposal.published_at))}`,
    proposal.changed_at ? `changed on ${longDate(dayOf(proposal.changed_at))}` : '',
    proposal.reminded_at ? `schools last reminded on ${longDate(dayOf(proposal.reminded_at))}` : '',
  ].filter((part) => part !== '')
  const state = stateOf(proposal, today)
  const after =
    state === 'confirmed'
      ? insetText({
          html: html`<p>The groups were confirmed${proposal.confirmed_at ? ` on ${dayAndTime(proposal.confirmed_at)}` : ''}. <a class="govuk-link" href="${hrefs.programme}">See them with the programme</a></p>`,
        })
      : state === 'withdrawn'
        ? insetText({
            html: html`<p>The proposal was withdrawn${proposal.withdrawn_at ? ` on ${dayAndTime(proposal.withdrawn_at)}` : ''}.</p><p>${proposal.withdrawn_reason}</p>`,
          })
        : html`<p class="govuk-body">${whenInWords(proposal, today)}</p>`
  return html`<p class="govuk-body"><strong>${countsInWords(countsOf(schools))}, of ${plural(schools.length, 'school')} that ${schools.length === 1 ? 'was' : 'were'} asked.</strong></p>
    <p class="govuk-body"><a class="govuk-link" href="${hrefs.version}">Version ${proposal.arrangement_number}</a>, ${told.join(', ')}.</p>${after}`
}

function actions(
  proposal: Proposal,
  schools: readonly ProposalSchool[],
  at: { now: Temporal.Instant; today: Temporal.PlainDate },
  { here }: Hrefs,
): Html {
  if (!isOpen(proposal, at.today)) return nothing
  const cannotConfirm = whyCannotConfirm(proposal, schools, at.today)
  const link = (text: string, to: string) => button({ text, href: `${here}/${to}`, classes: 'govuk-button--secondary' })
  const { silent } = countsOf(schools)
  const canRemind = silent > 0 && !whyCannotRemind(proposal, at.now, at.today)
  return html`${cannotConfirm ? html`<p class="govuk-body">You cannot confirm the groups yet. ${cannotConfirm.message}.</p>` : nothing}
    <div class="govuk-button-group">${cannotConfirm ? nothing : button({ text: 'Confirm the groups', href: `${here}/confirm` })}${canRemind ? link(`Remind ${plural(silent, 'school')}`, 'remind') : nothing}${link('Give schools more time', 'last-day')}</div>`
}

/** Each objection with its reason; those that nobody decided come first. */
function objections(
  proposal: Proposal,
  schools: readonly ProposalSchool[],
  hrefs: Hrefs,
  today: Temporal.PlainDate,
): Html {
  const all = schools
    .filter(({ answer }) => answer === 'objects')
    .toSorted((a, b) => Number(isUndecided(b)) - Number(isUndecided(a)))
  if (all.length === 0) return nothing
  const open = isOpen(proposal, today)
  return html`<h2 class="govuk-heading-m">${plural(all.length, 'objection')}</h2>${all.map((school) => {
    const decided =
      school.decision === 'stays'
        ? 'Decided: the school stays in this group.'
        : school.decision === 'changed'
          ? 'Decided: the group was changed.'
          : school.is_current
            ? 'Not decided yet.'
            : 'Not decided yet. The school’s group has changed since it objected.'
    return html`<div class="app-group"><h3 class="govuk-heading-s">${school.school_name}, ${school.group_name}</h3>
      <p class="govuk-body app-kept-lines">${school.reason}</p>
      <p class="govuk-body govuk-hint">${school.answered_by_name}${school.answered_at ? `, ${dayAndTime(school.answered_at)}` : ''}</p>
      <p class="govuk-body">${decided}</p>
      ${open ? html`<ul class="govuk-list"><li><a class="govuk-link" href="${hrefs.why(school.school_id)}">Why it is there, and where else it could go<span class="govuk-visually-hidden">: ${school.school_name}</span></a></li><li><a class="govuk-link" href="${hrefs.here}/schools/${school.school_id}">${isUndecided(school) ? 'Decide' : 'Decide again'}<span class="govuk-visually-hidden"> about ${school.school_name}</span></a></li></ul>` : nothing}</div>`
  })}`
}

function list(schools: readonly ProposalSchool[], show: Filter, hrefs: Hrefs): Html {
  const of = (filter: Filter) =>
    schools.filter((school) => {
      const standing = standingOf(school)
      return filter === 'all' || standing === filter || (filter === 'silent' && ['none', 'again'].includes(standing))
    })
  const shown = of(show)
  const navigation = subNavigation({
    label: 'Schools by answer',
    items: filters.map(({ key, text }) => ({
      href: key === 'all' ? hrefs.here : `${hrefs.here}?show=${key}`,
      text: `${text} (${of(key).length})`,
      active: key === show,
    })),
  })
  const rows = scrollable(
    table({
      caption: filters.find(({ key }) => key === show)?.text ?? 'Schools',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [{ text: 'School' }, { text: 'Group' }, { text: 'Answer' }, { text: 'Said by' }],
      rows: shown.map((school) => [
        { html: html`<a class="govuk-link" href="${hrefs.school(school.school_id)}">${school.school_name}</a>` },
        { text: school.group_name },
        { html: standingTag(standingOf(school)) },
        { text: saidBy(school) },
      ]),
    }),
    'Schools and their answers',
  )
  return html`<h2 class="govuk-heading-m">What the schools say</h2>${navigation}${shown.length === 0 ? emptyState('No school has this answer.') : rows}`
}

function saidBy(school: ProposalSchool): string {
  if (school.answered_at) return `${school.answered_by_name}, ${shortDate(dayOf(school.answered_at))}`
  return school.heads === 0 ? 'Nobody: no headteacher is known' : 'Nobody yet'
}
