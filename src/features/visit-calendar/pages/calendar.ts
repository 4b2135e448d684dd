import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { subNavigation } from '../../../design/components/sub-navigation.ts'
import { warningText } from '../../../design/components/warning-text.ts'
import { dayAndTime, plural, sentenceList } from '../../../lib/words.ts'
import { type JobProgress, progressOf } from '../../../platform/jobs/progress.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { calendarPath, programmePath, termDatesPath } from '../../review-groups/public.ts'
import { byGroups, bySchools, byWeeks, type Hrefs } from '../calendar.parts.ts'
import { type Search, searchFor, type Version, type Versions, versionsOf } from '../calendar.queries.ts'
import { assumedYears, gapInWords, loadIn, rowsOf } from '../calendar.rules.ts'
import { factsOf } from '../facts.queries.ts'
import { type Facts, inNames, namesIn } from '../facts.rules.ts'
import { loadChart } from '../load-chart.ts'
import { programmeParams, searchPath } from '../paths.ts'
import { whyCannotSearch } from '../plan.acts.ts'
import { type Trouble, troublesInWords, troublesOf } from '../slips.rules.ts'

const views = { groups: 'By group', weeks: 'By week', schools: 'By school' } as const
type ViewName = keyof typeof views

/** The calendar of a programme's visits: the latest version, what stands against it, and what can be done with it. */
export const calendarOfVisits = page(
  {
    path: '/:partnership/programmes/:programme/calendar',
    allow: 'programme:manage',
    params: programmeParams,
    query: z.object({
      view: z.enum(['groups', 'weeks', 'schools']).catch('groups'),
      group: z.uuid().optional().catch(undefined),
    }),
  },
  async (c) => {
    const facts = found(await factsOf(c.db, c.actor, c.params.programme))
    const versions = await versionsOf(c.db, c.actor, facts.programme.id)
    const search = await searchFor(c.db, c.actor, { programme: facts.programme.id })
    const here = calendarPath(c.partnership, facts.programme.id)
    const job = search?.job_id && !search.ended_at ? await progressOf(c.db, search.job_id) : undefined
    const going = searchNote(search, job, searchPath(c.partnership, facts.programme.id, search?.id ?? ''))
    const options = {
      caption: facts.programme.name,
      back: { href: programmePath(c.partnership, facts.programme.id), text: facts.programme.name },
    }
    const { latest } = versions
    if (!latest) {
      const refusal = whyCannotSearch(facts, c.today)
      const empty = refusal
        ? emptyState(`${refusal.message}.`, options.back)
        : html`<p class="govuk-body">No calendar has been planned yet. A search finds one that keeps the terms, the closed and blocked days and the reviews that are arranged, and spreads the visits evenly. Nobody is told before you adopt it.</p>
          ${button({ text: 'Plan the calendar', href: `${here}/searches/new` })}`
      return c.view(
        'Calendar of visits',
        html`${going}${assumed(facts, termDatesPath(c.partnership))}${empty}`,
        options,
      )
    }
    const rows = rowsOf(facts, latest.visits).filter(({ group }) => !c.query.group || group === c.query.group)
    const load = loadIn(facts, rows)
    const hrefs: Hrefs = {
      school: (id) => `${here}/schools/${id}`,
      review: (id) => `/${c.partnership.key}/reviews/${id}`,
    }
    const view = c.query.view
    const drawn = { groups: byGroups, weeks: byWeeks, schools: bySchoolsOnly }[view](rows, load, hrefs)
    return c.view(
      'Calendar of visits',
      html`${going}${standing(versions, latest)}
      ${troubleList(troublesOf(facts, latest.visits, c.today), here, hrefs, latest.id === versions.adopted?.id)}
      ${assumed(facts, termDatesPath(c.partnership))}
      ${actions(here, versions, latest)}
      ${filter(facts, here, view, c.query.group)}
      ${viewLinks(here, view, c.query.group)}
      ${drawn}
      ${loadChart(load, `${here}/download`)}
      ${notes(latest, facts)}`,
      options,
    )
  },
)

const bySchoolsOnly = (rows: Parameters<typeof bySchools>[0], _load: unknown, hrefs: Hrefs) => bySchools(rows, hrefs)

function searchNote(search: Search | undefined, job: JobProgress | undefined, href: string): Html {
  const isOver = search?.ended_at || job?.state === 'failed' || job?.state === 'cancelled'
  if (!search || (isOver && !search.clash)) return nothing
  const words = search.clash
    ? html`The last search found no calendar. <a class="govuk-link" href="${href}">See what stands against it</a>`
    : html`A search for a calendar is going on. <a class="govuk-link" href="${href}">See how far it is</a>`
  return insetText({ html: html`<p class="govuk-body">${words}</p>` })
}

/** Which version this is, how good it is and whether people know it. */
function standing({ adopted }: Versions, latest: Version): Html {
  const made = `Version ${latest.number}, made by ${latest.created_by_name} on ${dayAndTime(latest.created_at)}.`
  const quality = latest.origin === 'search' ? ` ${gapInWords(latest.gap)}` : ''
  const early = latest.stopped_early
    ? ' The search was stopped before its time, so a longer one may find a better one.'
    : ''
  const known =
    adopted?.id === latest.id && adopted.adopted_at
      ? `It was adopted on ${dayAndTime(adopted.adopted_at)}: heads and leaders know their dates.`
      : adopted
        ? `People know version ${adopted.number}. They are told of this one when you adopt it.`
        : 'Nobody but officers sees it until you adopt it.'
  return html`<p class="govuk-body">${made}${quality}${early}</p><p class="govuk-body">${known}</p>`
}

const mostTroubles = 6

function troubleList(troubles: readonly Trouble[], here: string, hrefs: Hrefs, isKnown: boolean): Html {
  if (troubles.length === 0) return nothing
  const no = `${plural(troubles.length, 'date')} no longer ${troubles.length === 1 ? 'fits' : 'fit'}`
  const said = isKnown ? `${troublesInWords(troubles)}.` : no
  const shown = troubles.slice(0, mostTroubles)
  const rest = troubles.length - shown.length
  return html`${warningText({ text: said, iconFallbackText: 'Please note' })}
    <ul class="govuk-list govuk-list--bullet">${shown.map(
      ({ words, review_id }) =>
        html`<li>${words}${review_id && hrefs.review ? html` <a class="govuk-link" href="${hrefs.review(review_id)}">The review</a>` : nothing}</li>`,
    )}${rest > 0 ? html`<li>${plural(rest, 'more date')}</li>` : nothing}</ul>
    <p class="govuk-body"><a class="govuk-link" href="${here}/mend">Plan around ${troubles.length === 1 ? 'it' : 'them'} with the fewest changes</a></p>`
}

function assumed(facts: Facts, href: string): Html {
  const years = assumedYears(facts)
  if (years.length === 0) return nothing
  return insetText({
    html: html`No terms have been entered for ${sentenceList(years)}, so the usual terms in England are assumed. <a class="govuk-link" href="${href}">Term dates</a>`,
  })
}

function actions(here: string, { adopted }: Versions, latest: Version): Html {
  const isAdopted = adopted?.id === latest.id
  const link = (href: string, text: string) => html`<a class="govuk-link" href="${here}/${href}">${text}</a>`
  return html`<div class="govuk-button-group">${
    isAdopted ? nothing : button({ text: 'Adopt this calendar', href: `${here}/adopt` })
  }${button({ text: 'A date slipped', href: `${here}/slip`, classes: 'govuk-button--secondary' })}${button({ text: 'Plan again', href: `${here}/searches/new`, classes: 'govuk-button--secondary' })}</div>
  <p class="app-beside govuk-body app-no-print">${link('blocked-dates', 'Blocked dates')}${link('versions', 'Versions')}${link('download', 'Download (CSV)')}</p>`
}

function filter(facts: Facts, here: string, view: ViewName, group: string | undefined): Html {
  if (facts.groups.length < 2) return nothing
  const option = (value: string, text: string) =>
    html`<option value="${value}"${value === (group ?? '') ? html` selected` : nothing}>${text}</option>`
  return html`<form method="get" action="${here}" class="app-calendar-filter app-no-print">
    <input type="hidden" name="view" value="${view}">
    <div class="govuk-form-group"><label class="govuk-label" for="group">Group</label>
    <select class="govuk-select" id="group" name="group">${option('', 'All groups')}${facts.groups.map(({ id, name }) => option(id, name))}</select></div>
    ${button({ text: 'Show', classes: 'govuk-button--secondary' })}</form>`
}

function viewLinks(here: string, view: ViewName, group: string | undefined): Html {
  const names: ViewName[] = ['groups', 'weeks', 'schools']
  return subNavigation({
    label: 'Views of the calendar',
    items: names.map((name) => ({
      href: `${here}?view=${name}${group ? `&group=${group}` : ''}`,
      text: views[name],
      active: name === view,
    })),
  })
}

function notes({ warnings }: Version, facts: Facts): Html {
  const names = namesIn(facts)
  const told = warnings.filter((words) => !words.startsWith('No terms were given'))
  if (told.length === 0) return nothing
  return html`<h2 class="govuk-heading-m">Good to know</h2><ul class="govuk-list govuk-list--bullet">${told.map((words) => html`<li>${inNames(words, names)}</li>`)}</ul>`
}
