import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { table } from '../../../design/components/table.ts'
import { longDate, plural, sentenceList } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { schoolIdsWhere } from '../../people/public.ts'
import { modelFor, modelPath, type ReviewModel } from '../../review-models/public.ts'
import { phaseText, schoolPath } from '../../schools/public.ts'
import { slipLine } from '../../visit-calendar/public.ts'
import { type GroupInList, groupsOf } from '../group.queries.ts'
import { sizeInWords } from '../group.rules.ts'
import {
  calendarPath,
  formingPath,
  groupPath,
  healthPath,
  leadersPath,
  placingPath,
  programmePath,
  programmesPath,
} from '../paths.ts'
import { type Programme, type ProgrammeSchool, programmeFor, programmeSchools } from '../programme.queries.ts'

/** One programme: how it reviews, its groups and its schools. */
export const programmePage = page(
  {
    path: '/:partnership/programmes/:programme',
    allow: 'programme:see',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const schools = await programmeSchools(c.db, c.actor, programme.id)
    const groups = await groupsOf(c.db, c.actor, programme.id)
    const manages = c.can('programme:manage')
    const here = programmePath(c.partnership, programme.id)
    const model = await modelFor(c.db, c.actor, programme.model_key)
    const isAsked = model.group.leaders.some(({ part }) => c.actor.roles.some(({ role }) => role === part))
    const body = html`
      ${manages ? await slipLine(c.db, c.actor, programme.id, c.today) : nothing}
      ${facts(programme, model, c.partnership.key, manages ? `${here}/edit` : undefined)}
      <h2 class="govuk-heading-m">Review groups</h2>
      ${groupList(groups, (id) => groupPath(c.partnership, id), manages)}
      ${manages ? groupActions(schools, here, formingPath(c.partnership, programme.id)) : nothing}
      ${manages ? placingLink(model, schools, groups, placingPath(c.partnership, programme.id)) : nothing}
      ${manages ? html`<p class="govuk-body"><a class="govuk-link" href="${calendarPath(c.partnership, programme.id)}">Calendar of visits</a></p><p class="govuk-body"><a class="govuk-link" href="${healthPath(c.partnership, programme.id)}">Health of the programme</a></p>` : nothing}
      ${ownPreferences(schools, schoolIdsWhere(c.actor, 'group-preference:give'), here)}
      ${leaderLinks(leadersPath(c.partnership, programme.id), manages, isAsked ? c.actor.person_id : undefined)}
      <h2 class="govuk-heading-m">Schools that take part</h2>
      ${schoolTable(schools, { here, manages, schoolHref: (id) => schoolPath(c.partnership, id), groupHref: (id) => groupPath(c.partnership, id), seen: new Set(groups.map((group) => group.id)) })}
      ${manages ? button({ text: 'Add schools', href: `${here}/schools`, classes: 'govuk-button--secondary' }) : nothing}`
    return c.view(programme.name, body, { back: { href: programmesPath(c.partnership), text: 'Programmes' } })
  },
)

function facts(programme: Programme, model: ReviewModel, partnership: string, edit: string | undefined): Html {
  const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } })
  const halves = model.half_days
  const list = summaryList({
    rows: [
      {
        key: { text: 'Way of reviewing' },
        value: {
          html: html`<a class="govuk-link" href="${modelPath(partnership, programme.model_key)}">${model.name}</a>. ${model.summary}`,
        },
      },
      row('Dates', `${longDate(programme.starts_on)} to ${longDate(programme.ends_on)}`),
      row('Framework', programme.framework_title ?? 'Not decided yet'),
      row(
        'Group',
        `${sizeInWords(model.group)}, best ${model.group.ideal}${model.group.same_trust === 'refused' ? ', no two of one trust' : ''}`,
      ),
      row(
        'Effort for each member of a team',
        `${plural(halves.before, 'half-day')} before the visit, ${plural(halves.visit, 'half-day')} for it, ${plural(halves.after, 'half-day')} after it`,
      ),
    ],
  })
  return html`${list}${edit ? html`<p class="govuk-body"><a class="govuk-link" href="${edit}">Change the name, framework or dates</a></p>` : nothing}`
}

function groupList(groups: readonly GroupInList[], href: (id: string) => string, manages: boolean): Html {
  if (groups.length === 0)
    return emptyState(
      manages ? 'No group has been made yet.' : 'No review group that you belong to has been published yet.',
    )
  return scrollable(
    table({
      caption: 'Review groups',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [{ text: 'Group' }, { text: 'Schools' }, { text: 'Supported by' }, { text: 'State' }],
      rows: groups.map((group) => [
        { html: html`<a class="govuk-link" href="${href(group.id)}">${group.name}</a>` },
        { text: plural(group.schools.length, 'school') },
        { text: group.leaders.join(', ') || 'Nobody yet' },
        { html: group.published_at ? statusTag('Published', 'done') : statusTag('Not published', 'attention') },
      ]),
    }),
    'Review groups',
  )
}

/** Where a school's own people find what they said before groups are formed. */
function ownPreferences(schools: readonly ProgrammeSchool[], ownIds: readonly string[], here: string): Html {
  const own = schools.filter((school) => ownIds.includes(school.id) && school.status === 'open')
  return html`${own.map((school) => html`<p class="govuk-body"><a class="govuk-link" href="${here}/schools/${school.id}/preferences">What ${school.name} brings and looks for</a></p>`)}`
}

function groupActions(schools: readonly ProgrammeSchool[], here: string, forming: string): Html {
  const free = schools.filter((school) => school.group_id === null).length
  if (schools.length === 0) return nothing
  const find = { text: 'Form the groups', href: forming }
  if (free === 0)
    return html`<p class="govuk-body">Every school is in a group. <a class="govuk-link" href="${forming}">See how the groups were formed, or form them again</a></p>`
  return html`<p class="govuk-body">${plural(free, 'school')} ${free === 1 ? 'is' : 'are'} not in a group.</p><div class="govuk-button-group">${button(find)}${button({ text: 'Make a group by hand', href: `${here}/review-groups/new`, classes: 'govuk-button--secondary' })}</div>`
}

/** The way to place late joiners and to fill groups that fell short, once groups are published. */
function placingLink(
  model: ReviewModel,
  schools: readonly ProgrammeSchool[],
  groups: readonly GroupInList[],
  href: string,
): Html {
  const { fewest } = model.group
  const published = groups.filter((group) => group.published_at)
  const short = published.filter((group) => group.schools.length < fewest)
  const isFree = published.length > 0 && schools.some((school) => school.group_id === null && school.status === 'open')
  if (!isFree && short.length === 0) return nothing
  const names = sentenceList(short.map(({ name }) => name))
  const text =
    short.length === 0
      ? 'Place the schools that have no group'
      : `${names} ${short.length === 1 ? 'has' : 'have'} fewer than ${fewest} schools. See how to fill ${short.length === 1 ? 'it' : 'them'}`
  return html`<p class="govuk-body"><a class="govuk-link" href="${href}">${text}</a></p>`
}

/** Officers match leaders to groups; a leader changes what they said. */
function leaderLinks(leaders: string, manages: boolean, own: string | undefined): Html {
  if (manages)
    return html`<p class="govuk-body"><a class="govuk-link" href="${leaders}">Match leaders to groups</a></p>`
  return own
    ? html`<p class="govuk-body"><a class="govuk-link" href="${leaders}/${own}">What you can give as a leader</a></p>`
    : nothing
}

type Links = {
  here: string
  manages: boolean
  schoolHref: (id: string) => string
  groupHref: (id: string) => string
  seen: ReadonlySet<string>
}

function schoolTable(schools: readonly ProgrammeSchool[], links: Links): Html {
  if (schools.length === 0) return emptyState('No school takes part yet.')
  const leave = links.manages ? [{ text: 'Change' }] : []
  return scrollable(
    table({
      caption: plural(schools.length, 'school'),
      firstCellIsHeader: true,
      head: [{ text: 'School' }, { text: 'Phase' }, { text: 'Trust' }, { text: 'Group' }, ...leave],
      rows: schools.map((school) => [
        {
          html: html`<a class="govuk-link" href="${links.schoolHref(school.id)}">${school.name}</a>${school.status === 'open' ? nothing : html` ${statusTag('Not open', 'problem')}`}`,
        },
        { text: phaseText(school) },
        { text: school.trust || 'None' },
        { html: groupCell(school, links) },
        ...(links.manages
          ? [
              {
                html: html`<a class="govuk-link" href="${links.here}/schools/${school.id}/leave">Leave<span class="govuk-visually-hidden">: ${school.name}</span></a>`,
              },
            ]
          : []),
      ]),
    }),
    'Schools that take part',
  )
}

function groupCell(school: ProgrammeSchool, links: Links): Html {
  if (!school.group_id) return html`No group`
  if (!links.seen.has(school.group_id)) return html`In a group`
  return html`<a class="govuk-link" href="${links.groupHref(school.group_id)}">${school.group_name ?? 'Group'}</a>`
}
