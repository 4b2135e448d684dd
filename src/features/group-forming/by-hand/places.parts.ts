/** The other places for a school, each with a link to what going there would do. */
import { scrollable } from '../../../design/components/scrollable.ts'
import { table } from '../../../design/components/table.ts'
import { plural } from '../../../lib/words.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import type { Explained } from './hand.queries.ts'
import { whyMustStay } from './move.rules.ts'
import { movePath } from './paths.ts'
import { placesFor, type Way, worthInWords } from './places.rules.ts'

/** All groups that a school could go to, best first. Nothing is changed by looking. */
export function placesTable(ground: Explained, version: string, school: string, back?: string): Html {
  const { arrangement, facts, problem, nameOf, groupName, saying } = ground
  const places = placesFor(
    problem,
    arrangement.groups.map(({ school_ids }) => school_ids),
    school,
    {
      lockedGroups: arrangement.locked_groups,
      stays: (other) => whyMustStay(arrangement, facts, other, ground) !== undefined,
    },
  )
  if (places.length === 0) return html`<p class="govuk-body">There is no other group that is not locked.</p>`
  const words = (way: Way) => html`${worthInWords(way.change, saying.unit)}${way.breaksRule ? ', breaks a rule' : ''}`
  const link = (way: Way, text: string) =>
    html`<a class="govuk-link" href="${movePath(version, { school, to: way.to, with: way.swapWith, back })}">${text}</a>`
  return scrollable(
    table({
      caption: 'Other groups, the best first',
      captionClasses: 'govuk-visually-hidden',
      classes: 'app-table-of-texts',
      firstCellIsHeader: true,
      head: [{ text: 'Group' }, { text: 'Go there' }, { text: 'Or change places with' }],
      rows: places.map(({ to, move, swap }) => [
        { text: `${groupName(to)} (${plural(arrangement.groups[to]?.school_ids.length ?? 0, 'school')})` },
        { html: html`${link(move, `Move to ${groupName(to)}`)}<br>${words(move)}` },
        { html: swap ? html`${link(swap, nameOf(swap.swapWith ?? ''))}<br>${words(swap)}` : html`Nobody` },
      ]),
    }),
    'Other groups, the best first',
  )
}
