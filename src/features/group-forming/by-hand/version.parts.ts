/** What every page about a version says: where it comes from, how to go back, and that there is a newer one. */
import { insetText } from '../../../design/components/inset-text.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { versionPath } from '../versions/paths.ts'
import type { Ground } from './hand.queries.ts'

type Place = { key: string }

/** Which version this is, how it can be undone, and whether there is a newer one. `page` leads to the same page of a version. */
export function versionNote(ground: Ground, partnership: Place, page: (version: string) => string): Html {
  const { arrangement, programme } = ground
  const { made_from_id, made_from_number, number, summary, created_by_name } = arrangement
  const undo =
    made_from_id === null
      ? nothing
      : html` <a class="govuk-link" href="${page(versionPath(partnership, programme.id, made_from_id))}">${arrangement.origin === 'move' ? 'Undo: back' : 'Back'} to version ${made_from_number ?? ''}</a>.`
  return html`<p class="govuk-body">Version ${number} (${created_by_name}): ${summary}. Versions do not change: a move makes the next one.${undo}</p>
    ${ground.is_dated ? html`<p class="govuk-body">The rules or aims of the programme have changed since. Here everything is weighed with those that the version was made with; a new search uses the new ones.</p>` : nothing}
    ${newerNote(ground, partnership, page)}`
}

/** Says that somebody has made a newer version, and that nothing of it is lost by going on from this one. */
export function newerNote(
  { arrangement, programme, newer }: Ground,
  partnership: Place,
  page: (version: string) => string,
): Html {
  if (!newer) return nothing
  const from =
    newer.made_from_number === null
      ? ''
      : newer.made_from_number === arrangement.number
        ? ' from this one'
        : ` from version ${newer.made_from_number}`
  const href = page(versionPath(partnership, programme.id, newer.id))
  return insetText({
    html: html`There is a newer version: ${newer.created_by_name} made version ${newer.number}${from}. You can <a class="govuk-link" href="${href}">look at version ${newer.number}</a> or go on from here. A move from here makes a version of its own, and version ${newer.number} stays as it is.`,
  })
}
