import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { scrollable } from '../../../../design/components/scrollable.ts'
import { statusTag } from '../../../../design/components/status-tag.ts'
import { table } from '../../../../design/components/table.ts'
import { taskList } from '../../../../design/components/task-list.ts'
import { dayOf } from '../../../../lib/clock.ts'
import { dayAndTime, longDate, plural, sentenceList } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { formingPath, type Programme, programmeFor, programmePath } from '../../../review-groups/public.ts'
import { type ArrangementInList, arrangementsOf } from '../../arrangement.queries.ts'
import { factsFor } from '../../facts.queries.ts'
import { type FormingFacts, openSchools, unplacedSchools } from '../../problem.rules.ts'
import { type Proposal, proposalFor } from '../../proposal/proposal.queries.ts'
import { stateOf } from '../../proposal/proposal.rules.ts'
import { aimsPath, askPath, rulesPath, travelTimesPath } from '../../settings/paths.ts'
import { type ProgrammeSettings, settingsFor } from '../../settings.queries.ts'
import { travelUnit } from '../../travel.rules.ts'
import { mostBetter } from '../bound.rules.ts'
import { comparePath, findPath, searchPath, versionPath } from '../paths.ts'
import { isRunning, keepPresent } from '../search.acts.ts'
import { type GroupSearch, groupSearchFor } from '../search.queries.ts'

/** Forming a programme's groups: the steps with their state, and every version so far. */
export const formingPage = page(
  {
    path: '/:partnership/programmes/:programme/forming',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const facts = await factsFor(c.db, c.actor, programme.id)
    const present = c.form(z.object({}), { name: 'present' })
    if (present.value) {
      const kept = await keepPresent(c.db, c.actor, programme.id, c.now)
      if ('id' in kept)
        return c.redirect(
          versionPath(c.partnership, programme.id, kept.id),
          'The groups as they are were kept as a version',
        )
      present.refuse(kept.refused)
    }
    const settings = await settingsFor(c.db, c.actor, programme)
    const versions = await arrangementsOf(c.db, c.actor, programme.id)
    const search = await groupSearchFor(c.db, c.actor, programme.id)
    const last = await proposalFor(c.db, c.actor, programme.id)
    const state = last && stateOf(last, c.today)
    const proposal = state === 'open' || state === 'over' ? last : undefined
    const confirmed = state === 'confirmed' ? last : undefined
    const running = search && isRunning(search, c.now) ? search : undefined
    const body = html`
      ${obstacles(facts, programmePath(c.partnership, programme.id))}
      ${steps({ programme, facts, settings, versions, proposal, confirmed }, c.partnership)}
      ${search ? conflictNote(search, versions, searchPath(c.partnership, programme.id, search.id)) : nothing}
      ${running ? runningNote(running, searchPath(c.partnership, programme.id, running.id)) : button({ text: versions.length === 0 ? 'Find groups' : 'Find groups again', href: findPath(c.partnership, programme.id) })}
      <h2 class="govuk-heading-m">Versions</h2>
      ${versionList(versions, { unit: travelUnit(facts), version: (id) => versionPath(c.partnership, programme.id, id), proposed: proposal?.arrangement_id, confirmed: confirmed?.arrangement_id })}
      ${versions.length > 1 ? html`<p class="govuk-body"><a class="govuk-link" href="${comparePath(c.partnership, programme.id)}">Compare two versions</a></p>` : nothing}
      ${facts.present.length > 0 ? html`<p class="govuk-body">The programme has ${plural(facts.present.length, 'review group')} already. Keep them as a version to explain them, to move schools and see the effect, or to compare.</p>${present.start()}${present.end('Keep the groups as they are as a version', { tone: 'secondary' })}` : nothing}`
    return c.view('Form the groups', body, {
      caption: programme.name,
      back: { href: programmePath(c.partnership, programme.id), text: programme.name },
    })
  },
)

function obstacles(facts: FormingFacts, programme: string): Html {
  const unplaced = unplacedSchools(facts)
  const closed = facts.schools.filter((school) => school.status !== 'open')
  const notes = [
    ...(unplaced.length > 0
      ? [
          `The school register gives no place for ${sentenceList(unplaced.map(({ name }) => name))}: the middle of the district stands in for it.`,
        ]
      : []),
    ...(closed.length > 0
      ? [
          `${sentenceList(closed.map(({ name }) => name))} ${closed.length === 1 ? 'is' : 'are'} not open and will be in no group.`,
        ]
      : []),
  ]
  if (openSchools(facts).length === 0)
    return html`<p class="govuk-body">No open school takes part yet. <a class="govuk-link" href="${programme}/schools">Add schools</a> first.</p>`
  return html`${notes.map((note) => html`<p class="govuk-body">${note}</p>`)}`
}

type State = {
  programme: Programme
  facts: FormingFacts
  settings: ProgrammeSettings
  versions: readonly ArrangementInList[]
  proposal: Proposal | undefined
  confirmed: Proposal | undefined
}

function steps(
  { programme, facts, settings, versions, proposal, confirmed }: State,
  partnership: { key: string },
): Html {
  const open = openSchools(facts)
  const answered = open.filter((school) => school.has_answered).length
  const item = (text: string, href: string, state: string, hint?: string) => ({
    title: { text },
    href,
    ...(hint ? { hint: { text: hint } } : {}),
    status: { text: state },
  })
  return taskList({
    idPrefix: 'steps',
    items: [
      item(
        'Ask schools what they bring and look for',
        askPath(partnership, programme.id),
        settings.asked_at || answered > 0 ? `${answered} of ${open.length} answered` : 'Not asked yet',
      ),
      item('Rules', rulesPath(partnership, programme.id), settings.rules_version > 0 ? 'Set' : 'The model’s own'),
      item('Aims', aimsPath(partnership, programme.id), settings.aims_version > 0 ? 'Set' : 'The usual ones'),
      item(
        'Travel times',
        travelTimesPath(partnership, programme.id),
        facts.travel_times.length > 0 ? `${plural(facts.travel_times.length, 'pair')} of schools` : 'Straight lines',
        'Only needed where a river or a motorway makes straight lines misleading',
      ),
      item(
        'Propose a version to the schools',
        proposal || confirmed ? `${formingPath(partnership, programme.id)}/proposal` : '#versions',
        proposal
          ? `Version ${proposal.arrangement_number} is proposed`
          : confirmed?.confirmed_at
            ? `Version ${confirmed.arrangement_number} was confirmed on ${longDate(dayOf(confirmed.confirmed_at))}`
            : versions.length > 0
              ? 'Choose a version below'
              : 'Cannot start yet',
      ),
    ],
  })
}

function runningNote(search: GroupSearch, href: string): Html {
  return html`<p class="govuk-body">${search.started_by_name} is searching for groups now. <a class="govuk-link" href="${href}">See how far it is</a></p>`
}

/** What the newest search came to, for who left its page: nothing was made that the list could show. */
function conflictNote(search: GroupSearch, versions: readonly ArrangementInList[], href: string): Html {
  const [newest] = versions
  const { conflict, ended_at } = search
  if (!conflict || !ended_at || (newest && Temporal.Instant.compare(newest.created_at, ended_at) > 0)) return nothing
  return html`<p class="govuk-body">The last search found that no groups can keep the rules. <a class="govuk-link" href="${href}">See which rules stand against each other</a></p>`
}

function versionList(
  versions: readonly ArrangementInList[],
  links: {
    unit: 'km' | 'minutes'
    version: (id: string) => string
    proposed: string | undefined
    confirmed: string | undefined
  },
): Html {
  if (versions.length === 0)
    return html`<div id="versions">${emptyState('No groups have been looked for yet. Each search, and each move by hand, makes a version that is kept.')}</div>`
  return html`<div id="versions">${scrollable(
    table({
      caption: 'Versions of the groups',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [
        { text: 'Version' },
        { text: 'Made' },
        { text: 'Groups', format: 'numeric' },
        { text: links.unit === 'km' ? 'Travel (km)' : 'Travel (minutes)', format: 'numeric' },
        { text: 'Unmet priorities', format: 'numeric' },
        { text: 'Could be better by' },
        { text: 'Rules' },
      ],
      rows: versions.map((version) => [
        {
          html: html`<a class="govuk-link" href="${links.version(version.id)}">${version.number}${version.label ? `: ${version.label}` : ''}</a>${version.id === links.proposed ? html` ${statusTag('Proposed', 'progress')}` : nothing}${version.id === links.confirmed ? html` ${statusTag('Confirmed', 'done')}` : nothing}<br><span class="govuk-!-font-weight-regular">${version.summary}${version.stopped_early ? ', stopped early' : ''}</span>`,
        },
        { text: `${version.created_by_name}, ${dayAndTime(version.created_at)}` },
        { text: String(version.group_count), format: 'numeric' },
        { text: Math.round(version.score.travel).toLocaleString('en-GB'), format: 'numeric' },
        { text: String(version.score.unmetPriorities), format: 'numeric' },
        { text: betterInWords(version) },
        {
          html:
            version.violation_count === 0 ? html`All kept` : statusTag(`${version.violation_count} broken`, 'problem'),
        },
      ]),
    }),
    'Versions of the groups',
  )}</div>`
}

function betterInWords(version: ArrangementInList): string {
  const better = mostBetter(version)
  return better === undefined ? 'Not worked out' : better === 0 ? 'Best possible' : `at most ${better} %`
}
