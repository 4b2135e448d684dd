import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { progressBar } from '../../../design/components/progress-bar.ts'
import type { JobProgress } from '../../../platform/jobs/progress.ts'
import { progressOf, requestCancel } from '../../../platform/jobs/progress.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { calendarPath, groupPath, termDatesPath } from '../../review-groups/public.ts'
import { endSearch, type Search, searchFor } from '../calendar.queries.ts'
import type { Clash } from '../calendar.schema.ts'
import { factsOf } from '../facts.queries.ts'
import { type Facts, groupsBySchool, inNames, namesIn } from '../facts.rules.ts'
import { programmeParams, searchPath } from '../paths.ts'

const params = programmeParams.extend({ search: z.uuid() })

/** One search: how far it is, stopping it with the best so far, and the clash where there is no calendar. */
export const searchPage = page(
  { path: '/:partnership/programmes/:programme/calendar/searches/:search', allow: 'programme:manage', params },
  async (c) => {
    const one = await ownSearch(c.db, c.actor, c.params)
    const calendar = calendarPath(c.partnership, one.programme_id)
    const here = searchPath(c.partnership, one.programme_id, one.id)
    const progress = one.job_id ? await progressOf(c.db, one.job_id) : undefined
    const stop = c.form(z.object({}), { name: 'stop' })
    if (stop.value) {
      if (one.job_id && !one.ended_at) await requestCancel(c.db, one.job_id)
      // A search that has not begun will not begin.
      if (progress?.state === 'waiting') await endSearch(c.db, c.actor, one.id, { clash: undefined }, c.now)
      return c.redirect(here)
    }
    const back = { href: calendar, text: 'Calendar of visits' }
    if (one.clash) {
      const facts = found(await factsOf(c.db, c.actor, one.programme_id))
      return c.view('No calendar keeps every date and rule', clashView(one.clash, facts, c.partnership, calendar), {
        back,
      })
    }
    const isOver = one.ended_at || progress?.state === 'failed' || progress?.state === 'cancelled'
    if (isOver && one.calendar_id)
      return c.view(
        'A calendar is found',
        html`<p class="govuk-body">The search has ended. Nobody has been told yet.</p>${button({ text: 'See the calendar', href: calendar })}`,
        { back },
      )
    if (isOver) return c.view('The search has ended', ended(progress, calendar), { back })
    return c.view(
      'Looking for a calendar',
      html`${progressBar({
        id: 'searching',
        label: 'How much of the time has passed',
        value: progress?.done ?? 0,
        max: one.seconds,
        text: progress?.message ?? 'Waiting to start',
        progressUrl: `${here}/progress`,
      })}<p class="govuk-body">You may leave this page: the search goes on. <a class="govuk-link" href="${here}">Show how far it is</a></p>
      ${progress?.cancel_requested ? html`<p class="govuk-body">It is being stopped.</p>` : html`${stop.start()}${stop.end('Stop now and keep the best so far', { tone: 'secondary' })}`}`,
      { back, refreshAfter: 5 },
    )
  },
)

/** How far a search is, for the page that waits for it. */
export const searchProgress = page(
  { path: '/:partnership/programmes/:programme/calendar/searches/:search/progress', allow: 'programme:manage', params },
  async (c) => {
    const one = await ownSearch(c.db, c.actor, c.params)
    const progress = one.job_id ? await progressOf(c.db, one.job_id) : undefined
    const isOver = one.ended_at !== null || progress?.state === 'failed' || progress?.state === 'cancelled'
    return c.json({
      value: progress?.done ?? 0,
      max: one.seconds,
      text: progress?.message ?? 'Waiting to start',
      done: isOver,
      href: one.calendar_id
        ? calendarPath(c.partnership, one.programme_id)
        : searchPath(c.partnership, one.programme_id, one.id),
    })
  },
)

async function ownSearch(
  db: Parameters<typeof searchFor>[0],
  actor: Parameters<typeof searchFor>[1],
  wanted: { programme: string; search: string },
): Promise<Search> {
  const one = found(await searchFor(db, actor, { id: wanted.search }))
  return found(one.programme_id === wanted.programme ? one : undefined)
}

function ended(progress: JobProgress | undefined, calendar: string): Html {
  const words =
    progress?.state === 'failed'
      ? 'A fault here stopped the search before it found a calendar. You can start it again.'
      : progress?.state === 'cancelled' || progress?.cancel_requested
        ? 'It was stopped before it had found a calendar. The calendar stays as it was.'
        : 'Nothing is left to plan: every visit has been made, or no group is published.'
  return html`<p class="govuk-body">${words}</p><p class="govuk-body"><a class="govuk-link" href="${calendar}/searches/new">Start a search</a></p>`
}

/** Why there is no calendar, and where each of the causes can be changed. */
function clashView(clash: Clash, facts: Facts, partnership: { key: string }, calendar: string): Html {
  const names = namesIn(facts)
  const groups = groupsBySchool(facts)
  const about = clash.about ?? []
  const link = (href: string, text: string) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`
  const isAbout = (...kinds: string[]) => about.some(({ kind }) => kinds.includes(kind))
  const own = [...new Set(clash.schools.flatMap((id) => groups.get(id) ?? []))]
  const blocked = isAbout('blocked-person', 'blocked-school')
  return html`${insetText({ text: inNames(clash.reason, names) })}
    <h2 class="govuk-heading-m">What could be changed</h2>
    <ul class="govuk-list govuk-list--bullet">
      ${blocked ? link(`${calendar}/blocked-dates`, 'The blocked dates: ask whoever entered them') : nothing}
      ${isAbout('fixed-date') ? link(calendar, 'Dates that you pinned, and reviews that are arranged') : nothing}
      ${link(termDatesPath(partnership), 'The term dates and closed days')}
      ${own.map(({ id, name }) => link(groupPath(partnership, id), `The schools and leaders of ${name}`))}
      ${link(`${calendar.replace(/\/calendar$/, '')}/edit`, 'The dates of the programme')}
    </ul>
    <p class="govuk-body">Then <a class="govuk-link" href="${calendar}/searches/new">search again</a>.</p>`
}
