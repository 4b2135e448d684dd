import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { progressBar } from '../../../../design/components/progress-bar.ts'
import type { Db } from '../../../../platform/db/connect.ts'
import { type JobProgress, progressOf, requestCancel } from '../../../../platform/jobs/progress.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import type { Actor } from '../../../people/public.ts'
import { formingPath, programmePath } from '../../../review-groups/public.ts'
import { factsFor } from '../../facts.queries.ts'
import { withSchoolNames } from '../../school-names.rules.ts'
import { rulesPath } from '../../settings/paths.ts'
import { findPath, searchPath, versionPath } from '../paths.ts'
import { type Conflict, type GroupSearch, groupSearchFor } from '../search.queries.ts'

const params = z.object({ partnership: z.string(), programme: z.uuid(), search: z.uuid() })
const waiting = 'Waiting to start'

/** One search: how far it is, stopping it with the best so far, or why the rules cannot be kept. */
export const searchPage = page(
  { path: '/:partnership/programmes/:programme/forming/searches/:search', allow: 'programme:manage', params },
  async (c) => {
    const { one, progress } = await ownSearch(c.db, c.actor, c.params)
    const here = searchPath(c.partnership, one.programme_id, one.id)
    const stop = c.form(z.object({}), { name: 'stop' })
    if (stop.value) {
      if (one.job_id && !one.ended_at) await requestCancel(c.db, one.job_id)
      return c.redirect(here)
    }
    const options = { back: { href: formingPath(c.partnership, one.programme_id), text: 'Form the groups' } }
    const again = findPath(c.partnership, one.programme_id, one.from_arrangement_id ?? undefined)
    if (one.arrangement_id) return c.redirect(versionPath(c.partnership, one.programme_id, one.arrangement_id))
    if (one.conflict) {
      const { schools } = await factsFor(c.db, c.actor, one.programme_id)
      const links = {
        rules: rulesPath(c.partnership, one.programme_id),
        schools: programmePath(c.partnership, one.programme_id),
        again,
      }
      return c.view('No groups can keep these rules', conflictView(one.conflict, schools, links), options)
    }
    if (isOver(one, progress)) return c.view('The search has ended', ended(progress, again), options)
    return c.view(
      'Finding groups',
      html`${progressBar({
        id: 'searching',
        label: 'How much of the time has passed',
        value: progress?.done ?? 0,
        max: one.seconds,
        text: progress?.message ?? waiting,
        progressUrl: `${here}/progress`,
      })}<p class="govuk-body">${one.started_by_name} started this search. You may leave this page: it goes on. <a class="govuk-link" href="${here}">Show how far it is</a></p>
      ${progress?.cancel_requested ? html`<p class="govuk-body">It is being stopped.</p>` : html`${stop.start()}${stop.end('Stop and keep the best so far', { tone: 'secondary' })}`}`,
      { ...options, refreshAfter: 5 },
    )
  },
)

/** How far a search is, for the page that waits for it. */
export const searchProgress = page(
  { path: '/:partnership/programmes/:programme/forming/searches/:search/progress', allow: 'programme:manage', params },
  async (c) => {
    const { one, progress } = await ownSearch(c.db, c.actor, c.params)
    return c.json({
      value: progress?.done ?? 0,
      max: one.seconds,
      text: progress?.message ?? waiting,
      done: isOver(one, progress),
      href: searchPath(c.partnership, one.programme_id, one.id),
    })
  },
)

async function ownSearch(
  db: Db,
  actor: Actor,
  wanted: { programme: string; search: string },
): Promise<{ one: GroupSearch; progress: JobProgress | undefined }> {
  const one = found(await groupSearchFor(db, actor, wanted.programme, wanted.search))
  return { one, progress: one.job_id ? await progressOf(db, one.job_id) : undefined }
}

function isOver(one: GroupSearch, progress: JobProgress | undefined): boolean {
  return one.ended_at !== null || progress?.state === 'failed' || progress?.state === 'cancelled'
}

function ended(progress: JobProgress | undefined, again: string): Html {
  const words =
    progress?.state === 'failed'
      ? 'A fault here stopped the search before it was done. You can start it again.'
      : progress?.state === 'cancelled'
        ? 'It was stopped before it had found any groups. Nothing has changed.'
        : 'There was nothing to find: every school is in a locked group, or none takes part any more.'
  return html`<p class="govuk-body">${words}</p>${button({ text: 'Start a search', href: again })}`
}

function conflictView(
  conflict: Conflict,
  schools: readonly { id: string; name: string }[],
  href: { rules: string; schools: string; again: string },
): Html {
  return html`${insetText({ text: withSchoolNames(conflict.reason, schools) })}
    <p class="govuk-body">Nothing has changed. To go on, change one of these:</p>
    <ul class="govuk-list govuk-list--bullet">
      <li><a class="govuk-link" href="${href.rules}">the rules</a></li>
      <li><a class="govuk-link" href="${href.schools}">the schools that take part</a></li>
    </ul>
    <p class="govuk-body">Then <a class="govuk-link" href="${href.again}">search again</a>.</p>`
}
