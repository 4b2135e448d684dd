/** Markup that the pages of a match share. */
import { scrollable } from '../../design/components/scrollable.ts'
import { statusTag } from '../../design/components/status-tag.ts'
import { table } from '../../design/components/table.ts'
import { type Html, html, nothing } from '../../platform/web/html.ts'
import { groupPath } from '../review-groups/public.ts'
import type { MatchedPlace, MatchResult } from './match.schema.ts'
import { changedPlaces, distanceText } from './match-result.rules.ts'

/** Each group with its leader, how far, what they know, and why. */
export function placeTable(places: readonly MatchedPlace[], partnership: { key: string }): Html {
  const isAsked = places.some(({ leader }) => leader && leader.known.length + leader.missing.length > 0)
  const unasked = isAsked
    ? nothing
    : html`<p class="govuk-body">No school has said where it looks for help, so what leaders know does not count.</p>`
  return html`${unasked}${scrollable(
    table({
      caption: 'Groups and their leaders',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [
        { text: 'Group' },
        { text: 'Leader' },
        { text: 'Days', format: 'numeric' },
        { text: 'Distance', format: 'numeric' },
        ...(isAsked ? [{ text: 'What schools look for' }] : []),
        { text: 'Why' },
      ],
      rows: places.map((place) => [
        { html: html`<a class="govuk-link" href="${groupPath(partnership, place.group_id)}">${place.group_name}</a>` },
        { html: leaderCell(place) },
        { text: String(place.days), format: 'numeric' },
        { text: place.leader ? distanceText(place.leader.kilometres) : '', format: 'numeric' },
        ...(isAsked ? [{ html: expertise(place) }] : []),
        { text: place.leader?.reasons.join('; ') ?? 'Nobody could: see below' },
      ]),
    }),
    'Groups and their leaders',
  )}`
}

function leaderCell({ leader, now }: MatchedPlace): Html {
  if (!leader) return statusTag('Nobody', 'attention')
  return html`${leader.name}${leader.person_id === now?.person_id ? nothing : html` ${statusTag('New', 'info')}`}`
}

function expertise({ leader }: MatchedPlace): Html {
  if (!leader || leader.known.length + leader.missing.length === 0) return html`Not said`
  const line = (text: string, areas: readonly string[]) =>
    areas.length === 0 ? nothing : html`${text}: ${areas.join(', ')}. `
  return html`${line('Knows', leader.known)}${line('Did not name', leader.missing)}`
}

/** What is different from how the groups are supported now. */
export function changeList(result: MatchResult): Html {
  const changed = changedPlaces(result)
  if (changed.length === 0) return html`<p class="govuk-body">Nothing: every group keeps the leader that it has.</p>`
  return html`<ul class="govuk-list govuk-list--bullet">${changed.map(
    ({ group_name, now, leader }) =>
      html`<li>${group_name}: ${now ? html`${now.name} → ` : nothing}${leader?.name ?? 'nobody'}${now ? nothing : ' (nobody until now)'}</li>`,
  )}</ul>`
}
