/** The other places for a school, each with a link to what going there would do. */
import { plural } from '../../../lib/words.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import type { Explained } from './hand.queries.ts'
import { whyMustStay } from './move.rules.ts'
import { movePath } from './paths.ts'
import { placesFor, type Way, worthInWords } from './places.rules.ts'

/** All groups that a school could go to, best first. Nothing is changed by looking. */
export function placesList(ground: Explained, version: string, school: string, back?: string): Html {
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
  const way = (one: Way, text: string) =>
    html`<p class="app-places__way"><a class="govuk-link" href="${movePath(version, { school, to: one.to, with: one.swapWith, back })}">${text}</a><br>${worthInWords(one.change, saying.unit)}${one.breaksRule ? ', breaks a rule' : ''}</p>`
  return html`<ul class="app-places">${places.map(({ to, move, swap }) => {
    const ways = [
      way(move, `Move to ${groupName(to)}`),
      ...(swap ? [way(swap, `Swap with ${nameOf(swap.swapWith ?? '')}`)] : []),
    ]
    const isSwapBetter = swap !== undefined && move.breaksRule && !swap.breaksRule
    return html`<li class="app-places__item"><p class="app-places__group">${groupName(to)} (${plural(arrangement.groups[to]?.school_ids.length ?? 0, 'school')})</p>${isSwapBetter ? ways.toReversed() : ways}</li>`
  })}</ul>`
}
