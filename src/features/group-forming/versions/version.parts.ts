/** A version's groups as the page of a version shows them. */
import { scrollable } from '../../../design/components/scrollable.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { table } from '../../../design/components/table.ts'
import type { Situation } from '../../../lib/grouping/explain.ts'
import { lengthInWords, violationInWords } from '../../../lib/grouping/in-words.ts'
import { plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import type { Violation } from '../arrangement.queries.ts'
import type { Ground } from '../by-hand/hand.queries.ts'
import { lockButton } from '../by-hand/lock.parts.ts'
import { whyPath } from '../by-hand/paths.ts'

/** A group with its number in the version, counted from 0. */
export type Numbered = { number: number; group: Ground['arrangement']['groups'][number] }

/** One group: its schools with their distances and what they get from it, and the buttons that lock. */
export function groupTable(
  { number, group }: Numbered,
  ground: Ground,
  situations: ReadonlyMap<string, Situation>,
  view: { version: string; lockForm: string },
): Html {
  const { arrangement, saying } = ground
  const isLocked = arrangement.locked_groups.includes(number)
  const asks = group.school_ids.some((id) => {
    const priorities = situations.get(id)?.priorities
    return priorities && priorities.met.length + priorities.unmet.length > 0
  })
  return html`<section class="app-version-group" aria-labelledby="group-${number}">
    <div class="app-version-group__head"><h3 class="govuk-heading-s" id="group-${number}">${number + 1}: ${group.name}</h3>
    ${isLocked ? statusTag('Locked', 'attention') : nothing}${lockButton({ kind: 'group', number }, group.name, isLocked, view.lockForm)}</div>
    ${scrollable(
      table({
        caption: group.name,
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: [
          { text: 'School' },
          { text: 'To its partners', format: 'numeric' },
          ...(asks ? [{ text: 'Looks for help in' }] : []),
        ],
        rows: group.school_ids.map((id) => schoolRow(id, ground, situations.get(id), { ...view, asks })),
      }),
      group.name,
    )}
    <p class="govuk-body-s">${waysInWords(group.school_ids, situations, saying.unit)}</p>
  </section>`
}

function schoolRow(
  id: string,
  ground: Ground,
  situation: Situation | undefined,
  view: { version: string; lockForm: string; asks: boolean },
) {
  const { arrangement, facts, nameOf, saying } = ground
  const school = facts.schools.find((one) => one.id === id)
  const isLocked = arrangement.locked_school_ids.includes(id)
  const tags = [
    ...(isLocked ? [statusTag('Locked', 'attention')] : []),
    ...(school?.is_held ? [statusTag('Has a review', 'info')] : []),
    ...(arrangement.settings.rules.coaches.includes(id) ? [statusTag('Coach', 'done')] : []),
    ...(school ? [] : [statusTag('Has left', 'problem')]),
  ]
  return [
    {
      html: html`<a class="govuk-link" id="school-${id}" href="${whyPath(view.version, id)}">${nameOf(id)}</a> ${tags}<br><span class="govuk-!-font-weight-regular">${school?.phase ?? ''}</span><br>${lockButton({ kind: 'school', id }, nameOf(id), isLocked, view.lockForm)}`,
    },
    { text: situation ? lengthInWords(situation.kilometres, saying.unit) : 'Not known', format: 'numeric' },
    ...(view.asks ? [{ html: looksFor(situation, saying.topic) }] : []),
  ]
}

function looksFor(situation: Situation | undefined, topic: (key: string) => string): Html {
  const { met, unmet } = situation?.priorities ?? { met: [], unmet: [] }
  if (met.length + unmet.length === 0) return html`Has not said`
  const help = met.map(({ topic: key, partners }) => `${topic(key)} (${plural(partners.length, 'partner')})`)
  return html`${help.length > 0 ? html`Finds: ${help.join(', ')}.` : nothing}${unmet.length > 0 ? html` <strong>Does not find:</strong> ${unmet.map(topic).join(', ')}.` : nothing}`
}

function waysInWords(
  ids: readonly string[],
  situations: ReadonlyMap<string, Situation>,
  unit: 'km' | 'minutes',
): string {
  const known = ids.flatMap((id) => situations.get(id) ?? [])
  const pairs = known.reduce((sum, { partners }) => sum + partners.length, 0)
  if (pairs === 0) return 'The distances between its schools are not known.'
  const all = known.reduce((sum, { kilometres }) => sum + kilometres, 0)
  const longest = Math.max(...known.map(({ furthest }) => furthest?.kilometres ?? 0))
  return `Two of its schools are ${lengthInWords(all / pairs, unit)} apart on average; the furthest ${lengthInWords(longest, unit)}.`
}

/** The rules that a version breaks, by name. */
export function brokenRules(
  violations: readonly Violation[],
  ground: Pick<Ground, 'nameOf' | 'groupName' | 'saying'>,
): Html {
  if (violations.length === 0) return nothing
  const words = violations.map((one) => {
    const said = violationInWords(one, ground.nameOf, ground.groupName, ground.saying)
    return said.replace(/^\p{L}/u, (letter) => letter.toUpperCase())
  })
  return html`<div class="govuk-inset-text app-inset--problem"><p class="govuk-body govuk-!-font-weight-bold">This version breaks ${plural(violations.length, 'rule')}, so it cannot be proposed</p><ul class="govuk-list govuk-list--bullet">${words.map((text) => html`<li>${text}.</li>`)}</ul></div>`
}
