import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { table } from '../../../design/components/table.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { modelFor, type ReviewModel } from '../../review-models/public.ts'
import { groupMeetingsList, namedDays, type Review, reviewsOfGroup, stageName, stageOf } from '../../reviews/public.ts'
import { schoolPath } from '../../schools/public.ts'
import { type PlannedDate, plannedList, plannedOfGroup } from '../../visit-calendar/public.ts'
import { type Group, groupFor, membersOf } from '../group.queries.ts'
import { type CandidateSchool, checkGroup, reasonsFor } from '../group.rules.ts'
import { type GroupLeaderRow, leadersOf } from '../group-people.queries.ts'
import { groupPath, groupsPath, leadersPath } from '../paths.ts'
import { groupMap, letterOf } from './group-map.ts'
import { adviceList, mustList } from './group-parts.ts'

/** One review group: its schools and why they are there, its reviews, a map and the distances. */
export const groupPage = page(
  {
    path: '/:partnership/review-groups/:group',
    allow: 'group:see',
    params: z.object({ partnership: z.string(), group: z.uuid() }),
  },
  async (c) => {
    const group = found(await groupFor(c.db, c.actor, c.params.group))
    const members = await membersOf(c.db, c.actor, group.id)
    const leaders = await leadersOf(c.db, c.actor, group.id)
    const reviews = await reviewsOfGroup(c.db, c.actor, group.id)
    const planned = await plannedOfGroup(c.db, c.actor, group.id, c.today)
    const manages = c.can('group:manage') && !group.disbanded_at
    const model = await modelFor(c.db, c.actor, group.model_key)
    const here = groupPath(c.partnership, group.id)
    const meetings = await groupMeetingsList(c.db, c.actor, group, model)
    const body = html`
      ${state(group, model, members, leaders, manages ? here : undefined)}
      ${group.note ? html`<p class="govuk-body app-reading">${group.note}</p>` : nothing}
      <h2 class="govuk-heading-m">Schools</h2>
      ${schoolTable(members, group.coach_school_id, (id) => schoolPath(c.partnership, id), manages ? here : undefined)}
      ${manages ? html`<p class="govuk-body"><a class="govuk-link" href="${here}/schools">Add or take out schools</a></p>` : nothing}
      <h2 class="govuk-heading-m">Support from outside</h2>
      ${leaderList(model, leaders, manages ? here : undefined)}
      ${leaders.some(({ person_id }) => person_id === c.actor.person_id) ? html`<p class="govuk-body"><a class="govuk-link" href="${leadersPath(c.partnership, group.programme_id)}/${c.actor.person_id}">What you can give as a leader</a></p>` : nothing}
      ${meetings}
      <h2 class="govuk-heading-m">Reviews</h2>
      ${reviewTable(model, members, reviews, c.today, `/${c.partnership.key}/reviews`)}
      ${plannedVisits(planned)}
      ${startReviewButton(group, members, reviews, `/${c.partnership.key}/reviews/new?group=${group.id}`, (school) => c.can('review:schedule', school))}
      <h2 class="govuk-heading-m">Where the schools are</h2>
      ${groupMap(members)}
      ${manages ? html`<p class="govuk-body"><a class="govuk-link" href="${here}/edit">${model.group.coach_school ? 'Change the name, the note or the coach school' : 'Change the name or note'}</a></p><p class="govuk-body"><a class="govuk-link" href="${here}/disband">End this group</a></p>` : nothing}`
    return c.view(group.name, body, {
      caption: group.programme_name,
      back: { href: groupsPath(c.partnership), text: 'Review groups' },
    })
  },
)

function state(
  group: Group,
  model: ReviewModel,
  members: readonly CandidateSchool[],
  leaders: readonly GroupLeaderRow[],
  manage: string | undefined,
): Html {
  if (group.disbanded_at) return insetText({ text: 'This group has ended.' })
  if (!manage) return nothing
  const checks = checkGroup(model.group, members)
  const coach =
    model.group.coach_school && !group.coach_school_id
      ? html`<p class="govuk-body">The group has no coach school yet. <a class="govuk-link" href="${manage}/edit">Choose it</a></p>`
      : nothing
  if (group.published_at) return html`${mustList(checks, 'This group breaks a rule')}${coach}`
  const lacking = model.group.leaders.filter((wanted) => !leaders.some((leader) => leader.part === wanted.part))
  return html`${insetText({ text: 'Only officers see this group until it is published.' })}
    ${mustList(checks, 'This group cannot be published yet')}
    ${adviceList(checks, 'Before you publish, think about this')}
    ${lacking.length > 0 ? html`<p class="govuk-body">The group has no ${lacking.map((leader) => leader.short_name).join(' or ')} yet.</p>` : nothing}
    ${coach}
    ${coach !== nothing || checks.some((check) => check.level === 'must') ? nothing : button({ text: 'Publish the group', href: `${manage}/publish` })}`
}

function schoolTable(
  members: readonly CandidateSchool[],
  coachId: string | null,
  href: (id: string) => string,
  manage: string | undefined,
): Html {
  if (members.length === 0) return emptyState('The group has no schools.')
  const reasons = reasonsFor(members)
  return scrollable(
    table({
      caption: 'Schools of the group',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [{ text: 'School' }, { text: 'Why it is here' }, ...(manage ? [{ text: 'Change' }] : [])],
      rows: members.map((school, index) => [
        {
          html: html`<span aria-hidden="true">${letterOf(index)}</span> <a class="govuk-link" href="${href(school.id)}">${school.name}</a>${school.id === coachId ? html` ${statusTag('Coach school', 'info')}` : nothing}${school.status === 'open' ? nothing : html` ${statusTag('Not open', 'problem')}`}<br><span class="govuk-!-font-weight-regular">${school.phase}</span>`,
        },
        { text: (reasons.get(school.id) ?? []).join('; ') },
        ...(manage
          ? [
              {
                html: html`<a class="govuk-link" href="${manage}/schools/${school.id}/move">Move<span class="govuk-visually-hidden"> ${school.name} to another group</span></a>`,
              },
            ]
          : []),
      ]),
    }),
    'Schools of the group',
  )
}

function leaderList(model: ReviewModel, leaders: readonly GroupLeaderRow[], manage: string | undefined): Html {
  const rows = model.group.leaders.map((wanted) => {
    const present = leaders.filter((leader) => leader.part === wanted.part)
    const names = present.length > 0 ? present.map((leader) => leader.name).join(', ') : 'Nobody yet'
    return html`<p class="govuk-body"><strong>${wanted.name}:</strong> ${names}<br>${wanted.duty}</p>`
  })
  return html`${rows}${manage && rows.length > 0 ? html`<p class="govuk-body"><a class="govuk-link" href="${manage}/leaders">Choose who supports the group</a></p>` : nothing}`
}

function reviewTable(
  model: ReviewModel,
  members: readonly CandidateSchool[],
  reviews: readonly Review[],
  today: Temporal.PlainDate,
  base: string,
): Html {
  const live = reviews.filter((review) => !review.cancelled_at)
  if (live.length === 0) return emptyState('No review has been started. Each school is visited once.')
  const without = members.filter((school) => !live.some((review) => review.host_school_id === school.id))
  return html`${scrollable(
    table({
      caption: 'Reviews of the group',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [{ text: 'Host school' }, { text: 'Visit' }, { text: 'Stage' }],
      rows: live.map((review) => [
        { html: html`<a class="govuk-link" href="${base}/${review.id}">${review.host_school_name}</a>` },
        { text: namedDays(review) },
        { text: stageName(model, stageOf(model, review, today)) },
      ]),
    }),
    'Reviews of the group',
  )}${without.length > 0 ? html`<p class="govuk-body">Not started: ${without.map((school) => school.name).join(', ')}.</p>` : nothing}`
}

function plannedVisits(dates: readonly PlannedDate[]): Html {
  if (dates.length === 0) return nothing
  return html`<h3 class="govuk-heading-s">Planned visits</h3><p class="govuk-body">These days are planned in the calendar and not arranged yet.</p>${plannedList(dates)}`
}

function startReviewButton(
  group: Group,
  members: readonly CandidateSchool[],
  reviews: readonly Review[],
  href: string,
  may: (schoolId: string) => boolean,
): Html {
  if (!group.published_at || group.disbanded_at) return nothing
  const open = members.filter(
    (school) =>
      may(school.id) && !reviews.some((review) => review.host_school_id === school.id && !review.cancelled_at),
  )
  return open.length === 0 ? nothing : button({ text: 'Start a review', href, classes: 'govuk-button--secondary' })
}
