/** Markup that several pages of time share. */
import { insetText } from '../../design/components/inset-text.ts'
import { subNavigation } from '../../design/components/sub-navigation.ts'
import { sentenceList } from '../../lib/words.ts'
import { type Html, html, nothing } from '../../platform/web/html.ts'
import { daysText, yearText } from './days.rules.ts'
import type { Entry } from './effort.rules.ts'
import type { Effect } from './sums.rules.ts'

/** The academic years to choose from, when there is more than one. */
export function yearLinks(years: readonly number[], chosen: number, hrefOf: (year: number) => string): Html {
  if (years.length < 2) return nothing
  const items = years.map((year) => ({ href: hrefOf(year), text: yearText(year), active: year === chosen }))
  return subNavigation({ label: 'Academic years', items })
}

/** What a change does to the total, before it is saved. */
export function effectNote(whose: string, effects: readonly Effect[]): Html {
  const lines = effects.map(({ year, from, to }) =>
    from === to
      ? `the total for ${yearText(year)} stays ${daysText(to)}`
      : `the total for ${yearText(year)} goes from ${daysText(from)} to ${daysText(to)}`,
  )
  return insetText({
    html: html`<h2 class="govuk-heading-m">Check before you save</h2><p class="govuk-body">For ${whose}, ${sentenceList(lines)}.</p>`,
  })
}

/** Where something was done: "Oakfield School", "River group". */
export function placeOf(entry: Pick<Entry, 'of' | 'group_name' | 'host_school_name'>): string {
  return entry.of === 'group' ? entry.group_name : (entry.host_school_name ?? '')
}
